"""Facts of a release for tests of metadata."""

from datetime import date

from releases.domain.metadata.facts import ReleaseFacts

FACTS = ReleaseFacts(
    slug="harbours",
    number=3,
    title="Harbours",
    publisher="Harbour Group",
    licence="CC-BY-4.0",
    released_on=date(2026, 11, 28),
    root_hash="a" * 64,
    creators=("Ada Moss", "Bo Heath"),
    address="https://parallax.example/sets/harbours/releases/3/",
    previous=2,
)
