"""The tags of badges and icons: the same as including their fragments, without loading anything."""

from pathlib import Path

import pytest
from django.conf import settings as configured
from django.template import engines

from claims.enums import Bearing, ClaimStatus, EvidenceState, Position
from sources.enums import SourceNature

BADGES = [
    *(("position", value) for value in [*Position, "silent"]),
    *(("bearing", value) for value in Bearing),
    *(("claim_status", value) for value in ClaimStatus),
    *(("evidence_state", value) for value in EvidenceState),
    *(("nature", value) for value in SourceNature),
]


def render(text, value):
    return engines["django"].from_string(text).render({"value": value}).strip()


@pytest.mark.parametrize(("name", "value"), BADGES)
@pytest.mark.parametrize("debug", [True, False])
def test_a_badge_is_what_including_its_fragment_gives(settings, name, value, debug):
    settings.DEBUG = debug
    included = render(f'{{% include "badges/_{name}.html" with {name.split("_")[-1]}=value %}}', value)
    for _ in range(2):
        assert render(f'{{% badge "{name}" value %}}', value) == included


def test_an_unknown_word_shows_nothing_of_itself():
    assert "<script>" not in render('{% badge "position" value %}', "<script>")


@pytest.mark.parametrize("debug", [True, False])
@pytest.mark.parametrize("name", ["plus", "supports", "chevron-right"])
def test_an_icon_is_what_including_its_fragment_gives(settings, name, debug):
    settings.DEBUG = debug
    included = render(f'{{% include "icons/_{name}.html" %}}', None)

    assert included.startswith("<svg")
    for _ in range(2):
        assert render(f'{{% icon "{name}" %}}', None) == included


def test_no_template_includes_an_icon_the_slow_way():
    templates = (Path(configured.BASE_DIR) / "templates").rglob("*.html")

    assert [path.name for path in templates if 'include "icons/' in path.read_text()] == []
