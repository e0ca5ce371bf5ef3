"""Routes of the agreement app."""

from django.urls import path

from agreement.views import (
    answers,
    bearing,
    candidates,
    clusters,
    comparison,
    comparison_documents,
    comparison_files,
    deciding,
    meant,
    names,
    opposing,
    reading_again,
    runs,
)

app_name = "agreement"

urlpatterns = [
    path("comparison/", comparison.comparison, name="comparison"),
    path("comparison/rows/<int:number>/", comparison.comparison_row, name="comparison_row"),
    path("comparison/help/", comparison.comparison_help, name="comparison_help"),
    path("comparison/picture.svg", comparison_files.comparison_picture, name="comparison_picture"),
    path("comparison/measures/", comparison_documents.comparison_measures, name="comparison_measures"),
    path("comparison/passages.csv", comparison_documents.comparison_passages, name="comparison_passages"),
    path(
        "comparison/brief.docx",
        comparison_documents.comparison_document,
        {"ending": "docx"},
        name="comparison_docx",
    ),
    path("comparison/brief.pdf", comparison_documents.comparison_document, {"ending": "pdf"}, name="comparison_pdf"),
    path("comparison/table.csv", comparison_files.comparison_table, name="comparison_table"),
    path("answers/", answers.answer_queue, name="answers"),
    path("answers/all/", answers.answer_all, name="answer_all"),
    path("claims/meant/", meant.claims_meant, name="claims_meant"),
    path("claims/<int:number>/answers/", answers.claim_answers, name="claim_answers"),
    path("claims/<int:number>/against/", opposing.claim_against, name="claim_against"),
    path("claims/<int:number>/answers/look/", answers.passages_look, name="passages_look"),
    path("claims/<int:number>/answers/<int:sentence_id>/", answers.answer_give, name="answer_give"),
    path("claims/<int:number>/answers/<int:sentence_id>/take-back/", answers.answer_take_back, name="answer_take_back"),
    path("claims/<int:number>/silences/<slug:author_slug>/", answers.silence_confirm, name="silence_confirm"),
    path(
        "claims/<int:number>/silences/<slug:author_slug>/withdraw/", answers.silence_withdraw, name="silence_withdraw"
    ),
    path("sources/<uuid:source_id>/bearing/", bearing.sentences_bearing, name="sentences_bearing"),
    path("clusters/", clusters.cluster_list, name="clusters"),
    path("clusters/read-again/", reading_again.reading_again_request, name="read_again"),
    path("clusters/analyse/", clusters.analysis_request, name="analyse"),
    path("clusters/candidates/", candidates.candidate_list, name="candidates"),
    path("clusters/candidates/<uuid:candidate_id>/accept/", candidates.candidate_accept, name="candidate_accept"),
    path("clusters/candidates/<uuid:candidate_id>/reject/", candidates.candidate_reject, name="candidate_reject"),
    path("clusters/candidates/<uuid:candidate_id>/link/", candidates.candidate_link, name="candidate_link"),
    path("clusters/decide/", deciding.statements_decide, name="decide"),
    path("clusters/undo/", deciding.decision_undo, name="decision_undo"),
    path("clusters/decisions.csv", runs.decision_table, name="decision_table"),
    path("clusters/pair/", deciding.pair_detail, name="pair"),
    path("clusters/rest/", runs.rest_list, name="rest"),
    path("clusters/runs/", runs.run_list, name="runs"),
    path("clusters/names/", names.name_list, name="names"),
    path("clusters/names/change/", names.name_change, name="name_change"),
    path("clusters/names/undo/", names.name_undo, name="name_undo"),
    path("clusters/<uuid:cluster_id>/", clusters.cluster_detail, name="cluster"),
    path("clusters/<uuid:cluster_id>/claim/", clusters.cluster_claim, name="cluster_claim"),
]
