"""WSGI entry point, used by gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from common.requests import TolerantRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

application = get_wsgi_application()
application.request_class = TolerantRequest
