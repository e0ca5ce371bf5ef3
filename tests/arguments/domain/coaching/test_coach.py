"""The other hints of the coach, and all of them together on graphs of every shape."""

from hypothesis import given, settings

from arguments.domain.coaching.circles import find_circles, strong_components
from arguments.domain.coaching.coach import coach
from arguments.domain.coaching.evidence import IdleClaim, find_idle_evidence, find_refuted_premises, find_unproven
from arguments.domain.coaching.hints import Weight
from arguments.domain.coaching.own_stances import find_own_contradictions
from arguments.domain.coaching.reading import Reading
from arguments.domain.coaching.repeated_conclusions import find_repeated_conclusions
from arguments.domain.coaching.undercut_supports import find_undercut_supports
from arguments.domain.graph import ArgumentGraph
from tests.arguments.domain.coaching.graphs import argument, claim, graph
from tests.arguments.graph_strategies import argument_graphs
from tests.arguments.graphs import city_graph

CLAIMS = [claim(number, f"Town {number} floods.") for number in range(1, 6)]


def found(find, built):
    return list(find(Reading(built)))


class TestCircles:
    def test_a_circle_is_told_by_its_way_round(self):
        (hint,) = found(find_circles, graph(CLAIMS, ["a: 2 + 1", "b: 3 + 2", "c: 1 + 3", "d: 4 + 3"]))

        assert hint.said == "C-1 supports itself: C-1 rests on C-2 rests on C-3 rests on C-1."
        assert hint.argument_ids == ("a", "b", "c")

    def test_a_claim_that_is_its_own_premise_is_a_circle(self):
        (hint,) = found(find_circles, graph(CLAIMS, ["a: 1 2 + 1"]))

        assert hint.claim_ids == ("1",)

    def test_objections_close_no_circle(self):
        assert found(find_circles, graph(CLAIMS, ["a: 2 + 1", "b: 1 - 2"])) == []

    def test_a_long_chain_needs_no_recursion(self):
        chain = {str(number): {str((number + 1) % 30_000): ""} for number in range(30_000)}

        assert len(strong_components(chain)) == 1


class TestRepeating:
    def test_a_reason_in_the_words_of_its_conclusion_is_told(self):
        claims = [claim(1, "The policy is sustainable."), claim(2, "It is a policy that can be sustained.")]

        (hint,) = found(find_repeated_conclusions, graph(claims, ["a: 2 + 1"]))

        assert hint.said == "C-2 says C-1 in other words."

    def test_its_negation_is_no_repetition(self):
        claims = [claim(1, "The policy is sustainable."), claim(2, "The policy is not sustainable.")]

        assert found(find_repeated_conclusions, graph(claims, ["a: 2 + 1"])) == []

    def test_a_term_more_is_a_reason(self):
        claims = [claim(1, "The policy is sustainable."), claim(2, "The policy was sustained through two wars.")]

        assert found(find_repeated_conclusions, graph(claims, ["a: 2 + 1"])) == []


class TestOwnStances:
    def test_a_premise_that_its_author_denies_is_told(self):
        claims = [claim(1, "It pays."), claim(2, "It works.", "vogt denies, okafor affirms")]
        drawn = [argument("a: 2 + 1", author="Vogt", author_id="vogt")]

        (hint,) = found(find_own_contradictions, graph(claims, drawn))

        assert hint.said == "Vogt denies C-2, a premise of an argument of their own."

    def test_the_team_contradicts_nobody(self):
        claims = [claim(1, "It pays."), claim(2, "It works.", "vogt denies")]

        assert found(find_own_contradictions, graph(claims, ["a: 2 + 1"])) == []

    def test_an_objection_to_what_one_affirms_is_told(self):
        claims = [claim(1, "It pays.", "vogt affirms"), claim(2, "It works.")]
        drawn = [argument("a: 2 - 1", author="Vogt", author_id="vogt")]

        (hint,) = found(find_own_contradictions, graph(claims, drawn))

        assert hint.said == "Vogt affirms C-1, which is opposed by an argument of their own."


class TestEvidence:
    def test_a_stated_premise_without_evidence_or_stance_is_likely_missing_it(self):
        bare = [claim(1, "It pays."), claim(2, "It works.", passages=(0, 0)), claim(3, "It lasts.", passages=(0, 0))]

        hints = found(find_unproven, graph(bare, ["a: 2 3! + 1"]))

        assert [(hint.claim_ids, hint.weight) for hint in hints] == [
            (("2",), Weight.LIKELY),
            (("3",), Weight.POSSIBLE),
        ]

    def test_a_stance_is_somebodys_word_for_it(self):
        bare = [claim(1, "It pays."), claim(2, "It works.", "vogt affirms", passages=(0, 0))]

        assert found(find_unproven, graph(bare, ["a: 2 + 1"])) == []

    def test_a_premise_whose_passages_are_all_against_it_is_told(self):
        claims = [claim(1, "It pays."), claim(2, "It works.", passages=(0, 2)), claim(3, "It lasts.", passages=(1, 2))]

        (hint,) = found(find_refuted_premises, graph(claims, ["a: 2 3 + 1"]))

        assert hint.said == "C-2 is a premise, and all 2 passages are against it."

    def test_evidence_outside_the_map_is_told_as_possible(self):
        (hint,) = find_idle_evidence([IdleClaim("9", 9, "It rains.", 1)])

        assert (hint.said, hint.weight) == ("C-9 has 1 passage and bears on nothing in this map.", Weight.POSSIBLE)


class TestUndercuts:
    def test_a_claim_on_undercut_reasons_only_is_told(self):
        claims = [claim(1, "It pays.", passages=(0, 0)), *CLAIMS[1:]]

        (hint,) = found(find_undercut_supports, graph(claims, ["a: 2 + 1", "b: 3 x a"]))

        assert hint.said == "Its one reason is undercut, and no passage supports C-1."

    def test_an_undercut_that_is_undercut_leaves_the_reason(self):
        claims = [claim(1, "It pays.", passages=(0, 0)), *CLAIMS[1:]]

        assert found(find_undercut_supports, graph(claims, ["a: 2 + 1", "b: 3 x a", "c: 4 x b"])) == []

    def test_a_passage_holds_the_claim_up(self):
        assert found(find_undercut_supports, graph(CLAIMS, ["a: 2 + 1", "b: 3 x a"])) == []


class TestAll:
    def test_an_empty_map_has_no_hint(self):
        assert coach(ArgumentGraph()) == ()

    def test_likely_hints_come_first_and_no_two_are_the_same(self):
        hints = coach(city_graph())

        weights = [hint.weight for hint in hints]
        assert weights == sorted(weights, key=[Weight.LIKELY, Weight.POSSIBLE].index)
        assert len({hint.fingerprint for hint in hints}) == len(hints)

    @given(argument_graphs())
    @settings(max_examples=40, deadline=None)
    def test_graphs_of_every_shape_are_read_without_an_error_and_always_alike(self, built):
        hints = coach(built)

        assert hints == coach(built)
        assert all(one in built.claim_by_id for hint in hints for one in hint.claim_ids)
        assert all(one in built.argument_by_id for hint in hints for one in hint.argument_ids)
