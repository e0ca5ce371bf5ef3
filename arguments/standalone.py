"""A map as one HTML file that asks nobody for anything: opened from a disk, it can be moved, folded and read."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from arguments.bundling import BundlingError, bundle_scripts, bundle_styles, font_face
from arguments.domain.drawing.layout import lay_out
from arguments.domain.drawing.opening import Opened
from arguments.domain.graph import ArgumentGraph, ClaimNode
from arguments.domain.publishing import without_paths
from arguments.presenters import MapPresenter, layout_data
from arguments.templatetags.map_cards import draw_items

HTML_TYPE = "text/html; charset=utf-8"
STYLES = tuple(f"css/{name}.css" for name in ("tokens", "base", "layout", "components", "badges", "map", "map-public"))
SCRIPTS = ("js/lib/map-offline.js", "js/islands/argument-map.js")
# The first module answers for the site that is not there; the map asks by `fetch` and does not know the difference.
ANSWERING = "let answer; const fetch = (address) => (answer ??= module0.answerOffline(document))(address);\n"
SHOWING = "module0.showLens(document);\n"


@dataclass(frozen=True)
class StandaloneMap:
    """What is put into a file: a map's words, and what is shown of it and with what it opens."""

    title: str
    slug: str
    description: str
    publisher: str
    address: str
    made_at: datetime
    opened: Opened


def render_standalone(told: StandaloneMap) -> str:
    """Return the file, which holds all that it shows.

    Its own policy lets it load nothing from elsewhere and run nothing but its one script, so a script in a claim is
    text there. With scripts off it is the outline.
    """
    opened = told.opened
    graph = without_paths(opened.graph)
    whole = lay_out(graph, opened.forest, opened.drawn.view, passages=opened.passages)
    presenter = MapPresenter(graph, opened.forest, whole)
    outline = list(MapPresenter(graph, opened.forest).items())
    styles = f"{font_face(_words(told, graph) + PLAIN)}\n{_styles()}"
    script = _script()
    context: dict[str, Any] = {
        "map": told,
        "policy": _policy(script, styles),
        "styles": SafeString(styles),
        "script": SafeString(script),
        "outline": outline,
        "authors": presenter.authors(),
        "depths": range(1, max((card.depth for card in opened.forest.cards.values()), default=0)),
        "layout": {"view": opened.drawn.view.value},
        "drawing_page": "drawing/",
        "card_part": "card/",
        "known": {
            "opening": layout_data(opened.drawn),
            "whole": layout_data(whole) if opened.drawn.forest.hidden else None,
            "pieces": draw_items((item for item in presenter.items() if item.card or item.group), ""),
            "facts": {str(claim.number): _facts(claim) for claim in graph.claims},
            "lens": list(opened.wish.lens),
        },
    }
    return render_to_string("arguments/map_file.html", context)


def _facts(claim: ClaimNode) -> str:
    return render_to_string("arguments/_card_facts.html", {"claim": claim})


def _words(told: StandaloneMap, graph: ArgumentGraph) -> str:
    """Return every text of the file that a person wrote."""
    quotes = (one for claim in graph.claims for one in claim.evidence)
    return "".join(
        [
            *(told.title, told.description, told.publisher),
            *(claim.text for claim in graph.claims),
            *(stance.author for claim in graph.claims for stance in claim.stances),
            *(argument.author + argument.note for argument in graph.arguments),
            *(one.quote + one.source + one.author for one in quotes),
        ]
    )


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
    return ANSWERING + bundle_scripts(SCRIPTS, _read) + SHOWING


def _read(path: str) -> str:
    found = finders.find(path)
    if not isinstance(found, str):
        raise BundlingError(f"There is no asset {path}.")
    return Path(found).read_text(encoding="utf-8")
