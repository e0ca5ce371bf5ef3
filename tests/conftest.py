"""Fixtures that tests of every app share."""

from pathlib import Path

import pytest
from django.test import override_settings

SHARED = Path(__file__).resolve().parents[2] / "shared"


@pytest.fixture(scope="session")
def corpus_path() -> Path:
    """The folder with the two real documents, which the repository may not hold."""
    path = SHARED / "corpus"
    if not (path / "sources.json").exists():
        pytest.skip("the two real documents are copyrighted and lie outside the repository; they are not here")
    return path


@pytest.fixture(scope="session", autouse=True)
def _store_of_releases(tmp_path_factory):
    """Files of releases that tests make lie where the run leaves nothing behind."""
    with override_settings(PARALLAX_RELEASES=tmp_path_factory.mktemp("releases")):
        yield
