"""The queue of repairs in a browser: decided with single keys, readable for everybody, and it fits a phone."""

import pytest
from django.urls import reverse

from claims.enums import Bearing
from sources.enums import AnchorState
from sources.ingest import ensure_text_version
from sources.models import Anchor
from sources.reanchoring import reanchor_source
from sources.services import add_capture, create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from workspaces.jobs import Progress

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OLD = """The harbour silts up every spring. Dredging costs more than it earns in any year that we know of.

All ships must wait at the outer pier until dawn breaks. The council met twice and left without a vote.

Seven barges carried grain to the mills upriver. Their owners asked for lower dues.
"""
NEW = """The harbour silts up every spring. Dredging costs more than it earns in any year that we know of.

The council met twice and left without a vote.

Seven boats carried coal to some millers upstream. Their owners asked for lower dues.
"""


@pytest.fixture
def changed_source(member):
    source = make_source(member.workspace, OLD, title="The harbour question")
    quotes = (
        "All ships must wait at the outer pier until dawn breaks.",
        "Seven barges carried grain to the mills upriver.",
    )
    for number, exact in enumerate(quotes, start=1):
        passage = create_passage(text_version=current_version(source), exact=exact)
        claim = ClaimFactory(workspace=member.workspace, number=number)
        EvidenceFactory(claim=claim, passage=passage, speaker=source.authors.get(), bearing=Bearing.SUPPORTS)
    ensure_text_version(add_capture(source=source, data=NEW.encode(), origin="again.txt"), Progress())
    reanchor_source(source, Progress())
    return source


def states():
    return sorted(Anchor.objects.current().values_list("state", flat=True))


def test_repairs_are_decided_by_keys_alone(browser_page, log_in, member, changed_source):
    page = browser_page
    log_in(page, member.user)
    page.goto(reverse("claims:repairs", args=[member.workspace.slug]))
    assert_no_axe_violations(page)
    assert_fits_width(page)
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.get_by_role("button", name="The council met twice").wait_for()
    assert_no_axe_violations(page)
    choices = page.locator(".repair__choice").all_inner_texts()
    number = next(index for index, text in enumerate(choices, start=1) if "The council met twice" in text)
    page.keyboard.press(str(number))
    page.get_by_text("Its place: “The council met twice").wait_for()
    page.keyboard.press("a")
    page.get_by_text("Its place: “Seven boats carried coal").wait_for()
    assert states() == [AnchorState.CONFIRMED, AnchorState.CONFIRMED]
    page.keyboard.press("u")
    page.get_by_role("button", name="Accept this place").wait_for()
    page.keyboard.press("g")
    page.get_by_text("Given up").wait_for()
    assert_no_axe_violations(page)
    assert states() == [AnchorState.CONFIRMED, AnchorState.ORPHANED]


def test_repairs_fit_a_phone(phone_page, log_in, member, changed_source):
    log_in(phone_page, member.user)
    phone_page.goto(reverse("claims:repairs", args=[member.workspace.slug]))
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)


@pytest.mark.parametrize(
    "address", ["claims/1/", "claims/2/", "claims/", "library/{source}/versions/new/", "sources/{source}/"]
)
def test_pages_that_tell_of_changed_places_are_readable_for_everybody(
    browser_page, log_in, member, changed_source, address
):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/{address.format(source=changed_source.pk)}")
    assert_no_axe_violations(browser_page)
    assert_fits_width(browser_page)
