import pytest

from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    AuthorStance,
    GraphError,
    PremiseNode,
    Relation,
)
from arguments.enums import Relation as StoredRelation
from tests.arguments.graphs import claim


def test_relations_have_the_same_words_in_the_domain_and_in_the_database():
    assert [relation.value for relation in Relation] == StoredRelation.values


@pytest.mark.parametrize(
    ("argument", "reason"),
    [
        (ArgumentNode("a", Relation.SUPPORTS, (PremiseNode("9"),), conclusion_id="1"), "unknown premise"),
        (ArgumentNode("a", Relation.SUPPORTS, (), conclusion_id="9"), "no known conclusion"),
        (ArgumentNode("a", Relation.SUPPORTS, (), conclusion_id="1", target_id="a"), "no known conclusion"),
        (ArgumentNode("a", Relation.UNDERCUTS, (), target_id="z"), "undercuts no known argument"),
        (
            ArgumentNode("a", Relation.UNDERCUTS, (), conclusion_id="1", target_id="a"),
            "undercuts no known argument",
        ),
    ],
)
def test_an_argument_that_aims_at_nothing_is_refused(argument, reason):
    with pytest.raises(GraphError, match=reason):
        ArgumentGraph((claim(1),), (argument,))


def test_two_claims_of_one_id_are_refused():
    with pytest.raises(GraphError, match="twice"):
        ArgumentGraph((claim(1), claim(1)))


def test_two_claims_of_one_number_are_refused():
    with pytest.raises(GraphError, match="same number"):
        ArgumentGraph((claim(1), type(claim(1))("other", 1, "Another claim.")))


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Mira Vogt", "MV"), ("Ana de la Cruz", "AC"), ("Institute", "I"), ("", ""), ("李 明", "李明")],
)
def test_initials_are_the_first_letters_of_the_first_and_last_word(name, initials):
    assert AuthorStance("x", name, "affirms").initials == initials
