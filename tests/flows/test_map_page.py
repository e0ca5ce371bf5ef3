"""An argument map in a browser: moved, zoomed, folded, read by keyboard, and read without a script."""

import re

import pytest
from playwright.sync_api import expect

from arguments.enums import PremiseStatus, Relation
from arguments.services import create_argument
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, StanceFactory
from tests.factories.sources import AuthorFactory
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCES = [
    "The harbour should be dredged every spring, whatever it costs the town.",
    "Ships of the size that pays need two metres more than the channel has after winter.",
    "Every week without dredging sends four ships to the neighbouring harbour.",
    "The dredger throws up mud in which the herring spawn.",
    "Herring have not spawned inside the breakwater since it was built.",
    "The counts of spawn were made in the one year without storms.",
    "Pilots already bring larger ships in at high water.",
    "A harbour that works feeds more people than the herring fishery.",
]


@pytest.fixture
def shown(member):
    """A map of eight claims: two linked premises, an objection with a reply, an undercut and a reason."""
    lead, depth, ships, mud, spawn, counts, pilots, jobs = (
        ClaimFactory(workspace=member.workspace, number=number, text=text)
        for number, text in enumerate(SENTENCES, start=1)
    )
    author = AuthorFactory(workspace=member.workspace, family="Abel", given="Uri")
    for claim in (lead, depth, mud):
        StanceFactory(claim=claim, author=author)
    argue(lead, [depth, ships, jobs], author=author)
    argue(lead, [mud], relation=Relation.OPPOSES)
    reply = argue(mud, [spawn], relation=Relation.OPPOSES)
    argue(None, [counts], relation=Relation.UNDERCUTS, target=reply)
    argue(depth, [pilots], relation=Relation.OPPOSES)
    return ArgumentMapFactory(lead_claim=lead, title="Should the harbour be dredged?", slug="harbour")


def argue(conclusion, premises, relation=Relation.SUPPORTS, target=None, author=None):
    return create_argument(
        workspace=premises[0].workspace,
        relation=relation,
        conclusion=conclusion,
        target=target,
        premises=[(claim, PremiseStatus.STATED) for claim in premises],
        author=author,
        by=None,
    )


@pytest.fixture
def visit(log_in, member, shown):
    """A function that opens the map on a page and waits until it is drawn."""

    def go(page, query="?view=columns"):
        log_in(page, member.user)
        page.goto(f"/w/{shown.workspace.slug}/maps/{shown.slug}/{query}")
        page.wait_for_selector("argument-map.is-ready")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    return go


def box(page, key):
    return page.locator(f"#{key}").bounding_box()


def scale(page):
    return int(re.match(r"\d+", page.locator("[data-scale]").inner_text())[0])


def test_the_drawing_breaks_no_rule_of_accessibility(browser_page, visit):
    page = visit(browser_page)

    assert_no_axe_violations(page)
    page.locator("#c-4").click()
    expect(page.locator("#c-4")).to_have_class(re.compile("is-open"))
    assert_no_axe_violations(page)
    assert_fits_width(page)


def test_no_line_of_text_is_wider_than_its_card_and_no_card_higher_than_planned(browser_page, visit):
    page = visit(browser_page)

    overflowing = page.evaluate(
        """[...document.querySelectorAll('.map-card')].filter((card) => {
          const text = card.querySelector('.map-card__text');
          return text.scrollWidth > text.clientWidth || card.scrollHeight > card.clientHeight;
        }).map((card) => card.id)"""
    )
    assert overflowing == []


def test_text_is_drawn_in_the_measured_font(browser_page, visit):
    page = visit(browser_page)

    assert page.evaluate("document.fonts.check('14px Inter')")
    assert page.evaluate(
        "[...document.fonts].some((face) => face.family.includes('Inter') && face.status === 'loaded')"
    )


def test_the_map_moves_by_dragging_and_by_the_wheel(browser_page, visit):
    page = visit(browser_page)
    before = box(page, "c-1")

    page.mouse.move(40, 700)
    page.mouse.down()
    page.mouse.move(140, 640, steps=4)
    page.mouse.up()
    dragged = box(page, "c-1")
    page.mouse.wheel(0, 80)
    page.wait_for_function(f"() => document.querySelector('#c-1').getBoundingClientRect().y < {dragged['y'] - 79}")

    assert (round(dragged["x"] - before["x"]), round(dragged["y"] - before["y"])) == (100, -60)
    assert page.locator(".map-card.is-open").count() == 0


def test_the_map_zooms_by_buttons_keys_and_wheel_about_the_pointer(browser_page, visit):
    page = visit(browser_page)
    start = scale(page)

    page.get_by_role("button", name="Zoom out").click()
    assert scale(page) < start
    page.locator("[data-stage]").focus()
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) > start
    page.keyboard.press("0")
    assert scale(page) == start
    page.wait_for_function("() => document.querySelector('[data-canvas]').getAnimations().length === 0")
    target = box(page, "c-1")
    x, y = target["x"] + 10, target["y"] + 10
    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    page.wait_for_function(f"() => parseInt(document.querySelector('[data-scale]').textContent) > {start}")
    after = box(page, "c-1")
    assert abs(after["x"] + 10 * after["width"] / target["width"] - x) < 1
    assert abs(after["y"] + 10 * after["height"] / target["height"] - y) < 1


def test_two_fingers_zoom_and_one_moves(phone_page, visit):
    page = visit(phone_page)
    client = page.context.new_cdp_session(page)
    start = scale(page)

    def touch(kind, *points):
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    touch("touchStart", (150, 500), (250, 500))
    for spread in (60, 70, 80, 100):
        touch("touchMove", (200 - spread, 500), (200 + spread, 500))
    touch("touchEnd")
    page.wait_for_function(f"() => parseInt(document.querySelector('[data-scale]').textContent) > {start}")
    before = box(page, "c-1")
    touch("touchStart", (200, 600))
    for y in (590, 560, 520):
        touch("touchMove", (200, y))
    touch("touchEnd")

    page.wait_for_function(f"() => document.querySelector('#c-1').getBoundingClientRect().y < {before['y'] - 40}")


def test_arrows_go_from_card_to_card_and_enter_opens_one(browser_page, visit):
    page = visit(browser_page)
    focused = "document.activeElement.id"

    page.locator("[data-stage]").focus()
    page.keyboard.press("Tab")
    assert page.evaluate(focused) == "c-1"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "c-2"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "c-7"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(focused) == "c-2"
    page.keyboard.press("End")
    assert page.evaluate(focused) == "c-6"
    page.keyboard.press("Enter")
    expect(page.locator("#c-6")).to_have_class(re.compile("is-open"))
    expect(page.locator("#c-6 .map-card__more")).to_be_visible()
    assert page.url.endswith("#c-6")
    page.keyboard.press("Escape")
    expect(page.locator(".is-open")).to_have_count(0)
    assert page.evaluate(focused) == "c-6"


def test_a_listener_hears_level_relation_and_claim(browser_page, visit):
    page = visit(browser_page)

    card = page.get_by_role("article", name=f"Level 2: opposes C-4. {SENTENCES[4]}".replace("\n", " "))

    expect(card).to_have_attribute("id", "c-5")


def test_an_open_card_leaves_its_way_to_the_lead_and_what_bears_on_it_and_dims_the_rest(browser_page, visit):
    page = visit(browser_page)

    page.locator("#c-5 .map-card__text").click()

    lit = page.evaluate("[...document.querySelectorAll('.map-card.is-lit')].map((card) => card.id)")
    assert lit == ["c-1", "c-4", "c-5", "c-6"]
    expect(page.locator("#c-2 .map-card__text")).to_have_css("color", "rgb(106, 113, 121)")
    expect(page.locator("#c-4 .map-card__text")).to_have_css("color", "rgb(28, 33, 39)")


def test_folding_hides_what_is_below_counts_it_and_keeps_the_card_where_it_is(browser_page, visit):
    page = visit(browser_page)
    before = box(page, "c-4")

    page.get_by_role("button", name="Fold 1 objection, 1 undercut").click()

    expect(page.locator("#c-5")).to_be_hidden()
    expect(page.locator("#c-4 .map-card__hidden")).to_have_text("+ 1 objection, 1 undercut")
    expect(page.locator("[data-status]")).to_have_text("Folded 1 objection, 1 undercut.")
    page.wait_for_function(
        f"() => Math.abs(document.querySelector('#c-4').getBoundingClientRect().x - {before['x']}) < 2"
    )
    page.get_by_role("button", name="Show 1 objection, 1 undercut").click()
    expect(page.locator("#c-5")).to_be_visible()


def test_the_map_opens_to_a_level_that_one_chooses(browser_page, visit):
    page = visit(browser_page)

    page.get_by_label("Open to").select_option("1")

    expect(page.locator("#c-5")).to_be_hidden()
    expect(page.locator("#c-7")).to_be_hidden()
    expect(page.locator("#c-4")).to_be_visible()
    pictures = page.locator("a[data-picture]")
    assert ["depth=1" in link.get_attribute("href") for link in pictures.all()] == [True, True]


def test_a_link_to_a_card_opens_it_even_where_it_starts_folded(browser_page, visit):
    page = visit(browser_page, "?view=columns&depth=1#c-6")

    expect(page.locator("#c-6")).to_have_class(re.compile("is-open"))
    expect(page.locator("#c-6")).to_be_in_viewport()


def test_the_lens_shows_one_authors_stances(browser_page, visit):
    page = visit(browser_page)

    page.get_by_label("Stances of").select_option(label="Uri Abel")

    marked = page.evaluate("[...document.querySelectorAll('.map-card[data-position=affirms]')].map((card) => card.id)")
    assert marked == ["c-1", "c-2", "c-4"]
    assert_no_axe_violations(page)


def test_what_one_sees_after_choosing_top_down_has_its_levels_side_by_side(browser_page, visit):
    page = visit(browser_page)

    page.get_by_role("link", name="Top-down").click()
    page.wait_for_selector("argument-map.is-ready")

    assert round(box(page, "c-2")["y"]) == round(box(page, "c-3")["y"])


def test_a_phone_opens_on_the_outline_and_leads_to_the_drawing(phone_page, log_in, member, shown):
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{shown.workspace.slug}/maps/{shown.slug}/")

    expect(phone_page.locator(".map-outline")).to_be_visible()
    expect(phone_page.locator("argument-map")).to_be_hidden()
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)
    phone_page.get_by_role("link", name="See the drawing").click()
    phone_page.wait_for_selector("argument-map.is-ready")
    assert_fits_width(phone_page)
    assert scale(phone_page) >= 62
    expect(phone_page.locator("#c-1")).to_be_in_viewport()


def test_without_a_script_the_outline_shows_every_claim_in_order(open_page, log_in, member, shown):
    page = open_page(java_script_enabled=False)
    log_in(page, member.user)
    page.goto(f"/w/{shown.workspace.slug}/maps/{shown.slug}/")

    expect(page.locator(".map-outline")).to_be_visible()
    expect(page.locator("argument-map")).to_be_hidden()
    text = page.locator(".map-outline").inner_text()
    places = [text.index(SENTENCES[number]) for number in (0, 1, 6, 2, 7, 3, 4, 5)]
    assert places == sorted(places)
    assert "undercuts the step that opposes C-4" in text


def test_a_reason_is_added_from_the_map_by_keyboard(browser_page, visit):
    page = visit(browser_page)

    page.locator("#c-3").focus()
    page.keyboard.press("Enter")
    page.locator("#c-3").get_by_role("link", name="Add a reason").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("The harbour master counts the ships that turn away.")
    page.keyboard.press("Enter")

    expect(page.locator(".map-stage").get_by_text("The harbour master counts")).to_be_visible()
    expect(page.locator(".map-card.is-open")).to_have_count(0)


def test_a_drawing_fetched_anew_has_what_others_added_and_keeps_view_folds_and_selection(browser_page, visit, shown):
    page = visit(browser_page)
    page.get_by_role("button", name="Fold 1 objection, 1 undercut").click()
    expect(page.locator("#c-5")).to_be_hidden()
    page.locator("#c-2 .map-card__text").click()
    page.wait_for_function("() => document.getAnimations().length === 0")
    before = box(page, "c-2")
    added = ClaimFactory(workspace=shown.workspace, number=9, text="The dredger is idle in spring.")
    argue(shown.lead_claim, [added])
    page.evaluate("addEventListener('map:drawn', (event) => (window.drawn = event.detail))")

    page.evaluate("document.querySelector('argument-map').refresh({ keep: 'c-2' })")

    expect(page.locator("#c-9")).to_be_visible()
    expect(page.locator("#c-5")).to_be_hidden()
    assert page.evaluate("document.querySelector('argument-map').current") == "c-2"
    page.wait_for_function("() => window.drawn && document.getAnimations().length === 0")
    assert abs(box(page, "c-2")["x"] - before["x"]) < 2


def test_strengths_are_shown_on_the_cards_that_they_are_about(browser_page, visit):
    page = visit(browser_page)

    page.evaluate(
        """document.querySelector('argument-map').dispatchEvent(new CustomEvent('map:strengths', { detail: {
          claims: { 2: { strength: 0.62, words: 'Strength 0.62 of 1' } }, arguments: {} } }))"""
    )

    expect(page.locator("#c-2 .map-strength")).to_have_text("0.62 Strength 0.62 of 1.")
    expect(page.locator(".map-strength")).to_have_count(1)
    assert_no_axe_violations(page)
