"""Comparison, clusters and candidates in a browser, on a desktop and on a phone."""

import re

import pytest

from agreement.enums import CandidateState
from agreement.models import CandidateClaim
from claims.enums import Bearing, ClaimStatus
from claims.models import Claim, Evidence
from claims.services import link_evidence
from sources.services import create_passage
from tests.factories.agreement import (
    AgreementClusterFactory,
    AnalysisRunFactory,
    CandidateClaimFactory,
    ClusterMemberFactory,
)
from tests.factories.claims import ClaimFactory
from tests.factories.sources import current_version, make_source
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from tests.support.polling import poll_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
QUOTES = ("A quay pays for itself.", "The harbour silts up.", "Dredging is dear.")


@pytest.fixture
def sources(member):
    """Two authors who part on one claim, agree on one, and leave one to one of them."""
    made = [
        make_source(
            member.workspace,
            " ".join([*QUOTES, f"So says {name}."]),
            key=name,
            title=f"{name} on quays",
            authors=[f"{name} Moss"],
        )
        for name in ("Ada", "Ben")
    ]
    bearings = (
        (Bearing.SUPPORTS, Bearing.CONTRADICTS),
        (Bearing.SUPPORTS, Bearing.SUPPORTS),
        (Bearing.SUPPORTS, None),
    )
    for number, (quote, row) in enumerate(zip(QUOTES, bearings, strict=True), start=1):
        claim = ClaimFactory(workspace=member.workspace, number=number, text=f"Claim {number}: {quote}")
        for source, bearing in zip(made, row, strict=True):
            if bearing:
                passage = create_passage(text_version=current_version(source), exact=quote)
                link_evidence(claim=claim, passage=passage, bearing=bearing, by=None)
    return made


@pytest.fixture
def proposals(member, sources):
    """A cluster of the two authors' second sentences, and their third ones as candidates."""
    run = AnalysisRunFactory(workspace=member.workspace)
    cluster = AgreementClusterFactory(run=run, label="silt, harbour")
    for source in sources:
        sentences = list(current_version(source).sentences.order_by("position"))
        author = source.authors.get()
        ClusterMemberFactory(cluster=cluster, author=author, sentence=sentences[1], nearest=sentences[1])
        CandidateClaimFactory(run=run, author=author, sentence=sentences[2], cues=[])
    return cluster


@pytest.fixture
def root(member):
    return f"/w/{member.workspace.slug}/"


def test_two_authors_are_compared_and_the_address_reproduces_the_view(browser_page, log_in, member, sources, root):
    log_in(browser_page, member.user)
    browser_page.goto(f"{root}comparison/")
    browser_page.wait_for_url(re.compile(r"author=.+&author="))
    assert browser_page.locator(".matrix__row").count() == 3
    assert_no_axe_violations(browser_page)

    row, quotes = browser_page.locator("#c-1"), browser_page.locator("#c-1-quotes")
    assert quotes.is_hidden()
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("o")
    row.get_by_role("blockquote").first.wait_for()
    assert quotes.inner_text().count(QUOTES[0]) == 2
    assert_no_axe_violations(browser_page)
    browser_page.keyboard.press("Enter")
    assert quotes.is_hidden()
    browser_page.keyboard.press("Enter")
    browser_page.wait_for_url(re.compile("open=1#c-1"))
    browser_page.reload()
    assert quotes.inner_text().count(QUOTES[0]) == 2
    browser_page.keyboard.press("e")
    browser_page.get_by_role("link", name="Table as CSV").wait_for()
    browser_page.keyboard.press("Escape")

    browser_page.get_by_text("Authors and claims").click()
    browser_page.get_by_label("Kind").select_option("causal")
    browser_page.get_by_role("button", name="Compare").click()
    browser_page.wait_for_url(re.compile("kind=causal"))
    browser_page.get_by_role("heading", name="No claim fits").wait_for()


def test_one_author_left_is_told_to_choose_another(browser_page, log_in, member, sources, root):
    log_in(browser_page, member.user)
    browser_page.goto(f"{root}comparison/")
    browser_page.get_by_text("Authors and claims").click()
    browser_page.get_by_role("checkbox").first.uncheck()
    browser_page.get_by_role("button", name="Compare").click()
    browser_page.get_by_role("heading", name="Choose one more author").wait_for()


def test_a_cluster_becomes_a_claim(browser_page, log_in, member, proposals, root):
    log_in(browser_page, member.user)
    browser_page.goto(f"{root}clusters/")
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("link", name="Make it a claim").click()
    browser_page.get_by_label("Claim", exact=True).fill("Harbours silt up.")
    for choice in browser_page.get_by_role("radio", name="Supports").all():
        choice.check()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("button", name="Make the claim").click()
    browser_page.wait_for_url(re.compile("/claims/4/"))
    claim = Claim.objects.get(number=4)
    assert (claim.text, claim.status) == ("Harbours silt up.", ClaimStatus.PROPOSED)
    assert Evidence.objects.filter(claim=claim, bearing=Bearing.SUPPORTS).count() == 2


def test_candidates_are_decided_with_single_keys(browser_page, log_in, member, proposals, root):
    log_in(browser_page, member.user)
    browser_page.goto(f"{root}clusters/candidates/")
    browser_page.locator("review-list:defined").wait_for()
    assert_no_axe_violations(browser_page)
    # Else a key that is pressed as soon as the last decision is seen finds no current item and is lost.
    assert browser_page.evaluate("htmx.config.defaultSettleDelay") == 0
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("a")
    wording = browser_page.get_by_label("Claim", exact=True)
    wording.wait_for()
    assert wording.evaluate("field => field === document.activeElement")
    wording.fill("Dredging costs much.")
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("button", name="Make the claim").click()
    browser_page.get_by_text("Made C-4").wait_for()

    browser_page.keyboard.press("r")
    browser_page.get_by_text("Put aside:").wait_for()
    assert set(CandidateClaim.objects.values_list("state", flat=True)) == {"accepted", "rejected"}
    browser_page.keyboard.press("u")
    poll_until(
        lambda: CandidateClaim.objects.filter(state=CandidateState.SUGGESTED).count() == 1, what="the candidate back"
    )


def test_pages_fit_a_phone(phone_page, log_in, member, proposals, root):
    log_in(phone_page, member.user)
    for address in ("comparison/", "clusters/", "clusters/candidates/", f"clusters/{proposals.pk}/claim/"):
        phone_page.goto(f"{root}{address}")
        assert_fits_width(phone_page)
        assert_no_axe_violations(phone_page)
