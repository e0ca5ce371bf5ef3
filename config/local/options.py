"""What the environment asks of a local run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from config.local.places import LocalRunError, broker_url, database_url

PROJECT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
DEFAULT_PORT = "8000"
CORPUS_WORKSPACE = "corpus"
HIGHEST_PORT = 65535


@dataclass(frozen=True)
class Options:
    """The options of one run. Port 0 stands for any free port."""

    var_dir: Path
    port: int
    corpus: Path | None
    database_url: str
    broker_url: str
    own_database: bool
    own_broker: bool
    reload: bool

    @property
    def logs(self) -> Path:
        """Return the directory of the children's logs."""
        return self.var_dir / "log"


def read_options(environment: Mapping[str, str]) -> Options:
    """Return the options that the environment states; an empty value counts as not set.

    Raises LocalRunError with one line for a port that is none and a corpus that is not there.
    """
    given = {name: value for name, value in environment.items() if value}
    port = given.get("PORT", DEFAULT_PORT)
    if not (port.isascii() and port.isdecimal() and int(port) <= HIGHEST_PORT):
        raise LocalRunError(f"PORT={port} is not a port number; use one from 1024 to {HIGHEST_PORT}.")
    corpus = Path(given["CORPUS"]).resolve() if "CORPUS" in given else None
    if corpus is not None and not corpus.exists():
        raise LocalRunError(f"CORPUS={given['CORPUS']}: there is no such folder.")
    var_dir = Path(given.get("PARALLAX_VAR", PROJECT / "var")).resolve()
    own_database, own_broker = "DATABASE_URL" not in given, "CELERY_BROKER_URL" not in given
    return Options(
        var_dir=var_dir,
        port=int(port),
        corpus=corpus,
        database_url=database_url(var_dir) if own_database else given["DATABASE_URL"],
        broker_url=broker_url(var_dir) if own_broker else given["CELERY_BROKER_URL"],
        own_database=own_database,
        own_broker=own_broker,
        reload=given.get("DEBUG", "").lower() in {"1", "true", "on", "yes"},
    )
