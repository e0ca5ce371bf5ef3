"""Pages of claims: what they show, who may do what, and how many queries they take."""

import re
from datetime import date

import pytest
from django.urls import reverse

from claims.enums import Bearing, ClaimKind, ClaimStatus, EvidenceState, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from claims.services import create_claim, decide_evidence, edit_claim, link_evidence, set_claim_status, set_stance
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def editor():
    return MembershipFactory(role=Role.EDITOR)


@pytest.fixture
def workspace(editor):
    return editor.workspace


@pytest.fixture
def page(client, editor):
    client.force_login(editor.user)
    return client


def member(client, workspace, role):
    client.force_login(MembershipFactory(workspace=workspace, role=role).user)
    return client


def address(name, workspace, *arguments):
    return reverse(f"claims:{name}", args=[workspace.slug, *arguments])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def evidence_by(workspace, claim, bearing=Bearing.SUPPORTS, **fields):
    author = AuthorFactory(workspace=workspace)
    source = SourceFactory(workspace=workspace, authors=[author])
    return EvidenceFactory(
        claim=claim, speaker=author, passage=PassageFactory(source=source), bearing=bearing, **fields
    )


class TestList:
    def test_a_row_shows_number_text_stances_and_counts(self, page, workspace):
        claim = ClaimFactory(workspace=workspace, number=12, text="Quays pay.")
        stance = StanceFactory(claim=claim, position=Position.DENIES)
        evidence_by(workspace, claim)
        evidence_by(workspace, claim, suggested=True)
        shown = text_of(page.get(address("list", workspace)))
        assert (
            f"C-12 Quays pay. Accepted Factual harbours {stance.author.initials} {stance.author.name} Denies" in shown
        )
        assert "1 supporting 0 contradicting 1 suggested" in shown

    def test_retired_claims_show_only_when_asked_for(self, page, workspace):
        ClaimFactory(workspace=workspace, text="Old hat.", status=ClaimStatus.RETIRED)
        assert "Old hat." not in text_of(page.get(address("list", workspace)))
        assert "Old hat." in text_of(page.get(address("list", workspace), {"status": "retired"}))
        assert "Old hat." in text_of(page.get(address("list", workspace), {"status": "any"}))

    def test_filters_by_words_number_kind_topic_and_suggestions(self, page, workspace):
        causal = ClaimFactory(workspace=workspace, number=7, text="Silt raises costs.", kind=ClaimKind.CAUSAL)
        other = ClaimFactory(workspace=workspace, number=8, text="Tides set times.", topic="tides")
        evidence_by(workspace, other, suggested=True)

        def found(**filters):
            response = page.get(address("list", workspace), filters)
            return [claim for claim, _stances in response.context["rows"]]

        assert found(q="costs SILT") == [causal]
        assert found(q="c-8") == [other]
        assert found(kind="causal") == [causal]
        assert found(topic="tides") == [other]
        assert found(waiting="on") == [other]
        assert found(kind="nonsense") == [causal, other]

    def test_counts_stay_whole_when_only_claims_with_suggestions_are_asked_for(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        evidence_by(workspace, claim)
        evidence_by(workspace, claim, suggested=True)
        response = page.get(address("list", workspace), {"waiting": "on"})
        (shown, _stances) = response.context["rows"][0]
        assert (shown.supporting_count, shown.suggested_count) == (1, 1)

    def test_filters_by_the_stance_that_counts_and_by_silence(self, page, workspace):
        author = AuthorFactory(workspace=workspace)
        spoken, silent = ClaimFactory(workspace=workspace), ClaimFactory(workspace=workspace)
        StanceFactory(claim=spoken, author=author, position=Position.AFFIRMS, as_of=date(2024, 1, 1))
        StanceFactory(claim=spoken, author=author, position=Position.DENIES, basis=StanceBasis.SET)

        def found(position):
            response = page.get(address("list", workspace), {"author": author.slug, "position": position})
            return [claim for claim, _stances in response.context["rows"]]

        assert (found("denies"), found("affirms"), found("silent"), found("")) == ([spoken], [], [silent], [spoken])

    def test_long_lists_come_in_pages_that_keep_the_filters(self, page, workspace):
        for number in range(1, 43):
            ClaimFactory(workspace=workspace, number=number)
        response = page.get(address("list", workspace), {"topic": "harbours"})
        assert "1–40 of 42" in text_of(response)
        assert 'href="?topic=harbours&amp;page=2"' in response.content.decode()

    def test_an_empty_workspace_says_what_to_do(self, page, workspace):
        assert "No claims yet" in text_of(page.get(address("list", workspace)))
        assert "No claim fits" in text_of(page.get(address("list", workspace), {"q": "x"}))

    @pytest.mark.parametrize("size", [1, 30])
    def test_queries_do_not_grow(self, page, workspace, size, django_assert_max_num_queries):
        for _ in range(size):
            claim = ClaimFactory(workspace=workspace)
            StanceFactory(claim=claim)
            evidence_by(workspace, claim)
        with django_assert_max_num_queries(8):
            page.get(address("list", workspace))


class TestCreate:
    def test_a_new_claim_is_a_draft_of_the_workspace(self, page, workspace, editor):
        response = page.post(
            address("create", workspace), {"text": "Quays pay.", "kind": "causal", "topic": "harbours"}
        )
        claim = Claim.objects.get()
        assert response.url == address("detail", workspace, claim.number)
        assert (claim.text, claim.kind, claim.topic, claim.status, claim.created_by) == (
            "Quays pay.",
            ClaimKind.CAUSAL,
            "harbours",
            ClaimStatus.DRAFT,
            editor.user,
        )

    def test_a_taken_wording_is_refused_with_a_link_to_the_claim(self, page, workspace):
        taken = ClaimFactory(workspace=workspace, text="Quays pay.")
        response = page.post(address("create", workspace), {"text": "quays pay.", "kind": "factual"})
        assert response.status_code == 422
        assert f"Open C-{taken.number}" in text_of(response)
        assert Claim.objects.count() == 1

    def test_similar_wordings_are_shown_while_typing(self, page, workspace):
        ClaimFactory(workspace=workspace, text="The new quay pays for itself within ten years.")
        ClaimFactory(text="The new quay pays for itself within ten years.")
        response = page.get(address("wording", workspace), {"text": "The new quay pays for itself within five years"})
        assert text_of(response).count("The new quay") == 1


class TestDetail:
    def test_evidence_stands_on_its_side_with_speaker_source_and_date(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        row = evidence_by(workspace, claim, Bearing.CONTRADICTS)
        response = page.get(address("detail", workspace, claim.number))
        board = response.context["board"]
        assert [one.evidence for one in board.contradicting] == [row]
        assert (board.supporting, board.suggested) == ((), ())
        shown = text_of(response)
        assert row.passage.exact in shown
        assert f"{row.speaker.name} {row.passage.source.title} , 1 May 2023" in shown
        assert f"#p-{row.passage_id}" in response.content.decode()

    def test_reported_speech_names_who_reports(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        row = evidence_by(workspace, claim)
        row.speaker = AuthorFactory(workspace=workspace)
        row.save()
        writer = row.passage.source.authors.get()
        assert f"reported by {writer.name}" in text_of(page.get(address("detail", workspace, claim.number)))

    def test_a_derived_stance_says_from_how_many_passages_and_is_dated_as_its_source(self, page, workspace):
        claim, author = ClaimFactory(workspace=workspace), AuthorFactory(workspace=workspace)
        source = SourceFactory(workspace=workspace, authors=[author], issued_on=date(2021, 1, 1), issued_precision=1)
        for _ in range(2):
            link_evidence(claim=claim, passage=PassageFactory(source=source), bearing="supports", by=None)
        assert "as of 2021 derived from 2 passages" in text_of(page.get(address("detail", workspace, claim.number)))

    def test_a_set_stance_says_by_whom_and_why_and_shows_the_derived_one_below(self, page, workspace, editor):
        claim = ClaimFactory(workspace=workspace)
        evidence = evidence_by(workspace, claim)
        StanceFactory(claim=claim, author=evidence.speaker, as_of=date(2023, 5, 1))
        set_stance(
            claim=claim,
            author=evidence.speaker,
            position="qualifies",
            likelihood=60,
            reason="Hedges throughout.",
            by=editor.user,
        )
        shown = text_of(page.get(address("detail", workspace, claim.number)))
        assert (
            f"Qualifies holds it likely (60 %) set by {editor.user.name} Hedges throughout. Affirms 1 May 2023" in shown
        )

    def test_another_workspaces_number_is_not_found(self, page, workspace):
        ClaimFactory(number=99)
        assert page.get(address("detail", workspace, 99)).status_code == 404

    @pytest.mark.parametrize("size", [1, 20])
    def test_queries_do_not_grow(self, page, workspace, size, django_assert_max_num_queries):
        claim = ClaimFactory(workspace=workspace)
        for place in range(size):
            row = evidence_by(workspace, claim, suggested=bool(place % 2))
            StanceFactory(claim=claim, author=row.speaker)
        with django_assert_max_num_queries(10):
            page.get(address("detail", workspace, claim.number))


class TestEdit:
    def form(self, claim, **changes):
        return {
            "text": claim.text,
            "kind": claim.kind,
            "topic": claim.topic,
            "opened_at": claim.updated_at.isoformat(),
            **changes,
        }

    def test_an_edit_is_saved(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        page.post(address("edit", workspace, claim.number), self.form(claim, text="Quays pay well."))
        claim.refresh_from_db()
        assert claim.text == "Quays pay well."

    def test_a_stale_save_is_refused_with_both_texts_and_can_then_be_repeated(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        opened = self.form(claim, text="Mine came second.")
        edit_claim(claim=claim, text="Theirs came first.", kind=claim.kind, topic="", by=None)
        response = page.post(address("edit", workspace, claim.number), opened)
        assert response.status_code == 422
        shown = text_of(response)
        assert "Stored now Theirs came first." in shown
        assert "Yours Mine came second." in shown
        again = response.context["form"]["opened_at"].value()
        page.post(address("edit", workspace, claim.number), {**opened, "opened_at": again})
        claim.refresh_from_db()
        assert claim.text == "Mine came second."

    def test_a_damaged_form_is_refused(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        response = page.post(address("edit", workspace, claim.number), self.form(claim, opened_at="yesterday"))
        assert response.status_code == 422


class TestDecide:
    def decide(self, page, row, **data):
        claim = row.claim
        return page.post(address("evidence_decide", claim.workspace, claim.number, row.pk), data, **HTMX)

    def test_accepting_a_suggestion_moves_it_and_the_stance_follows(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace), Bearing.CONTEXT, suggested=True)
        response = self.decide(page, row, state="accepted", bearing="contradicts")
        board = response.context["board"]
        assert [one.evidence for one in board.contradicting] == [row]
        assert [one.effective.stance.position for one in board.stances] == [Position.DENIES]
        assert 'hx-swap-oob="true"' in response.content.decode()

    def test_undo_brings_back_what_was_there(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace), Bearing.CONTEXT, suggested=True)
        undo = self.decide(page, row, state="accepted", bearing="supports").context["undo"]
        self.decide(page, row, state=undo["state"], bearing=undo["bearing"], undo="1")
        row.refresh_from_db()
        assert (row.state, row.bearing) == (EvidenceState.SUGGESTED, Bearing.CONTEXT)
        assert Stance.objects.count() == 0

    def test_without_scripts_the_answer_is_the_page(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace), suggested=True)
        url = address("evidence_decide", workspace, row.claim.number, row.pk)
        response = page.post(url, {"state": "rejected"})
        assert response.url == address("detail", workspace, row.claim.number)
        assert Evidence.objects.get().state == EvidenceState.REJECTED

    def test_a_linked_passage_can_be_taken_off(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace))
        page.post(address("evidence_remove", workspace, row.claim.number, row.pk))
        assert Evidence.objects.count() == 0

    def test_evidence_of_another_claim_is_not_found(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace))
        other = ClaimFactory(workspace=workspace)
        url = address("evidence_decide", workspace, other.number, row.pk)
        assert page.post(url, {"state": "rejected"}).status_code == 404

    def test_nonsense_is_refused_and_changes_nothing(self, page, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace))
        assert self.decide(page, row, state="perfect").status_code == 422
        row.refresh_from_db()
        assert row.state == EvidenceState.ACCEPTED

    def test_queries_of_a_decision_are_few(self, page, workspace, django_assert_max_num_queries):
        claim = ClaimFactory(workspace=workspace)
        for _ in range(5):
            row = evidence_by(workspace, claim, suggested=True)
        with django_assert_max_num_queries(26):
            self.decide(page, row, state="accepted")


class TestStances:
    def test_an_editor_sets_and_clears(self, page, workspace):
        claim, author = ClaimFactory(workspace=workspace), AuthorFactory(workspace=workspace)
        page.post(
            address("stance_set", workspace, claim.number),
            {"author": author.slug, "position": "undecided", "likelihood": "50", "reason": "Weighs both sides."},
        )
        stance = Stance.objects.get()
        assert (stance.author, stance.position, stance.likelihood) == (author, Position.UNDECIDED, 50)
        page.post(address("stance_clear", workspace, claim.number, stance.pk))
        assert Stance.objects.count() == 0

    def test_a_stance_needs_a_reason(self, page, workspace):
        claim, author = ClaimFactory(workspace=workspace), AuthorFactory(workspace=workspace)
        response = page.post(
            address("stance_set", workspace, claim.number), {"author": author.slug, "position": "affirms"}
        )
        assert response.status_code == 422
        assert Stance.objects.count() == 0

    def test_the_form_starts_with_what_counts_now(self, page, workspace):
        stance = StanceFactory(claim=ClaimFactory(workspace=workspace), position=Position.DENIES)
        url = address("stance_set", workspace, stance.claim.number)
        response = page.get(url, {"author": stance.author.slug})
        assert response.context["form"]["position"].value() == Position.DENIES


class TestHistory:
    @pytest.mark.django_db(transaction=True)  # events of one transaction have one moment
    def test_it_tells_who_did_what_newest_first(self, page, workspace, editor):
        user = editor.user
        claim = create_claim(workspace=workspace, text="Quays pay.", kind="factual", by=user)
        row = evidence_by(workspace, claim, Bearing.CONTEXT, suggested=True)
        decide_evidence(evidence=row, state="accepted", bearing="supports", by=user)
        edit_claim(claim=claim, text="Quays pay well.", kind="factual", topic="harbours", by=user)
        set_claim_status(claim=claim, status="accepted", by=user)
        set_stance(claim=claim, author=row.speaker, position="denies", reason="Irony.", by=user)
        response = page.get(address("history", workspace, claim.number))
        told = [(entry.who, entry.what) for entry in response.context["page"]]
        assert told == [
            (user.name, f"set the stance of {row.speaker} to “denies”"),
            (user.name, "changed the status from Draft to Accepted"),
            (user.name, "changed the topic from none to “harbours”"),
            (user.name, "reworded the claim"),
            ("", f"The evidence now shows that {row.speaker} affirms it as of 1 May 2023"),
            (user.name, "accepted a passage that supports it"),
            ("Parallax", "suggested a passage that gives context"),
            (user.name, "made the claim"),
        ]
        assert "Quays [taken out: pay. ] [put in: pay well. ]" in text_of(response)

    def test_what_was_removed_is_still_told(self, page, workspace):
        claim = ClaimFactory(workspace=workspace)
        row = evidence_by(workspace, claim)
        page.post(address("evidence_remove", workspace, claim.number, row.pk))
        told = text_of(page.get(address("history", workspace, claim.number)))
        assert f"removed the passage that supports it: {row.speaker}" in told

    @pytest.mark.parametrize("size", [1, 15])
    def test_queries_do_not_grow(self, page, workspace, size, django_assert_max_num_queries):
        claim = ClaimFactory(workspace=workspace)
        for _ in range(size):
            StanceFactory(claim=claim, author=evidence_by(workspace, claim).speaker)
        with django_assert_max_num_queries(10):
            page.get(address("history", workspace, claim.number))


ROUTES = {
    "list": (),
    "create": (),
    "detail": ("claim",),
    "edit": ("claim",),
    "history": ("claim",),
    "stance_set": ("claim",),
}
POSTS = {
    "create": (Role.ANNOTATOR, {"text": "New.", "kind": "factual"}),
    "edit": (Role.ANNOTATOR, {"text": "New.", "kind": "factual"}),
    "status": (Role.ANNOTATOR, {"status": "proposed"}),
    "stance_set": (Role.EDITOR, {"position": "affirms", "reason": "Says so."}),
    "evidence_decide": (Role.ANNOTATOR, {"state": "rejected"}),
    "evidence_remove": (Role.ANNOTATOR, {}),
}
BELOW = {Role.ANNOTATOR: Role.VIEWER, Role.EDITOR: Role.ANNOTATOR}


class TestPermissions:
    def arguments(self, name, row):
        claim = [] if name in {"list", "create"} else [row.claim.number]
        return claim + ([row.pk] if name.startswith("evidence_") else [])

    @pytest.mark.parametrize("name", [*ROUTES, "status", "evidence_decide", "evidence_remove"])
    def test_a_stranger_finds_nothing(self, client, workspace, name):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace))
        client.force_login(MembershipFactory().user)
        method = client.get if name in ROUTES else client.post
        assert method(address(name, workspace, *self.arguments(name, row))).status_code == 404

    @pytest.mark.parametrize("name", POSTS)
    def test_the_role_below_is_refused_and_the_role_is_let_through(self, client, workspace, name):
        role, data = POSTS[name]
        row = evidence_by(workspace, ClaimFactory(workspace=workspace, status=ClaimStatus.DRAFT))
        data = {"author": row.speaker.slug, **data}
        url = address(name, workspace, *self.arguments(name, row))
        assert member(client, workspace, BELOW[role]).post(url, data).status_code == 403
        assert member(client, workspace, role).post(url, data).status_code == 302

    @pytest.mark.parametrize(("before", "after"), [("draft", "accepted"), ("accepted", "draft"), ("draft", "retired")])
    def test_signing_off_is_for_editors(self, client, workspace, before, after):
        claim = ClaimFactory(workspace=workspace, status=before)
        url = address("status", workspace, claim.number)
        assert member(client, workspace, Role.ANNOTATOR).post(url, {"status": after}).status_code == 403
        assert member(client, workspace, Role.EDITOR).post(url, {"status": after}).status_code == 302
        claim.refresh_from_db()
        assert claim.status == after

    def test_annotators_do_not_reword_what_is_signed_off(self, client, workspace):
        claim = ClaimFactory(workspace=workspace, status=ClaimStatus.ACCEPTED)
        url = address("edit", workspace, claim.number)
        assert member(client, workspace, Role.ANNOTATOR).get(url).status_code == 403

    def test_a_viewer_is_shown_nothing_to_press(self, client, workspace):
        row = evidence_by(workspace, ClaimFactory(workspace=workspace), suggested=True)
        response = member(client, workspace, Role.VIEWER).get(address("detail", workspace, row.claim.number))
        main = response.content.decode().split("<main")[1]
        assert "<form" not in main
        assert "Set a stance" not in main
