"""Going back to an earlier state: of claims, evidence and stances, through the rules that hold always."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from claims.enums import Bearing, ClaimStatus, EvidenceState
from claims.errors import CannotRestoreError, StaleRestorationError
from claims.models import Claim, Evidence, Stance
from claims.queries import find_restoration, list_history, list_passage_history, list_source_history
from claims.services import (
    clear_stance,
    create_claim,
    decide_evidence,
    edit_claim,
    link_evidence,
    remove_evidence,
    restore,
    set_claim_status,
    set_stance,
    suggest_evidence,
    write_comment,
)
from common.errors import InvalidInputError
from tests.factories.claims import ClaimFactory
from tests.factories.rows import AnchorFactory, PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory
from tests.support.threads import at_once
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return MembershipFactory(role=Role.EDITOR)


@pytest.fixture
def user(editor):
    return editor.user


@pytest.fixture
def claim(editor, user):
    return create_claim(workspace=editor.workspace, text="Quays pay.", kind="factual", by=user)


@pytest.fixture
def evidence(claim, user):
    author = AuthorFactory(workspace=claim.workspace)
    source = SourceFactory(workspace=claim.workspace, authors=[author], issued_on=date(2024, 5, 1))
    return link_evidence(claim=claim, passage=PassageFactory(source=source), bearing="supports", by=user)


def entry(claim, what):
    return next(entry for entry in list_history(claim) if what in entry.what)


def go_back(claim, what, user, *, before=False, **more):
    """Restore what the newest entry with these words left, or found."""
    key = entry(claim, what).key
    stamp = find_restoration(claim, key, before=before).stamp
    return restore(claim=claim, key=key, before=before, stamp=stamp, by=user, **more)


def logged_in(workspace, role):
    client = Client()
    client.force_login(MembershipFactory(workspace=workspace, role=role).user)
    return client


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestClaims:
    def test_all_fields_go_back_and_that_can_be_taken_back(self, claim, user):
        edit_claim(claim=claim, text="Quays cost.", kind="causal", topic="harbours", by=user)
        set_claim_status(claim=claim, status="accepted", by=user)

        go_back(claim, "made the claim", user)

        now = Claim.objects.get()
        assert (now.text, now.kind, now.topic, now.status) == ("Quays pay.", "factual", "", "draft")
        told = entry(claim, "restored the state of")
        assert told.who == user.name
        restored = entry(claim, "changed the status from Accepted to Draft")
        stamp = find_restoration(claim, restored.key, before=True).stamp
        restore(claim=claim, key=restored.key, before=True, stamp=stamp, by=user)
        assert Claim.objects.get().status == ClaimStatus.ACCEPTED

    def test_single_fields_go_back(self, claim, user):
        edit_claim(claim=claim, text="Quays cost.", kind="causal", topic="", by=user)

        go_back(claim, "made the claim", user, fields=["text"])

        now = Claim.objects.get()
        assert (now.text, now.kind) == ("Quays pay.", "causal")

    def test_a_wording_that_another_claim_has_by_now_is_refused(self, claim, user):
        edit_claim(claim=claim, text="Quays cost.", kind="factual", topic="", by=user)
        create_claim(workspace=claim.workspace, text="quays pay.", kind="factual", by=user)

        with pytest.raises(CannotRestoreError, match="C-2 now says this"):
            go_back(claim, "made the claim", user)

    def test_what_stands_now_cannot_be_restored(self, claim, user):
        with pytest.raises(CannotRestoreError, match="how it stands now"):
            go_back(claim, "made the claim", user)

    def test_a_confirmation_of_something_older_is_refused(self, claim, user):
        edit_claim(claim=claim, text="Quays cost.", kind="factual", topic="", by=user)
        key = entry(claim, "made the claim").key
        seen = find_restoration(claim, key)
        edit_claim(claim=claim, text="Quays sink.", kind="factual", topic="", by=user)

        with pytest.raises(StaleRestorationError):
            restore(claim=claim, key=key, stamp=seen.stamp, by=user)
        assert Claim.objects.get().text == "Quays sink."


class TestEvidence:
    def test_removed_evidence_comes_back_with_its_stance_and_its_comments(self, claim, evidence, user):
        comment = write_comment(claim=claim, evidence=evidence, body="Sure?", by=user)
        remove_evidence(evidence=evidence, by=user)
        assert not Stance.objects.exists()

        found = go_back(claim, "removed the passage", user, before=True)

        back = Evidence.objects.get()
        assert (back.passage, back.speaker, back.bearing, back.state) == (
            evidence.passage, evidence.speaker, Bearing.SUPPORTS, EvidenceState.ACCEPTED,
        )  # fmt: skip
        assert Stance.objects.get().position == "affirms"
        assert [(change.now, change.then) for change in found.followed_by] == [("none from evidence", "Affirms")]
        comment.refresh_from_db()
        assert comment.evidence == back

        go_back(claim, "restored the state of", user, before=True)
        assert not Evidence.objects.exists()
        assert entry(claim, "took back what was done").what.endswith("removed the passage that supports it")

    def test_a_decision_and_a_bearing_go_back(self, claim, evidence, user):
        decide_evidence(evidence=evidence, state="accepted", bearing="contradicts", by=user)
        decide_evidence(evidence=evidence, state="rejected", by=user)

        go_back(claim, "linked a passage", user)

        back = Evidence.objects.get()
        assert (back.bearing, back.state) == (Bearing.SUPPORTS, EvidenceState.ACCEPTED)

    def test_a_removed_suggestion_keeps_its_score(self, claim, evidence, user):
        passage, speaker = PassageFactory(source=evidence.passage.source), evidence.speaker
        row = suggest_evidence(
            claim=claim, passage=passage, bearing="context", speaker=speaker, score=0.7, why={"a": 1}
        )
        decide_evidence(evidence=row, state="accepted", by=user)
        remove_evidence(evidence=Evidence.objects.get(pk=row.pk), by=user)

        go_back(claim, "removed the passage", user, before=True)

        back = Evidence.objects.get(passage=passage)
        assert (back.score, back.why, back.state) == (0.7, {"a": 1}, EvidenceState.ACCEPTED)

    def test_evidence_of_a_deleted_source_does_not_come_back(self, claim, evidence, user):
        remove_evidence(evidence=evidence, by=user)
        evidence.passage.source.delete()

        with pytest.raises(CannotRestoreError, match="source was deleted"):
            go_back(claim, "removed the passage", user, before=True)

    def test_evidence_that_somebody_linked_again_meanwhile_is_stale(self, claim, evidence, user):
        remove_evidence(evidence=evidence, by=user)
        key = entry(claim, "removed the passage").key
        seen = find_restoration(claim, key, before=True)
        link_evidence(claim=claim, passage=evidence.passage, bearing="contradicts", by=user)

        with pytest.raises(StaleRestorationError):
            restore(claim=claim, key=key, before=True, stamp=seen.stamp, by=user)


class TestStances:
    def test_a_stance_goes_back_with_its_reason_and_a_cleared_one_comes_back(self, claim, user):
        author = AuthorFactory(workspace=claim.workspace)
        first = {
            "claim": claim,
            "author": author,
            "position": "denies",
            "likelihood": 20,
            "likelihood_term": "unlikely",
            "reason": "Irony.",
        }
        set_stance(**first, by=user)
        stance = set_stance(claim=claim, author=author, position="affirms", reason="No irony.", by=user)
        clear_stance(stance=stance, by=user)

        go_back(claim, "cleared the stance", user, before=True)
        assert Stance.objects.get().reason == "No irony."
        first_set = [one for one in list_history(claim) if one.what.startswith("set the stance")][-1]
        stamp = find_restoration(claim, first_set.key).stamp
        restore(claim=claim, key=first_set.key, stamp=stamp, by=user)
        now = Stance.objects.get()
        assert (now.position, str(now.likely), now.reason, now.set_by) == ("denies", "unlikely (20 %)", "Irony.", user)
        assert now.likely.chosen

    def test_derived_stances_are_nobodys_to_restore(self, claim, evidence):
        event = Stance.pgh_event_model.objects.get(claim_id=claim.pk)
        assert find_restoration(claim, f"stance-{event.pgh_id}") is None


@pytest.mark.parametrize("key", ["claim-x", "claim-", "claim-99999999", "passage-1", "claim-9999999999999999999999"])
def test_no_such_event_is_none(claim, key):
    assert find_restoration(claim, key) is None


def test_an_event_of_another_claim_is_none(claim, user):
    other = create_claim(workspace=claim.workspace, text="Other.", kind="factual", by=user)
    assert find_restoration(claim, entry(other, "made the claim").key) is None


@pytest.mark.django_db(transaction=True)
def test_of_two_who_restore_at_once_one_is_told_that_it_is_done():
    user = MembershipFactory(role=Role.EDITOR).user
    workspace = user.memberships.get().workspace
    claim = create_claim(workspace=workspace, text="Quays pay.", kind="factual", by=user)
    edit_claim(claim=claim, text="Quays cost.", kind="factual", topic="", by=user)
    key = entry(claim, "made the claim").key
    seen = find_restoration(claim, key)

    outcomes = at_once(*[lambda: restore(claim=claim, key=key, stamp=seen.stamp, by=user)] * 2)

    assert sorted(type(one).__name__ for one in outcomes) == ["Restoration", "StaleRestorationError"]
    assert claim.events.count() == 3


class TestPages:
    def address(self, claim, key):
        return reverse("claims:restore", args=[claim.workspace.slug, claim.number, key])

    def test_it_shows_what_will_change_and_does_it(self, claim, user, editor):
        edit_claim(claim=claim, text="Quays cost.", kind="factual", topic="", by=user)
        client, key = logged_in(editor.workspace, Role.ANNOTATOR), entry(claim, "made the claim").key
        page = client.get(self.address(claim, key))
        assert "Quays [taken out: cost. ] [put in: pay. ]" in text_of(page)

        stamp = page.context["found"].stamp
        response = client.post(self.address(claim, key), {"stamp": stamp, "field": ["text"]})

        assert response.url == reverse("claims:history", args=[claim.workspace.slug, claim.number])
        assert Claim.objects.get().text == "Quays pay."

    def test_a_stale_confirmation_shows_what_is_stored_now(self, claim, user, editor):
        edit_claim(claim=claim, text="Quays cost.", kind="factual", topic="", by=user)
        client, key = logged_in(editor.workspace, Role.ANNOTATOR), entry(claim, "made the claim").key
        stamp = client.get(self.address(claim, key)).context["found"].stamp
        edit_claim(claim=claim, text="Quays sink.", kind="factual", topic="", by=user)

        response = client.post(self.address(claim, key), {"stamp": stamp, "field": ["text"]})

        assert response.status_code == 422
        assert "Somebody changed it meanwhile" in text_of(response)
        assert "taken out: sink." in text_of(response)

    def test_what_is_for_editors_stays_for_editors(self, claim, user, editor):
        set_claim_status(claim=claim, status="accepted", by=user)
        author = AuthorFactory(workspace=claim.workspace)
        set_stance(claim=claim, author=author, position="denies", reason="Irony.", by=user)
        made, stance = entry(claim, "made the claim").key, entry(claim, "set the stance").key
        annotator = logged_in(editor.workspace, Role.ANNOTATOR)

        assert "for editors" in text_of(annotator.get(self.address(claim, made)))
        refused = annotator.post(self.address(claim, made), {"stamp": "1", "field": ["status"]})
        assert (refused.status_code, Claim.objects.get().status) == (403, "accepted")
        assert annotator.get(self.address(claim, stance)).status_code == 403
        assert logged_in(editor.workspace, Role.VIEWER).get(self.address(claim, made)).status_code == 403
        assert logged_in(editor.workspace, Role.EDITOR).get(self.address(claim, stance)).status_code == 200

    def test_long_histories_come_in_pages_and_an_entry_is_found(self, claim, user, editor):
        for number in range(30):
            edit_claim(claim=claim, text=f"Quays pay {number}.", kind="factual", topic="", by=user)
        first = entry(claim, "made the claim")
        client = logged_in(editor.workspace, Role.VIEWER)
        address = reverse("claims:history", args=[claim.workspace.slug, claim.number])

        assert f'id="h-{first.key}"' not in client.get(address).content.decode()
        found = client.get(address, {"entry": first.key}).content.decode()
        assert f'id="h-{first.key}"' in found
        assert "restore/" not in found  # a viewer restores nothing

    def test_a_history_is_filtered(self, claim, evidence, user, editor):
        client = logged_in(editor.workspace, Role.VIEWER)
        address = reverse("claims:history", args=[claim.workspace.slug, claim.number])

        shown = text_of(client.get(address, {"what": "evidence", "who": user.pk}))

        assert "linked a passage" in shown
        assert "made the claim" not in shown
        assert "Nothing of that kind" in text_of(client.get(address, {"what": "stance", "who": user.pk}))

    def test_a_passage_has_a_page_with_its_places_claims_and_history(self, claim, evidence, editor):
        passage = evidence.passage
        AnchorFactory(passage=passage, text_version__capture__source=passage.source)
        client = logged_in(editor.workspace, Role.VIEWER)

        shown = text_of(client.get(reverse("claims:passage_detail", args=[claim.workspace.slug, passage.pk])))

        assert "C-1 Quays pay. Supports Accepted" in shown
        assert "linked the passage, as one that supports this claim: C-1 Quays pay." in shown
        assert "Unchanged Exact 0–34 1.00" in shown

    def test_a_stance_has_a_page_with_what_it_rests_on_and_its_history(self, claim, evidence, editor):
        other = AuthorFactory(workspace=claim.workspace)
        client = logged_in(editor.workspace, Role.VIEWER)

        def shown(author):
            return text_of(client.get(reverse("claims:stance_detail", args=[claim.workspace.slug, 1, author.slug])))

        assert f"The evidence now shows that {evidence.speaker} affirms it" in shown(evidence.speaker)
        assert "Nothing has happened yet" in shown(other)

    def test_a_source_has_a_history(self, editor, user):
        source = SourceFactory(workspace=editor.workspace, title="Quays", authors=[])
        source.title = "Old quays"
        source.save()

        shown = text_of(
            logged_in(editor.workspace, Role.VIEWER).get(
                reverse("claims:source_history", args=[editor.workspace.slug, source.pk])
            )
        )

        assert "Quays ] [put in: Old quays ]" in shown

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, claim, user, editor, size, django_assert_num_queries):
        passage = PassageFactory(source__workspace=editor.workspace)
        for number in range(size):
            other = ClaimFactory(workspace=editor.workspace, number=number + 50)
            link_evidence(
                claim=other,
                passage=passage,
                bearing="supports",
                speaker=AuthorFactory(workspace=editor.workspace),
                by=user,
            )
            AnchorFactory(passage=passage, text_version__capture__source=passage.source)
        anchors = list(passage.anchors.select_related("text_version"))
        with django_assert_num_queries(5):
            list_passage_history(passage, anchors)
        page = reverse("claims:passage_detail", args=[editor.workspace.slug, passage.pk])
        client = logged_in(editor.workspace, Role.EDITOR)
        with django_assert_num_queries(11):
            client.get(page)
        with django_assert_num_queries(5):
            list_source_history(passage.source)


def test_a_foreign_passage_source_or_author_is_404(claim, editor):
    client = logged_in(editor.workspace, Role.ADMIN)
    foreign = PassageFactory()
    author = AuthorFactory(workspace=foreign.workspace)
    slug = editor.workspace.slug

    addresses = (
        reverse("claims:passage_detail", args=[slug, foreign.pk]),
        reverse("claims:source_history", args=[slug, foreign.source_id]),
        reverse("claims:stance_detail", args=[slug, claim.number, author.slug]),
    )

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


class TestTwoJudgements:
    @pytest.fixture
    def wanted(self, claim, evidence):
        type(claim.workspace).objects.filter(pk=claim.workspace_id).update(judgements_wanted=2)
        claim.workspace.refresh_from_db()

    def test_what_was_settled_comes_back_as_it_was_and_only_an_editor_brings_it(
        self, claim, evidence, user, editor, wanted
    ):
        remove_evidence(evidence=evidence, by=user)
        key = entry(claim, "removed the passage").key
        address = f"{reverse('claims:restore', args=[claim.workspace.slug, 1, key])}?before=1"

        assert logged_in(editor.workspace, Role.ANNOTATOR).get(address).status_code == 403
        go_back(claim, "removed the passage", user, before=True)

        back = Evidence.objects.get()
        assert (back.state, back.decided_by) == (EvidenceState.ACCEPTED, user)

    def test_nobody_goes_behind_those_who_judge_alone(self, claim, evidence, user, wanted):
        key = entry(claim, "linked a passage").key
        Evidence.objects.filter(pk=evidence.pk).update(state=EvidenceState.JUDGING, decided_at=None)

        found = find_restoration(claim, key)

        assert "judge this passage on their own" in found.refusal
        assert (found.differences, found.followed_by) == ((), ())
        assert [one.what for one in list_history(claim) if "judg" in one.what] == []
        with pytest.raises(InvalidInputError, match="judge this passage"):
            write_comment(claim=claim, evidence=Evidence.objects.get(), body="I say no.", by=user)
