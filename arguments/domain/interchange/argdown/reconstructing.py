"""Premise-conclusion structures to inference steps.

The lines of a reconstruction are one list; a step's premises are those written since the step before. The conclusion
of that step is carried over as the first of them, since a chain is read so; where an inference's data says
`uses: [1, 4]`, the earlier lines with these numbers are carried over instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.relations import Reconstructed
from arguments.domain.interchange.debate import DebatePremise, InferenceStep, Json


@dataclass(frozen=True, slots=True)
class DraftStep:
    """An inference line: its rules and data."""

    rules: tuple[str, ...]
    data: dict[str, Json]


@dataclass(slots=True)
class Rebuilt:
    """The numbered lines of one argument, each with the inference line above it if it is a conclusion."""

    lines: list[tuple[DebatePremise, DraftStep | None]] = field(default_factory=list)

    @property
    def step_count(self) -> int:
        """How many inferences there are so far."""
        return sum(step is not None for _, step in self.lines)

    @property
    def is_whole(self) -> bool:
        """Whether it ends in a conclusion."""
        return bool(self.lines) and self.lines[-1][1] is not None

    def add(self, premise: DebatePremise, step: DraftStep | None) -> None:
        """Add the next line."""
        self.lines.append((premise, step))

    def summary(self) -> Reconstructed:
        """What relations need to know."""
        premises = frozenset(line.statement for line, step in self.lines if step is None)
        return Reconstructed(premises, self.lines[-1][0].statement, self.step_count)

    def steps(self) -> tuple[InferenceStep, ...]:
        """The steps of a whole reconstruction."""
        steps: list[InferenceStep] = []
        start = 0
        for at, (line, step) in enumerate(self.lines):
            if step is not None:
                own = [premise for premise, _ in self.lines[start:at]]
                premises = [*self._carried(step, start), *own]
                steps.append(InferenceStep(tuple(premises), line.statement, step.rules, step.data))
                start = at + 1
        return tuple(steps)

    def _carried(self, step: DraftStep, start: int) -> list[DebatePremise]:
        numbers = used_numbers(step.data)
        if numbers is None:
            numbers = [start] if start else []
        return [DebatePremise(self.lines[number - 1][0].statement) for number in numbers if 0 < number <= start]


def used_numbers(data: dict[str, Json]) -> list[int] | None:
    """The numbers of lines that an inference says it uses; None where it does not say so."""
    uses = data.get("uses")
    if not isinstance(uses, list) or not all(type(number) is int for number in uses):
        return None
    return list(dict.fromkeys(uses))
