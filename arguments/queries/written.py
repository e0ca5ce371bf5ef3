"""The graph of a map as JSON that the database writes: as many values as the other queries make, and few objects.

The names are the API's: its serializers say the same of `load_map_graph`, and tests hold both to the same values.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import connection

from arguments.domain.collecting import uncollected
from arguments.domain.reaching import Place, reach
from arguments.enums import PremiseStatus
from arguments.models import ArgumentMap
from claims.enums import Bearing, EvidenceState, StanceBasis

# ruff: noqa: S608 - the SQL is put together of parts of ours; values are parameters
Names = Mapping[str, Any]
"""Names of fields and of those below them; none means all."""
_MANY_CLAIMS = 200
_KEY_ALONE: Names = {"id": {}}
_NAME = "CASE WHEN w.given = '' THEN w.family ELSE w.given || ' ' || w.family END"


def _quoted(column: str) -> str:
    return f"'\"' || {column} || '\"'"


# Values are JSON as text, put together by `||`: `json_build_object` takes twice as long. Words that a constraint of the
# table knows, and identifiers, need no escaping; everything else goes through `to_json`.
_PREMISE = {
    "claim": _quoted("r.claim_id"),
    "is_implicit": f"CASE r.status WHEN '{PremiseStatus.IMPLICIT}' THEN 'true' ELSE 'false' END",
}
_ARGUMENT = {
    "id": _quoted("a.id"),
    "relation": _quoted("a.relation"),
    "conclusion": f"COALESCE({_quoted('a.conclusion_id')}, 'null')",
    "target": f"COALESCE({_quoted('a.target_id')}, 'null')",
    "author": f"CASE WHEN w.id IS NULL THEN '\"\"' ELSE to_json({_NAME})::text END",
    "premises": "'[' || COALESCE(p.items, '') || ']'",
}
_ARGUMENTS = """SELECT a.id::text, COALESCE(a.target_id, a.conclusion_id)::text, p.claims, {argument}
    FROM arguments_argument a
    LEFT JOIN sources_author w ON w.id = a.author_id
    LEFT JOIN (
        SELECT r.argument_id, string_agg(r.claim_id::text, ' ' ORDER BY r.position) AS claims,
            string_agg({premise}, ',' ORDER BY r.position) AS items
        FROM arguments_premise r JOIN arguments_argument o ON o.id = r.argument_id
        WHERE o.workspace_id = %(workspace)s GROUP BY r.argument_id
    ) p ON p.argument_id = a.id
    WHERE a.workspace_id = %(workspace)s
        AND NOT EXISTS (SELECT FROM arguments_mapomission m WHERE m.map_id = %(map)s AND m.argument_id = a.id)
    ORDER BY a.position, a.created_at, a.id"""

_STANCE = {"slug": "to_json(h.slug)::text", "name": "to_json(h.name)::text", "position": _quoted("h.position")}
_PASSAGES = {"supports": "COALESCE(e.supports, 0)", "contradicts": "COALESCE(e.contradicts, 0)"}
_CLAIM = {
    "id": _quoted("c.id"),
    "number": "c.number",
    "text": "to_json(c.text)::text",
    "kind": _quoted("c.kind"),
    "status": _quoted("c.status"),
    "stances": "'[' || COALESCE(s.items, '') || ']'",
    "passages": "",  # an object of the fields above
}
_CLAIMS = f"""SELECT c.id::text, {{claim}}
    FROM claims_claim c
    LEFT JOIN (
        SELECT h.claim_id, string_agg({{stance}}, ',' ORDER BY h.family, h.slug) AS items
        FROM (
            SELECT DISTINCT ON (t.claim_id, t.author_id) t.claim_id, t.position, w.slug, w.family, {_NAME} AS name
            FROM claims_stance t JOIN sources_author w ON w.id = t.author_id
            WHERE {{of_stances}}
            ORDER BY t.claim_id, t.author_id, t.basis = '{StanceBasis.SET}' DESC, t.as_of DESC NULLS LAST
        ) h GROUP BY h.claim_id
    ) s ON s.claim_id = c.id
    LEFT JOIN (
        SELECT v.claim_id, count(*) FILTER (WHERE v.bearing = '{Bearing.SUPPORTS}') AS supports,
            count(*) FILTER (WHERE v.bearing = '{Bearing.CONTRADICTS}') AS contradicts
        FROM claims_evidence v WHERE {{of_evidence}} AND v.state = '{EvidenceState.ACCEPTED}' GROUP BY v.claim_id
    ) e ON e.claim_id = c.id
    WHERE {{of_claims}}
    ORDER BY c.id <> %(lead)s, c.number"""


def write_map_graph(shown: ArgumentMap, fields: Names) -> dict[str, str]:
    """Return the `claims` and `arguments` of a map, each a JSON array, in two queries; of fields only those named.

    What is shown, and in which order, is what `load_map_graph` says.
    """
    with uncollected():
        # The rows are gone when collecting goes on: it would look through all that are left.
        return _written(shown, fields)


def _written(shown: ArgumentMap, fields: Names) -> dict[str, str]:
    rows = _argument_rows(shown, fields.get("arguments", {}) if _asks("arguments", fields) else _KEY_ALONE)
    by_aim: dict[str, list[Place]] = defaultdict(list)
    for key, aim, premises, _ in rows:
        by_aim[aim].append((key, premises.split(" ") if premises else ()))
    arguments, claims = reach(str(shown.lead_claim_id), by_aim)
    written = {}
    if _asks("claims", fields):
        written["claims"] = _array(_claim_rows(shown, claims, fields.get("claims", {})), claims)
    if _asks("arguments", fields):
        written["arguments"] = _array(rows, arguments)
    return written


def _asks(name: str, fields: Names) -> bool:
    return not fields or name in fields


def _argument_rows(shown: ArgumentMap, fields: Names) -> list[tuple[str, str, str | None, str]]:
    """Return id, aim, premises and JSON of the workspace's arguments that the map does not leave out."""
    sql = _ARGUMENTS.format(argument=_object(_ARGUMENT, fields), premise=_object(_PREMISE, fields.get("premises", {})))
    return _fetched(sql, {"workspace": shown.workspace_id, "map": shown.pk})


def _claim_rows(shown: ArgumentMap, wanted: Collection[str], fields: Names) -> list[tuple[str, str]]:
    """Return id and JSON of the claims, the lead first; among others where naming the claims would cost more."""
    claim = {**_CLAIM, "passages": _object(_PASSAGES, fields.get("passages", {}))}
    sql = _CLAIMS.format(
        claim=_object(claim, fields),
        stance=_object(_STANCE, fields.get("stances", {})),
        **{
            f"of_{rows}": f"{alias}.workspace_id = %(workspace)s"
            if len(wanted) > _MANY_CLAIMS
            else f"{alias}.{key} = ANY(%(claims)s::uuid[])"
            for rows, alias, key in (("stances", "t", "claim_id"), ("evidence", "v", "claim_id"), ("claims", "c", "id"))
        },
    )
    named = [] if len(wanted) > _MANY_CLAIMS else [*wanted]
    return _fetched(sql, {"workspace": shown.workspace_id, "lead": shown.lead_claim_id, "claims": named})


def _fetched(sql: str, parameters: Mapping[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def _object(values: Mapping[str, str], fields: Names) -> str:
    """Return SQL of an object of these fields, or of those named, in their order, as text."""
    chosen = [name for name in values if not fields or name in fields]
    parts = [f"""'{"," if place else "{"}"{name}":' || {values[name]}""" for place, name in enumerate(chosen)]
    return f"{' || '.join(parts)} || '}}'"


def _array(rows: Sequence[Sequence[str]], wanted: Collection[str]) -> str:
    """Return the JSON array of the rows whose first value is wanted; the last one of each is its JSON."""
    return f"[{','.join([row[-1] for row in rows if row[0] in wanted])}]"
