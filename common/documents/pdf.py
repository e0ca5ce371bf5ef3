"""A document as PDF, by ReportLab: bookmarks, repeated table heads, page numbers, links."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    LongTable,
    PageTemplate,
    Spacer,
    TableStyle,
)
from reportlab.platypus import Paragraph as Flowed

from common.documents.blocks import (
    MOST_INDENT,
    Block,
    Document,
    Heading,
    Paragraph,
    Picture,
    Span,
    Style,
    Table,
    Words,
    printable,
    texts_of,
    words,
)
from common.documents.fonts import Fonts, fonts_for

PDF_TYPE = "application/pdf"

MARGIN = 20 * mm
INK, FAINT, LINK, RULE = "#1f232b", "#5a616e", "#1d4e89", "#c9ced6"
SIZES = {1: (14.0, 18.0), 2: (11.5, 15.0), 3: (10.0, 13.5)}
"""Size and line height of headings in points, by level."""
STEP = 6 * mm
"""By which each step of indentation sets a paragraph in."""
ROOM_FOR_TABLE = 40 * mm
"""Below a heading before a table; with less it begins the next page."""


def render_pdf(document: Document) -> bytes:
    """Return the file. Texts are shown as they are; a character that no font has is shown as an empty box."""
    fonts = fonts_for("".join(texts_of(document)))
    file = io.BytesIO()
    page = landscape(A4) if document.landscape else A4
    template = _Template(
        file,
        pagesize=page,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=printable(document.title),
        author=printable(document.author),
        lang=document.language,
    )
    width = page[0] - 2 * MARGIN
    frame = Frame(MARGIN, MARGIN, width, page[1] - 2 * MARGIN, leftPadding=0, rightPadding=0, topPadding=0)
    template.addPageTemplates(PageTemplate(frames=[frame], onPage=_footer(fonts)))
    styles = _styles(fonts)
    flowables: list[Flowable] = [Flowed(_marked(words(document.title, bold=True), fonts), styles["title"])]
    for block, following in zip(document.blocks, (*document.blocks[1:], None), strict=False):
        flowed = _flow(block, width, fonts, styles)
        if isinstance(block, Heading) and isinstance(following, Table):
            # Kept with a table, a heading would take the whole of it to the next page.
            flowed = [CondPageBreak(ROOM_FOR_TABLE), *flowed]
            flowed[-1].keepWithNext = 0
        flowables.extend(flowed)
    template.build(flowables)
    return file.getvalue()


class _Template(BaseDocTemplate):
    """A template that makes a bookmark of every heading."""

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - ReportLab calls it so
        level = getattr(flowable, "outline_level", None)
        if level is None:
            return
        key = f"heading-{self.seq.nextf('heading')}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(flowable.getPlainText(), key, level=level, closed=False)


def _styles(fonts: Fonts) -> dict[str, ParagraphStyle]:
    body = ParagraphStyle(
        "body", fontName=fonts.regular, fontSize=9.5, leading=13.5, spaceAfter=6, textColor=HexColor(INK)
    )
    made = {
        "title": ParagraphStyle("title", body, fontName=fonts.bold, fontSize=19, leading=24, spaceAfter=12),
        Style.BODY: body,
        Style.QUOTE: ParagraphStyle("quote", body, leftIndent=8 * mm, rightIndent=4 * mm),
        Style.NOTE: ParagraphStyle("note", body, fontSize=8, leading=11, textColor=HexColor(FAINT)),
        Style.REFERENCE: ParagraphStyle("reference", body, leftIndent=8 * mm, firstLineIndent=-8 * mm),
        "cell": ParagraphStyle("cell", body, fontSize=8.5, leading=11.5, spaceAfter=0),
    }
    for level, (size, leading) in SIZES.items():
        made[f"heading-{level}"] = ParagraphStyle(
            f"heading-{level}",
            body,
            fontName=fonts.bold,
            fontSize=size,
            leading=leading,
            spaceBefore=12 if level < 3 else 8,
            spaceAfter=4,
            keepWithNext=1,
        )
    return made


def _flow(block: Block, width: float, fonts: Fonts, styles: Mapping[str, ParagraphStyle]) -> list[Flowable]:
    match block:
        case Heading():
            heading = Flowed(_marked(words(block.text, bold=True), fonts), styles[f"heading-{block.level}"])
            heading.outline_level = block.level - 1
            return [heading]
        case Paragraph():
            return [Flowed(_marked(block.words, fonts), _set_in(styles[block.style], block.indent))]
        case Table():
            return [_table(block, width, fonts, styles["cell"]), Spacer(1, 8)]
        case Picture():
            return [_picture(block, width), Spacer(1, 8)]


def _set_in(style: ParagraphStyle, indent: int) -> ParagraphStyle:
    steps = min(indent, MOST_INDENT)
    return (
        ParagraphStyle(f"{style.name}-{steps}", style, leftIndent=style.leftIndent + steps * STEP) if steps else style
    )


def _table(block: Table, width: float, fonts: Fonts, cell: ParagraphStyle) -> LongTable:
    rows = [[Flowed(_marked(words(text, bold=True), fonts), cell) for text in block.head]]
    rows += [[Flowed(_marked(told, fonts), cell) for told in row] for row in block.rows]
    table = LongTable(rows, colWidths=[width * share for share in block.widths], repeatRows=1, splitInRow=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, HexColor(INK)),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, HexColor(RULE)),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 3),
                ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
            ]
        )
    )
    return table


def _picture(block: Picture, width: float) -> Image:
    image = ImageReader(io.BytesIO(block.png))
    across, down = image.getSize()
    shown = width * block.share
    return Image(io.BytesIO(block.png), width=shown, height=shown * down / across)


def _marked(told: Words, fonts: Fonts) -> str:
    """Return the words in ReportLab's own markup, every text escaped."""
    return "".join(_mark(span, fonts) for span in told)


def _mark(span: Span, fonts: Fonts) -> str:
    pieces = []
    for text, font in fonts.runs(printable(span.text), bold=span.bold, italic=span.italic):
        told = escape(text).replace("\n", "<br/>")
        pieces.append(f"<font name={quoteattr(font)}>{told}</font>")
    marked = "".join(pieces)
    return f"<link href={quoteattr(span.link)} color={quoteattr(LINK)}>{marked}</link>" if span.link else marked


def _footer(fonts: Fonts) -> Callable[[Any, Any], None]:
    def draw(canvas: Any, template: Any) -> None:  # noqa: ANN401 - ReportLab has no types
        canvas.saveState()
        canvas.setFont(fonts.regular, 8)
        canvas.setFillColor(HexColor(FAINT))
        canvas.drawRightString(template.pagesize[0] - MARGIN, 10 * mm, str(canvas.getPageNumber()))
        canvas.restoreState()

    return draw
