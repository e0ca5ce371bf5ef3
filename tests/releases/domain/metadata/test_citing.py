"""The metadata by which people cite a release: read back by the readers of each format."""

import json
from dataclasses import replace

import bibtexparser
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from releases.domain.metadata.bibtex import write_bibtex
from releases.domain.metadata.cff import write_cff
from releases.domain.metadata.citation import cite, csl_item, write_csl
from sources.domain.bibliography.bibtex import load_bibtex
from tests.support.claim_records import texts
from tests.support.release_facts import FACTS

# Citation File Format 1.2.0, schema.json: the keys that a file must have, and all that it may have.
REQUIRED = {"authors", "cff-version", "message", "title"}
ALLOWED = REQUIRED | {
    "abstract", "commit", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
    "preferred-citation", "references", "repository", "repository-artifact", "repository-code", "type", "url", "version",
}  # fmt: skip


def test_sentence_names_who_when_what_and_which_bytes():
    assert cite(FACTS) == (
        "Ada Moss & Bo Heath (2026). Harbours. Release 3 [Data set]. Harbour Group. "
        "https://parallax.example/sets/harbours/releases/3/ (root hash aaaaaaaaaaaa)"
    )


@pytest.mark.parametrize(
    ("creators", "cited"),
    [((), "Harbour Group"), (("A",), "A"), (("A", "B", "C"), "A, B & C")],
)
def test_without_creators_the_publisher_is_cited(creators, cited):
    assert cite(replace(FACTS, creators=creators)).startswith(f"{cited} (2026). ")


def test_csl_item_is_a_dataset_with_names_as_they_were_given():
    item = json.loads(write_csl(FACTS))[0]

    assert (item["type"], item["version"], item["issued"]) == ("dataset", "3", {"date-parts": [[2026, 11, 28]]})
    assert item["author"] == [{"literal": "Ada Moss"}, {"literal": "Bo Heath"}]


@given(texts.filter(lambda text: text.strip()), texts)
def test_bibtex_is_read_by_others_whatever_the_title(title, description):
    written = write_bibtex(replace(FACTS, title=title, description=description)).decode()

    library = bibtexparser.parse_string(written)
    assert not library.failed_blocks
    assert [entry.key for entry in library.entries] == ["harbours-release-3"]


def test_bibtex_comes_back_through_our_own_reader():
    item = csl_item(FACTS)
    back = load_bibtex(write_bibtex(FACTS).decode()).entries[0].item

    assert {key: back[key] for key in ("type", "title", "author", "publisher", "URL")} == {
        key: item[key] for key in ("type", "title", "author", "publisher", "URL")
    }


@given(texts.filter(bool), texts, st.lists(texts.filter(bool), max_size=3))
def test_cff_has_the_required_keys_and_no_others_than_the_schema_knows(title, description, creators):
    facts = replace(FACTS, title=title, description=description, creators=tuple(creators))

    read = yaml.safe_load(write_cff(facts))
    assert set(read) >= REQUIRED
    assert set(read) <= ALLOWED
    assert (read["cff-version"], read["type"], read["title"]) == ("1.2.0", "dataset", title)
    assert read["authors"] == [{"name": name} for name in facts.authors]
    assert all(isinstance(read[key], str) for key in ("message", "version", "date-released"))
    assert all(set(one) == {"type", "value", "description"} for one in read["identifiers"])


def test_licence_that_cff_does_not_know_is_told_in_words():
    read = yaml.safe_load(write_cff(replace(FACTS, licence="LicenseRef-members-only")))

    assert "license" not in read
    assert "LicenseRef-members-only" in read["message"]


def test_equal_facts_give_equal_bytes():
    for write in (write_bibtex, write_cff, write_csl):
        assert write(FACTS) == write(replace(FACTS))
