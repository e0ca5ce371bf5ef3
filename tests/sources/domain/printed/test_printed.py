"""Pages made of lines at random places: nothing is lost, nothing doubled, and the order is that of a reader."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.document import FurnitureReason, assemble
from sources.domain.printed.edges import find_edges, page_labels
from sources.domain.printed.footnotes import split_footnotes
from sources.domain.printed.hyphens import Hyphens
from sources.domain.printed.lines import Line, PrintedPage, body_size, rows
from sources.domain.printed.order import columns
from sources.domain.printed.pages import read_pages
from sources.domain.printed.paragraphs import paragraphs


def line(text, left=72.0, foot=700.0, size=10.0, **fields):
    right = fields.pop("right", left + len(text) * size / 2)
    return Line(text, left, right, foot, foot + size, size, **fields)


def page(*lines, position=0, label=""):
    return PrintedPage(position, label, lines)


LINES = st.lists(
    st.builds(
        line,
        st.text("abcdefg ABC.-", min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "x"),
        left=st.floats(20, 500),
        foot=st.floats(20, 800),
        size=st.sampled_from([8.0, 10.0, 14.0]),
        bold=st.booleans(),
    ),
    max_size=30,
).map(lambda lines: [Line(**{**one.__dict__, "number": number}) for number, one in enumerate(lines, start=1)])


def letters(texts):
    return sorted("".join(texts).replace(" ", "").replace("-", ""))


@given(LINES)
@settings(max_examples=60, deadline=None)
def test_columns_and_rows_hold_every_letter_once(lines):
    ordered = columns(lines)

    assert letters(one.text for column in ordered for one in column) == letters(one.text for one in lines)
    assert all(ordered)
    assert letters(row.text for row in rows(lines)) == letters(one.text for one in lines)


@given(st.lists(LINES, min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_pages_hold_every_letter_once_in_the_text_or_beside_it(pages):
    printed = [PrintedPage(position, "", tuple(lines)) for position, lines in enumerate(pages)]

    text = read_pages(printed)

    found = [draft.text for draft in text.drafts] + [left_out.text for left_out in text.furniture]
    assert letters(found) == letters(one.text for lines in pages for one in lines)
    document = assemble(text.drafts, text.furniture, text.labels)
    places = [place for one in document.pages for place in (one.start, one.end)]
    assert places == sorted(places)
    assert len(document.pages) == len(pages)


def test_text_that_is_printed_over_a_running_head_stays():
    pages = [
        page(line("The harbour and its lock", foot=800), line("Over", left=80, foot=801), position=position)
        for position in range(3)
    ]
    pages[1] = page(*pages[1].pieces[:1], line("Under", left=80, foot=799), position=1)

    text = read_pages(pages)

    assert {one.text for one in text.furniture} == {"The harbour and its lock"}
    assert letters(draft.text for draft in text.drafts) == letters(["Over", "Under", "Over"])


@given(LINES)
@settings(max_examples=40, deadline=None)
def test_paragraphs_and_footnotes_hold_every_line_once(lines):
    ordered = rows(lines)
    body = body_size(lines)
    rest, notes = split_footnotes(ordered, body)

    assert [*rest, *(one for note in notes for one in note)] == ordered
    assert [one for paragraph in paragraphs(ordered, body) for one in paragraph.lines] == ordered


def test_three_columns_are_read_from_left_to_right():
    texts = [[f"column {c} line {r} of the text" for r in range(6)] for c in range(3)]
    pieces = [line(texts[c][r], left=40 + 180 * c, foot=700 - 12 * r) for r in range(6) for c in range(3)]

    assert [one.text for column in columns(pieces) for one in column] == [text for column in texts for text in column]


def test_a_heading_between_columns_and_text_belongs_to_neither_column():
    body = [
        line("A line of text in a column here", left=60 + 240 * (n % 2), foot=700 - 12 * (n // 2)) for n in range(12)
    ]
    heading, after = line("Lists", left=60, foot=600), line("A line over the whole width " * 4, left=60, foot=580)

    assert [one.text for one in columns([*body, heading, after])[-1]] == [heading.text, after.text]


def test_running_heads_need_the_same_words_and_page_numbers_have_to_count():
    pages = [
        page(
            line(f"{n} | The harbour", foot=800), line(f"Text of page {n} here", foot=600), line(f"{n + 7} Ibid.", foot=60),
            position=n - 4,
        )
        for n in range(4, 8)
    ]  # fmt: skip

    edges = find_edges(pages)

    assert [(edge.row.text, edge.reason) for edge in edges] == [
        (f"{n} | The harbour", FurnitureReason.RUNNING_HEAD) for n in range(4, 8)
    ]
    assert page_labels(pages, edges) == ["4", "5", "6", "7"]


def test_roman_numbers_count_too_and_a_stated_label_rules():
    pages = [
        page(line(f"Words of page {p} here.", foot=600), line(n, foot=40), position=p)
        for p, n in enumerate(["iii", "iv", "v"])
    ]
    edges = find_edges(pages)

    assert [edge.number for edge in edges] == ["iii", "iv", "v"]
    assert page_labels(pages, edges) == ["iii", "iv", "v"]
    stated = [PrintedPage(one.position, f"A-{one.position}", one.pieces) for one in pages]
    assert page_labels(stated, edges) == ["A-0", "A-1", "A-2"]


def test_a_note_number_that_does_not_follow_begins_no_note():
    lines = [line("Text of the page stands here.", foot=200, size=11.0), line("1 First note, see the report of", foot=90, size=8),
             line("1987 and others.", foot=80, size=8), line("2 Second note.", foot=70, size=8)]  # fmt: skip

    _, notes = split_footnotes(lines, 11.0)

    assert [[one.text[:8] for one in note] for note in notes] == [["1 First ", "1987 and"], ["2 Second"]]


def test_the_document_says_whether_a_word_has_a_hyphen():
    hyphens = Hyphens([line("the sea-wall and the cooperation of all"), line("a sea-wall again, not a seawall")])

    assert hyphens.joined("the sea-", "wall stood") == "the sea-wall stood"
    assert hyphens.joined("their coop-", "eration") == "their cooperation"
    assert hyphens.joined("in 1990-", "1995") == "in 1990-1995"
