"""From what a file says to what it would make: which claims are new, which are here, what is left out and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from arguments.domain.editing.operations import (
    AddArgument,
    AddClaim,
    Aim,
    ClaimNamed,
    LinkEvidence,
    NewPremise,
    Operation,
)
from arguments.domain.editing.performing import CLAIM_MAX_LENGTH
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, Relation
from arguments.domain.importing.wordings import NearWording
from arguments.domain.interchange.weaving import Woven
from claims.domain.folding import fold


class Fate(StrEnum):
    """What becomes of a claim, an argument or a quote of the file."""

    NEW = "new"
    REUSED = "reused"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class KnownArgument:
    """An argument of the workspace: claims by number, `aim` a claim's number or an argument's id."""

    id: str
    relation: str
    aim: str
    premises: frozenset[int]
    author: str = ""


@dataclass(frozen=True)
class Known:
    """What a workspace has of what a file names.

    `exact` are the numbers of claims by folded wording, `near` claims that say nearly the same, by the wording of the
    file. `authors` are ids by folded name in lower case, `passages` ids by folded quote, `schemes` all known keys.
    """

    exact: Mapping[str, int] = field(default_factory=dict)
    near: Mapping[str, NearWording] = field(default_factory=dict)
    arguments: Sequence[KnownArgument] = ()
    authors: Mapping[str, str] = field(default_factory=dict)
    passages: Mapping[str, str] = field(default_factory=dict)
    schemes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class PlannedClaim:
    """A claim of the file. `number` is the claim of the workspace that stands for it, 0 for a new draft."""

    id: str
    text: str
    fate: Fate
    number: int = 0
    near: NearWording | None = None
    is_exact: bool = False
    reason: str = ""

    @property
    def named(self) -> ClaimNamed:
        """How an edit names it."""
        return ClaimNamed(self.number) if self.number else ClaimNamed(text=self.text)


@dataclass(frozen=True, slots=True)
class PlannedArgument:
    """An argument of the file. `argument` is the id that it has or gets here; `notes` say what of it is left out."""

    id: str
    relation: Relation
    premises: tuple[str, ...]
    aim: str
    fate: Fate
    argument: str = ""
    reason: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedQuote:
    """A passage of the file for a claim: linked where the library has these very words, else left out.

    `new` when its claim has to be made first: planning again after that links it.
    """

    claim: str
    quote: str
    fate: Fate
    reason: str = ""


@dataclass(frozen=True)
class ImportPlan:
    """All that an import would do; `operations` are one edit. `lead` is the id of the claim to draw a map around."""

    claims: tuple[PlannedClaim, ...]
    arguments: tuple[PlannedArgument, ...]
    quotes: tuple[PlannedQuote, ...]
    operations: tuple[Operation, ...]
    lead: str = ""

    def count(self, part: Sequence[PlannedClaim | PlannedArgument | PlannedQuote], fate: str) -> int:
        """Return how many of a part have a fate."""
        return sum(one.fate == fate for one in part)


def plan_import(
    woven: Woven, known: Known, *, ids: Mapping[str, str], reuse: Mapping[str, int], reuse_near: bool = False
) -> ImportPlan:
    """Return what importing a woven debate would make, reuse and leave out.

    `ids` has a fresh id for each argument, by its id in the file. `reuse` are the numbers of claims that a person
    chose to stand for claims of the file, by their ids; `reuse_near` takes all that say nearly the same, except those
    that differ by a negation. Importing the same again makes nothing. O(size of the graph).
    """
    graph = woven.graph
    claims = {claim.id: _plan_claim(claim, known, reuse, reuse_near=reuse_near) for claim in graph.claims}
    planner = _Planner(claims, known, ids)
    arguments = planner.plan(graph)
    quotes, links = _plan_quotes(graph, claims, known)
    alone = tuple(AddClaim(one.named) for one in claims.values() if one.fate == Fate.NEW and one.id not in planner.used)
    return ImportPlan(
        claims=tuple(claims.values()),
        arguments=arguments,
        quotes=quotes,
        operations=(*alone, *planner.operations, *links),
        lead=_lead(graph, claims),
    )


def _plan_claim(claim: ClaimNode, known: Known, reuse: Mapping[str, int], *, reuse_near: bool) -> PlannedClaim:
    text = fold(claim.text)
    if not text:
        return PlannedClaim(claim.id, text, Fate.SKIPPED, reason="It has no wording.")
    if text.lower() in known.exact:
        return PlannedClaim(claim.id, text, Fate.REUSED, known.exact[text.lower()], is_exact=True)
    near = known.near.get(text)
    chosen = reuse.get(claim.id, 0)
    if not chosen and reuse_near and near is not None and not near.differs_by_negation:
        chosen = near.number
    if chosen:
        return PlannedClaim(claim.id, text, Fate.REUSED, chosen, near)
    if len(text) > CLAIM_MAX_LENGTH:
        reason = f"It has {len(text)} characters; a claim is one proposition of at most {CLAIM_MAX_LENGTH}."
        return PlannedClaim(claim.id, text, Fate.SKIPPED, near=near, reason=reason)
    return PlannedClaim(claim.id, text, Fate.NEW, near=near)


class _Planner:
    """Goes through the arguments until nothing more can be placed: an undercut comes after what it undercuts."""

    def __init__(self, claims: Mapping[str, PlannedClaim], known: Known, ids: Mapping[str, str]) -> None:
        self.claims, self.known, self.ids = claims, known, ids
        self.operations: list[Operation] = []
        self.used: set[str] = set()
        self._planned: dict[str, PlannedArgument] = {}
        self._here = {
            (one.relation, one.aim, frozenset(map(str, one.premises)), one.author): one.id for one in known.arguments
        }

    def plan(self, graph: ArgumentGraph) -> tuple[PlannedArgument, ...]:
        """Return a plan for every argument, in the order of the file."""
        undercuts: dict[str, list[ArgumentNode]] = defaultdict(list)
        reached: list[ArgumentNode] = []
        for argument in graph.arguments:
            (undercuts[argument.target_id] if argument.target_id else reached).append(argument)
        for argument in reached:
            self._place(argument)
            reached.extend(undercuts.pop(argument.id, ()))
        for left in (one for many in undercuts.values() for one in many):
            self._skip(left, "It undercuts only what undercuts it in turn.")
        return tuple(self._planned[one.id] for one in graph.arguments)

    def _place(self, argument: ArgumentNode) -> None:
        reason = self._trouble(argument)
        if reason:
            self._skip(argument, reason)
            return
        premises = {premise.claim_id: premise for premise in argument.premises}
        distinct = {self._key(one): one for one in premises}
        author = self.known.authors.get(fold(argument.author).lower(), "")
        key = (argument.relation.value, self._aim_key(argument), frozenset(map(str, distinct)), author)
        notes = self._notes(argument, author, dropped=len(argument.premises) - len(distinct))
        self.used |= {*premises, argument.conclusion_id or ""}
        twin = self._here.get(key)
        if twin is not None:
            self._note(argument, Fate.REUSED, twin, "It is here already.", ())
            return
        made = self.ids[argument.id]
        self._here[key] = made
        self._note(argument, Fate.NEW, made, "", notes)
        self.operations.append(
            AddArgument(
                aim=self._aim(argument),
                premises=tuple(
                    NewPremise(self.claims[one].named, premises[one].is_implicit) for one in distinct.values()
                ),
                author=author,
                scheme=argument.scheme if argument.scheme in self.known.schemes else "",
                note=argument.note,
                argument=made,
            )
        )

    def _trouble(self, argument: ArgumentNode) -> str:
        """Return why an argument cannot be made, "" if it can."""
        if not argument.premises:
            return "It has no premise."
        named = [premise.claim_id for premise in argument.premises]
        named += [argument.conclusion_id] if argument.conclusion_id else []
        if any(self.claims[one].fate == Fate.SKIPPED for one in named):
            return "A claim that it needs is left out."
        if argument.target_id and self._planned[argument.target_id].fate == Fate.SKIPPED:
            return "The argument that it undercuts is left out."
        return ""

    def _key(self, claim: str) -> str:
        planned = self.claims[claim]
        return str(planned.number) if planned.number else planned.text.lower()

    def _aim_key(self, argument: ArgumentNode) -> str:
        if argument.conclusion_id:
            return self._key(argument.conclusion_id)
        return self._planned[argument.target_id or ""].argument

    def _aim(self, argument: ArgumentNode) -> Aim:
        if argument.conclusion_id:
            return Aim(argument.relation.value, self.claims[argument.conclusion_id].named)
        return Aim(argument.relation.value, target=self._planned[argument.target_id or ""].argument)

    def _notes(self, argument: ArgumentNode, author: str, *, dropped: int) -> tuple[str, ...]:
        notes = []
        if argument.author and not author:
            notes.append(f"“{argument.author}” is no author here: it becomes the team’s own step.")
        if argument.scheme and argument.scheme not in self.known.schemes:
            notes.append(f"The scheme “{argument.scheme}” is not known here.")
        if argument.passage is not None:
            notes.append("The passage on which it is drawn is left out.")
        if dropped:
            notes.append("Two of its premises are one claim here.")
        return tuple(notes)

    def _skip(self, argument: ArgumentNode, reason: str) -> None:
        self._note(argument, Fate.SKIPPED, "", reason, ())

    def _note(self, argument: ArgumentNode, fate: Fate, made: str, reason: str, notes: tuple[str, ...]) -> None:
        self._planned[argument.id] = PlannedArgument(
            id=argument.id,
            relation=argument.relation,
            premises=tuple(premise.claim_id for premise in argument.premises),
            aim=argument.conclusion_id or argument.target_id or "",
            fate=fate,
            argument=made,
            reason=reason,
            notes=notes,
        )


def _plan_quotes(
    graph: ArgumentGraph, claims: Mapping[str, PlannedClaim], known: Known
) -> tuple[tuple[PlannedQuote, ...], tuple[LinkEvidence, ...]]:
    """A quote is evidence only where the library has the passage: nothing is quoted that nobody has verified."""
    quotes: list[PlannedQuote] = []
    links: list[LinkEvidence] = []
    for claim in graph.claims:
        planned = claims[claim.id]
        for evidence in claim.evidence:
            passage = known.passages.get(fold(evidence.quote))
            if planned.fate == Fate.SKIPPED:
                quotes.append(PlannedQuote(claim.id, evidence.quote, Fate.SKIPPED, "Its claim is left out."))
            elif passage is None:
                reason = "No passage of the library has these words: import its source and annotations first."
                quotes.append(PlannedQuote(claim.id, evidence.quote, Fate.SKIPPED, reason))
            elif not planned.number:
                quotes.append(PlannedQuote(claim.id, evidence.quote, Fate.NEW, "It is linked once its claim is made."))
            else:
                quotes.append(PlannedQuote(claim.id, evidence.quote, Fate.REUSED))
                links.append(LinkEvidence(planned.number, passage, evidence.bearing))
    return tuple(quotes), tuple(links)


def _lead(graph: ArgumentGraph, claims: Mapping[str, PlannedClaim]) -> str:
    """Return the claim with most below it among those that are no premise, else among all; "" if none is taken."""
    premises = {premise.claim_id for one in graph.arguments for premise in one.premises}
    taken = [one.id for one in graph.claims if claims[one.id].fate != Fate.SKIPPED]
    candidates = [one for one in taken if one not in premises] or taken
    return max(candidates, key=lambda one: _reach(graph, one), default="")


def _reach(graph: ArgumentGraph, lead: str) -> int:
    seen, waiting = {lead}, [lead]
    while waiting:
        for argument in graph.arguments_on_claim.get(waiting.pop(), ()):
            fresh = {premise.claim_id for premise in argument.premises} - seen
            seen |= fresh
            waiting.extend(fresh)
    return len(seen)
