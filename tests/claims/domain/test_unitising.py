"""Where passages are: the unitised alphas against their definition, character by character."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claims.domain.intercoder import tabulate, value_of
from claims.domain.krippendorff import nominal_alpha
from claims.domain.unitising import (
    Continuum,
    Unit,
    binary_alpha,
    coding_alpha,
    estimate_binary,
    merge_units,
    trim_span,
    unit_table,
    unitised_alpha,
)

LENGTH = 30


def value(coefficient, *continua):
    table = unit_table(continua)
    return float(coefficient(table, table.ones))


@st.composite
def units(draw, values=("s", "c")):
    edges = sorted(draw(st.lists(st.integers(0, LENGTH), unique=True, max_size=8)))
    spans = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Unit(start, end, draw(st.sampled_from(values))) for start, end in spans)


@st.composite
def continua(draw, values=("s", "c")):
    return Continuum(LENGTH, tuple(draw(units(values)) for _ in range(draw(st.integers(2, 3)))))


def characters(text):
    """What each coder says of each character: a value, or "gap"."""
    said = [["gap"] * text.length for _ in text.coders]
    for row, marked in zip(said, text.coders, strict=True):
        for unit in marked:
            row[unit.start : unit.end] = [unit.value] * (unit.end - unit.start)
    return said


def by_definition(text):
    """|u-alpha written out: disagreement over pairs of coders, chance less each unit's pairs with itself."""
    said, coders = characters(text), len(text.coders)
    marked = [[value != "gap" for value in row] for row in said]
    apart = sum(
        one[at] != other[at] for one in marked for other in marked for at in range(text.length) if one is not other
    ) / (2 * (coders - 1))
    total = coders * text.length
    inside = sum(map(sum, marked))
    own = sum((unit.end - unit.start) ** 2 for row in text.coders for unit in row) + (total - inside)
    expected = total * inside * (total - inside) / (total**2 - own)
    return 1 - apart / expected


@given(text=continua())
@settings(max_examples=80, deadline=None)
def test_binary_alpha_is_what_its_definition_says(text):
    inside = sum(unit.end - unit.start for row in text.coders for unit in row)
    if inside in (0, LENGTH * len(text.coders)):
        return

    assert value(binary_alpha, text) == pytest.approx(by_definition(text))


@given(text=continua())
@settings(max_examples=60, deadline=None)
def test_units_one_character_long_give_the_nominal_alpha_of_the_characters(text):
    short = Continuum(
        LENGTH,
        tuple(
            tuple(Unit(at, at + 1, unit.value) for unit in row for at in range(unit.start, unit.end))
            for row in text.coders
        ),
    )
    whole = value_of(nominal_alpha, tabulate(zip(*characters(short), strict=True)))

    assert value(unitised_alpha, short) == pytest.approx(float("nan") if whole is None else whole, nan_ok=True)


@given(first=units(), second=units())
@settings(max_examples=60, deadline=None)
def test_coding_alpha_of_short_units_is_the_nominal_alpha_of_where_they_meet(first, second):
    short = Continuum(
        LENGTH,
        tuple(
            tuple(Unit(at, at + 1, unit.value) for unit in row for at in range(unit.start, unit.end))
            for row in (first, second)
        ),
    )
    met = [pair for pair in zip(*characters(short), strict=True) if "gap" not in pair]
    alpha = value_of(nominal_alpha, tabulate(met))

    assert value(coding_alpha, short) == pytest.approx(float("nan") if alpha is None else alpha, nan_ok=True)


@given(text=continua(), breaks=st.lists(st.integers(-3, LENGTH + 3), max_size=6), data=st.data())
@settings(max_examples=60, deadline=None)
def test_cutting_the_text_and_the_order_of_coders_change_no_figure(text, breaks, data):
    coders = data.draw(st.permutations(text.coders))
    cut = Continuum(text.length, tuple(coders), tuple(breaks))

    for coefficient in (unitised_alpha, binary_alpha, coding_alpha):
        assert value(coefficient, cut) == pytest.approx(value(coefficient, text), nan_ok=True)


@given(row=units())
@settings(max_examples=40, deadline=None)
def test_the_same_units_agree_perfectly(row):
    inside = sum(unit.end - unit.start for unit in row)
    if 0 < inside < LENGTH:
        assert value(binary_alpha, Continuum(LENGTH, (row, row))) == pytest.approx(1)


def test_texts_end_to_end_are_one_text():
    one = Continuum(20, ((Unit(2, 8),), (Unit(4, 8),)))
    two = Continuum(10, ((), (Unit(1, 3),)))
    joined = Continuum(30, ((Unit(2, 8),), (Unit(4, 8), Unit(21, 23))), breaks=(20,))

    assert value(binary_alpha, one, two) == pytest.approx(value(binary_alpha, joined))


def test_nothing_marked_or_everything_marked_is_undefined():
    assert str(value(binary_alpha, Continuum(9, ((), ())))) == "nan"
    assert str(value(binary_alpha, Continuum(9, ((Unit(0, 9),), (Unit(0, 9),))))) == "nan"
    assert estimate_binary(unit_table([]), seed=1).value is None


def test_marking_apart_is_worse_than_chance_and_half_is_between():
    apart = value(binary_alpha, Continuum(40, ((Unit(0, 10),), (Unit(20, 30),))))
    half = value(binary_alpha, Continuum(40, ((Unit(0, 10),), (Unit(5, 15),))))

    assert apart < 0 < half < 1


def test_units_that_overlap_or_leave_the_text_are_refused():
    for wrong in ((Unit(0, 5), Unit(4, 8)), (Unit(3, 99),)):
        with pytest.raises(ValueError, match="overlaps"):
            unit_table([Continuum(20, (wrong, ()))])
    with pytest.raises(ValueError, match="two coders"):
        unit_table([Continuum(20, ((),))])


def test_units_of_one_coder_merge():
    marked = [Unit(8, 12, "s"), Unit(0, 5, "s"), Unit(5, 7, "c"), Unit(9, 10, "c"), Unit(15, 15, "s")]

    assert merge_units(marked) == (Unit(0, 7), Unit(8, 12))


@given(before=st.text(" \n\t", max_size=3), words=st.sampled_from(["a b", "quay"]), after=st.text(" \n\t", max_size=3))
@settings(max_examples=30, deadline=None)
def test_white_space_at_the_edges_of_a_span_changes_nothing(before, words, after):
    text = f"x{before}{words}{after}y"
    start = 1 + len(before)

    assert trim_span(text, 1, len(text) - 1) == (start, start + len(words))


def test_a_span_of_white_space_is_empty():
    assert trim_span("a   b", 1, 4) == (1, 1)


def test_paragraphs_are_what_is_resampled():
    row = tuple(Unit(at, at + 6) for at in range(0, 400, 20))
    other = tuple(Unit(at, at + 6) for at in range(0, 300, 20))
    found = estimate_binary(unit_table([Continuum(400, (row, other), tuple(range(0, 400, 20)))]), seed=5)

    assert found.items == 20
    assert found.low < found.value < found.high <= 1
