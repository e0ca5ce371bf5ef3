"""The scripts, styles and letters of the site in one file, for pages that must do without it.

The modules are those that the site serves. They are joined, not translated: each becomes a function that returns what
it exports, in an order in which every module comes after those that it imports.
"""

from __future__ import annotations

import base64
import io
import posixpath
import re
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import quote

from fontpkg_inter import ROOT as INTER_ROOT
from fontTools import subset
from fontTools.ttLib import TTFont

Read = Callable[[str], str]
"""Returns the text of an asset by its path below the assets."""

_IMPORT = re.compile(r'^import \{([^}]*)\} from "([^"]+)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async function|function|class|const|let) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:[^*]|\*(?!/))*\*/[ \t]*)\n", re.MULTILINE)
_FONT_FACE = re.compile(r"@font-face \{[^}]*\}\s*")
_ADDRESS = re.compile(r'url\("(?!data:)([^")]*)"\)')


class BundlingError(ValueError):
    """An asset uses a form that cannot be put into one file."""


def bundle_scripts(entries: tuple[str, ...], read: Read) -> str:
    """Return the modules at some paths, and all that they import, as one script that imports nothing.

    Understood are imports and exports of names at the start of a line, which are the only ones of our modules. Raises
    `BundlingError` for other forms and for modules that import each other in a circle.
    """
    names: dict[str, str] = {}
    parts: list[str] = []
    for entry in entries:
        _join(entry, read, names, parts, ())
    # The script's text must end the element that holds it nowhere before its end.
    return "".join(parts).replace("</", "<\\/").replace("<!--", "<\\!--")


def bundle_styles(paths: tuple[str, ...], read: Read) -> str:
    """Return style sheets as one, without typefaces, pictures (SVG) as part of it.

    Raises `BundlingError` for one that loads anything else.
    """

    def inlined(path: str, text: str) -> str:
        def picture(found: re.Match[str]) -> str:
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), found[1]))
            if not where.endswith(".svg"):
                raise BundlingError(f"{path} loads {found[1]}.")
            return f'url("data:image/svg+xml,{quote(read(where))}")'

        return _ADDRESS.sub(picture, _FONT_FACE.sub("", text))

    text = "\n".join(inlined(path, read(path)) for path in paths)
    if "@import" in text or "</" in text:
        raise BundlingError("A style imports another one, or would end the element that holds it.")
    return text


def font_face(text: str) -> str:
    """Return a rule with the letters of a text in the typeface of the pages, at every weight, as part of itself."""
    return _font_face("".join(sorted(set(text))))


def _join(path: str, read: Read, names: dict[str, str], parts: list[str], above: tuple[str, ...]) -> str:
    """Add a module behind those that it imports, once; return what its exports are called."""
    if path in above:
        raise BundlingError(f"{path} imports itself by way of {above[-1]}.")
    if path not in names:
        text = read(path)
        taken = []
        for wanted, where in _IMPORT.findall(text):
            other = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
            known = _join(other, read, names, parts, (*above, path))
            taken.append(f"const {{{wanted.replace(' as ', ': ')}}} = {known};\n")
        body = _EXPORT.sub("", _IMPORT.sub("", _COMMENT.sub("", text)))
        if left := _LEFT.search(body):
            raise BundlingError(f"{path} has a form that is not understood: {left[0]}")
        name = names[path] = f"module{len(names)}"
        exported = ", ".join(_EXPORT.findall(text))
        parts.append(f"const {name} = (() => {{\n{''.join(taken)}{body}return {{ {exported} }};\n}})();\n")
    return names[path]


@lru_cache(maxsize=8)
def _font_face(characters: str) -> str:
    font = TTFont(str(INTER_ROOT / "files" / "Inter[opsz,wght].ttf"))
    del font["GSUB"]
    cutter = subset.Subsetter(subset.Options(layout_features=["kern"], notdef_outline=True))
    cutter.populate(text=characters)
    cutter.subset(font)
    font.flavor = "woff"
    made = io.BytesIO()
    font.save(made)
    data = base64.b64encode(made.getvalue()).decode()
    return f'@font-face{{font-family:"Inter";font-weight:100 900;src:url(data:font/woff;base64,{data}) format("woff")}}'
