"""Routes of the claims app."""

from django.urls import URLPattern

app_name = "claims"

urlpatterns: list[URLPattern] = []
