"""Routes of the arguments app."""

from django.urls import path

from arguments.views import (
    arguments,
    changing,
    coaching,
    data_files,
    document_files,
    drawing,
    editing,
    evaluating,
    exporting,
    importing,
    judging,
    outlining,
    picking,
    public,
    publishing,
    settings,
)
from arguments.views import maps as views

app_name = "arguments"

urlpatterns = [
    path("claims/<int:number>/arguments/", arguments.claim_arguments, name="claim_arguments"),
    path("claims/<int:number>/arguments/new/", arguments.claim_argument_create, name="claim_argument_create"),
    path("critical-questions/", judging.question_list, name="question_list"),
    path("maps/", views.map_list, name="map_list"),
    path("maps/new/", views.map_create, name="map_create"),
    path("maps/import/", importing.map_import_create, name="map_import_create"),
    path("maps/imports/<uuid:received>/", importing.map_import_review, name="map_import_review"),
    path("maps/imports/<uuid:received>/discard/", importing.map_import_discard, name="map_import_discard"),
    path("maps/<slug:slug>/import/", importing.map_import, name="map_import"),
    path("maps/<slug:slug>/", drawing.map_detail, name="map_detail"),
    path("maps/<slug:slug>/layout/", drawing.map_layout, name="map_layout"),
    path("maps/<slug:slug>/drawing/", drawing.map_drawing, name="map_drawing"),
    path("maps/<slug:slug>/lines/", outlining.map_lines, name="map_lines"),
    path("maps/<slug:slug>/passages/", picking.passage_choices, name="passage_choices"),
    path("maps/<slug:slug>/steps/<uuid:argument>/", picking.step_form, name="step_form"),
    path("maps/<slug:slug>/edits/", editing.map_edit, name="map_edit"),
    path("maps/<slug:slug>/undo/", editing.map_undo, name="map_undo"),
    path("maps/<slug:slug>/redo/", editing.map_redo, name="map_redo"),
    path("maps/<slug:slug>/changes/", editing.map_changes, name="map_changes"),
    path("maps/<slug:slug>/changes/all/", changing.map_changes_panel, name="map_changes_panel"),
    path("maps/<slug:slug>/changes/<uuid:edit>/undo/", changing.edit_undo, name="edit_undo"),
    path("maps/<slug:slug>/changes/<uuid:edit>/redo/", changing.edit_redo, name="edit_redo"),
    path("maps/<slug:slug>/settings/", settings.map_settings, name="map_settings"),
    path("maps/<slug:slug>/settings/shown/", settings.map_show, name="map_show"),
    path("maps/<slug:slug>/duplicate/", settings.map_duplicate, name="map_duplicate"),
    path("maps/<slug:slug>/delete/", settings.map_delete, name="map_delete"),
    path("maps/<slug:slug>/cards/<int:number>/", drawing.map_card, name="map_card"),
    path("maps/<slug:slug>/picture.svg", drawing.map_picture, name="map_picture"),
    path("maps/<slug:slug>/publish/", publishing.map_publish, name="map_publish"),
    path("maps/<slug:slug>/unpublish/", publishing.map_unpublish, name="map_unpublish"),
    path("maps/<slug:slug>/export/", exporting.map_export, name="map_export"),
    *(
        path(
            f"maps/<slug:slug>/export/picture.{ending}",
            exporting.map_export_picture,
            {"ending": ending},
            name=f"map_{ending}",
        )
        for ending in ("svg", "png", "pdf")
    ),
    path("maps/<slug:slug>/export/brief.docx", document_files.map_export_brief, {"ending": "docx"}, name="map_docx"),
    path("maps/<slug:slug>/export/brief.pdf", document_files.map_export_brief, {"ending": "pdf"}, name="map_brief_pdf"),
    path("maps/<slug:slug>/export/map.html", document_files.map_export_file, name="map_html"),
    path("maps/<slug:slug>/export/data/<slug:name>/", data_files.map_export_data, name="map_data"),
    path("maps/<slug:slug>/export/data/<slug:name>/losses.json", data_files.map_export_losses, name="map_losses"),
    path("maps/<slug:slug>/arguments/new/", arguments.argument_create, name="argument_create"),
    path("maps/<slug:slug>/arguments/<uuid:argument>/remove/", arguments.argument_remove, name="argument_remove"),
    path("maps/<slug:slug>/questions/", judging.map_questions, name="map_questions"),
    path("maps/<slug:slug>/arguments/<uuid:argument>/scheme/", judging.argument_scheme, name="argument_scheme"),
    path(
        "maps/<slug:slug>/arguments/<uuid:argument>/questions/<slug:question>/",
        judging.question_answer,
        name="question_answer",
    ),
    path("maps/<slug:slug>/evaluation/", evaluating.map_evaluation, name="map_evaluation"),
    path("maps/<slug:slug>/evaluation/semantics/", evaluating.map_semantics, name="map_semantics"),
    path("maps/<slug:slug>/evaluation/why/<int:number>/", evaluating.claim_why, name="claim_why"),
    path("maps/<slug:slug>/evaluation/why/<uuid:argument>/", evaluating.argument_why, name="argument_why"),
    path("maps/<slug:slug>/evaluation/score/<int:number>/", evaluating.claim_score, name="claim_score"),
    path("maps/<slug:slug>/evaluation/score/<uuid:argument>/", evaluating.argument_score, name="argument_score"),
    path("maps/<slug:slug>/evaluation.json", evaluating.evaluation_json, name="evaluation_json"),
    path("maps/<slug:slug>/evaluation.csv", evaluating.evaluation_csv, name="evaluation_csv"),
    path("maps/<slug:slug>/coach/", coaching.map_coach, name="map_coach"),
    path("maps/<slug:slug>/coach/count/", coaching.coach_count, name="coach_count"),
    path("maps/<slug:slug>/coach/<slug:fingerprint>/dismiss/", coaching.hint_dismiss, name="hint_dismiss"),
    path("maps/<slug:slug>/coach/<slug:fingerprint>/restore/", coaching.hint_restore, name="hint_restore"),
]

# Outside any workspace, for everybody.
published = [
    path("oembed.json", public.oembed, name="oembed"),
    path("<slug:key>/", public.public_map, name="map"),
    path("<slug:key>/embed/", public.public_embed, name="embed"),
    path("<slug:key>/drawing/", public.public_drawing, name="drawing"),
    path("<slug:key>/cards/<int:number>/", public.public_card, name="card"),
    path("<slug:key>/preview.png", public.public_preview, name="preview"),
]
