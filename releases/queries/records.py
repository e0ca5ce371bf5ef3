"""Claims as records: what releases, exports and the change feed give out, as canonical JSON made by the database.

`row_to_json` writes no white space and escapes as RFC 8785 asks, so a record whose columns are in the order of its keys
is canonical as it comes. The shape is told in docs/formats/claim-sets.md; a test holds it to `domain/canonical.py`.
"""

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from claims.enums import EvidenceState, StanceBasis

# ruff: noqa: S608 - the SQL is put together of parts of ours; values are parameters
# Names of columns below are keys of the record, and stand in alphabetical order.
_SPEAKER = "(SELECT row_to_json(n) FROM (SELECT {0}.id, btrim({0}.given || ' ' || {0}.family) AS name) n)"

_SOURCE = """(SELECT row_to_json(w) FROM (SELECT
    s.doi, s.id,
    CASE WHEN s.issued_precision > 0 THEN left(s.issued_on::text, s.issued_precision * 3 + 1) END AS issued,
    s.key, s.status, s.title, s.url) w)"""

_EVIDENCE = f"""(SELECT array_to_json(array_agg(row_to_json(e) ORDER BY e.id)) FROM (SELECT
    v.bearing, v.id, v.passage_id AS passage, p.prefix, p.exact AS quote, {_SOURCE} AS source,
    {_SPEAKER.format("a")} AS speaker, p.suffix
    FROM claims_evidence v
    JOIN sources_passage p ON p.id = v.passage_id
    JOIN sources_source s ON s.id = p.source_id
    JOIN sources_author a ON a.id = v.speaker_id
    WHERE v.claim_id = c.id AND v.state = '{EvidenceState.ACCEPTED}') e)"""

_STANCES = f"""(SELECT array_to_json(array_agg(row_to_json(t) ORDER BY t.id)) FROM (SELECT
    h.as_of, {_SPEAKER.format("a")} AS author, h.basis,
    row_number() OVER (
        PARTITION BY h.author_id ORDER BY (h.basis = '{StanceBasis.SET}') DESC, h.as_of DESC NULLS LAST, h.id
    ) = 1 AS counts,
    h.id, h.likelihood, h.likelihood_term, h.position, h.reason
    FROM claims_stance h JOIN sources_author a ON a.id = h.author_id WHERE h.claim_id = c.id) t)"""

CLAIM_RECORD = f"""(SELECT row_to_json(r) FROM (SELECT
    COALESCE({_EVIDENCE}, '[]') AS evidence, c.id, c.kind, 'C-' || c.number AS label, c.number,
    COALESCE({_STANCES}, '[]') AS stances, c.status, c.text, c.topic) r)::text"""
"""SQL of the record of the claim `c`, a row of claims_claim, as text."""


def claim_records_sql(claims: QuerySet[Any]) -> tuple[str, tuple[Any, ...]]:
    """Return the SQL, and its parameters, of the claims' identifiers and records, in the order of the identifiers."""
    chosen, parameters = claims.order_by().values("pk").query.sql_with_params()
    sql = f"SELECT c.id, {CLAIM_RECORD} AS record FROM claims_claim c WHERE c.id IN ({chosen}) ORDER BY c.id"
    return sql, parameters


def claim_records(claims: QuerySet[Any]) -> dict[UUID, str]:
    """Return each claim's record as canonical JSON by its identifier, in their order; one query, all in memory."""
    with connection.cursor() as cursor:
        cursor.execute(*claim_records_sql(claims))
        return dict(cursor.fetchall())
