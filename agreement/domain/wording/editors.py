"""Who wrote an editor's note, where the note says so: its statements are the editor's, never the author's."""

from __future__ import annotations

import re

_PART = r"[A-ZÀ-ÖØ-Þ][\w'’-]*\.?"
_NAME = rf"{_PART}(?:\s(?:(?:de|van|von|der|den|del|di|da|du|bin|al|el|la|le|ten|dos)\s)?{_PART}){{1,3}}"
_OFFICE = r"(?:(?i:managing|executive|deputy|associate|senior|guest|series|chief)\s)?(?i:editors?)(?:-in-chief)?"
_SIGNED = (
    # Editor's note by Ann Example: …
    re.compile(rf"^\W*(?i:editor(?:['’]s|s['’]|ial)? note)\s(?i:by|from)\s(?P<name>{_NAME})\s?[:.,–—-]"),
    # … — Ann Example, Editor
    re.compile(rf"[–—-]\s?(?P<name>{_NAME}),?\s\(?(?:the\s)?{_OFFICE}\)?(?:,?\s[^.]{{0,60}})?[.)\]]*\s*$"),
    # … (Ann Example, editor) / [Ed.: Ann Example]
    re.compile(rf"[(\[](?P<name>{_NAME}),\s(?:the\s)?{_OFFICE}[)\]][.]?\s*$"),
    # I am Ann Example, editor of …; Ann Example, editor of this series, writes: …
    re.compile(
        rf"^\W*(?P<name>{_NAME}),\s(?:the\s)?{_OFFICE}(?:\s(?:of|at)\s[^,.]{{2,60}})?,?\s(?:writes|introduces|notes)\b"
    ),
)


_OPENING = re.compile(
    rf"^\W*editor(?:['’]s|s['’]|ial)? note(?:\s(?:by|from)\s(?-i:{_NAME}))?\s?[:.–—-]\s*", re.IGNORECASE
)


def without_note_opening(text: str) -> str:
    """Return a sentence of an editor's note without “Editor's note:” before it."""
    return _OPENING.sub("", text)


def editor_of(note: str) -> str:
    """Return the name under or over an editor's note, "" where none can be read.

    Only a name that the note itself calls the editor's: whom a note introduces is its subject.
    """
    text = " ".join(note.split())
    return next((match["name"] for match in (pattern.search(text) for pattern in _SIGNED) if match), "")
