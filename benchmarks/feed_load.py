"""Writers and readers that do at once all that can happen to claims and feeds: what `benchmarks.feed` is made of.

Imported only after Django is set up.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.utils import timezone
from rest_framework.test import APIClient

from claims.enums import Bearing, ClaimStatus, EvidenceState, Position, StanceBasis
from claims.models import Claim, Evidence, Stance
from common.ids import new_id
from releases.enums import Audience, Gathering
from releases.models import ClaimSet, ClaimSetEntry
from sources.models import Author, Passage, Source
from workspaces.models import Workspace

LONGEST_PAUSE = 0.02
"""Seconds: transactions last from nothing to a few of these."""
ROLLED_BACK = 0.15
GONE = (OperationalError, InterfaceError)
FILTERS = ({"topic": ["canals"]}, {"topic": ["canals", "locks"]}, {"q": "a"})
UNAVAILABLE = (503, 500)


class Rollback(Exception):
    """The writer changed its mind."""


@dataclass
class World:
    """The rows that there are from the start, and what the threads tell each other."""

    workspace: Workspace
    authors: list[Author]
    sources: list[Source]
    passages: list[Passage]
    claim_sets: list[ClaimSet]
    stop: threading.Event = field(default_factory=threading.Event)
    faults: list[str] = field(default_factory=list)
    written: int = 0
    committed_at: dict[str, float] = field(default_factory=dict)


def make_world() -> World:
    """Return a workspace with authors, passages and claim sets of every kind, all public."""
    workspace = Workspace.objects.create(slug="load", name="Load")
    authors = [
        Author.objects.create(workspace=workspace, slug=f"author-{place}", family=f"Author {place}")
        for place in range(4)
    ]
    sources = [Source.objects.create(workspace=workspace, key=f"s{place}", title="Title") for place in range(3)]
    passages = [
        Passage.objects.create(workspace=workspace, source=source, exact=f"Words {place}.")
        for source in sources
        for place in range(4)
    ]
    kinds: list[tuple[str, Any]] = [
        (Gathering.BY_HAND, {}), (Gathering.BY_FILTER, {}), (Gathering.BY_FILTER, FILTERS[0]),
        (Gathering.BY_FILTER, {"author": ["author-0"]}),
    ]  # fmt: skip
    claim_sets = [
        ClaimSet.objects.create(
            workspace=workspace, slug=f"set-{place}", title="Set", gathering=gathering, filter=saved,
            audience=Audience.PUBLIC,
        )
        for place, (gathering, saved) in enumerate(kinds)
    ]  # fmt: skip
    return World(workspace, authors, sources, passages, claim_sets)


class Writer(threading.Thread):
    """Makes one small transaction after the other, of all kinds, until it is told to stop."""

    def __init__(self, world: World, seed: int) -> None:
        super().__init__(daemon=True)
        self.world, self.chance, self.number = world, random.Random(seed), seed * 1_000_000
        self.known: list[UUID] = []

    def run(self) -> None:
        """Write until the world stops, through rollbacks, conflicts and the end of the server."""
        deeds = [self.create] * 5 + [self.reword] * 4 + [
            self.retire, self.delete, self.merge, self.split, self.enter, self.enter, self.leave, self.say, self.say,
            self.unsay, self.stand, self.stand, self.fall, self.rename, self.retitle, self.requote, self.refilter,
        ]  # fmt: skip
        while not self.world.stop.is_set():
            self.texts: list[str] = []
            try:
                with transaction.atomic():
                    for _ in range(self.chance.choice((1, 1, 2))):
                        self.chance.choice(deeds)()
                        time.sleep(self.chance.uniform(0, LONGEST_PAUSE))
                    self.change_mind()
                now = time.monotonic()
                self.world.committed_at.update(dict.fromkeys(self.texts, now))
                self.world.written += 1
            except Rollback:
                continue
            except GONE:
                connection.close()
                time.sleep(0.05)
            except DatabaseError:
                continue
        connection.close()

    def change_mind(self) -> None:
        """Roll back now and then."""
        if self.chance.random() < ROLLED_BACK:
            raise Rollback

    def any(self) -> UUID:
        """Return the id of some claim, most often a young one."""
        if not self.known or self.chance.random() < 0.1:
            found = Claim.objects.filter(workspace=self.world.workspace).order_by("-id").values_list("pk", flat=True)
            self.known = list(found[:200])
        return self.chance.choice(self.known) if self.known else new_id()

    def text(self) -> str:
        """Return words that no claim had before."""
        self.number += 1
        self.texts.append(f"Claim a{self.number}")
        return self.texts[-1]

    def create(self) -> None:
        """Add a claim, to the set by hand too or not."""
        self.number += 1
        claim = Claim.objects.create(
            workspace=self.world.workspace, number=self.number, text=self.text(), status=ClaimStatus.ACCEPTED,
            topic=self.chance.choice(("canals", "locks", "")),
        )  # fmt: skip
        self.known.append(claim.pk)
        if self.chance.random() < 0.5:
            self.enter(claim.pk)

    def change(self, rows: Any = None, **values: Any) -> None:  # noqa: ANN401 - a queryset, columns
        """Update some claim, or the rows."""
        found = Claim.objects.filter(pk=self.any(), merged_into=None) if rows is None else rows
        found.update(**values)

    def reword(self) -> None:
        """Give a claim another text and topic."""
        text = self.text()
        changed = Claim.objects.filter(pk=self.any()).update(
            text=text, topic=self.chance.choice(("canals", "locks")), updated_at=timezone.now()
        )
        if not changed:
            self.texts.remove(text)

    def retire(self) -> None:
        """Take a claim out of work, or back."""
        self.change(status=self.chance.choice((ClaimStatus.RETIRED, ClaimStatus.ACCEPTED)))

    def delete(self) -> None:
        """Delete a claim with all that hangs on it."""
        Claim.objects.filter(pk=self.any()).delete()

    def merge(self) -> None:
        """Merge a claim into another."""
        one, into = self.any(), self.any()
        if one != into:
            Claim.objects.filter(pk=one).update(status=ClaimStatus.RETIRED, merged_into=into)

    def split(self) -> None:
        """Take a merge back."""
        merged = Claim.objects.exclude(merged_into=None).values_list("pk", flat=True)[:1]
        Claim.objects.filter(pk__in=list(merged)).update(status=ClaimStatus.DRAFT, merged_into=None)

    def enter(self, claim: UUID | None = None) -> None:
        """Put a claim into the set by hand."""
        by_hand = self.world.claim_sets[0]
        ClaimSetEntry.objects.create(workspace=self.world.workspace, claim_set=by_hand, claim_id=claim or self.any())

    def leave(self) -> None:
        """Take a claim out of the set by hand."""
        ClaimSetEntry.objects.filter(claim=self.any()).delete()

    def say(self) -> None:
        """Add evidence, accepted or suggested."""
        is_accepted = self.chance.random() < 0.7
        Evidence.objects.create(
            workspace=self.world.workspace, claim_id=self.any(), passage=self.chance.choice(self.world.passages),
            speaker=self.chance.choice(self.world.authors), bearing=self.chance.choice(Bearing.values),
            state=EvidenceState.ACCEPTED if is_accepted else EvidenceState.SUGGESTED,
            decided_at=timezone.now() if is_accepted else None,
        )  # fmt: skip

    def unsay(self) -> None:
        """Reject evidence, delete it or hang it on another claim."""
        rows = Evidence.objects.filter(claim=self.any())
        deed = self.chance.randrange(3)
        if deed == 0:
            rows.delete()
        elif deed == 1:
            rows.update(state=EvidenceState.REJECTED, decided_at=timezone.now())
        else:
            rows.update(claim=self.any())

    def stand(self) -> None:
        """Give an author a stance."""
        Stance.objects.create(
            workspace=self.world.workspace, claim_id=self.any(), author=self.chance.choice(self.world.authors),
            position=self.chance.choice(Position.values), basis=StanceBasis.DERIVED,
        )  # fmt: skip

    def fall(self) -> None:
        """Change or remove the stances on a claim."""
        rows = Stance.objects.filter(claim=self.any())
        if self.chance.random() < 0.5:
            rows.delete()
        else:
            rows.update(likelihood=self.chance.randrange(101))

    def rename(self) -> None:
        """Give an author another name, or the slug by which a set gathers."""
        author = Author.objects.filter(pk=self.chance.choice(self.world.authors).pk)
        if self.chance.random() < 0.1:
            first = Author.objects.filter(pk=self.world.authors[0].pk)
            first.update(slug=self.chance.choice(("author-0", "author-x")))
        else:
            author.update(family=f"Author {self.chance.random()}")

    def retitle(self) -> None:
        """Give a source another title."""
        Source.objects.filter(pk=self.chance.choice(self.world.sources).pk).update(title=f"T {self.chance.random()}")

    def requote(self) -> None:
        """Change the words of a passage."""
        passage = self.chance.choice(self.world.passages)
        Passage.objects.filter(pk=passage.pk).update(exact=f"Words {self.chance.random()}")

    def refilter(self) -> None:
        """Give a claim set another filter, not often."""
        if self.chance.random() < 0.2:
            ClaimSet.objects.filter(pk=self.world.claim_sets[2].pk).update(filter=self.chance.choice(FILTERS))


class Reader(threading.Thread):
    """Keeps a copy of a claim set from nothing but the API, and watches that the feed keeps its promises."""

    def __init__(self, world: World, slug: str, *, limit: int = 100) -> None:
        super().__init__(daemon=True)
        self.world, self.slug, self.limit = world, slug, limit
        self.copy: dict[str, Any] = {}
        self.token: str | None = None
        self.position, self.pages, self.changes = 0, 0, 0
        self.lags: list[float] = []
        self.client = APIClient(raise_request_exception=False, SERVER_NAME="localhost")

    def run(self) -> None:
        """Read until the world stops and everything is read."""
        is_caught_up = False
        while not (self.world.stop.is_set() and is_caught_up):
            is_asked_after_the_end = self.world.stop.is_set()
            is_caught_up = self.read() and is_asked_after_the_end
            time.sleep(0.005)
        connection.close()

    def read(self) -> bool:
        """Take one page over; return whether the copy is complete."""
        parameters = {"limit": self.limit} | ({"since": self.token} if self.token else {})
        answer = self.client.get(f"/api/v1/claim-sets/{self.slug}/changes/", parameters)
        if answer.status_code in UNAVAILABLE:
            connection.close()
            time.sleep(0.05)
            return False
        if answer.status_code != 200:
            self.world.faults.append(f"{self.slug}: {answer.status_code} {answer.content!r}")
            self.world.stop.set()
            return True
        page, now = answer.json(), time.monotonic()
        for change in page["changes"]:
            self.take(change, now)
        self.token, self.pages = page["next"], self.pages + 1
        return page["caught_up"]

    def take(self, change: dict[str, Any], now: float) -> None:
        """Take one change over."""
        if change["position"] <= self.position:
            self.world.faults.append(f"{self.slug}: {change['position']} after {self.position}")
        self.position, self.changes = change["position"], self.changes + 1
        if change["kind"] != "upsert":
            self.copy.pop(change["id"], None)
            return
        self.copy[change["id"]] = change["claim"]
        if committed := self.world.committed_at.get(change["claim"]["text"]):
            self.lags.append(now - committed)
            # Told once: what comes later is another change of the claim.
            self.world.committed_at.pop(change["claim"]["text"], None)


class NaiveReader(threading.Thread):
    """What others do: ask for rows whose `updated_at` is above the highest seen."""

    def __init__(self, world: World) -> None:
        super().__init__(daemon=True)
        self.world, self.seen, self.last = world, set[tuple[UUID, Any]](), None

    def run(self) -> None:
        """Read until the world stops, and once more."""
        for is_last in _until(self.world.stop.is_set):
            try:
                rows = Claim.objects.order_by("updated_at").values_list("pk", "updated_at")
                found = list(rows.filter(updated_at__gt=self.last) if self.last else rows)
            except GONE:
                connection.close()
                continue
            self.seen.update(found)
            self.last = found[-1][1] if found else self.last
            time.sleep(0 if is_last else 0.01)
        connection.close()

    def lost(self) -> tuple[int, int]:
        """Return how many claims stand as this reader never saw them, and of how many."""
        rows = set(Claim.objects.values_list("pk", "updated_at"))
        return len(rows - self.seen), len(rows)


def _until(is_over: Callable[[], bool]) -> Iterator[bool]:
    while not is_over():
        yield False
    yield True


@contextmanager
def at_work(world: World, threads: list[threading.Thread]) -> Iterator[None]:
    """Let the threads work for as long as the block lasts, and wait for their end."""
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        world.stop.set()
        for thread in threads:
            thread.join(timeout=120)
            if thread.is_alive():
                world.faults.append(f"{type(thread).__name__} did not end")
