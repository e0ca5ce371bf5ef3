"""The five lines of the README, in a virtual environment that has nothing but the client, against a live site."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from releases.enums import Audience
from tests.factories.claims import EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetEntryFactory, ClaimSetFactory

pytestmark = [pytest.mark.processes, pytest.mark.django_db(transaction=True)]

CLIENT = Path(__file__).resolve().parents[2] / "clients" / "python"
LOCAL = "http://127.0.0.1:8000"


@pytest.fixture
def claim_set(db):
    """A public claim set at the address of the demonstration's."""
    claim_set = ClaimSetFactory(slug="north-korea", audience=Audience.PUBLIC)
    for entry in (ClaimSetEntryFactory(claim_set=claim_set) for _ in range(3)):
        evidence = EvidenceFactory(claim=entry.claim)
        StanceFactory(claim=entry.claim, author=evidence.speaker)
    return claim_set


def test_five_lines_pull_a_claim_set_into_data_frames(claim_set, live_server, tmp_path):
    source, home = tmp_path / "client", tmp_path / "home"
    # Built from a copy, so that the build leaves nothing behind in the tree.
    shutil.copytree(CLIENT, source, ignore=shutil.ignore_patterns("build", "*.egg-info", "__pycache__"))
    [lines] = re.findall(
        r"^```python\n(.*?)^```$", (CLIENT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    script = lines.replace(LOCAL, live_server.url)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PARALLAX"))}

    subprocess.run([sys.executable, "-m", "venv", home], check=True)
    install = [
        home / "bin" / "pip",
        "install",
        "--quiet",
        "--no-compile",
        "--disable-pip-version-check",
        f"{source}[pandas]",
    ]
    subprocess.run(install, check=True, env=environment)
    done = subprocess.run(
        [home / "bin" / "python", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env=environment,
        cwd=tmp_path,
    )

    assert len([line for line in script.splitlines() if line.strip()]) <= 5
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 1 + 3
