"""Entries of reference lists are read in every common style, and nothing is guessed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.domain.citing.entries import read_entries, read_entry
from sources.domain.citing.works import Name, Work

ADA, JON = Name("Moss", "Ada"), Name("Reed", "Jon")
SHORT_ADA, SHORT_JON = Name("Moss", "A."), Name("Reed", "J. K.")

CASES = {
    "chicago author-date": (
        "Moss, Ada and Jon Reed. 2019. “Tides: Who Paid?” Harbour Review, 40(4): 502-525. https://doi.org/10.1080/q.1",
        Work((ADA, JON), year="2019", title="Tides: Who Paid?", container="Harbour Review", volume="40", issue="4",
             pages="502–525", doi="10.1080/q.1", url="https://doi.org/10.1080/q.1"),
    ),
    "apa": (
        "Moss, A., & Reed, J. K. (2019a, May 4). Tides of trade. Harbour Review, 40(4), 1–9.",
        Work((SHORT_ADA, SHORT_JON), year="2019", letter="a", title="Tides of trade", container="Harbour Review",
             volume="40", issue="4", pages="1–9"),
    ),
    "mla": (
        "Moss, Ada, et al. “Tides.” Harbour Review, vol. 40, no. 4, 2019, pp. 1-9.",
        Work((ADA,), others=True, year="2019", title="Tides", container="Harbour Review", volume="40", issue="4",
             pages="1–9"),
    ),
    "chicago bibliography": (
        "Moss, Ada. “Tides of 1994.” Harbour Review 40, no. 4 (2019): 1–9.",
        Work((ADA,), year="2019", title="Tides of 1994", container="Harbour Review", volume="40", issue="4", pages="1–9"),
    ),
    "vancouver": (
        "12. Moss A, Reed JK. Tides of trade. Harbour Rev. 2019;40(4):502-25.",
        Work((Name("Moss", "A"), Name("Reed", "JK")), year="2019", title="Tides of trade", container="Harbour Rev",
             volume="40", issue="4", pages="502–25", number=12),
    ),
    "ieee": (
        "[3] A. Moss and J. K. Reed, “Tides of trade,” Harbour Review, vol. 40, no. 4, pp. 1–2, 2019.",
        Work((SHORT_ADA, SHORT_JON), year="2019", title="Tides of trade", container="Harbour Review", volume="40",
             issue="4", pages="1–2", number=3),
    ),
    "harvard": (
        "Moss, A. (2019) 'Tides of trade', Harbour Review, 40(4), pp. 1-2.",
        Work((SHORT_ADA,), year="2019", title="Tides of trade", container="Harbour Review", volume="40", issue="4",
             pages="1–2"),
    ),
    "book": (
        "Moss, Ada. 2019. Harbour Accounts. London: Quay Press.",
        Work((ADA,), year="2019", title="Harbour Accounts", publisher="Quay Press"),
    ),
    "organisation with “and” in its name, web page": (
        "Ministry of Oceans and Fisheries. 2024. “The Fleet from 2009 to Present.” April. https://ships.example/a /b/2_1.html",
        Work((Name("Ministry of Oceans and Fisheries", literal=True),), year="2024", title="The Fleet from 2009 to Present",
             url="https://ships.example/a/b/2_1.html"),
    ),
    "newspaper with a day": (
        "Quill, Sang-min. 2024. “‘No. 1 toll’ in the N.H. harbour.” Harbour News. January 16. https://news.example/a1",
        Work((Name("Quill", "Sang-min"),), year="2024", title="‘No. 1 toll’ in the N.H. harbour", container="Harbour News",
             url="https://news.example/a1"),
    ),
    "undated": (
        "Harbour Board. n.d. Annual Report.",
        Work((Name("Harbour Board", literal=True),), year="n.d.", title="Annual Report"),
    ),
    "korean": (
        "김항구 외. 2023. 『항만백서 2023』. 부산: 항만연구원.",
        Work((Name("김항구", literal=True),), others=True, year="2023", title="항만백서 2023", publisher="항만연구원"),
    ),
    "chinese": (
        "王海，李港. 2021. 《港口史》. 上海: 海港出版社.",
        Work((Name("王海", literal=True), Name("李港", literal=True)), year="2021", title="港口史", publisher="海港出版社"),
    ),
    "no author": (
        "“Who Owns the Quay?” 2020. Harbour Review 3 (1): 4–9.",
        Work(year="2020", title="Who Owns the Quay?", container="Harbour Review", volume="3", issue="1", pages="4–9"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_an_entry_is_read_in_each_style(case):
    text, work = CASES[case]

    assert read_entry(text) == work


def test_a_dash_repeats_the_authors_and_ibid_the_work():
    works = read_entries([
        "1. Moss, Ada. 2017. “Tides.” Harbour Review 1 (1): 1–2.",
        "2. ______. 2019. “Silt.” Harbour Review 3 (1): 1–2.",
        "3. ———, and Jon Reed. 2020. “Salt.” Harbour Review 4 (1): 1–2.",
        "4. Ibid., 2.",
    ])  # fmt: skip

    assert [work.names for work in works] == [(ADA,), (ADA,), (ADA, JON), (ADA, JON)]
    assert [(work.number, work.title) for work in works] == [(1, "Tides"), (2, "Silt"), (3, "Salt"), (4, "Salt")]


def test_a_work_becomes_a_csl_item_of_what_it_states():
    assert CASES["chicago bibliography"][1].to_csl() == {
        "type": "article-journal",
        "title": "Tides of 1994",
        "author": [{"family": "Moss", "given": "Ada"}],
        "issued": {"date-parts": [[2019]]},
        "container-title": "Harbour Review",
        "volume": "40",
        "issue": "4",
        "page": "1–9",
    }


@given(st.text(max_size=300))
@settings(max_examples=60)
def test_any_text_is_read_without_failing_and_what_is_read_stands_in_it(text):
    work = read_entry(text)

    folded = "".join(text.split())
    assert all("".join(name.family.split()) in folded for name in work.names)
    assert not work.year.isdigit() or work.year in text
