"""Routes of version 1."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from api.v1.adjudications import AdjudicationResource
from api.v1.annotations import AnnotationResource
from api.v1.annotators import Annotators
from api.v1.answers import AnswerResource, Questions
from api.v1.authors import AuthorResource
from api.v1.batch import Batch
from api.v1.changes import Changes
from api.v1.claim_imports import ClaimImports
from api.v1.claim_records import ClaimSetClaims
from api.v1.claim_search import ClaimSearch
from api.v1.claim_sets import ClaimSetResource
from api.v1.claims import ClaimResource
from api.v1.clusters import ClusterResource
from api.v1.comments import CommentResource
from api.v1.comparison import Comparison
from api.v1.decisions import DecisionResource
from api.v1.evidence import EvidenceResource
from api.v1.findings import Findings
from api.v1.jobs import JobResource
from api.v1.judgements import JudgementResource
from api.v1.library import Bibliography, Search
from api.v1.maps import MapResource
from api.v1.names import NameResource
from api.v1.passages import PassageResource
from api.v1.references import CitationResource, ReferenceResource
from api.v1.release_diffs import ReleaseDiff
from api.v1.release_files import ClaimSetExport, ReleaseFiles
from api.v1.releases import ReleaseResource
from api.v1.root import Root
from api.v1.sources import SourceResource
from api.v1.stances import StanceResource
from api.v1.webhooks import DeliveryResource, WebhookResource
from api.v1.workspaces import WorkspaceResource

RESOURCES = {
    "workspaces": (WorkspaceResource, "workspace"),
    "authors": (AuthorResource, "author"),
    "sources": (SourceResource, "source"),
    "references": (ReferenceResource, "reference"),
    "citations": (CitationResource, "citation"),
    "passages": (PassageResource, "passage"),
    "annotations": (AnnotationResource, "annotation"),
    "claims": (ClaimResource, "claim"),
    "evidence": (EvidenceResource, "evidence"),
    "comments": (CommentResource, "comment"),
    "judgements": (JudgementResource, "judgement"),
    "answers": (AnswerResource, "answer"),
    "adjudications": (AdjudicationResource, "adjudication"),
    "stances": (StanceResource, "stance"),
    "clusters": (ClusterResource, "cluster"),
    "decisions": (DecisionResource, "decision"),
    "names": (NameResource, "name"),
    "maps": (MapResource, "map"),
    "claim-sets": (ClaimSetResource, "claim_set"),
    "jobs": (JobResource, "job"),
    "webhooks": (WebhookResource, "webhook"),
    "deliveries": (DeliveryResource, "delivery"),
}

router = SimpleRouter(use_regex_path=False)
for prefix, (resource, name) in RESOURCES.items():
    router.register(prefix, resource, basename=name)

LISTS = {prefix: name for prefix, (_, name) in RESOURCES.items()}
urlpatterns = [
    path("", Root.as_view(lists=LISTS), name="root"),
    path("claim-search/", ClaimSearch.as_view({"get": "search"}), name="claim-search"),
    path("claims/import/", ClaimImports.as_view({"post": "bring"}), name="claim-import"),
    path("batch/", Batch.as_view({"post": "run"}), name="batch"),
    path("comparison/", Comparison.as_view({"get": "compare"}), name="comparison"),
    path("search/", Search.as_view({"get": "search"}), name="search"),
    path("bibliography/", Bibliography.as_view({"get": "write", "post": "take"}), name="bibliography"),
    path("findings/", Findings.as_view({"get": "ask"}), name="findings"),
    path("questions/", Questions.as_view({"get": "ask"}), name="questions"),
    path("annotators/", Annotators.as_view({"get": "measure"}), name="annotators"),
    path(
        "claim-sets/<slug:slug>/releases/",
        ReleaseResource.as_view({"get": "list", "post": "create"}),
        name="release-list",
    ),
    path(
        "claim-sets/<slug:slug>/releases/<int:number>/",
        ReleaseResource.as_view({"get": "retrieve"}),
        name="release-detail",
    ),
    path(
        "claim-sets/<slug:slug>/releases/<int:number>/notices/",
        ReleaseResource.as_view({"post": "notices"}),
        name="release-notices",
    ),
    path(
        "claim-sets/<slug:slug>/releases/<int:number>/diff/",
        ReleaseDiff.as_view({"get": "compare"}),
        name="release-diff",
    ),
    path("claim-sets/<slug:slug>/claims/", ClaimSetClaims.as_view({"get": "list"}), name="set_claim-list"),
    path("claim-sets/<slug:slug>/changes/", Changes.as_view({"get": "read"}), name="changes"),
    path(
        "claim-sets/<slug:slug>/releases/<int:number>.<str:ending>",
        ReleaseFiles.as_view({"get": "form"}),
        name="release-form",
    ),
    path(
        "claim-sets/<slug:slug>/releases/<int:number>/<str:name>",
        ReleaseFiles.as_view({"get": "file"}),
        name="release-file",
    ),
    path(
        "claim-sets/<slug:slug>/export.<str:ending>",
        ClaimSetExport.as_view({"get": "export"}),
        name="claim_set-export",
    ),
    *router.urls,
]
