"""Invented bibliographies and texts are recovered in every style."""

import pytest

from benchmarks.bibliographies import STYLES, make_bibliography
from benchmarks.references import measure
from sources.domain.citing.works import fold_key, identity_keys, url_key


@pytest.mark.parametrize("style", STYLES)
def test_every_citation_of_an_invented_text_is_found_and_linked(style):
    measured = measure(style, texts=6)

    assert (measured.recall, measured.precision, measured.linked) == (1.0, 1.0, 1.0)
    assert measured.fields >= 0.99


def test_the_generator_says_the_truth_about_its_spans():
    made = make_bibliography(3, "apa")

    for one in made.citations:
        assert made.works[one.entry].year in made.text[one.start : one.end]


def test_one_work_has_a_key_in_common_however_it_is_mentioned():
    one = identity_keys(title="Tides: Of Trade", year="2019", first_author="Müller", doi="10.1/none")
    other = identity_keys(title="tides of trade", year="2019", first_author="Muller", url="http://www.quay.example/a/")

    assert one & other == {"work:muller|2019|tides of trade"}
    assert identity_keys(title="x", year="2019", first_author="M", url="https://doi.org/10.1234/Q.1") >= {
        "doi:10.1234/q.1"
    }
    assert identity_keys(title="Report", year="2019", first_author="Moss") == frozenset()
    assert url_key("https://www.Quay.example/a/?utm_source=x#y") == url_key("http://quay.example/a")
    assert fold_key("Łukasz  O’Neill—Moss") == "lukasz oneill moss"
