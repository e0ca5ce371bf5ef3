"""A document as DOCX (ECMA-376), by python-docx: real headings, repeated table heads, links, language."""

from __future__ import annotations

import io
from datetime import UTC
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt, RGBColor

from common.documents.blocks import (
    MOST_INDENT,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Style,
    Table,
    Words,
    printable,
    words,
)

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

PAGE = (Cm(21.0), Cm(29.7))
MARGIN = Cm(2.2)
INK, FAINT, LINK, RULE = RGBColor(0x1F, 0x23, 0x2B), RGBColor(0x5A, 0x61, 0x6E), RGBColor(0x1D, 0x4E, 0x89), "C9CED6"
SIZES = {1: Pt(15), 2: Pt(12.5), 3: Pt(11)}
FONT = "Calibri"
STEP = 0.6
"""Centimetres by which each step of indentation sets a paragraph in."""


def render_docx(document: Document) -> bytes:
    """Return the file. Nothing of the document is interpreted: its texts are shown as they are."""
    made = docx.Document()
    _describe(made, document)
    _set_page(made, landscape=document.landscape)
    _set_styles(made, document.language)
    made.add_paragraph(printable(document.title), style="Title")
    for block in document.blocks:
        _add(made, block)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def _describe(made: Any, document: Document) -> None:  # noqa: ANN401 - python-docx has no types
    core = made.core_properties
    core.title, core.author = printable(document.title)[:255], printable(document.author)[:255]
    core.language, core.comments = document.language, ""
    core.created = core.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)


def _set_page(made: Any, *, landscape: bool) -> None:  # noqa: ANN401
    section = made.sections[0]
    width, height = PAGE[::-1] if landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = width, height
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN
    _number_pages(section.footer.paragraphs[0])


def _set_styles(made: Any, language: str) -> None:  # noqa: ANN401
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = FONT, Pt(10.5), INK
    normal.paragraph_format.space_after = Pt(6)
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    normal.element.get_or_add_rPr().append(tag)
    for name, size in (("Title", Pt(20)), *((f"Heading {level}", size) for level, size in SIZES.items())):
        style = made.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, size, True, INK
        # The default template gives headings a theme's font and colour, which would win over ours.
        for fonts in style.element.iter(qn("w:rFonts")):
            for theme in [key for key in fonts.attrib if "Theme" in key]:
                del fonts.attrib[theme]
    for border in made.styles["Title"].element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    made.styles["Quote"].font.color.rgb = INK


def _add(made: Any, block: Block) -> None:  # noqa: ANN401
    match block:
        case Heading():
            made.add_heading(printable(block.text), level=block.level)
        case Paragraph():
            _add_paragraph(made, block)
        case Table():
            _add_table(made, block)
        case Picture():
            section = made.sections[0]
            room = section.page_width - section.left_margin - section.right_margin
            picture = made.add_picture(io.BytesIO(block.png), width=Emu(int(room * block.share)))
            picture._inline.docPr.set("descr", printable(block.alternative))  # noqa: SLF001 - no public way


def _add_paragraph(made: Any, block: Paragraph) -> None:  # noqa: ANN401
    paragraph = made.add_paragraph(style="Quote" if block.style is Style.QUOTE else None)
    set_in = Cm(STEP * min(block.indent, MOST_INDENT) + (0.8 if block.style in (Style.QUOTE, Style.REFERENCE) else 0))
    if set_in:
        paragraph.paragraph_format.left_indent = set_in
    if block.style is Style.REFERENCE:
        paragraph.paragraph_format.first_line_indent = Cm(-0.8)
    _fill(paragraph, block.words, faint=block.style is Style.NOTE, upright=block.style is Style.QUOTE)


def _add_table(made: Any, block: Table) -> None:  # noqa: ANN401
    table = made.add_table(rows=1, cols=len(block.head))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    _rule(table)
    for cell, text in zip(table.rows[0].cells, block.head, strict=True):
        _fill(cell.paragraphs[0], words(text, bold=True), faint=False)
    repeated = OxmlElement("w:tblHeader")
    repeated.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(repeated)  # noqa: SLF001 - no public way
    for row in block.rows:
        for cell, told in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], told, faint=False)
    section = made.sections[0]
    room = section.page_width - section.left_margin - section.right_margin
    for column, share in zip(table.columns, block.widths, strict=True):
        for cell in column.cells:
            cell.width = Emu(int(room * share))
    made.add_paragraph()


def _fill(paragraph: Any, told: Words, *, faint: bool, upright: bool = False) -> None:  # noqa: ANN401
    for span in told:
        run = paragraph.add_run(printable(span.text))
        run.bold, run.italic = span.bold or None, span.italic or (False if upright else None)
        if faint:
            run.font.color.rgb, run.font.size = FAINT, Pt(9)
        if span.link:
            run.font.color.rgb, run.font.underline = LINK, True
            link = OxmlElement("w:hyperlink")
            target = paragraph.part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            link.set(qn("r:id"), target)
            run._r.getparent().replace(run._r, link)  # noqa: SLF001 - python-docx reads links but cannot write them
            link.append(run._r)  # noqa: SLF001


def _rule(table: Any) -> None:  # noqa: ANN401
    """Give the table thin lines between its rows and none between its columns."""
    borders = OxmlElement("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{edge}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", RULE)):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - no public way


def _number_pages(paragraph: Any) -> None:  # noqa: ANN401
    """Write the page's number, which the word processor computes."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph.alignment = 2
    paragraph._p.append(field)  # noqa: SLF001 - no public way
