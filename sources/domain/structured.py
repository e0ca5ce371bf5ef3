"""Drafts of a document whose form is known at least in part to its canonical document."""

from collections.abc import Sequence
from dataclasses import replace

from sources.domain.document import BlockKind, CanonicalDocument, Draft, FurnitureLine, FurnitureReason, assemble
from sources.domain.furniture import find_at_edges, find_unmistakable, records
from sources.domain.headings import assign_kinds, mark_captions
from sources.domain.notes import mark_author_notes, mark_editor_notes
from sources.domain.references import mark_references

# What a document names a heading is no button, even if its words are those of one.
_NO_HEADING_REASONS = (FurnitureReason.DOWNLOAD, FurnitureReason.SHARING)


def canonicalise_drafts(
    drafts: Sequence[Draft], furniture: Sequence[FurnitureLine] = (), labels: Sequence[str] = ()
) -> CanonicalDocument:
    """Return the canonical document of cleaned drafts in reading order.

    Notes, reference lists and furniture that a reader could not see in the form are recognised as in plain text.
    Headings are judged by their shape only if the form names none. Footnotes stay where they are and are judged by
    nothing: between two halves of a list they would part it. `first_line` has to differ from draft to draft.
    `labels` are those of the pages.
    """
    order = {draft.first_line: place for place, draft in enumerate(drafts)}
    footnotes = [draft for draft in drafts if draft.kind is BlockKind.FOOTNOTE]
    flow = [draft for draft in drafts if draft.kind is not BlockKind.FOOTNOTE]
    left_out = list(furniture)
    unmistakable = {
        index: reason
        for index, reason in find_unmistakable(flow).items()
        if flow[index].kind is not BlockKind.HEADING or reason not in _NO_HEADING_REASONS
    }
    left_out += records(flow, unmistakable)
    flow = [draft for index, draft in enumerate(flow) if index not in unmistakable]
    flow = mark_references(mark_editor_notes(flow))
    at_edges = find_at_edges(flow)
    left_out += records(flow, at_edges)
    flow = mark_author_notes([draft for index, draft in enumerate(flow) if index not in at_edges])
    named = any(draft.kind is BlockKind.HEADING for draft in flow)
    flow = mark_captions(flow) if named else assign_kinds(flow)
    placed = sorted([*flow, *footnotes], key=lambda draft: order[draft.first_line])
    return assemble(_levelled(placed), left_out, labels)


def _levelled(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with a level for headings and for nothing else."""
    return [
        replace(draft, level=max(1, draft.level) if draft.kind is BlockKind.HEADING else 0)
        if (draft.kind is BlockKind.HEADING) != (draft.level > 0)
        else draft
        for draft in drafts
    ]
