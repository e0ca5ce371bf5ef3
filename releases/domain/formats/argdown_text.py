"""A claim set as Argdown: a statement a claim, with what Argdown has no words for in its data, then the arguments.

Each claim and each argument is written for itself by the writer of maps, so memory grows with the claims that arguments
mention, not with the claims. What Argdown cannot carry is counted in a loss report.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from arguments.domain.interchange.argdown import dump
from arguments.domain.interchange.debate import (
    Debate,
    DebateArgument,
    DebatePremise,
    DebateRelation,
    InferenceStep,
    NodeKind,
    NodeRef,
    Quote,
    RelationKind,
    Statement,
)
from arguments.domain.interchange.negation import denial, doubt
from arguments.domain.interchange.reports import Loss
from releases.domain.formats.tables import Record

MEDIA_TYPE = "text/plain; charset=utf-8"
SHOWN_SUBJECTS = 20
"""Of one kind of loss: all are counted, these are named."""
_PREMISE_IMPLICIT = "implicit"


@dataclass
class LossReport:
    """What the format could not carry: each kind of loss, how often, and the first of those that it befell."""

    counts: dict[tuple[str, str], int] = field(default_factory=dict)
    subjects: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def add(self, losses: Iterable[Loss]) -> None:
        """Count losses of one piece."""
        for loss in losses:
            kind = (loss.what, loss.reason)
            self.counts[kind] = self.counts.get(kind, 0) + loss.count
            shown = self.subjects.setdefault(kind, [])
            shown.extend(loss.subjects[: SHOWN_SUBJECTS - len(shown)])

    def as_json(self) -> list[dict[str, Any]]:
        """Return the losses as a list: what, why, how many, and the first of them."""
        return [
            {"what": what, "reason": reason, "count": count, "subjects": self.subjects[what, reason]}
            for (what, reason), count in self.counts.items()
        ]


@dataclass(frozen=True)
class _Mentioned:
    """A claim that an argument mentions."""

    label: str
    text: str


def write_argdown(
    claims: Iterable[Record], arguments: Iterable[Record], report: LossReport, *, title: str = ""
) -> Iterator[bytes]:
    """Yield the text. `arguments` is gone through twice; `report` is whole when the text is.

    The same losses stand as comments at the end of the text, for those who get nothing else.
    """
    places = {one["id"]: place for place, one in enumerate(arguments, start=1)}
    wanted = {identity for one in arguments for identity in _claims_of(one)}
    mentioned: dict[str, _Mentioned] = {}
    if title:
        yield _written(Debate(title), report)
    for record in claims:
        if record["id"] in wanted:
            mentioned[record["id"]] = _Mentioned(record["label"], record["text"])
        yield _written(Debate(statements=(_statement(record),)), report)
    denied: set[str] = set()
    for one in arguments:
        yield _written(_debate_of(one, places, mentioned, denied), report)
    for loss in report.as_json():
        yield f"// Not carried: {loss['what']} ({loss['count']}). {loss['reason']}\n".encode()


def _written(debate: Debate, report: LossReport) -> bytes:
    dumped = dump(debate)
    report.add(dumped.losses)
    return f"{dumped.text}\n".encode()


def _statement(record: Record) -> Statement:
    data = {key: record[key] for key in ("id", "kind", "status", "topic", "stances") if record[key]}
    return Statement(record["label"], (record["text"],), quotes=tuple(map(_quote, record["evidence"])), data=data)


def _quote(evidence: Mapping[str, Any]) -> Quote:
    source = evidence["source"]
    return Quote(
        text=evidence["quote"],
        source=source["title"],
        author=evidence["speaker"]["name"],
        url=source["url"],
        bearing=evidence["bearing"],
        data={
            "id": evidence["id"],
            "passage": evidence["passage"],
            "speaker": evidence["speaker"]["id"],
            **{key: evidence[key] for key in ("prefix", "suffix") if evidence[key]},
            "source": {key: value for key, value in source.items() if key not in ("title", "url") and value},
        },
    )


def _claims_of(argument: Record) -> Iterator[str]:
    yield from (one["claim"] for one in argument["premises"])
    if argument["conclusion"]:
        yield argument["conclusion"]


def _debate_of(
    argument: Record, places: Mapping[str, int], mentioned: Mapping[str, _Mentioned], denied: set[str]
) -> Debate:
    """Return the debate of one argument; what stands elsewhere in the text is only named in it."""
    premises = tuple(
        DebatePremise(mentioned[one["claim"]].label, one["status"] == _PREMISE_IMPLICIT) for one in argument["premises"]
    )
    target = _target(argument, places, mentioned)
    conclusion = target.name if argument["relation"] == "supports" else f"not {target.name}"
    names = dict.fromkeys([*(one.statement for one in premises), conclusion])
    statements = [Statement(name) for name in names]
    relations: tuple[DebateRelation, ...] = ()
    others: tuple[DebateArgument, ...] = ()
    if argument["relation"] != "supports" and conclusion not in denied:
        denied.add(conclusion)
        statements = [one for one in statements if one.name != conclusion]
        statements.append(_denial(conclusion, argument, target, mentioned))
        is_claim = target.kind is NodeKind.STATEMENT
        kind = RelationKind.CONTRADICTS if is_claim else RelationKind.UNDERCUTS
        relations = (DebateRelation(kind, NodeRef(NodeKind.STATEMENT, conclusion), target),)
        if is_claim and target.name not in names:
            statements.append(Statement(target.name))
        elif not is_claim:
            others = (DebateArgument(target.name),)
    author = argument["author"]
    made = DebateArgument(
        name=f"A-{places[argument['id']]}",
        texts=(argument["note"],) if argument["note"] else (),
        steps=(InferenceStep(premises, conclusion),),
        author=author["name"] if author else "",
        scheme=argument["scheme"],
        data={"id": argument["id"]} | ({"author_id": author["id"]} if author else {}),
    )
    return Debate(statements=tuple(statements), arguments=(made, *others), relations=relations)


def _target(argument: Record, places: Mapping[str, int], mentioned: Mapping[str, _Mentioned]) -> NodeRef:
    if argument["conclusion"]:
        return NodeRef(NodeKind.STATEMENT, mentioned[argument["conclusion"]].label)
    return NodeRef(NodeKind.ARGUMENT, f"A-{places[argument['target']]}")


def _denial(name: str, argument: Record, target: NodeRef, mentioned: Mapping[str, _Mentioned]) -> Statement:
    is_claim = target.kind is NodeKind.STATEMENT
    text = denial(mentioned[argument["conclusion"]].text) if is_claim else doubt(target.name)
    return Statement(name, (text,))
