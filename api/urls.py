"""Routes of the API."""

from django.urls import include, path, re_path

from api import views

app_name = "api"

urlpatterns = [
    path("v1/", include("api.v1.urls")),
    path("schema/", views.Schema.as_view(), name="schema"),
    path("docs/", views.docs, name="docs"),
    path("docs/examples/", views.examples, name="examples"),
    path("docs/problems/", views.problem_list, name="problems"),
    path("docs/problems/<slug:slug>", views.problem_detail, name="problem"),
    re_path(r"", views.NothingHere.as_view(), name="nothing"),
]
