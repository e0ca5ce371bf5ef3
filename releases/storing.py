"""The store of files of releases: each lies under the SHA-256 of its bytes, so that it can be written once only.

Nothing in it is ever changed. A file comes into its place by one rename, whole or not at all; whoever was killed leaves
a file in the workshop or one that no release names, and both are swept.
"""

import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

CHUNK = 1 << 20
DIGEST = re.compile(r"[0-9a-f]{64}")
ORPHAN_AGE_SECONDS = 24 * 3600
"""A file that no release names may belong to one that is being made; none takes a day."""


@dataclass(frozen=True)
class Stored:
    """A file of the store: the SHA-256 of its bytes in hexadecimal digits, and how many they are."""

    sha256: str
    size: int


def stored_path(sha256: str) -> Path:
    """Return where the file of that hash lies or would lie; ValueError for what is no hash."""
    if not DIGEST.fullmatch(sha256):
        message = f"no SHA-256: {sha256!r}"
        raise ValueError(message)
    return _root() / sha256[:2] / sha256


def open_stored(sha256: str) -> BinaryIO:
    """Return the file of that hash, open for reading; FileNotFoundError if the store has none."""
    return stored_path(sha256).open("rb")


def store(source: Path | BinaryIO) -> Stored:
    """Put the bytes into the store and return under which hash. Twice the same is once."""
    with workshop() as folder:
        copy = folder / "file"
        with copy.open("wb") as target:
            if isinstance(source, Path):
                with source.open("rb") as reading:
                    shutil.copyfileobj(reading, target, CHUNK)
            else:
                shutil.copyfileobj(source, target, CHUNK)
        return store_away(copy)


def store_away(path: Path, sha256: str = "") -> Stored:
    """Move a file of the workshop into the store; return under which hash.

    `sha256` is for those who made it on the way of writing and are sure of it.
    """
    stored = Stored(sha256 or sha256_of(path), path.stat().st_size)
    place = stored_path(stored.sha256)
    if place.exists():
        # Young again, so that a sweep does not take it before the release that needs it is written.
        os.utime(place)
        path.unlink()
        return stored
    place.parent.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file:
        os.fsync(file.fileno())
    path.chmod(0o444)
    path.replace(place)
    _flush(place.parent)
    return stored


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of the file's bytes in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def workshop() -> Iterator[Path]:
    """Give a folder on the store's file system in which files are made; it is gone afterwards."""
    place = _root() / "workshop"
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        yield Path(folder)


def sweep(
    which_are_needed: Callable[[Collection[str]], Collection[str]], *, older_than: float = ORPHAN_AGE_SECONDS
) -> int:
    """Remove what killed workers left, if it is older than so many seconds: return how many files and folders.

    `which_are_needed` is asked once, with the hashes of all that is so old, and answers with those that releases name.
    """
    before = time.time() - older_than
    old = {path.name: path for path in _root().glob("??/*") if DIGEST.fullmatch(path.name) and _is_older(path, before)}
    left = set(old) - set(which_are_needed(old.keys())) if old else set()
    for name in left:
        # Asked again: somebody may have stored the same bytes since, for a release that is about to be recorded.
        if _is_older(old[name], before):
            old[name].unlink(missing_ok=True)
    folders = [folder for folder in _root().glob("workshop/*") if _is_older(folder, before)]
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    return len(left) + len(folders)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:  # somebody else swept it
        return False


def _root() -> Path:
    return settings.PARALLAX_RELEASES


def _flush(folder: Path) -> None:
    """Make the names in the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
