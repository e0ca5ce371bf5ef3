"""What a file's front matter sets for the reading of its own text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from arguments.domain.interchange.argdown.shortcodes import SHORTCODES, with_own
from arguments.domain.interchange.debate import Json


@dataclass(frozen=True, slots=True)
class Settings:
    """How to read: `model: mode`, `removeTagsFromText`, `transformArgumentRelations` and `shortcodes`."""

    is_strict: bool = False
    removes_tags: bool = False
    moves_to_conclusions: bool = True
    shortcodes: Mapping[str, str] = field(default_factory=lambda: SHORTCODES)


def settings_of(front_matter: Json) -> Settings:
    """The settings in a file's front matter."""
    model = front_matter.get("model") if isinstance(front_matter, dict) else None
    if not isinstance(model, dict):
        return Settings()
    moves = model.get("transformArgumentRelations")
    return Settings(
        is_strict=model.get("mode") == "strict",
        removes_tags=bool(model.get("removeTagsFromText")),
        moves_to_conclusions=moves is None or bool(moves),
        shortcodes=with_own(front_matter),
    )
