"""Files of releases: the bytes that were stored, in whole and in part, in every format, for whoever may read them."""

import base64
import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.test import Client
from pyarrow import parquet
from pyld import jsonld

from arguments.domain.interchange import argdown
from releases.building import build_release
from releases.domain.formats.linked_terms import CONTEXT_PATH
from releases.models import Notice
from tests.api.conftest import client_of
from tests.factories.releasing import filled_claim_set
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set():
    return filled_claim_set(claims=3, slug="harbours", audience="public")


@pytest.fixture
def release(claim_set):
    return build_release(claim_set=claim_set, by=None)


@pytest.fixture
def anybody():
    return Client()


def _body(response):
    return response.getvalue()


def _records(data):
    return [json.loads(line) for line in data.splitlines()]


BASE = "/api/v1/claim-sets/harbours"


def test_every_file_is_what_was_stored_and_says_so(release, anybody):
    for file in release.files.all():
        response = anybody.get(f"{BASE}/releases/1/{file.name}")
        data = _body(response)

        digest = hashlib.sha256(data)
        assert (response.status_code, digest.hexdigest(), len(data)) == (200, file.sha256, file.size), file.name
        assert response["ETag"] == f'"{file.sha256}"'
        assert response["Repr-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
        assert response["Content-Type"] == file.media_type
        assert response["Content-Disposition"] == f'attachment; filename="harbours-release-1-{file.name}"'
        assert response["Cache-Control"] == "public, max-age=86400, immutable"
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Link"].startswith(f'<http://testserver{BASE}/releases/1/>; rel="describedby"')


def test_list_of_hashes_has_the_root_hash(release, anybody):
    text = _body(anybody.get(f"{BASE}/releases/1/SHA256SUMS"))

    assert hashlib.sha256(text).hexdigest() == release.root_hash
    assert [line.split("  ")[1] for line in text.decode().splitlines()] == [
        "arguments.ndjson",
        "authors.ndjson",
        "claims.ndjson",
        "sources.ndjson",
    ]


@pytest.mark.parametrize(
    ("asked", "status", "part"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=5-999999", 206, slice(5, None)),
        ("bytes=0-", 200, slice(None)),
        # What cannot be read, asks for several or goes backwards is answered with the whole.
        ("bytes=0-1,5-6", 200, slice(None)),
        ("bytes=9-2", 200, slice(None)),
        ("lines=1-2", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
    ],
)
def test_part_of_a_file_is_sent_as_asked(release, anybody, asked, status, part):
    whole = _body(anybody.get(f"{BASE}/releases/1/claims.ndjson"))
    response = anybody.get(f"{BASE}/releases/1/claims.ndjson", headers={"range": asked})

    data = _body(response)
    assert (response.status_code, data, int(response["Content-Length"])) == (status, whole[part], len(whole[part]))
    if status == 206:
        start = range(len(whole))[part].start
        assert response["Content-Range"] == f"bytes {start}-{start + len(data) - 1}/{len(whole)}"


def test_download_goes_on_only_if_the_file_is_the_same(release, anybody):
    address = f"{BASE}/releases/1/claims.ndjson"
    tag = anybody.get(address)["ETag"]

    assert anybody.get(address, headers={"range": "bytes=5-", "if-range": tag}).status_code == 206
    assert anybody.get(address, headers={"range": "bytes=5-", "if-range": '"other"'}).status_code == 200
    assert anybody.get(address, headers={"if-none-match": tag}).status_code == 304
    assert anybody.get(address, headers={"if-match": '"other"'}).status_code == 412


def test_part_behind_the_end_is_a_problem_that_tells_the_size(release, anybody):
    size = release.files.get(name="claims.ndjson").size
    response = anybody.get(f"{BASE}/releases/1/claims.ndjson", headers={"range": f"bytes={size}-"})

    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{size}")
    assert response.json()["code"] == "range_not_satisfiable"


def test_head_says_what_get_would_without_the_bytes(release, anybody):
    response = anybody.head(f"{BASE}/releases/1/claims.csv")

    assert (response.status_code, _body(response)) == (200, b"")
    assert int(response["Content-Length"]) == release.files.get(name="claims.csv").size


@pytest.mark.parametrize(
    ("ending", "accept", "name"),
    [
        ("ndjson", "application/x-ndjson", "claims.ndjson"),
        ("csv", "text/csv", "claims.csv"),
        ("parquet", "application/vnd.apache.parquet", "claims.parquet"),
        ("jsonld", "application/ld+json", "claims.jsonld"),
        ("argdown", "text/plain", "claims.argdown"),
    ],
)
def test_ending_and_accept_choose_the_same_file(release, anybody, ending, accept, name):
    sha256 = release.files.get(name=name).sha256

    by_ending = anybody.get(f"{BASE}/releases/1.{ending}", headers={"accept": "image/png"})
    by_accept = anybody.get(f"{BASE}/releases/1/", headers={"accept": accept})
    assert [hashlib.sha256(_body(one)).hexdigest() for one in (by_ending, by_accept)] == [sha256] * 2
    assert "Accept" in by_accept["Vary"]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, "application/json"),
        ("*/*", "application/json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
        ("text/csv;q=0.4, application/x-ndjson;q=0.6", "application/x-ndjson"),
        ("application/json;q=0.1, text/csv;q=0.9", "text/csv"),
        ("text/csv;q=0, application/json", "application/json"),
        ("application/*", "application/json"),
    ],
)
def test_qualities_of_accept_are_followed(release, anybody, accept, content_type):
    response = anybody.get(f"{BASE}/releases/1/", headers={"accept": accept} if accept else {})

    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, content_type)


@pytest.mark.parametrize("accept", ["image/png", "text/csv;q=0", "text/csv;q=x, nonsense", ",", "a" * 9000])
def test_accept_without_a_form_that_there_is_is_a_problem(release, anybody, accept):
    response = anybody.get(f"{BASE}/releases/1/", headers={"accept": accept})

    assert response.status_code in {406, 200} if "nonsense" in accept else response.status_code == 406
    if response.status_code == 406:
        assert response["Content-Type"] == "application/problem+json"


def test_problem_is_a_problem_whatever_was_accepted(release, anybody):
    response = anybody.get(f"{BASE}/releases/9/", headers={"accept": "text/csv"})

    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response.json()["code"] == "not_authenticated"


def test_tables_are_chosen_by_name(release, anybody):
    for table in ("claims", "evidence", "stances"):
        data = _body(anybody.get(f"{BASE}/releases/1.csv?table={table}"))
        assert hashlib.sha256(data).hexdigest() == release.files.get(name=f"{table}.csv").sha256

    assert anybody.get(f"{BASE}/releases/1.csv?table=people").json()["errors"][0]["parameter"] == "table"
    assert anybody.get(f"{BASE}/releases/1.ndjson?table=claims").status_code == 404
    assert anybody.get(f"{BASE}/releases/1.csv?tables=claims").status_code == 400


def test_archive_holds_every_file_and_is_the_same_each_time(release, anybody):
    first, again = (_body(anybody.get(f"{BASE}/releases/1.zip")) for _ in range(2))

    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert archive.testzip() is None
        found = {name: hashlib.sha256(archive.read(name)).hexdigest() for name in archive.namelist()}
    assert found.pop("SHA256SUMS") == release.root_hash
    assert found == dict(release.files.values_list("name", "sha256"))


def test_files_of_a_retracted_release_say_so_and_are_not_kept_long(release, claim_set, anybody):
    release_2 = build_release(claim_set=claim_set, by=None, force=True)
    Notice.objects.create(
        workspace=release.workspace, release=release, kind="retraction", text="Wrong harbour.", replaced_by=release_2
    )

    response = anybody.get(f"{BASE}/releases/1.csv")
    assert response["Parallax-Notice"] == "retraction"
    assert f'<http://testserver{BASE}/releases/2/>; rel="successor-version"' in response["Link"]
    assert response["Cache-Control"] == "public, max-age=300, immutable"
    assert "Parallax-Notice" not in anybody.get(f"{BASE}/releases/2.csv")


def test_what_is_for_members_is_for_members(release, claim_set, anybody):
    claim_set.audience = "members"
    claim_set.save()
    member = client_of(MembershipFactory(workspace=claim_set.workspace, role="viewer").user)
    stranger = client_of(MembershipFactory().user)

    for address in ("releases/1.csv", "releases/1/claims.ndjson", "releases/1.zip", "export.ndjson"):
        answers = [one.get(f"{BASE}/{address}") for one in (anybody, stranger, member)]
        assert [one.status_code for one in answers] == [401, 404, 200], address
        assert not {"public", "Access-Control-Allow-Origin"} & {
            answers[2]["Cache-Control"].split(",")[0],
            *answers[2].headers,
        }


@pytest.mark.parametrize(
    "address",
    [
        "releases/1/claims.txt",
        "releases/1/..%2f..%2fetc%2fpasswd",
        "releases/1.exe",
        "releases/99999999999999999999.csv",
        "releases/0/claims.csv",
        "export.zip",
        "export.exe",
    ],
)
def test_what_there_is_not_is_not_there(release, claim_set, address):
    member = client_of(MembershipFactory(workspace=claim_set.workspace, role="viewer").user)

    response = member.get(f"{BASE}/{address}")
    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_live_export_is_what_a_release_would_be(release, anybody):
    stored = {file.name: file for file in release.files.all()}

    for ending in ("ndjson", "csv", "parquet"):
        data = _body(anybody.get(f"{BASE}/export.{ending}"))
        assert hashlib.sha256(data).hexdigest() == stored[f"claims.{ending}"].sha256, ending
    evidence = _body(anybody.get(f"{BASE}/export.parquet?table=evidence"))
    assert parquet.read_table(io.BytesIO(evidence)).num_rows == 3
    text = _body(anybody.get(f"{BASE}/export.argdown")).decode()
    assert text == _body(anybody.get(f"{BASE}/releases/1.argdown")).decode()
    assert len(argdown.load(text).debate.arguments) == 2
    head = anybody.head(f"{BASE}/export.csv")
    assert (head["Cache-Control"], _body(head)) == ("no-store", b"")


def test_live_linked_data_means_what_the_release_means(release, anybody):
    context = anybody.get(CONTEXT_PATH)
    assert (context["Access-Control-Allow-Origin"], context["Cache-Control"]) == (
        "*",
        "public, max-age=31536000, immutable",
    )

    def load(url, _options):
        assert url == f"http://testserver{CONTEXT_PATH}"
        return {"contextUrl": None, "documentUrl": url, "document": context.json()}

    nodes = jsonld.expand(json.loads(_body(anybody.get(f"{BASE}/export.jsonld"))), {"documentLoader": load})
    kinds = [kind.rpartition("/")[2].rpartition("#")[2] for node in nodes for kind in node["@type"]]
    assert {kind: kinds.count(kind) for kind in ("Claim", "Annotation", "Argument", "Dataset")} == {
        "Claim": 3,
        "Annotation": 3,
        "Argument": 2,
        "Dataset": 1,
    }
    # Every work that an annotation names stands in the document too.
    works = {node["@id"] for node in nodes if "https://schema.org/CreativeWork" in node["@type"]}
    oa = "http://www.w3.org/ns/oa#"
    named = {
        node[f"{oa}hasTarget"][0][f"{oa}hasSource"][0]["@id"] for node in nodes if f"{oa}Annotation" in node["@type"]
    }
    assert named <= works


def test_live_export_tells_what_is_there_now(claim_set, anybody):
    claim_set.entries.all().delete()

    assert _body(anybody.get(f"{BASE}/export.ndjson")) == b""
    rows = list(csv.reader(io.StringIO(_body(anybody.get(f"{BASE}/export.csv")).decode())))
    assert len(rows) == 1


def test_files_cost_the_same_number_of_queries_with_little_and_with_much(release, claim_set, django_assert_num_queries):
    member = client_of(MembershipFactory(workspace=claim_set.workspace, role="viewer").user)
    for _ in range(2):
        # The token, the release, its files and its notices.
        with django_assert_num_queries(4):
            _body(member.get(f"{BASE}/releases/1.csv"))
        build_release(claim_set=claim_set, by=None, force=True)
