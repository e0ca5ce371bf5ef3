"""The comparison to take away: what other software reads in it is what the page says, quotes and citations exact."""

import csv
import io

import mammoth
import pypdfium2
import pytest

from agreement.queries import comparison_of, measures_of
from agreement.views import comparison_documents
from claims.enums import Bearing
from claims.services import create_claim, link_evidence
from sources.models import Author
from sources.services import create_passage
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db

BY_MOSS = "Tariffs lower wages in the valley. The =SUM harbour pays <b>for</b> itself."
BY_PARK = "Tariffs never lowered a wage in the valley. The harbour loses money each year."


@pytest.fixture
def viewer():
    return MembershipFactory(role=Role.VIEWER)


@pytest.fixture
def compared(viewer):
    """Two authors, three claims: they part on one, and one speaks alone on each of the others."""
    workspace = viewer.workspace
    moss = make_source(workspace, BY_MOSS, key="moss", authors=("Ada Moss",))
    park = make_source(workspace, BY_PARK, key="park", authors=("Zoe Park",))
    claims = [
        create_claim(workspace=workspace, text=text, kind="causal", topic="trade", by=None)
        for text in ("Tariffs lower wages.", "The harbour pays for itself.", "The harbour loses money.")
    ]
    link(claims[0], moss, "Tariffs lower wages in the valley.", Bearing.SUPPORTS)
    link(claims[0], park, "Tariffs never lowered a wage in the valley.", Bearing.CONTRADICTS)
    link(claims[1], moss, "The =SUM harbour pays <b>for</b> itself.", Bearing.SUPPORTS)
    link(claims[2], park, "The harbour loses money each year.", Bearing.SUPPORTS)
    return claims


def link(claim, source, quote, bearing):
    version = current_version(source)
    passage = create_passage(text_version=version, exact=quote, start=version.text.index(quote))
    link_evidence(claim=claim, passage=passage, bearing=bearing, speaker=source.authors.get(), by=None)


@pytest.fixture
def fetch(client, viewer, compared):
    client.force_login(viewer.user)
    query = address(viewer.workspace)
    return lambda path: client.get(f"/w/{viewer.workspace.slug}/comparison/{path}?{query}")


def address(workspace):
    slugs = Author.objects.filter(workspace=workspace).order_by("family").values_list("slug", flat=True)
    return "&".join(f"author={slug}" for slug in slugs)


def test_the_docx_has_brief_table_quotes_and_works(fetch):
    response = fetch("brief.docx")
    html = mammoth.convert_to_html(io.BytesIO(response.content)).value
    assert "<h1>Summary</h1>" in html
    assert "Ada Moss and Zoe Park are compared on 3 claims" in html
    assert "<h2>C-1  Tariffs lower wages.</h2>" in html
    assert "“The =SUM harbour pays &lt;b&gt;for&lt;/b&gt; itself.” (Moss n.d.; supports)" in html
    assert "<h1>Works cited</h1>" in html
    assert "Moss, Ada. n.d." in html
    assert 'filename="comparison-' in response["Content-Disposition"]


def test_the_pdf_says_the_same(fetch):
    pages = pypdfium2.PdfDocument(fetch("brief.pdf").content)
    text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)
    for told in (
        "Ada Moss and Zoe Park compared",
        "Ada Moss affirms it. Derived: 1 accepted passage supports it",
        "“Tariffs never lowered a wage in the valley.” (Park n.d.; contradicts)",
        "0 of 1 (0 % to 79 %), p = 1.00",
    ):
        assert told in text


def test_the_table_of_quotes_has_a_row_for_each_and_runs_nothing(fetch):
    rows = list(csv.DictReader(io.StringIO(fetch("passages.csv").content.decode("utf-8-sig"))))
    assert [(row["Number"], row["Author"], row["Bearing"]) for row in rows] == [
        ("C-1", "Ada Moss", "Supports"),
        ("C-1", "Zoe Park", "Contradicts"),
        ("C-2", "Ada Moss", "Supports"),
        ("C-3", "Zoe Park", "Supports"),
    ]
    assert rows[0]["Quote"] == "Tariffs lower wages in the valley."
    assert rows[0]["Citation"] == "Moss n.d."
    assert rows[0]["Address"].startswith("http://testserver/w/")
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@"))]


def test_measures_are_shown_with_their_n(fetch, viewer, compared, django_assert_num_queries):
    with django_assert_num_queries(10):
        page = fetch("measures/").content.decode()
    assert "<strong>0 of 1</strong>" in page
    authors = list(Author.objects.filter(workspace=viewer.workspace).order_by("family"))
    measured = measures_of(comparison_of(viewer.workspace, authors))
    pair = measured.pairs[0]
    assert (pair.both, pair.only_first, pair.only_second, pair.neither) == (1, 1, 1, 0)


def test_too_much_for_one_document_is_said_on_the_page(fetch, viewer, monkeypatch):
    monkeypatch.setattr(comparison_documents, "MOST_CLAIMS", 2)
    response = fetch("brief.pdf")
    assert response.status_code == 302
    assert response.url.endswith(f"/comparison/?{address(viewer.workspace)}")


@pytest.mark.parametrize("path", ["brief.docx", "brief.pdf", "passages.csv", "measures/"])
def test_without_two_authors_there_is_nothing_to_take(client, viewer, compared, path):
    client.force_login(viewer.user)
    first = address(viewer.workspace).split("&")[0]
    assert client.get(f"/w/{viewer.workspace.slug}/comparison/{path}?{first}").status_code == 404
