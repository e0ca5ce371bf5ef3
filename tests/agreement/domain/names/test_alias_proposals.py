import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.terms import words_of
from agreement.domain.names.alias_proposals import AliasProposal, propose_aliases
from agreement.domain.names.aliases import default_aliases


def test_a_long_form_with_its_initials_is_proposed():
    texts = ["The Atlantic Fish Council (AFC) met.", "A non-governmental organisation (NGO) objected."]
    assert propose_aliases(texts) == (
        AliasProposal("Atlantic Fish Council", "AFC", 1, "initials"),
        AliasProposal("non-governmental organisation", "NGO", 1, "initials"),
    )


def test_a_short_form_beside_a_name_is_proposed_as_such():
    assert propose_aliases(["When Freedonia (SKJ) paid, it paid late."]) == (
        AliasProposal("Freedonia", "SKJ", 1, "parenthesis"),
    )


def test_citations_and_known_names_are_not_proposed():
    assert propose_aliases(["Dues fell (Marsh 2011), and (ibid) so did Canada (CANADA)."], default_aliases()) == ()


def test_a_government_named_after_its_head_is_proposed():
    texts = [
        "Canadian Prime Minister Ada Marsh spoke.",
        "The Marsh government waited. The Marsh government paid.",
    ]
    assert propose_aliases(texts, default_aliases()) == (AliasProposal("Canada", "Marsh government", 2, "leader"),)


@pytest.mark.parametrize(
    "named",
    [
        "Canadian leader Ada Marsh spoke.",
        "Ada Marsh, the Canadian leader, spoke.",
        "Ada Marsh, president of Canada, spoke.",
    ],
)
def test_a_head_of_state_is_known_by_whatever_order_the_text_has(named):
    texts = [named, "The Ada Marsh administration waited.", "Few trust the Ada Marsh administration."]
    found = propose_aliases(texts, default_aliases())
    assert found == (AliasProposal("Canada", "Ada Marsh administration", 2, "leader"),)


def test_a_government_by_its_full_name_proposes_no_tail_of_it():
    texts = ["Canadian leader Ada Marsh spoke. The Ada Marsh regime and the Ada Marsh regime."]
    assert [found.form for found in propose_aliases(texts, default_aliases())] == ["Ada Marsh regime"]


@pytest.mark.parametrize(
    "text",
    [
        "Strelsau, the capital of Ruritania, slept.",
        "In Ruritania's capital, Strelsau, all slept.",
        "They met in the capital of Ruritania, Strelsau.",
        "Strelsau is the capital of Ruritania.",
    ],
)
def test_a_city_called_a_capital_is_proposed_for_its_state(text):
    assert AliasProposal("Ruritania", "Strelsau", 1, "capital") in propose_aliases([text])


def test_an_adjective_is_proposed_for_its_place_once_both_are_used_twice():
    texts = [
        "Ships left Ruritania, and Ruritanian coal with them.",
        "Nobody in Ruritania knew what Ruritanian coal costs.",
    ]
    assert propose_aliases(texts) == (AliasProposal("Ruritania", "Ruritanian", 2, "demonym"),)
    assert propose_aliases(texts[:1]) == ()


def test_a_name_with_and_without_accents_is_proposed():
    texts = ["So said Kovač, and Kovac.", "Then Kovač spoke, and Kovac, and Kovač."]
    assert propose_aliases(texts) == (AliasProposal("Kovač", "Kovac", 2, "spelling"),)


def test_only_what_both_forms_stand_beside_is_sure():
    sure = {"initials", "parenthesis", "leader"}
    for reason in (*sure, "capital", "demonym", "spelling"):
        assert AliasProposal("a", "b", 1, reason).is_sure == (reason in sure)


@given(st.lists(st.text(alphabet="ABCabc (),.'’é-", max_size=60), max_size=5))
def test_every_proposal_has_two_names_and_nothing_that_is_known(texts):
    for found in propose_aliases(texts, default_aliases()):
        assert words_of(found.form)
        assert found.name.casefold() != found.form.casefold()
        assert found.count >= 1
