"""What the semantics say of every claim and argument of a map, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from arguments.domain.graph import ArgumentGraph
from arguments.domain.semantics.extensions import Solved, acceptance, solve
from arguments.domain.semantics.formulas import Gradual
from arguments.domain.semantics.frameworks import Card, CardKind, Framework, from_graph
from arguments.domain.semantics.gradual import Effort, Strengths, strengths
from arguments.domain.semantics.grounding import GroundedLabelling, Label
from arguments.domain.semantics.searching import Limits, Semantics

EVEN = 0.5
UNSURE = 0.1
"""A strength this near to even is taken for neither side."""
MAP_LIMITS = Limits(extensions=2_000, steps=5_000_000, size=50_000)
"""A page must not wait: some seconds at most."""


class Status(StrEnum):
    """What a semantics of extensions says: accepted, rejected, or neither.

    Under grounded semantics `undecided` is neither. Under preferred and stable `accepted` means in every extension,
    `possible` in some, `rejected` in none; `none` that there is no extension, `unknown` that the search was stopped.
    """

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNDECIDED = "undecided"
    POSSIBLE = "possible"
    NONE = "none"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one claim or argument.

    `strength` is from 0 to 1, None where it did not converge; `base` is what it started from. `disagrees` says that
    the semantics part on it, `disagreement` in words how.
    """

    base: float
    strength: float | None
    grounded: Status
    preferred: Status
    stable: Status
    disagrees: bool = False
    disagreement: str = ""

    @property
    def converged(self) -> bool:
        """Whether there is a strength."""
        return self.strength is not None


@dataclass(frozen=True, eq=False)
class Assessment:
    """All verdicts on a map, by id, and what they were computed from."""

    semantics: Gradual
    graph: ArgumentGraph
    framework: Framework
    labelling: GroundedLabelling
    strengths: Strengths
    claims: Mapping[str, Verdict]
    arguments: Mapping[str, Verdict]
    preferred: Solved
    stable: Solved

    @property
    def has_stable(self) -> bool | None:
        """Whether there is a stable extension, None if the search was stopped."""
        return None if self.stable.count is None else self.stable.count > 0

    def of(self, card: Card) -> Verdict:
        """Return the verdict on a claim or an argument."""
        return (self.claims if card.kind is CardKind.CLAIM else self.arguments)[card.id]


GRADUAL_TITLES = {
    Gradual.DF_QUAD: "DF-QuAD",
    Gradual.QUADRATIC_ENERGY: "Quadratic energy",
    Gradual.EULER: "Euler-based semantics",
}
_GROUNDED = {Label.IN: Status.ACCEPTED, Label.OUT: Status.REJECTED, Label.UNDECIDED: Status.UNDECIDED}


def assess(
    graph: ArgumentGraph,
    base_scores: Mapping[str, float] | None = None,
    semantics: str = Gradual.QUADRATIC_ENERGY,
    limits: Limits = MAP_LIMITS,
    effort: Effort = Effort(),  # noqa: B008 (frozen)
) -> Assessment:
    """Return what the chosen gradual semantics and grounded, preferred and stable semantics say of a map.

    `base_scores` are by id of claim or argument, from 0 to 1. Raises ValueError for an unknown semantics,
    SemanticsError for a base score out of range.
    """
    chosen = Gradual(semantics)
    framework = from_graph(graph, base_scores)
    found = strengths(framework.bipolar, chosen, effort)
    preferred, stable = (solve(framework.attack, kind, limits) for kind in (Semantics.PREFERRED, Semantics.STABLE))
    statuses = zip(
        (_GROUNDED[Label(label)] for label in preferred.grounded.labels.tolist()),
        _statuses(preferred),
        _statuses(stable),
        strict=True,
    )
    claims: dict[str, Verdict] = {}
    arguments: dict[str, Verdict] = {}
    values = found.by_name().values()
    scores = framework.bipolar.base_scores.tolist()
    for card, base, strength, three in zip(framework.cards, scores, values, statuses, strict=True):
        words = disagreement(chosen, strength, *three)
        verdict = Verdict(base, strength, *three, bool(words), words)
        (claims if card.kind is CardKind.CLAIM else arguments)[card.id] = verdict
    return Assessment(chosen, graph, framework, preferred.grounded, found, claims, arguments, preferred, stable)


def disagreement(
    semantics: Gradual, strength: float | None, grounded: Status, preferred: Status, stable: Status
) -> str:
    """Return in words how the semantics part, empty if they do not.

    They part when one accepts what another one rejects (a strength well above even counts as accepting, one well below
    as rejecting), and when one decides what grounded semantics leaves open. Having no opinion is no disagreement.
    """
    sides: dict[Status, list[str]] = {Status.ACCEPTED: [], Status.REJECTED: [], Status.UNDECIDED: []}
    for name, status in (("grounded", grounded), ("preferred", preferred), ("stable", stable)):
        if status in sides:
            sides[status].append(name)
    is_parted = bool(sides[Status.UNDECIDED] and (sides[Status.ACCEPTED] or sides[Status.REJECTED]))
    title = GRADUAL_TITLES[semantics]
    if strength is not None and abs(strength - EVEN) > UNSURE:
        side = Status.ACCEPTED if strength > EVEN else Status.REJECTED
        sides[side].append(f"{title} ({strength:.2f})")
    if not is_parted and not (sides[Status.ACCEPTED] and sides[Status.REJECTED]):
        return ""
    verbs = {Status.ACCEPTED: "for it", Status.REJECTED: "against it", Status.UNDECIDED: "undecided"}
    told = (f"{_listed(names)}: {verbs[side]}" for side, names in sides.items() if names)
    words = "; ".join(told)
    return f"{words[0].upper()}{words[1:]}."


def _statuses(solved: Solved) -> list[Status]:
    size = len(solved.graph)
    if solved.is_impossible:
        return [Status.NONE] * size
    if any(not part.found.sets for part in solved.parts):
        return [Status.UNKNOWN] * size
    accepted = acceptance(solved)
    result = [Status.REJECTED] * size
    for node in accepted["some"].tolist():
        result[node] = Status.POSSIBLE
    for node in accepted["all"].tolist():
        result[node] = Status.ACCEPTED
    for part in solved.parts:
        if part.found.stop is not None:
            for node in part.nodes.tolist():
                result[node] = Status.POSSIBLE if result[node] is Status.POSSIBLE else Status.UNKNOWN
    return result


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
