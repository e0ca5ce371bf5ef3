"""Names of argumentation schemes, as AIFdb writes them and as keys."""

from __future__ import annotations

import re

_PLAIN = {"", "ra", "ca", "default-inference", "inference", "default-conflict", "conflict", "pro", "con", "n/a", "na"}
_OPENING = re.compile(r"^(?:the-)?(?:argument|inference|reasoning)-(?:from|by)-(?:the-)?|^(?:from|by)-")


def scheme_key(name: str) -> str:
    """Return the key of a scheme's name: "Argument From Expert Opinion" is `expert-opinion`; "" for no scheme."""
    plain = re.sub(r"[^a-z0-9/]+", "-", name.strip().lower()).strip("-")
    return "" if plain in _PLAIN else _OPENING.sub("", plain)


def scheme_name(key: str) -> str:
    """Return a name whose key is the given one, if it is a key."""
    return " ".join(word.capitalize() for word in key.split("-"))
