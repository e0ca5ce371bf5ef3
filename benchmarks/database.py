"""A database of a benchmark's own: started, migrated, and gone at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.local import postgres


@contextmanager
def own_database() -> Iterator[None]:
    """Set Django up on a new, empty database with all migrations; the server ends with the block."""
    folder = Path(tempfile.mkdtemp(prefix="parallax-bench-"))
    folder.chmod(0o711)  # another account may have to pass: PostgreSQL does not run as root
    server = postgres.start(folder / "var", durable=False)
    os.environ["DATABASE_URL"] = server.database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    try:
        import django  # noqa: PLC0415 - the environment comes first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - only now can it be loaded

        call_command("migrate", verbosity=0)
        yield
    finally:
        postgres.stop(server)
        shutil.rmtree(folder, ignore_errors=True)
