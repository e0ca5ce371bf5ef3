"""Which claims of a workspace say nearly what a file says."""

from arguments.domain.importing.wordings import differ_by_negation, find_near

KNOWN = {1: "The harbour wall will hold for ten years.", 2: "Buses are slower than ferries in winter."}


def test_the_nearest_claim_is_found_whatever_the_order_of_words():
    near = find_near(["In winter, buses are slower than ferries."], KNOWN)

    assert near["In winter, buses are slower than ferries."].number == 2


def test_another_claim_of_the_same_topic_is_not_near():
    assert find_near(["Ferries are loved by children of the city."], KNOWN) == {}


def test_a_negation_is_told_apart_from_a_wording():
    found = find_near(["The harbour wall will not hold for ten years."], KNOWN)

    assert found["The harbour wall will not hold for ten years."].differs_by_negation
    assert not differ_by_negation("It does not hold.", "It doesn’t hold.")


def test_an_empty_workspace_has_nothing_near():
    assert find_near(["Anything."], {}) == {}
