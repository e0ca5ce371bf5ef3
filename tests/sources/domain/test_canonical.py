import re
import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.canonical import canonicalise
from sources.domain.characters import clean_characters
from sources.domain.document import BlockKind, Section
from sources.domain.document import FurnitureReason as Reason

PROSE = "The ferry to the island was late again, and nobody on the pier was surprised by it."
MORE_PROSE = "By noon the harbour master had written three letters to the ministry about the matter."


def texts(document, section=None):
    return [document.content(b) for b in document.blocks if section is None or b.section is section]


def kinds(document):
    return [(block.kind.value, document.content(block)) for block in document.blocks]


def left_out(document):
    return [(line.line, line.text, line.reason) for line in document.furniture]


def page(*blocks):
    return "\n\n".join(blocks)


# Characters


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  two   spaces\tand a tab ", "two spaces and a tab"),
        ("thin\u2009narrow\u202fno-break\u00a0wide\u3000end", "thin narrow no-break wide end"),
        ("co\u00adop\u200bera\ufefftion\u2060", "cooperation"),
        ("cafe\u0301", "caf\u00e9"),
        ("½ ﬁ … “x” №", "½ ﬁ … “x” №"),
        ("bell\x07 and \x9d", "bell and"),
        ("half a pair \ud83d", "half a pair \ufffd"),
        ("\u200eplain\u202c", "plain"),
        ("\u05d0\u05d1\u200e (1)", "\u05d0\u05d1\u200e (1)"),
        ("a\u200db c\u200cd", "ab cd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧 ❤\ufe0f\u200d🔥", "👩\u200d👧 ❤\ufe0f\u200d🔥"),
    ],
)
def test_clean_characters_keeps_what_is_written_and_drops_what_nobody_sees(raw, clean):
    assert clean_characters(raw) == clean


@given(st.text())
def test_clean_characters_twice_is_clean_characters_once(raw):
    once = clean_characters(raw)
    assert clean_characters(once) == once
    assert unicodedata.is_normalized("NFC", once)


# Paragraphs


@pytest.mark.parametrize(
    "blank", ["\n\n", "\n\u00a0\n", "\n \u00a0\n\n\n", "\r\n\r\n", "\r\r", "\n\x0c\n", "\u2029\u2029"]
)
def test_blank_lines_of_every_kind_part_blocks(blank):
    assert canonicalise(PROSE + blank + MORE_PROSE).text == f"{PROSE}\n\n{MORE_PROSE}"


def test_without_blank_lines_each_line_is_a_paragraph():
    assert texts(canonicalise(f"{PROSE}\n{MORE_PROSE}\nShe was glad.")) == [PROSE, MORE_PROSE, "She was glad."]


def test_lines_broken_at_a_margin_are_joined():
    raw = (
        "When the harbour was built, the town had no road to the\n"
        "north, and everything that people ate came by boat from\n"
        "the mainland, twice a week in summer and once in winter.\n"
        "The well-\n"
        "known storm of that year changed it all.\n\n"
        "After the storm the council met for eleven days and then\n"
        "voted for the road, which was opened four years later by\n"
        "a minister who had never seen the sea.\n"
    )
    document = canonicalise(raw)
    assert len(document.blocks) == 2
    assert "no road to the north, and everything" in document.text
    assert "The well-known storm" in document.text
    assert [(block.first_line, block.last_line) for block in document.blocks] == [(1, 5), (7, 9)]


def test_a_soft_hyphen_at_the_end_of_a_line_joins_the_word():
    assert canonicalise(f"{PROSE} The devel\u00ad\nopment went on.").text == f"{PROSE} The development went on."


def test_an_accent_cut_off_from_its_letter_is_composed():
    assert canonicalise("Nobody drank the cafe\u00ad\n\u0301 in the harbour.").text.count("caf\u00e9") == 1


def test_verse_and_dialogue_are_not_joined():
    raw = "“Where?”\n“Over there, behind the second shed, I think.”\n“You think?”\n“I know.”"
    assert len(canonicalise(raw).blocks) == 4


def test_items_in_a_text_broken_at_a_margin_stay_apart():
    raw = (
        "The committee looked at all of the papers for weeks and\n"
        "in the end it asked the owners of the two ferries, who\n"
        "had not been heard before, for the following documents:\n"
        "1. the licence of each boat, with the date of the last\n"
        "inspection and the name of the inspector who signed it\n"
        "2. the logbook\n"
    )
    assert [text[:2] for text in texts(canonicalise(raw))] == ["Th", "1.", "2."]


# Headings and lists


def test_short_lines_over_prose_are_headings():
    document = canonicalise(page("The Late Ferry", PROSE, "Letters", MORE_PROSE, "1. What the Ministry Said", PROSE))
    assert [kind for kind, _ in kinds(document)] == ["heading", "paragraph"] * 3


@pytest.mark.parametrize(
    "line",
    [
        "“Where is it?” she asked.",
        "Who are you?",
        "“Not today”",
        "and so it went",
        "Among them were these:",
        "Nobody knew why.",
        "The harbour, which had been closed since the storm of the previous winter and was now opened by the new mayor",
    ],
)
def test_a_line_of_speech_or_a_broken_sentence_is_no_heading(line):
    document = canonicalise(page(PROSE, line, MORE_PROSE))
    assert kinds(document)[1] == ("paragraph", line)


@pytest.mark.parametrize(
    "line",
    [
        "“Late” Ferries and Their Friends",
        "‘The Late Ferry’",
        "Coda: What Remains…",
        "Can the Ferry Be Saved?",
        "The Ministry’s ‘Own Goal’",
        "RESULTS",
        "2.1 Method",
        "결론",
    ],
)
def test_titles_with_their_marks_are_headings(line):
    assert kinds(canonicalise(page(PROSE, line, MORE_PROSE)))[1] == ("heading", line)


def test_the_last_line_and_verse_are_no_headings():
    verse = ["O little boat", "Upon the sea", "So far from me", "At four past three"]
    document = canonicalise(page(PROSE, *verse, MORE_PROSE, "The end"))
    assert {kind for kind, text in kinds(document) if text in {*verse, "The end"}} == {"paragraph"}


def test_all_short_lines_above_the_first_prose_are_headings():
    head = ["Harbour Forum", "Analysis", "The Late Ferry", "Ann Example", "Harbour College"]
    assert kinds(canonicalise(page(*head, PROSE)))[:5] == [("heading", line) for line in head]


def test_verse_behind_a_lead_in_is_no_heading():
    raw = page(PROSE, "The captain's brother wrote a poem:", "O little boat upon the sea", "So far from me", PROSE)
    assert [kind for kind, _ in kinds(canonicalise(raw))] == ["paragraph"] * 5


@pytest.mark.parametrize(
    "line",
    [
        "Image: A ferry at the pier (Harbour Office)",
        "Figure 3. Late ferries by year",
        "그림 2: 늦은 배",
        "Source: Harbour Office",
    ],
)
def test_captions_are_notes_in_the_text(line):
    assert kinds(canonicalise(page(PROSE, line, MORE_PROSE)))[1] == ("caption", line)


def test_a_sentence_about_a_figure_is_no_caption():
    line = "Figure 3 shows how late the ferries of that year were."
    assert kinds(canonicalise(page(PROSE, line, MORE_PROSE)))[1] == ("paragraph", line)


def test_list_items_lose_their_bullet_and_keep_their_number():
    document = canonicalise(page(PROSE, "• bread\n• salt", MORE_PROSE, "1. the licence\n2. the logbook"))
    assert kinds(document)[1:3] == [("list_item", "bread"), ("list_item", "salt")]
    assert kinds(document)[4:] == [("list_item", "1. the licence"), ("list_item", "2. the logbook")]


def test_a_single_line_with_a_dash_is_no_list():
    assert kinds(canonicalise(page(PROSE, "– Nobody came.", MORE_PROSE)))[1] == ("paragraph", "– Nobody came.")


# Furniture


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("* * *", Reason.DECORATION),
        ("————", Reason.DECORATION),
        ("Page 3 of 12", Reason.PAGE_NUMBER),
        ("- 7 -", Reason.PAGE_NUMBER),
        ("Available Downloads", Reason.DOWNLOAD),
        ("Download PDF", Reason.DOWNLOAD),
        ("Download the full report (PDF, 2 MB)", Reason.DOWNLOAD),
        ("Download Korean Version (국문 다운로드)", Reason.DOWNLOAD),
        ("첨부파일", Reason.DOWNLOAD),
        ("Share | Tweet | Print", Reason.SHARING),
        ("Home > Topics > Archive", Reason.NAVIGATION),
        ("Keywords: ferries, trust, islands", Reason.NAVIGATION),
        ("1. The Late Ferry ......... 12", Reason.NAVIGATION),
    ],
)
def test_unmistakable_furniture_goes_wherever_it_stands(line, reason):
    document = canonicalise(page(PROSE, line, MORE_PROSE))
    assert document.text == page(PROSE, MORE_PROSE)
    assert left_out(document) == [(3, line, reason)]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("LIST", Reason.NAVIGATION),
        ("LIST      1 data", Reason.NAVIGATION),
        ("Theme", Reason.NAVIGATION),
        ("목록", Reason.NAVIGATION),
        ("Tags: ferries, ministries", Reason.NAVIGATION),
        ("Share on Facebook", Reason.SHARING),
        ("Typeset by: A. Person, Intern", Reason.CREDIT),
        ("Photo: Harbour Office", Reason.CREDIT),
        ("For inquiries: 02 123 4567 (ext. 1) | press@example.org", Reason.CONTACT),
        ("press@example.org", Reason.CONTACT),
        ("This article originally appeared in the Island Gazette", Reason.NOTICE),
        ("This commentary was first published by the Harbour Forum on 3 May.", Reason.NOTICE),
        ("The views expressed above belong to the author", Reason.NOTICE),
        ("The opinions expressed in this piece do not reflect those of the Harbour Forum.", Reason.NOTICE),
        ("© 2024 Island Gazette. All rights reserved.", Reason.NOTICE),
        ("We use cookies to give you the best experience on our website.", Reason.NOTICE),
        ("Subscribe to our newsletter", Reason.NOTICE),
        ("3 May 2024", Reason.DATE),
        ("https://example.org/late-ferries", Reason.NAVIGATION),
        ("Source: https://example.org/late-ferries", Reason.NAVIGATION),
        ("#ferries #ministry", Reason.NAVIGATION),
        ("To cite this commentary: Example, Ann. 2024. Late Ferries.", Reason.NOTICE),
        ("■ Typeset by: A. Person, Intern", Reason.CREDIT),
        ("■ 담당 및 편집: 홍길동, 연구원 문의: 02 123 4567 | press@example.org", Reason.CREDIT),
        ("12", Reason.PAGE_NUMBER),
    ],
)
def test_furniture_at_the_foot_goes(line, reason):
    document = canonicalise(page(PROSE, MORE_PROSE, line))
    assert document.text == page(PROSE, MORE_PROSE)
    assert left_out(document) == [(5, re.sub(" +", " ", line), reason)]


def test_a_label_takes_its_values_along_at_the_foot():
    document = canonicalise(page(PROSE, "Theme", "Ships and Harbours", "LIST"))
    assert document.text == PROSE
    assert [reason for _, _, reason in left_out(document)] == [Reason.NAVIGATION, Reason.LABEL_VALUE, Reason.NAVIGATION]


def test_a_list_of_other_articles_at_the_foot_goes():
    foot = ["Related articles", "How Bridges Fail", "The Pier That Was Not", "Leave a comment"]
    document = canonicalise(page(PROSE, *foot, "Your email address will not be published."))
    assert document.text == PROSE
    assert len(document.furniture) == 5


def test_the_head_loses_menu_byline_and_date_and_keeps_the_title():
    document = canonicalise(page("Menu", "The Late Ferry", "By Ann Example and Bo Sample", "May 3, 2024", PROSE))
    assert kinds(document) == [("heading", "The Late Ferry"), ("paragraph", PROSE)]
    assert [reason for _, _, reason in left_out(document)] == [Reason.NAVIGATION, Reason.BYLINE, Reason.DATE]


def test_a_title_under_a_label_in_the_head_is_kept():
    document = canonicalise(page("Topics", "Shipping", "The Late Ferry", PROSE))
    assert texts(document) == ["The Late Ferry", PROSE]


def test_a_byline_with_its_label_may_be_the_first_line():
    document = canonicalise(page("Author: Ann Example, Harbour College", PROSE))
    assert document.text == PROSE
    assert left_out(document)[0][2] is Reason.BYLINE


def test_a_title_that_looks_like_a_byline_is_kept():
    assert texts(canonicalise(page("By Land and Sea", PROSE)))[0] == "By Land and Sea"


def test_a_row_of_buttons_goes_in_the_middle_and_a_list_of_networks_stays():
    assert canonicalise(page(PROSE, "Facebook\nTwitter\nPrint", MORE_PROSE)).text == page(PROSE, MORE_PROSE)
    named = canonicalise(page(PROSE, "Facebook\nTwitter\nReddit", MORE_PROSE))
    assert texts(named)[1:4] == ["Facebook", "Twitter", "Reddit"]


def test_a_page_break_in_a_sentence_is_mended():
    raw = page(
        "The ferry to the island was late", "Island Gazette 3", "4", "again, and nobody on the pier minded.", PROSE
    )
    raw += "\n\n" + page("Island Gazette 4", "5", MORE_PROSE, "Island Gazette 5", "6", PROSE)
    document = canonicalise(raw)
    assert texts(document)[0] == "The ferry to the island was late again, and nobody on the pier minded."
    assert {reason for _, _, reason in left_out(document)} == {Reason.PAGE_NUMBER, Reason.RUNNING_HEAD}
    assert "Gazette" not in document.text


def test_numbers_of_sections_are_no_page_numbers():
    assert texts(canonicalise(page("1", PROSE, "2", MORE_PROSE, "3", PROSE)))[2] == "2"


@pytest.mark.parametrize(
    "line",
    [
        "Downloads from the harbour's web page grew tenfold in that year, as the ministry had feared.",
        "Download speeds in the harbour were the slowest of the whole island, said the report.",
        "Downloads and Their Discontents",
        "Share",
        "Home",
        "Print",
        "Theme",
        "The views expressed in the letters were never published, which the mayor regretted.",
        "This article of the treaty, first published in 1902, forbids ferries to sail at night.",
        "We use cookies, she said, to bribe the children of the harbour master on Sundays.",
        "By Ann Example",
        "“Follow us,” he said, and they followed him down to the pier.",
        "Editors of the Gazette were asked to keep silent, and they did not.",
        "For inquiries the ministry kept a bench in the hall.",
        "…",
        "Page by page they read the contract aloud.",
        "3 May 2024",
        "Copyright is what the quarrel of the two cartographers was about.",
    ],
)
def test_text_that_speaks_of_pages_is_not_furniture_between_paragraphs(line):
    document = canonicalise(page(PROSE, line, MORE_PROSE))
    assert texts(document) == [PROSE, line, MORE_PROSE]
    assert document.furniture == ()


@pytest.mark.parametrize(
    "line",
    [
        "Download speeds in the harbour stayed the slowest of all.",
        "“Home!”",
        "That was the end of the ferry",
        "The views of the mayor never changed again.",
        "Contact with the island was lost on the third day of March.",
        "Print was dead, and everybody in the harbour office knew it.",
        "She wrote to the press@example.org address every week until somebody answered her letters at last.",
    ],
)
def test_last_sentences_that_speak_of_pages_are_kept(line):
    assert texts(canonicalise(page(PROSE, MORE_PROSE, line)))[-1] == line


def test_a_document_of_labels_alone_is_left_as_it_is():
    assert texts(canonicalise("Home\n\nSearch\n\nTheme")) == ["Home", "Search", "Theme"]


# Notes


@pytest.mark.parametrize(
    "note", ["Editor's Note", "Editors’ note:", "[Editor’s note]", "편집자 주", "Anmerkung der Redaktion"]
)
def test_the_paragraph_under_the_words_editors_note_is_the_editors(note):
    document = canonicalise(page(note, PROSE, MORE_PROSE))
    assert texts(document, Section.EDITOR_NOTE) == [note, PROSE]
    assert texts(document, Section.MAIN) == [MORE_PROSE]


def test_an_editors_note_glued_to_its_text_is_recognised():
    document = canonicalise(page("The Late Ferry", f"Editor’s Note: {PROSE}", MORE_PROSE))
    assert [block.section for block in document.blocks] == [Section.MAIN, Section.EDITOR_NOTE, Section.MAIN]


def test_furniture_between_editors_note_and_text_goes():
    document = canonicalise(page("Editor's Note", PROSE, "By Ann Example", "Menu", MORE_PROSE))
    assert texts(document) == ["Editor's Note", PROSE, MORE_PROSE]


@pytest.mark.parametrize(
    "note",
    [
        "About the author: Ann Example is a lecturer.",
        "Ann Example is a lecturer in navigation at Harbour College.",
        "Ann EXAMPLE (Ph.D. in Tides, Sea University) is a professor at Harbour College where she teaches.",
        "■ Ann EXAMPLE is a professor at Harbour College.",
        "■ 홍길동_항구대학교 교수.",
        "Dr. Ann van der Example, a former pilot, is a senior research fellow at the Harbour Institute.",
    ],
)
def test_a_last_paragraph_about_its_author_is_an_author_note(note):
    document = canonicalise(page(PROSE, MORE_PROSE, note, "Typeset by: B. Person"))
    assert texts(document, Section.AUTHOR_NOTE) == [note]


@pytest.mark.parametrize("heading", ["Acknowledgements", "Funding", "감사의 글"])
def test_thanks_and_interests_are_notes_of_the_author(heading):
    document = canonicalise(page(PROSE, heading, "We thank the captain and the crew.", "Appendix", MORE_PROSE))
    assert texts(document, Section.AUTHOR_NOTE) == [heading, "We thank the captain and the crew."]
    assert texts(document, Section.MAIN) == [PROSE, "Appendix", MORE_PROSE]


def test_notes_about_several_authors_stand_together():
    notes = [
        "About the Authors",
        "Ann Example is a lecturer at Harbour College.",
        "Bo Sample is a student of Sea University.",
    ]
    document = canonicalise(page(PROSE, *notes))
    assert texts(document, Section.AUTHOR_NOTE) == notes


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister is a student of history at heart.",
        "Ann Example is the owner of both ferries.",
        "About the author of the letters little is known.",
        "Tides Harbour is a director of nothing.",
        "Kim Example is President of Islandia, and will stay so for a long time.",
    ],
)
def test_a_last_paragraph_about_somebody_else_stays_in_the_text(paragraph):
    document = canonicalise(page(PROSE, MORE_PROSE, paragraph))
    assert texts(document, Section.MAIN)[-1] == paragraph


def test_somebody_the_text_speaks_of_is_not_its_author():
    last = "Ann Example is a lecturer at Harbour College today."
    about_her = "Ann Example wrote letters. Nobody answered Example, although her letters were kind."
    assert texts(canonicalise(page(PROSE, about_her, last)), Section.MAIN)[-1] == last


# Invariants


@given(
    st.lists(
        st.one_of(
            st.text(max_size=60),
            st.sampled_from(
                [
                    "",
                    "\u00a0",
                    PROSE,
                    "LIST",
                    "References",
                    "Doe, J. 2001. “A.” B 3(1): 2-9. https://e.org/",
                    "* a",
                    "1.",
                ]
            ),
        ),
        max_size=14,
    ).map("\n".join)
)
def test_blocks_cover_the_text_whatever_comes_in(raw):
    document = canonicalise(raw)
    assert "\n\n".join(document.content(block) for block in document.blocks) == document.text
    assert [block.position for block in document.blocks] == list(range(len(document.blocks)))
    assert unicodedata.is_normalized("NFC", document.text)
    for block in document.blocks:
        content = document.content(block)
        assert content
        assert content == content.strip()
        assert "\n" not in content
        assert 1 <= block.first_line <= block.last_line
        assert (block.kind is BlockKind.HEADING) == (block.level > 0)
    lines = [line.line for line in document.furniture]
    assert lines == sorted(lines)


@given(
    st.lists(
        st.one_of(
            st.text(alphabet="ab .-—•*(1)“”\n\u00a0\u00ad\u200b漢é\u0301", max_size=50),
            st.sampled_from(
                [PROSE, "Share", "Theme", "* a", "References", "Doe, J. 2001. “A.” B 3(1): 2-9.", "Page 2 of 3"]
            ),
        ),
        max_size=12,
    ).map("\n".join)
)
def test_nothing_disappears_but_space_fillers_and_bullets(raw):
    document = canonicalise(raw)

    def counted(value):
        return Counter(unicodedata.normalize("NFD", re.sub(r"[\s\u00ad\u200b]", "", value)))

    kept = counted(document.text) + sum((counted(line.text) for line in document.furniture), Counter())
    assert kept <= counted(raw)
    assert set(counted(raw) - kept) <= set("•*-")


@given(st.lists(st.sampled_from([PROSE, MORE_PROSE, "“Who?” she asked, and he told her."]), min_size=1, max_size=8))
def test_prose_is_never_left_out_or_changed(paragraphs):
    document = canonicalise("\n\n".join(paragraphs))
    assert texts(document, Section.MAIN) == paragraphs
    assert document.furniture == ()


@pytest.mark.parametrize("raw", ["", "\n\n", "\u00a0\n\u200b\n"])
def test_nothing_gives_an_empty_document(raw):
    document = canonicalise(raw)
    assert (document.text, document.blocks, document.furniture) == ("", (), ())
