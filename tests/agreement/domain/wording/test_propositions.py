import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.wording.candidates import Statement
from agreement.domain.wording.clauses import ClauseKind
from agreement.domain.wording.editors import editor_of
from agreement.domain.wording.languages import guess_language
from agreement.domain.wording.propositions import Context, as_claim, find_propositions

BEFORE = Context(before=("Norway and Denmark own the port.",))


def propositions(text, context=BEFORE, **options):
    return find_propositions(Statement(1, "ana", text), context, **options)


def test_each_clause_is_a_proposition_with_its_own_score():
    high, low = propositions("The port is unlikely to survive, but its owners met in May 2019.")
    assert (high.kind, low.kind) == (ClauseKind.MAIN, ClauseKind.CONTRAST)
    assert high.score > 0.5 > low.score


def test_cues_stand_where_the_sentence_has_them():
    text = "🚢 Trade fell, and the port 𝒳 might hardly pay."
    last = propositions(text)[-1]
    assert [text[cue.start : cue.end] for cue in last.cues] == ["might", "hardly"]


def test_what_leans_back_is_flagged_and_worded_out_when_clear():
    (both,) = propositions("Both lenders are willing to wait.")
    assert (both.vague, both.wording) == (True, "Norway and Denmark are willing to wait.")
    assert all(feature.name != "vague_start" for feature in both.features)


def test_what_stays_unclear_keeps_its_words_and_loses_score():
    (doing,) = propositions("Doing so would be costly.")
    assert (doing.vague, doing.wording, len(doing.referents)) == (True, "", 1)
    assert "vague_start" in {feature.name for feature in doing.features}


def test_a_later_clause_refers_into_the_earlier_one():
    text = "The new dues are risky since they are likely to drive ships away."
    _risky, why = propositions(text)
    (span,) = why.referents[0].spans
    assert (why.wording, text[span.start : span.end]) == (
        "The new dues are likely to drive ships away.",
        "The new dues",
    )
    assert span.sentence == len(BEFORE.before)


def test_what_is_reported_refers_to_who_holds_it():
    (content,) = propositions("Sweden announced in May that it will leave the port.")
    assert (content.holder.text, content.wording) == ("Sweden", "Sweden will leave the port.")


def test_a_carried_subject_that_leans_back_is_worded_too():
    sells, buys = propositions("It sells much fish and has bought a new port.", Context(before=("Norway is rich.",)))
    assert (sells.wording, buys.wording) == ("Norway sells much fish.", "Norway has bought a new port.")


def test_another_language_stays_whole_and_unscored():
    text = "Der Hafen ist alt, aber die Schiffe kommen, weil dies billig ist."
    (whole,) = propositions(text, english=False)
    assert (whole.start, whole.end, whole.cues, whole.wording, whole.score) == (0, len(text), (), "", 0.5)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("But the port is old", "The port is old."),
        ("However, the port is old.", "The port is old."),
        ("the port is “old”", "The port is “old”."),
        ("Yet", "Yet."),
        ("  ", ""),
    ],
)
def test_a_claim_begins_with_a_capital_and_without_its_opener(text, claim):
    assert as_claim(text) == claim


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The port of the town is in a state that nobody would have thought of, and it is for sale."),
        ("de", "Der Hafen ist in einem Zustand, den niemand für möglich hielt, und die Stadt will ihn nicht."),
        ("fr", "Le port est dans un état que les gens de la ville ne veulent pas voir, et il est à vendre."),
        ("es", "El puerto de la ciudad está en un estado que los dueños no quieren ver, y se vende por poco."),
        ("ko", "항구는 앞으로 몇 년 동안 적자를 낼 것이다. 화물이 줄고 있기 때문이다."),
        ("zh", "港口在未来几年内很可能继续亏损，因为货运量正在下降。"),
        ("ru", "Порт города в таком состоянии, что никто не хотел бы его купить, и он стоит пустой."),
        ("", "Port."),
        ("", ""),
    ],
)
def test_a_language_is_guessed_by_its_commonest_words(language, text):
    assert guess_language([text]) == language


@pytest.mark.parametrize(
    ("note", "name"),
    [
        ("Editor's note by Ann Example: This text is old.", "Ann Example"),
        ("Editors’ Note Moss shows that the port is dead. — Ann Example, Editor", "Ann Example"),
        ("Moss shows that the port is dead. (Ann Example, managing editor)", "Ann Example"),
        ("Ann Example, editor of Coastal Review, writes: the port is dead.", "Ann Example"),
        ("Editor's Note Ada Moss, Professor at Fjord University, argues that the port is dead.", ""),
        ("Ada Moss thanks the editor.", ""),
        ("", ""),
    ],
)
def test_an_editor_is_who_the_note_calls_so_and_never_whom_it_introduces(note, name):
    assert editor_of(note) == name


@settings(max_examples=150)
@given(st.text(max_size=80), st.lists(st.text(max_size=40), max_size=3), st.booleans())
def test_propositions_are_exact_disjoint_and_never_raise(text, before, english):
    found = propositions(text, Context(tuple(before)), english=english)
    assert found
    reached = 0
    for each in found:
        assert reached <= each.start <= each.end <= len(text)
        reached = each.end
        assert 0 <= each.score <= 1
        assert all(0 <= cue.start < cue.end <= len(text) for cue in each.cues)
        for referent in each.referents:
            for span in referent.spans:
                told = [*before, text][span.sentence]
                assert 0 <= span.start < span.end <= len(told)
