import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from agreement.domain.comparing.exact_tests import adjust, binomial_test, fisher_test

COUNT = st.integers(min_value=0, max_value=25)


@given(count=COUNT, rest=COUNT)
def test_the_binomial_test_is_the_one_of_the_statistics_library(count, rest):
    p = binomial_test(count, count + rest)
    wanted = stats.binomtest(count, count + rest).pvalue if count + rest else 1.0
    assert p == pytest.approx(wanted, abs=1e-9)
    assert p == binomial_test(rest, count + rest)


@given(first=st.tuples(COUNT, COUNT), second=st.tuples(COUNT, COUNT))
def test_fishers_test_is_the_one_of_the_statistics_library(first, second):
    p = fisher_test(first, second)
    assert p == pytest.approx(stats.fisher_exact([first, second]).pvalue, abs=1e-6)
    assert p == pytest.approx(fisher_test(second, first), abs=1e-12)


def test_the_lady_who_tasted_tea():
    # Fisher (1935), The Design of Experiments: three of four cups named right are no proof, p = 0.486.
    assert fisher_test((3, 1), (1, 3)) == pytest.approx(34 / 70)


@pytest.mark.parametrize(("count", "of"), [(-1, 3), (4, 3)])
def test_a_count_outside_its_range_is_refused(count, of):
    with pytest.raises(ValueError, match="is not a count"):
        binomial_test(count, of)


def test_a_negative_count_is_refused():
    with pytest.raises(ValueError, match="negative"):
        fisher_test((-1, 2), (1, 1))


@given(values=st.lists(st.floats(min_value=0, max_value=1), max_size=12))
def test_adjusted_values_are_those_of_the_statistics_library(values):
    adjusted = adjust(values)
    if values:
        assert adjusted == pytest.approx(list(stats.false_discovery_control(values)), abs=1e-12)
    else:
        assert adjusted == []
