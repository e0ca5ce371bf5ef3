import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sources.domain.canonical import canonicalise
from sources.domain.quotes import (
    CONTEXT_LENGTH,
    ELISION,
    ELISION_GAP_MAX,
    MatchGrade,
    Selector,
    Stretch,
    selectors,
    verify_parts,
    verify_quote,
)
from sources.errors import QuoteAmbiguous, QuoteNotFound

TEXT = (
    "The ferry’s captain said: “We sail at nine — or never.” Nobody believed it.\n\n"
    "The council met on the pier… and left. 😀 Every ofﬁcial signed the co-operation letter.\n\n"
    "Nobody believed it. The ferry sank in the third year of the war, 1903–1904."
)


def found(exact, **context):
    match = verify_quote(TEXT, exact, **context)
    return match.grade, [TEXT[stretch.start : stretch.end] for stretch in match.stretches]


def test_the_same_letters_are_an_exact_match():
    match = verify_quote(TEXT, "The council met on the pier")
    at = TEXT.index("The council")
    assert match.grade is MatchGrade.EXACT
    assert match.stretches == (Stretch(at, at + 27),)
    assert match.score == 1.0


@pytest.mark.parametrize(
    ("exact", "slice_"),
    [
        ("The ferry's captain", "The ferry’s captain"),
        ('said: "We sail at nine - or never."', "said: “We sail at nine — or never.”"),
        ("„We sail at nine – or never.“ Nobody", "“We sail at nine — or never.” Nobody"),
        ("or never.” Nobody believed it. The council", "or never.” Nobody believed it.\n\nThe council"),
        ("Every official\n   signed", "Every ofﬁcial signed"),
        ("the\u00a0third year", "the third year"),
        ("the third ye\u00adar", "the third year"),
        ("the pier... and left", "the pier… and left"),
        ("1903-1904", "1903–1904"),
        ("1903--1904", "1903–1904"),
        ("😀  Every", "😀 Every"),
        ("…The ferry sank in the third year…", "The ferry sank in the third year"),
    ],
)
def test_other_typography_is_a_normalised_match_of_the_texts_own_letters(exact, slice_):
    assert found(exact) == (MatchGrade.NORMALISED, [slice_])


def test_a_decomposed_quotation_matches_the_composed_text():
    assert verify_quote("Das Café am Hafen.", "Cafe\u0301 am").grade is MatchGrade.NORMALISED


def test_white_space_around_a_quotation_never_counts():
    assert found("  The council met\n") == (MatchGrade.EXACT, ["The council met"])


@pytest.mark.parametrize("mark", ["…", "...", " … ", " [...] ", "[…]", " (...) ", " . . . ", "...."])
def test_an_ellipsis_leaves_words_out_between_parts_in_order(mark):
    assert found(f"captain said{mark}Nobody believed") == (MatchGrade.ELIDED, ["captain said", "Nobody believed"])


def test_three_parts_with_other_typography_are_found():
    exact = "ferry's captain … council met on … Every official signed"
    assert found(exact)[1] == ["ferry’s captain", "council met on", "Every ofﬁcial signed"]


@pytest.mark.parametrize(
    "exact",
    [
        "Nobody believed it; the ferry",
        "the ferry’s captain",
        "Every officials signed",
        "council met … captain said",
        "captain said … the pier sank",
        "We … or",
        "off",
        "1903-1905",
        "",
        "  \n ",
        "[...]",
        "pier.",
    ],
)
def test_what_the_text_does_not_say_is_refused(exact):
    with pytest.raises(QuoteNotFound):
        verify_quote(TEXT, exact)


def test_parts_too_far_apart_are_two_quotations():
    near = "The first half stands here. " + "x" * (ELISION_GAP_MAX - 20) + " The second half is there."
    assert verify_quote(near, "The first half … second half").grade is MatchGrade.ELIDED
    with pytest.raises(QuoteNotFound):
        verify_quote(near.replace("x ", "x" * 40 + " "), "The first half … second half")


def test_an_elided_quotation_takes_the_tightest_parts():
    text = "The ferry was late. The ferry was old. The council wept."
    match = verify_quote(text, "The ferry was … council wept")
    assert match.stretches == (Stretch(20, 33), Stretch(43, 55))


def test_a_refusal_shows_the_most_similar_stretch():
    with pytest.raises(QuoteNotFound) as caught:
        verify_quote(TEXT, "The ferry sank in the fourth year of the war")
    nearest = caught.value.details["nearest"]
    assert TEXT[nearest["start"] : nearest["end"]] == nearest["text"]
    assert "sank in the third year" in nearest["text"]
    assert 0.8 < nearest["similarity"] < 1
    assert "%" in caught.value.message


def test_the_place_of_a_long_refused_quotation_is_shown_by_its_beginning():
    text = " ".join(f"Ferry {number} was late." for number in range(2_000))
    with pytest.raises(QuoteNotFound) as caught:
        verify_quote(text, text[9_000:30_000].replace("late", "early"))
    nearest = caught.value.details["nearest"]
    assert abs(nearest["start"] - 9_000) < 400
    assert len(nearest["text"]) < 500


@pytest.mark.parametrize("text", ["", "1+1", "On the sea."])
def test_a_refusal_shows_nothing_when_nothing_is_half_alike(text):
    with pytest.raises(QuoteNotFound) as caught:
        verify_quote(text, "a much longer quotation")
    nearest = caught.value.details["nearest"]
    assert nearest is None


def test_a_repeated_quotation_without_context_is_ambiguous():
    with pytest.raises(QuoteAmbiguous) as caught:
        verify_quote(TEXT, "Nobody believed it.")
    assert caught.value.details["count"] == 2
    assert [TEXT[p["start"] : p["end"]] for p in caught.value.details["places"]] == ["Nobody believed it."] * 2


@pytest.mark.parametrize(
    ("context", "which"),
    [
        ({"prefix": 'or never." '}, 0),
        ({"suffix": " The ferry sank"}, 1),
        ({"prefix": "letter.\n\n", "suffix": " The ferry"}, 1),
        ({"start": 50}, 0),
        ({"start": 160}, 1),
        ({"start": 60, "suffix": " The ferry sank"}, 1),
    ],
)
def test_context_or_position_tell_repeated_quotations_apart(context, which):
    first = TEXT.index("Nobody believed it.")
    second = TEXT.index("Nobody believed it.", first + 1)
    match = verify_quote(TEXT, "Nobody believed it.", **context)
    assert match.stretches[0].start == (first, second)[which]


def test_a_position_in_the_middle_between_two_places_decides_nothing():
    with pytest.raises(QuoteAmbiguous):
        verify_quote("a ferry, and then a ferry", "ferry", start=11)


def test_whole_words_win_over_parts_of_words():
    assert verify_quote("said, laid: aid.", "aid").stretches == (Stretch(12, 15),)


@pytest.mark.parametrize("exact", ["rest", "the ferry", "19"])
def test_a_piece_of_a_word_is_no_quotation_unless_its_place_is_named(exact):
    text = "There was unrest, and on the ferryman's order 190 men left."
    at = text.index(exact)
    with pytest.raises(QuoteNotFound):
        verify_quote(text, exact)
    for context in ({"start": at}, {"prefix": text[:at]}, {"suffix": text[at + len(exact) :]}):
        assert verify_quote(text, exact, **context).stretches == (Stretch(at, at + len(exact)),)


@pytest.mark.parametrize(
    ("text", "exact"), [("서울은 멀다.", "서울"), ("渡轮今天晚点了。", "今天"), ("เรือข้ามฟาก", "ข้าม")]
)
def test_scripts_that_do_not_part_their_words_are_quoted_anywhere(text, exact):
    assert verify_quote(text, exact).grade is MatchGrade.EXACT


def test_context_that_changed_lowers_the_score_and_not_the_grade():
    same = verify_quote(TEXT, "The ferry sank", prefix="Nobody believed it. ")
    other = verify_quote(TEXT, "The ferry sank", prefix="Everybody knew that. ")
    assert same.score == 1.0
    assert 0.5 < other.score < 1.0
    assert other.grade is MatchGrade.EXACT


# Selectors


def test_a_selector_has_the_words_their_surroundings_and_their_place():
    start = TEXT.index("Every")
    selector = selectors(TEXT, [Stretch(start, start + 5)])
    assert selector == Selector("Every", TEXT[start - 64 : start], TEXT[start + 5 : start + 69], start, start + 5)
    assert len(selector.prefix) == len(selector.suffix) == CONTEXT_LENGTH


def test_context_ends_where_the_text_ends():
    selector = selectors("abcdef", [Stretch(2, 4)])
    assert (selector.prefix, selector.suffix) == ("ab", "ef")


def test_several_stretches_are_joined_by_an_elision_and_found_again():
    parts = (Stretch(4, 19), Stretch(56, 74))
    selector = selectors(TEXT, parts)
    assert (selector.start, selector.end) == (4, 74)
    match = verify_quote(TEXT, selector.exact, selector.prefix, selector.suffix, selector.start)
    assert match.stretches == parts
    assert match.score == 1.0


@pytest.mark.parametrize("stretches", [[], [(3, 3)], [(4, 2)], [(-1, 2)], [(2, 9)], [(3, 5), (1, 2)]])
def test_stretches_that_are_no_passage_are_refused(stretches):
    with pytest.raises(ValueError, match="no passage"):
        selectors("abcdef", [Stretch(*stretch) for stretch in stretches])


# Properties

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120)
WORDS = st.lists(
    st.sampled_from(["ferry’s", "“pier”", "co–op", "the", "a", "😀", "of", "ﬁve", "so…", "Käse", "1903—04"]),
    min_size=1,
    max_size=30,
).map(" ".join)


@given(st.one_of(ANY_TEXT, WORDS), st.data())
def test_any_slice_with_its_position_is_found_exactly_there(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    assume(exact.strip())
    match = verify_quote(text, exact, start=start)
    stretch = match.stretches[0]
    assert match.grade is MatchGrade.EXACT
    assert text[stretch.start : stretch.end] == exact.strip()
    assert stretch.start == start + len(exact) - len(exact.lstrip())
    assert match.score == 1.0


@given(st.one_of(ANY_TEXT, WORDS), st.data())
def test_a_selector_finds_its_own_passage(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end] == text[start:end].strip())
    selector = selectors(text, [Stretch(start, end)])
    match = verify_quote(text, selector.exact, selector.prefix, selector.suffix, selector.start)
    assert match.stretches == (Stretch(start, end),)


TYPEWRITTEN = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...", "ﬁ": "fi", " ": "\u00a0\n"})


@given(WORDS, st.data())
def test_any_slice_typed_with_other_characters_is_found(text, data):
    text = canonicalise(text).text
    assume(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    exact = text[start:end]
    assume(exact == exact.strip() and exact not in {"…", "."})
    match = verify_quote(text, exact.translate(TYPEWRITTEN), prefix=text[:start], suffix=text[end:], start=start)
    stretch = match.stretches[0]
    assert text[stretch.start : stretch.end] == exact


@given(st.text(alphabet="abc .-’“…\n😀", max_size=80), st.text(alphabet="abc .-'\"…", min_size=1, max_size=12))
def test_whatever_is_found_reads_like_the_quotation(text, exact):
    def letters(value):
        return (
            value.translate(TYPEWRITTEN)
            .replace("\u00a0", "")
            .replace(" ", "")
            .replace("\n", "")
            .replace("-", "")
            .strip(".")
        )

    try:
        match = verify_quote(text, exact)
    except (QuoteNotFound, QuoteAmbiguous):
        return
    parts = [text[stretch.start : stretch.end] for stretch in match.stretches]
    if match.grade is MatchGrade.EXACT:
        assert parts == [exact.strip()]
    elif match.grade is MatchGrade.NORMALISED:
        assert letters(parts[0]) == letters(exact)
    else:
        assert all(letters(part) in letters(exact) for part in parts)


@given(ANY_TEXT, st.text(alphabet="\U00010330\U00010331\U00010332", min_size=1, max_size=9))
def test_letters_that_the_text_has_not_are_never_found(text, exact):
    assume(not set(exact) & set(text))
    with pytest.raises(QuoteNotFound):
        verify_quote(text, exact)


@given(WORDS, st.data())
def test_the_nearest_stretch_is_a_slice_of_the_text(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    exact = text[start : start + 40] + " \U00010330"
    with pytest.raises(QuoteNotFound) as caught:
        verify_quote(text, exact)
    nearest = caught.value.details["nearest"]
    assert nearest is None or text[nearest["start"] : nearest["end"]] == nearest["text"]


def test_a_collage_of_many_parts_is_refused():
    with pytest.raises(QuoteNotFound):
        verify_quote("the ferry was late " * 20, " … ".join(["the ferry was late"] * 13))


class TestParts:
    TEXT = "It pays. We say so. It pays. They say no."

    def test_parts_stand_where_they_were_marked(self):
        match = verify_parts(self.TEXT, f"They{ELISION}It pays.", [29, 20])

        assert match.grade == MatchGrade.ELIDED
        assert match.stretches == (Stretch(20, 28), Stretch(29, 33))

    @pytest.mark.parametrize(
        ("exact", "starts"),
        [(f"It pays.{ELISION}pays. We", [0, 3]), (f"It pays.{ELISION}They", [0]), (f"It pays.{ELISION}never", [0, 9])],
        ids=["overlapping", "without a place", "not there"],
    )
    def test_other_parts_are_refused(self, exact, starts):
        with pytest.raises(QuoteNotFound):
            verify_parts(self.TEXT, exact, starts)
