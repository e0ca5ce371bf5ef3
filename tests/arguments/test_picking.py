"""What an editor of maps chooses from: passages by words, author or source, and the form of a step."""

import pytest
from django.urls import reverse

from claims.enums import Bearing
from tests.factories.arguments import ArgumentFactory, ArgumentMapFactory, PremiseFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import AuthorFactory, PassageFactory, SourceFactory
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(client):
    membership = MembershipFactory(role=Role.ANNOTATOR)
    client.force_login(membership.user)
    return ArgumentMapFactory(lead_claim=ClaimFactory(workspace=membership.workspace, number=1))


def passage_of(workspace, exact, title="A paper", family="Moss"):
    author = AuthorFactory(workspace=workspace, family=family, given="Ada")
    return PassageFactory(source=SourceFactory(workspace=workspace, title=title, byline=[author]), exact=exact)


def ask(client, shown, **query):
    return client.get(reverse("arguments:passage_choices", args=[shown.workspace.slug, shown.slug]), query)


@pytest.mark.parametrize("words", ["mud wins", "harbour", "quill", "quill harbour mud"])
def test_passages_are_found_by_quote_title_and_author_together(client, shown, words):
    passage_of(shown.workspace, "The mud wins every year.", "The harbour question", "Quill")
    passage_of(shown.workspace, "A new quay would pay.", "On quays", "Vane")

    answer = ask(client, shown, q=words)

    assert [one.exact for one in answer.context["choices"].offered] == ["The mud wins every year."]
    assert "Ada Quill" in answer.content.decode()


def test_what_is_linked_to_the_claim_is_apart_and_not_offered_again(client, shown):
    linked = passage_of(shown.workspace, "The mud wins every year.")
    other = passage_of(shown.workspace, "A new quay would pay.", family="Vane")
    evidence = EvidenceFactory(claim=shown.lead_claim, passage=linked, bearing=Bearing.CONTRADICTS)

    choices = ask(client, shown, claim=1).context["choices"]

    assert (choices.linked, choices.offered, choices.has_more) == ([evidence], [other], False)


def test_passages_of_other_workspaces_are_not_offered(client, shown):
    passage_of(ClaimFactory().workspace, "The mud wins every year.")

    answer = ask(client, shown, q="mud")

    assert answer.context["choices"].offered == []
    assert "No passage fits" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_choosing_passages_takes_the_same_number_of_queries_for_any_number(
    client, shown, count, django_assert_num_queries
):
    for number in range(count):
        linked = passage_of(shown.workspace, f"The mud wins in year {number}.", family=f"Quill{number}")
        EvidenceFactory(claim=shown.lead_claim, passage=linked)
        passage_of(shown.workspace, f"A quay pays in year {number}.", family=f"Vane{number}")

    with django_assert_num_queries(8):
        ask(client, shown, claim=1, q="year")


def test_the_form_of_a_step_shows_what_is_said_of_it(client, shown):
    author = AuthorFactory(workspace=shown.workspace, family="Abel", given="Uri")
    step = ArgumentFactory(conclusion=shown.lead_claim, author=author, scheme="expert-opinion", note="He was there.")
    PremiseFactory(argument=step, position=0)

    answer = client.get(reverse("arguments:step_form", args=[shown.workspace.slug, shown.slug, step.pk]))

    page = answer.content.decode()
    assert f'<option value="{author.slug}" selected>Uri Abel</option>' in page
    assert '<option value="expert-opinion" selected>' in page
    assert "He was there." in page


def test_a_viewer_has_no_choices(client, shown):
    client.force_login(MembershipFactory(workspace=shown.workspace, role=Role.VIEWER).user)

    assert ask(client, shown).status_code == 403


@pytest.mark.parametrize("count", [1, 3])
def test_the_lines_of_a_map_take_the_same_number_of_queries_for_any_number(
    client, shown, count, django_assert_num_queries
):
    for number in range(count):
        step = ArgumentFactory(conclusion=shown.lead_claim, position=number)
        PremiseFactory(argument=step, claim__number=number + 2, position=0)

    with django_assert_num_queries(8):
        answer = client.get(reverse("arguments:map_lines", args=[shown.workspace.slug, shown.slug]))

    lines = answer.json()["lines"]
    assert [(line["sign"], line["claim"]) for line in lines] == [
        ("", 1),
        *(("+", number + 2) for number in range(count)),
    ]
