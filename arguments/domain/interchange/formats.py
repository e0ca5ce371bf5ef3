"""The formats by name and by ending, and how the bytes of a file become a debate."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from arguments.domain.interchange import aif, apx, argdown, dot, graphml, iccma, kialo, native, tgf, web_annotations
from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.decoding import NotText, decode
from arguments.domain.interchange.reports import Dumped, Loaded


@dataclass(frozen=True, slots=True)
class Format:
    """A format of maps: its name on the command line, its title for people, and the endings of its files.

    The first ending is the one that we write. `load` takes the text of a file and never raises; `dump` takes any
    debate whose names are sound.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    media_type: str
    load: Callable[[str], Loaded]
    dump: Callable[[Debate], Dumped]


_ALL = (
    Format("argdown", "Argdown", (".argdown", ".ad"), "text/plain", argdown.load, argdown.dump),
    Format("aif", "AIF JSON (AIFdb)", (".aif.json", ".aif"), "application/json", aif.load, aif.dump),
    Format("kialo", "Kialo outline", (".kialo.txt", ".kialo", ".txt"), "text/plain", kialo.load, kialo.dump),
    Format("graphml", "GraphML", (".graphml", ".graphml.xml", ".xml"), "application/xml", graphml.load, graphml.dump),
    Format("dot", "DOT (Graphviz)", (".dot", ".gv"), "text/vnd.graphviz", dot.load, dot.dump),
    Format("apx", "APX (ASPARTIX)", (".apx",), "text/plain", apx.load, apx.dump),
    Format("tgf", "Trivial Graph Format", (".tgf",), "text/plain", tgf.load, tgf.dump),
    Format("iccma", "ICCMA (p af)", (".iccma", ".af"), "text/plain", iccma.load, iccma.dump),
    Format(
        "web-annotation",
        "W3C Web Annotations (evidence only)",
        (".annotations.jsonld", ".jsonld", ".annotations.json", ".jsonl"),
        "application/ld+json",
        web_annotations.load,
        web_annotations.dump,
    ),
    Format("json", "Parallax JSON", (".map.json", ".json"), "application/json", native.load, native.dump),
)
FORMATS: dict[str, Format] = {one.name: one for one in _ALL}
"""All formats by name, in the order in which people are offered them."""

_ENDINGS = sorted(
    ((ending, one) for one in _ALL for ending in one.endings), key=lambda pair: len(pair[0]), reverse=True
)
_OPEN_ENDINGS = (".json", ".af", ".txt", ".xml")
_CLEAR_ENDINGS = tuple(ending for ending, _ in _ENDINGS if ending.count(".") > 1)
_TEXT_SIGNS = (
    ("kialo", re.compile(r"Discussion Title:")),
    ("graphml", re.compile(r"(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:\w+:)?graphml\b", re.DOTALL)),
    (
        "dot",
        re.compile(
            r"(?:(?:/\*.*?\*/|//[^\n]*|#[^\n]*)\s*)*(?:strict\s+)?(?:di)?graph\b[^{]*\{", re.DOTALL | re.IGNORECASE
        ),
    ),
    ("iccma", re.compile(r"(?:#[^\n]*\n\s*)*p af [0-9]")),
    ("apx", re.compile(r"(?:%[^\n]*\n\s*)*arg(?:ument)?\([^\n]*\)\.")),
)
_JSON_SIGNS = (
    # Our own file names itself; AIF has nodes that are joined by ids; the rest of JSON-LD are annotations.
    ("json", re.compile(r'"format"\s*:\s*"parallax-map"')),
    ("aif", re.compile(r'"nodeID"|"fromID"|"AIF"|"nodes"\s*:\s*\[')),
    ("web-annotation", re.compile(r'"@context"|"Annotation|"target"|"rows"')),
)


def format_of(filename: str) -> Format | None:
    """Return the format that a file's name tells, by its longest known ending; None for an unknown one."""
    lowered = filename.lower()
    return next((one for ending, one in _ENDINGS if lowered.endswith(ending)), None)


def format_of_file(filename: str, data: bytes) -> Format | None:
    """Return the format of a file by its name, and by its content where the name leaves it open.

    Open are `.json`, which three formats use, `.af`, which two use, `.txt`, `.xml` and a name without a known ending.
    """
    named = format_of(filename)
    if named is not None and not filename.lower().endswith(_OPEN_ENDINGS):
        return named
    if named is not None and filename.lower().endswith(_CLEAR_ENDINGS):
        return named
    try:
        text = decode(data)
    except NotText:
        return named
    return sniff(text) or named


def sniff(text: str) -> Format | None:
    """Return the format whose own sign comes first in a text; None for a text that no format is sure of."""
    start = text.lstrip("\ufeff \t\r\n")
    if start[:1] in ("{", "["):
        return next((FORMATS[name] for name, sign in _JSON_SIGNS if sign.search(start)), None)
    return next((FORMATS[name] for name, sign in _TEXT_SIGNS if sign.match(start)), None)


def read_bytes(data: bytes, format: Format) -> Loaded:  # noqa: A002 - the word for it
    """Return the debate of a file; one that is too large or no text gives an error notice and an empty debate."""
    try:
        text = decode(data)
    except NotText as error:
        return Loaded(Debate(), (error.notice,))
    return format.load(text)
