import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering.attitudes import policy_of, tokens_of
from agreement.domain.answering.stance_hints import LEAST_ACCURACY, RECORDS, WEIGHTS, Hint, Silent, hint_stance


@pytest.mark.parametrize(
    ("claim", "direction"),
    [
        ("We should ban night flights.", -1),
        ("Night flights should not be banned.", 1),
        ("Cities must subsidise trams.", 1),
        ("Cities shouldn't subsidise trams.", -1),
        ("Littering should be a criminal offence.", -1),
        ("The ministry ought to keep the toll.", 1),
    ],
)
def test_a_policy_is_for_or_against_its_target(claim, direction):
    assert policy_of(claim).direction == direction


@pytest.mark.parametrize("claim", ["Night flights wake people.", "We should think about trams.", "", "?!"])
def test_what_names_no_known_action_is_no_policy(claim):
    assert policy_of(claim) is None


@pytest.mark.parametrize(
    ("passage", "position"),
    [
        ("Night flights should be banned because they cause illness.", Hint.AFFIRMS),
        ("We must ban night flights.", Hint.AFFIRMS),
        ("Night flights should not be banned, because they help the region.", Hint.DENIES),
        ("They help hospitals, protect jobs and allow trade.", Hint.DENIES),
    ],
)
def test_a_text_that_says_what_it_wants_gets_a_hint_with_its_record(passage, position):
    hint = hint_stance("We should ban night flights.", passage)
    assert hint.position is position
    assert hint.record in [record for _least, record in RECORDS]
    assert hint.signs
    assert hint.silent is None


def test_turning_the_claim_round_turns_the_hint_round():
    passage = "They help hospitals, protect jobs and allow trade."
    assert hint_stance("We should ban night flights.", passage).position is Hint.DENIES
    assert hint_stance("We should permit night flights.", passage).position is Hint.AFFIRMS


@pytest.mark.parametrize(
    ("claim", "passage", "why"),
    [
        ("Night flights wake people.", "Night flights should be banned.", Silent.NO_POLICY),
        ("We should ban night flights.", "The mayor said that night flights should be banned.", Silent.REPORTED),
        ("We should ban night flights.", "There were forty of them last year.", Silent.UNSURE),
        ("We should ban night flights.", "", Silent.UNSURE),
        ("We should ban night flights.", "Nachtflüge sollten verboten werden.", Silent.UNSURE),
    ],
)
def test_it_abstains_and_says_why(claim, passage, why):
    hint = hint_stance(claim, passage)
    assert (hint.position, hint.silent, hint.record) == (Hint.CANNOT_TELL, why, None)


def test_every_record_that_is_shown_is_good_enough():
    assert all(record.right >= LEAST_ACCURACY and record.count >= 100 for _least, record in RECORDS)


def test_a_negation_reaches_to_the_next_stop_or_clause():
    negated = [token.stem for token in tokens_of("It does not help us, but it protects them") if token.negated]
    assert negated == ["help", "us"]


@given(claim=st.text(max_size=80), passage=st.text(max_size=200))
def test_any_text_gets_an_answer(claim, passage):
    hint = hint_stance(claim, passage)
    assert (hint.silent is None) == (hint.position is not Hint.CANNOT_TELL)
    assert set(hint.signs) <= set(WEIGHTS)


@given(words=st.lists(st.sampled_from(["We", "should", "not", "ban", "help", "them", ".", "lead", "🛩"]), max_size=12))
def test_offsets_of_tokens_are_exact(words):
    text = " ".join(words)
    for token in tokens_of(text):
        assert text[token.start : token.end].casefold().startswith(token.stem[:2])
