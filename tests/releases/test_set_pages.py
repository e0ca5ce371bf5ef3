"""Pages of claim sets inside a workspace: what members see, what editors do there."""

import pytest
from django.urls import reverse

from claims.enums import ClaimStatus
from releases.models import ClaimSet, Notice
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory, NoticeFactory, ReleaseFactory
from tests.factories.workspaces import JobFactory, MembershipFactory
from workspaces.enums import JobState
from workspaces.models import Job

pytestmark = pytest.mark.django_db

FIELDS = {
    "title": "Harbours of the north",
    "slug": "harbours-north",
    "licence": "CC0-1.0",
    "creators": "Ada Moss\n\n  Harbour   Group ",
    "gathering": "by_hand",
}


@pytest.fixture
def editor(client):
    member = MembershipFactory(role="editor")
    client.force_login(member.user)
    return member


@pytest.fixture
def shown(editor):
    return ClaimSetFactory(workspace=editor.workspace, slug="harbours", title="Harbours")


def page(name, member, *arguments):
    return reverse(f"releases:{name}", args=[member.workspace.slug, *arguments])


def told(response):
    return [str(message) for message in response.context["messages"]]


class TestList:
    def test_it_tells_of_each_set_how_it_is_gathered_and_how_many_claims_it_has(self, client, editor):
        workspace = editor.workspace
        by_hand = ClaimSetFactory(workspace=workspace, title="A by hand")
        ClaimSetEntryFactory(claim_set=by_hand)
        ClaimSetFactory(workspace=workspace, title="B by filter", gathering="by_filter", filter={"topic": ["mud"]})
        ClaimFactory.create_batch(2, workspace=workspace, topic="mud")
        ClaimSetFactory(workspace=workspace, title="C empty")
        ClaimSetFactory(title="Of another workspace")

        rows = client.get(page("set_list", editor)).context["rows"]

        assert [(one.title, count) for one, count in rows] == [("A by hand", 1), ("B by filter", 2), ("C empty", 0)]

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_five_queries_whatever_the_number_of_sets(self, client, editor, number, django_assert_num_queries):
        for gathering in ("by_hand", "by_filter"):
            ClaimSetFactory.create_batch(number, workspace=editor.workspace, gathering=gathering)

        with django_assert_num_queries(5):
            client.get(page("set_list", editor))

    def test_without_a_set_it_says_what_one_is_for(self, client, editor):
        assert "can cite them" in client.get(page("set_list", editor)).content.decode()


class TestDetail:
    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_nine_queries_whatever_is_in_the_set(
        self, client, editor, shown, number, django_assert_num_queries
    ):
        ClaimSetEntryFactory.create_batch(number, claim_set=shown)
        for place in range(number):
            NoticeFactory(release=ReleaseFactory(claim_set=shown, number=place + 1))

        with django_assert_num_queries(9):
            client.get(page("set_detail", editor, "harbours"))

    @pytest.mark.parametrize("role", ["viewer", "annotator"])
    def test_who_may_not_edit_sees_all_of_it_and_no_button_that_would_refuse(self, client, shown, role):
        ClaimSetEntryFactory(claim_set=shown)
        ReleaseFactory(claim_set=shown, number=1)
        member = MembershipFactory(workspace=shown.workspace, role=role)
        client.force_login(member.user)

        pages = [
            client.get(page(*where)).content.decode()
            for where in (
                ("set_list", member),
                ("set_detail", member, "harbours"),
                ("release", member, "harbours", 1),
                ("claim_sets", member, shown.claims.get().number),
            )
        ]

        # The one form left is the one that logs out.
        assert [text.count("<form") for text in pages] == [1, 1, 1, 1]
        assert [word for word in ("sets/new/", "/edit/", "/notice/", "/audience/") if word in "".join(pages)] == []


class TestMaking:
    def test_a_set_is_made_with_what_was_typed_for_members_only(self, client, editor):
        response = client.post(page("set_create", editor), FIELDS)

        made = ClaimSet.objects.get()
        assert response["Location"] == page("set_detail", editor, "harbours-north")
        assert (made.title, made.licence, made.audience) == ("Harbours of the north", "CC0-1.0", "members")
        assert made.creators == ["Ada Moss", "Harbour Group"]

    def test_a_set_by_filter_keeps_its_conditions(self, client, editor):
        ClaimFactory(workspace=editor.workspace, topic="mud")

        client.post(
            page("set_create", editor),
            FIELDS | {"gathering": "by_filter", "topic": ["mud"], "status": ["accepted"], "q": " pays "},
        )

        assert ClaimSet.objects.get().filter == {"topic": ["mud"], "status": ["accepted"], "q": "pays"}

    @pytest.mark.parametrize(
        ("fields", "field"),
        [
            ({"slug": "new"}, "slug"),
            ({"slug": "gather"}, "slug"),
            ({"slug": "a--b"}, "slug"),
            ({"slug": "harbours"}, "slug"),
            ({"title": " "}, "title"),
            ({"licence": "MINE"}, "licence"),
            ({"gathering": "by_magic"}, "gathering"),
            ({"gathering": "by_filter", "topic": ["never was"]}, "topic"),
            ({"creators": "x" * 300}, "creators"),
            ({"title": "a\x00b"}, "title"),
        ],
    )
    def test_what_does_not_fit_is_told_at_its_field_and_nothing_is_made(self, client, editor, shown, fields, field):
        response = client.post(page("set_create", editor), FIELDS | fields)

        assert (response.status_code, list(response.context["form"].errors)) == (422, [field])
        assert ClaimSet.objects.count() == 1

    def test_the_preview_says_how_many_claims_meet_the_conditions_and_shows_the_first(self, client, editor):
        ClaimFactory.create_batch(8, workspace=editor.workspace, topic="mud")
        ClaimFactory(workspace=editor.workspace, topic="mud", status=ClaimStatus.RETIRED)
        ClaimFactory(workspace=editor.workspace)

        answer = client.get(page("filter_preview", editor), {"topic": "mud"}).content.decode()

        assert "<strong>8 claims</strong>" in answer
        assert answer.count("claim-number") == 6
        assert "0 claims" in client.get(page("filter_preview", editor), {"q": "herring"}).content.decode()
        assert "field__error" in client.get(page("filter_preview", editor), {"status": "odd"}).content.decode()


class TestChanging:
    def test_what_somebody_else_changed_meanwhile_is_not_overwritten_unless_one_saves_again(
        self, client, editor, shown
    ):
        opened = client.get(page("set_edit", editor, "harbours")).context["form"]["opened_at"].value()
        ClaimSet.objects.get().save()
        ClaimSet.objects.filter(pk=shown.pk).update(title="Theirs")

        first = client.post(page("set_edit", editor, "harbours"), FIELDS | {"opened_at": opened})
        again = client.post(
            page("set_edit", editor, "harbours"),
            FIELDS | {"opened_at": first.context["form"]["opened_at"].value()},
        )

        assert (first.status_code, again.status_code) == (422, 302)
        assert ClaimSet.objects.get().title == "Harbours of the north"

    def test_a_condition_that_nothing_meets_any_more_can_be_kept(self, client, editor, shown):
        ClaimSet.objects.update(gathering="by_filter", filter={"topic": ["gone"]})

        response = client.post(
            page("set_edit", editor, "harbours"), FIELDS | {"gathering": "by_filter", "topic": ["gone"]}
        )

        assert response.status_code == 302
        assert ClaimSet.objects.get().filter == {"topic": ["gone"]}

    def test_a_set_without_releases_is_deleted_and_one_with_them_is_not(self, client, editor, shown):
        ReleaseFactory(claim_set=shown, number=1)
        refused = client.post(page("set_delete", editor, "harbours"), follow=True)
        shown.releases.all().delete()
        client.post(page("set_delete", editor, "harbours"))

        assert told(refused) == ["“Harbours” has been released: others may cite it."]
        assert not ClaimSet.objects.exists()


class TestAudience:
    def test_before_it_becomes_public_the_page_says_how_much_does(self, client, editor, shown):
        claim = ClaimSetEntryFactory(claim_set=shown, claim__status=ClaimStatus.DRAFT).claim
        ClaimSetEntryFactory(claim_set=shown)
        EvidenceFactory.create_batch(2, claim=claim)
        EvidenceFactory(claim=claim, suggested=True)
        StanceFactory(claim=claim)
        StanceFactory(workspace=editor.workspace, claim__workspace=editor.workspace)

        exposed = client.get(page("set_audience", editor, "harbours")).context["exposed"]

        assert (exposed.claims, exposed.unaccepted) == (2, 1)
        assert (exposed.passages, exposed.authors) == (2, 3)

    def test_it_becomes_public_and_private_again_and_nothing_else_changes(self, client, editor, shown):
        client.post(page("set_audience", editor, "harbours"), {"audience": "public"})
        assert client.get("/sets/harbours/").status_code == 200
        client.post(page("set_audience", editor, "harbours"), {"audience": "members"})
        assert client.get("/sets/harbours/").status_code == 404
        client.post(page("set_audience", editor, "harbours"), {"audience": "martians"})

        stored = ClaimSet.objects.get()
        assert (stored.audience, stored.title, stored.licence) == ("members", "Harbours", shown.licence)


class TestGathering:
    def test_claims_come_in_by_numbers_however_they_are_typed_and_only_once(self, client, editor, shown):
        for number in (12, 14, 9):
            ClaimFactory(workspace=editor.workspace, number=number)

        for _ in range(2):
            response = client.post(
                page("claims_add", editor, "harbours"),
                {"typed": "C-12, c14;9 words C-77", "claim": ["12"]},
                follow=True,
            )

        assert sorted(shown.claims.values_list("number", flat=True)) == [9, 12, 14]
        assert told(response) == ["There is no C-77.", "0 claims came into “Harbours”. 3 were in it already."]

    def test_claims_of_another_workspace_do_not(self, client, editor, shown):
        ClaimFactory(number=5)

        client.post(page("claims_add", editor, "harbours"), {"claim": "5"})

        assert not shown.claims.exists()

    def test_what_is_taken_out_can_be_put_back(self, client, editor, shown):
        for number in (3, 4):
            ClaimSetEntryFactory(claim_set=shown, claim__number=number)

        out = client.post(page("claims_remove", editor, "harbours"), {"claim": ["3", "4"]}, follow=True)
        assert (out.context["removed"], shown.claims.count()) == ([3, 4], 0)
        client.post(page("claims_add", editor, "harbours"), {"claim": ["3", "4"]})

        assert shown.claims.count() == 2
        assert client.get(f"{page('set_detail', editor, 'harbours')}?removed=3,4").context["removed"] == []

    def test_a_set_gathered_by_a_filter_takes_none_by_hand(self, client, editor, shown):
        ClaimSet.objects.update(gathering="by_filter")
        ClaimFactory(workspace=editor.workspace, number=3)

        response = client.post(page("claims_add", editor, "harbours"), {"claim": "3"}, follow=True)

        assert "gathered by a filter" in told(response)[0]

    def test_the_choices_are_claims_with_the_words_that_are_not_in_the_set(self, client, editor, shown):
        inside = ClaimSetEntryFactory(claim_set=shown, claim__text="Mud pays.").claim
        ClaimFactory(workspace=editor.workspace, text="Mud costs.")

        answer = client.get(page("claim_choices", editor, "harbours"), {"typed": "mud"}).content.decode()

        assert ("Mud costs." in answer, inside.text in answer) == (True, False)

    def test_ticked_claims_of_the_list_come_into_the_chosen_set_and_one_is_back_where_one_was(
        self, client, editor, shown
    ):
        claims = ClaimFactory.create_batch(2, workspace=editor.workspace)
        bar = client.get(page("claims_gather", editor), headers={"hx-request": "true"}).content.decode()

        response = client.post(
            page("claims_gather", editor),
            {"set": "harbours", "claim": [claim.number for claim in claims], "back": "topic=mud&page=2"},
        )

        assert '<option value="harbours">' in bar
        assert response["Location"] == reverse("claims:list", args=[editor.workspace.slug]) + "?topic=mud&page=2"
        assert shown.claims.count() == 2

    def test_a_claim_tells_in_which_sets_it_is_and_gives_the_code_of_its_card_where_one_is_public(
        self, client, editor, shown
    ):
        claim = ClaimFactory(workspace=editor.workspace, number=3, topic="mud")
        ClaimSetFactory(workspace=editor.workspace, title="Mud", gathering="by_filter", filter={"topic": ["mud"]})
        client.post(page("claim_sets", editor, 3), {"set": "harbours"})
        private = client.get(page("claim_sets", editor, 3)).context
        ClaimSet.objects.filter(pk=shown.pk).update(audience="public")
        public = client.get(page("claim_sets", editor, 3)).context

        assert [one.title for one in private["holding"]] == ["Harbours", "Mud"]
        assert "embed" not in private
        assert f"/embed/claims/{claim.pk}" in public["embed"]


class TestReleasing:
    def test_a_release_is_asked_for_once_and_is_under_way(self, client, editor, shown):
        ClaimSetEntryFactory(claim_set=shown)

        for _ in range(2):
            answer = client.post(
                page("release_list", editor, "harbours"), {"notes": "All."}, headers={"hx-request": "true"}
            ).content.decode()

        assert Job.objects.get().options["notes"] == "All."
        assert "Making release 1" in answer
        assert 'hx-trigger="every 1500ms"' in answer

    def test_an_empty_set_is_not_released_and_the_page_says_why(self, client, editor, shown):
        answer = client.post(page("release_list", editor, "harbours"), headers={"hx-request": "true"}).content.decode()

        assert "There are no claims in this claim set." in answer
        assert not Job.objects.exists()

    def test_why_no_release_was_made_stands_above_the_releases(self, client, editor, shown):
        JobFactory(
            workspace=editor.workspace,
            task="releases.build_release",
            subject=shown.pk,
            state=JobState.FAILED,
            reason="Nothing changed since release 1.",
        )

        assert "Nothing changed since release 1." in client.get(page("set_detail", editor, "harbours")).content.decode()

    @pytest.mark.parametrize("number", [1, 3])
    def test_a_release_takes_nine_queries_whatever_is_said_of_it(
        self, client, editor, shown, number, django_assert_num_queries
    ):
        release = ReleaseFactory(claim_set=shown, number=1)
        NoticeFactory.create_batch(number, release=release)

        with django_assert_num_queries(8):
            client.get(page("release", editor, "harbours", 1))

    def test_a_release_is_retracted_for_good_only_by_who_says_that_they_mean_it(self, client, editor, shown):
        ReleaseFactory(claim_set=shown, number=1)
        second = ReleaseFactory(claim_set=shown, number=2)
        where = page("notice_create", editor, "harbours", 1)
        fields = {"kind": "retraction", "text": "Wrong dates.", "replaced_by": "2"}

        refused = client.post(where, fields)
        wrong = client.post(where, fields | {"is_meant": "on", "replaced_by": "1"})
        client.post(where, fields | {"is_meant": "on"})

        assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["is_meant"])
        assert list(wrong.context["form"].errors) == ["replaced_by"]
        assert Notice.objects.get().replaced_by == second
        assert "Release 1 is retracted." in client.get(page("release", editor, "harbours", 1)).content.decode()
