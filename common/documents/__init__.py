"""Documents to take away: one description in blocks, and a renderer each for DOCX and PDF."""

from common.documents.blocks import Block, Document, Heading, Paragraph, Picture, Span, Style, Table, words
from common.documents.docx import DOCX_TYPE, render_docx
from common.documents.pdf import PDF_TYPE, render_pdf

__all__ = [
    "DOCX_TYPE",
    "PDF_TYPE",
    "Block",
    "Document",
    "Heading",
    "Paragraph",
    "Picture",
    "Span",
    "Style",
    "Table",
    "render_docx",
    "render_pdf",
    "words",
]
