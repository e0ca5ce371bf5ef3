"""What the machine proposes, and what people answered: one module a kind of row."""

from agreement.models.answers import Answer, Silence
from agreement.models.candidates import CandidateClaim, CandidateReading
from agreement.models.clusters import AgreementCluster, ClusterMember
from agreement.models.decisions import ALIAS_MAX_LENGTH, FittedCalibration, StatementDecision, WorkspaceAlias
from agreement.models.found import SILENT_BELOW, AuthorFinding, FoundPassage
from agreement.models.readings import EntailmentReading
from agreement.models.runs import AnalysisRun
from agreement.models.sketches import SketchBasis, StatementSketch
from agreement.models.vectors import (
    QUERY_MAX_LENGTH,
    SPACE_MAX_LENGTH,
    ClaimEmbedding,
    QueryVector,
    SentenceEmbedding,
    VectorSpace,
)

__all__ = [
    "ALIAS_MAX_LENGTH",
    "QUERY_MAX_LENGTH",
    "SILENT_BELOW",
    "SPACE_MAX_LENGTH",
    "AgreementCluster",
    "AnalysisRun",
    "Answer",
    "AuthorFinding",
    "CandidateClaim",
    "CandidateReading",
    "ClaimEmbedding",
    "ClusterMember",
    "EntailmentReading",
    "FittedCalibration",
    "FoundPassage",
    "QueryVector",
    "SentenceEmbedding",
    "Silence",
    "SketchBasis",
    "StatementDecision",
    "StatementSketch",
    "VectorSpace",
    "WorkspaceAlias",
]
