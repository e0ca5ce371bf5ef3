"""Bad input to the import: one clear line each, the rest imported, nothing lost, a failing exit status."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from sources.models import Source
from tests.factories.workspaces import MembershipFactory
from workspaces.models import Job, Membership, Workspace

pytestmark = pytest.mark.django_db

GOOD = "The harbour was rebuilt in nine years. Trade came back slowly."


def run(*paths, workspace="harbours"):
    """Run the import; return its lines on both channels and the message it failed with, "" if it did not."""
    out, err, failure = StringIO(), StringIO(), ""
    try:
        call_command("import_sources", *map(str, paths), workspace=workspace, stdout=out, stderr=err, no_color=True)
    except CommandError as error:
        failure = str(error)
    return out.getvalue(), err.getvalue(), failure


def folder_with(tmp_path, files, entries):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "sources.json").write_text(entries if isinstance(entries, str) else json.dumps(entries))
    return tmp_path


def entry(name):
    return {"id": name.split(".")[0], "file": name, "title": name, "author": [{"family": "Moss", "given": "Ada"}]}


def test_import_of_a_folder_takes_its_list_and_queues_reading_and_analysis(tmp_path):
    folder = folder_with(tmp_path, {"a.txt": GOOD}, [entry("a.txt")])

    out, err, failure = run(folder)

    assert (err, failure) == ("", "")
    assert "a.txt: imported as “a.txt”." in out
    assert sorted(Job.objects.values_list("task", "state")) == [
        ("agreement.analyse_workspace", "waiting"),
        ("sources.extract_text", "queued"),
    ]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", b"\x00\x01\x02" * 50, "binary"),
        ("latin.txt", "Déjà vu".encode("latin-1"), "UTF-8"),
        ("paper.txt", b"\x89PNG\r\n\x1a\n rest", "PNG picture"),
    ],
)
def test_import_names_the_bad_file_with_its_reason_and_takes_the_rest(tmp_path, name, data, reason):
    folder = folder_with(tmp_path, {name: data, "good.txt": GOOD}, [entry(name), entry("good.txt")])

    _out, err, failure = run(folder)

    (line,) = err.strip().splitlines()
    assert line.startswith(f"{name}: ")
    assert reason in line
    assert failure
    assert [source.title for source in Source.objects.all()] == ["good.txt"]


def test_import_refuses_a_100_mb_text_without_reading_it(tmp_path):
    folder = folder_with(tmp_path, {"good.txt": GOOD}, [entry("big.txt"), entry("good.txt")])
    with (tmp_path / "big.txt").open("wb") as big:
        big.truncate(100_000_000)

    _out, err, failure = run(folder)

    assert err.startswith("big.txt: The file has 100 MB; a text may have 25 MB at most.")
    assert failure
    assert Source.objects.count() == 1


def test_import_says_when_a_file_cannot_be_opened(tmp_path):
    folder = folder_with(tmp_path, {"good.txt": GOOD}, [entry("good.txt")])

    _out, err, _failure = run(folder, tmp_path / "missing.txt")

    assert "missing.txt: there is no such file or folder." in err
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ("{not json", "this is no JSON"),
        ({"id": "a"}, "a list of CSL-JSON items is expected"),
        ([{"id": "a", "title": "A"}], "entry 1 names no file"),
        ([entry("gone.txt")], "entry 1 names a missing file: gone.txt"),
        ([entry("../outside.txt")], "entry 1 names a file outside the folder"),
        (["a.txt"], "entry 1 names no file"),
    ],
)
def test_import_explains_a_bad_list(tmp_path, entries, reason):
    folder = folder_with(tmp_path, {}, entries)

    _out, err, failure = run(folder)

    assert reason in err
    assert failure


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        ({"title": ""}, "has no title"),
        ({"title": ["A"]}, "“title” is not a text"),
        ({"id": ""}, "The id"),
        ({"author": "Ada"}, "not a list of names"),
        ({"issued": {"date-parts": [["soon"]]}}, "is not a date"),
    ],
)
def test_import_explains_a_bad_item(tmp_path, broken, reason):
    folder = folder_with(tmp_path, {"a.txt": GOOD}, [entry("a.txt") | broken])

    _out, err, failure = run(folder)

    assert err.startswith("a.txt: ")
    assert reason in err
    assert failure
    assert Source.objects.count() == 0


def test_import_twice_says_so_and_doubles_nothing(tmp_path):
    folder = folder_with(tmp_path, {"a.txt": GOOD}, [entry("a.txt")])
    run(folder)

    _out, err, failure = run(folder)

    assert "a.txt: already in the library as “a.txt”." in err
    assert failure
    assert Source.objects.count() == 1


def test_import_makes_the_workspace_with_the_members_of_the_demonstration(tmp_path):
    member = MembershipFactory(workspace__slug="demo")

    run(folder_with(tmp_path, {"a.txt": GOOD}, [entry("a.txt")]), workspace="new-place")

    workspace = Workspace.objects.get(slug="new-place")
    assert Membership.objects.get(workspace=workspace).user == member.user


def test_import_of_a_single_file_takes_its_name_as_title(tmp_path):
    path = tmp_path / "harbours_of-the-north.txt"
    path.write_text(GOOD)

    run(path)

    assert Source.objects.get().title == "Harbours of the north"
