"""The directions of imports, between apps and inside each, as pyproject.toml states them."""

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
# In a process of its own: its console takes the output of ours and does not always give it back.
LINT = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_cache=True))"


def test_imports_keep_the_directions_of_the_layout():
    done = subprocess.run([sys.executable, "-c", LINT], cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
