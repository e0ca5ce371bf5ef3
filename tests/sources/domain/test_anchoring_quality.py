"""Floors under the quality of re-anchoring on seeded edits; the figures are in docs/algorithms/anchoring.md."""

import pytest

from benchmarks.anchoring import asked_share, measure_edits, measure_twins


@pytest.mark.parametrize(("share", "recall"), [(0.05, 0.98), (0.2, 0.97), (0.4, 0.94)])
def test_changed_passages_are_found_and_nothing_is_attached_wrongly(share, recall):
    counts, _ = measure_edits(share, 2, baseline=False)
    assert counts["changed"] > 300
    assert counts["gone"] > 10
    assert counts["changed right"] >= recall * counts["changed"]
    assert counts["changed wrong"] <= 0.004 * counts["changed"]
    assert counts["gone wrong"] <= 0.005 * counts["gone"]
    assert counts["same right"] == counts["same"]
    assert asked_share(counts) < 0.06


@pytest.mark.parametrize("share", [0.0, 0.2])
def test_no_deleted_sentence_is_attached_to_its_twin(share):
    counts, _ = measure_twins(share, 3, baseline=False)
    assert counts["sure"] == 0
    assert counts["orphaned"] >= 0.95 * counts.total()


def test_a_rule_without_the_old_text_attaches_twins():
    _, counts = measure_twins(0.0, 1, baseline=True)
    assert counts["sure"] > 0
