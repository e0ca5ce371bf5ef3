"""Tables of the sources app."""

from sources.models.passage import Anchor, Passage, Stretch
from sources.models.reference import Citation, Reference, ReferenceReading
from sources.models.source import Author, Authorship, Source
from sources.models.text import SENTENCE_VECTOR, Block, Capture, Page, Preview, Sentence, TextVersion

__all__ = [
    "SENTENCE_VECTOR",
    "Anchor",
    "Author",
    "Authorship",
    "Block",
    "Capture",
    "Citation",
    "Page",
    "Passage",
    "Preview",
    "Reference",
    "ReferenceReading",
    "Sentence",
    "Source",
    "Stretch",
    "TextVersion",
]
