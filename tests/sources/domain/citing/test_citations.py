"""Citations are found with exact offsets; dates and other brackets are none."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.citing.citations import CitationStyle, KnownWorks, find_citations

KNOWN = KnownWorks(frozenset({"moss", "reed", "harbour board", "38 quays"}))

FOUND = {
    "(see also Moss 2020; Reed and Moss 2021, 12–14)": ["Moss 2020", "Reed and Moss 2021"],
    "(Moss, Reed, & Quill, 2020a, b; 2022)": ["Moss, Reed, & Quill, 2020a", "b", "2022"],
    "(Moss, et al. 2020)": ["Moss, et al. 2020"],
    "(Moss et al., 2020, p. 4)": ["Moss et al., 2020"],
    "(Moss 2020, Reed 2021)": ["Moss 2020", "Reed 2021"],
    "(Moss 2020 and Reed 2021)": ["Moss 2020", "Reed 2021"],
    "(e.g., Ministry of Oceans 2020; van der Berg 2019: 33)": ["Ministry of Oceans 2020", "van der Berg 2019"],
    "(World Harbour Union [WHU] 2020)": ["World Harbour Union [WHU] 2020"],
    "(Harbour Board, May 4, 2021)": ["Harbour Board, May 4, 2021"],
    "(38 Quays 2021)": ["38 Quays 2021"],
    "(Moss n.d.; Reed forthcoming)": ["Moss n.d.", "Reed forthcoming"],
    "(Moss, A., 2020)": ["Moss, A., 2020"],
    "[Moss 2020]": ["Moss 2020"],
    "(Moss 1867/1990)": ["Moss 1867/1990"],
    "(cited in Moss 2020, emphasis added)": ["Moss 2020"],
    "(ibid., 12)": ["ibid."],
    "As Moss (2023) says": ["Moss (2023)"],
    "As Moss and Reed (2019, 2021a) note": ["Moss and Reed (2019", "2021a"],
    "Ada Moss’s (2020) book": ["Ada Moss’s (2020)"],
    "However, Quill and Park (2020) argue": ["Quill and Park (2020)"],
    "In Moss et al. (2020, p. 4) it": ["Moss et al. (2020"],
    "the Harbour Board (2020) said": ["Harbour Board (2020)"],
    "(see Moss (2020) and Reed (2021))": ["Moss (2020)", "Reed (2021)"],
    "(김항구 2023; 이부두 외 2022)": ["김항구 2023", "이부두 외 2022"],
    "O’Neill (2014) writes": ["O’Neill (2014)"],
    "García-Márquez and Ó Súilleabháin (2019) show": ["García-Márquez and Ó Súilleabháin (2019)"],
}
NONE = (
    "(GDP)", "(juche)", "(2019)", "(March 2024)", "(March 4, 2024)", "(in 2020)", "(since January 2019)",
    "(UN Resolution 1718)", "(1912–1994)", "Brandt (1912–1994)", "(Moss 2010–2012)", "(Moss’s 2023 strategy)",
    "the Agreed Framework (1994) held", "the summit (2018) failed", "(Olympics 2018)", "(see Figure 3)",
    "(the 13th of 2022 days)", "[3]", "x²", "(3)", "($2,000)", "(about 2000 men)", "(Act 2005)",
)  # fmt: skip


@pytest.mark.parametrize("text", FOUND)
def test_what_cites_is_found_with_its_span(text):
    whole = f"So it goes: {text} and on."

    found = find_citations(whole, [(0, len(whole))], KNOWN)

    assert [whole[one.start : one.end] for one in found] == FOUND[text]


@pytest.mark.parametrize("text", NONE)
def test_other_brackets_are_no_citations(text):
    whole = f"So it goes: {text} and on."

    assert find_citations(whole, [(0, len(whole))], KNOWN) == []


def test_names_years_letters_and_pages_are_told_apart():
    text = "(Moss, Reed, and Quill 2020a, b, 7; cf. Moss et al. n.d.)"

    found = find_citations(text, [(0, len(text))], KNOWN)

    assert [(one.names, one.others, one.year, one.letter, one.locator) for one in found] == [
        (("Moss", "Reed", "Quill"), False, "2020", "a", ""),
        (("Moss", "Reed", "Quill"), False, "2020", "b", "7"),
        (("Moss",), True, "n.d.", "", ""),
    ]


def test_numbers_and_note_marks_count_only_if_the_list_is_numbered():
    text = "As shown [3], [5–7]. So it goes.12 And on.² A km² of quay [^4]."
    numbered = KnownWorks(numbers=frozenset(range(1, 13)))

    found = find_citations(text, [(0, len(text))], numbered)

    assert [(text[one.start : one.end], one.number) for one in found] == [
        ("3", 3), ("5–7", 5), ("5–7", 6), ("5–7", 7), ("12", 12), ("²", 2), ("[^4]", 4),
    ]  # fmt: skip
    assert {one.style for one in found} == {CitationStyle.NUMBER, CitationStyle.NOTE_MARK}
    assert find_citations(text, [(0, len(text))], KNOWN) == []


def test_offsets_count_code_points_and_blocks_are_read_alone():
    text = "😀 One (Moss 2020).\n\nTwo (Moss\n\n2021)."

    found = find_citations(text, [(0, 19), (21, 30), (32, len(text))], KNOWN)

    assert [text[one.start : one.end] for one in found] == ["Moss 2020"]


pieces = st.sampled_from(
    [
        "Moss",
        "Reed",
        " and ",
        " 2020",
        "2021a",
        "(",
        ")",
        "[",
        "]",
        "; ",
        ", ",
        "et al.",
        "ibid.",
        "[3]",
        ".12 ",
        "²",
        "😀",
        "see ",
        "’s ",
        "김항구",
        "\n\n",
        "x",
    ]
)


@given(st.lists(pieces, max_size=25).map("".join))
@settings(max_examples=120)
def test_spans_lie_in_the_text_in_order_and_say_their_year(text):
    found = find_citations(text, [(0, len(text))], KnownWorks(KNOWN.names, frozenset({2, 3, 12})))

    assert all(0 <= one.group_start <= one.start < one.end <= one.group_end <= len(text) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
    for one in found:
        said = text[one.start : one.end]
        assert one.year in said or one.letter == said
        assert all(name in text for name in one.names)
