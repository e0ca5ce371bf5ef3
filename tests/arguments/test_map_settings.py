"""A map's settings, its list of changes, its copies and its end; and arguments on a claim's page."""

import re

import pytest
from django.urls import reverse

from arguments.enums import PremiseStatus
from arguments.models import Argument, ArgumentMap, BaseScore, GraphEdit, LintDismissal, MapFold, MapOmission
from arguments.services import create_argument, remove_argument
from claims.models import Claim
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory, UserFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client):
    membership = MembershipFactory(role=Role.EDITOR)
    client.force_login(membership.user)
    return membership.workspace


@pytest.fixture
def shown(workspace):
    lead = ClaimFactory(workspace=workspace, number=1, text="The quay pays.")
    return ArgumentMapFactory(lead_claim=lead, title="The quay", created_by=UserFactory(name="Ana Vogt"))


def argue(shown, number=None, **fields):
    premise = ClaimFactory(workspace=shown.workspace, **({"number": number} if number else {}))
    return create_argument(
        **{
            "workspace": shown.workspace,
            "relation": "supports",
            "conclusion": shown.lead_claim,
            "premises": [(premise, PremiseStatus.STATED)],
            "shown": shown,
            "by": None,
            **fields,
        }
    )


def address(name, shown, *rest):
    return reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])


def typed(client, shown, **changes):
    """What the form would send, with some fields changed."""
    form = client.get(address("map_settings", shown)).context["form"]
    fields = {name: form[name].value() for name in form.fields}
    return {**fields, **changes}


class TestSettings:
    def test_the_page_says_who_made_the_map_and_what_it_leaves_out_and_folds(self, client, shown):
        argument = argue(shown, number=7)
        MapOmission.objects.create(map=shown, argument=argument)
        MapFold.objects.create(map=shown, claim=shown.lead_claim)

        page = client.get(address("map_settings", shown)).content.decode()

        assert "Made by Ana Vogt" in page
        assert f'value="{argument.pk}"' in page
        assert 'name="unfold" value="1"' in page

    def test_what_is_saved_is_an_edit_that_others_see(self, client, shown):
        lead = ClaimFactory(workspace=shown.workspace, number=9)
        fields = typed(client, shown, title="The new quay", lead="C-9", view="outline", semantics="euler")

        response = client.post(address("map_settings", shown), fields)

        shown.refresh_from_db()
        assert response.url == address("map_detail", shown)
        assert (shown.title, shown.lead_claim, shown.view, shown.semantics) == (
            "The new quay",
            lead,
            "outline",
            "euler",
        )
        said = "Changed the title and opening view and semantics and lead claim of the map."
        assert GraphEdit.objects.get().said == said

    def test_it_can_be_taken_back_from_the_list_of_changes(self, client, shown):
        client.post(address("map_settings", shown), typed(client, shown, title="The new quay"))

        client.post(address("edit_undo", shown, GraphEdit.objects.get().pk))

        shown.refresh_from_db()
        assert shown.title == "The quay"

    def test_of_two_people_with_the_form_open_the_second_is_told(self, client, shown):
        stale = typed(client, shown, title="From the second")
        client.post(address("map_settings", shown), typed(client, shown, title="From the first"))

        response = client.post(address("map_settings", shown), stale)

        assert response.status_code == 422
        assert "The title of the map was changed meanwhile." in response.content.decode()
        shown.refresh_from_db()
        assert shown.title == "From the first"

    @pytest.mark.parametrize(
        ("field", "value"),
        [("title", " "), ("title", "x" * 201), ("lead", "C-99"), ("lead", "x"), ("view", "round"), ("semantics", "x")],
    )
    def test_what_is_no_setting_is_told_at_its_field(self, client, shown, field, value):
        response = client.post(address("map_settings", shown), typed(client, shown, **{field: value}))

        assert response.status_code == 422
        assert field in response.context["form"].errors
        assert not GraphEdit.objects.exists()

    def test_saving_the_same_changes_nothing(self, client, shown):
        client.post(address("map_settings", shown), typed(client, shown))

        assert not GraphEdit.objects.exists()

    def test_what_was_left_out_is_put_back_and_what_was_folded_unfolded(self, client, shown):
        argument = argue(shown, number=7)
        MapOmission.objects.create(map=shown, argument=argument)
        MapFold.objects.create(map=shown, claim=shown.lead_claim)

        client.post(address("map_show", shown), {"put_back": str(argument.pk)})
        client.post(address("map_show", shown), {"unfold": "1"})

        assert not MapOmission.objects.exists()
        assert not MapFold.objects.exists()

    @pytest.mark.parametrize("sent", [{}, {"put_back": "x"}, {"unfold": "99"}])
    def test_a_button_about_nothing_is_told(self, client, shown, sent):
        page = client.post(address("map_show", shown), sent, follow=True).content.decode()

        assert "callout--error" in page or "message--error" in page or "error" in page
        assert not GraphEdit.objects.exists()

    @pytest.mark.parametrize("rows", [1, 3])
    def test_the_page_takes_eight_queries(self, client, shown, rows, django_assert_num_queries):
        for number in range(rows):
            argument = argue(shown, number=20 + number)
            MapOmission.objects.create(map=shown, argument=argument)
            MapFold.objects.create(map=shown, claim=argument.premises.get().claim)

        with django_assert_num_queries(8):
            client.get(address("map_settings", shown))


class TestChanges:
    @pytest.mark.parametrize("htmx", [True, False])
    def test_the_edits_are_listed_newest_first_with_who_made_them(self, client, shown, htmx):
        argument = argue(shown, number=7, by=UserFactory(name="Ana Vogt"))
        remove_argument(argument=argument, shown=shown, by=UserFactory(name="Ben Aydin"))

        page = client.get(address("map_changes_panel", shown), headers={"hx-request": "true"} if htmx else {})

        text = page.content.decode()
        assert ("<html" in text) is not htmx
        assert text.index("Ben Aydin") < text.index("Ana Vogt")
        assert "removed a reason for C-1" in text

    def test_one_edit_is_taken_back_and_made_again(self, client, shown):
        argue(shown, number=7)
        edit = GraphEdit.objects.get()

        panel = client.post(address("edit_undo", shown, edit.pk), headers={"hx-request": "true"}).content.decode()
        assert "Took back: added a reason for C-1" in panel
        assert "taken back" in panel
        assert not Argument.objects.exists()
        client.post(address("edit_redo", shown, edit.pk))

        assert Argument.objects.count() == 1

    def test_a_refusal_is_shown_in_words(self, client, shown):
        argument = argue(shown, number=7)
        first = GraphEdit.objects.get()
        argue(shown, number=8, relation="undercuts", conclusion=None, target=argument, by=UserFactory(name="Ana Vogt"))

        panel = client.post(address("edit_undo", shown, first.pk), headers={"hx-request": "true"}).content.decode()

        assert "Ana Vogt changed this meanwhile: added an undercut of the step from C-7 to C-1" in panel
        assert "Nothing was changed." in panel

    def test_twenty_are_shown_and_the_earlier_ones_on_the_next_page(self, client, shown):
        for number in range(21):
            argue(shown, number=100 + number)

        first = client.get(address("map_changes_panel", shown)).content.decode()
        earlier = re.search(r"\?before=(\d+)", first)[0]
        second = client.get(address("map_changes_panel", shown) + earlier).content.decode()

        assert first.lower().count("added a reason for") == 2 * 20
        assert second.lower().count("added a reason for") == 2 * 1

    def test_edits_in_other_maps_are_listed_when_asked_for(self, client, shown):
        other = ArgumentMapFactory(lead_claim=ClaimFactory(workspace=shown.workspace, number=50))
        argue(other, number=51)

        assert "C-50" not in client.get(address("map_changes_panel", shown)).content.decode()
        assert "C-50" in client.get(address("map_changes_panel", shown) + "?all").content.decode()

    @pytest.mark.parametrize(("role", "offered"), [(Role.VIEWER, 0), (Role.ANNOTATOR, 1), (Role.EDITOR, 2)])
    def test_each_role_is_offered_what_it_may_take_back(self, client, shown, role, offered):
        membership = MembershipFactory(workspace=shown.workspace, role=role)
        argue(shown, number=7)
        argue(shown, number=8, by=membership.user)
        client.force_login(membership.user)

        page = client.get(address("map_changes_panel", shown)).content.decode()

        assert page.count("Take back<") == offered

    def test_an_annotator_is_refused_what_others_did(self, client, shown):
        argue(shown, number=7)
        client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.ANNOTATOR).user)

        client.post(address("edit_undo", shown, GraphEdit.objects.get().pk))

        assert Argument.objects.count() == 1

    @pytest.mark.parametrize("edits", [1, 3])
    def test_the_list_takes_five_queries(self, client, shown, edits, django_assert_num_queries):
        for number in range(edits):
            argue(shown, number=20 + number)

        with django_assert_num_queries(5):
            client.get(address("map_changes_panel", shown), headers={"hx-request": "true"})


class TestCopying:
    def test_a_copy_shows_the_same_in_the_same_way(self, client, shown):
        argument = argue(shown, number=7)
        MapOmission.objects.create(map=shown, argument=argument)
        MapFold.objects.create(map=shown, claim=shown.lead_claim)
        BaseScore.objects.create(map=shown, claim=shown.lead_claim, value=0.3, reason="Weak.")
        LintDismissal.objects.create(map=shown, fingerprint="x")
        ArgumentMap.objects.filter(pk=shown.pk).update(view="top-down", semantics="euler")

        response = client.post(address("map_duplicate", shown), {"title": "The quay again"})

        made = ArgumentMap.objects.get(title="The quay again")
        assert response.url == address("map_detail", made)
        assert (made.lead_claim, made.view, made.semantics, made.public_key) == (
            shown.lead_claim,
            "top-down",
            "euler",
            "",
        )
        assert list(made.left_out.all()) == [argument]
        assert list(made.folded.all()) == [shown.lead_claim]
        assert made.base_scores.get().value == 0.3
        assert made.dismissals.get().fingerprint == "x"
        assert (shown.omissions.count(), shown.base_scores.count(), Argument.objects.count()) == (1, 1, 1)

    def test_a_copy_needs_a_title(self, client, shown):
        assert client.post(address("map_duplicate", shown), {"title": " "}).status_code == 422
        assert ArgumentMap.objects.count() == 1


class TestDeleting:
    def test_it_asks_first_and_names_what_is_lost_and_what_stays(self, client, shown):
        argument = argue(shown, number=7)
        MapOmission.objects.create(map=shown, argument=argument)
        for number in (7, 1):
            claim = Claim.objects.get(number=number)
            BaseScore.objects.create(map=shown, claim=claim, value=0.3)

        page = client.get(address("map_delete", shown)).content.decode()

        assert "1 argument is left out of it" in page
        assert "2 base scores set by hand" in page
        assert "every claim, argument and piece of evidence" in page
        assert ArgumentMap.objects.count() == 1

    def test_claims_arguments_and_the_record_stay(self, client, shown):
        argue(shown, number=7)

        response = client.post(address("map_delete", shown))

        assert response.url == reverse("arguments:map_list", args=[shown.workspace.slug])
        assert not ArgumentMap.objects.exists()
        assert (Argument.objects.count(), Claim.objects.count(), GraphEdit.objects.count()) == (1, 2, 1)

    @pytest.mark.parametrize("name", ["map_settings", "map_delete", "map_duplicate"])
    def test_it_is_for_editors(self, client, shown, name):
        client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.ANNOTATOR).user)

        assert client.get(address(name, shown)).status_code == 403


class TestOnTheClaimsPage:
    def fragment(self, client, claim):
        url = reverse("arguments:claim_arguments", args=[claim.workspace.slug, claim.number])
        return client.get(url, headers={"hx-request": "true"}).content.decode()

    def test_every_map_in_which_the_claim_stands_is_named(self, client, shown):
        argument = argue(shown, number=7)
        attack = argue(shown, number=8, relation="undercuts", conclusion=None, target=argument)
        deep = attack.premises.get().claim
        other = ArgumentMapFactory(lead_claim=ClaimFactory(workspace=shown.workspace, number=50), title="Elsewhere")

        assert "The quay" in self.fragment(client, deep)
        assert "Elsewhere" not in self.fragment(client, deep)
        assert "(leads it)" in self.fragment(client, other.lead_claim)

    def test_a_reason_is_added_from_there(self, client, shown):
        claim = shown.lead_claim
        url = reverse("arguments:claim_argument_create", args=[shown.workspace.slug, claim.number])
        assert f"{url}?relation=opposes" in self.fragment(client, claim)

        response = client.post(f"{url}?relation=opposes", {"relation": "opposes", "premise_1": "Ships are few."})

        assert response.url == reverse("claims:detail", args=[shown.workspace.slug, claim.number])
        made = Argument.objects.get()
        assert (made.relation, made.conclusion, GraphEdit.objects.get().map) == ("opposes", claim, None)

    @pytest.mark.parametrize("relation", ["undercuts", "proves"])
    def test_only_reasons_and_objections_are(self, client, shown, relation):
        url = reverse("arguments:claim_argument_create", args=[shown.workspace.slug, 1])

        assert client.get(f"{url}?relation={relation}").status_code == 404

    def test_a_viewer_is_not_offered_it(self, client, shown):
        client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.VIEWER).user)

        assert "Add a reason" not in self.fragment(client, shown.lead_claim)
