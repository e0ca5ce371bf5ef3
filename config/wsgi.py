"""WSGI entry point, used by gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from common.requests import TolerantRequest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")

application = get_wsgi_application()
application.request_class = TolerantRequest

# What is loaded by now stays for good: looking through it for circles again and again would cost every large answer
# up to twice its time.
gc.collect()
gc.freeze()
