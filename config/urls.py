"""The project's routes."""

from django.contrib import admin
from django.urls import include, path

from arguments.urls import published
from common import views
from exchange.domain.annotation import CONTEXT_PATH
from exchange.views.export import context
from releases.domain.formats import linked_terms
from releases.urls import public_sets
from releases.views.linked_context import linked_context

handler404 = views.not_found
handler403 = views.forbidden
handler500 = views.server_error

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("admin/", admin.site.urls),
    path("api/", include("api.urls")),
    path(CONTEXT_PATH.lstrip("/"), context, name="annotation_context"),
    path(linked_terms.CONTEXT_PATH.lstrip("/"), linked_context, name="claim_set_context"),
    path("m/", include((published, "published"))),
    path("", include((public_sets, "public_sets"))),
    path("", include("workspaces.urls")),
    path("w/<slug:workspace>/", include("sources.urls")),
    path("w/<slug:workspace>/", include("claims.urls")),
    path("w/<slug:workspace>/", include("agreement.urls")),
    path("w/<slug:workspace>/", include("arguments.urls")),
    path("w/<slug:workspace>/", include("exchange.urls")),
    path("w/<slug:workspace>/", include("releases.urls")),
    path("w/<slug:workspace>/", include("feeds.urls")),
]
