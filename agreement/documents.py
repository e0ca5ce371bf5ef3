"""A comparison as a document to take away: what it comes to, the table, every quote with its citation, the works."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from agreement.domain.comparing.arranging import OUTCOME_NAMES, Grouping, Order
from agreement.domain.comparing.brief import VERBS, join_words
from agreement.domain.comparing.comparison import Position
from agreement.domain.comparing.measures import AgreementMeasures, WeighedShare
from agreement.presenters import ReasonedCell, reasons_of
from agreement.queries import AuthorComparison, ComparedClaim, ComparisonCell, brief_of
from claims.domain.bootstrap import Estimate
from claims.models import Evidence
from common.documents import Block, Document, Heading, Paragraph, Span, Style, Table, words
from sources.domain.author_date import CitedWork, cite_works, with_locator
from sources.enums import SourceNature
from sources.models import Passage

AUTHORS_A_TABLE = 5
"""More columns than these are not read any more: further authors get a table of their own."""
WIDE = 3
"""From so many authors on the page is turned."""


@dataclass(frozen=True)
class DocumentFrame:
    """What stands around a comparison: whose it is, when it was made, and the address that shows it alive."""

    workspace: str
    made_at: datetime
    address: str


def document_of(
    compared: AuthorComparison,
    measures: AgreementMeasures,
    items: Mapping[str, Mapping[str, object]],
    frame: DocumentFrame,
    order: Order = Order.CONTESTED,
) -> Document:
    """Return the document; `items` are the CSL-JSON items of the quoted sources by their key as text."""
    cited = {work.key: work for work in cite_works(items)}
    names = [author.name for author in compared.authors]
    blocks = [
        *_preface(frame),
        Heading("Summary"),
        *(Paragraph(words(text)) for text in brief_of(compared).paragraphs),
        Heading("Where each stands"),
        *_matrix(compared, order),
        *_details(compared, order, cited),
        Heading("How much they agree"),
        *_measures(compared, measures),
        *_references(cited.values()),
    ]
    return Document(
        title=f"{join_words(names)} compared",
        author=frame.workspace,
        made_at=frame.made_at,
        blocks=tuple(blocks),
        landscape=len(names) > WIDE,
    )


def passages_of(
    compared: AuthorComparison, items: Mapping[str, Mapping[str, object]], address_of: Callable[[Passage], str]
) -> Iterator[list[str]]:
    """Yield the quotes as the rows of a table, its head first; `address_of` says where a passage can be read."""
    yield [
        *("Number", "Claim", "Topic", "Outcome", "Author", "Stance", "Likelihood", "As of"),
        *("Bearing", "Quote", "Page", "Citation", "Work", "Nature", "Status of the work", "Address"),
    ]
    cited = {work.key: work for work in cite_works(items)}
    for row in compared.rows:
        claim = [row.claim.label, row.claim.text, row.topic, OUTCOME_NAMES[row.relation]]
        for cell in row.cells:
            stands = [cell.author.name, cell.position, cell.likely.phrase if cell.likely else "", cell.dated]
            for evidence in cell.passages:
                source = evidence.passage.source
                work = cited[str(source.pk)]
                yield [
                    *claim,
                    *stands,
                    evidence.get_bearing_display(),
                    evidence.passage.exact,
                    _page_of(evidence),
                    work.citation,
                    work.entry,
                    source.get_nature_display(),
                    source.get_status_display(),
                    address_of(evidence.passage),
                ]


def _preface(frame: DocumentFrame) -> Iterator[Block]:
    made = f"{frame.workspace}, {frame.made_at:%-d %B %Y}. Only accepted evidence and stances set by editors count. "
    told = f"{made}Silence is no position. The comparison as it stands today: "
    yield Paragraph((Span(told), Span(frame.address, link=frame.address)), Style.NOTE)


def _matrix(compared: AuthorComparison, order: Order) -> Iterator[Block]:
    """Yield the table of claims and authors, several where there are many authors."""
    rows = [row for group in compared.arranged(order, Grouping.OUTCOME) for row in group.rows]
    everyone = range(len(compared.authors))
    for first in everyone[::AUTHORS_A_TABLE]:
        places = everyone[first : first + AUTHORS_A_TABLE]
        claim, outcome = 0.46 - 0.03 * len(places), 0.12
        width = (1 - claim - outcome) / len(places)
        yield Table(
            head=("Claim", *(compared.authors[place].name for place in places), "Outcome"),
            rows=tuple(
                (
                    (Span(f"{row.claim.label} ", bold=True), Span(row.claim.text)),
                    *(words(_stand(row.cells[place])) for place in places),
                    words(OUTCOME_NAMES[row.relation]),
                )
                for row in rows
            ),
            widths=(claim, *(width for _place in places), outcome),
        )


def _stand(cell: ComparisonCell) -> str:
    if cell.stance is None:
        return "silent" if cell.confirmed else "not yet judged"
    parts = [cell.stance.position, cell.likely.phrase if cell.likely else "", cell.dated]
    # A number is not parted from its per cent.
    return ", ".join(filter(None, parts)).replace(" %", "\u00a0%")


def _details(compared: AuthorComparison, order: Order, cited: Mapping[str, CitedWork]) -> Iterator[Block]:
    """Yield every claim on which somebody speaks, with the quotes that its cells rest on."""
    for group in compared.arranged(order, Grouping.OUTCOME):
        spoken = [row for row in group.rows if any(cell.stance or cell.passages for cell in row.cells)]
        if spoken:
            yield Heading(group.name)
        for row in spoken:
            yield from _detail(row, cited)


def _detail(row: ComparedClaim, cited: Mapping[str, CitedWork]) -> Iterator[Block]:
    claim = row.claim
    yield Heading(f"{claim.label}  {claim.text}", 2)
    facts = [claim.topic, claim.get_kind_display(), claim.get_status_display()]
    if row.resting:
        facts.append(f"{row.resting} other claim{'s' * (row.resting != 1)} rest{'s' * (row.resting == 1)} on it")
    yield Paragraph(words(", ".join(filter(None, facts)) + "."), Style.NOTE)
    for one in reasons_of(row):
        cell = one.cell
        if cell.stance or cell.passages or cell.confirmed:
            yield Paragraph((Span(cell.author.name, bold=True), Span(f" {_said(one)}")))
            yield from (Paragraph(_quote(evidence, cited), Style.QUOTE) for evidence in cell.passages)


def _said(one: ReasonedCell) -> str:
    """Return where the author stands and what that rests on, as the rest of a sentence."""
    cell = one.cell
    if cell.stance is None:
        return one.why
    verb = VERBS[Position(cell.stance.position)]
    likely = f" ({cell.likely.phrase})" if cell.likely else ""
    return f"{verb} it{likely}{f', {cell.dated}' if cell.dated else ''}. {one.why}"


def _quote(evidence: Evidence, cited: Mapping[str, CitedWork]) -> tuple[Span, ...]:
    source = evidence.passage.source
    citation = with_locator(cited[str(source.pk)].citation, _page_of(evidence))
    notes = [
        evidence.get_bearing_display().lower(),
        source.get_nature_display().lower() if source.nature == SourceNature.SUMMARY else "",
    ]
    notes += ["retracted"] if source.is_retracted else []
    return (
        Span(f"“{evidence.passage.exact}” "),
        Span(f"({citation}; {'; '.join(filter(None, notes))})"),
    )


def _page_of(evidence: Evidence) -> str:
    """Return the label of the page, which the comparison's query annotates; "" without pages."""
    return str(getattr(evidence, "page_label", None) or "")


def _measures(compared: AuthorComparison, measures: AgreementMeasures) -> Iterator[Block]:
    names = {str(author.pk): author.name for author in compared.authors}
    rows = [
        ("All authors", _share(measures.agreement), _estimate(measures.nominal), _estimate(measures.ordinal)),
        *(
            (f"{names[pair.first]} – {names[pair.second]}", _share(pair.agreement), _estimate(pair.kappa), "")
            for pair in measures.pairs
            if len(names) > 2
        ),
    ]
    yield Table(
        head=("Who", "Agree, of the times that two speak on one claim", "Alpha (for two: kappa)", "Ordinal alpha"),
        rows=tuple(tuple(words(text) for text in row) for row in rows),
        widths=(0.28, 0.36, 0.18, 0.18),
    )
    told = (
        "In brackets 95 % intervals; p tests whether they agree more or less often than not. Alpha is Krippendorff’s "
    )
    yield Paragraph(
        words(f"{told}(2011), kappa Cohen’s (1960): 1 is full agreement, 0 what chance would bring."), Style.NOTE
    )


def _share(share: WeighedShare) -> str:
    if share.value is None or share.low is None or share.high is None:
        return "they never meet"
    interval = f"{share.low:.0%} to {share.high:.0%}".replace("%", " %")
    return f"{share.count} of {share.of} ({interval}), p = {share.p:.2f}"


def _estimate(one: Estimate) -> str:
    if one.value is None:
        return f"undefined, n = {one.items}"
    interval = f" ({one.low:.2f} to {one.high:.2f})" if one.low is not None and one.high is not None else ""
    return f"{one.value:.2f}{interval}, n = {one.items}"


def _references(cited: Iterable[CitedWork]) -> Iterator[Block]:
    listed: Sequence[CitedWork] = list(cited)
    if listed:
        yield Heading("Works cited")
        yield from (Paragraph(words(work.entry), Style.REFERENCE) for work in listed)
