"""Identifiers of rows that the outside sees."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Return a new UUID of version 7: unique, and later ones sort after earlier ones (RFC 9562)."""
    return uuid7()
