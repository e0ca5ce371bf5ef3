"""Routes of the sources app. The page of one source shows claims too, so it is a route of the claims app."""

from django.urls import path

from sources.views import adding, bibliography, details, library, reading, references, search, versions

app_name = "sources"

urlpatterns = [
    path("library/", library.source_list, name="list"),
    path("library/add/", adding.source_create, name="create"),
    path("library/search/", search.text_search, name="search"),
    path("library/bibliography/", bibliography.bibliography_import, name="bibliography"),
    path("library/bibliography/<slug:style>/", bibliography.bibliography_export, name="bibliography_export"),
    path("library/<uuid:source_id>/cite/<slug:style>/", bibliography.source_citation, name="citation"),
    path("library/<uuid:source_id>/row/", library.source_row, name="row"),
    path("library/<uuid:source_id>/preview/", reading.source_preview, name="preview"),
    path("library/<uuid:source_id>/", details.source_details, name="details"),
    path("library/<uuid:source_id>/versions/new/", versions.version_add, name="version_add"),
    path("library/<uuid:source_id>/edit/", details.source_edit, name="edit"),
    path("library/<uuid:source_id>/found/", details.found_take, name="found_take"),
    path("library/<uuid:source_id>/grade/", details.source_grade, name="grade"),
    path("library/<uuid:source_id>/status/", details.source_status, name="status"),
    path("library/<uuid:source_id>/fetch/", details.source_fetch, name="fetch"),
    path("library/<uuid:source_id>/discard/", details.source_discard, name="discard"),
    path("library/<uuid:source_id>/captures/<uuid:capture_id>/", details.capture_download, name="capture"),
    path("sources/<uuid:source_id>/references/", references.reference_list, name="references"),
    path("sources/<uuid:source_id>/references/read/", references.references_read, name="references_read"),
    path("sources/<uuid:source_id>/citations/<uuid:citation_id>/", references.citation_decide, name="citation_decide"),
    path(
        "sources/<uuid:source_id>/references/<uuid:reference_id>/", references.reference_decide, name="reference_decide"
    ),
    path(
        "sources/<uuid:source_id>/references/<uuid:reference_id>/source/",
        references.reference_tie,
        name="reference_tie",
    ),
]
