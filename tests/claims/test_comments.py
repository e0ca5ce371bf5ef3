"""Comments on claims and evidence: what the services promise, and what the pages show to whom."""

import re

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from claims.errors import CommentGoneError
from claims.models import COMMENT_MAX_LENGTH, Claim, Comment, Mention
from claims.services import (
    delete_comment,
    edit_comment,
    read_mentions,
    remove_evidence,
    settle_thread,
    undelete_comment,
    write_comment,
)
from common.errors import InvalidInputError
from common.ids import new_id
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.discussion import CommentFactory, MentionFactory
from tests.factories.workspaces import MembershipFactory
from tests.support.threads import at_once
from workspaces.enums import Role

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def claim():
    return ClaimFactory()


@pytest.fixture
def join(claim):
    """A function that makes a member of the claim's workspace and returns the user."""

    def make(role=Role.ANNOTATOR, name=""):
        named = {"user__name": name} if name else {}
        return MembershipFactory(workspace=claim.workspace, role=role, **named).user

    return make


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, claim, *arguments):
    return reverse(f"claims:{name}", args=[claim.workspace.slug, claim.number, *arguments])


def inbox(claim, name="mentions"):
    return reverse(f"claims:{name}", args=[claim.workspace.slug])


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


class TestWriting:
    def test_a_comment_tells_the_members_whom_it_mentions_and_nobody_else(self, claim, join):
        ada, lee, stranger = join(), join(name="Lee Park"), MembershipFactory(user__name="Max Wolf").user

        comment = write_comment(claim=claim, body="@lee park and @Max Wolf: see?", by=ada)

        assert comment.body == f"@[{lee.pk}] and @Max Wolf: see?"
        assert [mention.user for mention in comment.mentions.all()] == [lee]
        assert not Mention.objects.filter(user=stranger).exists()

    def test_a_form_sent_twice_makes_one_comment(self, claim, join):
        ada, token = join(), new_id()

        first = write_comment(claim=claim, body="Once.", token=token, by=ada)
        second = write_comment(claim=claim, body="Once.", token=token, by=ada)

        assert (first, Comment.objects.count()) == (second, 1)

    def test_an_answer_to_an_answer_joins_the_thread_and_is_about_the_same_passage(self, claim, join):
        evidence = EvidenceFactory(claim=claim)
        first = write_comment(claim=claim, evidence=evidence, body="Is it?", by=join())
        answer = write_comment(claim=claim, parent=first, body="It is.", by=join())

        second = write_comment(claim=claim, parent=answer, body="Sure?", by=join())

        assert (second.parent, second.evidence, second.passage) == (first, evidence, evidence.passage)

    def test_an_answer_opens_a_resolved_thread_again(self, claim, join):
        first = write_comment(claim=claim, body="Is it?", by=join())
        first = settle_thread(comment=first, settled=True, by=join())

        write_comment(claim=claim, parent=first, body="No.", by=join())

        first.refresh_from_db()
        assert not first.is_resolved

    def test_a_comment_and_its_parent_or_evidence_are_on_one_claim(self, claim, join):
        with pytest.raises(InvalidInputError):
            write_comment(claim=claim, evidence=EvidenceFactory(), body="Hm.", by=join())
        with pytest.raises(InvalidInputError):
            write_comment(claim=claim, parent=CommentFactory(), body="Hm.", by=join())

    def test_the_database_holds_that_too(self, claim):
        CommentFactory(claim=claim, evidence=EvidenceFactory())
        with pytest.raises(IntegrityError, match="comment_and_evidence_on_one_claim"), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    @pytest.mark.parametrize("body", ["", " \n ", "\x00", "x" * (COMMENT_MAX_LENGTH + 1)])
    def test_nothing_and_too_much_are_refused(self, claim, join, body):
        with pytest.raises(InvalidInputError):
            write_comment(claim=claim, body=body, by=join())

    def test_a_comment_outlives_its_evidence_and_says_what_it_was_about(self, claim, join):
        evidence = EvidenceFactory(claim=claim)
        comment = write_comment(claim=claim, evidence=evidence, body="Is it?", by=join())

        remove_evidence(evidence=evidence, by=join())

        comment.refresh_from_db()
        assert (comment.evidence, comment.passage) == (None, evidence.passage)
        assert "taken off the claim" in text_of(logged_in(join()).get(address("detail", claim)))


class TestChanging:
    def test_editing_tells_the_new_ones_and_no_longer_the_others(self, claim, join):
        ada, lee, kim = join(), join(name="Lee"), join(name="Kim")
        comment = write_comment(claim=claim, body="@Lee", by=ada)

        comment = edit_comment(comment=comment, body="@Kim", by=ada)

        assert [mention.user for mention in comment.mentions.all()] == [kim]
        assert comment.edited_at is not None
        assert lee.mentions.count() == 0

    def test_saving_the_same_writes_nothing(self, claim, join):
        ada = join(name="Ada")
        comment = write_comment(claim=claim, body="@Ada says", by=ada)

        assert edit_comment(comment=comment, body="@Ada says", by=ada).edited_at is None
        assert comment.events.count() == 1

    def test_a_mention_of_somebody_who_left_stays_linked(self, claim, join):
        ada, lee = join(), join(name="Lee")
        comment = write_comment(claim=claim, body="@Lee", by=ada)
        lee.memberships.all().delete()

        comment = edit_comment(comment=comment, body="Ask @Lee", by=ada)

        assert comment.body == f"Ask @[{lee.pk}]"

    def test_a_deletion_is_a_tombstone_can_be_undone_and_stays_in_the_history(self, claim, join):
        ada, lee = join(), join(name="Lee")
        comment = write_comment(claim=claim, body="@Lee", by=ada)

        gone = delete_comment(comment=comment, by=ada)
        assert (gone.is_deleted, gone.deleted_by, Mention.objects.shown_to(lee).count()) == (True, ada, 0)
        with pytest.raises(CommentGoneError):
            edit_comment(comment=comment, body="More", by=ada)

        back = undelete_comment(comment=comment, by=ada)
        assert (back.is_deleted, back.body, Mention.objects.shown_to(lee).count()) == (False, comment.body, 1)
        assert [event.pgh_label for event in comment.events.order_by("pgh_id")] == ["insert", "update", "update"]

    def test_read_mentions_are_read(self, claim, join):
        lee = join(name="Lee")
        one, _two = (write_comment(claim=claim, body="@Lee", by=join()) for _ in range(2))

        assert read_mentions(workspace=claim.workspace, user=lee, comments=[one.pk]) == 1
        assert read_mentions(workspace=claim.workspace, user=lee) == 1
        assert read_mentions(workspace=claim.workspace, user=lee) == 0


@pytest.mark.django_db(transaction=True)
def test_a_double_click_makes_one_comment():
    claim = ClaimFactory()
    ada = MembershipFactory(workspace=claim.workspace).user
    token = new_id()

    written = at_once(*[lambda: write_comment(claim=claim, body="Once.", token=token, by=ada)] * 2)

    assert len({comment.pk for comment in written}) == Comment.objects.count() == 1


class TestPages:
    def test_a_comment_is_written_without_a_script_and_leads_to_its_place(self, claim, join):
        evidence = EvidenceFactory(claim=claim)
        data = {"body": "Is *this* so?", "evidence": evidence.pk, "token": new_id()}

        response = logged_in(join()).post(address("discussion", claim), data)

        comment = Comment.objects.get()
        assert response.url == f"{address('detail', claim)}#comment-{comment.pk}"
        page = logged_in(join()).get(address("detail", claim)).content.decode()
        assert "<em>this</em>" in page
        assert "1 comment<" in page

    def test_a_fragment_answers_with_the_discussion_and_the_new_counts(self, claim, join):
        evidence = EvidenceFactory(claim=claim)
        data = {"body": "So?", "evidence": evidence.pk, "about": evidence.pk}

        shown = logged_in(join()).post(address("discussion", claim), data, headers=HTMX).content.decode()

        assert 'id="discussion-count" class="count" hx-swap-oob="true">1<' in shown
        assert f'id="comments-{evidence.pk}" hx-swap-oob="true"' in shown
        assert "<html" not in shown

    def test_what_cannot_be_taken_comes_back_with_what_was_typed(self, claim, join):
        client, gone = logged_in(join()), EvidenceFactory(claim=claim)
        pk = gone.pk
        gone.delete()

        for headers in ({}, HTMX):
            response = client.post(address("discussion", claim), {"body": "Precious.", "evidence": pk}, headers=headers)
            assert response.status_code == 422
            assert "taken off the claim meanwhile" in text_of(response)
            assert "Precious." in text_of(response)
        assert Comment.objects.count() == 0

    def test_evidence_of_another_claim_is_no_evidence_here(self, claim, join):
        data = {"body": "So?", "evidence": EvidenceFactory().pk}

        assert logged_in(join()).post(address("discussion", claim), data).status_code == 422

    def test_viewers_read_only(self, claim, join):
        viewer = logged_in(join(Role.VIEWER))
        CommentFactory(claim=claim, body="Hm.")

        page = viewer.get(address("detail", claim))

        assert "Hm." in text_of(page)
        assert 'class="composer"' not in page.content.decode()
        assert viewer.post(address("discussion", claim), {"body": "I too."}).status_code == 403

    @pytest.mark.parametrize(
        ("action", "who", "status"),
        [
            ("edit", (Role.ANNOTATOR, True), 302), ("edit", (Role.EDITOR, False), 403), ("edit", (Role.VIEWER, True), 403),
            ("delete", (Role.ANNOTATOR, True), 302), ("delete", (Role.ANNOTATOR, False), 403),
            ("delete", (Role.EDITOR, False), 302), ("settle", (Role.ANNOTATOR, False), 302),
            ("settle", (Role.VIEWER, True), 403),
        ],
    )  # fmt: skip
    def test_who_may_change_whose_comment(self, claim, join, action, who, status):
        role, own = who
        user = join(role)
        comment = CommentFactory(claim=claim, author=user if own else join())

        response = logged_in(user).post(address(f"comment_{action}", claim, comment.pk), {"body": "Changed."})

        assert response.status_code == status

    def test_a_tombstone_says_who_deleted_whose_comment_and_hides_the_words(self, claim, join):
        author, editor = join(name="Ada"), join(Role.EDITOR, name="Ed")
        comment = CommentFactory(claim=claim, author=author, body="Secret.")
        logged_in(editor).post(address("comment_delete", claim, comment.pk))

        shown = logged_in(author).get(address("detail", claim))
        assert "Ed deleted this comment by Ada" in text_of(shown)
        assert "Secret." not in shown.content.decode()

        undo = address("comment_undelete", claim, comment.pk)
        assert logged_in(author).post(undo).status_code == 403
        assert logged_in(editor).post(undo).status_code == 302
        assert "Secret." in text_of(logged_in(author).get(address("detail", claim)))

    def test_a_comment_of_another_claim_or_workspace_is_404(self, claim, join):
        client = logged_in(join(Role.ADMIN))
        for comment in (CommentFactory(), CommentFactory(claim=ClaimFactory(workspace=claim.workspace))):
            for action in ("edit", "delete", "undelete", "settle"):
                assert client.post(address(f"comment_{action}", claim, comment.pk)).status_code == 404

    def test_the_list_of_claims_counts_living_comments(self, claim, join):
        EvidenceFactory.create_batch(2, claim=claim)
        CommentFactory.create_batch(2, claim=claim)
        delete_comment(comment=CommentFactory(claim=claim), by=join())

        page = logged_in(join()).get(reverse("claims:list", args=[claim.workspace.slug]))

        (shown, _stances) = page.context["rows"][0]
        assert (shown.comment_count, shown.supporting_count) == (2, 2)

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, claim, join, size, django_assert_num_queries):
        lee = join()
        for _ in range(size):
            first = CommentFactory(claim=claim, evidence=EvidenceFactory(claim=claim))
            MentionFactory(comment=CommentFactory(claim=claim, parent=first), user=lee)
        client = logged_in(lee)
        with django_assert_num_queries(6):
            client.get(address("discussion", claim), headers=HTMX)
        with django_assert_num_queries(8):
            client.get(inbox(claim))


class TestMentions:
    def test_the_inbox_leads_to_the_comment_and_empties(self, claim, join):
        lee = join(name="Lee")
        comment = write_comment(claim=claim, body="What says @Lee?", by=join(name="Ada"))
        client = logged_in(lee)

        home = client.get(reverse("workspaces:home", args=[claim.workspace.slug]))
        assert "1 comment that mentions you" in text_of(home)
        shown = client.get(inbox(claim))
        assert "Ada on" in text_of(shown)
        assert f"{address('detail', claim)}#comment-{comment.pk}" in shown.content.decode()
        assert "1" in text_of(client.get(inbox(claim, "mention_count")))

        client.post(inbox(claim, "mention_read"), {"comment": comment.pk})
        assert "Nothing unread" in text_of(client.get(inbox(claim)))
        assert "What says @Lee?" in text_of(client.get(inbox(claim), {"all": 1}))

    def test_all_are_read_at_once_and_nonsense_reads_none(self, claim, join):
        lee = join(name="Lee")
        MentionFactory.create_batch(2, comment__claim=claim, user=lee)
        client = logged_in(lee)

        client.post(inbox(claim, "mention_read"), {"comment": "x"})
        assert lee.mentions.unread().count() == 2
        client.post(inbox(claim, "mention_read"), headers=HTMX)
        assert lee.mentions.unread().count() == 0

    def test_nobody_reads_for_others_or_in_other_workspaces(self, claim, join):
        mine = MentionFactory(comment__claim=claim)
        elsewhere = MentionFactory(user=join())

        logged_in(elsewhere.user).post(inbox(claim, "mention_read"))

        assert Mention.objects.unread().count() == 2
        assert mine.read_at is None

    def test_members_are_offered_by_the_start_of_any_word_of_their_name(self, claim, join):
        join(name="Ada Moss"), join(name="Kim Adamson"), join(name="Lee")
        MembershipFactory(user__name="Ada Elsewhere")

        offered = text_of(logged_in(join(name="Zoe")).get(inbox(claim, "mention_choices"), {"q": "ada"}))

        assert offered == "A Ada Moss K Kim Adamson"


class TestHome:
    def test_what_happened_lately_leads_to_its_entry_and_its_comment(self, claim, join):
        ada = join(name="Ada")
        comment = write_comment(claim=claim, body="Hm.", by=ada)
        event = Claim.pgh_event_model.objects.get()

        home = logged_in(ada).get(reverse("workspaces:home", args=[claim.workspace.slug])).content.decode()

        assert f"{address('history', claim)}?entry=claim-{event.pgh_id}#h-claim-{event.pgh_id}" in home
        assert f"{address('detail', claim)}#comment-{comment.pk}" in home
        assert "<strong>Ada</strong> commented on" in home
