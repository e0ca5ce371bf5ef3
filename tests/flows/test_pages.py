"""Every page of workspaces and sources, at both widths, with data and with none."""

import pytest

from tests.factories.workspaces import JobFactory, MembershipFactory
from tests.flows.conftest import DESKTOP, PHONE, assert_fits_width, assert_no_axe_violations
from workspaces.enums import JobState
from workspaces.services import create_token

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/?all=1",
    "/new-workspace/",
    "/account/",
    "/w/{slug}/",
    "/w/{slug}/review/",
    "/w/{slug}/library/",
    "/w/{slug}/library/add/",
    "/w/{slug}/jobs/",
    "/w/{slug}/members/",
)


def look_at(page, address):
    response = page.goto(address)
    assert response.status == 200
    assert page.locator("h1").count() == 1
    assert_fits_width(page)
    assert_no_axe_violations(page)


@pytest.fixture
def busy(member, source):
    """A workspace in which much goes on."""
    MembershipFactory(workspace=member.workspace, role="viewer")
    JobFactory(workspace=member.workspace, state=JobState.FAILED, reason="The disk is full.", title="Read a report")
    JobFactory(workspace=member.workspace, stage="Reading", progress_total=3, progress_done=1)
    create_token(user=member.user, name="Notebook")
    return member


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_with_data_are_sound(open_page, log_in, busy, source, size):
    page = open_page(size)
    log_in(page, busy.user)

    for address in (*PAGES, f"/w/{busy.workspace.slug}/sources/{source.pk}/"):
        look_at(page, address.format(slug=busy.workspace.slug))


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_without_data_are_sound(open_page, log_in, member, size):
    page = open_page(size)
    log_in(page, member.user)

    for address in PAGES:
        look_at(page, address.format(slug=member.workspace.slug))


def test_a_person_logs_in_and_out(browser_page, member):
    browser_page.goto(f"/w/{member.workspace.slug}/library/")
    assert_no_axe_violations(browser_page)
    browser_page.get_by_label("E-mail address").fill(member.user.email)
    browser_page.get_by_label("Password").fill("correct horse battery")
    browser_page.get_by_role("button", name="Log in").click()

    browser_page.get_by_role("heading", name="Library", level=1).wait_for()
    browser_page.locator(".shell__user > summary").click()
    browser_page.get_by_role("button", name="Log out").click()

    browser_page.get_by_role("heading", name="Log in").wait_for()


def test_a_menu_closes_by_escape_and_by_looking_elsewhere(browser_page, log_in, member):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/")
    menu = browser_page.locator("details.shell__workspace")

    menu.locator("summary").click()
    assert menu.get_attribute("open") is not None
    assert_no_axe_violations(browser_page)
    browser_page.keyboard.press("Escape")
    assert menu.get_attribute("open") is None
    menu.locator("summary").click()
    browser_page.locator("h1").click()
    assert menu.get_attribute("open") is None


def test_a_running_job_shows_its_end_without_a_new_page(browser_page, log_in, member):
    job = JobFactory(workspace=member.workspace, stage="Splitting sentences", progress_total=4, progress_done=1)
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/jobs/")
    browser_page.get_by_text("Splitting sentences").wait_for()

    type(job).objects.filter(pk=job.pk).update(state=JobState.DONE, progress_done=4)

    browser_page.locator(".badge--done").wait_for()


def test_files_are_chosen_listed_and_added(browser_page, log_in, member):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/library/add/")
    files = [
        {"name": "harbour-report.txt", "mimeType": "text/plain", "buffer": b"The harbour silts up."},
        {"name": "nothing.txt", "mimeType": "text/plain", "buffer": b""},
    ]

    browser_page.get_by_label("Files").set_input_files(files)
    listed = browser_page.locator(".file-drop__list").inner_text()
    browser_page.get_by_role("button", name="Add to the library").click()

    assert "nothing.txt" in listed
    assert "empty" in listed
    assert "nothing.txt" in browser_page.get_by_role("alert").inner_text()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("alert").get_by_role("link", name="library").click()
    browser_page.get_by_text("Harbour report").first.wait_for()
    # A browser logs that the first answer was a refusal.
    browser_page.said[:] = [text for text in browser_page.said if "422" not in text]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_error_pages_are_sound(open_page, log_in, size):
    viewer = MembershipFactory(role="viewer")
    page = open_page(size)
    log_in(page, viewer.user)

    for address, status in (("/w/no-such-team/", 404), (f"/w/{viewer.workspace.slug}/library/add/", 403)):
        assert page.goto(address).status == status
        assert_fits_width(page)
        assert_no_axe_violations(page)
    # A browser logs the status of a page that failed; that is what was asked for here.
    page.said[:] = [text for text in page.said if "status of 40" not in text]
