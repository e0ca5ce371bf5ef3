"""Routes of the arguments app."""

from django.urls import URLPattern

app_name = "arguments"

urlpatterns: list[URLPattern] = []
