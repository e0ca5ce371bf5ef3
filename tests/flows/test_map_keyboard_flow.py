"""A map made and changed with keys alone: ten cards, every command, undo and redo, and the table of keys."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from arguments.models import Argument, GraphEdit
from claims.models import Claim
from tests.factories.arguments import ArgumentFactory, PremiseFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from tests.flows.map_editing import LEAD, all_saved, card_of, open_map, relations, said, shown  # noqa: F401
from workspaces.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DOCS = Path(__file__).resolve().parents[2] / "docs" / "map-keys.md"
FOCUSED = "document.activeElement.id"


def write(page, *texts):
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")


def test_a_map_of_ten_cards_is_built_with_keys_alone(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)

    page.locator("[data-stage]").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("r")
    write(page, "Ships need two metres more.", "Trade follows the ships.")
    page.keyboard.press("Tab")
    write(page, "Mud kills the herring.")
    page.keyboard.press("Escape")
    all_saved(page)
    assert page.evaluate(FOCUSED) == "c-1"
    page.keyboard.press("ArrowRight")
    page.keyboard.press("p")
    write(page, "The channel silts up each winter.", "Pilots refuse large ships.")
    page.keyboard.press("Escape")
    page.keyboard.press("o")
    write(page, "Ships could wait for high water.")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    page.keyboard.type("The gauge was broken that year.")
    page.keyboard.press("Shift+Enter")
    all_saved(page)
    assert page.evaluate(FOCUSED) == card_of(page, "The gauge was broken").get_attribute("id")
    page.keyboard.press("r")
    write(page, "Its keeper says so.", "Two readings differ.")
    page.keyboard.press("Escape")
    all_saved(page)

    assert page.locator(".map-stage .map-card").count() == 10
    linked = "Ships need two metres more. + The channel silts up each winter. + Pilots refuse large ships."
    assert sorted(relations()) == sorted([
        ("supports", LEAD, linked),
        ("supports", LEAD, "Trade follows the ships."),
        ("opposes", LEAD, "Mud kills the herring."),
        ("opposes", "Ships need two metres more.", "Ships could wait for high water."),
        ("undercuts", linked, "The gauge was broken that year."),
        ("supports", "The gauge was broken that year.", "Its keeper says so."),
        ("supports", "The gauge was broken that year.", "Two readings differ."),
    ])  # fmt: skip
    expect(page.locator("map-editor [data-state]")).to_have_text("Saved")
    assert said(page).endswith("Level 3, argument 2 of 2: supports C-8.")
    assert_no_axe_violations(page)


def test_ten_changes_are_taken_back_and_made_again(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    page.keyboard.press("r")
    write(page, "First.", "Second.", "Third.")
    page.keyboard.press("Escape")
    all_saved(page)
    card_of(page, "Second.").focus()
    for key in ("x", "i", "Alt+ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.press("w")
    page.keyboard.press("End")
    page.keyboard.type(" Reworded.")
    page.keyboard.press("Enter")
    all_saved(page)
    page.keyboard.press("m")
    page.keyboard.type("third")
    page.keyboard.press("Enter")
    all_saved(page)
    page.keyboard.press("o")
    write(page, "Fourth.")
    page.keyboard.press("Escape")
    all_saved(page)
    card_of(page, "First.").focus()
    page.keyboard.press("Delete")
    all_saved(page)
    expect(page.locator(".toast", has_text="Undo")).to_be_visible()
    made = relations()

    for _ in range(10):
        page.keyboard.press("z")
    all_saved(page)
    assert (relations(), Claim.objects.count()) == ([], 1)
    for _ in range(10):
        page.keyboard.press("Shift+Z")
    all_saved(page)

    assert relations() == made
    assert sorted(made) == [
        ("opposes", "Second. Reworded.", "Fourth."),
        ("opposes", "Third.", "Second. Reworded."),
        ("supports", LEAD, "Third."),
    ]
    assert GraphEdit.objects.count() == 30


def test_a_draft_is_kept_and_a_claim_that_there_is_is_chosen(browser_page, log_in, member, shown):  # noqa: F811
    ClaimFactory(workspace=member.workspace, number=2, text="Pilots already bring larger ships in.")
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()
    page.keyboard.press("r")
    page.keyboard.type("Half a thou")
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "c-1"
    page.reload()
    page.wait_for_selector("argument-map.is-ready")
    page.locator("#c-1").focus()
    page.keyboard.press("r")

    expect(page.locator("#composer-text")).to_have_value("Half a thou")
    page.locator("#composer-text").fill("pilots")
    page.get_by_role("option", name="C-2").wait_for()
    page.keyboard.press("ArrowDown")
    assert_no_axe_violations(page)
    page.keyboard.press("Enter")
    all_saved(page)

    assert (relations(), Claim.objects.count()) == ([("supports", LEAD, "Pilots already bring larger ships in.")], 2)


def test_the_help_tells_the_keys_that_the_documentation_lists(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").focus()

    page.keyboard.press("?")

    told = page.locator("[data-help-body]").evaluate(
        """(body) => [...body.querySelectorAll("dt")].map((term) => "| " + [...term.children].map((key) => "`" + key.textContent + "`").join(" ")
        + " | " + term.nextElementSibling.textContent + " |")"""
    )
    listed = [row for row in DOCS.read_text().split("## In the outline")[0].splitlines() if row.startswith("| `")]
    assert told == listed
    assert_no_axe_violations(page)


def test_a_phone_edits_with_the_toolbar_and_fits(phone_page, log_in, member, shown):  # noqa: F811
    page = phone_page
    log_in(page, member.user)
    open_map(page, shown)

    page.locator(".edit-invite").get_by_role("button", name="Add the first reason").tap()
    page.locator("#composer-text").fill("Ships need two metres more.")
    assert_fits_width(page)
    page.locator("[data-save]").tap()
    all_saved(page)
    page.locator("[data-composer] [data-leave]").tap()
    card_of(page, "Ships need").tap()
    page.locator(".edit-bar").get_by_role("button", name="More commands").tap()
    page.get_by_role("menuitem", name="Reason or objection").tap()
    all_saved(page)

    assert relations() == [("opposes", LEAD, "Ships need two metres more.")]
    assert_fits_width(page)
    assert_no_axe_violations(page)


def test_a_viewer_sees_no_tools_of_editing(browser_page, log_in, member, shown):  # noqa: F811
    PremiseFactory(argument=ArgumentFactory(conclusion=shown.lead_claim), position=0)
    log_in(browser_page, MembershipFactory(workspace=member.workspace, role=Role.VIEWER).user)
    open_map(browser_page, shown)

    browser_page.locator(".map-card").nth(1).focus()
    browser_page.keyboard.press("Delete")

    assert browser_page.locator("map-editor, .edit-bar, [data-command]").count() == 0
    assert Argument.objects.count() == 1
