"""History in a browser: what was reworded is shown word by word, gone back to, and that is taken back."""

import re

import pytest

from claims.models import Claim, Evidence
from claims.services import create_claim, edit_claim, link_evidence, remove_evidence, set_claim_status
from tests.factories.rows import AnchorFactory, PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.flows.conftest import PHONE, assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def passage(member):
    """A passage whose evidence was removed from a claim that was reworded and accepted."""
    user, workspace = member.user, member.workspace
    claim = create_claim(workspace=workspace, text="A new quay would pay for itself.", kind="factual", by=user)
    source = SourceFactory(workspace=workspace, authors=[AuthorFactory(workspace=workspace)], title="On quays")
    passage = PassageFactory(source=source)
    AnchorFactory(passage=passage, text_version__capture__source=source)
    evidence = link_evidence(claim=claim, passage=passage, bearing="supports", by=user)
    edit_claim(claim=claim, text="An old quay would hardly pay for itself.", kind="causal", topic="quays", by=user)
    set_claim_status(claim=claim, status="accepted", by=user)
    remove_evidence(evidence=evidence, by=user)
    return passage


def test_a_claim_goes_back_and_that_is_taken_back(browser_page, log_in, member, passage):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/claims/1/#history")
    browser_page.get_by_role("link", name=re.compile("^Restore this state.*made the claim")).click()
    browser_page.get_by_role("heading", name=re.compile("Go back to")).wait_for()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_label("Status").uncheck()
    browser_page.get_by_role("button", name="Restore").click()
    browser_page.get_by_text("restored the state of").first.wait_for()
    assert_no_axe_violations(browser_page)
    now = Claim.objects.get()
    assert (now.text, now.kind, now.status) == ("A new quay would pay for itself.", "factual", "accepted")

    browser_page.get_by_role("link", name=re.compile("^Undo")).first.click()
    browser_page.get_by_role("button", name="Restore").click()
    browser_page.get_by_text("Restored.").wait_for()
    assert Claim.objects.get().text == "An old quay would hardly pay for itself."


def test_removed_evidence_comes_back_on_a_phone_without_a_script(open_page, log_in, member, passage):
    page = open_page(PHONE, java_script_enabled=False)
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/claims/1/history/?what=evidence")
    assert_fits_width(page)
    page.get_by_role("link", name=re.compile("^Bring back")).click()
    assert "none from evidence" in page.get_by_role("main").inner_text()
    assert_fits_width(page)
    page.get_by_role("button", name="Restore").click()
    page.wait_for_url(re.compile("/claims/1/history/"))
    assert Evidence.objects.get().passage == passage


def test_pages_of_histories_are_accessible_and_fit_a_phone(phone_page, log_in, member, passage):
    log_in(phone_page, member.user)
    root = f"/w/{member.workspace.slug}/"
    speaker = passage.source.authors.get()
    for address in (
        "claims/1/history/",
        f"claims/1/authors/{speaker.slug}/",
        f"passages/{passage.pk}/",
        f"sources/{passage.source_id}/history/",
    ):
        phone_page.goto(root + address)
        assert_fits_width(phone_page)
        assert_no_axe_violations(phone_page)
