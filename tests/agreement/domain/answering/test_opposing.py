import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering.opposing import Sign, signs_against

CLAIM = "The new toll pays for the bridge."


@pytest.mark.parametrize(
    ("passage", "signs"),
    [
        ("However, the toll covers half of what the bridge costs.", (Sign.TURN,)),
        ("“But the toll is too low,” one reads.", (Sign.TURN,)),
        ("The toll pays for the bridge.", ()),
        ("Butter is dear.", ()),
        ("Nobody paid the toll, but all used the bridge.", ()),
    ],
)
def test_a_text_that_turns_away_is_told(passage, signs):
    assert signs_against(CLAIM, passage).signs == signs


def test_a_hint_of_a_denial_comes_first_and_brings_its_record():
    against = signs_against("We should ban night flights.", "Still, we should not ban night flights.")
    assert against.signs == (Sign.HINT, Sign.TURN)
    assert (against.of_hundred, against.count) == (98, 567)


@given(claim=st.text(max_size=60), passage=st.text(max_size=120))
def test_any_text_has_a_record(claim, passage):
    against = signs_against(claim, passage)
    assert 0 <= against.of_hundred <= 100
    assert against.count > 0
