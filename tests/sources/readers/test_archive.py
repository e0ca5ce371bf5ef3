import struct
import zipfile

import pytest

from sources.errors import BrokenDocument, EncryptedDocument, UnsafeDocument
from sources.readers import archive as archives
from sources.readers.archive import Archive
from tests.support.office_files import archive


def test_members_are_read_by_name():
    opened = Archive(archive([("a/b.xml", "words")]))

    assert opened.names() == ["a/b.xml"]
    assert "a/b.xml" in opened
    assert opened.read("a/b.xml") == b"words"
    with pytest.raises(BrokenDocument, match="lacks its part"):
        opened.read("c.xml")


def test_an_archive_that_swells_is_refused_before_anything_is_unpacked():
    with pytest.raises(UnsafeDocument, match="made to swell"):
        Archive(archive([("bomb.xml", b"\x00" * 20_000_000)]))


def test_many_members_that_swell_together_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "EXPANDED_MAX", 1_000_000)

    with pytest.raises(UnsafeDocument, match="would swell to 1 MB"):
        Archive(archive([(f"{n}.xml", bytes(range(256)) * 1200) for n in range(4)]))


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(archives, "MEMBERS_MAX", 5)

    with pytest.raises(UnsafeDocument, match="6 parts"):
        Archive(archive([(str(n), "") for n in range(6)]))


def test_a_directory_that_is_too_large_is_refused_unread(monkeypatch):
    monkeypatch.setattr(archives, "_DIRECTORY_MAX", 100)

    with pytest.raises(UnsafeDocument, match="too many parts"):
        Archive(archive([(f"a-rather-long-name-{n}", "") for n in range(5)]))


@pytest.mark.parametrize("name", ["../up.xml", "/etc/passwd", "a/../../b", "C:\\x", "..\\x", "\\\\host\\x"])
def test_names_that_lead_out_are_refused(name):
    with pytest.raises(UnsafeDocument, match="leads out"):
        Archive(archive([(name, "x")]))


def test_a_member_with_a_password_is_told():
    data = bytearray(archive([("a.xml", "words")]))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 8] |= 1

    with pytest.raises(EncryptedDocument, match="password"):
        Archive(bytes(data))


def test_a_header_that_lies_about_the_size_gains_nothing():
    data = bytearray(archive([("a.xml", "words " * 1000)], zipfile.ZIP_DEFLATED))
    directory = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, directory + 24, 10)

    with pytest.raises(BrokenDocument, match="damaged"):
        Archive(bytes(data)).read("a.xml")


def test_a_directory_that_points_before_the_archive_is_told():
    data = bytearray(archive([("a.xml", "words")]))
    struct.pack_into("<I", data, data.rfind(b"PK\x05\x06") + 16, 2_000_000)

    with pytest.raises(BrokenDocument, match="damaged"):
        Archive(bytes(data)).read("a.xml")


@pytest.mark.parametrize("cut", [1, 30, 100])
def test_a_damaged_archive_is_told(cut):
    with pytest.raises(BrokenDocument, match="damaged"):
        Archive(archive([("a.xml", "words " * 50)])[:-cut])


def test_an_archive_inside_is_never_opened():
    inner = archive([("bomb.xml", b"\x00" * 5_000_000)])

    assert Archive(archive([("inner.zip", inner)])).read("inner.zip") == inner
