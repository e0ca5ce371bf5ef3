"""Releases from the terminal: made, written out so that anybody can check them, verified, compared."""

import hashlib
import subprocess

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim
from releases import storing
from releases.building import build_release
from releases.models import Release
from tests.factories.releasing import filled_claim_set

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set():
    return filled_claim_set(claims=2, slug="locks", title="Locks")


def test_files_of_a_release_verify_with_sha256sum_alone(claim_set, tmp_path, capsys):
    call_command("release_claim_set", "locks", notes="First.", to=tmp_path / "out")

    release = Release.objects.get()
    assert release.notes == "First."
    assert "Made release 1 of “Locks” (" in capsys.readouterr().out
    checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "out", check=False)
    assert checked.returncode == 0
    assert hashlib.sha256((tmp_path / "out" / "SHA256SUMS").read_bytes()).hexdigest() == release.root_hash


def test_a_release_of_nothing_new_and_of_nothing_at_all_is_refused(claim_set):
    call_command("release_claim_set", "locks")

    with pytest.raises(CommandError, match="Nothing changed since release 1"):
        call_command("release_claim_set", "locks")
    with pytest.raises(CommandError, match="no claim set at the address"):
        call_command("release_claim_set", "weirs")


def test_a_release_that_is_whole_verifies_and_one_that_is_damaged_or_lost_does_not(
    claim_set, settings, tmp_path, capsys
):
    settings.PARALLAX_RELEASES = tmp_path
    release = build_release(claim_set=claim_set, by=None)

    call_command("verify_release", "locks", 1)
    assert release.root_hash in capsys.readouterr().out

    damaged = storing.stored_path(release.files.get(name="claims.ndjson").sha256)
    damaged.chmod(0o644)
    damaged.write_bytes(damaged.read_bytes().replace(b"Harbour 1", b"Harbour 9"))
    storing.stored_path(release.files.get(name="authors.ndjson").sha256).unlink()
    with pytest.raises(CommandError) as caught:
        call_command("verify_release", "locks", 1)
    assert "authors.ndjson is missing" in str(caught.value)
    assert "claims.ndjson is not what was released" in str(caught.value)


def test_two_releases_are_compared_claim_by_claim(claim_set, capsys):
    build_release(claim_set=claim_set, by=None)
    Claim.objects.filter(number=1).update(text="Worded anew.")
    Claim.objects.get(number=2).evidence.all().delete()
    build_release(claim_set=claim_set, by=None)

    call_command("diff_releases", "locks", 1, 2)

    said = capsys.readouterr().out
    assert "~ C-1 Worded anew.\n    text: Harbour 1 \\ silts “up”. → Worded anew.\n" in said
    assert "~ C-2" in said
    assert said.endswith("reworded 1, evidence removed 1\n")
