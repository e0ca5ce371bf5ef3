"""Which claims are cruxes."""

import pytest

from agreement.domain.comparing.cruxes import Weighed, find_cruxes


def test_what_more_hangs_on_and_is_contested_more_comes_first():
    claims = [
        Weighed("quays", 1.0, {"port": 1}, 1),
        Weighed("tides", 1.0, {"quays": 1, "port": 2}, 2),
        Weighed("silt", 0.2, {"quays": 1, "port": 2}, 2),
        Weighed("port", 1.0, {}, 0),
        Weighed("gulls", 0.0, {"port": 1}, 1),
        Weighed("rain", None, {"port": 1}, 1),
    ]
    found = find_cruxes(claims)
    assert [crux.claim for crux in found] == ["tides", "quays", "silt"]
    assert found[0].score == pytest.approx(1 * (1 + 0.5))
    assert (found[0].resting, found[0].parted) == (("quays", "port"), ("quays", "port"))


def test_a_claim_that_is_not_contested_counts_half_of_one_that_is():
    (crux,) = find_cruxes([Weighed("quays", 0.5, {"port": 1, "silt": 1}, 1), Weighed("port", 1.0, {}, 0)])
    assert crux.score == pytest.approx(0.5 * (1 + 0.5))
    assert crux.parted == ("port",)


def test_a_handful_is_enough():
    claims = [Weighed(str(number), 1.0, {"port": 1}, 1) for number in range(9)]
    assert [crux.claim for crux in find_cruxes(claims)] == ["0", "1", "2", "3", "4"]
