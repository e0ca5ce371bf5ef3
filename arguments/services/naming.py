"""Finding the authors, passages and speakers that operations name, and refusing those of other workspaces."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from uuid import UUID

from arguments.domain.editing import operations as ask
from arguments.domain.schemes import SCHEMES
from arguments.errors import ArgumentExistsError, UnknownPartError
from arguments.models import Argument
from claims.errors import SpeakerMissingError
from common.errors import InvalidInputError
from sources.models import Author, Passage
from workspaces.models import Workspace

_SCHEME_KEYS = frozenset(SCHEMES)


def name_parts(workspace: Workspace, operations: Sequence[ask.Operation]) -> tuple[ask.Operation, ...]:
    """Return the operations with authors by id instead of slug, and with the speaker of each passage.

    Raises `UnknownPartError` for what is not in the workspace, `SpeakerMissingError`, `ArgumentExistsError` for an id
    of a new argument that is taken, and `InvalidInputError` for a scheme that does not exist.
    """
    authors = _authors(workspace, operations)
    speakers = _speakers(workspace, operations)
    _refuse_taken_ids(operations)
    return tuple(_named(operation, authors, speakers) for operation in operations)


def _named(operation: ask.Operation, authors: dict[str, str], speakers: dict[str, str]) -> ask.Operation:
    match operation:
        case ask.AddArgument(author=author, scheme=scheme, passage=passage):
            _refuse_unknown(scheme, passage, speakers)
            return replace(operation, author=_author(author, authors)) if author else operation
        case ask.DescribeArgument(fields=fields):
            _refuse_unknown(fields.get("scheme", ""), fields.get("passage", ""), speakers)
            named = {"author": _author(fields["author"], authors)} if fields.get("author") else {}
            return replace(operation, fields={**fields, **named})
        case ask.LinkEvidence(passage=passage):
            _refuse_unknown("", passage, speakers)
            if not speakers[passage]:
                raise SpeakerMissingError(
                    "The source names no author: say whose view the passage states, on the claim’s page.",
                    field="passage",
                )
            return replace(operation, speaker=speakers[passage])
        case _:
            return operation


def _author(name: str, authors: dict[str, str]) -> str:
    if name not in authors:
        raise UnknownPartError("There is no such author here.", field="author")
    return authors[name]


def _refuse_unknown(scheme: str, passage: str, speakers: dict[str, str]) -> None:
    if scheme and scheme not in _SCHEME_KEYS:
        raise InvalidInputError(f"“{scheme[:40]}” is no argumentation scheme that is known here.", field="scheme")
    if passage and passage not in speakers:
        raise UnknownPartError("There is no such passage here.", field="passage")


def _authors(workspace: Workspace, operations: Iterable[ask.Operation]) -> dict[str, str]:
    """Return the ids of the authors that are named, by their slug and by their id."""
    names = {
        operation.author if isinstance(operation, ask.AddArgument) else operation.fields.get("author", "")
        for operation in operations
        if isinstance(operation, ask.AddArgument | ask.DescribeArgument)
    } - {""}
    if not names:
        return {}
    ids = [name for name in names if _is_id(name)]
    rows = Author.objects.filter(workspace=workspace)
    found = rows.filter(pk__in=ids) | rows.filter(slug__in=names)
    return {key: str(author.pk) for author in found for key in (author.slug, str(author.pk))}


def _speakers(workspace: Workspace, operations: Iterable[ask.Operation]) -> dict[str, str]:
    """Return the first author of the source of each passage that is named, "" for none."""
    wanted = {passage for operation in operations if (passage := _passage_of(operation))}
    if not wanted:
        return {}
    first = Passage.objects.filter(workspace=workspace, pk__in=wanted).order_by("source__authorships__position")
    speakers: dict[str, str] = {}
    for pk, author in first.values_list("pk", "source__authorships__author"):
        speakers.setdefault(str(pk), str(author or ""))
    return speakers


def _passage_of(operation: ask.Operation) -> str:
    match operation:
        case ask.AddArgument(passage=passage) | ask.LinkEvidence(passage=passage):
            return passage
        case ask.DescribeArgument(fields=fields):
            return fields.get("passage", "")
        case _:
            return ""


def _refuse_taken_ids(operations: Iterable[ask.Operation]) -> None:
    """An id that a client made for an argument must be one that no workspace has."""
    ids = [one.argument for one in operations if isinstance(one, ask.AddArgument) and one.argument]
    if len(set(ids)) < len(ids) or (ids and Argument.objects.filter(pk__in=ids).exists()):
        raise ArgumentExistsError("There is an argument with this id already.", field="argument")


def _is_id(name: str) -> bool:
    try:
        UUID(name)
    except ValueError:
        return False
    return True
