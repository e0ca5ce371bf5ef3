"""A map assessed in a browser: strengths on the cards, base scores, why, the coach and critical questions."""

import pytest
from playwright.sync_api import expect

from arguments.enums import PremiseStatus, Relation
from arguments.models import Argument, BaseScore, LintDismissal
from arguments.services import create_argument
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SENTENCES = [
    "The harbour should be dredged every spring, whatever it costs the town.",
    "Ships of the size that pays need two metres more than the channel has after winter.",
    "The dredger throws up mud in which the herring spawn.",
]


@pytest.fixture
def shown(member):
    """A lead with a reason and an objection."""
    lead, depth, mud = (
        ClaimFactory(workspace=member.workspace, number=number, text=text)
        for number, text in enumerate(SENTENCES, start=1)
    )
    for relation, premise in ((Relation.SUPPORTS, depth), (Relation.OPPOSES, mud)):
        create_argument(
            workspace=member.workspace,
            relation=relation,
            conclusion=lead,
            premises=[(premise, PremiseStatus.STATED)],
            by=None,
        )
    return ArgumentMapFactory(lead_claim=lead, title="Should the harbour be dredged?", slug="harbour")


@pytest.fixture
def panel(browser_page, log_in, member, shown):
    """The map on a large screen with its panel open."""
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/maps/harbour/?view=columns")
    browser_page.get_by_role("button", name="Assess").click()
    return browser_page


def test_the_panel_shows_strengths_on_the_cards_and_lets_an_editor_set_a_base_score(panel, shown):
    expect(panel.locator("#c-1 .map-strength")).to_contain_text("0.")
    lead = panel.locator(".evaluation__lead")
    lead.get_by_text("Why?").click()
    expect(lead).to_contain_text("What moved its strength")
    expect(panel.get_by_role("tab", name="Coach")).to_contain_text("likely hint")
    assert_no_axe_violations(panel)

    lead.get_by_text("Base 0.50").click()
    lead.get_by_label("Base score from 0 to 1").fill("0.9")
    lead.get_by_label("Reason").fill("The town has decided.")
    lead.get_by_role("button", name="Set").click()

    expect(panel.get_by_text("Base 0.90, set by hand").first).to_be_visible()
    score = BaseScore.objects.get()
    assert (score.value, score.reason) == (0.9, "The town has decided.")


def test_a_hint_is_put_aside_with_a_reason(panel, shown):
    panel.get_by_role("tab", name="Coach").click()
    hint = panel.locator(".hint").first
    hint.get_by_text("Does not apply").click()
    hint.get_by_placeholder("Why").fill("Plain to everybody.")
    hint.get_by_role("button", name="Put aside").click()

    expect(panel.get_by_text("1 put aside")).to_be_visible()
    assert LintDismissal.objects.get().reason == "Plain to everybody."
    assert_no_axe_violations(panel)


def test_a_question_that_is_answered_badly_undercuts_the_step_in_the_drawing(panel, shown):
    panel.get_by_role("tab", name="Questions").click()
    panel.get_by_role("link", name="Without a scheme 2").click()
    step = panel.locator(".questioned").first
    step.get_by_label("Scheme").select_option("sign")
    step.get_by_role("button", name="Set").click()
    question = step.locator(".critical").filter(has_text="What else would account for the sign?")
    expect(question).to_be_visible()
    assert_no_axe_violations(panel)

    question.get_by_role("textbox").fill("The channel was measured at low tide.")
    question.get_by_role("button", name="Badly: undercut the step").click()

    expect(question).to_contain_text("it undercuts this step")
    expect(panel.locator(".map-card", has_text="The channel was measured")).to_be_visible(timeout=10_000)
    assert Argument.objects.filter(relation=Relation.UNDERCUTS).count() == 1


@pytest.mark.parametrize("page", ["evaluation/", "questions/?show=without", "coach/", "evaluation/why/1/"])
def test_the_pages_fit_a_phone_and_break_no_rule(phone_page, log_in, member, shown, page):
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{member.workspace.slug}/maps/harbour/{page}")

    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)
