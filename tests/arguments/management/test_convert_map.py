import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from arguments.domain.interchange import native
from arguments.domain.interchange.debate import Debate, Statement
from arguments.domain.interchange.decoding import SIZE_MAX

OURS = native.dump(Debate("Mieten", (Statement("a", ("Größe 漢字 <script>",)),))).text


def convert(capsys, *arguments):
    """Return the exit code and the report."""
    code = 0
    try:
        call_command("convert_map", *map(str, arguments))
    except SystemExit as stopped:
        code = stopped.code
    return code, json.loads(capsys.readouterr().err)


def test_convert_map_tells_formats_by_name_and_content(tmp_path, capsys):
    (tmp_path / "in.json").write_text(OURS, encoding="utf-8")
    code, report = convert(capsys, tmp_path / "in.json", tmp_path / "out.map.json")
    assert (code, report) == (0, {"from": "json", "to": "json", "written": True, "read": [], "lost": []})
    assert (tmp_path / "out.map.json").read_text(encoding="utf-8") == OURS


def test_convert_map_works_in_a_pipe_without_a_database():
    done = subprocess.run(
        [sys.executable, "manage.py", "convert_map", "-", "-", "--from", "json", "--to", "json"],
        input=OURS.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PYTHONIOENCODING": "latin-1"},
    )
    assert done.stdout.decode() == OURS
    assert json.loads(done.stderr.decode("latin-1"))["written"] is True


@pytest.mark.parametrize(
    ("content", "line"),
    [(b'{\n"format": \xff}', 2), (b"{\n\n\x00}", 3), (b"{\n\noops}", 3), (b" " * SIZE_MAX, None), (b"", None)],
)
def test_convert_map_writes_nothing_for_a_file_that_it_cannot_take(tmp_path, capsys, content, line):
    (tmp_path / "in.json").write_bytes(content)
    (tmp_path / "out.json").write_text("as it was")
    code, report = convert(capsys, tmp_path / "in.json", tmp_path / "out.json")
    assert (code, report["written"], report["lost"]) == (1, False, [])
    assert [(one["severity"], one["line"]) for one in report["read"]] == [("error", line)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.json", "out.json"]
    assert (tmp_path / "out.json").read_text() == "as it was"


def test_convert_map_says_which_format_or_file_is_missing(tmp_path, capsys):
    (tmp_path / "in.json").write_text(OURS, encoding="utf-8")
    for arguments in (("gone.json", "out.json"), ("in.json", "out.doc"), ("in.json", "no/such/folder.json")):
        code, report = convert(capsys, *(tmp_path / name for name in arguments))
        assert (code, report["written"], len(report["read"])) == (1, False, 1)
    assert convert(capsys, tmp_path / "in.json", "-", "--to", "word")[0] == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.json"]


def test_convert_map_reads_utf_16_with_its_mark(tmp_path, capsys):
    (tmp_path / "in.json").write_bytes(OURS.encode("utf-16"))
    assert convert(capsys, tmp_path / "in.json", tmp_path / "out.json")[0] == 0
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == OURS


def test_convert_map_writes_nothing_that_no_file_can_hold(tmp_path, capsys):
    (tmp_path / "in.argdown").write_text('===\ntitle: "\\uD800"\n===\n\n[a]: b\n', encoding="utf-8")
    code, report = convert(capsys, tmp_path / "in.argdown", tmp_path / "out.json")
    assert (code, report["written"], len(report["read"])) == (1, False, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["in.argdown"]
