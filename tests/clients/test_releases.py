"""Releases by the client: verified byte for byte, or not kept."""

import hashlib
import subprocess

import pytest
from parallax_client import ConnectionFailed, HashMismatch, NotFound, ParallaxError

from tests.clients.conftest import record

BASE = "/api/v1/claim-sets/locks/releases/"
LINES = b"".join(line + b"\n" for line in (b'{"id":"1"}', b'{"id":"2"}'))


def sha(data):
    return hashlib.sha256(data).hexdigest()


def facts(files, **more):
    listed = [
        {"name": name, "role": role, "sha256": sha(data), "size": len(data)} for name, (role, data) in files.items()
    ]
    sums = "".join(f"{sha(data)}  {name}\n" for name, (role, data) in sorted(files.items()) if role == "canonical")
    return {
        "claim_set": "locks", "number": 1, "root_hash": sha(sums.encode()), "is_retracted": False, "files": listed, **more,
    }  # fmt: skip


@pytest.fixture
def files():
    return {
        "claims.ndjson": ("canonical", LINES),
        "authors.ndjson": ("canonical", b""),
        "claims.csv": ("derived", b"id\n"),
    }


@pytest.fixture
def publish(client, site):
    def put(files, **more):
        site.routes["/api/v1/claim-sets/locks/"] = (200, {}, {"slug": "locks"})
        site.routes[f"{BASE}1/"] = (200, {}, facts(files, **more))
        site.routes[BASE] = (200, {}, {"results": [facts(files, **more)], "next": None})
        for name, (_role, data) in files.items():
            site.routes[f"{BASE}1/{name}"] = (200, {}, data)
        return client.claim_set("locks").release(1)

    return put


def test_the_canonical_files_come_verified_and_anybody_can_verify_them_again(publish, files, tmp_path):
    paths = publish(files).download(tmp_path)

    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False)
    assert [path.name for path in paths] == ["authors.ndjson", "claims.ndjson"]
    assert checked.returncode == 0


def test_chosen_files_come_alone_and_are_not_fetched_twice(publish, files, site, tmp_path):
    release = publish(files)
    for _ in range(2):
        [path] = release.download(tmp_path, ["claims.csv"])

    assert path.read_bytes() == b"id\n"
    assert [asked for asked, _ in site.asked].count(f"{BASE}1/claims.csv") == 1


def test_bytes_that_do_not_fit_their_hash_are_not_kept(publish, files, site, tmp_path):
    release = publish(files)
    site.routes[f"{BASE}1/claims.ndjson"] = (200, {}, LINES[:-1])

    with pytest.raises(HashMismatch, match=r"claims\.ndjson"):
        release.download(tmp_path)
    with pytest.raises(HashMismatch):
        list(release.records())

    assert not list(tmp_path.glob("claims*"))


def test_hashes_that_do_not_give_the_root_hash_are_refused_before_anything_is_read(publish, files, site, tmp_path):
    release = publish(files, root_hash="0" * 64)

    with pytest.raises(HashMismatch, match="root hash"):
        release.download(tmp_path / "new")

    assert not (tmp_path / "new").exists()
    assert not [asked for asked, _ in site.asked if asked.endswith("ndjson")]


def test_a_file_that_breaks_off_is_not_kept(publish, files, site, tmp_path):
    release = publish(files)
    site.routes[f"{BASE}1/claims.ndjson"] = (200, {"Content-Length": "9999", "Connection": "close"}, LINES[:5])

    with pytest.raises((ConnectionFailed, HashMismatch)):
        release.download(tmp_path)

    assert not list(tmp_path.glob("claims*"))


@pytest.mark.parametrize("name", ["../evil", "a/b", "c:evil", ".."])
def test_a_name_that_leads_out_of_the_folder_is_refused(publish, tmp_path, name):
    with pytest.raises(ParallaxError, match="not the name of a file"):
        publish({name: ("canonical", b"x")}).download(tmp_path / "in")


def test_what_is_not_there_is_said(publish, client, files, site, tmp_path):
    release = publish(files)
    with pytest.raises(ParallaxError, match=r"no file x\.csv; it has authors"):
        release.download(tmp_path, ["x.csv"])
    site.routes[BASE] = (200, {}, {"results": [], "next": None})
    with pytest.raises(NotFound, match="no release yet"):
        client.claim_set("locks").release()


def test_the_newest_release_comes_without_its_number(publish, files, client):
    publish(files)

    assert client.claim_set("locks").release().number == 1


def test_frames_have_the_columns_of_the_files(client, site, feed):
    pandas = pytest.importorskip("pandas")
    claim = (record(
        1,
        evidence=[{
            "id": "e", "bearing": "supports", "passage": "p", "quote": "q", "prefix": "", "suffix": "",
            "speaker": {"id": "s", "name": "Ada"},
            "source": {"id": "o", "key": "k", "title": "t", "issued": "2020", "doi": "", "url": "", "status": "active"},
        }],
        stances=[{
            "id": "n", "author": {"id": "s", "name": "Ada"}, "position": "affirms", "basis": "derived", "reason": "",
            "as_of": None, "likelihood": 70, "likelihood_term": "", "counts": True,
        }],
    ))  # fmt: skip

    site.routes["/api/v1/claim-sets/locks/claims/"] = (200, {}, {"results": [claim], "next": None})

    claims, evidence, stances = client.claim_set("locks").to_pandas()

    assert claims[["label", "supports", "affirms"]].values.tolist() == [["C-1", 1, 1]]
    assert evidence["speaker_name"].tolist() == ["Ada"]
    assert stances["likelihood"].tolist() == [70]
    assert pandas.api.types.is_datetime64_any_dtype(stances["as_of"])


def test_the_columns_are_those_of_the_tables_of_releases():
    from parallax_client.frames import COLUMNS  # noqa: PLC0415 - beside what it is compared with

    from releases.domain.formats.tables import TABLES  # noqa: PLC0415

    assert {table.name: tuple(column.name for column in table.columns) for table in TABLES} == COLUMNS
