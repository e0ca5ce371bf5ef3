"""One's own machine: `make run`. Error pages are the ones that users see unless DEBUG=1 is set."""

from config.settings.base import *  # noqa: F403 - a settings module is a namespace
from config.settings.base import env

DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *env.list("ALLOWED_HOSTS", default=[])]
# Files are served from where they lie, so an edit shows without a build step.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
