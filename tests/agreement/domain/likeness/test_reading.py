import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.domain.likeness.finder import find_passages
from agreement.domain.likeness.reading import InContext, WordVectors, fold_text, meet, sentences_before
from agreement.domain.likeness.similarity import IndexedStatement, build_index
from agreement.domain.likeness.terms import NO_FOLDING
from agreement.domain.names.aliases import default_aliases, fold_table
from agreement.domain.wording.candidates import Statement

FOLDING = fold_table(default_aliases())
WORDS = ["dues", "harbour", "boats", "river", "quay", "tax", "rise", "sink"]


def words(*pieces):
    """Return a text whose word pieces are numbers, each with a direction of its own."""
    ids = np.array(pieces, dtype=np.int64)
    return WordVectors(ids, np.eye(12, dtype=np.float32)[ids])


def read(passages):
    """Read as a model would that knows eight words and no context."""
    return [
        words(*(WORDS.index(word) for word in passage.text.lower().strip(".").split() if word in WORDS))
        for passage in passages
    ]


def statement(number, author, text, before=""):
    return IndexedStatement(number, author, text, before)


def test_a_claim_is_met_most_by_the_text_that_holds_its_words():
    meeting = meet(words(1, 2), [words(1, 2, 3), words(1, 4), words(5, 6)], near=[0, 1, 2])
    assert meeting.met[0] > meeting.met[1] > meeting.met[2]
    assert meeting.met[0] == pytest.approx(1)
    assert meeting.returned[0] < 1


def test_a_common_piece_counts_less_than_a_rare_one():
    texts = [words(1, 7), words(2, 7), words(7, 3), words(7, 4)]
    meeting = meet(words(1, 7), texts, near=range(4))
    assert meeting.met[0] - meeting.met[1] > meeting.met[1] - (-1) or meeting.met[0] > 0.9 > meeting.met[1]


def test_without_pieces_nothing_is_met():
    assert meet(words(), [words(1)], near=[0]).met.tolist() == [0]
    meeting = meet(words(1), [words(), words(1), words()], near=[0, 1, 2])
    assert meeting.met[[0, 2]].tolist() == [0, 0]
    assert meet(words(1), [], near=[]).met.size == 0


pieces = st.lists(st.integers(0, 11), max_size=6).map(lambda ids: words(*ids))


@given(pieces, st.lists(pieces, max_size=6), st.randoms(use_true_random=False))
def test_meeting_is_bounded_and_does_not_depend_on_the_order(claim, texts, random):
    near = list(range(len(texts)))
    order = random.sample(near, len(near))
    straight = meet(claim, texts, near)
    shuffled = meet(claim, [texts[row] for row in order], near)
    for one, other in ((straight.met, shuffled.met), (straight.returned, shuffled.returned)):
        assert np.all((one >= -1.0001) & (one <= 1.0001))
        assert np.allclose(one[order], other, atol=1e-4)


def test_aliases_are_written_as_one_name():
    assert fold_text("Nobody asked Ottawa, or the Canadians.", FOLDING).count("Canada") == 2
    assert fold_text("Nobody asked Ottawa.", NO_FOLDING) == "Nobody asked Ottawa."


@given(st.text(max_size=60))
def test_folding_what_holds_no_alias_changes_nothing(text):
    assert fold_text(text, NO_FOLDING) == text


def test_a_sentence_leans_on_the_one_before_it_in_its_own_text():
    rows = [
        ("a", Statement(1, "ana", "Dues", heading=True)),
        ("a", Statement(2, "ana", "Dues rise.")),
        ("b", Statement(3, "bo", "Boats sink.")),
        ("a", Statement(4, "ana", "A note.", section="notes")),
        ("a", Statement(5, "ana", "This is bad.")),
    ]
    assert sentences_before(rows) == {4: "Dues rise.", 5: "Dues rise."}


def test_what_is_read_decides_between_statements_that_look_alike():
    texts = ["Boats sink.", "Harbour dues rise.", "River tax.", "Quay sink."]
    built = build_index([statement(row, "ana", text) for row, text in enumerate(texts)], np.ones((4, 3)))
    found = find_passages(built, "Harbour dues.", np.ones(3), reader=read)["ana"]
    assert found.passages[0].statement == 1
    assert found.passages[0].met > found.passages[1].met
    assert find_passages(built, "Harbour dues.", np.ones(3))["ana"].passages[0].met is None


def test_the_reader_gets_the_sentence_before_and_names_written_alike():
    given_to = []
    built = build_index([statement(1, "ana", "This angers Ottawa.", "Dues rise.")], np.ones((1, 3)), FOLDING)
    find_passages(built, "Canada objects.", np.ones(3), reader=lambda each: given_to.extend(each) or read(each))
    assert given_to == [InContext("", "Canada objects."), InContext("Dues rise.", "This angers Canada.")]


@given(st.integers(0, 2**32 - 1), st.integers(1, 30))
def test_findings_do_not_depend_on_the_order_and_are_bounded(seed, count):
    generator = np.random.default_rng(seed)
    rows = [
        statement(row, f"author {generator.integers(4)}", " ".join(generator.choice(WORDS, 3))) for row in range(count)
    ]
    given_vectors = generator.normal(size=(count, 5))
    order = generator.permutation(count)
    one = find_passages(build_index(rows, given_vectors), "Harbour dues rise.", np.ones(5), reader=read)
    other = find_passages(
        build_index([rows[row] for row in order], given_vectors[order]), "Harbour dues rise.", np.ones(5), reader=read
    )
    assert one == other
    for found in one.values():
        assert 0 <= found.speaks <= 1
        assert [each.rank for each in found.passages] == list(range(1, len(found.passages) + 1))
        scores = [each.probability for each in found.passages]
        assert scores == sorted(scores, reverse=True)


def test_a_thousand_authors_are_read_a_few_statements_each():
    read_at_once = []
    rows = [statement(row, f"author {row % 1000}", f"{WORDS[row % 8]} {WORDS[row % 5]}") for row in range(12_000)]
    built = build_index(rows, np.random.default_rng(1).normal(size=(12_000, 4)))

    def count(passages):
        read_at_once.append(len(passages))
        return read(passages)

    assert len(find_passages(built, "Harbour dues.", np.ones(4), top=3, reader=count)) == 1000
    assert read_at_once[0] <= 5 * 1000 + 128 + 1


def test_a_foreign_language_is_ranked_by_meaning_alone():
    built = build_index([statement(1, "ana", "港の使用料が上がった。"), statement(2, "ana", "船が沈む。")], np.eye(2))
    found = find_passages(built, "Harbour dues rose.", [1.0, 0.0], reader=read)["ana"]
    assert found.passages[0].statement == 1
