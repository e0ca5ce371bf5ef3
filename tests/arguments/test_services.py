"""Making and changing maps and arguments."""

import pytest
from django.db import IntegrityError, transaction

from arguments.enums import PremiseStatus, Relation
from arguments.errors import (
    ArgumentExistsError,
    MapSlugTakenError,
    NoPremiseError,
    OtherWorkspaceError,
    PremiseTwiceError,
    WrongAimError,
)
from arguments.models import Argument
from arguments.services import (
    add_premise,
    create_argument,
    create_map,
    move_argument,
    remove_argument,
    remove_premise,
)
from claims.models import Claim
from common.errors import InvalidInputError
from tests.factories.claims import ClaimFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db
STATED, IMPLICIT = PremiseStatus.STATED, PremiseStatus.IMPLICIT


@pytest.fixture
def workspace():
    return WorkspaceFactory()


@pytest.fixture
def lead(workspace):
    return ClaimFactory(workspace=workspace)


def reason(conclusion, *premises, relation=Relation.SUPPORTS, **fields):
    premises = premises or (ClaimFactory(workspace=conclusion.workspace),)
    return create_argument(
        workspace=conclusion.workspace,
        relation=relation,
        conclusion=conclusion,
        premises=[(claim, STATED) for claim in premises],
        by=None,
        **fields,
    )


def undercut(target, *premises):
    premises = premises or (ClaimFactory(workspace=target.workspace),)
    return create_argument(
        workspace=target.workspace,
        relation=Relation.UNDERCUTS,
        target=target,
        premises=[(claim, STATED) for claim in premises],
        by=None,
    )


class TestMaps:
    def test_a_map_gets_its_address_from_its_title(self, workspace, lead):
        user = UserFactory()

        made = create_map(workspace=workspace, title=" Should the  quay be built? ", lead_claim=lead, by=user)

        assert (made.title, made.slug, made.created_by) == (
            "Should the quay be built?",
            "should-the-quay-be-built",
            user,
        )

    def test_a_second_map_of_that_title_gets_a_number(self, workspace, lead):
        first = create_map(workspace=workspace, title="The quay", lead_claim=lead, by=None)
        second = create_map(workspace=workspace, title="The quay", lead_claim=lead, by=None)

        assert [first.slug, second.slug] == ["the-quay", "the-quay-2"]

    def test_a_title_without_latin_letters_has_an_address_too(self, workspace, lead):
        assert create_map(workspace=workspace, title="岸壁", lead_claim=lead, by=None).slug == "map"

    def test_a_given_address_that_is_taken_is_refused(self, workspace, lead):
        create_map(workspace=workspace, title="One", slug="quay", lead_claim=lead, by=None)

        with pytest.raises(MapSlugTakenError):
            create_map(workspace=workspace, title="Two", slug="quay", lead_claim=lead, by=None)

    @pytest.mark.parametrize("title", ["", "  ", "x" * 201])
    def test_a_map_needs_a_title_that_fits(self, workspace, lead, title):
        with pytest.raises(InvalidInputError) as error:
            create_map(workspace=workspace, title=title, lead_claim=lead, by=None)

        assert error.value.details["field"] == "title"

    def test_another_workspaces_claim_cannot_lead(self, workspace):
        with pytest.raises(OtherWorkspaceError):
            create_map(workspace=workspace, title="Quay", lead_claim=ClaimFactory(), by=None)


class TestArguments:
    def test_premises_keep_their_order_and_status(self, workspace, lead):
        first, second = ClaimFactory(workspace=workspace), ClaimFactory(workspace=workspace)

        argument = create_argument(
            workspace=workspace,
            relation=Relation.OPPOSES,
            conclusion=lead,
            premises=[(second, STATED), (first, IMPLICIT)],
            by=None,
        )

        assert list(argument.premises.values_list("claim", "position", "status")) == [
            (second.pk, 0, STATED),
            (first.pk, 1, IMPLICIT),
        ]

    def test_arguments_about_one_claim_count_up(self, lead):
        assert [reason(lead).position, reason(lead).position] == [0, 1]

    def test_circles_and_self_support_are_legal(self, lead):
        other = ClaimFactory(workspace=lead.workspace)

        made = [reason(lead, other), reason(other, lead), reason(lead, lead)]

        assert Argument.objects.count() == len(made)

    @pytest.mark.parametrize("relation", [Relation.SUPPORTS, Relation.OPPOSES])
    def test_a_reason_aims_at_a_claim(self, workspace, lead, relation):
        aim = reason(lead)

        with pytest.raises(WrongAimError):
            create_argument(workspace=workspace, relation=relation, target=aim, premises=[(lead, STATED)], by=None)

    def test_an_undercut_aims_at_an_argument(self, workspace, lead):
        with pytest.raises(WrongAimError):
            create_argument(
                workspace=workspace,
                relation=Relation.UNDERCUTS,
                conclusion=lead,
                premises=[(lead, STATED)],
                by=None,
            )

    def test_an_argument_cannot_undercut_itself(self, lead):
        attack = undercut(reason(lead))

        with pytest.raises(IntegrityError), transaction.atomic():
            Argument.objects.filter(pk=attack.pk).update(target=attack)

    def test_an_argument_without_premises_is_refused(self, workspace, lead):
        with pytest.raises(NoPremiseError):
            create_argument(workspace=workspace, relation=Relation.SUPPORTS, conclusion=lead, premises=[], by=None)

    def test_a_premise_twice_is_refused(self, lead):
        claim = ClaimFactory(workspace=lead.workspace)

        with pytest.raises(PremiseTwiceError):
            reason(lead, claim, claim)

    @pytest.mark.parametrize("part", ["conclusion", "premise", "author", "target"])
    def test_nothing_of_another_workspace_gets_in(self, workspace, lead, part):
        stranger = ClaimFactory()
        fields = {"relation": Relation.SUPPORTS, "conclusion": lead, "premises": [(lead, STATED)]}
        if part == "target":
            fields |= {"relation": Relation.UNDERCUTS, "conclusion": None, "target": reason(stranger)}
        else:
            fields |= {
                "conclusion": {"conclusion": stranger},
                "premise": {"premises": [(stranger, STATED)]},
                "author": {"author": AuthorFactory()},
            }[part]

        with pytest.raises(OtherWorkspaceError):
            create_argument(workspace=workspace, by=None, **fields)

    def test_the_same_inference_of_the_same_author_is_refused(self, lead):
        claim, author = ClaimFactory(workspace=lead.workspace), AuthorFactory(workspace=lead.workspace)
        first = reason(lead, claim, author=author)

        with pytest.raises(ArgumentExistsError) as error:
            reason(lead, claim, author=author)

        assert error.value.details["argument"] == first.pk

    def test_two_authors_may_draw_the_same_inference(self, lead):
        claim = ClaimFactory(workspace=lead.workspace)
        authors = AuthorFactory.create_batch(2, workspace=lead.workspace)

        assert [reason(lead, claim, author=author).position for author in authors] == [0, 1]

    @pytest.mark.parametrize(("relation", "status"), [("proves", STATED), (Relation.SUPPORTS, "maybe")])
    def test_unknown_words_are_refused(self, workspace, lead, relation, status):
        with pytest.raises(InvalidInputError):
            create_argument(workspace=workspace, relation=relation, conclusion=lead, premises=[(lead, status)], by=None)


class TestPremises:
    def test_a_premise_is_added_at_the_end(self, lead):
        argument = reason(lead)

        premise = add_premise(argument=argument, claim=lead, status=IMPLICIT, by=None)

        assert (premise.position, premise.status) == (1, IMPLICIT)

    def test_a_premise_of_another_workspace_is_refused(self, lead):
        with pytest.raises(OtherWorkspaceError):
            add_premise(argument=reason(lead), claim=ClaimFactory(), by=None)

    def test_a_premise_is_added_once(self, lead):
        argument = reason(lead, lead)

        with pytest.raises(PremiseTwiceError):
            add_premise(argument=argument, claim=lead, by=None)

    def test_taking_a_premise_out_keeps_the_claim(self, lead):
        first, second = ClaimFactory.create_batch(2, workspace=lead.workspace)
        argument = reason(lead, first, second)

        remove_premise(argument=argument, claim=first, by=None)

        assert list(argument.premises.values_list("claim", flat=True)) == [second.pk]
        assert Claim.objects.filter(pk=first.pk).exists()

    def test_the_last_premise_cannot_be_taken_out(self, lead):
        argument = reason(lead, lead)

        with pytest.raises(NoPremiseError):
            remove_premise(argument=argument, claim=lead, by=None)


class TestRemoving:
    def test_an_argument_takes_its_undercuts_with_it_and_leaves_the_claims(self, lead):
        argument = reason(lead)
        undercut(undercut(argument))
        kept = reason(lead)
        claims = Claim.objects.count()

        remove_argument(argument=argument, by=None)

        assert list(Argument.objects.all()) == [kept]
        assert Claim.objects.count() == claims


class TestOrder:
    def test_an_argument_moves_before_another(self, lead):
        first, second, third = reason(lead), reason(lead), reason(lead)

        move_argument(argument=third, before=first, by=None)

        assert list(lead.arguments.all()) == [third, first, second]

    def test_an_argument_moves_to_the_end(self, lead):
        first, second, third = reason(lead), reason(lead), reason(lead)

        move_argument(argument=first, before=None, by=None)

        assert list(lead.arguments.all()) == [second, third, first]

    def test_arguments_about_other_claims_are_no_place_to_move_to(self, lead):
        elsewhere = reason(ClaimFactory(workspace=lead.workspace))

        with pytest.raises(WrongAimError):
            move_argument(argument=reason(lead), before=elsewhere, by=None)
