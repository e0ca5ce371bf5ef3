import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.author_date import CitableWork, cite_works, with_locator
from sources.domain.csl import AuthorName


def person(family, given="Ada"):
    return AuthorName(family=family, given=given, is_organisation=False)


def work(key="a", names=("Lund",), year="2023", title="On Tides", **more):
    return CitableWork(key, tuple(map(person, names)), year, title, **more)


def entry(cited):
    return f"{cited.before}{cited.title}{cited.after} {cited.address}".strip()


@pytest.mark.parametrize(
    ("names", "citation", "start"),
    [
        (["Lund"], "Lund 2023", "Lund, Ada. 2023. "),
        (["Lund", "Berg"], "Lund and Berg 2023", "Lund, Ada and Ada Berg. 2023. "),
        (["Lund", "Berg", "Dahl"], "Lund, Berg, and Dahl 2023", "Lund, Ada, Ada Berg, and Ada Dahl. 2023. "),
        (["Lund", "Berg", "Dahl", "Holm"], "Lund et al. 2023", "Lund, Ada, Ada Berg, Ada Dahl, and Ada Holm. 2023. "),
        (
            [f"N{n}" for n in range(11)],
            "N0 et al. 2023",
            "N0, Ada, Ada N1, Ada N2, Ada N3, Ada N4, Ada N5, Ada N6, et al.",
        ),
    ],
)
def test_names_are_joined_as_the_manual_says(names, citation, start):
    (cited,) = cite_works([work(names=names)])
    assert cited.citation == citation
    assert entry(cited).startswith(start)


def test_an_entry_has_container_fuller_date_address_and_note():
    told = work(container="Tide Review", issued="3 March 2023", address="https://example.org/t", note="Retracted.")
    assert entry(cite_works([told])[0]) == (
        "Lund, Ada. 2023. On Tides. Tide Review, 3 March 2023. Retracted. https://example.org/t"
    )


def test_a_year_is_not_said_twice_and_a_question_keeps_its_mark():
    (cited,) = cite_works([work(title="Why tides?", issued="2023")])
    assert entry(cited) == "Lund, Ada. 2023. Why tides?"


def test_works_cited_alike_get_letters_by_title():
    cited = cite_works([work("b", title="Waves"), work("a", title="Tides"), work("c", year="2020")])
    assert [(one.work.key, one.citation) for one in cited] == [
        ("c", "Lund 2020"),
        ("a", "Lund 2023a"),
        ("b", "Lund 2023b"),
    ]


def test_an_undated_work_follows_the_dated_ones():
    cited = cite_works([work("u", year=""), work("v", year="", title="Other"), work("d")])
    assert [one.citation for one in cited] == ["Lund 2023", "Lund n.d.-a", "Lund n.d.-b"]


def test_nobody_wrote_it():
    (cited,) = cite_works([work(names=(), title="A very long title of five words")])
    assert cited.citation == "“A very long title…” 2023"
    assert entry(cited) == "A very long title of five words. 2023."


def test_an_organisation_is_not_turned_round():
    body = CitableWork("o", (AuthorName("Tide Office", "", is_organisation=True),), "2021", "Tables")
    assert entry(cite_works([body])[0]).startswith("Tide Office. 2021. ")


def test_a_locator_follows_a_comma():
    assert with_locator("Lund 2023", "12") == "Lund 2023, 12"
    assert with_locator("Lund 2023", "") == "Lund 2023"


WORKS = st.lists(
    st.builds(
        work,
        key=st.integers(0, 60).map(str),
        names=st.lists(st.sampled_from(["Lund", "Berg"]), max_size=2),
        year=st.sampled_from(["", "2023"]),
        title=st.sampled_from(["Tides", "Waves", "Why?"]),
    ),
    max_size=60,
    unique_by=lambda one: one.key,
)


@given(works=WORKS, seed=st.randoms(use_true_random=False))
def test_citations_tell_works_apart_whatever_their_order(works, seed):
    cited = cite_works(works)
    assert len({one.citation for one in cited}) == len(works)
    shuffled = list(works)
    seed.shuffle(shuffled)
    assert cite_works(shuffled) == cited
