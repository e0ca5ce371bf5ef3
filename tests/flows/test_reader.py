"""Reading a source and making evidence: by keyboard, by mouse, on a phone, and without a script."""

import re
from itertools import pairwise

import pytest

from claims.models import Claim, Evidence
from sources.models import Passage
from tests.flows.conftest import DESKTOP, PHONE, assert_no_axe_violations
from tests.support.polling import poll_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUAY = "A new quay would pay."


@pytest.fixture
def reader(browser_page, log_in, member, source):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/")
    browser_page.locator("passage-picker:defined").wait_for(state="attached")
    return browser_page


def saved():
    """The newest evidence that a person made, None if there is none yet."""
    return Evidence.objects.filter(created_by__isnull=False).select_related("passage", "claim").last()


def current(page):
    return page.locator(".s--current").all_inner_texts()


def test_evidence_is_made_with_the_keyboard_alone(reader):
    reader.keyboard.press("j")
    reader.keyboard.press("j")
    taken = current(reader)
    reader.keyboard.press("c")
    reader.keyboard.type("Quays lose money in dry years.")
    reader.locator(".picker__choice--new[aria-selected=true], .picker__choice[aria-selected=true]").first.wait_for()
    assert_no_axe_violations(reader)
    reader.keyboard.press("Enter")
    reader.keyboard.press("Enter")

    evidence = poll_until(saved, what="the evidence")
    assert taken == ["Dredging costs more than it earns."]
    assert (evidence.passage.exact, evidence.bearing) == (taken[0], "contradicts")
    assert evidence.claim.text == "Quays lose money in dry years."
    reader.locator(f"#n-{evidence.passage_id}").wait_for()
    assert current(reader) == taken


def test_a_claim_is_found_by_its_words_and_taken_with_enter(reader, member):
    wanted = Claim.objects.get(workspace=member.workspace, number=2)
    reader.keyboard.press("j")
    reader.keyboard.press("j")
    reader.keyboard.press("x")
    reader.keyboard.type("C-2")
    reader.locator("#choice-2[aria-selected=true]").wait_for()
    reader.keyboard.press("Enter")
    shown = reader.get_by_label("Claim", exact=True).input_value()
    reader.keyboard.press("Enter")

    evidence = poll_until(saved, what="the evidence")
    assert shown == f"C-2 · {wanted.text}"
    assert (evidence.claim, evidence.bearing) == (wanted, "context")


def test_sentences_are_taken_together_and_the_quote_crosses_the_paragraph(reader):
    for key in ("j", "j", "J"):
        reader.keyboard.press(key)
    reader.keyboard.press("s")

    quote = reader.get_by_label("Passage", exact=True).input_value()
    assert quote == f"Dredging costs more than it earns.\n\n{QUAY}"


def test_keys_are_shown_and_escape_closes_what_is_open(reader):
    reader.keyboard.press("?")
    keys = reader.get_by_role("dialog", name="Keys")
    keys.wait_for()
    assert_no_axe_violations(reader)
    reader.keyboard.press("Escape")
    keys.wait_for(state="hidden")
    reader.keyboard.press("j")
    reader.keyboard.press("s")
    form = reader.get_by_role("form", name="Make evidence")
    form.wait_for()
    reader.keyboard.press("Escape")

    form.wait_for(state="hidden")
    assert len(current(reader)) == 1


def test_selected_words_become_the_quote_with_their_place_in_code_points(reader):
    reader.evaluate(
        """() => {
            const words = [...document.querySelectorAll(".s")].find((s) => s.textContent.includes("each year"));
            const node = words.lastChild;
            const at = node.data.indexOf("each year");
            getSelection().setBaseAndExtent(node, at, node, at + "each year".length);
        }"""
    )
    reader.get_by_role("toolbar").get_by_role("button", name="Supports").click()

    quote = reader.get_by_label("Passage", exact=True).input_value()
    start = int(reader.locator("[name=start]").input_value())
    text = Passage.objects.first().source.captures.get().text_versions.get().text
    assert quote == "each year"
    assert text[start : start + len(quote)] == quote
    assert text.index("🦅") < start


def test_a_refused_quote_shows_the_nearest_text_which_can_be_taken(reader):
    reader.keyboard.press("j")
    reader.keyboard.press("s")
    reader.get_by_label("Passage", exact=True).fill("A new quay could pay.")
    reader.get_by_label("Claim", exact=True).fill("Quays pay.")
    # The open list stands above the button, which must not move away under the pointer.
    reader.locator("#choice-new").wait_for()
    reader.get_by_role("button", name="Save evidence").click()

    reader.get_by_text("Nearest in the text").wait_for()
    assert_no_axe_violations(reader)
    reader.get_by_role("button", name="Take this").click()
    reader.get_by_role("button", name="Save evidence").click()

    assert poll_until(saved, what="the evidence").passage.exact.startswith("A new quay would pay")
    # A browser logs that the first answer was a refusal.
    reader.said[:] = [text for text in reader.said if "422" not in text]


def test_notes_stand_beside_their_passages_without_covering_each_other(reader):
    boxes = reader.evaluate(
        """() => [...document.querySelectorAll(".note")].map((note) => {
            const place = document.getElementById("p-" + note.id.slice(2)).getBoundingClientRect();
            const box = note.getBoundingClientRect();
            return { top: box.top, bottom: box.bottom, left: box.left, place: place.top, text: place.left };
        })"""
    )

    assert len(boxes) == 3
    assert all(box["left"] > box["text"] for box in boxes)
    assert abs(boxes[0]["top"] - boxes[0]["place"]) < 30
    assert all(above["bottom"] <= below["top"] for above, below in pairwise(boxes))


def test_a_deep_link_shows_its_passage(browser_page, log_in, member, source):
    evidence = Evidence.objects.filter(passage__exact=QUAY).get()
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/#p-{evidence.passage_id}")

    place = browser_page.locator(f"#p-{evidence.passage_id}")
    assert place.evaluate("node => node.matches(':target')")
    assert place.evaluate("node => getComputedStyle(node.nextElementSibling).backgroundColor") == "rgb(251, 233, 166)"


def test_a_sentence_is_pressed_on_a_phone(phone_page, log_in, member, source):
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/")
    phone_page.locator("passage-picker:defined").wait_for(state="attached")
    phone_page.locator("#s-4").tap()
    phone_page.get_by_role("toolbar").get_by_role("button", name="Context").tap()

    form = phone_page.get_by_role("form", name="Make evidence")
    form.wait_for()
    assert form.get_by_label("Context").is_checked()
    assert_no_axe_violations(phone_page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_without_a_script_a_quote_is_pasted(open_page, log_in, member, source, size):
    page = open_page(size, java_script_enabled=False)
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/")

    page.get_by_label("Passage", exact=True).fill(QUAY)
    page.get_by_label("Claim", exact=True).fill("Quays pay.")
    page.get_by_role("button", name="Save evidence").click()

    assert re.search(r"#p-[0-9a-f-]{36}$", page.url)
    assert page.locator("mark", has_text=QUAY).count() == 1
    assert saved().claim.text == "Quays pay."


def presses(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def focused(page):
    return page.evaluate(
        "document.activeElement.id || document.activeElement.className || document.activeElement.tagName"
    )


def test_four_presses_and_the_letters_of_the_claim_save_evidence(reader, member):
    presses(reader, "j", "s")
    reader.keyboard.type("C-2")
    presses(reader, "Enter", "Enter")

    evidence = poll_until(saved, what="the evidence")
    assert (evidence.claim.number, evidence.bearing) == (2, "supports")
    reader.get_by_text("Supports C-2.").wait_for()
    assert focused(reader).startswith("s-")


def test_enter_counts_for_what_was_typed_though_the_choices_come_later(reader, member):
    presses(reader, "j", "x")
    reader.locator("#claim-choices li").first.wait_for()
    reader.keyboard.type("C-3")
    presses(reader, "Enter")
    reader.locator("passage-picker:not(.asks-kind) [name=number][value='3']").wait_for(state="attached")


def test_a_new_claim_is_worded_from_the_sentence_and_undone(reader, member):
    presses(reader, "j", "j", "n", "Enter", "2")

    evidence = poll_until(saved, what="the evidence")
    assert (evidence.claim.text, evidence.claim.kind) == ("Dredging costs more than it earns.", "causal")
    reader.get_by_text("C-4, a new claim.").wait_for()
    presses(reader, "u")
    reader.get_by_text("is gone too").wait_for()
    assert saved() is None
    assert not Claim.objects.filter(text=evidence.claim.text).exists()
    presses(reader, "u")
    reader.locator("#told", has_text="Nothing to undo.").wait_for()


def test_one_key_saves_on_the_same_claim_again(reader, member):
    presses(reader, "j", "c")
    reader.keyboard.type("C-2")
    presses(reader, "Enter", "Enter")
    reader.get_by_text("Contradicts C-2.").wait_for()
    presses(reader, "j", "j", ".")

    poll_until(lambda: Evidence.objects.filter(created_by__isnull=False).count() == 2, what="the second")
    assert {(one.claim.number, one.bearing) for one in Evidence.objects.filter(created_by__isnull=False)} == {
        (2, "contradicts")
    }


def test_both_ends_are_fitted_by_words(reader):
    presses(reader, "j", "L", "h", "s")

    assert reader.get_by_label("Passage", exact=True).input_value() == "harbour silts up every spring"


def test_several_stretches_become_one_passage(reader, member):
    presses(reader, "j", "+", "j", "j", "x")
    reader.keyboard.type("C-2")
    presses(reader, "Enter", "Enter")

    passage = poll_until(saved, what="the evidence").passage
    assert passage.exact == f"The harbour silts up every spring. […] {QUAY}"
    reader.locator(f'mark[data-p~="{passage.pk}"]').nth(1).wait_for()


def test_somebody_elses_view_is_saved_with_a_new_speaker(reader, member):
    presses(reader, "j", "v")
    reader.keyboard.type("Kim Lee")
    assert_no_axe_violations(reader)
    presses(reader, "Enter")
    reader.get_by_text("View of Kim Lee: now s, c, x or n.").wait_for()
    presses(reader, "s")
    reader.keyboard.type("C-2")
    presses(reader, "Enter", "Enter")

    assert poll_until(saved, what="the evidence").speaker.name == "Kim Lee"
    reader.get_by_text("Kim Lee now affirms it").wait_for()


def test_suggestions_are_gone_through_and_decided_with_one_key_each(reader, member):
    presses(reader, "g")
    reader.get_by_role("region", name="Suggestions").wait_for()
    assert_no_axe_violations(reader)
    presses(reader, "c")
    reader.get_by_text("Contradicts C-3.").wait_for()
    assert Evidence.objects.get(claim__number=3).bearing == "contradicts"
    presses(reader, "Escape", "u")
    reader.get_by_text("is suggested for C-3 again").wait_for()
    assert Evidence.objects.get(claim__number=3).state == "suggested"


def test_words_are_found_and_gone_to(reader):
    presses(reader, "/")
    reader.keyboard.type("knows this")
    reader.locator("#find-choices [aria-selected=true]").wait_for()
    assert_no_axe_violations(reader)
    presses(reader, "Enter")

    assert current(reader)[0].startswith("The board knows this well")
    assert reader.url.endswith("#s-4")


def test_one_goes_back_to_where_one_jumped_from_and_never_out_of_the_text(reader):
    presses(reader, "b")
    reader.locator("#told", has_text="You have not jumped anywhere.").wait_for()
    presses(reader, "/")
    reader.keyboard.type("knows this")
    reader.locator("#find-choices [aria-selected=true]").wait_for()
    presses(reader, "Enter")
    reader.wait_for_url("**#s-4")
    presses(reader, "b")

    reader.wait_for_url("**/")
    # Two keys in one go: the browser tells of the jump only after the second.
    reader.evaluate("""() => {
      const picker = document.querySelector("passage-picker");
      picker.jump("s-2");
      picker.goBack();
    }""")
    reader.wait_for_url("**/")
    presses(reader, "b")
    reader.locator("#told", has_text="You have not jumped anywhere.").wait_for()
