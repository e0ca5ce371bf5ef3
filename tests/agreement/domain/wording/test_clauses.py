import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.domain.wording.clauses import ClauseKind, split_clauses


def slices(sentence):
    return [sentence[clause.start : clause.end].rstrip(".") for clause in split_clauses(sentence)]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The dues are high, but ships still come.", ["The dues are high", "ships still come"]),
        ("The dues are high; crews are poor.", ["The dues are high", "crews are poor"]),
        ("Norway pays the port and Denmark runs it.", ["Norway pays the port", "Denmark runs it"]),
        (
            "Norway pays Denmark, Sweden, and Finland, and the port is open.",
            ["Norway pays Denmark, Sweden, and Finland", "the port is open"],
        ),
        ("The port grew a lot, so the town grew too.", ["The port grew a lot", "the town grew too"]),
        ("Because dues are high, ships leave it.", ["dues are high", "ships leave it"]),
        ("All ships leave because dues are high.", ["All ships leave", "dues are high"]),
        ("While the port is open, its dues are due.", ["the port is open", "its dues are due"]),
        (
            "While the port is known for its dues, delays, and fights, Bergen has become a rich town.",
            ["the port is known for its dues, delays, and fights", "Bergen has become a rich town"],
        ),
        (
            "The port is poor, though the new dues might be less harmful than they appear.",
            ["The port is poor", "the new dues might be less harmful than they appear"],
        ),
        (
            "Norway is rich in fish, but in its present state it has few ships.",
            ["Norway is rich in fish", "in its present state it has few ships"],
        ),
        (
            "The idea that the port is dead is wrong, and the mayor knows it.",
            ["The idea that the port is dead is wrong", "the mayor knows it"],
        ),
    ],
)
def test_main_clauses_with_a_subject_each_are_cut_apart(sentence, expected):
    assert slices(sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The mayor, who sold the port, is rich.",
        "If dues fall, ships come and the port lives.",
        "Dues fall if ships leave and the port closes.",
        "Had the port closed, the town would have died and the crews would have left.",
        "Norway and Denmark pay the crews.",
        "The port is old and ugly.",
        "The port may close or the town may buy it.",
        "The harbour of Bergen (which is old, but it is deep) matters.",
        "Ships leave the port because of high dues.",
        "Norway has long argued, and Denmark now agrees, that dues are too high.",
        "Who pays for it, and why do the crews stay?",
        "It is likely that the port will close and that the town will shrink.",
        "Owners like the dues and the fees.",
        "Given the lack of ships both towns are now facing, dues may fall.",
        "The dues feed the port, split the town, and eventually empty the harbour, however long it takes.",
    ],
)
def test_what_would_not_be_said_alone_stays_whole(sentence):
    assert [clause.kind for clause in split_clauses(sentence)] == [ClauseKind.WHOLE]


@pytest.mark.parametrize(
    ("sentence", "last", "worded"),
    [
        ("The port is old and has lost its ferry.", "has lost its ferry.", "The port has lost its ferry."),
        ("Norway lends to the port, and also pays its crews.", "also pays its crews.", "Norway also pays its crews."),
        (
            "Even a rich town in Norway would not pay — and would be unable to keep the port open.",
            "would be unable to keep the port open.",
            "A rich town in Norway would be unable to keep the port open.",
        ),
    ],
)
def test_a_carried_subject_is_worded_and_the_slice_stays_exact(sentence, last, worded):
    clause = split_clauses(sentence)[-1]
    assert (sentence[clause.start : clause.end], clause.wording) == (last, worded)


@pytest.mark.parametrize(
    ("sentence", "holder", "content"),
    [
        ("The owners argue that dues are low.", "The owners", "dues are low"),
        ("The owners said dues were low.", "The owners", "dues were low"),
        ("Ida Holm, mayor of Bergen, argues that the port is rich.", "Ida Holm", "the port is rich"),
        ("According to the mayor, trade fell last year.", "the mayor", "trade fell last year"),
        ("Trade fell last year, according to the mayor.", "the mayor", "Trade fell last year"),
        ("“The port is closed,” says the mayor.", "the mayor", "The port is closed"),
        ("Norway announced in May that it will leave the port.", "Norway", "it will leave the port"),
        ("The mayor told the crews that the port would close.", "The mayor", "the port would close"),
    ],
)
def test_reported_speech_gives_its_content_with_who_holds_it(sentence, holder, content):
    (clause,) = split_clauses(sentence)
    assert (clause.kind, clause.holder.text) == (ClauseKind.CONTENT, holder)
    assert sentence[clause.holder.start : clause.holder.end] == holder
    assert sentence[clause.start : clause.end].rstrip(".") == content


@pytest.mark.parametrize(
    ("sentence", "worded"),
    [
        ("Crews see the port as a burden.", "The port is a burden."),
        ("Crews view such ports as burdens.", "Such ports are burdens."),
        ("Crews see the dues as guaranteeing their wages.", "The dues guarantee their wages."),
        ("The mayor regards the port as threatening the town.", "The port threatens the town."),
    ],
)
def test_what_somebody_sees_as_something_is_worded_out(sentence, worded):
    (clause,) = split_clauses(sentence)
    assert (clause.wording, clause.holder is not None) == (worded, True)


@pytest.mark.parametrize("verb", ["do not believe", "deny", "doubt", "no longer think"])
def test_what_is_not_held_is_never_cut_out_as_held(verb):
    sentence = f"The owners {verb} that dues are low."
    (clause,) = split_clauses(sentence)
    assert (clause.start, clause.end, clause.holder.text) == (0, len(sentence), "The owners")


def test_a_contrast_behind_a_comma_is_the_authors_own_again():
    held, own = split_clauses("The owners argue that dues are low, but nobody believes them.")
    assert (held.holder.text, own.holder) == ("The owners", None)


def test_two_things_reported_have_one_holder():
    clauses = split_clauses("The owners argue that dues are low and that ships will come.")
    assert [clause.holder.text for clause in clauses] == ["The owners", "The owners"]


def test_what_the_author_says_in_the_first_person_is_the_authors():
    (clause,) = split_clauses("We argue that the port needs a subsidy.")
    assert (clause.kind, clause.holder) == (ClauseKind.CONTENT, None)


WORDS = st.sampled_from(
    """
    The the port dues ships Norway owners they it which that who see argue said says are is has have might fall rose , ; .
    — “ ” ( ) and but or so while because since as given if although according to 𝒳 🚢 not ? "
    """.split()  # noqa: SIM905
)
TEXTS = st.one_of(st.text(max_size=80), st.lists(WORDS, max_size=24).map(" ".join))


@settings(max_examples=300)
@given(TEXTS)
def test_clauses_are_exact_disjoint_ordered_and_final(sentence):
    reached = 0
    for clause in split_clauses(sentence):
        assert reached <= clause.start < clause.end <= len(sentence)
        reached = clause.end
        text = sentence[clause.start : clause.end]
        assert text.strip() == text
        if clause.holder:
            assert sentence[clause.holder.start : clause.holder.end] == clause.holder.text
        again = split_clauses(text)
        assert [(each.start, each.end) for each in again] == [(0, len(text))]
