"""Fixtures that tests of every app share."""

from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus_path() -> Path:
    """The folder with the two real documents, which the repository may not hold."""
    path = SHARED / "corpus"
    if not (path / "sources.json").exists():
        pytest.skip("the two real documents are copyrighted and lie outside the repository; they are not here")
    return path
