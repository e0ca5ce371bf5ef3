"""Raw text of a capture to its canonical document."""

from collections.abc import Sequence

from sources.domain.document import CanonicalDocument, Draft, assemble, joined
from sources.domain.furniture import Found, find_at_edges, find_unmistakable, goes_on, records
from sources.domain.headings import assign_kinds
from sources.domain.lines import split_paragraphs
from sources.domain.notes import mark_author_notes, mark_editor_notes
from sources.domain.references import mark_references


def canonicalise(raw: str) -> CanonicalDocument:
    r"""Return the canonical document of a raw plain text, made by rules alone.

    The text is NFC (never NFKC), has `\n` line ends, single plain spaces, one blank line between two
    blocks and no furniture; what was left out is in `furniture` with its raw line and the reason.
    Blocks are in order, never overlap, and cover the text but for the blank lines. A text without
    content gives an empty document. The work is linear in the length of the text.
    """
    drafts = split_paragraphs(raw)
    unmistakable = find_unmistakable(drafts)
    furniture = records(drafts, unmistakable)
    drafts = _without(drafts, unmistakable)
    drafts = mark_references(mark_editor_notes(drafts))
    at_edges = find_at_edges(drafts)
    furniture += records(drafts, at_edges)
    drafts = mark_author_notes([draft for index, draft in enumerate(drafts) if index not in at_edges])
    return assemble(assign_kinds(drafts), furniture)


def _without(drafts: Sequence[Draft], found: Found) -> list[Draft]:
    """Return the drafts that are left, a sentence that furniture had cut in two being whole again."""
    left: list[Draft] = []
    cut = False
    for index, draft in enumerate(drafts):
        if index in found:
            cut = True
            continue
        if cut and left and goes_on(left[-1].text, draft.text):
            left[-1] = joined(left[-1], draft)
        else:
            left.append(draft)
        cut = False
    return left
