"""What the code imports is what the requirements install: a package that only another one brings may go away."""

from __future__ import annotations

import ast
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.config.test_installation import REQUIREMENTS, pins, plain
from tests.support.throwaway_postgres import PROJECT

APPS = (
    "config",
    "common",
    "workspaces",
    "sources",
    "claims",
    "agreement",
    "arguments",
    "exchange",
    "releases",
    "feeds",
    "api",
    "demo",
)
ENGINES = {PROJECT / "agreement" / "engines.py", PROJECT / "agreement" / "entailment.py"}
"""Import their libraries when an engine, or a team's own inference model, is chosen."""


@cache
def distributions() -> Mapping[str, list[str]]:
    """Return the distributions of every installed top-level package; reading them all takes a while."""
    return packages_distributions()


def imported_packages(path: Path) -> set[str]:
    """Return the distributions, by their plain names, of all top-level packages that the file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    modules = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    modules |= {
        node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    owners = distributions()
    tops = {module.partition(".")[0] for module in modules}
    # The client for others lies in clients/ and is tried from there.
    tops -= {*sys.stdlib_module_names, *APPS, "tests", "benchmarks", "parallax_client"}
    return {plain(owners[top][0]) if top in owners else top for top in tops}


def wanted(*paths: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in paths:
        for package in imported_packages(path):
            found.setdefault(package, []).append(str(path.relative_to(PROJECT)))
    return found


@pytest.mark.parametrize("app", APPS)
def test_an_app_imports_only_what_every_server_has(app):
    base = set(pins(REQUIREMENTS / "base.txt"))
    local = set(pins(REQUIREMENTS / "local.txt"))
    files = [path for path in (PROJECT / app).rglob("*.py") if path not in ENGINES]

    missing = {}
    for package, where in wanted(*files).items():
        allowed = base | local if all(file.startswith("config/local/") for file in where) else base
        if package not in allowed:
            missing[package] = where

    assert missing == {}


def test_the_engines_import_only_what_one_of_them_installs():
    installed = {
        name for file in ("base", "sentence_transformers", "light") for name in pins(REQUIREMENTS / f"{file}.txt")
    }

    assert set(wanted(*ENGINES)) <= installed


def test_tests_and_benchmarks_import_only_what_development_installs():
    files = [*(PROJECT / "tests").rglob("*.py"), *(PROJECT / "benchmarks").rglob("*.py")]
    installed = {
        name
        for file in ("base", "local", "development", "sentence_transformers", "light")
        for name in pins(REQUIREMENTS / f"{file}.txt")
    }

    assert {package: where for package, where in wanted(*files).items() if package not in installed} == {}
