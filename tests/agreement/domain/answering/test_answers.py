"""The rule that turns two answers about a passage into evidence and a stance."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.answering.answers import (
    About,
    Attitude,
    Said,
    answer_for,
    bearing_of,
    derivation_of,
    read_answer,
)
from agreement.errors import UnknownAnswerError
from claims.domain.stances import SpokenEvidence, derive_stances

ATTITUDES = [one for one in Attitude if one]
ANSWERS = st.builds(Said, st.sampled_from([About.CLAIM, About.OPPOSITE]), st.sampled_from(ATTITUDES))
TURNED = {"supports": "contradicts", "contradicts": "supports", "context": "context"}
OTHER_SIDE = {About.CLAIM: About.OPPOSITE, About.OPPOSITE: About.CLAIM}
OTHER_MIND = {Attitude.FOR: Attitude.AGAINST, Attitude.AGAINST: Attitude.FOR}


@pytest.mark.parametrize(
    ("about", "attitude", "bearing", "positions"),
    [
        ("claim", "for", "supports", ["affirms"]),
        ("claim", "against", "contradicts", ["denies"]),
        ("opposite", "for", "contradicts", ["denies"]),
        ("opposite", "against", "supports", ["affirms"]),
        ("claim", "both", "context", []),
        ("opposite", "both", "context", []),
        ("claim", "unclear", "context", []),
        ("opposite", "unclear", "context", []),
        ("neither", "", None, []),
    ],
)
def test_the_table(about, attitude, bearing, positions):
    said = read_answer(about, attitude)
    assert bearing_of(said) == bearing
    spoken = [SpokenEvidence(bearing, None)] if bearing else []
    assert [stance.position for stance in derive_stances(spoken)] == positions


@given(ANSWERS)
def test_the_opposite_of_the_opposite_is_the_claim(said):
    turned_about = Said(OTHER_SIDE[said.about], said.attitude)
    turned_twice = Said(OTHER_SIDE[said.about], OTHER_MIND.get(said.attitude, said.attitude))
    assert bearing_of(turned_about) == TURNED[bearing_of(said)]
    assert bearing_of(turned_twice) == bearing_of(said)


@given(st.lists(ANSWERS, max_size=6))
def test_the_cell_does_not_depend_on_the_order_of_the_answers(answers):
    def cell(those):
        return derive_stances(SpokenEvidence(bearing_of(said), None) for said in those)

    assert cell(answers) == cell(list(reversed(answers)))
    if any(bearing_of(said) == "supports" for said in answers) and any(
        bearing_of(said) == "contradicts" for said in answers
    ):
        assert [stance.position for stance in cell(answers)] == ["qualifies"]


@given(st.text(max_size=9), st.text(max_size=9))
def test_whatever_is_sent_is_an_answer_or_refused(about, attitude):
    with contextlib.suppress(UnknownAnswerError):
        said = read_answer(about, attitude)
        assert said.is_accepted == (bearing_of(said) is not None)


def test_a_first_answer_without_the_second_is_refused_and_neither_needs_none():
    with pytest.raises(UnknownAnswerError, match="Say where the speaker stands"):
        read_answer("opposite", "")
    assert read_answer("neither", "for") == Said(About.NEITHER, Attitude.NOT_ASKED)


@pytest.mark.parametrize("bearing", ["supports", "contradicts", "context"])
def test_one_key_says_what_it_says(bearing):
    assert bearing_of(answer_for(bearing)) == bearing
    assert bearing_of(answer_for("")) is None


def test_the_derivation_is_written_out():
    assert derivation_of(Said(About.OPPOSITE, Attitude.FOR), label="C-12", speaker="Ben Quill", position="denies") == (
        "about its opposite + for it",
        "contradicts C-12",
        "Ben Quill denies",
    )
    assert derivation_of(Said(About.CLAIM, Attitude.UNCLEAR), label="C-1", speaker="Ben", position="")[1:] == (
        "is context for C-1",
        "Ben takes no stance yet",
    )
    assert derivation_of(answer_for(""), label="C-1", speaker="Ben", position="") == (
        "about neither",
        "does not bear on C-1",
    )
