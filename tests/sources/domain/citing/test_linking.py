"""A citation is linked to the entry that it means, and what does not fit is said."""

import pytest

from sources.domain.citing.citations import find_citations, known_works
from sources.domain.citing.entries import read_entries
from sources.domain.citing.linking import Link, LinkProblem, link_citations

ENTRIES = [
    "Moss, Ada. 2019a. “Tides.” Harbour Review 1 (1): 1–2.",
    "Moss, Ada. 2019b. “Silt.” Harbour Review 1 (2): 1–2.",
    "Moss, Ada and Jon Reed. 2020. “Salt.” Harbour Review 2 (1): 1–2.",
    "Park, Ewa, et al. 2023. “Docks.” Harbour Review 5 (1): 1–2.",
    "Park, Noor. 2023. “Tolls.” Harbour Review 5 (2): 1–2.",
    "Harbour Institute. 2024. Index of Quays. https://quays.example/",
    "Institute for Tidal Studies. 2021. “Neap.” Harbour Review 3 (1): 1–2.",
    "Ó Súilleabháin, Carl. 2018. “Ferries.” Harbour Review 7 (1): 1–2.",
    "Quill, Imogen. 2011. “Locks.” Harbour Review 8 (1): 1–2.",
]


def links_of(text, entries=ENTRIES):
    works = read_entries(entries)
    return link_citations(find_citations(text, [(0, len(text))], known_works(works)), works)


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("(Moss 2019a)", Link(0)),
        ("(Moss 2019)", Link(None, LinkProblem.AMBIGUOUS, (0, 1))),
        ("(Moss 2019c)", Link(None, LinkProblem.YEAR_DIFFERS, (0, 1))),
        ("(Moss and Reed 2020)", Link(2)),
        ("(Moss & Reed, 2020)", Link(2)),
        ("(Reed and Moss 2020)", Link(2, LinkProblem.AUTHORS_DIFFER)),
        ("(Moss 2020)", Link(2, LinkProblem.AUTHORS_DIFFER)),
        ("(Park, et al. 2023)", Link(3)),
        ("(Park 2023)", Link(4)),
        ("(Harbour Institute 2024)", Link(5)),
        ("(Harbour 2024)", Link(5, spelling=True)),
        ("(ITS 2021)", Link(6, spelling=True)),
        ("(O Suilleabhain 2018)", Link(7)),
        ("(Ó Suillebháin 2018)", Link(7, spelling=True)),
        ("(Quill 2012)", Link(8, LinkProblem.YEAR_DIFFERS)),
        ("(Quil 2011)", Link(None, LinkProblem.MISSING_ENTRY)),
        ("(Vance 2011)", Link(None, LinkProblem.MISSING_ENTRY)),
    ],
)
def test_one_citation_is_linked_or_told_why_not(text, link):
    assert links_of(text).links == (link,)


def test_ibid_means_what_the_citation_before_means():
    assert [link.entry for link in links_of("(Quill 2011) and (ibid., 4)").links] == [8, 8]
    assert links_of("(ibid.)").links == (Link(None, LinkProblem.MISSING_ENTRY),)


def test_another_year_of_a_work_that_is_cited_rightly_is_a_work_that_the_list_lacks():
    found = links_of("(Quill 2011; Quill 2019)").links

    assert found == (Link(8), Link(None, LinkProblem.MISSING_ENTRY, (8,)))


def test_a_year_off_by_one_is_a_slip_even_if_the_work_is_cited_rightly_too():
    assert links_of("(Quill 2011; Quill 2012)").links == (Link(8), Link(8, LinkProblem.YEAR_DIFFERS))


def test_entries_that_nothing_cites_are_told():
    found = links_of("(Moss 2019; Moss and Reed 2020; Park et al. 2023; Park 2023; Harbour Institute 2024; Quill 2012)")

    assert found.never_cited == (6, 7)


def test_numbers_mean_the_entry_with_that_number():
    entries = [f"{number}. {entry}" for number, entry in enumerate(ENTRIES[:3], start=1)]

    found = links_of("So it is [2, 7].", entries)

    assert found.links == (Link(1), Link(None, LinkProblem.MISSING_ENTRY))
    assert found.never_cited == (0, 2)


def test_without_a_list_nothing_is_missing():
    assert links_of("(Moss 2019)", []).links == (Link(None),)
