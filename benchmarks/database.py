"""A database of a benchmark's own, or one that several share: started, migrated, and gone at the end."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from config.local import postgres
from config.local.postgres import RunningPostgres

KEPT_FOLDER = "PARALLAX_BENCH_KEPT"
"""Name of the environment variable with the folder whose servers outlive the benchmark: `make bench` sets it."""


@contextmanager
def own_database() -> Iterator[None]:
    """Set Django up on a new, empty database with all migrations; the server ends with the block."""
    folder = _new_folder()
    server = postgres.start(folder / "var", durable=False)
    try:
        set_up(server)
        yield
    finally:
        postgres.stop(server)
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def kept_database(name: str) -> Iterator[None]:
    """Set Django up on the database of that name with all migrations, for others to find as this block leaves it."""
    folder = Path(os.environ[KEPT_FOLDER]) / name
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    set_up(postgres.start(folder / "var", durable=False))
    yield


@contextmanager
def keeping_databases() -> Iterator[None]:
    """Let the processes that are started within the block share databases; all of them are gone at its end."""
    folder = _new_folder()
    os.environ[KEPT_FOLDER] = str(folder)
    try:
        yield
    finally:
        for kept in folder.iterdir():
            postgres.stop(postgres.start(kept / "var", durable=False))
        del os.environ[KEPT_FOLDER]
        shutil.rmtree(folder, ignore_errors=True)


def _new_folder() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="parallax-bench-"))
    folder.chmod(0o711)  # another account may have to pass: PostgreSQL does not run as root
    return folder


def set_up(server: RunningPostgres, *, migrate: bool = True) -> None:
    """Set Django up on the server's database, with all migrations unless they are there."""
    os.environ["DATABASE_URL"] = server.database_url
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.development"
    os.environ.setdefault("LOG_LEVEL", "ERROR")
    import django  # noqa: PLC0415 - the environment comes first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - only now can it be loaded

    if migrate:
        call_command("migrate", verbosity=0)
