import io
import zipfile

import pytest

from sources.domain import media_types
from sources.domain.media_types import base_type, declared_charset, ending_note, recognise
from sources.errors import BinaryText, EmptyText, FileTooLarge, TextTooLarge, UnsupportedFormat


def archive(*members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as zipped:
        for name, content in members:
            zipped.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"The quay.", "a.txt", "text/plain"),
        (b"The quay.", "", "text/plain"),
        (b"# The quay", "a.md", "text/markdown"),
        (b"<!DOCTYPE html><p>The quay.", "a.txt", "text/html"),
        (b"\xef\xbb\xbf\n<!-- saved --><HTML lang=en>", "a", "text/html"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a.xml", "text/html"),
        (b"<p>A piece of a page.</p>", "a.html", "text/html"),
        ("\ufeff<html><p>x".encode("utf-16"), "a.html", "text/html"),
        (b"A < b and no page at all.", "a.html", "text/plain"),
        (b"junk\r\n%PDF-1.7\n", "a.txt", "application/pdf"),
        (archive(("word/document.xml", "x")), "a.zip", media_types.DOCX),
        (archive(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "x")), "a", media_types.ODT),
        (archive(("mimetype", "application/epub+zip"), ("x", "x")), "a.docx", media_types.EPUB),
        (archive(("META-INF/container.xml", "x")), "a", media_types.EPUB),
    ],
)
def test_a_format_is_recognised_by_what_is_in_the_bytes(data, name, expected):
    assert recognise(data, name).media_type == expected


def test_what_a_server_said_tells_markdown_from_text_and_nothing_else():
    assert recognise(b"# Quay", declared="text/markdown; charset=utf-8").media_type == "text/markdown"
    assert recognise(b"%PDF-1.4", declared="text/markdown").media_type == "application/pdf"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyText, "empty"),
        (b"\x89PNG\r\n\x1a\n", BinaryText, "PNG picture"),
        (b"{\\rtf1 x}", BinaryText, "RTF"),
        (b"\xd0\xcf\x11\xe0rest", BinaryText, "without password"),
        (archive(("xl/workbook.xml", "x")), BinaryText, "Excel workbook"),
        (archive(("a.txt", "x")), BinaryText, "ZIP archive"),
        (archive(("mimetype", "application/vnd.oasis.opendocument.spreadsheet")), UnsupportedFormat, "spreadsheet"),
        (b'<?xml version="1.0"?><svg/>', UnsupportedFormat, "XML"),
    ],
)
def test_what_is_not_read_is_refused_with_its_name_in_one_sentence(data, error, words):
    with pytest.raises(error, match=words) as refused:
        recognise(data)
    assert refused.value.message.endswith(".")
    assert ". " not in refused.value.message
    assert "\n" not in refused.value.message


def test_a_text_may_be_smaller_than_a_document(monkeypatch):
    with pytest.raises(TextTooLarge, match="26 MB; a text may have 25 MB"):
        recognise(b"a" * 26_000_000)
    assert recognise(b"%PDF-" + b" " * 26_000_000).media_type == "application/pdf"
    with pytest.raises(FileTooLarge, match="61 MB; a PDF document may have 60 MB"):
        recognise(b"%PDF-" + b" " * 61_000_000)


def test_a_wrong_ending_is_told_in_a_note():
    assert ending_note("paper.docx", "application/pdf") == (
        "The file's name ends with “.docx”, but it is a PDF document; it is read as that."
    )
    assert ending_note("paper.pdf", "application/pdf") == ""
    assert ending_note("page.HTM", "text/html; charset=utf-8") == ""
    assert ending_note("paper", "application/pdf") == ""


def test_parameters_of_a_media_type_are_read():
    assert base_type("Text/HTML; charset=x") == "text/html"
    assert declared_charset('text/html; Charset="Windows-1251"') == "windows-1251"
    assert declared_charset("text/html") == ""
