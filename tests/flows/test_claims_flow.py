"""Claims in a browser: deciding by keys, wording with a warning, two people at once, a phone, and no script."""

import re

import pytest

from claims.enums import Bearing, ClaimStatus, EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.services import edit_claim
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.flows.conftest import PHONE, assert_fits_width, assert_no_axe_violations
from tests.support.polling import poll_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claim(member):
    """A claim with evidence for, against and beside it, two suggestions, and a rejected one."""
    workspace = member.workspace
    claim = ClaimFactory(workspace=workspace, number=1, text="A new quay would pay for itself.")
    for given in ("Ada", "Ben"):
        author = AuthorFactory(workspace=workspace, given=given)
        source = SourceFactory(workspace=workspace, authors=[author], title=f"{given} on quays")
        rows = (
            {"bearing": Bearing.SUPPORTS},
            {"bearing": Bearing.CONTRADICTS},
            {"bearing": Bearing.CONTEXT},
            {"bearing": Bearing.CONTEXT, "suggested": True},
            {"state": EvidenceState.REJECTED},
        )
        for fields in rows:
            EvidenceFactory(claim=claim, speaker=author, passage=PassageFactory(source=source), **fields)
    return claim


@pytest.fixture
def url(member):
    return f"/w/{member.workspace.slug}/claims/"


def suggested():
    return Evidence.objects.filter(state=EvidenceState.SUGGESTED).count()


def test_suggestions_are_decided_with_single_keys_and_taken_back(browser_page, log_in, member, claim, url):
    log_in(browser_page, member.user)
    browser_page.goto(f"{url}1/")
    browser_page.locator("review-list:defined").wait_for()
    assert_no_axe_violations(browser_page)

    browser_page.keyboard.press("a")
    browser_page.keyboard.press("j")
    assert browser_page.locator("[data-review-item]").first.evaluate("item => item === document.activeElement")
    browser_page.keyboard.press("a")
    browser_page.get_by_role("status").filter(has_text="Accepted.").wait_for()
    assert suggested() == 1

    assert_no_axe_violations(browser_page)
    browser_page.keyboard.press("r")
    browser_page.get_by_role("status").filter(has_text="Rejected.").wait_for()
    assert suggested() == 0
    browser_page.keyboard.press("u")
    browser_page.get_by_role("status").filter(has_text="Taken back.").wait_for()
    assert suggested() == 1


def test_a_decision_shows_in_the_stances_at_once(browser_page, log_in, member, claim, url):
    Evidence.objects.exclude(state=EvidenceState.SUGGESTED).delete()
    log_in(browser_page, member.user)
    browser_page.goto(f"{url}1/")
    stances = browser_page.get_by_role("region", name="Stances")
    assert "Nobody takes a stance yet" in stances.inner_text()
    browser_page.get_by_role("button", name="Contradicts").first.click()
    stances.get_by_text("Denies").wait_for()
    assert Stance.objects.get().position == "denies"


def test_a_claim_like_another_one_is_noticed_while_it_is_typed(browser_page, log_in, member, claim, url):
    log_in(browser_page, member.user)
    browser_page.goto(url)
    browser_page.get_by_role("link", name="New claim").click()
    browser_page.get_by_label("Claim", exact=True).press_sequentially("A new quay would pay for itself soon.")
    browser_page.get_by_text("Is it one of these?").wait_for()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("button", name="Make the claim").click()
    browser_page.wait_for_url(re.compile("/claims/2/"))
    assert Claim.objects.get(number=2).status == ClaimStatus.DRAFT


def test_of_two_who_edit_at_once_the_second_sees_both_texts(browser_page, log_in, member, claim, url):
    log_in(browser_page, member.user)
    browser_page.goto(f"{url}1/edit/")
    edit_claim(claim=claim, text="Theirs came first.", kind=claim.kind, topic="", by=None)
    browser_page.get_by_label("Claim", exact=True).fill("Mine came second.")
    browser_page.get_by_role("button", name="Save").click()
    notice = browser_page.get_by_role("alert")
    assert "Theirs came first." in notice.inner_text()
    assert "Mine came second." in notice.inner_text()
    # Chromium logs every answer of 422; here it is the answer that was asked for.
    browser_page.said.clear()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("button", name="Replace what is stored").click()
    browser_page.wait_for_url(re.compile("/claims/1/$"))
    assert Claim.objects.get(number=1).text == "Mine came second."


def test_the_history_opens_in_the_page(browser_page, log_in, member, claim, url):
    edit_claim(claim=claim, text="A quay pays.", kind=claim.kind, topic="", by=member.user)
    log_in(browser_page, member.user)
    browser_page.goto(f"{url}1/")
    browser_page.get_by_role("link", name="History", exact=True).click()
    browser_page.get_by_text("reworded the claim:").wait_for()
    assert_no_axe_violations(browser_page)


def test_pages_fit_a_phone(phone_page, log_in, member, claim, url):
    log_in(phone_page, member.user)
    for address in (url, f"{url}1/", f"{url}new/", f"{url}1/edit/", f"{url}1/stances/", f"{url}1/history/"):
        phone_page.goto(address)
        assert_fits_width(phone_page)
        assert_no_axe_violations(phone_page)


def test_decisions_work_without_a_script(open_page, log_in, member, claim, url):
    page = open_page(PHONE, java_script_enabled=False)
    log_in(page, member.user)
    page.goto(f"{url}1/")
    page.get_by_role("button", name="Reject").first.click()
    poll_until(lambda: suggested() == 1, what="the rejection")
    assert "It will not be suggested again" in page.get_by_role("status").inner_text()
