"""Whose stances colour a map."""

import pytest

from arguments.domain.drawing.lens import legend, seen
from arguments.domain.graph import AuthorStance


def stances(**positions):
    return [AuthorStance(author, author.title(), position) for author, position in positions.items()]


@pytest.mark.parametrize("position", ["affirms", "denies", "qualifies", "undecided"])
def test_of_one_author_a_card_shows_the_position(position):
    assert seen(stances(vogt=position, okafor="denies"), ["vogt"]) == position


@pytest.mark.parametrize(
    ("positions", "view"),
    [
        ({"vogt": "affirms", "okafor": "affirms"}, "both-affirm"),
        ({"vogt": "denies", "okafor": "denies"}, "both-deny"),
        ({"vogt": "affirms", "okafor": "denies"}, "part"),
        ({"vogt": "qualifies", "okafor": "denies"}, "unsure"),
        ({"vogt": "undecided", "okafor": "undecided"}, "unsure"),
        ({"okafor": "denies"}, "one-speaks"),
        ({"third": "denies"}, ""),
    ],
)
def test_two_authors_agree_part_or_are_silent(positions, view):
    assert seen(stances(**positions), ["vogt", "okafor"]) == view


@pytest.mark.parametrize("names", [["Vogt"], ["Vogt", "Okafor"]])
def test_the_legend_has_words_for_every_view(names):
    words = dict(legend(names))

    assert "" in words
    assert len(set(words.values())) == len(words)
    assert all(words.values())
