"""From a debate to a nodeset."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from arguments.domain.graph import ArgumentNode, Relation
from arguments.domain.interchange import json_text
from arguments.domain.interchange.aif.nodeset import identity
from arguments.domain.interchange.aif.schemes import scheme_key, scheme_name
from arguments.domain.interchange.debate import Debate, Json, Locution, NodeKind, NodeRef
from arguments.domain.interchange.losing import LOCUTIONS, NAMES, SCHEMES, Losses, add_field_losses
from arguments.domain.interchange.reports import Dumped
from arguments.domain.interchange.weaving import Woven, to_graph


def dump(debate: Debate) -> Dumped:
    """Return a nodeset in the JSON of AIFdb.

    Names that a file gave are kept as `title` of a node, a field of ours that other programs pass over. A step of an
    argument is an RA node, an objection a CA node. Nodes that came from AIF keep their ids.
    """
    writer = _Writer(debate)
    return Dumped(json_text.write(writer.document()), writer.losses.all)


class _Writer:
    def __init__(self, debate: Debate) -> None:
        self.debate = debate
        self.woven: Woven = to_graph(debate)
        self.rest = _mapping(debate.data.get("aif"))
        self.nodes: dict[str, Json] = {}
        self.pairs: dict[tuple[str, str], None] = {}
        self.ids: dict[tuple[NodeKind, str], str] = {}
        self.losses = Losses()
        self.losses.extend(self.woven.structural_losses)
        add_field_losses(self.losses, debate, holds=(LOCUTIONS, NAMES, SCHEMES), own=("aif",))
        self._used = {identity(one.get("nodeID")) for one in self._extras()}
        self.inferences = {one for ids in self.woven.argument_ids.values() for one in ids}
        self._next = 0

    def document(self) -> Json:
        """Return the nodeset, in the order of the file that it came from."""
        for raw in self.rest.get("nodes", ()):
            self.nodes[identity(raw.get("nodeID"))] = raw
        self._add_claims()
        self._add_arguments()
        locutions = [entry for one in self.debate.locutions if (entry := self._add_locution(one))]
        stored = [one for one in self.rest.get("locutions", ()) if identity(one.get("nodeID")) in self.nodes]
        known = {identity(one.get("nodeID")) for one in stored}
        order = {one: place for place, one in enumerate(self.rest.get("order", ()))}
        ordered = sorted(self.nodes, key=lambda one: order.get(one, len(order)))
        document = {
            "nodes": [self.nodes[one] for one in ordered],
            "edges": list(self._edges()),
            "locutions": [*stored, *(one for one in locutions if identity(one["nodeID"]) not in known)],
            **_mapping(self.rest.get("around")),
        }
        envelope = self.rest.get("envelope")
        return document if envelope is None else {"AIF": document, **_mapping(envelope)}

    def _add_claims(self) -> None:
        by_claim = {
            self.woven.claim_ids[one.name]: one for one in self.debate.statements if one.name in self.woven.claim_ids
        }
        for claim in self.woven.graph.claims:
            statement = by_claim.get(claim.id)
            extra = _mapping(statement.data.get("aif")) if statement else {}
            has_title = statement is not None and statement.has_given_name and statement.texts
            title = {"title": statement.name} if statement and has_title else {}
            text = claim.text if statement is None or statement.texts or not extra else ""
            self.ids[NodeKind.STATEMENT, claim.id] = self._add_node("I", text, {**extra, **title})

    def _add_arguments(self) -> None:
        extras = self._extras_by_argument()
        for argument in self.woven.graph.arguments:
            self.ids[NodeKind.ARGUMENT, argument.id] = self._add_scheme_node(argument, extras.get(argument.id, {}))
        for argument in self.woven.graph.arguments:
            own = self.ids[NodeKind.ARGUMENT, argument.id]
            for premise in argument.premises:
                self.pairs[self.ids[NodeKind.STATEMENT, premise.claim_id], own] = None
            kind = NodeKind.ARGUMENT if argument.relation is Relation.UNDERCUTS else NodeKind.STATEMENT
            self.pairs[own, self.ids[kind, argument.target_id or argument.conclusion_id or ""]] = None
            if argument.note:
                reason = "An inference has premises and a conclusion, no words of its own."
                self.losses.add("sketches of arguments that have premises", reason, argument.id)

    def _extras_by_argument(self) -> dict[str, dict[str, Json]]:
        """Return by the id of a graph's argument what AIF knows of the node that it was."""
        found: dict[str, dict[str, Json]] = {}
        for argument in self.debate.arguments:
            ids = self.woven.argument_ids[argument.name]
            if len(argument.steps) > 1:
                reason = "Each step becomes an inference of its own."
                self.losses.add("that steps are of one argument", reason, argument.name)
            for one in ids[-1:] if argument.steps else ():
                title = {"title": argument.name} if argument.has_given_name else {}
                found[one] = {**_mapping(argument.data.get("aif")), **title}
        for place, ids in self.woven.relation_ids.items():
            for one in ids[:1]:
                found.setdefault(one, dict(_mapping(self.debate.relations[place].data.get("aif"))))
        return found

    def _add_scheme_node(self, argument: ArgumentNode, extra: Mapping[str, Json]) -> str:
        is_support = argument.relation is Relation.SUPPORTS
        former = str(extra.get("text", ""))
        text = (
            scheme_name(argument.scheme) if argument.scheme else f"Default {'Inference' if is_support else 'Conflict'}"
        )
        is_relation = argument.id not in self.inferences
        if "text" in extra and (is_relation or scheme_key(former) == argument.scheme):
            text = former
        elif scheme_key(text) != argument.scheme:
            self.losses.add(SCHEMES, "Its key would be read as another one.", argument.scheme)
        return self._add_node("RA" if is_support else "CA", text, {k: v for k, v in extra.items() if k != "text"})

    def _add_locution(self, locution: Locution) -> dict[str, Json] | None:
        extra = dict(_mapping(locution.data.get("aif")))
        has_force = "force" in extra or bool(locution.force) or locution.about is not None
        force = _mapping(extra.pop("force", None))
        own = self._add_node("L", locution.text, extra or self._own_id(locution.id))
        if has_force:
            anchor = self._add_node("YA", locution.force, force)
            self.pairs[own, anchor] = None
            if locution.about is not None:
                self.pairs[anchor, self._id_of(locution.about)] = None
        if not locution.speaker and not locution.said_at:
            return None
        return {"nodeID": own, "personID": locution.speaker, "timestamp": locution.said_at}

    def _own_id(self, wanted: str) -> dict[str, Json]:
        return {"nodeID": wanted} if wanted and wanted not in self.nodes and wanted not in self._used else {}

    def _id_of(self, ref: NodeRef) -> str:
        if ref.kind is NodeKind.STATEMENT:
            return self.ids[NodeKind.STATEMENT, self.woven.claim_ids[ref.name]]
        inferences = self.woven.argument_ids[ref.name]
        if ref.name in self.woven.sketch_ids and len(inferences) != 1:
            return self.ids[NodeKind.STATEMENT, self.woven.sketch_ids[ref.name]]
        return self.ids[NodeKind.ARGUMENT, inferences[-1]]

    def _add_node(self, kind: str, text: str, extra: Mapping[str, Json]) -> str:
        own = identity(extra.get("nodeID"))
        if not own or own in self.nodes:
            own = self._fresh()
        raw = {"nodeID": own, "text": text, "type": kind}
        given = {key: value for key, value in extra.items() if key != "nodeID" or identity(value) == own}
        self.nodes[own] = {**raw, **given}
        return own

    def _fresh(self) -> str:
        self._next += 1
        while str(self._next) in self._used or str(self._next) in self.nodes:
            self._next += 1
        return str(self._next)

    def _edges(self) -> Iterator[Json]:
        used = set(self.rest.get("used", ()))
        written: set[tuple[str, str]] = set()
        numbers = {identity(raw.get("edgeID")) for raw in self.rest.get("edges", ())}
        for place, raw in enumerate(self.rest.get("edges", ())):
            ends = identity(raw.get("fromID")), identity(raw.get("toID"))
            if ends in self.pairs if place in used else all(end in self.nodes for end in ends):
                written.add(ends)
                yield raw
        number = 0
        for source, target in self.pairs:
            if (source, target) not in written:
                number += 1
                while str(number) in numbers:
                    number += 1
                yield {"edgeID": str(number), "fromID": source, "toID": target, "formEdgeID": None}

    def _extras(self) -> Iterator[Mapping[str, Json]]:
        """Yield all that came from AIF, whose ids are not to be given anew."""
        yield from self.rest.get("nodes", ())
        debate = self.debate
        for kind in (debate.statements, debate.arguments, debate.relations, debate.locutions):
            yield from self._extras_of([one.data for one in kind])

    @staticmethod
    def _extras_of(found: list[Mapping[str, Json]]) -> Iterator[Mapping[str, Json]]:
        for data in found:
            extra = _mapping(data.get("aif"))
            yield extra
            yield _mapping(extra.get("force"))


def _mapping(value: Json) -> Mapping[str, Json]:
    return value if isinstance(value, Mapping) else {}
