"""Text to the LaTeX of a BibTeX value and back."""

import re

from pylatexenc.latex2text import LatexNodes2Text

_READER = LatexNodes2Text(math_mode="verbatim", keep_comments=True)
# What the reader does not know or takes for something else goes through characters that no text has (private use).
_KEPT = {
    "\\textbraceleft{}": "\ue000",
    "\\textbraceright{}": "\ue001",
    "\\textasciicircum{}": "\ue002",
    "\\textasciitilde{}": "\ue003",
    "\\textbackslash{}": "\ue004",
}
_MEANT = dict(zip(_KEPT.values(), "{}^~\\", strict=True))
_ESCAPES = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    "$": "\\$",
    "&": "\\&",
    "#": "\\#",
    "%": "\\%",
    "_": "\\_",
}
# Pairs that TeX joins: -- to a dash, `` and '' to quotation marks, ?` and !` to turned marks.
_JOINED = re.compile(r"(?<=-)(?=-)|(?<=`)(?=`)|(?<=')(?=')|(?<=[?!])(?=`)|(?<=,)(?=,)|(?<=<)(?=<)|(?<=>)(?=>)")


def to_latex(text: str) -> str:
    """Return the text as LaTeX in UTF-8, such that `from_latex` gives it back and braces are balanced."""
    return "".join(_ESCAPES.get(character, character) for character in _JOINED.sub("\ue005", text)).replace(
        "\ue005", "{}"
    )


def from_latex(value: str) -> str:
    """Return the text that a LaTeX value stands for, white space folded; unknown commands are left out."""
    for command, stand_in in _KEPT.items():
        value = value.replace(command, stand_in).replace(command.removesuffix("{}") + " ", stand_in)
    text = _READER.latex_to_text(value)
    return " ".join("".join(_MEANT.get(character, character) for character in text).split())
