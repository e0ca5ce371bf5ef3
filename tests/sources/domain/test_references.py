import pytest

from sources.domain.canonical import canonicalise
from sources.domain.document import BlockKind, Section
from sources.domain.references import is_entry

PROSE = "The ferry to the island was late again, and nobody on the pier was surprised by it."
ENTRIES = [
    "Example, Ann. 2019. “Late Ferries and Their Letters.” Journal of Harbours, 40(4): 502-525.",
    "______. 2021. “Early Ferries.” Harbour Review 3(1): 1-9. https://example.org/early",
    "Sample, Bo and Ann Example. 2020. “On Piers.” Island Gazette. April 15. https://example.org/piers",
    "Harbour Office. 2024. Index of Ferries. https://example.org/index/",
]


def page(*blocks):
    return "\n\n".join(blocks)


def references(document):
    return [document.content(block) for block in document.section(Section.REFERENCES)]


@pytest.mark.parametrize(
    "entry",
    [
        *ENTRIES,
        "Example, A., & Sample, B. (2020). Late ferries. Journal of Harbours, 3(2), 11–29. https://doi.org/10.1000/x",
        'Example, Ann. "Late Ferries." Journal of Harbours, vol. 3, no. 2, 2019, pp. 11-29.',
        "[12] A. Example and B. Sample, “Late ferries,” J. Harb., vol. 3, no. 2, pp. 11–29, 2019.",
        "3. Ann Example, Late Ferries (Port City: Pier Press, 2019), pp. 11–29.",
        "———. 2022. Collected Letters. Port City: Pier Press.",
        "Beispiel, Änne. 2018. „Späte Fähren.“ Hafenblätter 12: 3–19.",
        "김예시. 2020. “늦은 배.” 항구연구 3(2): 11-29.",
        "Van der Example, Ann. 2011. Tides. Port City: Pier Press.",
    ],
)
def test_references_of_common_styles_have_the_shape_of_an_entry(entry):
    assert is_entry(entry)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "In 2019, the ferry sank (Example 2020), and the pier was closed for good.",
        "Ann Example, the harbour master, wrote in her letter that the ferry would be late, as always.",
        "Ann EXAMPLE (Ph.D. in Tides, Sea University) is a professor at Harbour College.",
        "1. The licence of each boat must be shown to the inspector.",
        "Letters, Piers and Boats",
    ],
)
def test_prose_and_headings_have_not(text):
    assert not is_entry(text)


@pytest.mark.parametrize(
    "heading",
    ["References", "REFERENCES:", "7. Bibliography", "Works Cited", "Literaturverzeichnis", "참고문헌", "Références"],
)
def test_a_list_under_its_heading_is_recognised(heading):
    document = canonicalise(page(PROSE, heading, *ENTRIES))
    assert references(document) == [heading, *ENTRIES]
    kinds = [block.kind for block in document.section(Section.REFERENCES)]
    assert kinds == [BlockKind.HEADING] + [BlockKind.REFERENCE_ENTRY] * 4


def test_a_list_without_heading_is_recognised_by_its_shape():
    assert references(canonicalise(page(PROSE, PROSE, *ENTRIES))) == ENTRIES


def test_two_entries_without_heading_are_text():
    assert references(canonicalise(page(PROSE, PROSE, *ENTRIES[:2]))) == []


def test_entries_need_no_blank_lines_between_them():
    raw = page(PROSE, "References\n" + "\n".join(ENTRIES))
    assert references(canonicalise(raw)) == ["References", *ENTRIES]


def test_a_broken_off_line_belongs_to_the_entry_before_it():
    document = canonicalise(
        page(PROSE, "References", ENTRIES[0], "doi/10.1000/182", "https://example.org/late", ENTRIES[2])
    )
    assert references(document)[1] == f"{ENTRIES[0]} doi/10.1000/182 https://example.org/late"
    assert [block.first_line for block in document.section(Section.REFERENCES)] == [3, 5, 11]
    assert document.section(Section.REFERENCES)[1].last_line == 9


def test_the_list_ends_where_its_shape_ends():
    note = "Ann EXAMPLE (Ph.D. in Tides, Sea University) is a professor at Harbour College."
    document = canonicalise(page(PROSE, "References", *ENTRIES, note))
    assert references(document)[1:] == ENTRIES
    assert [document.content(block) for block in document.section(Section.AUTHOR_NOTE)] == [note]


def test_text_behind_the_list_is_main_text_again():
    document = canonicalise(page(PROSE, "References", *ENTRIES, "Appendix", PROSE))
    assert [document.content(block) for block in document.section(Section.MAIN)] == [PROSE, "Appendix", PROSE]


def test_a_short_entry_without_year_stays_in_the_list():
    stranger = "Harbour Act of Islandia, Part II, Section 4."
    document = canonicalise(page(PROSE, "References", ENTRIES[0], stranger, ENTRIES[2]))
    assert references(document)[1:] == [ENTRIES[0], stranger, ENTRIES[2]]


def test_numbered_notes_under_their_heading_are_notes():
    notes = ["1. See the letter of May.", "2. The minister denied this.", "3. Example 2019, p. 4."]
    document = canonicalise(page(PROSE, "Notes", *notes))
    assert [block.kind for block in document.section(Section.REFERENCES)] == [BlockKind.HEADING] + [BlockKind.NOTE] * 3


@pytest.mark.parametrize("heading", ["Sources", "Notes", "Literature", "References"])
def test_a_heading_over_prose_opens_no_list(heading):
    document = canonicalise(page(PROSE, heading, PROSE, PROSE))
    assert references(document) == []
    assert [block.kind for block in document.blocks][1] is BlockKind.HEADING


def test_page_numbers_inside_the_list_do_not_end_it():
    document = canonicalise(page(PROSE, "References", *ENTRIES[:2], "Page 9 of 9", *ENTRIES[2:]))
    assert references(document)[1:] == ENTRIES
