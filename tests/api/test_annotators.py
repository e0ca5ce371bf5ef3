"""Agreement between annotators, as the API gives it."""

import pytest

from claims.services import judge_evidence
from tests.api.conftest import client_of
from tests.factories.judging import COSTS, QUAY, SILTS, make_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk():
    desk = make_desk()
    for quote, answer in ((SILTS, "supports"), (COSTS, "supports"), (QUAY, "none")):
        judge_evidence(evidence=desk.mark(desk.ada, "supports", quote), answer=answer, by=desk.bo)
    return desk


def measure(desk, **more):
    query = "&".join(f"{name}={value}" for name, value in {"workspace": desk.workspace.slug, **more}.items())
    return client_of(desk.viewer).get(f"/api/v1/annotators/?{query}")


def test_figures_say_who_how_far_and_on_how_many_items(desk):
    answer = measure(desk).json()

    bearing = answer["overall"]["facets"][1]
    assert set(answer["overall"]["judges"]) == {str(desk.ada.pk), str(desk.bo.pk)}
    assert (bearing["facet"], bearing["items"], bearing["reading"]) == ("bearing", 3, "few")
    assert bearing["percent"]["value"] == pytest.approx(2 / 3)
    assert bearing["alpha"]["low"] is None
    assert len(answer["pairs"]) == 1


def test_figures_are_narrowed(desk):
    assert measure(desk, source=desk.source.pk, days=7).json()["overall"]["facets"][1]["items"] == 3
    other = make_desk(key="other")
    assert measure(desk, source=other.source.pk).json()["overall"]["judges"] == []


@pytest.mark.parametrize("wrong", [{"source": "x"}, {"days": "0"}, {"days": "7.5"}, {"days": "99999"}, {"day": "7"}])
def test_parameters_that_make_no_sense_are_refused(desk, wrong):
    assert measure(desk, **wrong).status_code == 400
