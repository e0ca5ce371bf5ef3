"""A long PDF in a browser: its first pages are there to read before the rest, and the page turns into the reader."""

import pytest
from django.urls import reverse

from sources.ingest import ensure_text_version
from sources.models import Preview
from sources.services import add_source
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from tests.sources.readers.test_pdf import laid_out, prose
from tests.support.pdf_writer import make_pdf
from workspaces.jobs import Progress

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def pdf(member):
    """A PDF in the library that no worker has read yet."""
    data = make_pdf(laid_out([prose(seed) for seed in range(60)]), labels="0<</S/r>>")
    return add_source(
        workspace=member.workspace, item={"id": "report", "title": "Report"}, data=data, origin="report.pdf"
    )


def test_the_first_pages_are_shown_until_the_whole_text_is_there(phone_page, log_in, member, pdf):
    log_in(phone_page, member.user)
    phone_page.goto(reverse("claims:source_detail", args=[member.workspace.slug, pdf.pk]))
    phone_page.get_by_text("The text is being read.").wait_for()
    blocks = [
        {"kind": "heading", "level": 1, "text": "On quays", "page": "i"},
        {"kind": "paragraph", "level": 0, "text": prose(0), "page": "i"},
        {"kind": "footnote", "level": 0, "text": "1 Harbour Board 1987.", "page": "ii"},
    ]
    Preview.objects.create(capture=pdf.captures.get(), blocks=blocks, pages=3, page_count=14)

    phone_page.get_by_text("The first 3 of 14 pages").wait_for()

    assert phone_page.get_by_text("Page ii").is_visible()
    assert_no_axe_violations(phone_page)
    assert_fits_width(phone_page)

    ensure_text_version(pdf.captures.get(), Progress())

    phone_page.locator("#reading").wait_for()
    assert phone_page.get_by_text("The first 3 of 14 pages").count() == 0
