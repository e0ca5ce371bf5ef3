"""The test run: the private server that the test plug-in started, cheap password hashes, tasks sent nowhere."""

from config.caching import rates_cache
from config.settings.base import *  # noqa: F403 - a settings module is a namespace

DEBUG = False
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS = {}
CACHES["rates"] = rates_cache(CELERY_BROKER_URL)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
