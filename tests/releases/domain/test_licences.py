"""Licences: those of the list, and a team's own under a name that says so."""

import pytest

from releases.domain.licences import LICENCES, is_licence, licence_address, licence_name


@pytest.mark.parametrize("identifier", [*LICENCES, "LicenseRef-members-only", "LicenseRef-v1.2"])
def test_known_and_own_licences_are_taken(identifier):
    assert is_licence(identifier)
    assert licence_name(identifier)


@pytest.mark.parametrize("identifier", ["", "cc-by-4.0", "CC-BY", "LicenseRef-", "LicenseRef-a b", "LicenseRef-a\n"])
def test_what_is_no_licence_is_refused(identifier):
    assert not is_licence(identifier)


def test_an_own_licence_stands_in_no_list():
    assert licence_address("CC0-1.0") == "https://spdx.org/licenses/CC0-1.0.html"
    assert licence_address("LicenseRef-x") is None
