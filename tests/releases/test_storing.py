"""The store of files of releases: by content, whole or not at all, never changed."""

import hashlib
import os
from io import BytesIO

import pytest

from releases import storing

DIGEST = hashlib.sha256(b"barge").hexdigest()


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.PARALLAX_RELEASES = tmp_path
    return tmp_path


def test_what_is_stored_is_found_by_its_hash():
    stored = storing.store(BytesIO(b"barge"))

    assert stored == storing.Stored(DIGEST, 5)
    with storing.open_stored(DIGEST) as file:
        assert file.read() == b"barge"


def test_the_same_bytes_are_one_file_and_the_workshop_is_empty_afterwards(root, tmp_path):
    (tmp_path / "file").write_bytes(b"barge")
    storing.store(BytesIO(b"barge"))
    storing.store(tmp_path / "file")

    assert [path.name for path in root.glob("??/*")] == [DIGEST]
    assert list(root.glob("workshop/*")) == []


def test_what_is_not_there_or_no_hash_is_not_found():
    with pytest.raises(FileNotFoundError):
        storing.open_stored(DIGEST)
    for name in ("", "../../etc/passwd", DIGEST.upper()):
        with pytest.raises(ValueError, match="no SHA-256"):
            storing.open_stored(name)


def test_a_sweep_takes_old_files_that_nobody_needs(root):
    needed, orphan, young = (storing.store(BytesIO(data)).sha256 for data in (b"a", b"b", b"c"))
    (root / "workshop" / "left").mkdir(parents=True)
    for path in (storing.stored_path(needed), storing.stored_path(orphan), root / "workshop" / "left"):
        os.utime(path, (0, 0))

    assert storing.sweep(lambda asked: {needed} & set(asked)) == 2

    assert {path.name for path in root.glob("??/*")} == {needed, young}


def test_storing_an_orphan_again_keeps_it_from_the_sweep():
    orphan = storing.store(BytesIO(b"b")).sha256
    os.utime(storing.stored_path(orphan), (0, 0))

    storing.store(BytesIO(b"b"))

    assert storing.sweep(lambda _: set()) == 0
