"""DOCX, ODT and EPUB: the same document in three formats, and what is particular to each."""

import pytest

from sources.domain.document import FurnitureReason
from sources.domain.media_types import DOCX, EPUB, ODT, recognise
from sources.errors import BrokenDocument, EmptyText, EncryptedDocument, UnsafeDocument
from sources.readers.registry import read
from tests.support.office_files import archive, make_docx, make_epub, make_odt, paragraph

SENTENCE = "The harbour was rebuilt in nine years and the town paid for it."
DOCTYPE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def read_one(media_type, data):
    assert recognise(data).media_type == media_type
    return list(read(media_type, data))[-1]


def blocks(reading):
    return [(block.kind.value, block.level, reading.document.content(block)) for block in reading.document.blocks]


def test_word_keeps_headings_lists_quotations_captions_tables_and_notes():
    body = (
        paragraph("On harbours", "Title") + paragraph("The wall", "heading2") + paragraph(SENTENCE, note=1)
        + paragraph("Nobody doubts it, the mayor said.", "Quote") + paragraph("One thing.", numbered=True)
        + paragraph("Figure 1. The wall", "caption")
        + f"<w:tbl><w:tr><w:tc>{paragraph('Year')}</w:tc><w:tc>{paragraph('Ships')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    reading = read_one(DOCX, make_docx(body, ["Harbour Board 1987."], "<dc:title>Walls</dc:title>"))

    assert blocks(reading) == [
        ("heading", 1, "On harbours"),
        ("heading", 2, "The wall"),
        ("paragraph", 0, f"{SENTENCE}[1]"),
        ("quotation", 0, "Nobody doubts it, the mayor said."),
        ("list_item", 0, "One thing."),
        ("caption", 0, "Figure 1. The wall"),
        ("paragraph", 0, "Year Ships"),
        ("footnote", 0, "[1] Harbour Board 1987."),
    ]
    assert reading.document.pages == ()
    assert reading.found == {"type": "document", "title": "Walls"}


def test_a_reference_list_is_recognised_in_a_word_document_too():
    entry = "Moss, Ada. 2019. “On walls.” Quay Review 3(2): 4-9."
    reading = read_one(DOCX, make_docx(paragraph(SENTENCE) + paragraph("References", "heading1") + paragraph(entry)))

    assert [block.section.value for block in reading.document.blocks] == ["main", "references", "references"]


def test_open_document_keeps_the_same_and_sets_notes_under_their_paragraph():
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Harbour Board 1987.</text:p></text:note-body></text:note>"
    )
    body = (
        '<text:p text:style-name="Title">On harbours</text:p><text:h text:outline-level="2">The wall</text:h>'
        f"<text:p>The harbour{note}<text:s text:c='3'/>was rebuilt.</text:p>"
        '<text:p text:style-name="P1">Nobody doubts it, the mayor said.</text:p>'
        "<text:list><text:list-item><text:p>One thing.</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>Year</text:p></table:table-cell><table:table-cell>"
        "<text:p>Ships</text:p></table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:p>Deleted words.</text:p></text:tracked-changes>"
        "<text:table-of-content><text:index-body><text:p>The wall 4</text:p></text:index-body></text:table-of-content>"
    )
    styles = '<style:style style:name="P1" style:parent-style-name="Quotations"/>'
    meta = "<dc:title>Walls</dc:title><dc:creator>Ada Moss</dc:creator><dc:language>en-GB</dc:language>"

    reading = read_one(ODT, make_odt(body, styles, meta))

    assert blocks(reading) == [
        ("heading", 1, "On harbours"),
        ("heading", 2, "The wall"),
        ("paragraph", 0, "The harbour1 was rebuilt."),
        ("footnote", 0, "1 Harbour Board 1987."),
        ("quotation", 0, "Nobody doubts it, the mayor said."),
        ("list_item", 0, "One thing."),
        ("paragraph", 0, "Year Ships"),
    ]
    assert [(line.text, line.reason) for line in reading.document.furniture] == [
        ("The wall 4", FurnitureReason.NAVIGATION)
    ]
    assert (reading.found["title"], reading.found["language"]) == ("Walls", "en-GB")


def test_a_book_is_read_in_the_order_of_its_spine_with_the_pages_of_its_print():
    first = (
        '<h1>The first wall</h1><span epub:type="pagebreak" title="12"/><p>The harbour was rebuilt in nine years<a '
        'epub:type="noteref" href="#n1">1</a> and <span epub:type="pagebreak" title="xiii"/>the town paid for it.</p>'
        '<aside epub:type="footnote" id="n1"><p>Harbour Board 1987.</p></aside>'
    )
    metadata = (
        "<dc:title>Harbours</dc:title><dc:creator>Ada Moss</dc:creator><dc:date>2019-05</dc:date>"
        "<dc:identifier>urn:isbn:9780000000002</dc:identifier><dc:publisher>Quay Press</dc:publisher>"
    )

    reading = read_one(
        EPUB, make_epub([first, "<p>Nobody doubts it&nbsp;at all.</p>"], metadata, nav="<p>Contents</p>")
    )

    assert [text for _, _, text in blocks(reading)] == [
        "The first wall",
        "The harbour was rebuilt in nine years1 and the town paid for it.",
        "1 Harbour Board 1987.",
        "Nobody doubts it at all.",
    ]
    text = reading.document.text
    assert [(page.label, text[page.start : page.end][:12]) for page in reading.document.pages] == [
        ("–", "The first wa"),
        ("12", "The harbour "),
        ("xiii", "the town pai"),
    ]
    assert (reading.found["type"], reading.found["ISBN"]) == ("book", "9780000000002")
    assert (reading.found["publisher"], reading.found["issued"]) == ("Quay Press", {"date-parts": [[2019, 5]]})


def test_a_part_that_the_spine_names_and_the_book_lacks_is_passed_over():
    data = make_epub(["<p>The quay is shut today, they say.</p>"])

    assert "quay" in read_one(EPUB, data).document.text


@pytest.mark.parametrize(
    ("media_type", "data", "error", "words"),
    [
        (DOCX, make_docx(paragraph(SENTENCE), doctype=DOCTYPE), UnsafeDocument, "entities"),
        (ODT, make_odt("<text:p>x</text:p>", doctype=DOCTYPE), UnsafeDocument, "entities"),
        (EPUB, make_epub(["<p>x</p>"], extra=[("OPS/text/c0.xhtml", f"{DOCTYPE}<p>&e;</p>")]), UnsafeDocument,
         "entities"),
        (ODT, make_odt("<text:p>x</text:p>", manifest="<encryption-data/>"), EncryptedDocument, "password"),
        (EPUB, make_epub(["<p>x</p>"], extra=[("META-INF/encryption.xml", '<e><EncryptionMethod Algorithm="aes"/></e>')]),
         EncryptedDocument, "copy protection"),
        (DOCX, make_docx(""), EmptyText, "no text"),
        (ODT, make_odt(""), EmptyText, "left"),
        (EPUB, make_epub(["<img src='a.png'/>"]), EmptyText, "pictures"),
        (DOCX, archive([("word/document.xml", "<w")]), BrokenDocument, "damaged"),
        (ODT, archive([("mimetype", ODT)]), BrokenDocument, "content.xml"),
        (EPUB, archive([("META-INF/container.xml", "<c/>")]), BrokenDocument, "package file"),
        (DOCX, make_docx(paragraph(SENTENCE))[:-40], BrokenDocument, "damaged"),
    ],
)  # fmt: skip
def test_a_document_that_cannot_be_read_says_why_in_one_line(media_type, data, error, words):
    with pytest.raises(error, match=words) as refused:
        list(read(media_type, data))
    assert "\n" not in refused.value.message
