"""Settings that every way of running shares. What differs stands in the module of that way."""

from pathlib import Path

import environ
import pghistory
from fontpkg_inter import ROOT as INTER_FONT

from config.caching import rates_cache
from config.local.places import broker_url, database_url

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()

# The embedded run keeps everything that it writes below this folder.
PARALLAX_VAR = Path(env("PARALLAX_VAR", default=str(BASE_DIR / "var")))
# Where the world reaches the site, such as https://claims.example: releases say it of themselves, if it is known.
PARALLAX_URL = env("PARALLAX_URL", default="").rstrip("/")
# Files of releases, which workers write and the site reads: on several machines a folder that all share.
PARALLAX_RELEASES = Path(env("PARALLAX_RELEASES", default=str(PARALLAX_VAR / "releases")))
VERSION = "0.1.0"

SECRET_KEY = env("SECRET_KEY", default="only-for-a-machine-of-ones-own-never-for-a-server-others-reach")
DEBUG = False
ALLOWED_HOSTS: list[str] = []

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "common",
    "workspaces",
    "sources",
    "claims",
    "agreement",
    "arguments",
    "exchange",
    "releases",
    "feeds",
    "api",
    "demo",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "common.middleware.ServerTimingMiddleware",
    "common.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "common.history.MembersHistoryMiddleware",
    "api.middleware.RateLimitMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["common.templatetags.badges"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workspaces.context.shell",
            ],
        },
    },
]

DATABASES = {"default": env.db("DATABASE_URL", default=database_url(PARALLAX_VAR))}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
)
DATABASES["default"].setdefault("OPTIONS", {})["connect_timeout"] = 5

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "workspaces.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "workspaces:login"
LOGIN_REDIRECT_URL = "workspaces:list"
LOGOUT_REDIRECT_URL = "workspaces:login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "assets", ("fonts/inter", INTER_FONT / "files")]
# A pasted text may be as long as an uploaded one (see sources.domain.decoding); the fields beside it are short.
DATA_UPLOAD_MAX_MEMORY_SIZE = 26_000_000
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# What a browser may load: our own files, nothing inline, nothing from elsewhere.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action 'self'"
)
X_FRAME_OPTIONS = "DENY"
# Below these paths everybody reads, without a session.
PUBLIC_PAGES = ("/m/", "/sets/", "/embed/")
SECURE_REFERRER_POLICY = "same-origin"

# Every row's whole life is kept by triggers, so bulk and raw writes cannot bypass the history.
PGHISTORY_DEFAULT_TRACKERS = (
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
)

CELERY_BROKER_URL = env("CELERY_BROKER_URL", default=broker_url(PARALLAX_VAR))
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
# Jobs live in PostgreSQL with a lease (see workspaces/jobs.py), so an early acknowledgement loses nothing:
# a dead worker's job is handed out again by the sweeper, and no message can kill workers for ever.
CELERY_TASK_ACKS_LATE = False
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    # A request that cannot reach the broker answers at once: the sweeper sends the job later.
    "max_retries": 0,
    "interval_start": 0,
    "socket_connect_timeout": 2,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "workspaces.sweep_jobs", "schedule": 5.0, "options": {"expires": 5}},
    "remove-expired-responses": {
        "task": "api.remove_expired_responses",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "settle-changes": {"task": "feeds.settle_changes", "schedule": 2.0, "options": {"expires": 2}},
    "deliver-messages": {"task": "feeds.deliver_messages", "schedule": 5.0, "options": {"expires": 5}},
}
# Hosts and ports, such as "hooks.intern:8443", that webhooks may reach although they are not on the public web.
PARALLAX_WEBHOOK_EXEMPT = [
    (host, int(port))
    for host, _, port in (one.rpartition(":") for one in env.list("PARALLAX_WEBHOOK_EXEMPT", default=[]))
]
PARALLAX_JOB_LEASE_SECONDS = env.int("PARALLAX_JOB_LEASE_SECONDS", default=18)

# Another model for sentence-transformers, by its path or by its name in the local cache; "" is the installed one.
PARALLAX_EMBEDDING_MODEL = env("PARALLAX_EMBEDDING_MODEL", default="")
PARALLAX_EMBEDDING_ENGINE = env("PARALLAX_EMBEDDING_ENGINE", default="sentence-transformers")
# A cross-encoder of natural language inference for stance hints: a folder, or a name in the model cache. Off if empty.
PARALLAX_NLI_MODEL = env("PARALLAX_NLI_MODEL", default="")

# What may be asked of the API, in units of cost (see api/throttling.py); empty: no limit.
PARALLAX_API_RATES = {
    "member": env("PARALLAX_API_RATE", default="3000/min"),
    "public": env("PARALLAX_API_PUBLIC_RATE", default="600/min"),
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    # All processes count rates together where the broker is Redis or Valkey; elsewhere each does for itself.
    "rates": rates_cache(CELERY_BROKER_URL),
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.TokenAuthentication",
        "api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_PAGINATION_CLASS": "api.pagination.KeysetPagination",
    "PAGE_SIZE": 50,
    "DEFAULT_FILTER_BACKENDS": ["api.filters.StrictFilterBackend"],
    "DEFAULT_RENDERER_CLASSES": ["api.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.JSONParser"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_SCHEMA_CLASS": "api.schema.ResourceSchema",
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.CostThrottle"],
    # So many proxies of ours stand before the site: of X-Forwarded-For, only what they wrote is believed.
    "NUM_PROXIES": env.int("PARALLAX_PROXIES", default=0),
    "URL_FORMAT_OVERRIDE": None,
    "EXCEPTION_HANDLER": "api.errors.problem_handler",
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Parallax API",
    "DESCRIPTION": "Claims, the verified passages that bear on them, and who takes which stance.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_NAME_OVERRIDES": {
        "AuthorKind": "sources.enums.AuthorKind",
        "SourceNature": "sources.enums.SourceNature",
        "SourceStatus": "sources.enums.SourceStatus",
        "Reliability": "sources.enums.Reliability",
        "Credibility": "sources.enums.Credibility",
        "EntryOutcome": "sources.enums.EntryOutcome",
        "AnchorState": "sources.enums.AnchorState",
        "MatchGrade": "sources.enums.MatchGrade",
        "ClaimKind": "claims.enums.ClaimKind",
        "ClaimStatus": "claims.enums.ClaimStatus",
        "Bearing": "claims.enums.Bearing",
        "EvidenceState": "claims.enums.EvidenceState",
        "Position": "claims.enums.Position",
        "Answer": "claims.enums.Answer",
        "DecidingAnswer": "claims.enums.DECIDING_CHOICES",
        "StanceBasis": "claims.enums.StanceBasis",
        "Role": "workspaces.enums.Role",
        "JobState": "workspaces.enums.JobState",
        "ItemOutcome": "exchange.enums.ItemOutcome",
        "StatementRelation": "agreement.enums.StatementRelation",
        "WebhookState": "feeds.enums.WebhookState",
        "SettableWebhookState": "api.v1.webhooks.SETTABLE_STATES",
        "DeliveryState": "feeds.enums.DeliveryState",
        "EventType": "feeds.enums.EventType",
        "AliasState": "agreement.enums.AliasState",
        "AliasOrigin": "agreement.enums.AliasOrigin",
        "Gathering": "releases.enums.Gathering",
        "Audience": "releases.enums.Audience",
        "FileRole": "releases.enums.FileRole",
        "NoticeKind": "releases.enums.NoticeKind",
        "DiffChange": "releases.domain.diffing.Change",
    },
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "api.schema.add_problems",
        "api.partial_schemas.add_partial_schemas",
        "api.throttling.add_rate_limits",
    ],
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL", default="INFO")},
    # It tells of every glyph.
    "loggers": {"fontTools": {"level": "WARNING"}},
}

# Set before any library of the model family is imported: no model is fetched at run time.
environ.Env.ENVIRON.setdefault("HF_HUB_OFFLINE", "1")
environ.Env.ENVIRON.setdefault("TOKENIZERS_PARALLELISM", "false")
