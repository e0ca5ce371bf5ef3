"""Shapes of what people send about sources."""

from sources.forms.adding import PASTED, BibliographyForm, SourceForm, VersionForm
from sources.forms.details import GradeForm, SourceDetailsForm, StatusForm
from sources.forms.library import LibraryForm, SearchForm

__all__ = [
    "PASTED",
    "BibliographyForm",
    "GradeForm",
    "LibraryForm",
    "SearchForm",
    "SourceDetailsForm",
    "SourceForm",
    "StatusForm",
    "VersionForm",
]
