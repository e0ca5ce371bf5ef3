"""The directions of imports, between apps and inside each, as pyproject.toml states them."""

from pathlib import Path

from importlinter.cli import lint_imports

PROJECT = Path(__file__).resolve().parents[2]


def test_imports_keep_the_directions_of_the_layout(capsys):
    status = lint_imports(config_filename=str(PROJECT / "pyproject.toml"), no_cache=True)

    assert status == 0, capsys.readouterr().out
