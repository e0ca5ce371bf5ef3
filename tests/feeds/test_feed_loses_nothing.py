"""Eight writers, readers at once and a killed PostgreSQL: a copy made from the feed alone is the claim set."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from config.local import postgres
from config.local.places import installed_postgres
from tests.support.throwaway_postgres import PROJECT, reachable_directory
from tests.support.workers import database_url

pytestmark = [pytest.mark.django_db, pytest.mark.processes]


@pytest.fixture
def durable_server(db):
    """The folder of a server that survives being killed, with the tables of the test database."""
    folder = reachable_directory()
    server = postgres.start(folder / "var")
    programs = installed_postgres() / "bin"
    dump = subprocess.run(
        [programs / "pg_dump", "--schema-only", "--no-owner", database_url()], capture_output=True, check=True
    )
    subprocess.run(
        [programs / "psql", "--quiet", "--set", "ON_ERROR_STOP=1", server.database_url],
        input=dump.stdout, capture_output=True, check=True,
    )  # fmt: skip
    yield folder / "var"
    postgres.stop(postgres.start(folder / "var"))
    shutil.rmtree(folder, ignore_errors=True)


def test_copy_from_the_feed_is_the_claim_set_through_rollbacks_and_a_killed_database(durable_server):
    command = [sys.executable, "-m", "benchmarks.feed", "--seconds", "6", "--writers", "8", "--kills", "1"]

    done = subprocess.run(
        [*command, "--var", str(durable_server)], cwd=PROJECT, env=os.environ, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip

    assert done.stdout, done.stderr
    found = json.loads(done.stdout)
    assert found["faults"] == []
    assert found["writes"] > 100
    # One of the sets gathers by a filter that few claims meet in so short a time.
    assert sum(number > 0 for number in found["claims"].values()) >= 3
