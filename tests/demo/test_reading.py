"""A data file that does not hold together is refused with the file and the entry named."""

import json
import shutil

import pytest

from demo.reading import DATA_FOLDER, read_demo
from demo.tables import DemoDataError


@pytest.fixture
def folder(tmp_path):
    return shutil.copytree(DATA_FOLDER, tmp_path / "data")


def change(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def refusal(folder):
    with pytest.raises(DemoDataError) as caught:
        read_demo(folder)
    return caught.value


def test_copy_of_the_data_is_read_like_the_data(folder):
    assert read_demo(folder).claims == read_demo().claims


@pytest.mark.parametrize(
    ("slip", "key", "reason"),
    [
        (("claims.toml", 'kind = "predictive"', 'kind = "prophetic"'), "strategy-sustainable", "prophetic"),
        (("claims.toml", 'topic = "strategy"', 'topic = "weather"'), "strategy-sustainable", "weather"),
        (("claims.toml", 'status = "accepted"', 'state = "accepted"'), "strategy-sustainable", "state"),
        (
            ("claims.toml", 'key = "strategy-interim"', 'key = "strategy-sustainable"'),
            "strategy-sustainable",
            "twice",
        ),
        (("claims.toml", "likelihood = 15", "likelihood = 150"), "openings-beyond stances 1", "0 to 100"),
        (("claims.toml", ", score = 0.78", ""), "openings-beyond evidence 5", "score"),
        (
            ("map-strategy.toml", '"minimum-support"', '"maximum-support"'),
            "help-is-cheap-and-enough",
            "maximum-support",
        ),
        (
            ("map-strategy.toml", 'target = "visit-as-a-sign"', 'target = "nowhere"'),
            "signs-explained-by-pressure",
            "nowhere",
        ),
        (("map-strategy.toml", 'lead = "strategy-sustainable"', 'lead = "nothing"'), "map", "nothing"),
        (("workspace.toml", 'role = "viewer"', 'role = "owner"'), "user 1", "owner"),
        (("workspace.toml", 'family = "Lankov"', 'family = "Other"'), "lankov-summary", "author"),
    ],
)
def test_slip_in_a_file_is_named(folder, slip, key, reason):
    file, old, new = slip
    change(folder / file, old, new)

    error = refusal(folder)

    assert error.key == key
    assert reason in error.reason
    assert str(error).split(": ")[0] in {file, "sources.json"}


def test_quote_that_its_summary_lacks_is_refused(folder):
    change(folder / "lankov-summary.md", "without any time limit", "for years to come")

    error = refusal(folder)

    assert (error.file, error.key) == ("claims.toml", "strategy-sustainable evidence 1")
    assert "stands 0 times in lankov-summary.md" in error.reason


def test_quote_that_stands_twice_is_refused(folder):
    path = folder / "lankov-summary.md"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")

    assert "stands 2 times" in refusal(folder).reason


@pytest.mark.parametrize("file", ["workspace.toml", "sources.json", "claims.toml", "map-strategy.toml"])
def test_missing_or_broken_file_is_named(folder, file):
    (folder / file).write_text("{ [[", encoding="utf-8")
    broken = refusal(folder)
    (folder / file).write_bytes(b"\xff\xfe")
    encoded = refusal(folder)
    (folder / file).unlink()
    missing = refusal(folder)

    assert [error.file for error in (broken, encoded, missing)] == [file] * 3
    assert "UTF-8" in encoded.reason
    assert "cannot be read" in missing.reason


def test_source_whose_text_is_missing_is_named(folder):
    items = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    items[0]["file"] = "lost.md"
    (folder / "sources.json").write_text(json.dumps(items), encoding="utf-8")

    assert refusal(folder).file == "lost.md"
