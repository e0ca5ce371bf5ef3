"""Word documents (DOCX): mammoth makes clean HTML of them, whose blocks are walked."""

import io
import re
from typing import Any

import mammoth

from sources.domain import described
from sources.domain.document import Draft
from sources.domain.structured import canonicalise_drafts
from sources.errors import BrokenDocument, EmptyText
from sources.readers.archive import Archive
from sources.readers.markup import Walk
from sources.readers.reading import Reading
from sources.readers.web_page import parse_markup
from sources.readers.xml import parse_xml, refuse_declarations, text_of

MAIN_PART = "word/document.xml"
# The names of Word's own styles, which stay English in the file in every language of the program.
_STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.subtitle:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Block Text'] => blockquote > p:fresh
p[style-name='caption'] => p.caption:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='Footnote Text'] => p:fresh
p[style-name='Endnote Text'] => p:fresh
p[style-name^='toc '] => p.toc:fresh
p[style-name^='TOC '] => p.toc:fresh
"""
_NOTES = re.compile(r'<ol>(?=<li id="(?:foot|end)note-)')


def read_word(data: bytes) -> Reading:
    """Return the text of a Word document with headings, lists, quotations, captions, tables and foot- and endnotes.

    Deleted text of tracked changes, comments, pictures, headers and footers are no part of it. A Word document has no
    pages of its own, so none are invented. Raises what `Archive` and `parse_xml` raise, and EmptyText.
    """
    archive = Archive(data)
    for name in archive.names():
        if name.endswith((".xml", ".rels")):
            refuse_declarations(archive.read(name), f"part “{name[:80]}”")
    try:
        markup = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=_no_picture,
            include_embedded_style_map=False,
            external_file_access=False,
        ).value
    except Exception as error:  # mammoth and expat raise what they happen to meet in a damaged file
        raise BrokenDocument("The Word document is damaged: its text cannot be read.") from error
    if not markup:
        raise EmptyText("The Word document holds no text.")
    root = parse_markup(_NOTES.sub('<ol class="footnotes">', markup))
    drafts = [
        Draft(block.text, number, number, block.kind, level=block.level)
        for number, block in enumerate(Walk(root).blocks(), start=1)
    ]
    return Reading(canonicalise_drafts(drafts), _metadata(archive))


def _no_picture(_image: Any) -> list[Any]:  # noqa: ANN401 - mammoth's type
    return []


def _metadata(archive: Archive) -> dict[str, Any]:
    if "docProps/core.xml" not in archive:
        return {}
    core = parse_xml(archive.read("docProps/core.xml"), "properties")
    return described.item(
        type="document",
        title=described.title(next(iter(text_of(core, "title")), "")),
        author=described.names(text_of(core, "creator")),
        DOI=described.doi(next(iter(text_of(core, "identifier")), "")),
        language=described.language(next(iter(text_of(core, "language")), "")),
    )
