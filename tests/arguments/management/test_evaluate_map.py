import json
import os
import subprocess
import sys

import pytest
from django.core.management import call_command

E_DEMOCRACY = """
arg(a1). arg(a2). arg(p1). arg(p2). arg(p3). arg(c1). arg(c2). arg(c3). arg(c4).
weight(p1,0.7). weight(p3,0.9). weight(c1,0.2). weight(c2,0.2). weight(c3,0.6).
att(c1,a2). att(c2,p2). att(c3,p2). att(c4,p2). support(p1,a1). support(p2,a1). support(p3,a2).
"""


def evaluate(capsys, *arguments):
    """Return the exit code, what was printed, read as JSON if there is any, and the errors."""
    code = 0
    try:
        call_command("evaluate_map", *map(str, arguments))
    except SystemExit as stopped:
        code = stopped.code
    printed = capsys.readouterr()
    return code, json.loads(printed.out) if printed.out else None, printed.err


@pytest.fixture
def cycle(tmp_path):
    """Two that attack each other, and both what comes after."""
    path = tmp_path / "cycle.apx"
    path.write_text("arg(b).arg(a).arg(c).arg(d).att(a,b).att(b,a).att(a,c).att(b,c).att(c,d).", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("semantics", "extensions"),
    [
        ("grounded", [[]]),
        ("complete", [[], ["a", "d"], ["b", "d"]]),
        ("preferred", [["a", "d"], ["b", "d"]]),
        ("stable", [["a", "d"], ["b", "d"]]),
    ],
)
def test_evaluate_map_prints_extensions_as_sorted_lists_of_names(cycle, capsys, semantics, extensions):
    code, told, errors = evaluate(capsys, cycle, "--semantics", semantics)

    assert (code, errors) == (0, "")
    assert told == {
        "semantics": semantics,
        "arguments": 4,
        "attacks": 5,
        "extensions": extensions,
        "complete": True,
        "count": len(extensions),
        "unfinished": [],
    }


def test_evaluate_map_lists_no_more_than_the_limit_and_says_so(cycle, capsys):
    _, told, _ = evaluate(capsys, cycle, "--semantics", "preferred", "--limit", 1)

    assert told["extensions"] in ([["a", "d"]], [["b", "d"]])
    assert (told["complete"], told["count"]) == (False, None)
    assert told["unfinished"] == [
        {
            "arguments": 4,
            "names": ["a", "b", "c", "d"],
            "reason": "there are more than the limit on extensions allows",
        }
    ]


def test_evaluate_map_tells_a_number_of_extensions_that_no_list_could_hold(tmp_path, capsys):
    path = tmp_path / "many.tgf"
    nodes = "".join(f"{number}\n" for number in range(200))
    edges = "".join(f"{number} {number ^ 1}\n" for number in range(200))
    path.write_text(f"{nodes}#\n{edges}", encoding="utf-8")

    _, told, _ = evaluate(capsys, path, "--semantics", "stable", "--limit", 2)

    assert (len(told["extensions"]), told["complete"], told["count"]) == (2, False, "about 10^30")
    assert told["unfinished"] == []


def test_evaluate_map_stops_at_the_time_limit_and_says_so(cycle, capsys):
    _, told, _ = evaluate(capsys, cycle, "--semantics", "stable", "--timeout", 0)

    assert (told["extensions"], told["complete"], told["count"]) == ([], False, None)
    assert told["unfinished"][0]["reason"] == "the time limit was reached"


def test_evaluate_map_prints_the_published_strengths_of_the_e_democracy_debate(tmp_path, capsys):
    (tmp_path / "debate.apx").write_text(E_DEMOCRACY, encoding="utf-8")

    code, told, _ = evaluate(capsys, tmp_path / "debate.apx", "--semantics", "df-quad")

    assert code == 0
    assert (told["semantics"], told["converged"], told["not_converged"]) == ("df-quad", True, [])
    assert {name: round(told["strengths"][name], 3) for name in ("a1", "a2", "p2")} == {
        "a1": 0.862,
        "a2": 0.85,
        "p2": 0.08,
    }


def test_evaluate_map_gives_what_has_no_weight_the_base_score(tmp_path, capsys):
    (tmp_path / "debate.tgf").write_text("1\n2\n#\n1 2\n", encoding="utf-8")

    _, told, _ = evaluate(capsys, tmp_path / "debate.tgf", "--semantics", "df-quad", "--base-score", 0.8)

    assert told["strengths"] == {"1": 0.8, "2": pytest.approx(0.16)}


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_evaluate_map_works_in_a_pipe_without_a_database(encoding):
    done = subprocess.run(
        [sys.executable, "manage.py", "evaluate_map", "-", "--from", "tgf", "--semantics", "grounded"],
        input="漢字\nb\n#\n漢字 b\n".encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PYTHONIOENCODING": encoding},
    )
    assert json.loads(done.stdout)["extensions"] == [["漢字"]]


@pytest.mark.parametrize(
    ("content", "options", "reason"),
    [
        (b"arg(a).", [], "Name a semantics with --semantics. Known are: grounded, "),
        (b"arg(a).", ["--semantics", "best"], "There is no semantics “best”. Known are: grounded, "),
        (b"arg(a).", ["--semantics", "stable", "--from", "pdf"], "There is no format “pdf”. Known are: "),
        (b"arg(a).", ["--semantics", "stable", "--limit", "0"], "--limit takes a number from 1 to "),
        (
            b"arg(a).",
            ["--semantics", "euler", "--base-score", "nan"],
            "--base-score takes a number from 0 to 1, not “nan”.",
        ),
        (b"arg(a).\n\n\xff", ["--semantics", "stable"], "line 3: The file is not written in UTF-8"),
    ],
)
def test_evaluate_map_refuses_in_one_line_what_it_cannot_do(tmp_path, capsys, content, options, reason):
    (tmp_path / "in.apx").write_bytes(content)

    code, told, errors = evaluate(capsys, tmp_path / "in.apx", *options)

    assert (code, told) == (1, None)
    assert errors.startswith(f"Error: {reason}")
    assert errors.count("\n") == 1


def test_evaluate_map_says_which_file_is_missing(tmp_path, capsys):
    code, _, errors = evaluate(capsys, tmp_path / "none.apx", "--semantics", "stable")

    assert (code, errors) == (1, f"Error: {tmp_path / 'none.apx'}: No such file or directory\n")


def test_evaluate_map_tells_what_it_left_out_of_a_file(tmp_path, capsys):
    (tmp_path / "in.tgf").write_text("a\n#\na b\n", encoding="utf-8")

    code, told, errors = evaluate(capsys, tmp_path / "in.tgf", "--semantics", "grounded")

    assert (code, told["extensions"]) == (0, [["a"]])
    assert errors.startswith("Warning: line 3: ")
