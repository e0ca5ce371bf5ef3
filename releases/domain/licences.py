"""Licences of releases, by their SPDX identifiers (SPDX License List 3, Linux Foundation)."""

import re
from collections.abc import Mapping

LICENCES: Mapping[str, str] = {
    "CC0-1.0": "Creative Commons Zero 1.0",
    "CC-BY-4.0": "Creative Commons Attribution 4.0",
    "CC-BY-SA-4.0": "Creative Commons Attribution-ShareAlike 4.0",
    "CC-BY-NC-4.0": "Creative Commons Attribution-NonCommercial 4.0",
    "CC-BY-NC-SA-4.0": "Creative Commons Attribution-NonCommercial-ShareAlike 4.0",
    "CC-BY-ND-4.0": "Creative Commons Attribution-NoDerivatives 4.0",
    "CC-BY-NC-ND-4.0": "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0",
    "ODbL-1.0": "Open Data Commons Open Database License 1.0",
    "ODC-By-1.0": "Open Data Commons Attribution License 1.0",
    "PDDL-1.0": "Open Data Commons Public Domain Dedication and License 1.0",
    "etalab-2.0": "Licence Ouverte 2.0",
    "OGL-UK-3.0": "Open Government Licence 3.0",
}
"""Those made for data and texts, with their names."""

OWN = re.compile(r"LicenseRef-[A-Za-z0-9.-]+")
"""A licence that the list does not have, such as `LicenseRef-members-only`."""


def is_licence(identifier: str) -> bool:
    """Whether it is an identifier of the list above or one of the team's own."""
    return identifier in LICENCES or OWN.fullmatch(identifier) is not None


def licence_name(identifier: str) -> str:
    """Return the licence's name; of the team's own, the part after `LicenseRef-`."""
    return LICENCES.get(identifier, identifier.removeprefix("LicenseRef-"))


def licence_address(identifier: str) -> str | None:
    """Return where the licence stands in the SPDX list; None for the team's own."""
    return f"https://spdx.org/licenses/{identifier}.html" if identifier in LICENCES else None
