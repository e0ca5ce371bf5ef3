"""A map as one HTML file that asks nobody for anything: opened from a disk, it can be moved, folded and read."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from arguments.bundling import BundlingError, bundle_scripts, bundle_styles, font_face
from arguments.domain.drawing.forest import Forest
from arguments.domain.drawing.layout import MapLayout, lay_out
from arguments.domain.graph import ArgumentGraph
from arguments.presenters import MapPresenter, layout_data

HTML_TYPE = "text/html; charset=utf-8"
STYLES = tuple(f"css/{name}.css" for name in ("tokens", "base", "layout", "components", "badges", "map", "map-public"))
SCRIPTS = ("js/lib/map-offline.js", "js/islands/argument-map.js")
# The first module answers for the site that is not there; the map asks by `fetch` and does not know the difference.
ANSWERING = (
    "let known; const fetch = (address) => module0.answerOffline("
    'known ??= JSON.parse(document.getElementById("map-known").textContent))(address);\n'
)


@dataclass(frozen=True)
class StandaloneMap:
    """What is put into a file: a map's words, its graph and whole forest, and the drawing with which it opens."""

    title: str
    slug: str
    description: str
    publisher: str
    address: str
    made_at: datetime
    graph: ArgumentGraph
    forest: Forest
    opening: MapLayout
    facts: Mapping[str, str] = field(default_factory=dict)


def render_standalone(told: StandaloneMap) -> str:
    """Return the file, which holds all that it shows.

    Its own policy lets it load nothing from elsewhere and run nothing but its one script, so a script in a claim is
    text there. With scripts off it is the outline.
    """
    whole = lay_out(told.graph, told.forest, told.opening.view)
    presenter = MapPresenter(told.graph, told.forest)
    items = list(presenter.items())
    words = "".join([told.title, told.description, told.publisher, *(claim.text for claim in told.graph.claims)])
    styles = f"{font_face(words + PLAIN)}\n{_styles()}"
    script = _script()
    context: dict[str, Any] = {
        "map": told,
        "publisher": told.publisher,
        "address": told.address,
        "made_at": told.made_at,
        "policy": _policy(script, styles),
        "styles": SafeString(styles),
        "script": SafeString(script),
        "items": items,
        "outline": items,
        "authors": presenter.authors(),
        "depths": range(1, max((card.depth for card in told.forest.cards.values()), default=0)),
        "layout": layout_data(told.opening),
        "layout_page": "layout/",
        "card_part": "card/",
        "known": {
            "opening": layout_data(told.opening),
            "whole": layout_data(whole),
            "folded": list(told.opening.forest.hidden),
            "facts": dict(told.facts),
        },
    }
    return render_to_string("arguments/map_file.html", context)


PLAIN = "".join(map(chr, range(0x20, 0x7F))) + "…−·–—“”‘’×"


def _policy(script: str, styles: str) -> str:
    def digest(text: str) -> str:
        return base64.b64encode(sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; script-src 'sha256-{digest(script)}'; style-src 'sha256-{digest(styles)}';"
        " font-src data:; img-src data:; base-uri 'none'; form-action 'none'"
    )


@lru_cache(maxsize=1)
def _styles() -> str:
    return bundle_styles(STYLES, _read)


@lru_cache(maxsize=1)
def _script() -> str:
    return ANSWERING + bundle_scripts(SCRIPTS, _read)


def _read(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise BundlingError(f"There is no asset {path}.")
    return Path(found).read_text(encoding="utf-8")
