"""The part of the tables that an edit looks at, in a number of queries that does not grow."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, Value
from django.db.models.functions import MD5, Lower

from arguments.domain.editing.board import (
    UNDERCUTS,
    ArgumentState,
    Board,
    ClaimState,
    EvidenceState,
    PremiseState,
    wording_key,
)
from arguments.domain.editing.needs import Needs
from arguments.enums import PremiseStatus
from arguments.models import (
    Argument,
    ArgumentMap,
    BaseScore,
    MapFold,
    MapOmission,
    Premise,
    QuestionAnswer,
)
from claims.domain.folding import fold
from claims.enums import ClaimKind, ClaimStatus
from claims.enums import EvidenceState as EvidenceStates
from claims.models import Claim, Evidence
from claims.queries.using import claims_in_use
from workspaces.models import Workspace

_LINKED = (EvidenceStates.ACCEPTED, EvidenceStates.JUDGING)

_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT unnest(%s::uuid[])
    UNION
    SELECT argument.id FROM arguments_argument argument JOIN below ON argument.target_id = below.id
)
SELECT id FROM below
"""
"""The arguments and all that undercuts them, at any depth; UNION ends circles."""


@dataclass
class Loaded:
    """A board, and the positions that the database has for what stands on it."""

    board: Board
    positions: dict[str, int] = field(default_factory=dict)
    premise_positions: dict[tuple[str, str], int] = field(default_factory=dict)


def load_board(workspace: Workspace, needs: Needs, shown: ArgumentMap | None = None) -> Loaded:
    """Return what an edit needs to see; at most some fifteen queries, whatever the size of the workspace."""
    board = Board(map=str(shown.pk) if shown else "")
    loaded = Loaded(board)
    _load_claims(board, workspace, needs)
    _load_arguments(loaded, workspace, needs)
    _load_claims_of_arguments(board, workspace)
    _load_orders(loaded, workspace, needs)
    if needs.removed:
        _load_kept(board)
    if needs.discarded:
        board.used = _used(board, needs.discarded)
    if needs.evidence or needs.passages:
        _load_evidence(board, workspace, needs)
    maps = needs.maps | ({board.map} if needs.own_map and board.map else set())
    if maps:
        _load_maps(board, workspace, maps)
    if needs.left_out:
        omissions = MapOmission.objects.filter(map__workspace=workspace, argument__in=_ids(board.arguments))
        board.left_out = frozenset((str(one.map_id), str(one.argument_id)) for one in omissions)
    if needs.folded:
        folds = MapFold.objects.filter(map__workspace=workspace, claim__in=_ids(board.claims))
        board.folded = frozenset((str(one.map_id), str(one.claim_id)) for one in folds)
    return loaded


def _load_claims(board: Board, workspace: Workspace, needs: Needs) -> None:
    texts = {fold(text) for text in needs.texts}
    claims = Claim.objects.filter(workspace=workspace).order_by()
    wanted = Q(number__in=needs.numbers) | Q(pk__in=needs.claims)
    _take_claims(board, claims.filter(wanted) if needs.numbers or needs.claims else ())
    if texts:
        wordings = [MD5(Lower(Value(text))) for text in texts]
        _take_claims(board, claims.alias(wording=MD5(Lower("text"))).filter(wording__in=wordings))
    needs.aims |= {one.id for one in board.claims.values() if one.number in needs.aimed_numbers}


def _take_claims(board: Board, claims: Iterable[Claim]) -> None:
    for claim in claims:
        board.claims[str(claim.pk)] = ClaimState(str(claim.pk), claim.text, claim.number)
        board.wordings[wording_key(claim.text)] = str(claim.pk)


def _load_arguments(loaded: Loaded, workspace: Workspace, needs: Needs) -> None:
    ids = set(needs.arguments)
    if needs.removed:
        ids |= _below(needs.removed)
    _take_arguments(loaded, workspace, ids)
    if needs.twins:
        _take_arguments(loaded, workspace, _possible_twins(loaded.board, needs) - loaded.board.arguments.keys())
    targets = {one.aim for one in loaded.board.arguments.values() if one.relation == UNDERCUTS}
    _take_arguments(loaded, workspace, targets - loaded.board.arguments.keys())


def _below(arguments: Iterable[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_BELOW, [list(arguments)])
        return {str(row[0]) for row in cursor.fetchall()}


def _possible_twins(board: Board, needs: Needs) -> set[str]:
    """Return the arguments with an aim that the edit names and a premise that it names."""
    aims = [*needs.aims, *(one.aim for one in board.arguments.values())]
    claims = {*board.claims, *(claim for one in board.arguments.values() for claim in one.claims)}
    same = Premise.objects.filter(
        Q(argument__conclusion__in=aims) | Q(argument__target__in=aims), claim__in=_ids(claims)
    )
    return {str(argument) for argument in same.order_by().values_list("argument", flat=True)}


def _take_arguments(loaded: Loaded, workspace: Workspace, ids: Iterable[str]) -> None:
    wanted = list(ids)
    if not wanted:
        return
    premises: dict[UUID, list[PremiseState]] = defaultdict(list)
    for premise in Premise.objects.filter(argument__in=_ids(wanted)).order_by("argument_id", "position"):
        is_implicit = premise.status == PremiseStatus.IMPLICIT
        premises[premise.argument_id].append(PremiseState(str(premise.claim_id), is_implicit))
        loaded.premise_positions[str(premise.argument_id), str(premise.claim_id)] = premise.position
    for row in Argument.objects.filter(workspace=workspace, pk__in=wanted).order_by():
        loaded.board.arguments[str(row.pk)] = _argument_state(row, premises[row.pk])


def _argument_state(row: Argument, premises: Sequence[PremiseState]) -> ArgumentState:
    return ArgumentState(
        id=str(row.pk),
        relation=row.relation,
        aim=str(row.conclusion_id or row.target_id),
        premises=tuple(premises),
        author=_written(row.author_id),
        passage=_written(row.passage_id),
        scheme=row.scheme,
        note=row.note,
        version=row.version,
        made_by=_written(row.created_by_id),
        made_at=row.created_at.isoformat(),
    )


def _load_claims_of_arguments(board: Board, workspace: Workspace) -> None:
    wanted: set[str] = set()
    for argument in board.arguments.values():
        wanted.update(argument.claims)
        if argument.relation != UNDERCUTS:
            wanted.add(argument.aim)
    missing = wanted - board.claims.keys()
    if missing:
        _take_claims(board, Claim.objects.filter(workspace=workspace, pk__in=missing).order_by())


def _load_orders(loaded: Loaded, workspace: Workspace, needs: Needs) -> None:
    board = loaded.board
    aims = needs.aims.union(needs.removed, (one.aim for one in board.arguments.values()))
    aims |= {one.id for one in board.arguments.values()} if needs.removed else set()
    if not aims:
        return
    orders: dict[str, list[str]] = defaultdict(list)
    rows = (
        Argument.objects.filter(Q(conclusion__in=list(aims)) | Q(target__in=list(aims)), workspace=workspace)
        .order_by("position", "created_at", "id")
        .values_list("id", "conclusion_id", "target_id", "position")
    )
    for argument, conclusion, target, position in rows:
        orders[str(conclusion or target)].append(str(argument))
        loaded.positions[str(argument)] = position
    board.order = {aim: tuple(order) for aim, order in orders.items()}


def _load_kept(board: Board) -> None:
    """Load what people said of the arguments, which goes when they go."""
    ids = _ids(board.arguments)
    kept: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for score in BaseScore.objects.filter(argument__in=ids).order_by("pk"):
        values = {"id": str(score.pk), "map": str(score.map_id), "value": score.value, "reason": score.reason}
        kept[str(score.argument_id)]["scores"].append({**values, "by": _written(score.by_id)})
    for answer in QuestionAnswer.objects.filter(Q(argument__in=ids) | Q(undercut__in=ids)).order_by("pk"):
        if str(answer.argument_id) in board.arguments:
            kept[str(answer.argument_id)]["answers"].append(_answer_values(answer))
        if answer.undercut_id is not None and str(answer.undercut_id) in board.arguments:
            kept[str(answer.undercut_id)]["questions"].append(str(answer.pk))
    for omission in MapOmission.objects.filter(argument__in=ids).order_by("pk"):
        kept[str(omission.argument_id)]["left_out_of"].append(str(omission.map_id))
    for argument, told in kept.items():
        held = board.arguments[argument]
        board.arguments[argument] = held.with_kept(dict(told))


def _answer_values(answer: QuestionAnswer) -> dict[str, str]:
    return {
        "id": str(answer.pk),
        "question": answer.question,
        "verdict": answer.verdict,
        "note": answer.note,
        "undercut": _written(answer.undercut_id),
        "by": _written(answer.by_id),
    }


def _used(board: Board, drafts: Iterable[str]) -> frozenset[str]:
    """Return the drafts that something outside of the board uses, or that somebody made more of than a draft."""
    ids = [UUID(draft) for draft in drafts]
    elsewhere = Premise.objects.filter(claim__in=ids).exclude(argument__in=_ids(board.arguments))
    aimed = Argument.objects.filter(conclusion__in=ids).exclude(pk__in=list(board.arguments))
    used = set(
        elsewhere.order_by().values_list("claim_id", flat=True).union(aimed.values_list("conclusion_id").order_by())
    )
    used |= claims_in_use(ids, ignoring=(Premise, Argument, MapFold))
    as_made = Claim.objects.filter(pk__in=ids, status=ClaimStatus.DRAFT, kind=ClaimKind.FACTUAL, topic="")
    used |= set(ids) - set(as_made.values_list("pk", flat=True))
    return frozenset(str(claim) for claim in used)


def _load_evidence(board: Board, workspace: Workspace, needs: Needs) -> None:
    of_passages = Q(claim__number__in=needs.linked) | Q(claim__in=needs.linked_claims)
    wanted = Q(pk__in=needs.evidence) | (of_passages & Q(passage__in=needs.passages))
    rows = list(
        Evidence.objects.filter(wanted, workspace=workspace, state__in=_LINKED).select_related("claim").order_by()
    )
    for row in rows:
        state = EvidenceState(
            claim=str(row.claim_id),
            passage=str(row.passage_id),
            speaker=str(row.speaker_id),
            bearing=row.bearing,
            is_open=row.state == EvidenceStates.JUDGING,
            row=str(row.pk),
        )
        board.evidence[state.key] = state
    _take_claims(board, [row.claim for row in rows])


def _load_maps(board: Board, workspace: Workspace, maps: Iterable[str]) -> None:
    rows = list(ArgumentMap.objects.filter(workspace=workspace, pk__in=maps).select_related("lead_claim").order_by())
    for row in rows:
        board.maps[str(row.pk)] = {
            "title": row.title,
            "description": row.description,
            "lead": str(row.lead_claim_id),
            "view": row.view,
            "semantics": row.semantics,
        }
    _take_claims(board, [row.lead_claim for row in rows])


def _ids(ids: Iterable[str]) -> list[UUID]:
    return [UUID(one) for one in ids]


def _written(value: UUID | None) -> str:
    return str(value) if value else ""
