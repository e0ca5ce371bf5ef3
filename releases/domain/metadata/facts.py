"""The facts of a release, from which all of its metadata are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class FileFacts:
    """A file of the release: `records` are its rows or lines, None where it has no such."""

    name: str
    media_type: str
    sha256: str
    size: int
    records: int | None = None
    is_canonical: bool = False


@dataclass(frozen=True)
class ReleaseFacts:
    """What is told of a release. The same facts always give the same bytes.

    `publisher` is the workspace's name, and who is cited where no creator is named. `licence` is an SPDX identifier.
    `address` is where the release stands on the web, in a folder of its number, "" where that is not known. `previous`
    is the number of the release before, `files` are those that are there.
    """

    slug: str
    number: int
    title: str
    publisher: str
    licence: str
    released_on: date
    root_hash: str
    description: str = ""
    creators: tuple[str, ...] = ()
    notes: str = ""
    address: str = ""
    previous: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    files: tuple[FileFacts, ...] = ()

    @property
    def identity(self) -> str:
        """What names the release: its address, or a name that is good as long as the slug is."""
        return self.address or f"urn:x-parallax:{self.key}"

    @property
    def site(self) -> str:
        """The site's address without a last stroke, "" where it is not known."""
        return "/".join(self.address.split("/")[:3])

    @property
    def previous_identity(self) -> str:
        """What names the release before, "" if this is the first."""
        if self.previous is None:
            return ""
        if not self.address:
            return f"urn:x-parallax:{self.slug}-release-{self.previous}"
        return f"{self.address.removesuffix(f'{self.number}/')}{self.previous}/"

    @property
    def authors(self) -> tuple[str, ...]:
        """Who is cited: the creators, else the publisher."""
        return self.creators or (self.publisher,)

    @property
    def version(self) -> str:
        """The release's number as a version with three parts, which some readers want."""
        return f"{self.number}.0.0"

    @property
    def key(self) -> str:
        """A name for bibliographies: `korea-claims-release-3`."""
        return f"{self.slug}-release-{self.number}"

    @property
    def abstract(self) -> str:
        """The description, or what stands for it."""
        return self.description or f"Claims of the claim set “{self.title}” with their evidence and stances."
