"""Arguments and claims as nodes of a graph, read in bulk: plain columns instead of objects, since maps grow large."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Count, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast
from django.urls import reverse

from arguments.domain.graph import (
    ArgumentNode,
    AuthorStance,
    ClaimNode,
    EvidenceNode,
    PassageCount,
    PremiseNode,
    Relation,
)
from arguments.domain.schemes import open_questions
from arguments.enums import PremiseStatus, QuestionVerdict
from arguments.models import Argument, ArgumentMap, MapOmission, Premise, QuestionAnswer
from claims.enums import Bearing
from claims.models import Claim, Evidence
from claims.queries import effective_first
from sources.enums import SourceStatus
from sources.models import Anchor, Authorship, Page, Passage

_RELATIONS = {relation.value: relation for relation in Relation}
_BEARINGS = {Bearing.SUPPORTS: 0, Bearing.CONTRADICTS: 1, Bearing.CONTEXT: 2}
_NAMED_AUTHORS = 2
_MANY_CLAIMS = 200
_NO_SOURCE = str(UUID(int=0))


def _text(name: str) -> Cast:
    """A UUID column as text: made into objects they would take longer than everything else."""
    return Cast(name, CharField())


def read_arguments(
    workspace_id: UUID, left_out_of: ArgumentMap | None = None, *, with_passages: bool = False
) -> list[ArgumentNode]:
    """Return all arguments of the workspace in their order, each with its premises, in two queries.

    Those that a map leaves out are not among them. The passages on which authors draw them, if wanted, take a third.
    """
    premises: dict[str, list[PremiseNode]] = defaultdict(list)
    places = Premise.objects.filter(argument__workspace=workspace_id).order_by("argument_id", "position")
    for argument, claim, status in places.values_list(_text("argument_id"), _text("claim_id"), "status"):
        premises[argument].append(PremiseNode(claim, status == PremiseStatus.IMPLICIT))
    rows = Argument.objects.filter(workspace=workspace_id).order_by("position", "created_at", "id")
    if left_out_of is not None:
        rows = rows.exclude(pk__in=MapOmission.objects.filter(map=left_out_of).values("argument"))
    columns = ("relation", "author__given", "author__family", "author__slug", "scheme", "note", "version")
    keys = [_text(name) for name in ("id", "conclusion_id", "target_id", "passage_id")]
    passages: dict[str, EvidenceNode] = {}
    nodes = []
    for row in rows.values_list(*keys, *columns, _settled_questions()):
        one, conclusion, target, passage, relation, given, family, slug, scheme, note, version, answered = row
        nodes.append(
            ArgumentNode(
                id=one,
                relation=_RELATIONS[relation],
                premises=tuple(premises.get(one, ())),
                conclusion_id=conclusion,
                target_id=target,
                author=f"{given} {family}" if given else family or "",
                author_id=slug or "",
                scheme=scheme,
                note=note,
                open_questions=len(open_questions(scheme, answered)) if scheme else 0,
                version=version,
            )
        )
        if passage and with_passages:
            passages[one] = passage
    return _with_passages(nodes, passages) if passages else nodes


def _settled_questions() -> Case:
    """The critical questions of an argument that are answered, nothing where it has no scheme."""
    answers = QuestionAnswer.objects.filter(argument=OuterRef("pk")).exclude(verdict=QuestionVerdict.OPEN)
    return Case(When(scheme="", then=Value(None)), default=ArraySubquery(answers.values("question")))


def _with_passages(nodes: list[ArgumentNode], passages: Mapping[str, str]) -> list[ArgumentNode]:
    """Return the arguments with the passages at which their authors draw them, in one more query."""
    names = Authorship.objects.filter(source=OuterRef("source")).order_by("position")
    rows = Passage.objects.filter(pk__in=set(passages.values())).annotate(
        names=ArraySubquery(names.values("author__family"))
    )
    found = {
        key: EvidenceNode(
            id=key,
            bearing=Bearing.CONTEXT.value,
            quote=exact,
            source=_source_label(names, title, issued.year if issued else None),
            path=_passage_path(slug, source, key),
            is_retracted=status == SourceStatus.RETRACTED,
        )
        for key, source, exact, title, issued, status, slug, names in rows.values_list(
            _text("pk"),
            _text("source_id"),
            "exact",
            "source__title",
            "source__issued_on",
            "source__status",
            "workspace__slug",
            "names",
        )
    }
    return [replace(node, passage=found[passages[node.id]]) if node.id in passages else node for node in nodes]


def read_claims(workspace_id: UUID, claim_ids: Collection[str], *, with_evidence: bool) -> list[ClaimNode]:
    """Return claims with their stances, counts and, if asked, the passages of their evidence, in two queries."""
    evidence = _evidence(workspace_id, claim_ids) if with_evidence else {}
    counts = _counts(evidence) if with_evidence else _counted(workspace_id, claim_ids)
    facts: dict[str, tuple[int, str, str, str]] = {}
    stances: dict[str, dict[str, AuthorStance]] = defaultdict(dict)
    rows = (
        _of_claims(Claim.objects.all(), "pk", workspace_id, claim_ids)
        .order_by("stances__author__family", "stances__author__slug", *effective_first("stances__"))
        .values_list(
            _text("id"),
            "number",
            "text",
            "kind",
            "status",
            "stances__author__slug",
            "stances__author__given",
            "stances__author__family",
            "stances__position",
        )
    )
    for one, number, text, kind, status, slug, given, family, position in rows:
        if one not in claim_ids:
            continue
        facts[one] = number, text, kind, status
        if slug and slug not in stances[one]:
            stances[one][slug] = AuthorStance(slug, f"{given} {family}" if given else family, position)
    return [
        ClaimNode(
            one,
            *fact,
            tuple(stances[one].values()) if one in stances else (),
            *counts.get(one, (PassageCount(), 0)),
            tuple(evidence.get(one, ())),
        )
        for one, fact in facts.items()
    ]


def _of_claims(rows: Any, path: str, workspace_id: UUID, claim_ids: Collection[str]) -> Any:  # noqa: ANN401 - any rows of a workspace
    """Narrow rows to those of some claims, or of the whole workspace where naming the claims would cost more."""
    if len(claim_ids) > _MANY_CLAIMS:
        return rows.filter(workspace=workspace_id)
    return rows.filter(**{f"{path}__in": claim_ids})


def _counted(workspace_id: UUID, claim_ids: Collection[str]) -> dict[str, tuple[PassageCount, int]]:
    """Return how many accepted passages bear on each claim, and how many of them were retracted."""
    rows = (
        _of_claims(Evidence.objects.accepted(), "claim", workspace_id, claim_ids)
        .order_by()
        .values_list(_text("claim_id"))
        .annotate(
            **{f"{bearing.value}_count": Count("pk", filter=Q(bearing=bearing)) for bearing in _BEARINGS},
            retracted_count=Count("pk", filter=Q(passage__source__status=SourceStatus.RETRACTED)),
        )
    )
    return {claim: (PassageCount(*numbers), retracted) for claim, *numbers, retracted in rows}


def _counts(evidence: dict[str, list[EvidenceNode]]) -> dict[str, tuple[PassageCount, int]]:
    found = {}
    for claim, passages in evidence.items():
        bearings = [passage.bearing for passage in passages]
        count = PassageCount(*(bearings.count(bearing.value) for bearing in _BEARINGS))
        found[claim] = count, sum(passage.is_retracted for passage in passages)
    return found


def _evidence(workspace_id: UUID, claim_ids: Collection[str]) -> dict[str, list[EvidenceNode]]:
    """Return the accepted evidence of each claim: what supports it first, then as it was added."""
    names = Authorship.objects.filter(source=OuterRef("passage__source")).order_by("position")
    anchors = Anchor.objects.filter(passage=OuterRef("passage")).order_by("-text_version__created_at")
    pages = Page.objects.filter(
        text_version__anchors__passage=OuterRef("passage"),
        start__lte=F("text_version__anchors__start"),
        end__gt=F("text_version__anchors__start"),
    ).order_by("-text_version__created_at")
    rows = (
        _of_claims(Evidence.objects.accepted(), "claim", workspace_id, claim_ids)
        .order_by("created_at", "id")
        .annotate(
            names=ArraySubquery(names.values("author__family")),
            grade=Subquery(anchors.values("grade")[:1]),
            page=Subquery(pages.values("label")[:1]),
        )
    )
    found: dict[str, list[EvidenceNode]] = defaultdict(list)
    keys = [_text(name) for name in ("claim_id", "pk", "passage_id", "passage__source_id")]
    columns = (
        "bearing",
        "passage__exact",
        "passage__source__title",
        "passage__source__issued_on",
        "passage__source__status",
        "speaker__given",
        "speaker__family",
        "workspace__slug",
        "names",
        "grade",
        "page",
    )
    for claim, key, passage, source, *row in rows.values_list(*keys, *columns):
        bearing, quote, title, issued, status, given, family, slug, names, grade, page = row
        found[claim].append(
            EvidenceNode(
                id=key,
                bearing=bearing,
                quote=quote,
                source=_source_label(names, title, issued.year if issued else None),
                place=f"p. {page}" if page else "",
                author=f"{given} {family}" if given else family,
                grade=grade or "",
                path=_passage_path(slug, source, passage),
                is_retracted=status == SourceStatus.RETRACTED,
            )
        )
    for passages in found.values():
        passages.sort(key=lambda one: _BEARINGS[Bearing(one.bearing)])
    return found


def _passage_path(workspace_slug: str, source: str, passage: str) -> str:
    return _reader_path(workspace_slug).replace(_NO_SOURCE, source) + passage


@lru_cache(maxsize=64)
def _reader_path(workspace_slug: str) -> str:
    return f"{reverse('claims:source_detail', args=[workspace_slug, _NO_SOURCE])}#p-"


def _source_label(names: list[str], title: str, year: int | None) -> str:
    """Return a source in short, as in a text: "Abel 2014", "Abel et al. 2014", else by its title."""
    who = " and ".join(names) if 0 < len(names) <= _NAMED_AUTHORS else f"{names[0]} et al." if names else title
    return f"{who} {year}" if year else who
