"""Where static files live on a server."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """Static files under names that carry their hash, imports between JavaScript modules included."""

    support_js_module_import_aggregation = True
