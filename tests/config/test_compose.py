"""No engine runs the containers here: their description is read, and what it starts is checked against the code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.support.throwaway_postgres import PROJECT

DOCKER = PROJECT / "docker"
ENTRYPOINT = DOCKER / "entrypoint.sh"
OURS = ("web", "worker", "beat", "migrate")


@pytest.fixture(scope="module")
def compose() -> dict:
    return yaml.safe_load((DOCKER / "compose.yml").read_text())


@pytest.fixture(scope="module")
def services(compose) -> dict:
    return compose["services"]


def roles() -> set[str]:
    """Return the words that the entry point knows."""
    return set(re.findall(r"^    ([a-z]+)\)$", ENTRYPOINT.read_text(), flags=re.MULTILINE))


def test_all_parts_of_the_product_are_described(services):
    assert set(services) == {*OURS, "database", "broker"}


@pytest.mark.parametrize("name", OURS)
def test_our_services_run_a_role_that_the_entry_point_knows(services, name):
    assert services[name]["command"][0] in roles()


@pytest.mark.parametrize("name", OURS)
def test_our_services_share_one_image_built_from_a_file_that_exists(services, name):
    build = services[name]["build"]

    assert services[name]["image"] == services["web"]["image"]
    assert (DOCKER / build["context"] / build["dockerfile"]).resolve() == DOCKER / "Dockerfile"
    engine = re.search(r":-(\w+)\}", build["args"]["ENGINE"])[1]
    assert (PROJECT / "requirements" / f"{engine}.txt").exists()


@pytest.mark.parametrize("name", ["web", "worker", "beat", "database", "broker"])
def test_every_lasting_service_has_a_health_check_and_comes_back(services, name):
    check = services[name]["healthcheck"]

    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert check["retries"] >= 3
    assert services[name]["restart"] == "unless-stopped"


def test_health_checks_name_files_and_roles_that_exist(services):
    assert (PROJECT / services["web"]["healthcheck"]["test"][2]).exists()
    script, role = services["worker"]["healthcheck"]["test"][1].split()[:2]
    assert (PROJECT / script) == ENTRYPOINT
    assert role in roles()
    pid_file = re.search(r"BEAT_PIDFILE:-([^}]+)\}", ENTRYPOINT.read_text())[1]
    assert f"$(cat {pid_file})" in services["beat"]["healthcheck"]["test"][1]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_nothing_of_ours_starts_before_the_database_is_migrated(services, name):
    after = services[name]["depends_on"]

    assert after["migrate"]["condition"] == "service_completed_successfully"
    assert after["database"]["condition"] == "service_healthy"
    assert after["broker"]["condition"] == "service_healthy"
    assert services["migrate"]["depends_on"]["database"]["condition"] == "service_healthy"


@pytest.mark.parametrize("name", OURS)
def test_our_services_have_no_rights_that_they_do_not_need(services, name):
    assert services[name]["read_only"] is True
    assert services[name]["cap_drop"] == ["ALL"]
    assert services[name]["security_opt"] == ["no-new-privileges:true"]


def test_no_secret_stands_in_the_file(compose, services):
    assert set(compose["secrets"]) == {"secret_key", "database_password"}
    for service in services.values():
        for name, value in service.get("environment", {}).items():
            if "SECRET" in name or "PASSWORD" in name:
                assert name.endswith("_FILE")
                assert Path(value).name in service["secrets"]
    ignored = subprocess.run(
        ["git", "check-ignore", "docker/secrets/secret_key"], cwd=PROJECT, capture_output=True, check=False
    )
    assert ignored.returncode in {0, 128}, "the secrets have to be ignored by git"


def test_the_database_has_pgvector_and_the_text_rules_of_the_embedded_one(services):
    assert services["database"]["image"].startswith("pgvector/pgvector:")
    assert services["database"]["image"].endswith("pg18")
    arguments = services["database"]["environment"]["POSTGRES_INITDB_ARGS"].split()
    embedded = (PROJECT / "config" / "local" / "postgres_cluster.py").read_text()
    for argument in ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"):
        assert argument in arguments
        assert f'"{argument}"' in embedded


def test_the_image_runs_as_an_ordinary_user_under_an_init():
    dockerfile = (DOCKER / "Dockerfile").read_text()

    assert re.search(r"^USER (\d+):\d+$", dockerfile, flags=re.MULTILINE)[1] != "0"
    assert 'ENTRYPOINT ["tini", "--", "docker/entrypoint.sh"]' in dockerfile
    assert re.search(r"^HEALTHCHECK ", dockerfile, flags=re.MULTILINE)
    for wanted in re.findall(r"requirements/(\w+)\.txt", dockerfile):
        assert (PROJECT / "requirements" / f"{wanted}.txt").exists()


def run_entrypoint(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", str(ENTRYPOINT), *arguments],
        cwd=PROJECT,
        env={"PATH": "/usr/bin:/bin"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_entry_point_names_what_is_missing():
    done = run_entrypoint("web", SECRET_KEY="x", ALLOWED_HOSTS="x", DATABASE_URL="x")

    assert done.returncode == 64
    assert done.stderr == "entrypoint: CELERY_BROKER_URL is not set\n"


def test_the_entry_point_names_a_secret_that_cannot_be_read():
    done = run_entrypoint("web", SECRET_KEY_FILE="/no/such/file")

    assert done.returncode == 64
    assert "/no/such/file" in done.stderr


def test_the_entry_point_refuses_a_role_that_it_does_not_know():
    everything = dict.fromkeys(("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "CELERY_BROKER_URL"), "x")

    done = run_entrypoint("wbe", **everything)

    assert done.returncode == 64
    assert "'wbe'" in done.stderr
