"""Argdown's shortcodes: signs written as a name between two points or two colons."""

from __future__ import annotations

from collections.abc import Mapping

from arguments.domain.interchange.debate import Json

_SIGNS = {
    "A": "∀",
    "E": "∃",
    "O": "\U0001d5e2",
    "P": "\U0001d5e3",
    "->": "→",
    "<->": "↔",
    "~": "¬",
    "^": "∧",
    "v": "∨",
    "v_": "⊻",
    "<>": "◇",
    "[]": "◻",
    "happy": "😀",
    "smile": "☺",
    "smiley": "☺",
    "laugh": "😆",
    "lol": "😆",
    "rofl": "🤣",
    "joy": "😂",
    "heart": "❤",
    "?": "❓",
    "question": "❓",
    "love": "😍",
    "wink": "😉",
    "shush": "🤫",
    "meh": "😐",
    "eye-roll": "🙄",
    "sad": "😢",
    "disappointed": "😞",
    "scream": "😱",
    "+1": "👍",
    "up": "👍",
    "-1": "👎",
    "down": "👎",
    "think": "🤔",
    "star": "⭐",
    "y": "✔",
    "agree": "✔",
    "n": "❌",
    "disagree": "❌",
}

SHORTCODES: Mapping[str, str] = {f"{edge}{name}{edge}": sign for name, sign in _SIGNS.items() for edge in ".:"} | {
    ":smile:": "☺\ufe0f"
}
"""Each shortcode with its sign; unlike the point form, `:smile:` asks for the coloured picture."""


def with_own(front_matter: Json) -> Mapping[str, str]:
    """The shortcodes of a file whose front matter may add some under `model: shortcodes:`."""
    model = front_matter.get("model") if isinstance(front_matter, dict) else None
    own = model.get("shortcodes") if isinstance(model, dict) else None
    if not isinstance(own, dict):
        return SHORTCODES
    return {
        **SHORTCODES,
        **{name: str(sign["unicode"]) for name, sign in own.items() if isinstance(sign, dict) and "unicode" in sign},
    }
