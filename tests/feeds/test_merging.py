"""A merge of two claims, from the service to what a feed's reader is told."""

import pytest

from arguments.models import Argument
from claims.enums import Bearing, ClaimStatus, EvidenceState, Position, StanceBasis
from claims.errors import CannotMergeError
from claims.models import Claim
from claims.queries.history import list_history
from claims.queries.merging import find_other, weigh_merge
from claims.services import merge_claims, set_claim_status
from common.errors import InvalidInputError
from feeds.enums import ChangeKind
from feeds.models import SetChange
from feeds.sequencing import settle
from releases.queries.members import claims_of
from tests.factories.arguments import ArgumentFactory, ArgumentMapFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.discussion import CommentFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(db):
    return WorkspaceFactory(slug="quay")


@pytest.fixture
def claims(workspace):
    return ClaimFactory.create_batch(2, workspace=workspace)


@pytest.fixture
def editor(workspace, client):
    user = MembershipFactory(workspace=workspace, role="editor").user
    client.force_login(user)
    return client


def test_all_that_hangs_on_the_claim_moves_and_stances_follow(claims):
    claim, into = claims
    evidence = EvidenceFactory(claim=claim, bearing=Bearing.CONTRADICTS)
    comment = CommentFactory(claim=claim, evidence=evidence)
    stance = StanceFactory(claim=claim, basis=StanceBasis.SET)
    older = ClaimFactory(workspace=claim.workspace, status=ClaimStatus.RETIRED, merged_into=claim)

    merge_claims(claim=claim, into=into, by=None)

    for row in (evidence, comment, stance):
        row.refresh_from_db()
        assert row.claim_id == into.pk
    claim.refresh_from_db()
    older.refresh_from_db()
    assert (claim.status, claim.merged_into, older.merged_into) == (ClaimStatus.RETIRED, into, into)
    derived = into.stances.get(basis=StanceBasis.DERIVED)
    assert (derived.author, derived.position) == (evidence.speaker, Position.DENIES)
    assert claim.stances.count() == 0


def test_what_both_have_stays_and_a_suggestion_takes_over_the_decision(claims):
    claim, into = claims
    evidence = EvidenceFactory(claim=claim)
    twin = EvidenceFactory(claim=into, passage=evidence.passage, speaker=evidence.speaker, suggested=True)
    comment = CommentFactory(claim=claim, evidence=evidence)
    stance = StanceFactory(claim=claim, basis=StanceBasis.SET, position=Position.DENIES)
    StanceFactory(claim=into, author=stance.author, basis=StanceBasis.SET)

    assert weigh_merge(claim, into).stays == ("1 passage", "1 stance set by an editor")
    merge_claims(claim=claim, into=into, by=None)

    twin.refresh_from_db()
    comment.refresh_from_db()
    assert twin.state == EvidenceState.ACCEPTED
    assert (comment.claim_id, comment.evidence_id) == (into.pk, twin.pk)
    assert into.stances.get(author=stance.author, basis=StanceBasis.SET).position == Position.AFFIRMS


def test_arguments_and_maps_come_along_as_one_edit(claims):
    claim, into = claims
    aimed = ArgumentFactory(conclusion=claim)
    PremiseFactory(argument=aimed, claim__workspace=claim.workspace)
    resting = ArgumentFactory(conclusion=ClaimFactory(workspace=claim.workspace))
    PremiseFactory(argument=resting, claim=claim)
    led = ArgumentMapFactory(lead_claim=claim)

    assert weigh_merge(claim, into).moves == ("2 arguments", "the lead of 1 map")
    merge_claims(claim=claim, into=into, by=None)

    assert Argument.objects.get(pk=aimed.pk).conclusion == into
    assert [premise.claim for premise in resting.premises.all()] == [into]
    led.refresh_from_db()
    assert led.lead_claim == into
    assert claim.workspace.edits.count() == 1


def test_merge_that_would_let_a_claim_support_itself_is_refused_and_changes_nothing(claims):
    claim, into = claims
    argument = ArgumentFactory(conclusion=into)
    PremiseFactory(argument=argument, claim=claim)
    evidence = EvidenceFactory(claim=claim)

    with pytest.raises(CannotMergeError, match="support itself"):
        merge_claims(claim=claim, into=into, by=None)

    evidence.refresh_from_db()
    claim.refresh_from_db()
    assert (evidence.claim_id, claim.merged_into) == (claim.pk, None)


def test_sets_get_the_other_and_the_feed_tells_of_the_merge(claims):
    claim, into = claims
    by_hand = ClaimSetFactory(workspace=claim.workspace)
    ClaimSetEntryFactory(claim_set=by_hand, claim=claim)
    settle(claim.workspace)

    merge_claims(claim=claim, into=into, by=None)
    settle(claim.workspace)

    told = list(SetChange.objects.order_by("position").values_list("kind", "claim", "into"))
    assert told == [(ChangeKind.UPSERT, into.pk, None), (ChangeKind.MERGE, claim.pk, into.pk)]
    assert list(claims_of(by_hand)) == [into]


def test_back_to_draft_splits_it_off_and_brings_it_back_into_its_sets(claims):
    claim, into = claims
    by_hand = ClaimSetFactory(workspace=claim.workspace)
    ClaimSetEntryFactory(claim_set=by_hand, claim=claim)
    merge_claims(claim=claim, into=into, by=None)
    settle(claim.workspace)

    set_claim_status(claim=claim, status=ClaimStatus.DRAFT, by=None)
    settle(claim.workspace)

    assert Claim.objects.get(pk=claim.pk).merged_into is None
    assert SetChange.objects.get(claim=claim.pk).kind == ChangeKind.UPSERT
    told = " / ".join(entry.what for entry in list_history(claim))
    assert f"merged the claim into {into.label}" in told
    assert f"split the claim off {into.label} again" in told


def test_what_is_merged_retired_elsewhere_or_the_same_is_refused(claims):
    claim, into = claims
    retired = ClaimFactory(workspace=claim.workspace, status=ClaimStatus.RETIRED)
    for other, error in ((claim, InvalidInputError), (ClaimFactory(), InvalidInputError), (retired, CannotMergeError)):
        with pytest.raises(error):
            merge_claims(claim=claim, into=other, by=None)
    merge_claims(claim=claim, into=into, by=None)
    for pair in ((claim, into), (into, claim)):
        with pytest.raises(CannotMergeError):
            merge_claims(claim=pair[0], into=pair[1], by=None)


@pytest.mark.parametrize("typed", ["C-{}", "{}", "c {}", " C{} "])
def test_other_claim_is_found_as_people_write_it(claims, typed):
    claim, into = claims

    assert find_other(claim.workspace, typed.format(into.number), claim) == into
    assert find_other(claim.workspace, typed.format(claim.number), claim) is None
    assert find_other(claim.workspace, "9" * 30, claim) is None


def test_page_shows_what_moves_merges_and_leads_to_the_other(editor, claims):
    claim, into = claims
    EvidenceFactory(claim=claim)
    address = f"/w/quay/claims/{claim.number}/merge/"

    assert editor.get(address).status_code == 200
    assert "1 passage" in editor.get(address, {"into": into.label}).content.decode()
    wrong = editor.post(address, {"into": "C-999999"})
    done = editor.post(address, {"into": into.number}, follow=True)
    again = editor.post(address, {"into": into.number})

    assert (wrong.status_code, again.status_code) == (422, 422)
    assert done.redirect_chain[-1][0] == f"/w/quay/claims/{into.number}/"
    assert f"/w/quay/claims/{into.number}/" in editor.get(f"/w/quay/claims/{claim.number}/").content.decode()


def test_page_costs_few_queries(editor, claims, django_assert_max_num_queries):
    claim, into = claims
    for one in claims:
        EvidenceFactory.create_batch(3, claim=one)
    with django_assert_max_num_queries(15):
        editor.get(f"/w/quay/claims/{claim.number}/merge/", {"into": into.number})
