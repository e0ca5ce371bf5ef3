"""A map made and changed with the mouse alone: buttons, menu, dragging of cards and of passages."""

import pytest
from playwright.sync_api import expect

from claims.models import Evidence
from tests.factories.sources import AuthorFactory, PassageFactory, SourceFactory
from tests.flows.conftest import assert_no_axe_violations
from tests.flows.map_editing import LEAD, all_saved, card_of, open_map, relations, shown  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def press(page, name):
    page.locator(".edit-bar").get_by_role("button", name=name, exact=True).click()


def add(page, button, *texts):
    """Add claims by one of the buttons of the toolbar, each with a double click on Add."""
    press(page, button)
    for text in texts:
        page.locator("#composer-text").fill(text)
        page.locator("[data-save]").dblclick()
        all_saved(page)
    page.locator("[data-composer] [data-leave]").click()


def drag(page, held, target, way):
    """Drag something onto a card and let go on the field that says so."""
    page.get_by_role("button", name="Fit").click()
    if page.locator(".map-card.is-open").count():
        page.locator("[data-stage]").click(position={"x": 1340, "y": 300})
    page.evaluate("Promise.allSettled(document.getAnimations().map((one) => one.finished)).then(() => true)")
    start, end = held.bounding_box(), target.bounding_box()
    page.mouse.move(start["x"] + 30, start["y"] + 14)
    page.mouse.down()
    page.mouse.move(start["x"] + 45, start["y"] + 24, steps=3)
    page.mouse.move(end["x"] + end["width"] / 2, end["y"] + end["height"] / 2, steps=5)
    zone = page.locator(f".edit-zone--{way}")
    words = zone.inner_text()
    place = zone.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2, steps=3)
    expect(page.locator(".edit-zone.is-over")).to_have_count(1)
    page.mouse.up()
    all_saved(page)
    return words


def test_a_map_of_ten_cards_is_built_with_the_mouse_alone(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").click()
    add(page, "Reason", "Ships need depth.", "Trade follows ships.", "Jobs follow trade.")
    page.locator("#c-1").click()
    add(page, "Objection", "Mud kills herring.")
    card_of(page, "Ships need depth.").click()
    add(page, "Co-premise", "The channel silts up.")
    add(page, "Undercut", "The gauge was broken.")
    card_of(page, "Mud kills herring.").click()
    add(page, "Objection", "No herring spawned here.", "The counts are old.")
    card_of(page, "Trade follows ships.").click()
    add(page, "Reason", "Four ships a week turn away.")
    assert page.locator(".map-stage .map-card").count() == 10

    words = drag(page, card_of(page, "Jobs follow trade."), card_of(page, "Trade follows ships."), "supports")
    drag(page, card_of(page, "The counts are old."), card_of(page, "No herring spawned here."), "linked")
    drag(page, page.locator(".map-head--opposes").first, card_of(page, "Ships need depth."), "before")

    assert words == "as reason for C-3"
    assert [row for row in relations() if row[1] == LEAD] == [
        ("opposes", LEAD, "Mud kills herring."),
        ("supports", LEAD, "Ships need depth. + The channel silts up."),
        ("supports", LEAD, "Trade follows ships."),
    ]
    assert sorted(row for row in relations() if row[1] != LEAD) == [
        ("opposes", "Mud kills herring.", "No herring spawned here. + The counts are old."),
        ("supports", "Trade follows ships.", "Four ships a week turn away."),
        ("supports", "Trade follows ships.", "Jobs follow trade."),
        ("undercuts", "Ships need depth. + The channel silts up.", "The gauge was broken."),
    ]


def test_evidence_is_found_linked_dragged_and_unlinked(browser_page, log_in, member, shown):  # noqa: F811
    author = AuthorFactory(workspace=member.workspace, family="Quill")
    source = SourceFactory(workspace=member.workspace, title="The harbour question", byline=[author])
    PassageFactory(source=source, exact="The mud wins every year.")
    PassageFactory(source=source, exact="A new quay would pay.")
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").click()
    add(page, "Reason", "Ships need depth.")
    page.locator("#c-1").click()
    press(page, "Evidence")
    page.get_by_label("Passages with these words").fill("quill mud")
    expect(page.locator(".evidence-row")).to_have_count(1)
    page.locator(".evidence-row").get_by_role("button", name="Against").click()
    all_saved(page)
    expect(page.locator(".evidence-row--contradicts")).to_be_visible()
    page.get_by_label("Passages with these words").fill("quay")
    row = page.locator(".evidence-row:not([data-evidence])", has_text="A new quay")
    row.wait_for()
    assert_no_axe_violations(page)

    drag(page, row, card_of(page, "Ships need depth."), "supports")

    bearings = Evidence.objects.order_by("claim__number").values_list("claim__number", "bearing")
    assert list(bearings) == [(1, "contradicts"), (2, "supports")]
    page.locator("[data-evidence]").get_by_role("button", name="Unlink", exact=True).click()
    all_saved(page)
    assert list(Evidence.objects.accepted().values_list("claim__number", flat=True)) == [2]


def test_the_menu_unlinks_a_card_and_the_message_takes_it_back(browser_page, log_in, member, shown):  # noqa: F811
    page = browser_page
    log_in(page, member.user)
    open_map(page, shown)
    page.locator("#c-1").click()
    add(page, "Reason", "Ships need depth.")
    card_of(page, "Ships need depth.").click()
    add(page, "Objection", "Pilots manage.")

    card_of(page, "Ships need depth.").locator(".map-card__text").click(button="right")
    page.get_by_role("menuitem", name="Unlink").click()
    all_saved(page)
    expect(page.locator(".toast", has_text="Its 1 objection stay")).to_be_visible()
    assert page.locator(".map-stage .map-card").count() == 1
    page.locator(".toast").get_by_role("button", name="Undo").click()
    all_saved(page)

    assert sorted(relations()) == [
        ("opposes", "Ships need depth.", "Pilots manage."),
        ("supports", LEAD, "Ships need depth."),
    ]
