"""Routes of the sources app. The page of one source shows claims too, so it is a route of the claims app."""

from django.urls import path

from sources.views import adding, library

app_name = "sources"

urlpatterns = [
    path("library/", library.source_list, name="list"),
    path("library/add/", adding.source_create, name="create"),
    path("library/<uuid:source_id>/row/", library.source_row, name="row"),
]
