"""Candidate claims in a browser: what a row says, and decisions with one key each, on a desktop and on a phone."""

import pytest

from agreement.domain.likeness.bands import Band
from agreement.enums import CandidateState
from agreement.models import CandidateClaim, FoundPassage
from agreement.proposing import read_candidates, save_candidates
from agreement.statements import load_statements
from claims.models import Evidence
from tests.factories.agreement import AnalysisRunFactory
from tests.factories.claims import ClaimFactory
from tests.factories.sources import make_source
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from tests.support.polling import poll_until
from workspaces.jobs import Progress

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """Norway and, to a lesser extent, Denmark pay for the northern ports. Both states are able and willing to wait \
for decades, but the dues may never pay for the quay. Crews see the new dues as a threat to their wages.

The port is unlikely to survive without aid. The port is unlikely to survive without aid. Who would miss it?"""


@pytest.fixture
def proposed(member):
    """Candidates of one text, the one about dues near a claim."""
    run = AnalysisRunFactory(workspace=member.workspace)
    make_source(member.workspace, TEXT, title="Ports of the North", authors=("Ada Moss",))
    save_candidates(run, read_candidates(load_statements(member.workspace), Progress()))
    candidate = next(one for one in CandidateClaim.objects.all() if "dues may never" in one.quote)
    claim = ClaimFactory(workspace=member.workspace, number=7, text="Dues will pay for the quay.")
    FoundPassage.objects.create(
        claim=claim,
        author=candidate.author,
        sentence=candidate.sentence,
        rank=1,
        score=3,
        cosine=0.7,
        centred=0.5,
        lexical=0.3,
        probability=0.9,
        band=Band.LIKELY_SAME,
        wording=claim.text,
        model="small",
    )
    return candidate


def test_one_near_a_claim_is_linked_with_two_keys_and_undone(browser_page, log_in, member, proposed):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/clusters/candidates/?near=yes")
    browser_page.locator("review-list:defined").wait_for()
    assert browser_page.locator("[data-review-item]").count() == 2
    for detail in browser_page.locator("details.disclosure").all():
        detail.locator("summary").click()
    assert_no_axe_violations(browser_page)

    while "dues may never" not in browser_page.evaluate(
        "document.activeElement.querySelector('mark')?.textContent ?? ''"
    ):
        browser_page.keyboard.press("j")
    browser_page.keyboard.press("l")
    browser_page.get_by_role("button", name="They contradict it").wait_for()
    assert_no_axe_violations(browser_page)
    browser_page.keyboard.press("c")
    browser_page.get_by_text("Linked to").wait_for()
    assert Evidence.objects.get().bearing == "contradicts"
    browser_page.keyboard.press("u")
    poll_until(lambda: not Evidence.objects.exists(), what="the evidence gone")
    assert CandidateClaim.objects.get(pk=proposed.pk).state == CandidateState.SUGGESTED


def test_the_rows_fit_a_phone(phone_page, log_in, member, proposed):
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{member.workspace.slug}/clusters/candidates/")
    for detail in phone_page.locator("details.disclosure").all():
        detail.locator("summary").click()
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)
