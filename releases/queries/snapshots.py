"""What the canonical files of a release are made of, as SQL over the claims that it holds.

Every file is one statement whose rows are lines, sorted by identifier. They are read one after the other in one
snapshot; see docs/algorithms/releases.md.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from claims.enums import EvidenceState
from releases.queries.records import claim_records_sql

# ruff: noqa: S608 - the SQL is put together of parts of ours; values are parameters


@dataclass(frozen=True)
class Statement:
    """SQL and its parameters."""

    sql: str
    parameters: tuple[Any, ...]


def members(claims: QuerySet[Any]) -> Statement:
    """Return the statement of the identifiers of the claims."""
    sql, parameters = claims.order_by().values("id").query.sql_with_params()
    return Statement(sql, parameters)


def claims_file(claims: QuerySet[Any]) -> Statement:
    """Return the statement of the claims' records."""
    sql, parameters = claim_records_sql(claims)
    return Statement(f"SELECT r.record FROM ({sql}) r", parameters)


_CITED = f"""cited AS MATERIALIZED (
    SELECT DISTINCT p.source_id AS id FROM claims_evidence v
    JOIN sources_passage p ON p.id = v.passage_id
    WHERE v.claim_id IN (SELECT m.id FROM members m) AND v.state = '{EvidenceState.ACCEPTED}')"""

# An argument is in if its premises and its conclusion are, or the argument whose inference it undercuts.
_INSIDE = """RECURSIVE members AS MATERIALIZED ({members}), inside AS (
    SELECT g.id FROM arguments_argument g WHERE g.conclusion_id IN (SELECT m.id FROM members m) AND {premises_inside}
    UNION
    SELECT g.id FROM arguments_argument g JOIN inside i ON g.target_id = i.id WHERE {premises_inside})"""
_PREMISES_INSIDE = """NOT EXISTS (SELECT FROM arguments_premise q
    WHERE q.argument_id = g.id AND q.claim_id NOT IN (SELECT m.id FROM members m))"""


def authors_file(claims: QuerySet[Any]) -> Statement:
    """Return the statement of the authors: speakers, holders of stances, authors of cited works and of arguments."""
    chosen = members(claims)
    inside = _INSIDE.format(members=chosen.sql, premises_inside=_PREMISES_INSIDE)
    return Statement(
        f"""WITH {inside}, {_CITED}, named AS (
            SELECT v.speaker_id AS id FROM claims_evidence v
            WHERE v.claim_id IN (SELECT m.id FROM members m) AND v.state = '{EvidenceState.ACCEPTED}'
            UNION SELECT h.author_id FROM claims_stance h WHERE h.claim_id IN (SELECT m.id FROM members m)
            UNION SELECT o.author_id FROM sources_authorship o WHERE o.source_id IN (SELECT c.id FROM cited c)
            UNION SELECT g.author_id FROM arguments_argument g WHERE g.id IN (SELECT i.id FROM inside i))
        SELECT row_to_json(r)::text FROM (
            SELECT a.family, a.given, a.id, a.kind, btrim(a.given || ' ' || a.family) AS name, a.slug
            FROM sources_author a WHERE a.id IN (SELECT n.id FROM named n)) r ORDER BY r.id""",
        chosen.parameters,
    )


def arguments_file(claims: QuerySet[Any]) -> Statement:
    """Return the statement of the arguments that lie wholly inside the claims."""
    chosen = members(claims)
    inside = _INSIDE.format(members=chosen.sql, premises_inside=_PREMISES_INSIDE)
    return Statement(
        f"""WITH {inside}
        SELECT row_to_json(r)::text FROM (SELECT
            (SELECT row_to_json(n) FROM (
                SELECT a.id, btrim(a.given || ' ' || a.family) AS name FROM sources_author a WHERE a.id = g.author_id
            ) n) AS author,
            g.conclusion_id AS conclusion, g.id, g.note,
            (SELECT COALESCE(json_agg(row_to_json(k)), '[]') FROM (
                SELECT q.claim_id AS claim, q.status FROM arguments_premise q
                WHERE q.argument_id = g.id ORDER BY q.position) k) AS premises,
            g.relation, g.scheme, g.target_id AS target
            FROM arguments_argument g WHERE g.id IN (SELECT i.id FROM inside i)) r ORDER BY r.id""",
        chosen.parameters,
    )


def cited_sources(claims: QuerySet[Any]) -> Statement:
    """Return the statement of the works that accepted evidence is from: id, key, nature, status, CSL item, authors."""
    chosen = members(claims)
    return Statement(
        f"""WITH members AS MATERIALIZED ({chosen.sql}), {_CITED}
        SELECT s.id, s.key, s.nature, s.status, s.csl::text, ARRAY(
            SELECT o.author_id::text FROM sources_authorship o WHERE o.source_id = s.id ORDER BY o.position)
        FROM sources_source s WHERE s.id IN (SELECT c.id FROM cited c) ORDER BY s.id""",
        chosen.parameters,
    )


def tallies(claims: QuerySet[Any]) -> Statement:
    """Return the statement of how many pieces of accepted evidence and how many stances the claims have."""
    chosen = members(claims)
    return Statement(
        f"""WITH members AS MATERIALIZED ({chosen.sql}) SELECT
        (SELECT count(*) FROM claims_evidence v
            WHERE v.claim_id IN (SELECT m.id FROM members m) AND v.state = '{EvidenceState.ACCEPTED}'),
        (SELECT count(*) FROM claims_stance h WHERE h.claim_id IN (SELECT m.id FROM members m))""",
        chosen.parameters,
    )
