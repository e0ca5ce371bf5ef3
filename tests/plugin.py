"""Gives a test run a database of its own: loaded by `-p tests.plugin` before Django's settings are.

The first process of a run starts an embedded PostgreSQL in a temporary directory and announces it in
PARALLAX_TEST_DATABASE_URL; workers of a parallel run find that variable and use the same server. Set it yourself to
test against another server.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.support.throwaway_postgres import start_throwaway_postgres

GIVEN_URL = "PARALLAX_TEST_DATABASE_URL"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Iterator[None]:
    """Set DATABASE_URL for the run; a wrapper, since pytest-django reads the settings in the same hook."""
    if GIVEN_URL not in os.environ:
        server = start_throwaway_postgres()
        # Runs after an interrupt and after a failing collection too.
        early_config.add_cleanup(server.close)
        early_config.add_cleanup(lambda: os.environ.pop(GIVEN_URL, None))
        os.environ[GIVEN_URL] = server.database_url
        os.environ["PARALLAX_VAR"] = str(server.directory / "files")
    os.environ["DATABASE_URL"] = os.environ[GIVEN_URL]
    return (yield)
