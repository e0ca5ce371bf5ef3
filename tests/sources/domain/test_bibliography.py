"""Round trips through every format, what they lose, and what broken files are refused for."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.bibliography import FORMATS, detect_format, dump, load
from sources.domain.bibliography.latex import from_latex, to_latex
from sources.domain.bibliography.values import settled

# Anything that is printed, with what the formats give a meaning to often enough.
CHARACTERS = st.one_of(
    st.sampled_from("{}\\%&#_^~$@\"',=-–`?!<>()[]|/:; é中한ß𝔐"),
    st.characters(
        codec="utf-8", categories=["L", "N", "P", "S"], exclude_characters="\ue000\ue001\ue002\ue003\ue004\ue005"
    ),
)
TEXTS = st.text(CHARACTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split())).filter(bool)
WORDS = st.text(st.characters(codec="utf-8", categories=["Lu", "Ll"]), min_size=1, max_size=10)
KEYS = st.from_regex(r"[a-z][a-z0-9_:.+/-]{0,12}", fullmatch=True)
PERSONS = st.builds(lambda family, given: {"family": family, "given": given}, WORDS, WORDS)
ORGANISATIONS = st.builds(lambda words: {"literal": " ".join(words)}, st.lists(WORDS, min_size=2, max_size=3))
DATES = st.one_of(
    st.integers(1500, 2099).map(lambda year: [year]),
    st.tuples(st.integers(1500, 2099), st.integers(1, 12)).map(list),
    st.dates().filter(lambda day: day.year >= 1500).map(lambda day: [day.year, day.month, day.day]),
).map(lambda parts: {"date-parts": [parts]})
ITEMS = st.fixed_dictionaries(
    {
        "id": KEYS,
        "type": st.sampled_from(["article-journal", "book", "chapter", "thesis", "webpage", "document"]),
        "title": TEXTS,
    },
    optional={
        "author": st.lists(st.one_of(PERSONS, ORGANISATIONS), min_size=1, max_size=3),
        "editor": st.lists(PERSONS, min_size=1, max_size=2),
        "issued": DATES,
        "container-title": TEXTS,
        "publisher": TEXTS,
        "volume": st.integers(1, 99).map(str),
        "issue": st.integers(1, 99).map(str),
        "page": st.tuples(st.integers(1, 99), st.integers(100, 999)).map(lambda pages: f"{pages[0]}-{pages[1]}"),
        "DOI": st.just("10.1234/ab_c.5"),
        "URL": st.just("https://quay.example/a_b?c=d&e=%20f"),
        "language": st.sampled_from(["en", "ko"]),
        "note": TEXTS,
    },
)
FULL = {
    "id": "moss2024",
    "type": "article-journal",
    "title": "Harbours & {quays}: 100 % of a_b",
    "author": [
        {"family": "Moss", "given": "Ada"},
        {"literal": "Harbour and Quay Board"},
        {"family": "von der Leyen", "given": "Jörg"},
    ],
    "issued": {"date-parts": [[2024, 3, 5]]},
    "container-title": "Quay Review",
    "volume": "12",
    "issue": "3",
    "page": "1-12",
    "DOI": "10.1234/ab_c",
    "URL": "https://quay.example/a_b",
    "ISSN": "1234-5678",
    "keyword": "harbours, dredging",
    "abstract": "It silts up.",
}


def back(style, item):
    [entry] = load(style, style.dump([item])).entries
    return entry.item


@settings(max_examples=120, deadline=None)
@given(TEXTS)
def test_any_text_comes_back_from_latex(text):
    assert from_latex(to_latex(text)) == text


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"{\"U}bung", "Übung"),
        (r"Erd{\H o}s", "Erdős"),
        (r"\'{e}t\'e", "été"),
        (r"{The {NATO} years}", "The NATO years"),
        (r"pp.~1--2", "pp. 1–2"),
        (r"R\&D", "R&D"),
    ],
)
def test_latex_of_other_programs_is_read(latex, text):
    assert from_latex(latex) == text


@pytest.mark.parametrize("name", FORMATS)
def test_a_full_item_comes_back_as_it_was(name):
    dumped = dump(FORMATS[name], [FULL])

    assert back(FORMATS[name], FULL) == FULL
    assert dumped.losses == ()


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(item=ITEMS)
def test_what_does_not_come_back_is_in_the_report(name, item):
    item, style = settled(item), FORMATS[name]
    lost = {loss.field for loss in dump(style, [item]).losses}
    read = back(style, item)

    assert {field for field in item if read.get(field) != item[field]} == lost
    # What every bibliography has is never lost; a name may be where a format has no mark for organisations.
    assert not lost & {"type", "title", "issued", "DOI", "URL", "volume", "page", "container-title"}


@settings(max_examples=40, deadline=None)
@given(items=st.lists(ITEMS, max_size=4, unique_by=lambda item: item["id"]))
@pytest.mark.parametrize("name", FORMATS)
def test_many_items_come_back_as_many_in_their_order(name, items):
    read = load(FORMATS[name], FORMATS[name].dump(items))

    assert read.refused == ()
    assert [entry.item["title"] for entry in read.entries] == [settled(item)["title"] for item in items]


@pytest.mark.parametrize(("name", "field"), [("bibtex", "custom"), ("ris", "custom"), ("ris", "number-of-pages")])
def test_a_field_without_a_place_is_reported(name, field):
    [loss] = dump(FORMATS[name], [{**FULL, field: "7"}]).losses

    assert (loss.key, loss.field) == ("moss2024", field)
    assert "no place" in loss.reason


def test_broken_bibtex_is_refused_block_by_block():
    text = "@book{good, title={Good}, year=2020}\n@book{bad, title = {x\n@book{good, title={Again}}\n@misc{last, title={Last}}"
    read = load(FORMATS["bibtex"], text)

    assert [entry.item["id"] for entry in read.entries] == ["good", "last"]
    assert [(one.number, one.entry) for one in read.refused] == [(2, "bad"), (3, "good")]
    assert "Line 2" in read.refused[0].reason


def test_strings_months_and_others_of_real_files_are_read():
    text = """@string{qr = "Quay Review"}
    @comment{kept by hand}
    @Article{m, Author = "Moss, Ada and Reed, Jr., Jon and others", Title = "{On} harbours", journal = qr, year = 2024, month = mar}"""
    [entry] = load(FORMATS["bibtex"], text).entries

    assert entry.item["author"] == [
        {"family": "Moss", "given": "Ada"},
        {"family": "Reed", "given": "Jon", "suffix": "Jr."},
    ]
    assert (entry.item["container-title"], entry.item["title"]) == ("Quay Review", "On harbours")
    assert entry.item["issued"] == {"date-parts": [[2024, 3]]}


def test_ris_without_an_end_and_with_rubbish_is_read_as_far_as_it_goes():
    text = "\ufeffrubbish\r\nTY  - JOUR\r\nT1  - One\r\nA1  - Moss, Ada\r\nY1  - 2024/03//\r\nJO  - QR\r\nER  - \r\n\r\nTY  - BOOK\r\nTI  - Two\r\n"
    one, two = (entry.item for entry in load(FORMATS["ris"], text).entries)

    assert (one["title"], one["container-title"], one["issued"]) == ("One", "QR", {"date-parts": [[2024, 3]]})
    assert (two["title"], two["type"]) == ("Two", "book")


@pytest.mark.parametrize("text", ["", "{", "7", '"x"'])
def test_json_that_is_no_list_of_items_says_so(text):
    read = load(FORMATS["csl-json"], text)
    assert not read.entries
    assert read.refused


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.bib", "", "bibtex"),
        ("a.RIS", "", "ris"),
        ("a.json", "", "csl-json"),
        ("pasted", "\ufeff [{}]", "csl-json"),
        ("a.txt", "TY  - JOUR\n", "ris"),
        ("a.txt", "% mine\n@article{x,", "bibtex"),
        ("a.txt", "The harbour.", None),
    ],
)
def test_formats_are_told_by_name_and_by_text(name, text, found):
    style = detect_format(name, text)
    assert (style.name if style else None) == found
