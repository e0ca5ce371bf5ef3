"""Whatever the bytes are, a reader gives a canonical document or a ParallaxError, and nothing else."""

import random
import unicodedata
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.errors import ParallaxError
from sources.domain.media_types import DOCX, EPUB, HTML, ODT, PDF
from sources.domain.sentences import split_sentences
from sources.readers.reading import Reading
from sources.readers.registry import read
from tests.support.office_files import make_docx, make_epub, make_odt, paragraph
from tests.support.pdf_writer import PdfPage, make_pdf

TEXTS = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="<>&"), min_size=1, max_size=60
)  # fmt: skip
FORMATS = (HTML, PDF, DOCX, ODT, EPUB)


def escaped(text):
    """The text as XML may hold it: no control characters."""
    return "".join(letter for letter in text if letter.isprintable() or letter in " \u00ad\u200b\u3000")


def written(media_type, texts):
    """A document of that format with those paragraphs."""
    if media_type == PDF:
        page = PdfPage()
        for row, text in enumerate(texts):
            page.write(text.encode("cp1252", "ignore").decode("cp1252"), 72, 780 - 20 * row)
        return make_pdf([page, page])
    texts = [escaped(text) for text in texts]
    if media_type == DOCX:
        return make_docx("".join(map(paragraph, texts)))
    if media_type == ODT:
        return make_odt("".join(f"<text:p>{text}</text:p>" for text in texts))
    body = "".join(f"<p>{text}</p>" for text in texts)
    return make_epub([body, body]) if media_type == EPUB else f"<html><body>{body}</body></html>".encode()


@cache
def sample(media_type):
    return written(media_type, ["The harbour was rebuilt in nine years.", "Trade came back slowly.", "1. A list"])


def outcome(media_type, data):
    try:
        return list(read(media_type, data))[-1]
    except ParallaxError as error:
        return error


def assert_good(found):
    if isinstance(found, Reading):
        assert_canonical(found.document)
    else:
        assert found.message.endswith((".", "OCR) first."))
        assert "\n" not in found.message


def assert_canonical(document):
    text = document.text
    assert unicodedata.is_normalized("NFC", text)
    assert "\u00ad" not in text
    assert "\n\n".join(document.content(block) for block in document.blocks) == text
    for block in document.blocks:
        content = document.content(block)
        assert content == " ".join(content.split())
        assert (block.level > 0) == (block.kind.value == "heading")
    places = [0, *(place for page in document.pages for place in (page.start, page.end)), len(text)]
    assert places == sorted(places)
    spans = split_sentences(document)
    assert (
        "".join(text[span.start : span.end] for span in spans).split()
        == "".join(text[span.start : span.end] for span in spans).split()
    )
    covered = sum(len(text[span.start : span.end].replace(" ", "")) for span in spans)
    assert covered == len("".join(text.split()))


@pytest.mark.parametrize("media_type", FORMATS)
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
@settings(max_examples=20, deadline=None)
def test_every_document_of_random_words_is_canonical(media_type, texts):
    assert_good(outcome(media_type, written(media_type, texts)))


@pytest.mark.parametrize("media_type", FORMATS)
def test_damaged_bytes_are_read_or_refused(media_type):
    rng = random.Random(media_type)  # noqa: S311 - a seeded fuzzer
    for _ in range(60):
        data = bytearray(sample(media_type))
        for _ in range(rng.randint(1, 12)):
            place = rng.randrange(len(data))
            data[place : place + rng.randint(0, 6)] = rng.randbytes(rng.randint(0, 6))
        assert_good(outcome(media_type, bytes(data[: rng.randint(len(data) // 3, len(data))])))


@pytest.mark.parametrize("media_type", FORMATS)
@pytest.mark.parametrize("data", [b"", b"\x00" * 100, b"PK\x03\x04", b"%PDF-", b"<", b"\xff" * 300, b"<html>" * 3000])
def test_bytes_that_only_claim_to_be_of_a_format_are_refused(media_type, data):
    assert isinstance(outcome(media_type, data), ParallaxError)


def test_deep_nesting_is_read_or_refused():
    for tag in ("div", "blockquote", "b", "ul><li"):
        outcome(HTML, (f"<{tag}>" * 5000 + "The quay is shut today.").encode())
    assert isinstance(outcome(DOCX, make_docx("<w:p>" * 3000 + "</w:p>" * 3000)), ParallaxError)
    assert isinstance(outcome(ODT, make_odt("<text:list>" * 3000 + "</text:list>" * 3000)), ParallaxError)
