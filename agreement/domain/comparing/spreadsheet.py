"""Text that a spreadsheet may open without running it."""

from __future__ import annotations

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def inert_cell(value: str) -> str:
    """Return the text, with an apostrophe before it if a spreadsheet would take it for a formula.

    OWASP, "CSV Injection", https://owasp.org/www-community/attacks/CSV_Injection.
    """
    return f"'{value}" if value.startswith(STARTS_A_FORMULA) else value
