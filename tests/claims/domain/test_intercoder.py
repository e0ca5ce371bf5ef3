"""The printed digits of published examples, and what must hold for any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.bootstrap import FEWEST_ITEMS, estimate
from claims.domain.intercoder import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    percent_agreement,
    tabulate,
    value_of,
    weighted_kappa,
)
from claims.domain.krippendorff import interval_alpha, nominal_alpha, ordinal_alpha, ratio_alpha

COEFFICIENTS = (percent_agreement, cohen_kappa, fleiss_kappa, gwet_ac1, nominal_alpha)
# Observers in rows, units in columns, a dot where an observer said nothing: Krippendorff (2011), examples A to C.
BINARY = ("0100000010", "1110010000")
NOMINAL = ("aabbdcccedda", "babbbcccedDd".lower())
FOUR = ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")
THREE = (".....34121133.3", "1.213343.......", "..21344.21133.4")
# Fleiss (1971): of six psychiatrists, how many gave each of 30 patients each of five diagnoses.
FLEISS = (
    "00060 03003 01401 00006 03030 20400 00402 20310 20040 00006 10050 11040 03300 10050 02031 "
    "00501 30012 51000 02040 10203 00006 01050 02013 20040 10041 05010 40002 02040 10500 00006"
)
RATERS_14 = (
    (0, 0, 0, 0, 14), (0, 2, 6, 4, 2), (0, 0, 3, 5, 6), (0, 3, 9, 2, 0), (2, 2, 8, 1, 1),
    (7, 7, 0, 0, 0), (3, 2, 6, 3, 0), (2, 5, 3, 2, 2), (6, 5, 2, 1, 0), (0, 2, 2, 3, 7),
)  # fmt: skip
COHEN_1968 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
GWET_2008 = ((118, 5), (2, 0))
ABSTRACTORS = ((13, 0, 0), (0, 20, 7), (0, 4, 56))


def observers(rows, categories=()):
    """A table of observers' rows, dots for missing values and digits as numbers."""
    numbers = {digit: int(digit) for digit in "0123456789"}
    given = [[None if value == "." else numbers.get(value, value) for value in row] for row in rows]
    return tabulate(zip(*given, strict=True), categories)


def votes(rows):
    return tabulate([[category for category, count in enumerate(row) for _ in range(count)] for row in rows])


def square(rows):
    """A table of two coders from their contingency table."""
    pairs = [(i, j) for i, row in enumerate(rows) for j, count in enumerate(row) for _ in range(count)]
    return tabulate(pairs, range(len(rows)))


def printed(coefficient, table, digits=3):
    return round(value_of(coefficient, table), digits)


def test_alpha_matches_krippendorff_2011():
    table = observers(FOUR, (1, 2, 3, 4, 5))

    assert printed(nominal_alpha, observers(BINARY)) == 0.095
    assert printed(nominal_alpha, observers(NOMINAL)) == 0.692
    assert [printed(one, table) for one in (nominal_alpha, ordinal_alpha, interval_alpha, ratio_alpha)] == [
        0.743, 0.815, 0.849, 0.797,
    ]  # fmt: skip


def test_alpha_matches_the_example_of_three_coders_with_missing_values():
    table = observers(THREE, (1, 2, 3, 4))

    assert (printed(nominal_alpha, table), printed(interval_alpha, table)) == (0.691, 0.811)


def test_fleiss_kappa_matches_fleiss_1971():
    table = votes([map(int, row) for row in FLEISS.split()])

    assert table.items == 30
    assert [round(float(share), 3) for share in table.counts @ table.votes / 180] == [0.144, 0.144, 0.167, 0.306, 0.239]
    assert (printed(percent_agreement, table), printed(fleiss_kappa, table)) == (0.556, 0.430)


def test_fleiss_kappa_matches_the_example_of_fourteen_raters():
    table = votes(RATERS_14)

    assert (printed(percent_agreement, table), printed(fleiss_kappa, table)) == (0.378, 0.210)


def test_kappa_and_weighted_kappa_match_cohen_1968():
    table = square(COHEN_1968)

    assert printed(cohen_kappa, table) == 0.492
    assert printed(weighted_kappa(np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], dtype=float)), table) == 0.348
    assert printed(weighted_kappa(np.array([[0, 1, 4], [1, 0, 6], [2, 2, 0]], dtype=float)), table) == 0.353


def test_ac1_matches_gwet():
    paradox, abstracts, raters = square(GWET_2008), square(ABSTRACTORS), observers(FOUR)

    assert [printed(one, paradox, 4) for one in (cohen_kappa, gwet_ac1, fleiss_kappa)] == [-0.0234, 0.9408, -0.0288]
    assert [printed(one, abstracts) for one in (cohen_kappa, gwet_ac1, fleiss_kappa)] == [0.796, 0.849, 0.796]
    assert [printed(one, raters) for one in (percent_agreement, fleiss_kappa, gwet_ac1)] == [0.818, 0.761, 0.775]


@pytest.mark.parametrize("rows", [[], [("s", None)], [(None, None)]])
def test_nothing_that_can_be_paired_has_no_agreement(rows):
    assert [value_of(one, tabulate(rows)) for one in COEFFICIENTS] == [None] * 5


def test_one_coder_has_no_agreement():
    assert [value_of(one, tabulate([("s",), ("c",)])) for one in (percent_agreement, nominal_alpha)] == [None, None]


def test_without_variation_the_percentage_is_full_and_the_rest_undefined():
    table = tabulate([("s", "s")] * 9)

    assert [value_of(one, table) for one in COEFFICIENTS] == [1, None, None, None, None]


def test_a_coder_who_always_says_the_same_agrees_by_chance_only():
    assert value_of(cohen_kappa, tabulate([("s", "s")] * 9 + [("s", "c")])) == 0


def test_cohen_refuses_three_coders():
    with pytest.raises(ValueError, match="two coders"):
        value_of(cohen_kappa, tabulate([("s", "s", "c")]))


def test_rows_must_fit_together():
    with pytest.raises(ValueError, match="every coder"):
        tabulate([("s", "c"), ("s",)])
    with pytest.raises(ValueError, match="unknown values"):
        tabulate([("s", "x")], ("s", "c"))


VALUES = st.sampled_from(["supports", "contradicts", "context", None])


@st.composite
def codings(draw):
    coders = draw(st.integers(2, 4))
    return draw(st.lists(st.tuples(*[VALUES] * coders), min_size=1, max_size=25))


def several(rows):
    """The coefficients that take any number of coders."""
    return [value_of(one, tabulate(rows)) for one in (percent_agreement, fleiss_kappa, gwet_ac1, nominal_alpha)]


@given(rows=codings(), data=st.data())
@settings(max_examples=60, deadline=None)
def test_order_of_coders_and_items_and_names_of_values_change_nothing(rows, data):
    order = data.draw(st.permutations(range(len(rows[0]))))
    names = {"supports": "zebra", "contradicts": "apple", "context": "mole", None: None}
    other = data.draw(st.permutations([tuple(names[row[coder]] for coder in order) for row in rows]))

    assert several(other) == pytest.approx(several(rows))


@given(rows=st.lists(VALUES.filter(bool), min_size=2, max_size=20).filter(lambda values: len(set(values)) > 1))
@settings(max_examples=40, deadline=None)
def test_perfect_agreement_is_one(rows):
    assert [value_of(one, tabulate([(value, value) for value in rows])) for one in COEFFICIENTS] == pytest.approx(
        [1] * 5
    )


@given(rows=codings())
@settings(max_examples=60, deadline=None)
def test_no_coefficient_passes_one_and_the_percentage_stays_a_share(rows):
    percent, *others = several(rows)

    assert percent is None or 0 <= percent <= 1
    assert all(value is None or value <= 1 + 1e-9 for value in others)


@given(rows=st.lists(st.tuples(VALUES.filter(bool), VALUES.filter(bool)), min_size=5, max_size=30))
@settings(max_examples=20, deadline=None)
def test_an_interval_holds_its_own_order_and_the_same_seed_gives_it_again(rows):
    table = tabulate(rows)
    first, again = (estimate(nominal_alpha, table, seed=7, resamples=100) for _ in range(2))

    assert first == again
    assert not first.has_interval or first.low <= first.high


def test_too_few_items_have_no_interval():
    few = [("s", "s"), ("c", "c"), ("s", "c"), ("c", "c")]

    assert len(few) < FEWEST_ITEMS
    assert not estimate(nominal_alpha, tabulate(few), seed=1).has_interval
    assert estimate(nominal_alpha, tabulate([*few, ("x", "x")]), seed=1).has_interval


def test_an_interval_narrows_with_more_items():
    rows = [("s", "s"), ("c", "c"), ("s", "c"), ("c", "c"), ("s", "s"), ("x", "c")]
    few, many = (estimate(nominal_alpha, tabulate(rows * times), seed=3) for times in (3, 60))

    assert many.high - many.low < (few.high - few.low) / 3
    assert many.low < many.value < many.high
