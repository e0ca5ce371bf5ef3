"""The outline of a map as one writes in it: levels by Tab, signs, order, a pasted list, undo."""

import pytest
from playwright.sync_api import expect

from tests.flows.conftest import PHONE, assert_fits_width, assert_no_axe_violations
from tests.flows.map_editing import LEAD, all_saved, open_map, relations, said, shown  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """(text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""
LIST = """+ Ships need depth.
    + The channel silts up.
    & Pilots refuse.
    - Ships could wait.
- Mud kills herring.
"""


def write_lines(page, *texts):
    page.locator(".outline-line textarea").first.focus()
    page.keyboard.press("Enter")
    for text in texts:
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    page.keyboard.press("Backspace")
    all_saved(page)


def line_of(page, text):
    found = page.locator("textarea").evaluate_all(
        "(fields, text) => fields.findIndex((one) => one.value === text)", text
    )
    return page.locator("textarea").nth(found)


def press_in(page, text, *keys):
    line_of(page, text).focus()
    for key in keys:
        page.keyboard.press(key)
        all_saved(page)


def test_lines_are_written_moved_in_and_out_and_taken_back(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown, "?view=outline")
    write_lines(page, "One.", "Two.", "Three.")
    assert relations() == [("supports", LEAD, one) for one in ("One.", "Two.", "Three.")]

    press_in(page, "Two.", "Tab")
    assert relations()[-1] == ("supports", LEAD, "Three.")
    assert ("supports", "One.", "Two.") in relations()
    assert said(page).endswith("Reason for C-2, level 3, 1 of 1.")
    press_in(page, "Two.", "Shift+Tab")
    press_in(page, "Two.", "Alt+ArrowUp")
    press_in(page, "One.", "Home", "-")
    press_in(page, "Three.", "Home", "&")
    page.keyboard.type("Not ")
    page.keyboard.press("ArrowUp")
    all_saved(page)
    assert relations() == [("supports", LEAD, "Two."), ("opposes", LEAD, "One. + Not Three.")]
    assert_no_axe_violations(page)
    for _ in range(6):
        page.keyboard.press("Control+z")
    all_saved(page)

    assert relations() == [("supports", LEAD, one) for one in ("One.", "Two.", "Three.")]


def test_a_pasted_list_becomes_one_edit_after_a_look(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown, "?view=outline")
    page.locator(".outline-line textarea").first.focus()

    page.evaluate(PASTE, LIST)
    expect(page.locator("[data-paste-words]")).to_contain_text("2 reasons, 2 objections, 1 linked premise")
    assert_no_axe_violations(page)
    page.keyboard.press("Enter")
    all_saved(page)

    assert set(relations()) == {
        ("opposes", LEAD, "Mud kills herring."),
        ("opposes", "Ships need depth.", "Ships could wait."),
        ("supports", LEAD, "Ships need depth."),
        ("supports", "Ships need depth.", "The channel silts up. + Pilots refuse."),
    }
    page.keyboard.press("Control+z")
    all_saved(page)
    assert relations() == []


def test_the_tree_tells_level_place_and_relation_and_lets_go_of_tab(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown, "?view=outline")
    write_lines(page, "One.", "Two.")
    press_in(page, "Two.", "Home", "-")

    row = page.get_by_role("treeitem", name="Objection to C-1, level 2, 2 of 2")
    expect(row).to_have_attribute("aria-level", "2")
    expect(row).to_have_attribute("aria-posinset", "2")
    expect(row).to_have_attribute("aria-setsize", "2")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.locator("textarea:focus").count() == 0
    page.set_viewport_size(PHONE)
    assert_fits_width(page)
    assert_no_axe_violations(page)


def test_an_emptied_line_is_unlinked_and_comes_back(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown, "?view=outline")
    write_lines(page, "One.", "Two.")

    line_of(page, "One.").fill("")
    page.keyboard.press("Backspace")
    all_saved(page)
    assert relations() == [("supports", LEAD, "Two.")]
    page.locator(".toast").get_by_role("button", name="Undo").click()
    all_saved(page)

    assert relations() == [("supports", LEAD, "One."), ("supports", LEAD, "Two.")]
