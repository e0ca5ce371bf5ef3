import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.domain.author_date import cite_works, with_locator


def item(*families, year=2023, title="On Tides", **more):
    authors = [{"family": family, "given": "Ada"} for family in families]
    issued = {"issued": {"date-parts": [[year]]}} if year else {}
    return {"id": "x", "type": "article", "title": title, "author": authors, **issued, **more}


@pytest.mark.parametrize(
    ("names", "citation"),
    [
        (["Lund"], "Lund 2023"),
        (["Lund", "Berg"], "Lund and Berg 2023"),
        (["Lund", "Berg", "Dahl"], "Lund, Berg and Dahl 2023"),
        (["Lund", "Berg", "Dahl", "Holm"], "Lund et al. 2023"),
    ],
)
def test_names_are_joined(names, citation):
    assert cite_works({"a": item(*names)})[0].citation == citation


def test_works_cited_alike_get_letters_by_title_in_text_and_list():
    works = {"b": item("Lund", title="Waves"), "a": item("Lund", title="Tides"), "c": item("Lund", year=2020)}
    assert [(one.key, one.citation, one.entry) for one in cite_works(works)] == [
        ("c", "Lund 2020", "Lund, Ada. 2020. On Tides."),
        ("a", "Lund 2023a", "Lund, Ada. 2023a. Tides."),
        ("b", "Lund 2023b", "Lund, Ada. 2023b. Waves."),
    ]


def test_undated_works_keep_their_letters_apart_from_the_abbreviation():
    works = {"u": item("Lund", year=0), "v": item("Lund", year=0, title="Waves")}
    assert [one.citation for one in cite_works(works)] == ["Lund n.d.-a", "Lund n.d.-b"]


def test_nobody_wrote_it():
    (cited,) = cite_works({"a": item(title="A very long title of eight words")})
    assert cited.citation == "“A very long title…” 2023"
    assert cited.entry == "2023. A very long title of eight words."


def test_a_locator_follows_a_comma():
    assert with_locator("Lund 2023", "12") == "Lund 2023, 12"
    assert with_locator("Lund 2023", "") == "Lund 2023"


WORKS = st.dictionaries(
    st.integers(0, 90).map(str),
    st.builds(
        lambda names, year, title: item(*names, year=year, title=title),
        st.lists(st.sampled_from(["Lund", "Berg"]), max_size=2),
        st.sampled_from([0, 2023]),
        st.sampled_from(["Tides", "Waves", "Why?"]),
    ),
    max_size=60,
)


@given(works=WORKS, seed=st.randoms(use_true_random=False))
def test_citations_tell_works_apart_whatever_their_order(works, seed):
    cited = cite_works(works)
    assert len({one.citation for one in cited}) == len(works)
    keys = list(works)
    seed.shuffle(keys)
    assert cite_works({key: works[key] for key in keys}) == cited
