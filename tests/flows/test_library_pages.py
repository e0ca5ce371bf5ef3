"""The library as a person sees it: every page at both sizes, with data and without, and one way through by hand."""

import pytest
from playwright.sync_api import expect

from claims.enums import Position
from sources.services import add_address, grade_source, import_bibliography
from tests.factories.claims import StanceFactory
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory
from tests.flows.conftest import PHONE, assert_fits_width, assert_no_axe_violations
from workspaces.enums import JobState
from workspaces.models import Job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BIB = """@article{moss, author={Moss, Ada}, title={On Harbours and Their Dredging}, journal={Quay Review}, year=2024}
@book{bad, title = {x
"""
FOUND = {
    "author": [{"family": "Moss", "given": "Ada"}],
    "issued": {"date-parts": [[2024, 3]]},
    "publisher": "Quay Press",
}


@pytest.fixture
def filled(member, source):
    """The source is graded and has a twin; beside it a work that is only listed and one that could not be fetched."""
    grade_source(source=source, reliability="b", credibility="2", by=member.user)
    make_source(member.workspace, "The harbour silts up every spring, says nobody else.", key="other", title="Another")
    import_bibliography(workspace=member.workspace, text=BIB, by=member.user)
    failed = add_address(workspace=member.workspace, url="https://quay.example/a/long/address", nature="original")
    Job.objects.filter(subject=failed.pk).update(state=JobState.FAILED, reason="The server answered 404 (Not Found).")
    return source


@pytest.mark.parametrize("size", [None, PHONE])
def test_every_page_is_sound_with_data(open_page, log_in, member, filled, size):
    page = open_page(size) if size else open_page()
    log_in(page, member.user)
    library = f"/w/{member.workspace.slug}/library/"
    for address in (
        library,
        f"{library}?order=author&status=active&graded=b",
        f"{library}add/",
        f"{library}search/?q=harbour+“every+spring”",
        f"{library}bibliography/",
        f"{library}bibliography/ris/?losses=1",
        f"{library}{filled.pk}/",
        f"{library}{filled.pk}/edit/",
        f"{library}{filled.pk}/status/?status=retracted",
    ):
        page.goto(address)
        assert_no_axe_violations(page)
        assert_fits_width(page)


def test_every_page_is_sound_without_data(browser_page, log_in):
    member = MembershipFactory(role="viewer")
    log_in(browser_page, member.user)
    library = f"/w/{member.workspace.slug}/library/"
    for address in (library, f"{library}search/", f"{library}search/?q=glacier"):
        browser_page.goto(address)
        expect(browser_page.locator(".empty")).to_have_count(1)
        assert_no_axe_violations(browser_page)


def test_a_source_is_retracted_with_all_that_hangs_on_it_in_view(browser_page, log_in, member, source):
    evidence = source.passages.first().evidence.first()
    StanceFactory(claim=evidence.claim, author=evidence.speaker, position=Position.AFFIRMS)
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/library/{source.pk}/")
    browser_page.get_by_role("link", name="Retract", exact=True).click()

    expect(browser_page.get_by_role("heading", name="Retract this source?")).to_be_visible()
    expect(browser_page.get_by_text("The harbour silts up every spring.").first).to_be_visible()
    browser_page.get_by_label("On", exact=True).fill("2026-05-04")
    browser_page.get_by_label("Reason").fill("The tables were invented.")
    browser_page.get_by_role("button", name="Retract and mark all of it").click()

    expect(browser_page.get_by_text("is now retracted")).to_be_visible()
    browser_page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/")
    expect(browser_page.get_by_text("The tables were invented.")).to_be_visible()
    assert_no_axe_violations(browser_page)


def test_a_bibliography_is_pasted_and_reported(browser_page, log_in, member):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/library/bibliography/")
    browser_page.get_by_label("Or paste the entries").fill(BIB)
    browser_page.get_by_role("button", name="Import").click()

    expect(browser_page.get_by_text("1 refused")).to_be_visible()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("link", name="On Harbours and Their Dredging").click()
    expect(browser_page.get_by_text("Moss, Ada. 2024.")).to_be_visible()


def test_a_search_leads_to_its_sentence(browser_page, log_in, member, source):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/library/search/")
    browser_page.get_by_label("Words or “a phrase”").fill("dredg")
    browser_page.keyboard.press("Enter")
    browser_page.get_by_role("link", name="Dredging costs more than it earns.").click()

    browser_page.wait_for_url("**/sources/*/#s-*")
    expect(browser_page.locator("#title")).to_have_text("The harbour question")
