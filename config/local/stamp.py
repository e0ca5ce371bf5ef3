"""Remembers for which migrations a database was prepared, so that a second start need not ask Django."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import psycopg

PROJECT = Path(__file__).resolve().parents[2]
STAMP_NAME = "prepared.json"


def is_prepared(database_url: str, var_dir: Path) -> bool:
    """Return whether the database still is what the last preparation left, for the same migrations.

    Asks the database itself without starting Django, which takes a second and a half.
    """
    try:
        stamp = json.loads((var_dir / STAMP_NAME).read_text())
    except (OSError, ValueError):
        return False
    return bool(stamp == _state(database_url))


def write_stamp(database_url: str, var_dir: Path) -> None:
    """Remember the state of the database as prepared."""
    (var_dir / STAMP_NAME).write_text(json.dumps(_state(database_url)))


def _state(database_url: str) -> dict[str, str]:
    return {"database": _applied_migrations(database_url), "files": _migration_files()}


def _applied_migrations(database_url: str) -> str:
    """Return a fingerprint of what was applied and when, so another database is told from this one."""
    try:
        with psycopg.connect(database_url, connect_timeout=10) as connection:
            rows = connection.execute("SELECT app, name, applied::text FROM django_migrations ORDER BY id").fetchall()
    except psycopg.errors.UndefinedTable:
        rows = []
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def _migration_files() -> str:
    """Return a fingerprint of our migrations and of the pinned packages, which bring theirs."""
    files = sorted(PROJECT.glob("*/migrations/[0-9]*.py"))
    digest = hashlib.sha256()
    for file in (PROJECT / "requirements" / "constraints.txt", *files):
        digest.update(str(file.relative_to(PROJECT)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
