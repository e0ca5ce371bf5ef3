"""What is written reads back as it was: the example files, and debates of every shape."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from arguments.domain.interchange import argdown
from arguments.domain.interchange.argdown.drafts import is_made_up
from arguments.domain.interchange.argdown.fitting import fit
from arguments.domain.interchange.argdown.listing import listed
from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.losing import Losses
from tests.arguments.domain.interchange.debates import debates
from tests.conftest import SHARED

EMPTY = "The file holds no statement and no argument."


def as_read(debate: Debate) -> Debate:
    """The debate with what only a reader can say: which names are made up, and which earlier lines a step uses."""

    def steps(argument):
        listing = listed(argument)
        return tuple(replace(step, data=dict(data)) for step, data in zip(argument.steps, listing.data, strict=False))

    arguments = (replace(one, steps=steps(one)) for one in debate.arguments)
    return replace(
        debate,
        statements=tuple(replace(one, has_given_name=not is_made_up(one.name)) for one in debate.statements),
        arguments=tuple(replace(one, has_given_name=not is_made_up(one.name)) for one in arguments),
    )


@given(debates())
@settings(max_examples=40, deadline=None)
def test_any_debate_reads_back_as_it_was_but_for_the_losses(debate):
    dumped = argdown.dump(debate)
    loaded = argdown.load(dumped.text)
    carried = as_read(fit(debate, Losses()).debate)
    assert [notice.reason for notice in loaded.notices if notice.reason != EMPTY] == []
    assert replace(loaded.debate, relations=()) == replace(carried, relations=())
    inner = [one for one in loaded.debate.relations if one.data]
    assert [one for one in loaded.debate.relations if not one.data] == [
        one for one in carried.relations if not one.data
    ]
    assert {(one.source, one.target, one.data["step"]) for one in inner} == {
        (one.source, one.target, one.data["step"]) for one in carried.relations if one.data
    }


@given(debates())
@settings(max_examples=25, deadline=None)
def test_what_was_read_is_written_and_read_the_same(debate):
    once = argdown.load(argdown.dump(debate).text).debate
    again = argdown.dump(once)
    assert argdown.load(again.text).debate == once


@pytest.mark.parametrize("name", ["argdown-primer", "legalisation-softdrugs", "state-censorship"])
def test_an_example_file_is_a_fixed_point(name):
    path = SHARED / "oracles" / "argdown" / f"{name}.argdown"
    if not path.exists():
        pytest.skip("the example files lie outside the repository; they are not here")
    once = argdown.load(path.read_text(encoding="utf-8")).debate
    dumped = argdown.dump(once)
    assert argdown.load(dumped.text).debate == once
    assert dumped.losses == ()
