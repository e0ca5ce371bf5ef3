"""What a comparison is made of. Free of rendering: pages, files and the API draw it each in its own way."""

from dataclasses import dataclass
from datetime import date, datetime

from agreement.domain.comparing.arranging import Group, Grouping, Order, arrange
from agreement.domain.comparing.bars import DivergingBar
from agreement.domain.comparing.comparison import PairAgreement, Position, Relation, Share
from agreement.domain.comparing.cruxes import Crux
from agreement.domain.comparing.leaning import lean
from agreement.domain.comparing.timeline import Step
from claims.domain.likelihood import Likelihood
from claims.models import Claim, Evidence, Stance
from claims.queries import SILENT
from claims.queries.independence import Sides
from sources.models import Author

OPEN = "open"
"""Stands for "not yet judged" where a cell has neither a stance nor a confirmed silence; it is never stored."""


@dataclass(frozen=True)
class ComparisonFilters:
    """What is compared; empty values narrow nothing, and retired claims are left out unless asked for.

    `topics` and `numbers` name several topics and an explicit list of claims; `as_of` is the day whose stances count.
    """

    topics: tuple[str, ...] = ()
    status: str = ""
    kind: str = ""
    numbers: tuple[int, ...] = ()
    as_of: date | None = None

    @property
    def narrow(self) -> bool:
        """Whether claims are left out besides retired ones."""
        return bool(self.topics or self.status or self.kind or self.numbers)


@dataclass(frozen=True)
class DatedStep:
    """A step of an author's course on a claim, dated in words as precisely as the source is ("" where unknown)."""

    step: Step
    dated: str


@dataclass(frozen=True)
class ComparisonCell:
    """One author on one claim: the stance that counts or None, and the accepted passages.

    `dated` says in words when the author took the stance, as precisely as the source is dated. `course` holds the
    positions that counted one after another, `independent` how many of the passages lean on no common work, `waiting`
    how many suggested passages wait for a person. `confirmed` says whether a person found that the author says nothing.
    """

    author: Author
    stance: Stance | None
    dated: str
    passages: tuple[Evidence, ...]
    course: tuple[DatedStep, ...] = ()
    independent: int = 0
    waiting: int = 0
    confirmed: bool = False

    @property
    def position(self) -> str:
        """The position; without one `silent` if a person confirmed it, else `open`: not yet judged."""
        if self.stance:
            return self.stance.position
        return SILENT if self.confirmed else OPEN

    @property
    def likely(self) -> Likelihood | None:
        """How likely the author holds the claim to be, in words and number, None if nothing is said."""
        return self.stance.likely if self.stance else None

    @property
    def leaning(self) -> float | None:
        """Where the stance lies between -1 (denies outright) and 1 (affirms outright), None without a stance."""
        if self.stance is None:
            return None
        return lean(Position(self.stance.position), self.likely.middle if self.likely else None)

    @property
    def changed(self) -> bool:
        """Whether the author's position on the claim changed."""
        return len(self.course) > 1

    @property
    def retracted(self) -> int:
        """How many of the passages come from sources that were retracted."""
        return sum(evidence.passage.source.is_retracted for evidence in self.passages)


@dataclass(frozen=True)
class ComparedClaim:
    """One row: a claim, how the authors stand to each other on it, and one cell an author in their order.

    `independence` says how many of the authors' passages do not lean on one work. `contested` is 0 to 1, None below two
    who speak. `resting` is how many claims rest on it (counted where two or more speak). `changed_at` is when the last
    of the stances changed in the workspace, None without one.
    """

    claim: Claim
    relation: Relation
    cells: tuple[ComparisonCell, ...]
    independence: Sides
    contested: float | None = None
    resting: int = 0
    changed_at: datetime | None = None

    @property
    def number(self) -> int:
        """The claim's number."""
        return self.claim.number

    @property
    def topic(self) -> str:
        """The claim's topic, "" for none."""
        return self.claim.topic

    @property
    def waiting(self) -> int:
        """How many suggested passages of these authors wait for a person."""
        return sum(cell.waiting for cell in self.cells)

    @property
    def changed(self) -> bool:
        """Whether one of the authors changed position."""
        return any(cell.changed for cell in self.cells)


@dataclass(frozen=True)
class ComparedCrux:
    """A crux with its row, the claims that rest on it, and those of them on which the authors part too."""

    crux: Crux
    row: ComparedClaim
    resting: tuple[Claim, ...]
    parted: tuple[Claim, ...]


@dataclass(frozen=True)
class TopicTally:
    """How often the authors agree and part on the claims of one topic ("" for claims without one)."""

    topic: str
    counts: dict[Relation, int]
    bar: DivergingBar

    @property
    def met(self) -> int:
        """On how many claims of the topic two or more of the authors speak."""
        return sum(self.counts[relation] for relation in (Relation.AGREE, Relation.DISAGREE, Relation.MIXED))


@dataclass(frozen=True)
class AuthorComparison:
    """The whole comparison. `rows` come by outcome in the order of `OUTCOMES`, then by the claim's number.

    `agreement` is the share of pairs of authors that agree, of all pairs who both speak on a claim. `cruxes` are the
    claims on which most hangs and the authors part, the weightiest first.
    """

    authors: tuple[Author, ...]
    filters: ComparisonFilters
    rows: tuple[ComparedClaim, ...]
    counts: dict[Relation, int]
    pairs: tuple[PairAgreement, ...]
    agreement: Share
    topics: tuple[TopicTally, ...]
    cruxes: tuple[ComparedCrux, ...] = ()

    @property
    def met(self) -> int:
        """On how many claims two or more of the authors speak."""
        return sum(self.counts[relation] for relation in (Relation.AGREE, Relation.DISAGREE, Relation.MIXED))

    def arranged(
        self, order: Order = Order.CONTESTED, grouping: Grouping = Grouping.OUTCOME
    ) -> tuple[Group[ComparedClaim], ...]:
        """Return the rows in groups and in order; a group without rows is absent."""
        return arrange(self.rows, order, grouping)
