import random

import pypdfium2
import pytest

from sources.domain.document import FurnitureReason
from sources.errors import BrokenDocument, EmptyText, EncryptedDocument, TooManyPages
from sources.readers import pdf as reader
from sources.readers.pdf import read_pdf
from sources.readers.reading import Glance
from tests.support.pdf_writer import BOLD, PdfPage, make_pdf, wrap

WORDS = [
    "harbour",
    "quay",
    "storm",
    "council",
    "voted",
    "road",
    "island",
    "minister",
    "ferry",
    "boat",
    "government",
    "wall",
    "people",
    "against",
    "trade",
]
LEADING, MEASURE = 14, 451


def sentence(rng, least=8):
    return " ".join(rng.choices(WORDS, k=rng.randint(least, 24))).capitalize() + "."


def prose(seed, sentences=5):
    rng = random.Random(seed)  # noqa: S311 - made-up words
    return " ".join(sentence(rng) for _ in range(sentences))


def whole(data):
    return next(result for result in read_pdf(data) if not isinstance(result, Glance))


def blocks(reading, *kinds):
    return [
        reading.document.content(block) for block in reading.document.blocks if not kinds or block.kind.value in kinds
    ]


def pages_of(reading):
    text = reading.document.text
    return [(page.label, text[page.start : page.end]) for page in reading.document.pages]


def laid_out(texts, lines_a_page=20, foot=None):
    """Pages of paragraphs under a running head and over a page number; `foot` gives each page's footnote."""
    pages, y = [], 0
    for text in texts:
        for line in wrap(text, 11, MEASURE):
            if not pages or y < 770 - (lines_a_page - 1) * LEADING:
                pages.append(PdfPage())
                number = len(pages)
                pages[-1].write("The Harbour Report", 230, 812, size=9)
                pages[-1].write(str(number), 295, 30, size=9)
                if foot:
                    pages[-1].paragraph(foot(number), 72, 90, measure=MEASURE, size=8, leading=10)
                y = 770
            pages[-1].write(line, 72, y)
            y -= LEADING
        y -= 8
    return pages


def test_paragraphs_are_whole_again_without_heads_and_numbers():
    texts = [prose(seed) for seed in range(12)]

    reading = whole(make_pdf(laid_out(texts)))

    # A paragraph that ends with a page may or may not go on there: the page does not say.
    assert sum(text in blocks(reading) for text in texts) >= len(texts) - 1
    assert " ".join(blocks(reading)) == " ".join(texts)
    assert {line.reason for line in reading.document.furniture} == {
        FurnitureReason.RUNNING_HEAD, FurnitureReason.PAGE_NUMBER,
    }  # fmt: skip


def test_pages_have_labels_and_cut_a_paragraph_where_the_paper_does():
    reading = whole(make_pdf(laid_out([prose(1, 60)]), labels="0<</S/r>>1<</S/D/St 7>>"))

    found = pages_of(reading)
    assert [label for label, _ in found][:3] == ["i", "7", "8"]
    assert " ".join(text for _, text in found) == reading.document.text


def test_the_printed_number_is_the_label_where_the_file_states_none():
    pages = laid_out([prose(1, 30)])
    for number, page in enumerate(pages, start=41):
        page.operators = [line for line in page.operators if "295.00 30.00" not in line]
        page.write(str(number), 295, 30, size=9)

    assert [label for label, _ in pages_of(whole(make_pdf(pages)))][:2] == ["41", "42"]


def test_footnotes_stay_on_their_page_and_out_of_the_sentence_above():
    text = prose(3, 30)
    reading = whole(make_pdf(laid_out([text], foot=lambda number: f"{number} {prose(number + 50, 1)}")))

    assert blocks(reading, "paragraph") == [text]
    notes = blocks(reading, "footnote")
    assert [note.split()[0] for note in notes] == [str(n) for n in range(1, len(notes) + 1)]
    assert notes[0] in pages_of(reading)[0][1]


def test_headings_are_told_by_their_type_and_ranked_by_size():
    page = PdfPage()
    page.write("On the harbours of the north", 72, 780, size=20, font=BOLD)
    page.write("The first wall", 72, 740, size=14, font=BOLD)
    y = page.paragraph(prose(1), 72, 716, measure=MEASURE)
    page.write("A bold one of the text's size", 72, y - 10, font=BOLD)
    page.paragraph(prose(2), 72, y - 30, measure=MEASURE)

    reading = whole(make_pdf([page]))

    headings = [block for block in reading.document.blocks if block.kind.value == "heading"]
    assert [(block.level, reading.document.content(block)) for block in headings] == [
        (1, "On the harbours of the north"),
        (2, "The first wall"),
        (3, "A bold one of the text's size"),
    ]
    assert blocks(reading, "paragraph") == [prose(1), prose(2)]


def test_two_columns_are_read_one_after_the_other_under_what_stands_across_them():
    left, right = prose(5, 6), prose(6, 6)
    page = PdfPage()
    page.write("A title that stands across both of the columns", 72, 790, size=18)
    lines = zip(wrap(left, 10, 215), wrap(right, 10, 215), strict=False)
    # Row by row, as some programs write a page.
    for row, (one, other) in enumerate(lines):
        page.write(one, 72, 750 - 12 * row, size=10)
        page.write(other, 308, 750 - 12 * row, size=10)

    found = blocks(whole(make_pdf([page])))

    assert found[0] == "A title that stands across both of the columns"
    assert found[1].split()[:8] == left.split()[:8]
    words = " ".join(found[1:]).split()
    assert words.index(right.split()[0], len(left.split()) - 12) > len(left.split()) - 20


def test_paragraphs_with_indents_and_no_room_between_are_parted():
    page, y, texts = PdfPage(), 780, [prose(seed, 4) for seed in range(4)]
    for text in texts:
        y = page.paragraph(text, 72, y, measure=MEASURE, indent=16)

    assert blocks(whole(make_pdf([page]))) == texts


def test_hanging_entries_of_a_reference_list_are_parted():
    page, y = PdfPage(), 780
    y = page.paragraph(prose(1), 72, y, measure=MEASURE) - 20
    page.write("References", 72, y, size=14, font=BOLD)
    y -= 24
    entries = [
        f"{name}, Ada. {year}. “{prose(year, 2)[:90]}.” Quay Review 3(2): 4-9. https://quay.example/{year}/{'x' * 30}"
        for name, year in (("Lee", 2018), ("Moss", 2019), ("Park", 2020), ("Reed", 2021))
    ]
    for entry in entries:
        for number, line in enumerate(wrap(entry, 11, MEASURE - 20)):
            page.write(line, 92 if number else 72, y)
            y -= LEADING

    assert blocks(whole(make_pdf([page])), "reference_entry") == entries


@pytest.mark.parametrize(
    ("elsewhere", "before", "after", "expected"),
    [
        ("The harbour was international at once", "inter-", "national", "international"),
        ("It was a well-known wall of the town", "well-", "known", "well-known"),
        ("Nothing else is said about it here", "develop-", "ment", "development"),
        ("Nothing else is said about it here", "sea-", "wall", "sea-wall"),
        ("Nothing else is said about it here", "Anglo-", "Saxon", "Anglo-Saxon"),
    ],
)
def test_a_word_that_a_line_parts_is_joined_only_where_it_is_safe(elsewhere, before, after, expected):
    page = PdfPage()
    for row, line in enumerate((f"{elsewhere} and so we all thought about the", f"thing that they call the very {before}",
                                f"{after} matter of the whole northern coast."), start=0):  # fmt: skip
        page.write(line, 72, 700 - 14 * row)

    assert f"very {expected} matter" in whole(make_pdf([page])).document.text


def test_a_stamp_along_the_edge_is_left_out():
    page = PdfPage()
    page.paragraph(prose(1), 72, 780, measure=MEASURE)
    page.write("Downloaded by somebody on a Tuesday", 30, 200, matrix="0 1 -1 0")

    reading = whole(make_pdf([page]))

    assert reading.document.text == prose(1)
    assert [line.reason for line in reading.document.furniture] == [FurnitureReason.ROTATED]


def test_captions_are_apart():
    page = PdfPage()
    y = page.paragraph(prose(1), 72, 780, measure=MEASURE)
    page.paragraph(f"Figure 3. {prose(9, 2)}", 72, y - 20, measure=MEASURE, size=9, leading=11)
    page.paragraph(prose(2), 72, y - 90, measure=MEASURE)

    assert [text[:9] for text in blocks(whole(make_pdf([page])), "caption")] == ["Figure 3."]


def test_a_long_document_shows_its_first_pages_first():
    results = list(read_pdf(make_pdf(laid_out([prose(seed) for seed in range(80)]))))

    glance, _ = results
    assert isinstance(glance, Glance)
    assert (len(glance.labels), glance.page_count > 11) == (3, True)
    assert glance.drafts[0].text == prose(0)


XMP = b"""<?xpacket begin="" id="x"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"><dc:title><rdf:Alt><rdf:li>On walls</rdf:li></rdf:Alt>
</dc:title><dc:creator><rdf:Seq><rdf:li>Ada Moss</rdf:li><rdf:li>Jon Reed</rdf:li></rdf:Seq></dc:creator>
<prism:doi>10.5555/quay.7</prism:doi><prism:publicationName>Quay Review</prism:publicationName>
<prism:publicationDate>2024-03</prism:publicationDate></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_found_metadata_comes_from_the_packet_then_the_dictionary_then_the_first_page():
    page = PdfPage()
    page.write("Harbours and their walls", 72, 790, size=20)
    page.write("By Ada Moss and Jon Reed", 72, 760)
    page.write("https://doi.org/10.5555/first.page", 72, 740)
    page.paragraph(prose(1), 72, 700, measure=MEASURE)

    assert whole(make_pdf([page], metadata=XMP)).found == {
        "type": "article-journal",
        "title": "On walls",
        "author": [{"family": "Moss", "given": "Ada"}, {"family": "Reed", "given": "Jon"}],
        "container-title": "Quay Review",
        "issued": {"date-parts": [[2024, 3]]},
        "DOI": "10.5555/quay.7",
    }
    by_dictionary = whole(make_pdf([page], info=[("Title", "Walls"), ("Author", "Zoe Park")])).found
    assert (by_dictionary["title"], by_dictionary["author"][0]["family"]) == ("Walls", "Park")
    by_page = whole(make_pdf([page], info=[("Title", "Microsoft Word - draft3.docx")])).found
    assert (by_page["title"], by_page["DOI"]) == ("Harbours and their walls", "10.5555/first.page")
    assert [name["family"] for name in by_page["author"]] == ["Moss", "Reed"]


ENCRYPTED = f"<</Filter/Standard/V 1/R 2/O<{'41' * 32}>/U<{'42' * 32}>/P -4>>"


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (make_pdf([PdfPage()], encrypt=ENCRYPTED), EncryptedDocument, "password"),
        (b"%PDF-1.7\nnothing more", BrokenDocument, "cannot be opened"),
        (make_pdf([PdfPage()]), EmptyText, "OCR"),
        (make_pdf([]), BrokenDocument, "pages|opened"),
    ],
)
def test_a_pdf_that_cannot_be_read_says_why(data, error, words):
    with pytest.raises(error, match=words):
        whole(data)


def test_a_pdf_of_50_000_pages_is_refused_by_its_number_of_pages():
    document = pypdfium2.PdfDocument.new()
    document.close()
    kids = b" ".join([b"3 0 R"] * 50_000)
    data = make_pdf([PdfPage()]).replace(b"/Count 1/Kids[6 0 R]", b"/Count 50000/Kids[%s]" % kids.replace(b"3", b"6"))

    with pytest.raises(TooManyPages, match="50,000 pages; 5,000 are read"):
        whole(data)


def test_letters_without_a_meaning_are_no_text(monkeypatch):
    monkeypatch.setattr(reader, "UNKNOWN_SHARE_MAX", -1)
    page = PdfPage()
    page.paragraph(prose(1), 72, 780, measure=MEASURE)

    with pytest.raises(BrokenDocument, match="which letters"):
        whole(make_pdf([page]))
