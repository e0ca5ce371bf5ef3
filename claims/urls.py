"""Routes of the claims app."""

from django.urls import path

from claims.views import claims, evidence, history, reader, stances

app_name = "claims"

urlpatterns = [
    path("sources/<uuid:source_id>/", reader.source_detail, name="source_detail"),
    path("sources/<uuid:source_id>/passages/", reader.passage_create, name="passage_create"),
    path("claims/choices/", reader.claim_choices, name="choices"),
    path("claims/", claims.claim_list, name="list"),
    path("claims/new/", claims.claim_create, name="create"),
    path("claims/wording/", claims.wording_check, name="wording"),
    path("claims/<int:number>/", claims.claim_detail, name="detail"),
    path("claims/<int:number>/edit/", claims.claim_edit, name="edit"),
    path("claims/<int:number>/status/", claims.claim_status, name="status"),
    path("claims/<int:number>/history/", history.claim_history, name="history"),
    path("claims/<int:number>/stances/", stances.stance_set, name="stance_set"),
    path("claims/<int:number>/stances/<uuid:stance_id>/clear/", stances.stance_clear, name="stance_clear"),
    path("claims/<int:number>/evidence/<uuid:evidence_id>/", evidence.evidence_decide, name="evidence_decide"),
    path(
        "claims/<int:number>/evidence/<uuid:evidence_id>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
]
