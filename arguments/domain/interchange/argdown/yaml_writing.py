"""Plain JSON values as the YAML inside Argdown.

Whatever a text holds, the block ends where it should: a closing brace or an equals sign inside a text, which could end
a data block or a front matter, is written as its number.
"""

from __future__ import annotations

import json
import math
import re

from arguments.domain.interchange.debate import Json

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:[ -][A-Za-z0-9_]+)*\Z")
_TYPED = frozenset({"null", "true", "false", "n", "y", "yes", "no", "on", "off"})
_NUMBERED = re.compile("[}=\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def flow(value: Json) -> str:
    """A value on one line; a mapping with its braces, as a data block has them."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(str(key))}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, float) and not math.isfinite(value):
        return "null"
    return json.dumps(value)


def block(value: Json) -> str:
    """A mapping over several lines, one key on each, mappings inside it indented."""
    if not isinstance(value, dict) or not value:
        return flow(value)
    lines: list[str] = []
    waiting: list[tuple[int, str, Json]] = [(0, key, held) for key, held in reversed(value.items())]
    while waiting:
        depth, key, held = waiting.pop()
        head = f"{'    ' * depth}{_text(str(key))}:"
        if isinstance(held, dict) and held and depth < 3:
            lines.append(head)
            waiting.extend((depth + 1, inner, value) for inner, value in reversed(held.items()))
        else:
            lines.append(f"{head} {flow(held)}")
    return "\n".join(lines)


def _text(text: str) -> str:
    if _PLAIN.match(text) and text.lower() not in _TYPED:
        return text
    return _NUMBERED.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(text, ensure_ascii=False))
