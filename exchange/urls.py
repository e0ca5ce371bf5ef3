"""Routes of the exchange app."""

from django.urls import path

from exchange.views import export

app_name = "exchange"

urlpatterns = [
    path("annotations.jsonld", export.workspace_annotations, name="workspace_annotations"),
    path("sources/<uuid:source_id>/annotations.jsonld", export.source_annotations, name="source_annotations"),
    path("claims/<int:number>/annotations.jsonld", export.claim_annotations, name="claim_annotations"),
]
