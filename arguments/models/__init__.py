"""Arguments, the maps that show them, and what people do with both: one module a kind of row."""

from arguments.models.arguments import Argument, Premise
from arguments.models.edits import GraphEdit, GraphRevision
from arguments.models.imports import MapImport
from arguments.models.judging import BaseScore, LintDismissal, QuestionAnswer
from arguments.models.maps import ArgumentMap, MapFold, MapOmission

__all__ = [
    "Argument",
    "ArgumentMap",
    "BaseScore",
    "GraphEdit",
    "GraphRevision",
    "LintDismissal",
    "MapFold",
    "MapImport",
    "MapOmission",
    "Premise",
    "QuestionAnswer",
]
