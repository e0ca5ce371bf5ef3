"""Routes of the claims app."""

from django.urls import path

from claims.views import (
    annotating,
    annotators,
    choices,
    claims,
    comments,
    disputes,
    evidence,
    history,
    judging,
    mentions,
    merging,
    reader,
    repairs,
    stances,
)

app_name = "claims"

urlpatterns = [
    path("sources/<uuid:source_id>/", reader.source_detail, name="source_detail"),
    path("sources/<uuid:source_id>/passages/", annotating.passage_create, name="passage_create"),
    path("sources/<uuid:source_id>/dismissals/", annotating.passage_dismiss, name="passage_dismiss"),
    path(
        "sources/<uuid:source_id>/evidence/<uuid:evidence_id>/",
        annotating.evidence_decide_here,
        name="evidence_decide_here",
    ),
    path("sources/<uuid:source_id>/undo/", annotating.step_undo, name="step_undo"),
    path("claims/choices/", choices.claim_choices, name="choices"),
    path("claims/", claims.claim_list, name="list"),
    path("claims/new/", claims.claim_create, name="create"),
    path("claims/wording/", claims.wording_check, name="wording"),
    path("claims/<int:number>/", claims.claim_detail, name="detail"),
    path("claims/<int:number>/edit/", claims.claim_edit, name="edit"),
    path("claims/<int:number>/merge/", merging.claim_merge, name="merge"),
    path("claims/<int:number>/status/", claims.claim_status, name="status"),
    path("claims/<int:number>/comments/", comments.discussion, name="discussion"),
    path("claims/<int:number>/comments/<uuid:comment_id>/", comments.comment_detail, name="comment"),
    path("claims/<int:number>/comments/<uuid:comment_id>/edit/", comments.comment_edit, name="comment_edit"),
    path("claims/<int:number>/comments/<uuid:comment_id>/delete/", comments.comment_delete, name="comment_delete"),
    path(
        "claims/<int:number>/comments/<uuid:comment_id>/undelete/", comments.comment_undelete, name="comment_undelete"
    ),
    path("claims/<int:number>/comments/<uuid:comment_id>/settle/", comments.comment_settle, name="comment_settle"),
    path("review/judging/", judging.question_list, name="questions"),
    path("review/judging/<uuid:evidence_id>/", judging.question_answer, name="question_answer"),
    path("review/judging/setting/", judging.judging_setting, name="judging_setting"),
    path("review/disputes/", disputes.dispute_list, name="disputes"),
    path("review/disputes/<uuid:evidence_id>/", disputes.dispute_decide, name="dispute_decide"),
    path("review/decisions/<uuid:adjudication_id>/undo/", disputes.decision_undo, name="decision_undo"),
    path("review/annotators/", annotators.annotator_list, name="annotators"),
    path("mentions/", mentions.mention_list, name="mentions"),
    path("mentions/choices/", mentions.mention_choices, name="mention_choices"),
    path("mentions/count/", mentions.mention_count, name="mention_count"),
    path("mentions/read/", mentions.mention_read, name="mention_read"),
    path("repairs/", repairs.repair_list, name="repairs"),
    path("repairs/<uuid:anchor_id>/", repairs.repair_decide, name="repair_decide"),
    path("repairs/<uuid:anchor_id>/move/", repairs.repair_move, name="repair_move"),
    path("claims/<int:number>/history/", history.claim_history, name="history"),
    path("claims/<int:number>/history/<slug:key>/restore/", history.claim_restore, name="restore"),
    path("claims/<int:number>/authors/<slug:author_slug>/", history.stance_history, name="stance_detail"),
    path("passages/<uuid:passage_id>/", history.passage_detail, name="passage_detail"),
    path("sources/<uuid:source_id>/history/", history.source_history, name="source_history"),
    path("claims/<int:number>/stances/", stances.stance_set, name="stance_set"),
    path("claims/<int:number>/stances/<uuid:stance_id>/clear/", stances.stance_clear, name="stance_clear"),
    path("claims/<int:number>/evidence/<uuid:evidence_id>/", evidence.evidence_decide, name="evidence_decide"),
    path(
        "claims/<int:number>/evidence/<uuid:evidence_id>/remove/",
        evidence.evidence_remove,
        name="evidence_remove",
    ),
]
