"""Collecting what a format cannot carry: the same kind of loss once, with all that it befalls."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from arguments.domain.interchange.debate import Debate, DebateArgument, Json, Statement
from arguments.domain.interchange.reports import Loss

# What a writer may say that it holds. The words are those of the report.
EARLIER_WORDINGS = "earlier wordings"
NAMES = "names"
TAGS = "tags"
WEIGHTS = "base scores"
QUOTES = "quotes"
QUOTE_DATA = "further details of quotes"
DATA = "further details"
AUTHORS = "who draws an inference"
SCHEMES = "argumentation schemes"
IMPLICIT = "implicit premises"
RULES = "inference rules"
LOCUTIONS = "locutions"
TITLE = "the title"

_NO_PLACE = "The format has no place for them."


class Losses:
    """Losses in the order in which they are met; equal ones become one with several subjects."""

    def __init__(self) -> None:
        self._subjects: dict[tuple[str, str], dict[str, None]] = {}

    def add(self, what: str, reason: str, subject: str = "") -> None:
        """Note that of this subject something is lost."""
        subjects = self._subjects.setdefault((what, reason), {})
        if subject:
            subjects[subject] = None

    def extend(self, losses: Collection[Loss]) -> None:
        """Note losses that were found elsewhere."""
        for loss in losses:
            self._subjects.setdefault((loss.what, loss.reason), {}).update(dict.fromkeys(loss.subjects))

    @property
    def all(self) -> tuple[Loss, ...]:
        """The losses."""
        return tuple(Loss(what, reason, tuple(names)) for (what, reason), names in self._subjects.items())


def add_field_losses(losses: Losses, debate: Debate, *, holds: Collection[str], own: Collection[str] = ()) -> None:
    """Note every filled field that the format does not hold; `own` are the keys of `data` that it does hold."""
    for what, subject in _filled(debate, own):
        if what not in holds and (what != QUOTE_DATA or QUOTES in holds):
            losses.add(what, _NO_PLACE, subject)
    if debate.title and TITLE not in holds:
        losses.add(TITLE, "The format has no place for it.", debate.title)
    for locution in debate.locutions:
        if LOCUTIONS not in holds:
            losses.add(LOCUTIONS, _NO_PLACE, locution.id)
    if DATA not in holds:
        for key in _foreign(debate.data, own):
            losses.add(DATA, _NO_PLACE, f"of the whole: {key}")


def _foreign(data: Mapping[str, Json], own: Collection[str]) -> list[str]:
    return [key for key in data if key not in own]


def _filled(debate: Debate, own: Collection[str]) -> Iterator[tuple[str, str]]:
    for statement in debate.statements:
        yield from _filled_of_node(statement, own)
    for argument in debate.arguments:
        yield from _filled_of_node(argument, own)
        yield from _filled_of_argument(argument, own)
    for relation in debate.relations:
        if _foreign(relation.data, own):
            yield DATA, f"{relation.source.name} {relation.kind.value} {relation.target.name}"


def _filled_of_node(node: Statement | DebateArgument, own: Collection[str]) -> Iterator[tuple[str, str]]:
    if len(node.texts) > 1:
        yield EARLIER_WORDINGS, node.name
    if node.has_given_name and node.texts:
        yield NAMES, node.name
    if node.tags:
        yield TAGS, node.name
    if node.weight is not None:
        yield WEIGHTS, node.name
    if node.quotes:
        yield QUOTES, node.name
    keys = dict.fromkeys(key for quote in node.quotes for key in _foreign(quote.data, own))
    if keys:
        yield QUOTE_DATA, f"{node.name}: {', '.join(keys)}"
    if further := _foreign(node.data, own):
        yield DATA, f"{node.name}: {', '.join(further)}"


def _filled_of_argument(argument: DebateArgument, own: Collection[str]) -> Iterator[tuple[str, str]]:
    if argument.author:
        yield AUTHORS, argument.name
    if argument.scheme:
        yield SCHEMES, argument.name
    for step in argument.steps:
        if step.rules:
            yield RULES, argument.name
        if any(_foreign(data, own) for data in (step.data, *(premise.data for premise in step.premises))):
            yield DATA, argument.name
        if any(premise.is_implicit for premise in step.premises):
            yield IMPLICIT, argument.name
