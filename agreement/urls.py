"""Routes of the agreement app."""

from django.urls import path

from agreement.views import bearing, candidates, clusters, comparison

app_name = "agreement"

urlpatterns = [
    path("comparison/", comparison.comparison, name="comparison"),
    path("comparison/table.csv", comparison.comparison_table, name="comparison_table"),
    path("sources/<uuid:source_id>/bearing/", bearing.sentences_bearing, name="sentences_bearing"),
    path("clusters/", clusters.cluster_list, name="clusters"),
    path("clusters/analyse/", clusters.analysis_request, name="analyse"),
    path("clusters/candidates/", candidates.candidate_list, name="candidates"),
    path("clusters/candidates/<uuid:candidate_id>/accept/", candidates.candidate_accept, name="candidate_accept"),
    path("clusters/candidates/<uuid:candidate_id>/reject/", candidates.candidate_reject, name="candidate_reject"),
    path("clusters/<uuid:cluster_id>/claim/", clusters.cluster_claim, name="cluster_claim"),
]
