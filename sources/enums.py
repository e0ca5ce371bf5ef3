"""Words of sources, their texts and the passages in them."""

from django.db import models


class AuthorKind(models.TextChoices):
    """What an author is."""

    PERSON = "person", "Person"
    ORGANISATION = "organisation", "Organisation"


class SourceNature(models.TextChoices):
    """Whether the text is the work itself or a summary that somebody else wrote of it."""

    ORIGINAL = "original", "Original text"
    SUMMARY = "summary", "Summary"


class Reliability(models.TextChoices):
    """How far the source as such is to be relied on: letters of the Admiralty system (NATO AJP-2.1)."""

    COMPLETE = "a", "A – completely reliable"
    USUAL = "b", "B – usually reliable"
    FAIR = "c", "C – fairly reliable"
    SELDOM = "d", "D – not usually reliable"
    NONE = "e", "E – unreliable"
    UNKNOWN = "f", "F – not judged"


class Credibility(models.TextChoices):
    """How credible what it says is: numbers of the Admiralty system. 6 is no bad mark, it is none."""

    CONFIRMED = "1", "1 – confirmed by others"
    PROBABLE = "2", "2 – probably true"
    POSSIBLE = "3", "3 – possibly true"
    DOUBTFUL = "4", "4 – doubtful"
    IMPROBABLE = "5", "5 – improbable"
    UNKNOWN = "6", "6 – not judged"


class EntryOutcome(models.TextChoices):
    """What became of an entry of a bibliography."""

    ADDED = "added", "Added"
    MATCHED = "matched", "In the library already"
    REFUSED = "refused", "Refused"


class SourceStatus(models.TextChoices):
    """Whether its publisher or author stands by the work."""

    ACTIVE = "active", "Active"
    CORRECTED = "corrected", "Corrected"
    RETRACTED = "retracted", "Retracted"


class BlockKind(models.TextChoices):
    """Form of a block of text."""

    HEADING = "heading", "Heading"
    PARAGRAPH = "paragraph", "Paragraph"
    LIST_ITEM = "list_item", "List item"
    REFERENCE_ENTRY = "reference_entry", "Reference entry"
    NOTE = "note", "Note"
    QUOTATION = "quotation", "Quotation"
    FOOTNOTE = "footnote", "Footnote"
    CAPTION = "caption", "Caption"


class Section(models.TextChoices):
    """Part of the work that a block belongs to. Only `main` is the author's argument."""

    MAIN = "main", "Main text"
    EDITOR_NOTE = "editor_note", "Editor's note"
    AUTHOR_NOTE = "author_note", "Author note"
    REFERENCES = "references", "References"


class MatchGrade(models.TextChoices):
    """How a quote was found in the text. `similar` only by re-anchoring: no quote is saved so."""

    EXACT = "exact", "Exact"
    NORMALISED = "normalised", "Normalised"
    ELIDED = "elided", "Elided"
    SIMILAR = "similar", "Similar"


class AnchorState(models.TextChoices):
    """What became of a passage in one text version."""

    EXACT = "exact", "Unchanged"
    MOVED = "moved", "Moved"
    CHANGED = "changed", "Changed"
    ASKED = "asked", "Needs a person"
    ORPHANED = "orphaned", "Orphaned"
    CONFIRMED = "confirmed", "Confirmed by a person"

    @classmethod
    def unplaced(cls) -> tuple["AnchorState", ...]:
        """States in which nobody knows for certain where the passage stands, or that it does."""
        return (cls.ASKED, cls.ORPHANED)

    @classmethod
    def shaken(cls) -> tuple["AnchorState", ...]:
        """States in which evidence is not what was marked any more, or not where: whoever reads it is told."""
        return (cls.CHANGED, cls.MOVED, cls.ASKED, cls.ORPHANED)


class AnchorMethod(models.TextChoices):
    """How the place of a passage in one text version was found."""

    QUOTED = "quoted", "Marked in this text"
    VERBATIM = "verbatim", "The same words"
    ALIGNED = "aligned", "By the words around and in it"
    SIMILAR = "similar", "By likeness, elsewhere"
    NONE = "none", "Not found"
    PERSON = "person", "By a person"


class CitationStyle(models.TextChoices):
    """How a text cites."""

    PARENTHETICAL = "parenthetical", "In brackets"
    NARRATIVE = "narrative", "In the sentence"
    NUMBER = "number", "By number"
    NOTE_MARK = "note_mark", "By note mark"
    IBID = "ibid", "Ibid."


class CitationProblem(models.TextChoices):
    """What does not fit between a citation and the reference list."""

    NONE = "", "None"
    MISSING_ENTRY = "missing_entry", "No entry"
    YEAR_DIFFERS = "year_differs", "Year differs"
    AUTHORS_DIFFER = "authors_differ", "Authors differ"
    AMBIGUOUS = "ambiguous", "Ambiguous"


class CitationDecision(models.TextChoices):
    """What a person said of a citation; it stands above what the machine found."""

    NONE = "", "Not decided"
    LINKED = "linked", "Linked by hand"
    NO_CITATION = "no_citation", "No citation"
    DISMISSED = "dismissed", "Not a problem"


class ReferenceDecision(models.TextChoices):
    """What a person said of an entry of the reference list that nothing cites."""

    NONE = "", "Not decided"
    DISMISSED = "dismissed", "Not a problem"
