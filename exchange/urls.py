"""Routes of the exchange app."""

from django.urls import path

from exchange.views import export, imports

app_name = "exchange"

urlpatterns = [
    path("annotations/", imports.import_list, name="import_list"),
    path("annotations/import/", imports.import_create, name="import_create"),
    path("annotations/imports/<uuid:import_id>/", imports.import_detail, name="import_detail"),
    path("annotations/imports/<uuid:import_id>/confirm/", imports.import_confirm, name="import_confirm"),
    path("annotations/imports/<uuid:import_id>/undo/", imports.import_undo, name="import_undo"),
    path("annotations/imports/<uuid:import_id>/discard/", imports.import_discard, name="import_discard"),
    path("annotations.jsonld", export.workspace_annotations, name="workspace_annotations"),
    path("sources/<uuid:source_id>/annotations.jsonld", export.source_annotations, name="source_annotations"),
    path("claims/<int:number>/annotations.jsonld", export.claim_annotations, name="claim_annotations"),
]
