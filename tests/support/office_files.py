"""Writes small DOCX, ODT and EPUB files."""

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(members, compression=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as zipped:
        for name, content in dict(members).items():
            zipped.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else compression)
    return buffer.getvalue()


def paragraph(text, style="", note=0, numbered=False):
    """A paragraph of a DOCX, with the mark of footnote number `note`."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties += '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>' if numbered else ""
    mark = f'<w:r><w:footnoteReference w:id="{note}"/></w:r>' if note else ""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{mark}</w:p>'


def make_docx(body, notes=(), core="", doctype="", extra=()):
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/></w:style>'
        for name in ("heading 1", "heading 2", "Title", "Quote", "caption", "footnote text")
    )
    footnotes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
        for number, text in enumerate(notes, start=1)
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return archive([
        ("[Content_Types].xml", (f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/></Types>')),
        ("_rels/.rels", (f'{head}<Relationships xmlns="{_RELS}"><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
         'Target="word/document.xml"/></Relationships>')),
        ("word/_rels/document.xml.rels", (f'{head}<Relationships xmlns="{_RELS}"><Relationship Id="r1" '
         f'Type="{_OFFICE}/styles" Target="styles.xml"/><Relationship Id="r2" Type="{_OFFICE}/footnotes" '
         f'Target="footnotes.xml"/><Relationship Id="r3" Type="{_OFFICE}/numbering" Target="numbering.xml"/>'
         '</Relationships>')),
        ("word/document.xml", f"{head}{doctype}<w:document {_W}><w:body>{body}</w:body></w:document>"),
        ("word/styles.xml", f"{head}<w:styles {_W}>{styles}</w:styles>"),
        ("word/footnotes.xml", f"{head}<w:footnotes {_W}>{footnotes}</w:footnotes>"),
        ("word/numbering.xml", (f'{head}<w:numbering {_W}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
         '<w:numFmt w:val="bullet"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
         "</w:numbering>")),
        ("docProps/core.xml", (f'{head}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
         f'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">{core}</cp:coreProperties>')),
        *extra,
    ])  # fmt: skip


def make_odt(body, styles="", meta="", doctype="", manifest=""):
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "style", "table", "draw")
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return archive([
        ("mimetype", "application/vnd.oasis.opendocument.text"),
        ("content.xml", (f"{head}{doctype}<office:document-content {spaces}><office:automatic-styles>{styles}"
         f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
         "</office:document-content>")),
        ("meta.xml", (f'{head}<office:document-meta {spaces} xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
         f"{meta}</office:meta></office:document-meta>")),
        ("META-INF/manifest.xml", f"{head}<manifest>{manifest}</manifest>"),
    ])  # fmt: skip


def make_epub(chapters, metadata="", extra=(), nav=""):
    """Return a book whose chapters are XHTML bodies, in the order of its spine."""
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    html = 'xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
    items = "".join(
        f'<item id="c{n}" href="text/c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    refs = "".join(f'<itemref idref="c{n}"/>' for n in range(len(chapters)))
    return archive([
        ("mimetype", "application/epub+zip"),
        ("META-INF/container.xml", (f'{head}<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
         '<rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>')),
        ("OPS/book.opf", (f'{head}<package xmlns="http://www.idpf.org/2007/opf"><metadata '
         f'xmlns:dc="http://purl.org/dc/elements/1.1/">{metadata}</metadata><manifest><item id="nav" href="nav.xhtml" '
         f'media-type="application/xhtml+xml" properties="nav"/>{items}</manifest><spine><itemref idref="nav"/>{refs}'
         "</spine></package>")),
        ("OPS/nav.xhtml", f"{head}<html {html}><body><nav epub:type='toc'>{nav}</nav></body></html>"),
        *[(f"OPS/text/c{n}.xhtml", (f"{head}<!DOCTYPE html><html {html}><head><title>x</title></head><body>{chapter}"
           "</body></html>")) for n, chapter in enumerate(chapters)],
        *extra,
    ])  # fmt: skip
