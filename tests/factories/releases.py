"""Makes claim sets and releases for tests, as rows: services are what tests try."""

import factory
from factory.django import DjangoModelFactory

from releases.models import ClaimSet, ClaimSetEntry, Notice, Release, ReleaseFile
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import WorkspaceFactory


class ClaimSetFactory(DjangoModelFactory):
    class Meta:
        model = ClaimSet

    workspace = factory.SubFactory(WorkspaceFactory)
    slug = factory.Sequence(lambda n: f"harbours-{n}")
    title = factory.Sequence(lambda n: f"Harbours {n}")


class ClaimSetEntryFactory(DjangoModelFactory):
    class Meta:
        model = ClaimSetEntry

    claim_set = factory.SubFactory(ClaimSetFactory)
    workspace = factory.SelfAttribute("claim_set.workspace")
    claim = factory.SubFactory(ClaimFactory, workspace=factory.SelfAttribute("..workspace"))


class ReleaseFactory(DjangoModelFactory):
    class Meta:
        model = Release

    claim_set = factory.SubFactory(ClaimSetFactory)
    workspace = factory.SelfAttribute("claim_set.workspace")
    number = factory.Sequence(lambda n: n + 1)
    root_hash = "0" * 64
    title = factory.SelfAttribute("claim_set.title")
    licence = factory.SelfAttribute("claim_set.licence")
    counts = factory.LazyFunction(
        lambda: dict.fromkeys(("claims", "evidence", "stances", "authors", "sources", "arguments"), 0)
    )


class ReleaseFileFactory(DjangoModelFactory):
    class Meta:
        model = ReleaseFile

    release = factory.SubFactory(ReleaseFactory)
    name = "claims.ndjson"
    role = "canonical"
    media_type = "application/x-ndjson"
    sha256 = "a" * 64
    size = 1234
    records = 3


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    release = factory.SubFactory(ReleaseFactory)
    workspace = factory.SelfAttribute("release.workspace")
    kind = "retraction"
    text = "The dates of two speeches were swapped."
