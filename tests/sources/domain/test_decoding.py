import pytest

from sources.domain import decoding
from sources.domain.decoding import decode
from sources.errors import BinaryText, EmptyText, TextTooLarge, UnreadableText, WronglyEncodedText

SAMPLE = "Ein Täßchen “Tee” für 김, 😀.\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_decode_follows_a_byte_order_mark_and_drops_it(mark, encoding):
    decoded = decode(mark + SAMPLE.encode(encoding))
    assert decoded.text == SAMPLE
    assert decoded.encoding == encoding
    assert decoded.had_byte_order_mark


def test_decode_takes_utf8_without_a_mark():
    decoded = decode(SAMPLE.encode())
    assert (decoded.text, decoded.encoding, decoded.had_byte_order_mark) == (SAMPLE, "utf-8", False)


def test_decode_never_guesses_a_legacy_encoding_but_names_the_offending_byte():
    with pytest.raises(WronglyEncodedText) as caught:
        decode("Die Häuser".encode("cp1252"))
    assert caught.value.details == {"encoding": "utf-8", "byte_offset": 5}
    assert "byte 0xe4 at byte 5" in caught.value.message


def test_decode_takes_a_legacy_encoding_that_is_named():
    assert decode("Die Häuser – “so”".encode("cp1252"), encoding="cp1252").text == "Die Häuser – “so”"


@pytest.mark.parametrize(
    ("data", "encoding", "details"),
    [
        (b"abc\x81", "cp1252", {"encoding": "cp1252", "byte_offset": 3}),
        (b"abc", "klingon-8", {"encoding": "klingon-8"}),
        (b"abc", "hex", {"encoding": "hex"}),
    ],
)
def test_decode_refuses_bytes_that_the_named_encoding_cannot_hold(data, encoding, details):
    with pytest.raises(WronglyEncodedText) as caught:
        decode(data, encoding=encoding)
    assert caught.value.details == details


def test_decode_counts_the_byte_offset_from_the_start_of_the_file_behind_a_mark():
    with pytest.raises(WronglyEncodedText) as caught:
        decode(b"\xef\xbb\xbfabc\xff")
    assert caught.value.details["byte_offset"] == 6


@pytest.mark.parametrize("data", [b"", b"   \n\t\r\n", "\u00a0\n\u00a0".encode(), b"\xef\xbb\xbf", b"\xff\xfe"])
def test_decode_refuses_a_file_without_text(data):
    with pytest.raises(EmptyText):
        decode(data)


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7 and so on",
        b"PK\x03\x04rest",
        b"\x89PNG\r\n\x1a\n",
        b"text with a \x00 in it",
        "no mark".encode("utf-16-le"),
        bytes(range(1, 32)) * 20 + b"a" * 100,
    ],
)
def test_decode_refuses_binary_files(data):
    with pytest.raises(BinaryText):
        decode(data)


def test_decode_names_the_format_of_a_binary_file_that_people_mistake_for_text():
    with pytest.raises(BinaryText, match="PDF document") as caught:
        decode(b"%PDF-1.4\n")
    assert caught.value.details["format"] == "a PDF document"


def test_decode_forgives_a_few_stray_control_characters():
    assert decode(b"a page\x0c and a bell\x07, form\x1b feed").text.startswith("a page")


def test_decode_refuses_a_file_over_the_limit_and_takes_one_at_it(monkeypatch):
    monkeypatch.setattr(decoding, "MAX_TEXT_BYTES", 10)
    assert decode(b"0123456789").text == "0123456789"
    with pytest.raises(TextTooLarge) as caught:
        decode(b"0123456789a")
    assert caught.value.details == {"size": 11, "limit": 10}


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xff", b"%PDF-"])
def test_every_refusal_is_one_line_with_a_stable_code(data):
    with pytest.raises(UnreadableText) as caught:
        decode(data)
    assert "\n" not in caught.value.message
    assert caught.value.code in {"empty_text", "binary_text", "wrongly_encoded_text"}
