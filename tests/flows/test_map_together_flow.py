"""Two people in one map, and a server that fails: all see all, nobody overwrites unawares, no text is lost or doubled."""

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from tests.factories.workspaces import MembershipFactory
from tests.flows.map_editing import LEAD, all_saved, card_of, open_map, relations, shown  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def word(page, key, text):
    page.keyboard.press(key)
    page.keyboard.press("End")
    page.keyboard.type(text)


@pytest.fixture
def anna(open_page, log_in, member, shown):  # noqa: F811
    """Another editor's page with the same map."""
    page = open_page()
    log_in(page, MembershipFactory(workspace=member.workspace, role="editor", user__name="Anna").user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    return page


def test_each_sees_the_others_change_at_once_and_keeps_what_they_write(browser_page, log_in, member, shown, anna):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    page.keyboard.press("o")
    page.keyboard.type("Half a thou")

    anna.keyboard.press("r")
    anna.keyboard.type("Ships need depth.")
    anna.keyboard.press("Enter")
    all_saved(anna)

    expect(card_of(page, "Ships need depth.")).to_be_visible(timeout=2000)
    expect(page.locator("[data-note]")).to_contain_text("Anna")
    expect(page.locator("#composer-text")).to_have_value("Half a thou")
    expect(page.locator("#composer-text")).to_be_focused()
    page.keyboard.type("ght.")
    page.keyboard.press("Enter")
    expect(card_of(anna, "Half a thought.")).to_be_visible(timeout=2500)


def test_a_change_over_anothers_is_told_and_made_only_when_one_says_so(browser_page, log_in, member, shown, anna):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    word(page, "w", " Mine.")
    word(anna, "w", " Hers.")
    anna.keyboard.press("Enter")
    all_saved(anna)

    page.keyboard.press("Enter")
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_contain_text("Anna changed")
    expect(trouble).to_contain_text("Hers.")
    assert Claim.objects.get().text == f"{LEAD} Hers."
    trouble.get_by_role("button", name="Try again").click()
    all_saved(page)

    assert Claim.objects.get().text == f"{LEAD} Mine."
    page.said.clear()


def test_an_error_of_the_server_loses_and_doubles_nothing(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)

    def answer_lost(route):
        route.fetch()
        route.fulfill(status=502, body="")

    page.route("**/edits/", answer_lost)
    page.locator("#c-1").focus()
    page.keyboard.press("r")
    page.keyboard.type("Ships need depth.")
    page.keyboard.press("Enter")
    expect(page.locator("[data-trouble]")).to_contain_text("1 change is kept here and not saved yet")
    page.unroute("**/edits/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    all_saved(page)

    expect(card_of(page, "Ships need depth.")).to_be_visible()
    assert relations() == [("supports", LEAD, "Ships need depth.")]
    page.said.clear()


def test_a_wording_that_is_refused_comes_back_with_the_reason(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    page.keyboard.press("r")

    page.keyboard.type("C-99")
    page.keyboard.press("Enter")

    expect(page.locator("[data-error]")).to_contain_text("C-99")
    expect(page.locator("#composer-text")).to_have_value("C-99")
    page.said.clear()
