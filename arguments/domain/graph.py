"""The graph that every face of an argument map is made from.

It holds no positions and knows no database: the page, the drawing, the outline and the exchange formats
are all derived from these values.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Relation(StrEnum):
    """What an argument does to a claim, or (`undercuts`) to another argument's inference."""

    SUPPORTS = "supports"
    OPPOSES = "opposes"
    UNDERCUTS = "undercuts"


class GraphError(ValueError):
    """A graph that names a claim or an argument which it does not hold, or gives two the same id or number."""


def initials(name: str) -> str:
    """Return at most two letters: the first of the first and of the last word of a name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


@dataclass(frozen=True, slots=True)
class AuthorStance:
    """One author's position on a claim: `affirms`, `denies`, `qualifies` or `undecided`.

    `author_id` is whatever tells authors apart where the graph comes from, such as a slug.
    """

    author_id: str
    author: str
    position: str

    @property
    def initials(self) -> str:
        """What a badge calls the author."""
        return initials(self.author)


@dataclass(frozen=True, slots=True)
class PassageCount:
    """How many accepted passages support, contradict or give context to a claim."""

    supports: int = 0
    contradicts: int = 0
    context: int = 0

    @property
    def total(self) -> int:
        """All passages, whatever their bearing."""
        return self.supports + self.contradicts + self.context


@dataclass(frozen=True, slots=True)
class EvidenceNode:
    """A passage under a claim, as a map shows it: its words and where they stand.

    `bearing` is `supports`, `contradicts` or `context`; `grade` is how well the quote matches its source. `source`
    is its author and date in short, `place` the page or section if known, `path` where the passage can be read.
    """

    id: str
    bearing: str
    quote: str
    source: str = ""
    place: str = ""
    author: str = ""
    grade: str = ""
    path: str = ""
    is_retracted: bool = False


@dataclass(frozen=True, slots=True)
class ClaimNode:
    """A claim as a map shows it; `number` is its number in the workspace ("C-12").

    `retracted_count` passages, of those counted, come from sources that were retracted. `evidence` holds the
    accepted passages themselves, or nothing where a map does not show them.
    """

    id: str
    number: int
    text: str
    kind: str = "factual"
    status: str = "accepted"
    stances: tuple[AuthorStance, ...] = ()
    passages: PassageCount = PassageCount()
    retracted_count: int = 0
    evidence: tuple[EvidenceNode, ...] = ()


@dataclass(frozen=True, slots=True)
class PremiseNode:
    """A claim used as a premise; `is_implicit` when the author leaves it unsaid."""

    claim_id: str
    is_implicit: bool = False


@dataclass(frozen=True, slots=True)
class ArgumentNode:
    """Premises that are needed together, and what they bear on.

    `conclusion_id` names a claim (supports, opposes), `target_id` an argument (undercuts); exactly one is
    set. `author` is who draws the inference, empty when nobody in particular does, `passage` where it is drawn.
    `scheme` is the key of an argumentation scheme; `open_questions` of its critical questions are unanswered.
    `version` goes up with every change.
    """

    id: str
    relation: Relation
    premises: tuple[PremiseNode, ...]
    conclusion_id: str | None = None
    target_id: str | None = None
    author: str = ""
    author_id: str = ""
    passage: EvidenceNode | None = None
    scheme: str = ""
    note: str = ""
    open_questions: int = 0
    version: int = 1


@dataclass(frozen=True)
class ArgumentGraph:
    """Claims and arguments, both in the order in which their author wants them read.

    Cycles, self-support and a claim without arguments are legal. Raises GraphError when an argument names
    a claim or argument that is not here, when an id occurs twice, or when relation and target do not fit.
    """

    claims: tuple[ClaimNode, ...] = ()
    arguments: tuple[ArgumentNode, ...] = ()
    claim_by_id: Mapping[str, ClaimNode] = field(init=False, repr=False, compare=False)
    argument_by_id: Mapping[str, ArgumentNode] = field(init=False, repr=False, compare=False)
    arguments_on_claim: Mapping[str, tuple[ArgumentNode, ...]] = field(init=False, repr=False, compare=False)
    arguments_on_argument: Mapping[str, tuple[ArgumentNode, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the graph by id and by target, and refuse one that does not hang together."""
        claim_by_id = {claim.id: claim for claim in self.claims}
        argument_by_id = {argument.id: argument for argument in self.arguments}
        if len(claim_by_id) != len(self.claims) or len(argument_by_id) != len(self.arguments):
            raise GraphError("A claim or argument id occurs twice.")
        if len({claim.number for claim in self.claims}) != len(self.claims):
            raise GraphError("Two claims have the same number.")
        on_claim: dict[str, list[ArgumentNode]] = defaultdict(list)
        on_argument: dict[str, list[ArgumentNode]] = defaultdict(list)
        for argument in self.arguments:
            for premise in argument.premises:
                if premise.claim_id not in claim_by_id:
                    raise GraphError(f"Argument {argument.id} has an unknown premise.")
            if argument.relation is Relation.UNDERCUTS:
                if argument.target_id not in argument_by_id or argument.conclusion_id is not None:
                    raise GraphError(f"Argument {argument.id} undercuts no known argument.")
                on_argument[argument.target_id].append(argument)
            else:
                if argument.conclusion_id not in claim_by_id or argument.target_id is not None:
                    raise GraphError(f"Argument {argument.id} has no known conclusion.")
                on_claim[argument.conclusion_id].append(argument)
        object.__setattr__(self, "claim_by_id", claim_by_id)
        object.__setattr__(self, "argument_by_id", argument_by_id)
        object.__setattr__(self, "arguments_on_claim", _frozen(on_claim))
        object.__setattr__(self, "arguments_on_argument", _frozen(on_argument))


def below(graph: ArgumentGraph, claim_id: str) -> ArgumentGraph:
    """Return what bears on one claim of a graph, at any depth, that claim first; both keep their order.

    Raises KeyError when the graph does not hold the claim. O(claims + arguments).
    """
    lead = graph.claim_by_id[claim_id]
    claims, arguments = {claim_id}, set()
    waiting = list(graph.arguments_on_claim.get(claim_id, ()))
    while waiting:
        argument = waiting.pop()
        if argument.id in arguments:
            continue
        arguments.add(argument.id)
        waiting.extend(graph.arguments_on_argument.get(argument.id, ()))
        for premise in argument.premises:
            if premise.claim_id not in claims:
                claims.add(premise.claim_id)
                waiting.extend(graph.arguments_on_claim.get(premise.claim_id, ()))
    others = (claim for claim in graph.claims if claim.id in claims and claim is not lead)
    return ArgumentGraph((lead, *others), tuple(one for one in graph.arguments if one.id in arguments))


def _frozen(lists: Mapping[str, list[ArgumentNode]]) -> dict[str, tuple[ArgumentNode, ...]]:
    return {key: tuple(values) for key, values in lists.items()}
