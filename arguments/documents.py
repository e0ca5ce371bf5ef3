"""A map as a brief to go on writing in: question, answer, the numbered outline with its quotes, who stands where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from arguments.domain.drawing.forest import Card, Forest, Group
from arguments.domain.drawing.numbering import Numbers, number_forest
from arguments.domain.drawing.outline import Step, outline
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, Relation
from arguments.domain.semantics.assessing import Verdict
from arguments.domain.verdict_words import STATUS_WORDS, strength_words
from claims.models import Evidence
from common.documents import Block, Document, Heading, Paragraph, Picture, Span, Style, Table, words
from sources.domain.author_date import CitedWork, cite_works, with_locator
from sources.enums import SourceNature

RELATION_WORDS = {Relation.SUPPORTS: "Reason", Relation.OPPOSES: "Objection", Relation.UNDERCUTS: "Undercut"}
POSITIONS = ("affirms", "denies", "qualifies", "undecided")
TOGETHER = {2: "both needed", 3: "all three needed"}


@dataclass(frozen=True)
class Brief:
    """What a brief is made of besides the graph: its frame, its quotes, a verdict and a picture where there are any.

    `items` are the CSL-JSON items of the quoted works by the id of their source. `left_out` says what a reader should
    know that is not here.
    """

    title: str
    question: str
    workspace: str
    address: str
    made_at: datetime
    quotes: Mapping[str, Sequence[Evidence]]
    items: Mapping[str, Mapping[str, object]]
    verdict: Verdict | None = None
    semantics: str = ""
    picture: Picture | None = None
    left_out: str = ""


def brief_of(graph: ArgumentGraph, forest: Forest, told: Brief) -> Document:
    """Return the document. An empty forest gives a brief that says that there is no argument yet."""
    cited = {work.key: work for work in cite_works(told.items)}
    writer = _Writer(graph, forest, number_forest(forest), told, cited)
    return Document(
        title=told.title,
        author=told.workspace,
        made_at=told.made_at,
        blocks=(
            *writer.opening(),
            *writer.picture(),
            Heading("The argument"),
            *writer.outline(),
            *writer.positions(),
            *writer.works(),
            *writer.colophon(),
        ),
    )


class _Writer:
    """One pass over a map, part by part."""

    def __init__(
        self,
        graph: ArgumentGraph,
        forest: Forest,
        numbers: Numbers,
        told: Brief,
        cited: Mapping[str, CitedWork],
    ) -> None:
        self.graph, self.forest, self.numbers, self.told, self.cited = graph, forest, numbers, told, cited
        self.homes = {card.claim_id: card.key for card in forest.cards.values() if not card.is_reference}

    def opening(self) -> Iterator[Block]:
        """The question and the lead claim with what the arguments make of it."""
        if self.told.question:
            yield Paragraph(words(self.told.question))
        if not self.forest.roots:
            yield Paragraph(words("This map has no claim yet."))
            return
        lead = self.claim(self.forest.cards[self.forest.roots[0]])
        yield Heading("Claim")
        yield Paragraph((Span(lead.text, bold=True), *_label(lead)))
        stands = _stances_said(lead)
        if stands:
            yield Paragraph(words(stands))
        if self.told.verdict:
            yield Paragraph((Span("Verdict: ", bold=True), Span(_verdict_said(self.told.verdict, self.told.semantics))))
        yield from self.evidence(lead, 0)

    def picture(self) -> Iterator[Block]:
        """The drawing, or why it is not here."""
        if self.told.picture:
            yield self.told.picture
        if self.told.left_out:
            yield Paragraph(words(self.told.left_out), Style.NOTE)

    def outline(self) -> Iterator[Block]:
        """Every argument under its number, with its premises, their quotes, and below it what bears on it."""
        if not self.forest.groups:
            yield Paragraph(words("Nothing is said for or against it yet."))
        for step in outline(self.forest):
            if step.step is Step.ARGUMENT and step.group:
                yield from self.argument(step.group)
            elif step.step is Step.CLAIM and step.card:
                yield from self.premise(step.card)

    def argument(self, group: Group) -> Iterator[Block]:
        """An argument's head: its number, what it is and whose, and its one premise if it has one."""
        argument = self.graph.argument_by_id[group.argument_id]
        number = self.numbers.groups[group.key]
        head = f"{number}  {RELATION_WORDS[group.relation]}{self.aim(group)}"
        said = _said_of(argument)
        if group.depth == 1:
            yield Heading(f"{head}{f' ({said})' if said else ''}", 2)
        else:
            told = words(f" ({said})") if said else ()
            yield Paragraph((Span(head, bold=True), *told), indent=group.depth - 1)
        if argument.note:
            yield Paragraph(words(argument.note, italic=True), indent=group.depth)

    def premise(self, card: Card) -> Iterator[Block]:
        """A premise's words with its quotes; a claim met before leads there."""
        group = self.forest.groups.get(card.group_key or "")
        if group is None:
            if card.key != self.forest.roots[0]:
                yield Paragraph((Span(self.claim(card).text, bold=True), *_label(self.claim(card))))
            return
        claim = self.claim(card)
        marks = [self.numbers.cards[card.key]] if len(group.card_keys) > 1 else []
        lettered = tuple(Span(f"{mark}  ", bold=True) for mark in marks)
        unstated = (Span(" [unstated]", italic=True),) if card.is_implicit else ()
        again = words(f" See {self.place(claim)}.", italic=True) if card.is_reference else ()
        yield Paragraph((*lettered, Span(claim.text), *unstated, *_label(claim), *again), indent=card.depth)
        if not card.is_reference:
            yield from self.evidence(claim, card.depth)

    def evidence(self, claim: ClaimNode, depth: int) -> Iterator[Block]:
        """The quotes that bear on a claim, each with its citation and its page."""
        for row in self.told.quotes.get(claim.id, ()):
            yield Paragraph(self.quote(row), Style.QUOTE, indent=depth)

    def quote(self, row: Evidence) -> tuple[Span, ...]:
        """A quote with where it stands and how it bears."""
        source = row.passage.source
        work = self.cited.get(str(source.pk))
        citation = with_locator(work.citation, str(getattr(row, "page_label", None) or "")) if work else source.title
        notes = [row.get_bearing_display().lower()]
        notes += ["summary"] if source.nature == SourceNature.SUMMARY else []
        notes += ["retracted"] if source.is_retracted else []
        return Span(f"“{row.passage.exact}” "), Span(f"({citation}; {'; '.join(notes)})")

    def positions(self) -> Iterator[Block]:
        """A table of who affirms and who denies each claim on which anybody speaks."""
        spoken = [claim for claim in self.in_order() if claim.stances]
        if not spoken:
            return
        yield Heading("Who affirms and who denies")
        taken = [
            one for one in POSITIONS if any(stance.position == one for claim in spoken for stance in claim.stances)
        ]
        share = 0.5 / len(taken)
        yield Table(
            head=("Claim", *(one.capitalize() for one in taken)),
            rows=tuple(
                (
                    (Span(f"C-{claim.number} ", bold=True), Span(claim.text)),
                    *(
                        words(", ".join(stance.author for stance in claim.stances if stance.position == one))
                        for one in taken
                    ),
                )
                for claim in spoken
            ),
            widths=(0.5, *(share for _one in taken)),
        )

    def works(self) -> Iterator[Block]:
        """The works that are quoted."""
        if self.cited:
            yield Heading("Works cited")
            yield from (Paragraph(words(work.entry), Style.REFERENCE) for work in self.cited.values())

    def colophon(self) -> Iterator[Block]:
        """When this was made, from what, and where it lives on."""
        made = (
            f"{self.told.workspace}, {self.told.made_at:%-d %B %Y}. {len(self.graph.claims)} claims in"
            f" {len(self.graph.arguments)} arguments. Only accepted evidence is quoted. The map as it stands today: "
        )
        yield Paragraph((Span(made), Span(self.told.address, link=self.told.address)), Style.NOTE)

    def claim(self, card: Card) -> ClaimNode:
        """The claim of a card."""
        return self.graph.claim_by_id[card.claim_id]

    def in_order(self) -> Iterator[ClaimNode]:
        """Claims as the outline reads them, each once."""
        yield from (self.claim(card) for card in self.forest.cards.values() if not card.is_reference)

    def aim(self, group: Group) -> str:
        """What an argument is about where its number does not say it: one of several premises, or a step."""
        if group.relation is Relation.UNDERCUTS:
            return f" of the step {self.numbers.groups.get(group.parent_key, '')}".rstrip()
        return f" {'for' if group.relation is Relation.SUPPORTS else 'to'} {self.name(group.parent_key)}"

    def name(self, card_key: str) -> str:
        """What a claim is called in the outline: its number there, or "the claim" for the lead."""
        return self.numbers.cards.get(card_key) or ("the claim" if card_key == self.forest.roots[0] else card_key)

    def place(self, claim: ClaimNode) -> str:
        """Where a claim stands in full."""
        return self.name(self.homes[claim.id])


def _label(claim: ClaimNode) -> tuple[Span, ...]:
    status = "" if claim.status == "accepted" else f", {claim.status}"
    return (Span(f" (C-{claim.number}{status})"),)


def _said_of(argument: ArgumentNode) -> str:
    count = len(argument.premises)
    together = TOGETHER.get(count, f"all {count} needed") if count > 1 else ""
    return ", ".join(filter(None, (argument.author, together)))


def _stances_said(claim: ClaimNode) -> str:
    said = [f"{stance.author} {stance.position} it" for stance in claim.stances]
    return "; ".join(said) + "." if said else ""


def _verdict_said(verdict: Verdict, semantics: str) -> str:
    """Return what the semantics make of a claim: strength with its start, grounded status, and whether they part."""
    number = f", {verdict.strength:.2f} of 1, from {verdict.base:.2f} by its own evidence" if verdict.converged else ""
    parts = [f"{strength_words(verdict.strength)} ({semantics}{number})."]
    parts.append(f"Grounded semantics: {STATUS_WORDS.get(verdict.grounded, verdict.grounded)}.")
    if verdict.disagrees:
        parts.append(f"The semantics disagree: {verdict.disagreement}")
    return " ".join(parts)
