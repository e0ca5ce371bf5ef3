"""How a comparison is laid out on its page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from agreement.comparison_forms import ComparisonForm
from agreement.domain.comparing.arranging import OUTCOME_NAMES, OUTCOMES, Grouping, arrange
from agreement.domain.comparing.comparison import PairAgreement, Relation
from agreement.domain.comparing.deriving import derivation_words
from agreement.queries import AuthorComparison, ComparedClaim, ComparedCrux, ComparisonCell
from agreement.queries.comparison import stands_on
from claims.enums import Bearing
from sources.models import Author

ALWAYS_SHOWN = {Relation.DISAGREE, Relation.MIXED, Relation.AGREE}
SHOWN_UNASKED = 12
"""Rows on which the authors do not meet that are shown without asking: more of them bury the ones on which they do."""


SHOWN_AT_ONCE = 150
"""Rows of one group that a page shows without asking: with twelve authors more take a browser seconds."""


@dataclass(frozen=True)
class Tile:
    """How many claims have an outcome."""

    key: str
    name: str
    count: int


@dataclass(frozen=True)
class ShownGroup:
    """Rows under one heading: `rows` are all there are, `shown` those on the page; the address may ask for the rest."""

    key: str
    name: str
    rows: tuple[ComparedClaim, ...]
    shown: tuple[ComparedClaim, ...]

    @property
    def hidden(self) -> int:
        """How many rows are not on the page."""
        return len(self.rows) - len(self.shown)


@dataclass(frozen=True)
class ReasonedCell:
    """A cell with why it says what it says, in a sentence."""

    cell: ComparisonCell
    why: str


@dataclass(frozen=True)
class ShownCrux:
    """A crux with who stands where on it, in words."""

    crux: ComparedCrux
    stands: str


def cruxes_of(compared: AuthorComparison) -> list[ShownCrux]:
    """Return the cruxes with their reason."""
    return [ShownCrux(crux, stands_on(crux.row)) for crux in compared.cruxes]


def tiles_of(compared: AuthorComparison) -> list[Tile]:
    """Return the outcomes in the order of the page; that nobody speaks only where it happens."""
    return [
        Tile(relation.value, OUTCOME_NAMES[relation], compared.counts[relation])
        for relation in OUTCOMES
        if compared.counts[relation] or relation != Relation.NONE_SPEAKS
    ]


def groups_of(
    compared: AuthorComparison, form: ComparisonForm, shown: Sequence[str], opened: Iterable[int]
) -> list[ShownGroup]:
    """Return the rows that are asked for in their groups; long ones on which nobody meets show no row unasked.

    `shown` are the groups that the address unfolds, `opened` the numbers of rows that it opens: they are there.
    """
    opened = set(opened)
    asked = bool(form.cleaned_data.get("outcome") or form.cleaned_data.get("changed") or compared.filters.numbers)
    groups = arrange((row for row in compared.rows if form.shows(row)), form.order, form.grouping)
    found = []
    for place, group in enumerate(groups, start=1):
        key = group.key if form.grouping == Grouping.OUTCOME else f"topic-{place}"
        lonely = form.grouping == Grouping.OUTCOME and group.key not in ALWAYS_SHOWN
        limit = 0 if lonely and not asked and len(group.rows) > SHOWN_UNASKED else SHOWN_AT_ONCE
        rows = group.rows
        if key not in shown:
            rows = tuple(row for number, row in enumerate(rows) if number < limit or row.number in opened)
        found.append(ShownGroup(key, group.name, group.rows, rows))
    return found


def reasons_of(row: ComparedClaim) -> list[ReasonedCell]:
    """Return the row's cells, each with how it follows from the evidence."""
    return [ReasonedCell(cell, _why(cell)) for cell in row.cells]


def named_pairs(compared: AuthorComparison) -> list[tuple[str, str, PairAgreement]]:
    """Return the names of each two authors with their counts, if there are more authors than two."""
    if len(compared.authors) < 3:
        return []
    names = {str(author.pk): author.name for author in compared.authors}
    return [(names[pair.first], names[pair.second], pair) for pair in compared.pairs]


def order_authors(authors: Sequence[Any], chosen: Sequence[Author]) -> list[Any]:
    """Return everybody to choose from: the chosen ones first, in their order."""
    picked = {author.pk for author in chosen}
    return [*chosen, *(author for author in authors if author.pk not in picked)]


def address_without(query: Any, *names: str) -> str:  # noqa: ANN401 - Django's QueryDict
    """Return the query of the address without these parameters and without empty ones."""
    pairs = [(name, value) for name, values in query.lists() for value in values if value and name not in names]
    return urlencode(pairs)


def _why(cell: ComparisonCell) -> str:
    bearings = [evidence.bearing for evidence in cell.passages]
    stance = cell.stance
    setter = str(stance.set_by) if stance and stance.set_by else ""
    return derivation_words(
        position=cell.position,
        basis=stance.basis if stance else "",
        supporting=bearings.count(Bearing.SUPPORTS),
        contradicting=bearings.count(Bearing.CONTRADICTS),
        setter=setter,
        reason=stance.reason if stance else "",
    )
