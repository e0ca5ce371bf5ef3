"""Two annotators judge alone in two browsers, differ, and an editor decides with the keyboard."""

import pytest

from claims.models import Evidence
from claims.services import judge_evidence
from tests.factories.judging import COSTS, QUAY, SILTS, make_desk
from tests.flows.conftest import DESKTOP, PHONE, assert_fits_width, assert_no_axe_violations
from workspaces.models import Membership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk():
    desk = make_desk()
    desk.mark(desk.ada, "supports", SILTS)
    desk.mark(desk.ada, "supports", COSTS)
    return desk


def test_two_judge_alone_and_an_editor_decides_with_the_keyboard(open_page, log_in, desk):
    first, second, third = open_page(), open_page(), open_page()
    for page, who in ((first, desk.ada), (second, desk.bo), (third, desk.editor)):
        log_in(page, who)
    root = f"/w/{desk.workspace.slug}"

    # The first judge sees her own marks in the text, the second sees none.
    first.goto(f"{root}/sources/{desk.source.pk}/")
    second.goto(f"{root}/sources/{desk.source.pk}/")
    assert first.get_by_text("Your judgement.").count() == 2
    assert second.locator("#reading .note").count() == 0

    # The second judges with single keys: alike, then differently, then back and again.
    second.goto(f"{root}/review/")
    second.get_by_role("link", name="passages to judge alone").click()
    second.get_by_text("2 passages to judge").wait_for()
    assert_no_axe_violations(second)
    second.keyboard.press("j")
    second.keyboard.press("s")
    second.get_by_text("Both of you say the same").wait_for()
    second.keyboard.press("x")
    second.get_by_text("so an editor decides").wait_for()
    second.keyboard.press("u")
    second.get_by_text("Taken back").wait_for()
    second.keyboard.press("c")
    second.get_by_text("so an editor decides").wait_for()

    # The editor takes the second judgement and says why.
    third.goto(f"{root}/review/disputes/")
    third.get_by_text("1 dispute", exact=True).wait_for()
    assert_no_axe_violations(third)
    third.keyboard.press("j")
    third.keyboard.press("2")
    third.keyboard.type("Costs are what it contradicts.")
    third.keyboard.press("Enter")
    third.get_by_text("decided: contradicts").wait_for()
    assert {(one.passage.exact, one.state, one.bearing) for one in Evidence.objects.all()} == {
        (SILTS, "accepted", "supports"), (COSTS, "accepted", "contradicts"),
    }  # fmt: skip

    third.goto(f"{root}/review/annotators/")
    third.get_by_role("heading", name="What costs most agreement").wait_for()
    assert_no_axe_violations(third)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_pages_of_judging_are_sound(open_page, log_in, desk, size):
    judge_evidence(evidence=Evidence.objects.first(), answer="none", by=desk.bo)
    desk.mark(desk.ada, "context", QUAY)
    Membership.objects.filter(workspace=desk.workspace, user=desk.editor).update(role="admin")
    empty = make_desk(judgements_wanted=1, key="other")
    Membership.objects.filter(workspace=empty.workspace, user=empty.editor).update(role="admin")
    for one in (desk, empty):
        page = open_page(size)
        log_in(page, one.editor)
        for path in ("review/", "review/judging/", "review/disputes/", "review/annotators/", "review/judging/setting/"):
            assert page.goto(f"/w/{one.workspace.slug}/{path}").status == 200
            assert_fits_width(page)
            assert_no_axe_violations(page)
