"""What the machine proposes, and what people answered: one module a kind of row."""

from agreement.models.answers import Answer, Silence
from agreement.models.candidates import CandidateClaim
from agreement.models.clusters import AgreementCluster, ClusterMember
from agreement.models.decisions import ALIAS_MAX_LENGTH, FittedCalibration, StatementDecision, WorkspaceAlias
from agreement.models.runs import AnalysisRun
from agreement.models.vectors import VECTOR_DIMENSION, ClaimEmbedding, SentenceEmbedding

__all__ = [
    "ALIAS_MAX_LENGTH",
    "VECTOR_DIMENSION",
    "AgreementCluster",
    "AnalysisRun",
    "Answer",
    "CandidateClaim",
    "ClaimEmbedding",
    "ClusterMember",
    "FittedCalibration",
    "SentenceEmbedding",
    "Silence",
    "StatementDecision",
    "WorkspaceAlias",
]
