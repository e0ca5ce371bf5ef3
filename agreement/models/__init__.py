"""What the machine proposes, and what people answered: one module a kind of row."""

from agreement.models.candidates import CandidateClaim
from agreement.models.clusters import AgreementCluster, ClusterMember
from agreement.models.runs import AnalysisRun
from agreement.models.vectors import VECTOR_DIMENSION, ClaimEmbedding, SentenceEmbedding

__all__ = [
    "VECTOR_DIMENSION",
    "AgreementCluster",
    "AnalysisRun",
    "CandidateClaim",
    "ClaimEmbedding",
    "ClusterMember",
    "SentenceEmbedding",
]
