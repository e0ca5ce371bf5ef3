"""A server that others reach. Everything secret or local comes from the environment; nothing has a default."""

from config.caching import rates_cache
from config.settings.base import *  # noqa: F403 - a settings module is a namespace
from config.settings.base import CACHES, PARALLAX_VAR, REST_FRAMEWORK, STORAGES, env

SECRET_KEY = env("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = {"default": env.db("DATABASE_URL")}
DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
CELERY_BROKER_URL = env("CELERY_BROKER_URL")
# TLS ends in a proxy, so one stands before the site.
REST_FRAMEWORK["NUM_PROXIES"] = env.int("PARALLAX_PROXIES", default=1)
CACHES["rates"] = rates_cache(CELERY_BROKER_URL)

SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
# The health checks of the container speak plain HTTP from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
STATIC_ROOT = PARALLAX_VAR / "static"
STORAGES["staticfiles"] = {"BACKEND": "common.storage.HashedStaticFilesStorage"}
