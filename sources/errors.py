"""What can be wrong with a document or a quotation, one class per cause."""

from common.errors import ParallaxError


class UnreadableText(ParallaxError):
    """The bytes of a capture cannot be read as text; the message is one line for a person."""

    code = "unreadable_text"


class EmptyText(UnreadableText):
    """There are no bytes, or nothing but white space."""

    code = "empty_text"


class BinaryText(UnreadableText):
    """The bytes are a picture, an archive, a PDF … but no text; `details["format"]` where known."""

    code = "binary_text"


class WronglyEncodedText(UnreadableText):
    """The bytes do not fit the encoding; `details` has `encoding` and, where known, `byte_offset`."""

    code = "wrongly_encoded_text"


class TextTooLarge(UnreadableText):
    """More bytes than a text may have; `details` has `size` and `limit` in bytes."""

    code = "text_too_large"


class FileTooLarge(UnreadableText):
    """More bytes than a document of its format may have; `details` has `size` and `limit` in bytes."""

    code = "file_too_large"


class UnsupportedFormat(UnreadableText):
    """The bytes are a document of a format that is not read; `details["format"]` names it."""

    code = "unsupported_format"


class BrokenDocument(UnreadableText):
    """The bytes begin as a document of their format does, but cannot be read as one."""

    code = "broken_document"


class EncryptedDocument(UnreadableText):
    """The document asks for a password or is under copy protection."""

    code = "encrypted_document"


class UnsafeDocument(UnreadableText):
    """The document is made so that reading it would do harm: an archive that swells, an XML with entities."""

    code = "unsafe_document"


class TooManyPages(UnreadableText):
    """More pages than are read; `details` has `pages` and `limit`."""

    code = "too_many_pages"


class ReadingTooCostly(UnreadableText):
    """Reading the document took more time or memory than is allowed."""

    code = "reading_too_costly"


class QuoteNotFound(ParallaxError):
    """The quotation does not stand in the text.

    `details["nearest"]` is the most similar stretch: `text`, `start`, `end` (code points) and
    `similarity` (0 to 1), or None when nothing is even half alike.
    """

    code = "quote_not_found"


class QuoteAmbiguous(ParallaxError):
    """The quotation stands in several places and nothing says which one is meant.

    `details["places"]` lists the first ones as `start` and `end` (code points), `details["count"]`
    says how many there are.
    """

    code = "quote_ambiguous"


class QuoteLineUnreadable(ParallaxError):
    """A line of a list of quotations is no JSON object or lacks the quotation; `details["field"]` where known."""

    code = "quote_line_unreadable"


class InvalidCslItem(ParallaxError):
    """A bibliographic item lacks something or has a wrong shape; `details["field"]` names it."""

    code = "invalid_csl_item"


class DuplicateSource(ParallaxError):
    """The workspace has these bytes, or a source with this key, already; `details["source"]` is its id."""

    code = "duplicate_source"


class NoAddress(ParallaxError):
    """The source has no address on the web to fetch it from."""

    code = "no_address"


class StaleSource(ParallaxError):
    """Somebody changed the source after the form was opened; `details["revision"]` is the one stored now."""

    code = "stale_source"


class InvalidStatus(ParallaxError):
    """A corrected or retracted source needs a date and a reason; `details["field"]` names what is missing."""

    code = "invalid_status"


class SourceInUse(ParallaxError):
    """The source has a text or passages, so it cannot be taken out of the library."""

    code = "source_in_use"


class BibliographyUnreadable(ParallaxError):
    """A text is no bibliography of a known format, or has no entry or too many."""

    code = "bibliography_unreadable"


class ImportListUnreadable(ParallaxError):
    """A folder's list of documents is missing, is no JSON or is no list."""

    code = "import_list_unreadable"


class SameCapture(ParallaxError):
    """The source has these very bytes already; `details["capture"]` is the id of that capture."""

    code = "same_capture"


class AnchorDecided(ParallaxError):
    """Somebody decided on the place of this passage first; `details["anchor"]` is its anchor."""

    code = "anchor_decided"


class NothingProposed(ParallaxError):
    """An orphaned passage has no place that could be accepted."""

    code = "nothing_proposed"
