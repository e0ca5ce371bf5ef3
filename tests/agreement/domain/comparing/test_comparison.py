from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.comparing.comparison import Position, Relation, StanceValue, compare, relate, share
from claims import enums as claim_enums

YES, NO, PARTLY, OPEN = Position.AFFIRMS, Position.DENIES, Position.QUALIFIES, Position.UNDECIDED

AUTHORS = ("ana", "bo", "cy", "dee")
CLAIMS = ("tariffs", "rivers", "ports")
stances = st.lists(
    st.builds(
        StanceValue,
        author=st.sampled_from(AUTHORS),
        claim=st.sampled_from(CLAIMS),
        position=st.sampled_from(Position),
    ),
    max_size=20,
)


def relation_of(*positions):
    values = [
        StanceValue(author, "tariffs", held)
        for author, held in zip(AUTHORS[: len(positions)], positions, strict=True)
        if held
    ]
    (row,) = compare(values, AUTHORS[: len(positions)], ["tariffs"]).claims
    return row.relation


@pytest.mark.parametrize(
    ("positions", "relation"),
    [
        ((YES, YES), Relation.AGREE),
        ((NO, NO), Relation.AGREE),
        ((YES, NO), Relation.DISAGREE),
        ((YES, PARTLY), Relation.MIXED),
        ((PARTLY, PARTLY), Relation.MIXED),
        ((NO, OPEN), Relation.MIXED),
        ((OPEN, OPEN), Relation.MIXED),
        ((YES, None), Relation.ONLY_ONE_SPEAKS),
        ((None, None), Relation.NOT_YET_JUDGED),
        ((YES, YES, None), Relation.AGREE),
        ((YES, PARTLY, NO), Relation.DISAGREE),
        ((YES, YES, OPEN), Relation.MIXED),
    ],
)
def test_compare_relates_positions(positions, relation):
    assert relation_of(*positions) is relation


def test_an_author_of_two_minds_is_mixed_with_everybody():
    assert relate([frozenset({YES, NO}), frozenset({YES})]) is Relation.MIXED
    assert relate([frozenset({YES, NO})]) is Relation.ONLY_ONE_SPEAKS


def test_positions_are_the_ones_that_claims_store():
    assert {each.value for each in Position} == set(claim_enums.Position.values)


def test_compare_counts_pairs_of_authors_who_both_speak():
    result = compare(
        [
            StanceValue("ana", "tariffs", YES),
            StanceValue("bo", "tariffs", YES),
            StanceValue("cy", "tariffs", NO),
            StanceValue("ana", "rivers", YES),
            StanceValue("ana", "ports", NO),
            StanceValue("bo", "ports", NO),
        ],
        ["ana", "bo", "cy"],
    )
    assert [(pair.first, pair.second, pair.agree, pair.disagree) for pair in result.pairs] == [
        ("ana", "bo", 2, 0),
        ("ana", "cy", 0, 1),
        ("bo", "cy", 0, 1),
    ]
    assert (result.agreement.count, result.agreement.of, result.agreement.value) == (2, 4, 0.5)
    assert result.counts == {
        Relation.AGREE: 1,
        Relation.DISAGREE: 1,
        Relation.MIXED: 0,
        Relation.ONLY_ONE_SPEAKS: 1,
        Relation.NONE_SPEAKS: 0,
        Relation.NOT_YET_JUDGED: 0,
    }


def test_compare_leaves_out_authors_and_claims_that_were_not_chosen():
    values = [StanceValue("ana", "tariffs", YES), StanceValue("bo", "tariffs", NO)]
    assert compare(values, ["ana", "cy"]).claims[0].silent == ("cy",)
    assert compare(values, ["ana", "bo"], ["rivers"]).claims[0].relation is Relation.NOT_YET_JUDGED


def test_compare_of_nothing_has_no_share():
    result = compare([], [])
    assert result.claims == ()
    assert result.agreement.value is None
    assert result.agreement.of == 0


@given(stances)
def test_the_order_of_authors_and_stances_changes_no_relation(values):
    expected = {row.claim: row.relation for row in compare(values, AUTHORS, CLAIMS).claims}
    for order in list(permutations(AUTHORS))[::5]:
        result = compare(list(reversed(values)), order, CLAIMS)
        assert {row.claim: row.relation for row in result.claims} == expected
        assert result.agreement == compare(values, AUTHORS, CLAIMS).agreement


@given(stances, st.sampled_from(AUTHORS))
def test_silence_never_makes_a_disagreement(values, silent):
    heard = [stance for stance in values if stance.author != silent]
    with_silent = compare(heard, AUTHORS, CLAIMS)
    without = compare(heard, [author for author in AUTHORS if author != silent], CLAIMS)
    assert [row.relation for row in with_silent.claims] == [row.relation for row in without.claims]
    assert with_silent.agreement == without.agreement


@given(stances)
def test_every_claim_stands_in_one_relation(values):
    result = compare(values, AUTHORS, CLAIMS)
    assert sum(result.counts.values()) == len(CLAIMS)
    for row in result.claims:
        speakers = {stance.author for stance in row.positions}
        assert speakers | set(row.silent) == set(AUTHORS)
        assert not speakers & set(row.silent)


@given(st.integers(0, 60), st.integers(1, 60))
def test_the_interval_of_a_share_holds_it(count, of):
    result = share(min(count, of), of)
    assert 0 <= result.low <= result.value <= result.high <= 1


def test_the_interval_is_wilsons():
    result = share(8, 10)
    assert (round(result.low, 3), round(result.high, 3)) == (0.490, 0.943)
