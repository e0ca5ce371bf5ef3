"""A folder with a copy of a claim set, which a change feed keeps up to date.

`claims.ndjson` holds a record a line in the order of `id`, as the file of a release does, so its SHA-256 can be
compared with one. `merged.json` says which claim stands instead of one that is gone, `state.json` where the copy stands
in the feed.

While pages of the feed come in, they are added to `journal.ndjson`; when the feed is caught up, both files are replaced
and the journal goes. A run that is killed anywhere leaves the old files or the new ones, and a journal that the next
run goes on from: pages can be applied twice without harm, since each says what its claims are afterwards.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from parallax_client.errors import FeedRenewed, FolderTaken
from parallax_client.frames import Frames, frames_of

if TYPE_CHECKING:
    from typing import Self

try:
    import fcntl
except ImportError:  # pragma: no cover - Windows: nobody guards the folder there
    fcntl = None  # type: ignore[assignment]

Page = dict[str, Any]
Feed = Callable[["str | None"], Iterable[Page]]
CLAIMS, MERGED, STATE, JOURNAL, LOCK = "claims.ndjson", "merged.json", "state.json", "journal.ndjson", ".lock"


@dataclass(frozen=True)
class Synced:
    """What a run did: claims written anew, taken out, merged into another; `is_full` if everything was read."""

    upserts: int
    tombstones: int
    merges: int
    claims: int
    is_full: bool


class Folder:
    """The copy in a folder. Reading needs no more than the path; `with` it, one program at a time may write."""

    def __init__(self, path: str | os.PathLike[str], *, site: str = "", claim_set: str = "") -> None:
        self.path = Path(path)
        self._origin = {"site": site, "claim_set": claim_set}
        self._lock: IO[bytes] | None = None

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the claims of the copy, by identifier."""
        with (self.path / CLAIMS).open("rb") as lines:
            for line in lines:
                yield json.loads(line)

    def merged(self) -> dict[str, str]:
        """Return which claim stands instead of each that was merged."""
        return dict(self._read(MERGED, {}))

    def to_pandas(self) -> Frames:
        """Return the claims of the copy with their evidence and stances, as data frames."""
        return frames_of(self.records())

    def __enter__(self) -> Self:
        self.path.mkdir(parents=True, exist_ok=True)
        self._lock = (self.path / LOCK).open("ab")
        try:
            if fcntl is not None:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            self._refuse_another()
        except BlockingIOError:
            self._lock.close()
            raise FolderTaken(f"Another program is writing into {self.path}.") from None
        except BaseException:
            self._lock.close()
            raise
        return self

    def _refuse_another(self) -> None:
        state = self._read(STATE, self._origin)
        if any(state.get(name) != value for name, value in self._origin.items()):
            raise FolderTaken(f"{self.path} holds {state.get('claim_set')!r} of {state.get('site')}.")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._lock is not None:
            self._lock.close()

    def follow(self, feed: Feed) -> Synced:
        """Take over what the feed tells since the place of the copy, everything if the feed was renewed."""
        copy = self._load()
        start = copy.place
        try:
            self._take(copy, feed(start), start)
        except FeedRenewed:
            if start is None:
                raise
            copy.is_full = True
            self._take(copy, feed(None), None)
        self._save(copy)
        return Synced(**copy.done, claims=len(copy.lines), is_full=copy.is_full)

    def _take(self, copy: _Copy, pages: Iterable[Page], since: str | None) -> None:
        with (self.path / JOURNAL).open("ab") as journal:
            for page in pages:
                entry = {"since": since, "page": page}
                journal.write(b"\n" + _line(entry))
                journal.flush()
                os.fsync(journal.fileno())
                copy.apply(page, since)
                since = page["next"]

    def _load(self) -> _Copy:
        copy = _Copy(self._read(STATE, {}).get("next"))
        if copy.place is not None and (self.path / CLAIMS).exists():
            with (self.path / CLAIMS).open("rb") as lines:
                copy.lines = {json.loads(line)["id"]: line for line in lines}
            copy.merged = self.merged()
        else:
            copy.place = None
        for entry in self._journal():
            copy.apply(entry["page"], entry["since"])
        copy.is_full = copy.place is None
        copy.done = dict.fromkeys(copy.done, 0)
        return copy

    def _journal(self) -> Iterator[dict[str, Any]]:
        """Yield what earlier runs took but did not save; what a killed one wrote half is left out."""
        with contextlib.suppress(FileNotFoundError), (self.path / JOURNAL).open("rb") as lines:
            for line in lines:
                with contextlib.suppress(ValueError):
                    yield json.loads(line)

    def _save(self, copy: _Copy) -> None:
        self._replace(CLAIMS, (copy.lines[key] for key in sorted(copy.lines)))
        self._replace(MERGED, [_line(copy.merged)])
        # Last, so that a place is never ahead of the claims.
        self._replace(STATE, [_line({**self._origin, "next": copy.place})])
        (self.path / JOURNAL).unlink(missing_ok=True)

    def _replace(self, name: str, lines: Iterable[bytes]) -> None:
        part = self.path / f"{name}.part"
        with part.open("wb") as out:
            out.writelines(lines)
            out.flush()
            os.fsync(out.fileno())
        part.replace(self.path / name)

    def _read(self, name: str, otherwise: Any) -> Any:
        try:
            return json.loads((self.path / name).read_bytes())
        except FileNotFoundError:
            return otherwise


class _Copy:
    """The claims of a copy as lines by identifier, and where in the feed they stand."""

    def __init__(self, place: str | None) -> None:
        self.place = place
        self.lines: dict[str, bytes] = {}
        self.merged: dict[str, str] = {}
        self.is_full = False
        self.done = {"upserts": 0, "tombstones": 0, "merges": 0}

    def apply(self, page: Page, since: str | None) -> None:
        """Take a page over; one from the beginning of a feed begins an empty copy."""
        if since is None:
            self.lines, self.merged = {}, {}
        for change in page["changes"]:
            kind, key = change["kind"], change["id"]
            self.done[f"{kind}s"] += 1
            self.merged.pop(key, None)
            if kind == "upsert":
                self.lines[key] = _line(change["claim"])
                continue
            self.lines.pop(key, None)
            if kind == "merge":
                self.merged[key] = change["into"]
        self.place = page["next"]


def _line(value: Any) -> bytes:
    """Return canonical JSON (RFC 8785 for values without fractions and ASCII keys) with a line end."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
