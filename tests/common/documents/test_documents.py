"""Documents are read back by other software than that which wrote them."""

import io
from datetime import UTC, datetime
from zipfile import ZipFile

import docx
import mammoth
import pypdfium2
import pytest
from PIL import Image

from common.documents import (
    Document,
    Heading,
    Paragraph,
    Picture,
    Style,
    Table,
    render_docx,
    render_pdf,
    words,
)

HOSTILE = 'A <b>bold</b> claim & "quotes" \x07\x00 =1+1 ]]>'
MADE_AT = datetime(2024, 3, 1, 12, 0, tzinfo=UTC)


def png():
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "#336699").save(file, "PNG")
    return file.getvalue()


def document(*blocks, landscape=False):
    return Document("Brief on trade", "Ada Author", MADE_AT, blocks, landscape=landscape)


def pdf_text(data):
    pages = pypdfium2.PdfDocument(data)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pages)


def docx_html(data):
    return mammoth.convert_to_html(io.BytesIO(data)).value


WHOLE = document(
    Heading("Where they part"),
    Paragraph(
        (*words("Plain, "), *words("bold", bold=True), *words(" and a link", link="https://example.org/?a=1&b=2"))
    ),
    Heading("Detail", 2),
    Paragraph(words("What somebody wrote."), Style.QUOTE),
    Table(("Claim", "Ada"), ((words("Tariffs lower wages."), words("denies", italic=True)),), (0.7, 0.3)),
    Picture(png(), 0.4, "A blue bar"),
)


def test_a_pdf_holds_every_text_links_and_bookmarks():
    data = render_pdf(WHOLE)
    text = pdf_text(data)
    for told in ("Brief on trade", "Where they part", "Plain, bold and a link", "What somebody wrote.", "denies"):
        assert told in text
    read = pypdfium2.PdfDocument(data)
    assert [entry.get_title() for entry in read.get_toc()] == ["Where they part", "Detail"]
    assert read.get_metadata_dict()["Title"] == "Brief on trade"
    assert b"(https://example.org/?a=1&b=2)" in data


def test_a_docx_holds_real_headings_a_table_links_and_the_alternative():
    data = render_docx(WHOLE)
    html = docx_html(data)
    assert "<h1>Where they part</h1>" in html
    assert "<h2>Detail</h2>" in html
    assert '<a href="https://example.org/?a=1&amp;b=2"> and a link</a>' in html
    assert "<th><p><strong>Claim</strong></p></th>" in html
    assert "<em>denies</em>" in html
    assert 'alt="A blue bar"' in html
    core = docx.Document(io.BytesIO(data)).core_properties
    assert (core.title, core.author) == ("Brief on trade", "Ada Author")


@pytest.mark.parametrize(("render", "read"), [(render_pdf, pdf_text), (render_docx, docx_html)])
def test_what_looks_like_markup_is_shown_as_it_is(render, read):
    text = read(render(document(Heading(HOSTILE), Paragraph(words(HOSTILE, link="https://example.org/")))))
    wanted = 'A <b>bold</b> claim & "quotes" =1+1 ]]>'
    plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert " ".join(plain.split()).count(wanted) == 2


def test_a_table_longer_than_a_page_repeats_its_head():
    row = (words("A long claim " * 30), words("affirms"))
    data = render_pdf(document(Table(("Claim", "Ada"), (row,) * 40, (0.8, 0.2)), landscape=True))
    pages = pypdfium2.PdfDocument(data)
    assert len(pages) > 2
    assert all("Claim" in page.get_textpage().get_text_range() for page in pages)
    assert pages[0].get_width() > pages[0].get_height()
    xml = ZipFile(io.BytesIO(render_docx(document(Table(("Claim",), ((words("x"),),), (1.0,)))))).read(
        "word/document.xml"
    )
    assert b"w:tblHeader" in xml


def test_a_cell_longer_than_a_page_is_split():
    data = render_pdf(document(Table(("Claim",), ((words("word " * 3000),),), (1.0,))))
    assert pdf_text(data).count("word") == 3000


def test_scripts_that_the_typeface_lacks_stay_text():
    data = render_pdf(document(Paragraph(words("Kim 김정은 and 中国 and Пхеньян and Ångström"))))
    text = pdf_text(data)
    assert all(told in text for told in ("김정은", "中国", "Пхеньян", "Ångström"))


@pytest.mark.parametrize("render", [render_pdf, render_docx])
def test_an_empty_document_is_a_document(render):
    assert render(document())
