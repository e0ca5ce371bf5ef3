"""The pages of maps: what they show, to whom, and what the forms do."""

import json
import re

import pytest
from defusedxml import ElementTree
from django.contrib.staticfiles import finders
from django.urls import reverse

from arguments.enums import PremiseStatus, Relation
from arguments.models import Argument, ArgumentMap, GraphRevision, MapFold, MapOmission
from arguments.services import create_argument
from claims.enums import Bearing, ClaimStatus
from claims.models import Claim
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace(client):
    membership = MembershipFactory(role=Role.EDITOR)
    client.force_login(membership.user)
    return membership.workspace


@pytest.fixture
def shown(workspace):
    return map_of(workspace, 3)


def map_of(workspace, reasons):
    """A map whose lead has that many reasons, each with an objection, and one undercut."""
    lead, *claims = ClaimFactory.create_batch(2 * reasons + 2, workspace=workspace)
    for position in range(reasons):
        reason = argue(lead, claims[2 * position])
        argue(claims[2 * position], claims[2 * position + 1], relation=Relation.OPPOSES)
    argue(None, claims[-1], relation=Relation.UNDERCUTS, target=reason)
    for claim in (lead, *claims):
        StanceFactory(claim=claim)
    return ArgumentMapFactory(lead_claim=lead)


def argue(conclusion, premise, relation=Relation.SUPPORTS, target=None):
    return create_argument(
        workspace=premise.workspace,
        relation=relation,
        conclusion=conclusion,
        target=target,
        premises=[(premise, PremiseStatus.STATED)],
        by=None,
    )


def address(name, shown, *rest, **query):
    url = reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug, *rest])
    return f"{url}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else url


class TestShowing:
    def test_maps_are_listed_with_their_lead(self, client, workspace, shown):
        page = client.get(reverse("arguments:map_list", args=[workspace.slug])).content.decode()

        assert shown.title in page
        assert shown.lead_claim.text in page

    def test_a_workspace_without_maps_says_how_to_make_one(self, client, workspace):
        page = client.get(reverse("arguments:map_list", args=[workspace.slug])).content.decode()

        assert "No map yet" in page
        assert reverse("arguments:map_create", args=[workspace.slug]) in page

    @pytest.mark.parametrize("view", ["", "columns", "top-down", "outline", "sideways"])
    def test_every_view_holds_every_claim_and_relation(self, client, shown, view):
        page = client.get(address("map_detail", shown, view=view)).content.decode()

        assert all(claim.text in page for claim in Claim.objects.all())
        assert "undercuts the step that supports" in page

    def test_the_outline_is_in_the_page_of_the_drawing_too(self, client, shown):
        page = client.get(address("map_detail", shown)).content.decode()

        assert 'class="map-outline' in page
        assert "<argument-map" in page

    def test_the_outline_alone_needs_no_script(self, client, shown):
        page = client.get(address("map_detail", shown, view="outline")).content.decode()

        assert "argument-map" not in page
        assert f'id="c-{shown.lead_claim.number}"' in page

    @pytest.mark.parametrize("view", ["columns", "outline"])
    def test_nothing_in_the_page_breaks_the_content_security_policy(self, client, shown, view):
        page = client.get(address("map_detail", shown, view=view)).content.decode()

        assert not re.search(r"<[^>]+\sstyle=", page)
        assert not re.search(r"<[^>]+\son\w+=", page)
        assert "<style" not in page
        for script in re.findall(r"<script([^>]*)>", page):
            assert "src=" in script or 'type="application/json"' in script

    @pytest.mark.parametrize("reasons", [1, 6])
    @pytest.mark.parametrize("view", ["columns", "outline"])
    def test_a_map_takes_eight_queries_whatever_its_size(
        self, client, workspace, view, reasons, django_assert_num_queries
    ):
        shown = map_of(workspace, reasons)

        with django_assert_num_queries(8):
            client.get(address("map_detail", shown, view=view))

    def test_a_card_names_its_claim_and_the_argument_that_it_is_a_premise_of(self, client, shown):
        argument = shown.lead_claim.arguments.first()
        premise = argument.premises.get().claim
        page = client.get(address("map_detail", shown)).content.decode()

        card = re.search(rf'<article[^>]* id="c-{premise.number}"[^>]*>', page)[0]
        assert f'data-claim="{premise.number}" data-claim-id="{premise.pk}" data-argument="{argument.pk}"' in card
        assert f'data-argument="{argument.pk}" data-version="{argument.version}"' in page

    def test_the_drawing_is_given_anew_with_its_cards_places_and_revision(self, client, shown):
        GraphRevision.objects.update_or_create(workspace=shown.workspace, defaults={"number": 7})

        data = client.get(address("map_drawing", shown)).json()

        assert data["revision"] == 7
        assert re.findall(r'<article[^>]* id="([^"]+)"', data["html"]) == list(data["layout"]["cards"])
        assert data["layout"] == client.get(address("map_layout", shown)).json()

    def test_a_claim_with_markup_is_shown_as_text(self, client, workspace):
        lead = ClaimFactory(workspace=workspace, text="<script>alert(1)</script> & co")

        page = client.get(address("map_detail", ArgumentMapFactory(lead_claim=lead))).content.decode()

        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    def test_a_map_of_the_lead_alone_is_shown(self, client, workspace):
        lead = ClaimFactory(workspace=workspace)

        response = client.get(address("map_detail", ArgumentMapFactory(lead_claim=lead)))

        assert response.status_code == 200
        assert lead.text in response.content.decode()

    @pytest.mark.parametrize("name", ["map_detail", "map_drawing", "map_layout", "map_picture"])
    def test_another_workspaces_map_is_not_found(self, client, workspace, name):
        assert client.get(address(name, map_of(MembershipFactory().workspace, 1))).status_code == 404

    def test_the_font_that_text_is_measured_with_is_served(self):
        assert finders.find("fonts/inter/Inter[opsz,wght].ttf")


class TestLayout:
    def test_the_layout_folds_the_named_cards(self, client, shown):
        lead = f"c-{shown.lead_claim.number}"

        data = client.get(address("map_layout", shown, folded=lead)).json()

        assert list(data["cards"]) == [lead]
        assert data["hidden"] == {lead: "3 reasons, 3 objections, 1 undercut"}

    def test_the_layout_opens_to_a_depth_in_the_view_that_is_asked_for(self, client, shown):
        data = client.get(address("map_layout", shown, depth=1, view="top-down")).json()

        assert data["view"] == "top-down"
        assert len(data["cards"]) == 5

    @pytest.mark.parametrize("query", [{"depth": "deep"}, {"view": "round"}, {"folded": "c-x,,a-1"}])
    def test_what_cannot_be_understood_is_left_out(self, client, shown, query):
        assert len(client.get(address("map_layout", shown, **query)).json()["cards"]) == 8

    def test_the_page_carries_the_same_layout(self, client, shown):
        page = client.get(address("map_detail", shown)).content.decode()

        data = json.loads(re.search(r'id="map-layout" type="application/json">(.*?)</script>', page)[1])
        assert data == client.get(address("map_layout", shown)).json()

    def test_a_map_opens_as_it_is_kept(self, client, shown):
        reason = shown.lead_claim.arguments.first()
        premise = reason.premises.get().claim
        MapOmission.objects.create(map=shown, argument=shown.lead_claim.arguments.last())
        MapFold.objects.create(map=shown, claim=premise)

        data = client.get(address("map_layout", shown)).json()

        assert len(data["cards"]) == 4
        assert data["hidden"] == {f"c-{premise.number}": "1 objection"}

    def test_a_part_of_a_map_is_a_map_of_its_own(self, client, shown):
        premise = shown.lead_claim.arguments.first().premises.get().claim

        page = client.get(address("map_detail", shown, lead=premise.label)).content.decode()

        assert f"{premise.label} in “{shown.title}”" in page
        assert f'<article class="map-card" id="c-{shown.lead_claim.number}"' not in page
        assert client.get(address("map_detail", shown, lead="C-99")).status_code == 404

    def test_an_open_card_tells_stances_and_every_passage(self, client, shown):
        claim = shown.lead_claim
        evidence = EvidenceFactory(claim=claim)

        facts = client.get(address("map_card", shown, claim.number)).content.decode()

        assert claim.stances.get().author.name in facts
        assert evidence.passage.exact in facts

    def test_a_passage_stands_in_the_drawing_with_its_source(self, client, shown):
        evidence = EvidenceFactory(claim=shown.lead_claim, bearing=Bearing.CONTRADICTS)

        page = client.get(address("map_detail", shown, view="columns")).content.decode()

        assert f'<li class="map-quote map-quote--contradicts" data-evidence="{evidence.pk}">' in page
        assert f"#p-{evidence.passage_id}" in page
        assert "map-quotes" not in client.get(address("map_drawing", shown, passages=0)).json()["html"]

    def test_of_a_large_map_the_script_gets_the_cards_as_pieces(self, client, workspace):
        data = client.get(address("map_drawing", map_of(workspace, 76), depth=99)).json()

        assert data["html"].strip() == ""
        assert {key for key in data["layout"]["html"] if key.startswith("c-")} == set(data["layout"]["cards"])

    def test_the_picture_is_a_file_of_valid_svg(self, client, shown):
        response = client.get(address("map_picture", shown, view="top-down"))

        assert response["Content-Type"] == "image/svg+xml; charset=utf-8"
        assert response["Content-Disposition"] == f'attachment; filename="{shown.slug}.svg"'
        assert ElementTree.fromstring(response.content).tag.endswith("svg")


class TestMaking:
    def test_an_editor_makes_a_map_around_a_claim(self, client, workspace):
        lead = ClaimFactory(workspace=workspace)
        url = reverse("arguments:map_create", args=[workspace.slug])

        response = client.post(url, {"title": "Is it so?", "lead": f"{lead.label} {lead.text}"})

        made = ArgumentMap.objects.get()
        assert (made.title, made.lead_claim) == ("Is it so?", lead)
        assert response.url == address("map_detail", made)

    @pytest.mark.parametrize("lead", ["C-99", "a nice claim"])
    def test_a_lead_that_does_not_exist_is_told_in_the_form(self, client, workspace, lead):
        url = reverse("arguments:map_create", args=[workspace.slug])

        response = client.post(url, {"title": "Is it so?", "lead": lead})

        assert response.status_code == 422
        assert "lead" in response.context["form"].errors
        assert not ArgumentMap.objects.exists()

    def test_a_reason_of_an_old_and_a_new_claim_is_added(self, client, workspace, shown):
        old, author = ClaimFactory(workspace=workspace), AuthorFactory(workspace=workspace)
        url = address("argument_create", shown, relation="supports", conclusion=shown.lead_claim.number)
        typed = {
            "relation": "supports",
            "premise_1": old.label,
            "premise_2": "A wording of its own.",
            "unstated_2": "on",
            "author": author.slug,
        }

        response = client.post(url, typed)

        new = Claim.objects.get(text="A wording of its own.")
        made = Argument.objects.latest("created_at")
        assert response.url == f"{address('map_detail', shown)}#c-{shown.lead_claim.number}"
        assert (made.conclusion, made.author, new.status) == (shown.lead_claim, author, ClaimStatus.DRAFT)
        assert list(made.premises.values_list("claim", "status")) == [
            (old.pk, PremiseStatus.STATED),
            (new.pk, PremiseStatus.IMPLICIT),
        ]

    def test_a_wording_that_exists_is_that_claim(self, client, workspace, shown):
        old = ClaimFactory(workspace=workspace, text="Tides set the timetable.")
        url = address("argument_create", shown, relation="opposes", conclusion=shown.lead_claim.number)

        client.post(url, {"relation": "opposes", "premise_1": "tides set the timetable."})

        assert old.premises.count() == 1

    def test_a_step_is_undercut(self, client, shown):
        step = Argument.objects.filter(relation=Relation.SUPPORTS).first()
        url = address("argument_create", shown, relation="undercuts", target=step.pk)

        client.post(url, {"relation": "undercuts", "premise_1": "The step does not follow."})

        assert step.undercuts.filter(premises__claim__text="The step does not follow.").exists()

    def test_a_premise_that_does_not_exist_makes_nothing_at_all(self, client, shown):
        before = Claim.objects.count()
        url = address("argument_create", shown, relation="supports", conclusion=shown.lead_claim.number)

        response = client.post(url, {"relation": "supports", "premise_1": "Brand new.", "premise_2": "C-9999"})

        assert response.status_code == 422
        assert "premise_2" in response.context["form"].errors
        assert Claim.objects.count() == before

    @pytest.mark.parametrize(
        "query",
        [
            {},
            {"relation": "supports", "conclusion": "9999"},
            {"relation": "supports", "conclusion": "x"},
            {"relation": "proves", "conclusion": "1"},
            {"relation": "undercuts", "target": "x"},
            {"relation": "undercuts", "target": "00000000-0000-0000-0000-000000000000"},
        ],
    )
    def test_a_form_about_nothing_is_not_found(self, client, shown, query):
        assert client.get(address("argument_create", shown, **query)).status_code == 404

    def test_removing_asks_first(self, client, shown):
        argument = Argument.objects.first()
        url = address("argument_remove", shown, argument.pk)

        asked = client.get(url)
        assert "Remove this argument?" in asked.content.decode()
        assert Argument.objects.filter(pk=argument.pk).exists()

        client.post(url)
        assert not Argument.objects.filter(pk=argument.pk).exists()


class TestRoles:
    @pytest.mark.parametrize(
        ("role", "may_add", "may_remove"),
        [(Role.VIEWER, False, False), (Role.ANNOTATOR, True, False), (Role.EDITOR, True, True)],
    )
    def test_each_role_is_offered_and_granted_what_it_may_do(self, client, role, may_add, may_remove):
        membership = MembershipFactory(role=role)
        client.force_login(membership.user)
        shown = map_of(membership.workspace, 1)
        argument = Argument.objects.first()
        add = address("argument_create", shown, relation="supports", conclusion=shown.lead_claim.number)

        page = client.get(address("map_detail", shown)).content.decode()

        offered = re.search(r'data-may="([^"]*)"', page)[1].split()
        assert ("annotate" in offered, "edit" in offered) == (may_add, may_remove)
        assert (client.get(add).status_code == 200) is may_add
        assert (client.get(address("argument_remove", shown, argument.pk)).status_code == 200) is may_remove


class TestClaimsArguments:
    def test_the_claims_page_gets_its_arguments_as_a_fragment(self, client, workspace, shown):
        url = reverse("arguments:claim_arguments", args=[workspace.slug, shown.lead_claim.number])

        fragment = client.get(url, headers={"hx-request": "true"}).content.decode()

        assert "<html" not in fragment
        assert fragment.count("badge--supports") == 3
        assert shown.title in fragment

    def test_without_a_script_the_arguments_are_a_page(self, client, workspace, shown):
        url = reverse("arguments:claim_arguments", args=[workspace.slug, shown.lead_claim.number])

        assert "<html" in client.get(url).content.decode()

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_the_fragment_takes_seven_queries_whatever_the_number(
        self, client, workspace, reasons, django_assert_num_queries
    ):
        shown = map_of(workspace, reasons)
        url = reverse("arguments:claim_arguments", args=[workspace.slug, shown.lead_claim.number])

        with django_assert_num_queries(7):
            client.get(url, headers={"hx-request": "true"})
