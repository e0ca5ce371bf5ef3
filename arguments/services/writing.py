"""Writing what an edit made of a board into the tables, many rows of a kind in one statement."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F

from arguments.domain.editing.board import UNDERCUTS, ArgumentState, Board
from arguments.enums import PremiseStatus
from arguments.models import Argument, ArgumentMap, BaseScore, MapFold, MapOmission, Premise, QuestionAnswer
from arguments.queries.boards import Loaded
from claims.models import Claim
from claims.services import create_drafts, discard_drafts, edit_claim
from sources.models import Author, Passage
from workspaces.models import User, Workspace

_ASIDE = 10_000
"""Added to positions while they change places, since no two premises may ever stand at one."""

_HIGHEST = 20_000
"""Positions leave gaps where something was removed. Above this they are counted anew, before the column is full."""

_PLACE = """
UPDATE arguments_argument SET position = place.position
FROM unnest(%s::uuid[], %s::int[]) AS place(id, position)
WHERE arguments_argument.id = place.id
"""


@dataclass
class Writer:
    """The tables of one workspace while an edit is written. Whoever uses it holds the graph's revision."""

    workspace: Workspace
    before: Loaded
    after: Board
    numbers: Mapping[str, int]
    by: User | None

    def write(self) -> None:
        """Write all that differs between the two boards, but evidence, which the services of claims write."""
        self._write_claims()
        positions = self._positions()
        self._add_arguments(positions)
        self._change_arguments()
        # Last, since the database takes along whatever still undercuts what goes.
        self._remove_arguments()
        self._place_arguments(positions)
        self._write_maps()
        self._discard_claims()

    def _write_claims(self) -> None:
        old, new = self.before.board.claims, self.after.claims
        made = {UUID(claim): new[claim].text for claim in new if claim not in old}
        if made:
            numbers = {claim: self.numbers[str(claim)] for claim in made if self.numbers.get(str(claim))}
            create_drafts(workspace=self.workspace, wordings=made, numbers=numbers, by=self.by)
        reworded = [claim for claim in new if claim in old and old[claim].text != new[claim].text]
        for claim in Claim.objects.filter(pk__in=reworded).select_related("workspace") if reworded else ():
            text = new[str(claim.pk)].text
            edit_claim(claim=claim, text=text, kind=claim.kind, topic=claim.topic, by=self.by)

    def _discard_claims(self) -> None:
        gone = self.before.board.claims.keys() - self.after.claims.keys()
        if gone:
            discard_drafts(claims=list(Claim.objects.filter(pk__in=gone)), by=self.by)

    def _remove_arguments(self) -> None:
        gone = self.before.board.arguments.keys() - self.after.arguments.keys()
        if gone:
            Argument.objects.filter(pk__in=gone).delete()

    def _add_arguments(self, positions: Mapping[str, int]) -> None:
        added = [one for key, one in self.after.arguments.items() if key not in self.before.board.arguments]
        if not added:
            return
        standing = _Standing.among(added)
        rows = [self._row(one, positions[one.id], standing) for one in added]
        Argument.objects.bulk_create(rows)
        again = [(row, one.made_at) for row, one in zip(rows, added, strict=True) if one.made_at]
        for row, made_at in again:
            row.created_at = datetime.fromisoformat(made_at)
        Argument.objects.bulk_update([row for row, _ in again], ["created_at"])
        Premise.objects.bulk_create(
            Premise(argument_id=one.id, claim_id=premise.claim, position=position, status=_status(premise.is_implicit))
            for one in added
            for position, premise in enumerate(one.premises)
        )
        _put_kept([one for one in added if one.kept], standing)

    def _row(self, state: ArgumentState, position: int, standing: "_Standing") -> Argument:
        is_undercut = state.relation == UNDERCUTS
        maker = state.made_by if state.made_by in standing.users else None
        return Argument(
            id=UUID(state.id),
            workspace=self.workspace,
            relation=state.relation,
            conclusion_id=None if is_undercut else state.aim,
            target_id=state.aim if is_undercut else None,
            author_id=state.author if state.author in standing.authors else None,
            passage_id=state.passage if state.passage in standing.passages else None,
            scheme=state.scheme,
            note=state.note,
            position=position,
            version=state.version,
            created_by_id=maker if state.made_at else (self.by.pk if self.by else None),
        )

    def _change_arguments(self) -> None:
        for key, now in self.after.arguments.items():
            was = self.before.board.arguments.get(key)
            if was is None or was is now or was.content == now.content:
                continue
            is_undercut = now.relation == UNDERCUTS
            Argument.objects.filter(pk=key).update(
                relation=now.relation,
                conclusion_id=None if is_undercut else now.aim,
                target_id=now.aim if is_undercut else None,
                author_id=now.author or None,
                passage_id=now.passage or None,
                scheme=now.scheme,
                note=now.note,
                version=now.version,
            )
            if was.premises != now.premises:
                self._change_premises(was, now)

    def _change_premises(self, was: ArgumentState, now: ArgumentState) -> None:
        rows = Premise.objects.filter(argument=UUID(now.id))
        gone = set(was.claims) - set(now.claims)
        if gone:
            rows.filter(claim__in=[UUID(claim) for claim in gone]).delete()
        known = {claim: self.before.premise_positions[now.id, claim] for claim in was.claims if claim not in gone}
        places = dict(_kept_in_order(now.claims, known))
        moved = {claim: place for claim, place in places.items() if claim in known and known[claim] != place}
        if moved:
            rows.filter(claim__in=[UUID(claim) for claim in moved]).update(position=F("position") + _ASIDE)
            for claim, place in moved.items():
                rows.filter(claim=UUID(claim)).update(position=place)
        marks = {premise.claim: premise.is_implicit for premise in was.premises}
        for premise in now.premises:
            if premise.claim not in known:
                rows.create(
                    argument_id=now.id,
                    claim_id=premise.claim,
                    position=places[premise.claim],
                    status=_status(premise.is_implicit),
                )
            elif marks[premise.claim] != premise.is_implicit:
                rows.filter(claim=UUID(premise.claim)).update(status=_status(premise.is_implicit))

    def _positions(self) -> dict[str, int]:
        """Return the positions of all arguments in orders that changed."""
        positions: dict[str, int] = {}
        for aim, order in self.after.order.items():
            old = self.before.board.order.get(aim, ())
            if order != old:
                known = {argument: self.before.positions[argument] for argument in order if argument in old}
                positions.update(_kept_in_order(order, known))
        return positions

    def _place_arguments(self, positions: Mapping[str, int]) -> None:
        old = self.before.positions
        moved = {one: place for one, place in positions.items() if one in old and old[one] != place}
        if moved:
            with connection.cursor() as cursor:
                cursor.execute(_PLACE, [list(moved), list(moved.values())])

    def _write_maps(self) -> None:
        was, now = self.before.board, self.after
        for shown, values in now.maps.items():
            if values is not was.maps[shown]:
                fields = {"lead_claim_id" if name == "lead" else name: value for name, value in values.items()}
                ArgumentMap.objects.filter(pk=shown).update(**fields)
        here = {argument for _, argument in now.left_out} & now.arguments.keys()
        MapOmission.objects.bulk_create(
            MapOmission(map_id=shown, argument_id=argument)
            for shown, argument in now.left_out - was.left_out
            if argument in here
        )
        for shown, argument in was.left_out - now.left_out:
            MapOmission.objects.filter(map=UUID(shown), argument=UUID(argument)).delete()
        MapFold.objects.bulk_create(MapFold(map_id=shown, claim_id=claim) for shown, claim in now.folded - was.folded)
        for shown, claim in was.folded - now.folded:
            MapFold.objects.filter(map=UUID(shown), claim=UUID(claim)).delete()


@dataclass(frozen=True)
class _Standing:
    """Which of the people, authors and passages that removed arguments name are still there."""

    users: frozenset[str]
    authors: frozenset[str]
    passages: frozenset[str]

    @classmethod
    def among(cls, states: Iterable[ArgumentState]) -> "_Standing":
        listed = list(states)
        people = {one.made_by for one in listed} | {
            row.get("by", "") for one in listed for name in ("scores", "answers") for row in one.kept.get(name, ())
        }
        return cls(
            users=_those_of(User, people),
            authors=_those_of(Author, {one.author for one in listed}),
            passages=_those_of(Passage, {one.passage for one in listed}),
        )


def _those_of(model: Any, ids: set[str]) -> frozenset[str]:  # noqa: ANN401 - any model's class
    wanted = ids - {""}
    if not wanted:
        return frozenset()
    return frozenset(str(pk) for pk in model.objects.filter(pk__in=wanted).values_list("pk", flat=True))


def _put_kept(states: Iterable[ArgumentState], standing: _Standing) -> None:
    """Put back what people said of arguments that are there again, in the maps that are there still."""
    listed = list(states)
    if not listed:
        return
    maps = {row["map"] for one in listed for row in one.kept.get("scores", ())}
    maps |= {shown for one in listed for shown in one.kept.get("left_out_of", ())}
    standing_maps = _those_of(ArgumentMap, maps)
    for one in listed:
        for row in one.kept.get("scores", ()):
            if row["map"] in standing_maps:
                BaseScore.objects.create(
                    id=UUID(row["id"]),
                    map_id=row["map"],
                    argument_id=one.id,
                    value=row["value"],
                    reason=row["reason"],
                    by_id=row["by"] if row["by"] in standing.users else None,
                )
        for shown in one.kept.get("left_out_of", ()):
            if shown in standing_maps:
                MapOmission.objects.create(map_id=shown, argument_id=one.id)
        for row in one.kept.get("answers", ()):
            QuestionAnswer.objects.create(
                id=UUID(row["id"]),
                argument_id=one.id,
                question=row["question"],
                verdict=row["verdict"],
                note=row["note"],
                by_id=row["by"] if row["by"] in standing.users else None,
            )
    for one in listed:
        QuestionAnswer.objects.filter(pk__in=one.kept.get("questions", ()), undercut=None).update(undercut=one.id)


def _status(is_implicit: bool) -> str:
    return PremiseStatus.IMPLICIT if is_implicit else PremiseStatus.STATED


def _kept_in_order(order: Iterable[str], known: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Return positions that go up along the order, moving as few of the known ones as may be."""
    last, is_high = -1, max(known.values(), default=0) > _HIGHEST
    for item in order:
        last = last + 1 if is_high else max(known.get(item, last + 1), last + 1)
        yield item, last
