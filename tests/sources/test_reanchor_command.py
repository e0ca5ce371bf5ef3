"""`manage.py reanchor`: one answer a line, and a bad line is named while the rest is done."""

import io
import json

import pytest
from django.core.management import CommandError, call_command

OLD = "The ferry may sail at nine. Nobody paid. 😀\n\nAll ships must wait at the pier until dawn.\n"
NEW = "News first. 😀\n\nAll ships must wait at the pier until dawn.\n\nThe ferry may sail at ten. Nobody paid.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    def run(lines, old=OLD, new=NEW):
        (tmp_path / "old.txt").write_bytes(old.encode())
        (tmp_path / "new.txt").write_bytes(new.encode())
        monkeypatch.setattr(
            "sys.stdin", io.TextIOWrapper(io.BytesIO(lines if isinstance(lines, bytes) else lines.encode()))
        )
        out, err, failure = io.StringIO(), io.StringIO(), ""
        try:
            call_command(
                "reanchor", str(tmp_path / "old.txt"), str(tmp_path / "new.txt"), stdout=out, stderr=err, no_color=True
            )
        except CommandError as error:
            failure = str(error)
        return [json.loads(line) for line in out.getvalue().splitlines()], err.getvalue().splitlines(), failure

    return run


def test_each_line_gets_an_answer_with_positions_in_code_points(run):
    quotes = [
        {"exact": "The ferry may sail at nine.", "prefix": "", "suffix": " Nobody", "start": 0},
        {"exact": "All ships must wait", "start": OLD.index("All ships")},
        {"exact": "nothing of the sort was written"},
    ]
    answers, troubles, failure = run("\n".join(map(json.dumps, quotes)))
    assert [answer["outcome"] for answer in answers] == ["sure", "sure", "orphaned"]
    assert NEW[answers[0]["start"] : answers[0]["end"]] == "The ferry may sail at ten."
    assert (answers[1]["start"], answers[1]["score"]) == (NEW.index("All ships"), 1.0)
    assert (answers[2]["start"], answers[2]["end"]) == (None, None)
    assert (troubles, failure) == ([], "")


def test_bad_lines_are_named_by_number_and_the_rest_is_done(run):
    lines = b'{"exact": 3}\n\nno json\n{"exact": "Nobody paid."}\n[1]\n\xff\n{"exact": "x", "start": true}\n{"exact": "x", "prefix": 1}\n'
    answers, troubles, failure = run(lines + b"[" * 100_000)
    assert [answer["outcome"] for answer in answers] == ["sure"]
    assert [line.split(":")[0] for line in troubles] == [f"line {number}" for number in (1, 3, 5, 6, 7, 8, 9)]
    assert failure == "7 lines could not be read, for the reasons above."


def test_a_quote_in_several_places_is_at_most_a_question(run):
    old = "Ships wait here today. Some talk went on. Ships wait here today."
    answers, _, _ = run('{"exact": "Ships wait here today."}', old=old, new=old)
    assert answers[0]["outcome"] == "ask"


def test_an_empty_new_text_orphans_everything(run):
    answers, _, failure = run('{"exact": "Nobody paid."}', new="")
    assert (answers[0]["outcome"], failure) == ("orphaned", "")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"absent\.txt: no such file"):
        call_command("reanchor", str(tmp_path / "absent.txt"), str(tmp_path / "absent.txt"))
