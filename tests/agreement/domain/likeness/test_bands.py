import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.bands import Band, band_of
from agreement.domain.likeness.calibration import PASSAGE, PASSAGE_READ, SPEAKS, logistic


@pytest.mark.parametrize(
    ("probability", "band"),
    [
        (1.0, Band.LIKELY_SAME),
        (0.8, Band.LIKELY_SAME),
        (0.79, Band.PERHAPS),
        (0.6, Band.PERHAPS),
        (0.4, Band.UNCLEAR),
        (0.2, Band.PERHAPS_NOT),
        (0.19, Band.UNLIKELY),
        (0.0, Band.UNLIKELY),
    ],
)
def test_an_edge_belongs_to_the_surer_band(probability, band):
    assert band_of(probability) is band


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_has_no_band(probability):
    with pytest.raises(ValueError, match="between 0 and 1"):
        band_of(probability)


def test_the_record_of_a_band_lies_in_the_band():
    least = 1.0
    for band in Band:
        meaning = band.meaning
        assert meaning.least <= meaning.right < least + 1e-9
        assert meaning.count > 0
        least = meaning.least
    assert least == 0


@given(st.floats(allow_nan=False), st.floats(allow_nan=False))
def test_probability_rises_with_the_log_odds(one, other):
    low, high = sorted((one, other))
    assert 0 <= logistic(low) <= logistic(high) <= 1


@given(st.sampled_from([PASSAGE, PASSAGE_READ, SPEAKS]), st.data())
def test_more_of_any_sign_never_lowers_a_probability(calibration, data):
    signs = {name: data.draw(st.floats(-1, 1), label=name) for name in calibration.weights}
    raised = data.draw(st.sampled_from(sorted(signs)))
    more = signs | {raised: signs[raised] + data.draw(st.floats(0, 2))}
    assert calibration.probability(signs) <= calibration.probability(more)
