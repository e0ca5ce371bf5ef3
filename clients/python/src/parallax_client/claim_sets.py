"""Claim sets and their releases."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parallax_client.errors import ConnectionFailed, HashMismatch, NotFound, ParallaxError
from parallax_client.folders import Folder, Synced
from parallax_client.frames import Frames, frames_of
from parallax_client.transport import BROKEN, Transport

CHUNK = 1 << 20
PAGE = 1000
CANONICAL = "canonical"


@dataclass(frozen=True)
class ClaimSet:
    """A named selection of claims. `facts` is what the site says of it."""

    transport: Transport
    facts: dict[str, Any]

    @property
    def slug(self) -> str:
        """The part of its address that names it."""
        return str(self.facts["slug"])

    @property
    def path(self) -> str:
        """Where it is below the site."""
        return f"api/v1/claim-sets/{self.slug}/"

    def releases(self) -> Iterator[Release]:
        """Yield its releases, the newest first."""
        page = self.transport.json(f"{self.path}releases/")
        while True:
            yield from (Release(self.transport, facts) for facts in page["results"])
            if not page["next"]:
                return
            page = self.transport.json(page["next"])

    def release(self, number: int | None = None) -> Release:
        """Return the release of that number, or the newest; `NotFound` if there is none."""
        if number is not None:
            return Release(self.transport, self.transport.json(f"{self.path}releases/{number}/"))
        for newest in self.releases():
            return newest
        raise NotFound(404, {"code": "not_found", "detail": f"{self.slug} has no release yet."})

    def changes(self, since: str | None = None) -> Iterator[dict[str, Any]]:
        """Yield the pages of its change feed up to now, from the place `since` or from the beginning.

        Raises `FeedRenewed` if the place is of a feed that was renewed.
        """
        while True:
            parameters = {"limit": str(PAGE)} | ({"since": since} if since else {})
            page = self.transport.json(f"{self.path}changes/", parameters)
            yield page
            if page["caught_up"]:
                return
            since = page["next"]

    def sync(self, folder: str | os.PathLike[str]) -> Synced:
        """Bring the folder up to date from the change feed; the first time, fill it."""
        with Folder(folder, site=self.transport.base_url, claim_set=self.slug) as copy:
            return copy.follow(self.changes)

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the claims as they are now, by identifier, page after page."""
        page = self.transport.json(f"{self.path}claims/", {"limit": str(PAGE)})
        while True:
            yield from page["results"]
            if not page["next"]:
                return
            page = self.transport.json(page["next"])

    def to_pandas(self) -> Frames:
        """Return the claims as they are now with their evidence and stances, as data frames."""
        return frames_of(self.records())


@dataclass(frozen=True)
class Release:
    """An immutable, numbered state of a claim set. `facts` is what the site says of it."""

    transport: Transport
    facts: dict[str, Any]

    @property
    def number(self) -> int:
        """Its number in the claim set."""
        return int(self.facts["number"])

    @property
    def path(self) -> str:
        """Where it is below the site."""
        return f"api/v1/claim-sets/{self.facts['claim_set']}/releases/{self.number}/"

    @property
    def is_retracted(self) -> bool:
        """Whether a notice retracts it."""
        return bool(self.facts["is_retracted"])

    def verify_root(self) -> None:
        """Make the root hash again from the hashes of the canonical files; `HashMismatch` if it differs."""
        named = {one["name"]: one["sha256"] for one in self.facts["files"] if one["role"] == CANONICAL}
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(named.items()))
        if hashlib.sha256(lines.encode()).hexdigest() != self.facts["root_hash"]:
            raise HashMismatch(f"The hashes of release {self.number} do not give its root hash.")

    def download(self, folder: str | os.PathLike[str], names: Iterable[str] | None = None) -> list[Path]:
        """Return the files, verified and put into the folder: the canonical ones, or those that are named.

        A file that is there already with the right hash is not fetched again. Beside them comes `SHA256SUMS`, with
        which `sha256sum -c` verifies the canonical files without this package.
        """
        self.verify_root()
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        files = {one["name"]: one for one in self.facts["files"]}
        canonical = sorted(name for name, one in files.items() if one["role"] == CANONICAL)
        chosen = canonical if names is None else list(names)
        if unknown := [name for name in chosen if name not in files]:
            raise ParallaxError(f"Release {self.number} has no file {unknown[0]}; it has {', '.join(sorted(files))}.")
        paths = [self._fetch(files[name], target) for name in chosen]
        if names is None:
            lines = "".join(f"{files[name]['sha256']}  {name}\n" for name in canonical)
            (target / "SHA256SUMS").write_text(lines, encoding="utf-8", newline="\n")
        return paths

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield its claims as they come, by identifier; `HashMismatch` at the end if they are not what was released."""
        [file] = [one for one in self.facts["files"] if one["name"] == "claims.ndjson"]
        digest = hashlib.sha256()
        with self.transport.stream(f"{self.path}{file['name']}") as lines:
            for line in lines:
                digest.update(line)
                yield json.loads(line)
        if digest.hexdigest() != file["sha256"]:
            raise HashMismatch(f"claims.ndjson of release {self.number} is not what its hash says.")

    def to_pandas(self) -> Frames:
        """Return its claims with their evidence and stances, as data frames, once they are verified."""
        self.verify_root()
        return frames_of(self.records())

    def _fetch(self, file: dict[str, Any], target: Path) -> Path:
        path = target / _plain(file["name"])
        if path.exists() and _sha256(path) == file["sha256"]:
            return path
        part, digest = path.with_name(f"{path.name}.part"), hashlib.sha256()
        try:
            with self.transport.stream(f"{self.path}{file['name']}") as answer, part.open("wb") as out:
                while chunk := answer.read(CHUNK):
                    digest.update(chunk)
                    out.write(chunk)
            if digest.hexdigest() != file["sha256"]:
                raise HashMismatch(f"{file['name']} of release {self.number} is not what its hash says.")
            part.replace(path)
        except BROKEN as failure:
            raise ConnectionFailed(f"{file['name']} broke off: {failure}") from failure
        finally:
            part.unlink(missing_ok=True)
        return path


def _plain(name: str) -> str:
    """Return the name of a file, which leads nowhere else."""
    if name in {"", ".", ".."} or any(sign in name for sign in "/\\:\0"):
        raise ParallaxError(f"The site names a file {name!r}, which is not the name of a file.")
    return name


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
