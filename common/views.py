"""Pages that belong to no app: health, and what is shown when something is wrong."""

import sys

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

DATABASE_DOWN = (OperationalError, InterfaceError)


def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return JsonResponse({"status": "ok", "version": settings.VERSION})


def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has all migrations; 503 if not."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DATABASE_DOWN:
        return JsonResponse({"status": "unavailable", "database": "down"}, status=503)
    if missing:
        return JsonResponse({"status": "unavailable", "migrations_missing": len(missing)}, status=503)
    return JsonResponse({"status": "ok"})


def server_error(request: HttpRequest) -> HttpResponse:
    """Show what went wrong without a trace: 503 if the database is down, else 500.

    Nothing here may touch the database: it may be the very thing that failed.
    """
    down = isinstance(sys.exc_info()[1], DATABASE_DOWN)
    status = 503 if down else 500
    if request.path.startswith("/api/"):
        problem = {
            "type": "/api/docs/problems/unavailable" if down else "/api/docs/problems/server-error",
            "title": "The database cannot be reached" if down else "The server made a mistake",
            "status": status,
        }
        response: HttpResponse = JsonResponse(problem, status=status, content_type="application/problem+json")
    else:
        template = "errors/database_down.html" if down else "errors/server_error.html"
        response = render(None, template, status=status)
    if down:
        response["Retry-After"] = "10"
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Show that there is nothing at this address, or nothing that this person may see."""
    return render(request, "errors/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Show that the person's role does not permit this."""
    return render(request, "errors/forbidden.html", status=403)
