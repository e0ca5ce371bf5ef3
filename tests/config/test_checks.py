"""What Django itself can tell about the project: missing migrations, unsafe settings of a server."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.core.management import call_command

from tests.support.throwaway_postgres import PROJECT

SERVER = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "parallax.example.org",
    "DATABASE_URL": "postgresql://user:password@database.example.org/parallax",
    "CELERY_BROKER_URL": "redis://broker.example.org",
}


def manage(*arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration(capsys):
    call_command("makemigrations", "--check", "--dry-run")

    assert "No changes detected" in capsys.readouterr().out


def test_the_settings_of_a_server_pass_django_s_deployment_check():
    done = manage("check", "--deploy", "--fail-level", "WARNING", environment=SERVER)

    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


@pytest.mark.parametrize("name", sorted(set(SERVER) - {"DJANGO_SETTINGS_MODULE"}))
def test_a_server_does_not_start_without_its_own_value_of(name):
    environment = {key: value for key, value in SERVER.items() if key != name}

    done = manage("check", environment=environment)

    assert done.returncode != 0
    assert name in done.stderr


def test_the_settings_load_no_model_library():
    code = "import django, sys; django.setup(); print('torch' in sys.modules or 'onnxruntime' in sys.modules)"

    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=PROJECT,
        env={"PATH": os.environ["PATH"]} | SERVER,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout == "False\n"
