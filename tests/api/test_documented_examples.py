"""Every example of docs/api.md is run against a live site: one that went stale is worse than none."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from releases.building import build_release
from tests.api.conftest import client_of
from tests.api.seeding import seed
from tests.factories.releasing import filled_claim_set
from tests.factories.sources import AuthorFactory, make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db(transaction=True)

LOCAL = "http://127.0.0.1:8000"
BLOCK = re.compile(r"^```(bash|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PLACEHOLDER = re.compile(r'"(\w+)": "01a2…"')
WORDS = "Here are the words as they stand there."
# A failing request ends the script; its answer is shown.
STRICT = 'set -eu\ncurl() { command curl --fail-with-body --silent --show-error --max-time 30 "$@"; echo; }\n'


@pytest.fixture
def seeded(db):
    """A workspace `demo` as the examples take it for granted, and somebody who may do all of them."""
    workspace = WorkspaceFactory(slug="demo")
    for slug in ("lankov", "easley"):
        AuthorFactory(workspace=workspace, slug=slug)
    claim_set = filled_claim_set(workspace=WorkspaceFactory(), slug="north-korea", audience="public")
    build_release(claim_set=claim_set, by=None)
    return seed(workspace)


@pytest.fixture
def values(seeded):
    """What stands for the shortened identifiers: by the name of the field."""
    source = make_source(seeded.workspace, WORDS, key="words", title="Words")
    fields = {name: str(getattr(seeded, name).pk) for name in ("passage", "author", "evidence")}
    return fields | {"source": str(source.pk), "claim": str(seeded.suggestion.claim_id)}


def examples(project_path, name):
    text = (project_path / "docs" / name).read_text(encoding="utf-8")
    return [(language, block) for language, block in BLOCK.findall(text) if "create_token" not in block]


def runnable(block, values, site):
    """Return the example with identifiers that are there, for the site of the test; the token is in the environment."""
    filled = PLACEHOLDER.sub(lambda match: f'"{match[1]}": "{values[match[1]]}"', block)
    script = filled.replace(LOCAL, site).replace("export TOKEN=…\n", "")
    assert "…" not in script
    return script


@pytest.mark.parametrize("name", ["api.md", "examples.md"])
def test_every_example_does_what_it_says(  # noqa: PLR0917 - fixtures
    project_path, live_server, seeded, values, tmp_path, name
):
    if shutil.which("curl") is None:
        pytest.skip("the examples are for curl, which this machine lacks")
    user = MembershipFactory(workspace=seeded.workspace, role="admin").user
    (tmp_path / "report.txt").write_text("A report of some words.", encoding="utf-8")
    client = project_path / "clients" / "python" / "src"
    environment = {**os.environ, "TOKEN": client_of(user).key, "PYTHONPATH": str(client)}
    found = examples(project_path, name)

    for language, block in found:
        script = runnable(block, values, live_server.url)
        command = ["bash", "-c", STRICT + script] if language == "bash" else [sys.executable, "-c", script]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    assert len(found) >= 6
