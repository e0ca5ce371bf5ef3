"""What a newcomer's machine is asked for: pinned packages, one Python, targets that say what they do."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.throwaway_postgres import PROJECT

REQUIREMENTS = PROJECT / "requirements"
DIRECT = sorted(path for path in REQUIREMENTS.glob("*.txt") if path.name != "constraints.txt")
FIND_PYTHON = PROJECT / "config" / "local" / "find_python.sh"


def requirements(path: Path) -> list[str]:
    lines = (line.partition("#")[0].strip() for line in path.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("-")]


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.partition("[")[0]).lower()


def pins(path: Path) -> dict[str, str]:
    return {plain(name): number for name, number in (line.split("==") for line in requirements(path))}


@pytest.mark.parametrize("path", [*DIRECT, REQUIREMENTS / "constraints.txt"], ids=lambda path: path.name)
def test_every_requirement_is_pinned_and_comes_from_wherever_the_machine_installs_from(path):
    text = path.read_text()

    assert all(re.fullmatch(r"[\w.\[\],-]+==[\w.]+", line) for line in requirements(path))
    assert "://" not in text
    assert "--index" not in text
    assert "--extra-index" not in text


@pytest.mark.parametrize("path", DIRECT, ids=lambda path: path.name)
def test_direct_requirements_are_held_to_the_one_resolved_set(path):
    resolved = pins(REQUIREMENTS / "constraints.txt")

    assert "-c constraints.txt" in path.read_text()
    assert pins(path).items() <= resolved.items()


def test_what_is_installed_is_what_is_pinned():
    installed = {name: version(name).partition("+")[0] for path in DIRECT for name in pins(path)}

    assert installed == {name: number for path in DIRECT for name, number in pins(path).items()}


def test_the_light_engine_brings_no_torch():
    light = {*pins(REQUIREMENTS / "light.txt"), *pins(REQUIREMENTS / "local.txt"), *pins(REQUIREMENTS / "base.txt")}

    assert not {"torch", "sentence-transformers", "transformers"} & light


def make(*arguments: str) -> str:
    done = subprocess.run(
        ["make", "--no-print-directory", *arguments], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_help_names_every_target_that_people_call():
    text = make("help")

    for target in ("run", "test", "lint", "fmt", "types", "bench", "help", "clean"):
        assert re.search(rf"^  make {target} +\w", text, flags=re.MULTILINE)
    assert make() == text


def test_the_light_run_uses_an_environment_of_its_own_without_torch():
    recipe = make("--dry-run", "--always-make", "run", "LIGHT=1")

    assert "PARALLAX_EMBEDDING_ENGINE=onnx" in recipe
    assert "requirements/light.txt" in recipe
    assert "sentence_transformers" not in recipe


def fake_python(directory: Path, name: str, release: str) -> None:
    """Put a program there that answers as a Python of this version would."""
    fit = 0 if tuple(map(int, release.split(".")))[:2] >= (3, 11) else 1
    program = directory / name
    program.write_text(f'#!/bin/sh\ncase "$2" in *platform*) echo {release} ;; *) exit {fit} ;; esac\n')
    program.chmod(0o755)


def find_python(path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("sh"), str(FIND_PYTHON)],
        env={"PATH": str(path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_python_that_everything_is_tested_with_is_preferred(tmp_path):
    for name, release in (("python3", "3.13.1"), ("python3.12", "3.12.4"), ("python3.11", "3.11.9")):
        fake_python(tmp_path, name, release)

    assert find_python(tmp_path).stdout == f"{tmp_path / 'python3.11'}\n"


def test_a_newer_python_does_when_there_is_no_other(tmp_path):
    fake_python(tmp_path, "python3", "3.14.0")

    assert find_python(tmp_path).stdout == f"{tmp_path / 'python3'}\n"


def test_a_python_that_is_too_old_is_told_in_one_line(tmp_path):
    fake_python(tmp_path, "python3", "3.9.2")

    done = find_python(tmp_path)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "3.11 or newer" in done.stderr
    assert "python3 is 3.9.2" in done.stderr


def test_a_python_that_is_named_is_the_only_one_tried(tmp_path):
    fake_python(tmp_path, "python3.11", "3.11.9")
    fake_python(tmp_path, "mine", "3.8.0")

    done = find_python(tmp_path, PYTHON="mine")

    assert done.returncode == 1
    assert "mine is 3.8.0" in done.stderr


def test_the_ci_script_may_be_run_and_calls_make_test():
    script = PROJECT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    assert script.read_text().rstrip().endswith("make test")
    subprocess.run(["bash", "-n", str(script)], check=True)
