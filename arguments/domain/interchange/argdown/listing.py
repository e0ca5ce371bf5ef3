"""An argument's steps as the numbered lines of a premise-conclusion structure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arguments.domain.interchange.argdown.reconstructing import used_numbers
from arguments.domain.interchange.debate import DebateArgument, DebatePremise, InferenceStep, Json


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line; `step` is the number of the inference above it, None for a premise."""

    premise: DebatePremise
    step: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """The lines of an argument, and the data that each of its inference lines needs."""

    lines: tuple[Line, ...] = ()
    data: tuple[Mapping[str, Json], ...] = ()


def listed(argument: DebateArgument) -> Listed:
    """The lines of an argument's steps; none if it has no steps or the first one has no premise.

    A step that starts with the conclusion before it needs nothing said. Other use of earlier lines is said as
    `uses` in the inference's data, or by writing a premise again.
    """
    if not argument.steps or not argument.steps[0].premises:
        return Listed()
    lines: list[Line] = []
    all_data: list[Mapping[str, Json]] = []
    for number, step in enumerate(argument.steps):
        own, data = _own_premises(step, lines)
        lines.extend(map(Line, own))
        lines.append(Line(DebatePremise(step.conclusion), number))
        all_data.append(data)
    return Listed(tuple(lines), tuple(all_data))


def _own_premises(step: InferenceStep, lines: list[Line]) -> tuple[tuple[DebatePremise, ...], Mapping[str, Json]]:
    """The premises that the step must list, and its data."""
    said = used_numbers(dict(step.data))
    carried = [len(lines)] if said is None else [number for number in said if 0 < number <= len(lines)]
    carried = [number for number in carried if number]
    as_read = [DebatePremise(lines[number - 1].premise.statement) for number in carried]
    if list(step.premises[: len(as_read)]) == as_read:
        return step.premises[len(as_read) :], step.data
    places = {line.premise.statement: number for number, line in enumerate(lines, start=1)}
    used: list[int] = []
    for premise in step.premises:
        place = places.get(premise.statement)
        if place is None or place in used or premise != DebatePremise(premise.statement):
            break
        used.append(place)
    own = step.premises[len(used) :]
    uses = [*used, *range(len(lines) + 1, len(lines) + 1 + len(own))]
    return own, {**step.data, "uses": uses}
