"""Answering found passages in a browser: one key each, nothing lost or doubled, and the comparison follows at once."""

import pytest

from agreement.domain.answering.answers import answer_for
from agreement.models import Answer, FoundPassage, Silence
from agreement.services import give_answer, request_claim_vectors
from claims.models import Evidence, Stance
from tests.factories.answering import find_passages, make_answer_desk
from tests.factories.claims import ClaimFactory
from tests.flows.conftest import DESKTOP, PHONE, assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CURRENT = ".ask[data-current]"


@pytest.fixture
def desk():
    return make_answer_desk()


def open_desk(page, log_in, desk, path="claims/1/answers/"):
    log_in(page, desk.ada)
    page.goto(f"/w/{desk.workspace.slug}/{path}")
    page.wait_for_selector(f"{CURRENT}, [data-end]:not([hidden])")


def all_saved(page):
    page.wait_for_selector('answer-desk[data-waiting="0"]')


def test_twenty_are_decided_with_one_key_each_and_the_comparison_shows_it(browser_page, log_in, desk):
    claim = ClaimFactory(workspace=desk.workspace, number=2, text="The mud wins every year.")
    find_passages(claim, desk.sources["Moss"], probabilities=(0.9, 0.8, 0.7, 0.6))
    find_passages(claim, desk.sources["Quill"], probabilities=(0.9, 0.8, 0.7, 0.6))
    open_desk(browser_page, log_in, desk, "answers/all/")
    assert browser_page.locator(".ask[data-kind=passage]").count() == 20

    for _ in range(20):
        author = browser_page.locator(CURRENT).get_attribute("data-speaker")
        browser_page.keyboard.press("s" if author == "Ada Moss" else "c")
    all_saved(browser_page)

    assert Answer.objects.count() == Evidence.objects.count() == 20
    assert sorted(Stance.objects.values_list("claim__number", "author__family", "position")) == [
        (1, "Moss", "affirms"), (1, "Quill", "denies"), (2, "Moss", "affirms"), (2, "Quill", "denies"),
    ]  # fmt: skip
    browser_page.get_by_role("heading", name="Everything here is answered").wait_for()
    browser_page.goto(f"/w/{desk.workspace.slug}/comparison/")
    row = browser_page.locator("#c-2")
    row.get_by_text("The mud wins every year.").first.wait_for()
    assert row.locator(".matrix__cell--affirms").count() == row.locator(".matrix__cell--denies").count() == 1


def test_twenty_quick_keys_are_neither_lost_nor_doubled_and_undo_takes_back_one_by_one(browser_page, log_in, desk):
    open_desk(browser_page, log_in, desk)
    for key in "sssuusncxxnk" + "sncsn":
        browser_page.keyboard.press(key)
    all_saved(browser_page)
    assert 0 < Answer.objects.count() == Evidence.objects.count()
    for _ in range(20):
        browser_page.keyboard.press("u")
    all_saved(browser_page)
    assert (Answer.objects.count(), Evidence.objects.count(), Stance.objects.count()) == (0, 0, 0)
    assert browser_page.locator(".ask[data-kind=passage][data-state=open]").count() == 12


def test_two_steps_another_speaker_and_the_way_to_the_cell(browser_page, log_in, desk):
    open_desk(browser_page, log_in, desk)
    browser_page.keyboard.press("2")
    browser_page.get_by_text("Is the speaker for it or against it?").first.wait_for()
    browser_page.keyboard.press("v")
    browser_page.keyboard.type("Cy Vane")
    browser_page.keyboard.press("Enter")
    browser_page.keyboard.press("f")
    all_saved(browser_page)
    answer = Answer.objects.select_related("speaker").get()
    assert (answer.about, answer.attitude, answer.speaker.name) == ("opposite", "for", "Cy Vane")
    said = "about its opposite + for it → contradicts C-1 → Cy Vane denies"
    assert browser_page.locator("[data-said]").inner_text() == said
    assert browser_page.locator("[data-cells]").get_by_text("Denies").count() == 1
    assert_no_axe_violations(browser_page)


def test_what_somebody_else_answered_meanwhile_is_told_and_not_overwritten(browser_page, log_in, desk):
    open_desk(browser_page, log_in, desk)
    first = browser_page.locator(CURRENT)
    author = first.get_attribute("data-speaker").split()[-1]
    give_answer(claim=desk.claim, sentence=desk.sentence(author, 0), said=answer_for(""), by=desk.bo)
    browser_page.keyboard.press("s")
    all_saved(browser_page)
    assert Answer.objects.get().answered_by == desk.bo
    while "1 of 6" not in browser_page.locator(CURRENT).inner_text():
        browser_page.keyboard.press("k")
    browser_page.get_by_text("Bo Reed was here before you: about neither.").first.wait_for()
    browser_page.get_by_role("button", name="Answer it my way all the same").click()
    all_saved(browser_page)
    assert Answer.objects.get().answered_by == desk.ada
    assert any("409" in line for line in browser_page.said)
    browser_page.said.clear()


def test_an_expired_session_and_an_error_of_the_server_lose_no_answer(browser_page, log_in, desk):
    open_desk(browser_page, log_in, desk)
    cookies = browser_page.context.cookies()
    browser_page.context.clear_cookies()
    browser_page.keyboard.press("s")
    browser_page.keyboard.press("s")
    browser_page.get_by_text("You are logged out").wait_for()
    assert Answer.objects.count() == 0
    browser_page.context.add_cookies(cookies)
    browser_page.get_by_role("button", name="Retry").click()
    all_saved(browser_page)
    assert Answer.objects.count() == 2

    browser_page.route("**/answers/*/", lambda route: route.abort())
    browser_page.keyboard.press("n")
    browser_page.get_by_text("1 answer is kept here and not saved yet").wait_for()
    browser_page.unroute("**/answers/*/")
    browser_page.on("dialog", lambda dialog: dialog.accept())
    browser_page.reload()
    all_saved(browser_page)
    assert Answer.objects.count() == 3
    browser_page.said.clear()


def test_what_is_being_looked_for_shows_without_a_reload(browser_page, log_in, desk):
    claim = ClaimFactory(workspace=desk.workspace, number=3, text="The town pays each spring.")
    request_claim_vectors(workspace=desk.workspace)
    log_in(browser_page, desk.ada)
    browser_page.goto(f"/w/{desk.workspace.slug}/claims/3/answers/")
    browser_page.get_by_text("Looking for passages of every author").wait_for()
    find_passages(claim, desk.sources["Quill"])
    browser_page.wait_for_selector(CURRENT)
    browser_page.keyboard.press("s")
    all_saved(browser_page)
    assert Stance.objects.get().position == "affirms"


def test_a_silence_is_confirmed_with_one_key(browser_page, log_in):
    desk = make_answer_desk(quill_speaks=0.2)
    slug = desk.author("Quill").slug
    open_desk(browser_page, log_in, desk, f"claims/1/answers/?author={slug}")
    browser_page.get_by_text("These come nearest").first.wait_for()
    browser_page.keyboard.press("n")
    all_saved(browser_page)
    assert Silence.objects.get().author == desk.author("Quill")
    assert "Ada Moss" in browser_page.locator(CURRENT).inner_text()
    browser_page.keyboard.press("u")
    all_saved(browser_page)
    assert Silence.objects.count() == 0


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_answers_are_sound(open_page, log_in, desk, size):
    empty = make_answer_desk()
    FoundPassage.objects.filter(claim=empty.claim).delete()
    for one in (desk, empty):
        page = open_page(size)
        log_in(page, one.ada)
        for path in ("answers/", "answers/all/", "claims/1/answers/"):
            assert page.goto(f"/w/{one.workspace.slug}/{path}").status == 200
            assert_fits_width(page)
            assert_no_axe_violations(page)
