"""The one form in which a claim's text is stored and compared."""

import unicodedata


def fold(text: str) -> str:
    """Return the text in NFC, with white space folded and without NUL, which PostgreSQL cannot hold."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\x00", "").split())
