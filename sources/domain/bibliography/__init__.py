"""Bibliographies in and out: CSL-JSON in the middle, one loader and one dumper a format around it."""

from sources.domain.bibliography.formats import FORMATS, BibliographyFormat, detect_format, dump, load
from sources.domain.bibliography.values import Dumped, Entry, Loaded, Loss, Refused

__all__ = [
    "FORMATS",
    "BibliographyFormat",
    "Dumped",
    "Entry",
    "Loaded",
    "Loss",
    "Refused",
    "detect_format",
    "dump",
    "load",
]
