"""Between a debate, as files have it, and the graph of claims and arguments that maps are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from arguments.domain.graph import (
    ArgumentGraph,
    ArgumentNode,
    ClaimNode,
    EvidenceNode,
    PassageCount,
    PremiseNode,
    Relation,
)
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    Json,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.losing import (
    AUTHORS,
    IMPLICIT,
    QUOTES,
    SCHEMES,
    TITLE,
    WEIGHTS,
    Losses,
    add_field_losses,
)
from arguments.domain.interchange.negation import denial, denials, doubt
from arguments.domain.interchange.reports import Loss

_HELD = (AUTHORS, IMPLICIT, QUOTES, SCHEMES, WEIGHTS)


@dataclass(frozen=True)
class Woven:
    """A debate as a graph, and what of it the graph does not hold.

    `claim_ids` are the ids of claims by the name of the statement, `sketch_ids` by the name of the argument whose
    sketch the claim is, `argument_ids` those of an argument's inferences, the last one being its main one.
    `relation_ids` are those of a relation by its place in the debate; a contradiction has two. `base_scores` are the
    weights of the file by the id of a claim or argument, 0 to 1. `structural_losses` are those of the losses that are
    about what bears on what, not about fields that the graph lacks.
    """

    graph: ArgumentGraph
    losses: tuple[Loss, ...] = ()
    title: str = ""
    claim_ids: Mapping[str, str] = field(default_factory=dict)
    sketch_ids: Mapping[str, str] = field(default_factory=dict)
    argument_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relation_ids: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    base_scores: Mapping[str, float] = field(default_factory=dict)
    structural_losses: tuple[Loss, ...] = ()


def to_graph(debate: Debate) -> Woven:
    """Return the debate as claims and arguments; the same debate always gives the same ids.

    - A step of an argument is an argument of its own; an argument in several steps is a chain of them.
    - An argument that is only sketched has its sketch as its one premise, for everything that it bears on.
    - A relation between statements is an argument with one premise. `contradicts` and `contrary` are two objections.
    - An attack on an argument undercuts its last inference. A sketch that bears on several things, or on none, has no
      one inference: there the attack opposes the sketch itself.
    - Support of an argument supports its sketch, or its first premise.
    - A statement that only denies another one (see `negation.py`) vanishes: its arguments are objections.
    """
    return _Weaver(debate).woven()


class _Weaver:
    """One pass over a debate: first the ids of everything, then the nodes, since an undercut may aim forward."""

    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.losses = Losses()
        self.denied = denials(debate)
        self.claims: list[ClaimNode] = []
        self.arguments: list[ArgumentNode] = []
        self.base_scores: dict[str, float] = {}
        self.claim_ids: dict[str, str] = {}
        self.sketch_ids: dict[str, str] = {}
        self.argument_ids: dict[str, list[str]] = {one.name: [] for one in debate.arguments}
        self.relation_ids: dict[int, tuple[str, ...]] = {}
        self._by_name = {one.name: one for one in debate.arguments}
        self._relations = [one for one in debate.relations if not self._only_denies(one)]
        self._claim_names: set[str] = set()
        self._said: set[tuple[Relation, str, str]] = set()
        self._main = self._main_ids()
        self._argument_names = set(self._main)

    def woven(self) -> Woven:
        """Return all of it."""
        for statement in self.debate.statements:
            if statement.name not in self.denied:
                self._add_statement(statement)
        for argument in self.debate.arguments:
            if self._needs_sketch(argument):
                self._add_sketch(argument)
        for argument in self.debate.arguments:
            self._add_steps(argument)
        for place, relation in enumerate(self.debate.relations):
            if not self._only_denies(relation):
                before = len(self.arguments)
                self._add_relation(relation)
                self.relation_ids[place] = tuple(one.id for one in self.arguments[before:])
        losses = Losses()
        losses.extend(self.losses.all)
        add_field_losses(losses, self.debate, holds=(*_HELD, TITLE), own=("place", "grade", "retracted"))
        return Woven(
            graph=ArgumentGraph(tuple(self.claims), tuple(self.arguments)),
            losses=losses.all,
            structural_losses=self.losses.all,
            relation_ids=self.relation_ids,
            title=self.debate.title,
            claim_ids=self.claim_ids,
            sketch_ids=self.sketch_ids,
            argument_ids={name: tuple(ids) for name, ids in self.argument_ids.items()},
            base_scores=self.base_scores,
        )

    def _only_denies(self, relation: DebateRelation) -> bool:
        ends = (relation.source, relation.target)
        return any(end.kind is NodeKind.STATEMENT and end.name in self.denied for end in ends)

    def _main_ids(self) -> dict[str, str]:
        """Return the id of each argument's one main inference; none for a sketch with several or without any."""
        bearings: dict[str, list[DebateRelation]] = {}
        for relation in self._relations:
            if relation.source.kind is NodeKind.ARGUMENT and not self._by_name[relation.source.name].steps:
                bearings.setdefault(relation.source.name, []).append(relation)
        worked_out = {one.name: one.name for one in self.debate.arguments if one.steps}
        return worked_out | {name: name for name, found in bearings.items() if self._is_one_inference(found)}

    @staticmethod
    def _is_one_inference(found: Sequence[DebateRelation]) -> bool:
        symmetric = (RelationKind.CONTRADICTS, RelationKind.CONTRARY)
        return len(found) == 1 and found[0].kind not in symmetric and found[0].source != found[0].target

    def _needs_sketch(self, argument: DebateArgument) -> bool:
        return not argument.steps or any(not step.premises for step in argument.steps)

    def _add_statement(self, statement: Statement) -> None:
        identity = self.claim_ids[statement.name] = _free(statement.name, self._claim_names)
        self._add_claim(identity, statement)

    def _add_sketch(self, argument: DebateArgument) -> None:
        identity = self.sketch_ids[argument.name] = _free(f"<{argument.name}>", self._claim_names)
        self.losses.add("that an argument is only sketched", "Its sketch becomes its premise.", argument.name)
        text = argument.texts or (argument.name,)
        quotes = () if argument.steps else argument.quotes
        sketch = Statement(argument.name, text, tags=argument.tags, weight=argument.weight, quotes=quotes)
        self._add_claim(identity, sketch)

    def _add_claim(self, identity: str, statement: Statement) -> None:
        number = len(self.claims) + 1
        evidence = tuple(_evidence(one, f"q{number}.{place}") for place, one in enumerate(statement.quotes, start=1))
        self.claims.append(
            ClaimNode(identity, number, _untagged(statement), passages=_counted(statement.quotes), evidence=evidence)
        )
        if statement.weight is not None:
            self.base_scores[identity] = statement.weight

    def _add_steps(self, argument: DebateArgument) -> None:
        for place, step in enumerate(argument.steps, start=1):
            is_last = place == len(argument.steps)
            identity = argument.name if is_last else _free(f"{argument.name}/{place}", self._argument_names)
            self._add_argument(identity, argument, self._premises(argument, step), self._aim(step.conclusion))
            if is_last and argument.weight is not None:
                self.base_scores[argument.name] = argument.weight

    def _aim(self, conclusion: str) -> _Aim:
        denied = self.denied.get(conclusion)
        return _Aim(Relation.SUPPORTS, self.claim_ids[conclusion]) if denied is None else self._against(denied)

    def _against(self, node: NodeRef) -> _Aim:
        if node.kind is NodeKind.STATEMENT:
            return _Aim(Relation.OPPOSES, self.claim_ids[node.name])
        main = self._main.get(node.name)
        return _Aim(Relation.UNDERCUTS, main) if main else _Aim(Relation.OPPOSES, self.sketch_ids[node.name])

    def _premises(self, argument: DebateArgument, step: InferenceStep) -> tuple[PremiseNode, ...]:
        premises: dict[str, PremiseNode] = {}
        for one in step.premises:
            identity = self.claim_ids[one.statement]
            if identity in premises:
                self.losses.add("premises given twice", "A claim is a premise of an argument once.", argument.name)
            premises.setdefault(identity, PremiseNode(identity, one.is_implicit))
        return tuple(premises.values()) or (PremiseNode(self.sketch_ids[argument.name]),)

    def _add_relation(self, relation: DebateRelation) -> None:
        kind, source, target = relation.kind, relation.source, relation.target
        if kind is RelationKind.ENTAILS:
            self.losses.add("that support cannot fail", "It becomes plain support.", f"{source.name} → {target.name}")
        if kind in (RelationKind.SUPPORTS, RelationKind.ENTAILS):
            self._add_support(source, target)
            return
        self._add_attack(source, target)
        if kind in (RelationKind.CONTRADICTS, RelationKind.CONTRARY):
            reason = "It becomes two objections, one in each direction."
            self.losses.add(f"that one is {_ADJECTIVES[kind]} to the other", reason, f"{source.name} ↔ {target.name}")
            if source != target:
                self._add_attack(target, source)

    def _add_attack(self, source: NodeRef, target: NodeRef) -> None:
        self._add_bearing(source, self._against(target), target.name)

    def _add_support(self, source: NodeRef, target: NodeRef) -> None:
        if target.kind is NodeKind.STATEMENT:
            self._add_bearing(source, _Aim(Relation.SUPPORTS, self.claim_ids[target.name]), target.name)
            return
        supported = self._by_name[target.name]
        claims = [self.claim_ids[one.statement] for step in supported.steps for one in step.premises]
        if self._carrier(source) in claims:
            return
        claim = self.sketch_ids.get(target.name)
        if claim is None:
            claim = claims[0]
            reason = "It becomes support of the argument's first premise."
            self.losses.add("support of an argument", reason, f"{source.name} → {target.name}")
        self._add_bearing(source, _Aim(Relation.SUPPORTS, claim), target.name)

    def _carrier(self, source: NodeRef) -> str | None:
        """Return the claim that carries what a node says: the statement, a sketch or a conclusion that is a claim."""
        if source.kind is NodeKind.STATEMENT:
            return self.claim_ids[source.name]
        steps = self._by_name[source.name].steps
        return self.claim_ids.get(steps[-1].conclusion) if steps else self.sketch_ids[source.name]

    def _add_bearing(self, source: NodeRef, aim: _Aim, aimed_at: str) -> None:
        claim = self._carrier(source)
        argument = self._by_name[source.name] if source.kind is NodeKind.ARGUMENT else None
        if claim is None:
            # An argument that concludes in a denial says by its conclusion what it is against.
            self.losses.add("further bearing of an objection", "An argument bears on one thing.", source.name)
            return
        if argument is not None and argument.steps:
            if aim == _Aim(Relation.SUPPORTS, claim):
                return
            argument = None
        said = (aim.relation, claim, aim.id)
        if said in self._said:
            return
        self._said.add(said)
        is_main = argument is not None and source.name in self._main
        wanted = f"{source.name} {aim.relation.value} {aimed_at}"
        identity = source.name if is_main else _free(wanted, self._argument_names)
        self._add_argument(identity, argument, (PremiseNode(claim),), aim)

    def _add_argument(
        self, identity: str, argument: DebateArgument | None, premises: tuple[PremiseNode, ...], aim: _Aim
    ) -> None:
        is_worked_out = argument is not None and bool(argument.steps)
        quotes = argument.quotes if argument is not None and is_worked_out else ()
        is_undercut = aim.relation is Relation.UNDERCUTS
        self.arguments.append(
            ArgumentNode(
                id=identity,
                relation=aim.relation,
                premises=premises,
                conclusion_id=None if is_undercut else aim.id,
                target_id=aim.id if is_undercut else None,
                author=argument.author if argument else "",
                scheme=argument.scheme if argument else "",
                note=argument.text if argument and is_worked_out else "",
                passage=_evidence(quotes[0], f"{identity}/passage") if quotes else None,
            )
        )
        if argument is not None:
            self.argument_ids[argument.name].append(identity)
        for quote in quotes[1:]:
            self.losses.add("further passages of an argument", "An argument is drawn on one passage.", quote.text)


@dataclass(frozen=True, slots=True)
class _Aim:
    """What an inference does, and to which claim or (undercuts) argument."""

    relation: Relation
    id: str


_ADJECTIVES = {RelationKind.CONTRADICTS: "contradictory", RelationKind.CONTRARY: "contrary"}


def _free(wanted: str, taken: set[str]) -> str:
    """Return the id, with a number if it is taken, and take it."""
    identity, number = wanted, 1
    while identity in taken:
        number += 1
        identity = f"{wanted} ({number})"
    taken.add(identity)
    return identity


def _untagged(statement: Statement) -> str:
    """Return the wording without the statement's tags, which some formats leave standing in it ("#pro")."""
    text = statement.text
    for tag in statement.tags:
        text = re.sub(rf"\s*#(?:\({re.escape(tag)}\)|{re.escape(tag)}(?![\w-]))", "", text)
    return text.strip() if statement.tags else text


def _evidence(quote: Quote, identity: str) -> EvidenceNode:
    return EvidenceNode(
        id=identity,
        bearing=quote.bearing,
        quote=quote.text,
        source=quote.source,
        author=quote.author,
        path=quote.url,
        place=str(quote.data.get("place", "")),
        grade=str(quote.data.get("grade", "")),
        is_retracted=quote.data.get("retracted") is True,
    )


def _counted(quotes: Sequence[Quote]) -> PassageCount:
    bearings = [one.bearing for one in quotes]
    return PassageCount(*(bearings.count(one) for one in ("supports", "contradicts", "context")))


def from_graph(graph: ArgumentGraph, title: str = "") -> Debate:
    """Return the graph as a debate: claims named by their number ("C-12"), arguments by their place ("A-3").

    An argument with one premise and nothing more to say is a relation between two statements. Any other one against
    something concludes in its denial (see `negation.py`). What only we know of a claim, such as who affirms it, is
    kept in `data`.
    """
    return _Unweaver(graph, title).debate()


class _Unweaver:
    def __init__(self, graph: ArgumentGraph, title: str) -> None:
        self.graph, self.title = graph, title
        self.claims = {claim.id: f"C-{claim.number}" for claim in graph.claims}
        self.names = {argument.id: f"A-{place}" for place, argument in enumerate(graph.arguments, start=1)}
        self.texts = {claim.id: claim.text for claim in graph.claims}
        self.arguments: list[DebateArgument] = []
        self.relations: list[DebateRelation] = []
        self.denials: dict[str, Statement] = {}

    def debate(self) -> Debate:
        """Return all of it."""
        for argument in self.graph.arguments:
            if self._is_bare(argument):
                self.relations.append(self._relation(argument))
            else:
                self.arguments.append(self._argument(argument))
        statements = (*(self._statement(claim) for claim in self.graph.claims), *self.denials.values())
        return Debate(self.title, statements, tuple(self.arguments), tuple(self.relations))

    def _statement(self, claim: ClaimNode) -> Statement:
        data: dict[str, Json] = {}
        if claim.kind != "factual":
            data["kind"] = claim.kind
        if claim.status != "accepted":
            data["status"] = claim.status
        if claim.stances:
            data["stances"] = [{"author": one.author, "position": one.position} for one in claim.stances]
        texts = (claim.text,) if claim.text else ()
        quotes = tuple(_quote(one) for one in claim.evidence)
        return Statement(self.claims[claim.id], texts, quotes=quotes, data=data)

    def _is_bare(self, argument: ArgumentNode) -> bool:
        says_more = argument.author or argument.scheme or argument.note or argument.passage is not None
        is_aim = argument.id in self.graph.arguments_on_argument
        return not says_more and not is_aim and len(argument.premises) == 1 and not argument.premises[0].is_implicit

    def _relation(self, argument: ArgumentNode) -> DebateRelation:
        source = NodeRef(NodeKind.STATEMENT, self.claims[argument.premises[0].claim_id])
        return DebateRelation(_KINDS[argument.relation], source, self._target(argument))

    def _target(self, argument: ArgumentNode) -> NodeRef:
        if argument.target_id is not None:
            return NodeRef(NodeKind.ARGUMENT, self.names[argument.target_id])
        return NodeRef(NodeKind.STATEMENT, self.claims[argument.conclusion_id or ""])

    def _argument(self, argument: ArgumentNode) -> DebateArgument:
        premises = tuple(DebatePremise(self.claims[one.claim_id], one.is_implicit) for one in argument.premises)
        return DebateArgument(
            name=self.names[argument.id],
            texts=(argument.note,) if argument.note else (),
            has_given_name=False,
            steps=(InferenceStep(premises, self._conclusion(argument)),),
            author=argument.author,
            scheme=argument.scheme,
            quotes=() if argument.passage is None else (_quote(argument.passage),),
        )

    def _conclusion(self, argument: ArgumentNode) -> str:
        target = self._target(argument)
        if argument.relation is Relation.SUPPORTS:
            return target.name
        name = f"not {target.name}"
        if name not in self.denials:
            is_claim = target.kind is NodeKind.STATEMENT
            text = denial(self.texts[argument.conclusion_id or ""] or target.name) if is_claim else doubt(target.name)
            kind = RelationKind.CONTRADICTS if is_claim else RelationKind.UNDERCUTS
            self.denials[name] = Statement(name, (text,), has_given_name=False)
            self.relations.append(DebateRelation(kind, NodeRef(NodeKind.STATEMENT, name), target))
        return name


_KINDS = {
    Relation.SUPPORTS: RelationKind.SUPPORTS,
    Relation.OPPOSES: RelationKind.ATTACKS,
    Relation.UNDERCUTS: RelationKind.UNDERCUTS,
}


def _quote(evidence: EvidenceNode) -> Quote:
    data = {"place": evidence.place, "grade": evidence.grade, "retracted": evidence.is_retracted}
    return Quote(
        text=evidence.quote,
        source=evidence.source,
        author=evidence.author,
        url=evidence.path,
        bearing=evidence.bearing,
        data={key: value for key, value in data.items() if value},
    )
