import pytest

from sources.domain.page_encoding import decode_page
from sources.errors import BinaryText, WronglyEncodedText

META = '<html><meta charset="{}"><p>café “x”'


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (META.format("utf-8").encode(), "", "café “x”"),
        (META.format("windows-1252").encode("cp1252"), "", "café “x”"),
        (META.format("latin1").encode("cp1252"), "", "café “x”"),
        (META.format("utf-8").encode("cp1252"), "windows-1252", "café “x”"),
        (META.format("windows-1252").encode(), "windows-1252", "café “x”"),
        (META.format("no-such-thing").encode(), "", "café “x”"),
        (META.format("x").encode("utf-16"), "", "café “x”"),
        ('<html><meta charset="shift_jis"><p>港'.encode("cp932"), "", "港"),
        ('<?xml version="1.0" encoding="ISO-8859-1"?><html><p>caf\u00e9'.encode("latin-1"), "", "café"),
    ],
)
def test_a_page_is_read_in_its_encoding(data, declared, expected):
    assert decode_page(data, declared).text.endswith(f"<p>{expected}")


def test_bytes_that_do_not_fit_are_refused():
    with pytest.raises(WronglyEncodedText, match="not valid UTF-8"):
        decode_page("<p>café".encode("cp1252"))
    with pytest.raises(WronglyEncodedText, match="which is none"):
        decode_page(b'<meta charset="rot13"><p>x')
    with pytest.raises(BinaryText, match="NUL"):
        decode_page(b"<p>a\x00b")
