from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.reasons import Place, ReasonKind, Worded, reasons_for
from agreement.domain.likeness.terms import terms_of
from agreement.domain.names.aliases import default_aliases, fold_table

FOLDING = fold_table(default_aliases())


def worded(text):
    return Worded(text, terms_of(text, FOLDING))


def reasons(claim, statement):
    return reasons_for(worded(claim), worded(statement), lambda key: float(len(key)), FOLDING)


def kinds(claim, statement):
    return [reason.kind for reason in reasons(claim, statement)]


def test_shared_words_point_at_both_texts_the_rarest_first():
    found = reasons("Harbour dues rose.", "Since then the dues of our harbour's quays fell.")
    assert [reason.kind for reason in found] == [ReasonKind.SHARED_TERM, ReasonKind.SHARED_TERM]
    assert found[0].claim == Place("Harbour", 0, 7)
    assert found[0].statement == Place("harbour", 27, 34)
    assert found[0].rarity > found[1].rarity


def test_an_alias_is_a_name_in_common():
    (found,) = reasons("Canada hesitates.", "Nobody asked Ottawa.")[:1]
    assert found.kind is ReasonKind.SHARED_NAME
    assert (found.claim.text, found.statement.text) == ("Canada", "Ottawa")


def test_figures_match_or_differ():
    assert ReasonKind.SAME_NUMBER in kinds("Dues rose in 2019.", "In 2019 the dues rose.")
    assert ReasonKind.OTHER_NUMBER in kinds("Dues rose in 2019.", "In 2021 the dues rose.")
    assert ReasonKind.OTHER_NUMBER not in kinds("Dues rose in 2019.", "Last year the dues rose.")


def test_a_negation_counts_on_one_side_only():
    assert ReasonKind.NEGATION in kinds("Dues rise.", "Dues do not rise.")
    assert ReasonKind.NEGATION not in kinds("Dues never rise.", "Dues do not rise.")


def test_a_vague_start_refers_back():
    (found,) = [each for each in reasons("Dues rise.", "They pay dues.") if each.kind is ReasonKind.REFERS_BACK]
    assert (found.claim, found.statement.text) == (None, "They")


def test_without_a_shared_word_the_reason_is_meaning():
    assert kinds("Dues rise.", "Fees climb.") == [ReasonKind.MEANING]


@given(st.text(max_size=80), st.text(max_size=80))
def test_every_reason_is_an_exact_slice(claim, statement):
    for reason in reasons(claim, statement):
        for text, place in ((claim, reason.claim), (statement, reason.statement)):
            assert place is None or text[place.start : place.end] == place.text
