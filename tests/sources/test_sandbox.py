"""Reading in a process of its own: its limits, its silence about the worker, and what is said when it dies."""

import pytest

from sources.domain.media_types import DOCX, PDF
from sources.errors import BrokenDocument, EmptyText, ReadingTooCostly
from sources.readers import registry
from sources.sandbox import Limits, read_apart
from tests.sources.readers.test_pdf import laid_out, prose
from tests.support.office_files import make_docx, paragraph
from tests.support.pdf_writer import PdfPage, make_pdf

LONG = make_pdf(laid_out([prose(seed) for seed in range(60)]))


def test_a_document_comes_back_whole_with_its_first_pages_before_it():
    glances = []

    result = read_apart(LONG, PDF, "en", on_glance=glances.append)

    [here] = [reading for reading in registry.read(PDF, LONG) if not hasattr(reading, "page_count")]
    assert result.document == here.document
    assert [glance.page_count for glance in glances] == [len(result.document.pages)]
    assert glances[0].blocks[0].text == prose(0)
    assert len(result.sentences) > 200


def test_a_refusal_keeps_its_kind_and_its_words():
    with pytest.raises(EmptyText, match="OCR"):
        read_apart(make_pdf([PdfPage()]), PDF, "en")


def test_a_document_that_takes_too_long_is_stopped():
    with pytest.raises(ReadingTooCostly, match=r"longer than 0 s"):
        read_apart(LONG, PDF, "en", limits=Limits(wall_seconds=0.05))


def test_a_document_that_takes_too_much_memory_is_stopped():
    data = make_docx("".join(paragraph(f"{number} words") for number in range(15_000)))

    with pytest.raises((ReadingTooCostly, BrokenDocument)):
        read_apart(data, DOCX, "en", limits=Limits(address_space=100_000_000))
