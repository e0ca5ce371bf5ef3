"""Brings the database up to date in one start of Django: migrations, on the first run the demonstration.

The runner starts it as `python -m config.local.prepare`, only when the stamp says that there is work.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command

DEMO_SLUG = "demo"


def say(line: str) -> None:
    """Print one line of progress at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def prepare() -> None:
    """Migrate, and load the demonstration workspace on the first run.

    A load that was cut short is done again. A demonstration workspace that somebody deleted stays deleted,
    and a database that already has other workspaces gets none.
    """
    say("Migrating the database")
    call_command("migrate", interactive=False, verbosity=0)
    marker = Path(settings.PARALLAX_VAR) / "demo.loaded"
    workspaces = apps.get_model("workspaces", "Workspace").objects.all()
    cut_short = not marker.exists() and workspaces.filter(slug=DEMO_SLUG).exists()
    if cut_short or not workspaces.exists():
        say("Loading the demonstration workspace")
        call_command("load_demo")
    marker.touch()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    django.setup()
    prepare()
