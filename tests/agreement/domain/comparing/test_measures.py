from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.comparing.comparison import Position, StanceValue
from agreement.domain.comparing.measures import consensus, measure, measure_claim, weigh_share

AUTHORS = ["Ada", "Ben", "Cid"]
CLAIMS = [f"c{number}" for number in range(8)]
A, D, Q = Position.AFFIRMS, Position.DENIES, Position.QUALIFIES
STANCES = st.lists(
    st.builds(
        StanceValue,
        author=st.sampled_from(AUTHORS),
        claim=st.sampled_from(CLAIMS),
        position=st.sampled_from(list(Position)),
    ),
    max_size=30,
)


def stances(rows):
    """`rows` maps a claim to what Ada, Ben and Cid hold, None for silence."""
    return [
        StanceValue(author, claim, position)
        for claim, row in rows.items()
        for author, position in zip(AUTHORS, row, strict=False)
        if position
    ]


def test_a_small_set_by_hand():
    rows = {"c1": (A, A), "c2": (A, D), "c3": (D, D), "c4": (A, None), "c5": (None, None), "c6": (A, Q)}
    measured = measure(stances(rows), ["Ada", "Ben"], list(rows))
    pair = measured.pairs[0]
    assert (pair.both, pair.only_first, pair.only_second, pair.neither) == (4, 1, 0, 1)
    assert (measured.agreement.count, measured.agreement.of) == (2, 4)
    assert measured.agreement.smoothed == pytest.approx(3 / 6)
    assert measured.agreement.p == 1.0
    # Observed 2/4. Margins of Ada 3 affirm, 1 deny; of Ben 1 affirm, 2 deny, 1 qualifies: expected 5/16.
    assert pair.kappa.value == pytest.approx((2 / 4 - 5 / 16) / (1 - 5 / 16))
    assert measured.nominal.items == measured.ordinal.items == 4
    assert [row.speaking for row in measured.by_claim] == [2, 2, 2, 1, 0, 2]
    assert [row.consensus for row in measured.by_claim[:5]] == [1.0, 0.0, 1.0, None, None]
    assert measured.by_claim[5].consensus == pytest.approx(1 + log2(0.75))


def test_a_topic_is_tested_against_all_others():
    rows = {f"t{number}": (A, D) for number in range(6)} | {f"e{number}": (A, A) for number in range(6)}
    topics = {claim: "trade" if claim.startswith("t") else "energy" for claim in rows}
    measured = measure(stances(rows), ["Ada", "Ben"], list(rows), topics)
    first, second = measured.topics
    assert (first.topic, first.agreement.count, first.agreement.of) == ("trade", 0, 6)
    assert second.topic == "energy"
    # 2 tables of 924 are as extreme, and both topics are tested.
    assert first.p == pytest.approx(2 / 924)
    assert first.adjusted == pytest.approx(2 / 924)


def test_one_observation_proves_nothing():
    one = weigh_share(1, 1)
    assert one.value == 1.0
    assert one.smoothed == pytest.approx(2 / 3)
    assert one.p == 1.0
    assert one.low < 0.5


def test_nothing_said_is_no_agreement_and_no_disagreement():
    measured = measure([], AUTHORS, CLAIMS)
    assert measured.agreement.of == 0
    assert measured.agreement.value is None
    assert measured.nominal.value is None
    assert measured.topics == ()
    assert all(row.silent == 3 and row.consensus is None for row in measured.by_claim)


@given(said=STANCES)
@settings(max_examples=60, deadline=None)
def test_a_silent_author_changes_no_measure_of_the_others(said):
    topics = {claim: claim[1] for claim in CLAIMS}
    before = measure(said, AUTHORS, CLAIMS, topics)
    after = measure(said, [*AUTHORS, "Dot"], CLAIMS, topics)
    assert after.agreement == before.agreement
    assert after.topics == before.topics
    assert after.nominal == before.nominal
    assert [row.consensus for row in after.by_claim] == [row.consensus for row in before.by_claim]
    assert [row.silent for row in after.by_claim] == [row.silent + 1 for row in before.by_claim]


@given(said=STANCES, seed=st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_the_order_of_stances_does_not_matter(said, seed):
    shuffled = list(said)
    seed.shuffle(shuffled)
    assert measure(said, AUTHORS, CLAIMS) == measure(shuffled, AUTHORS, CLAIMS)


@given(said=STANCES)
@settings(max_examples=60, deadline=None)
def test_every_claim_is_counted_once_for_every_two_authors(said):
    for pair in measure(said, AUTHORS, CLAIMS).pairs:
        assert pair.both + pair.only_first + pair.only_second + pair.neither == len(CLAIMS)
        assert pair.agreement.of == pair.both


@given(places=st.lists(st.sampled_from([-1, 0, 1]), min_size=2, max_size=30))
def test_consensus_is_between_its_bounds_and_one_only_for_the_same(places):
    told = consensus(places)
    assert 0 <= told <= 1
    assert (told == 1) == (len(set(places)) == 1)
    assert told == pytest.approx(consensus([-place for place in places]))


def test_an_author_of_two_minds_stands_between():
    row = measure_claim("c", [frozenset({A, D}), frozenset({A})])
    assert (row.affirm, row.between, row.deny) == (1, 1, 0)
