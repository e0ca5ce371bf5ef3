"""The summaries are ours, marked as summaries, and of the length that was asked for."""

import re
from collections import Counter

import pytest

from demo.reading import DATA_FOLDER, read_demo

SHARED_WORDS_ALLOWED = 6
SENTENCES = range(38, 45)


def words(text):
    return re.findall(r"[a-z0-9]+(?:'[a-z]+)?", text.lower().replace("’", "'"))


def runs(text, length):
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


def argument_of(text):
    """The paragraphs under the head and its note."""
    paragraphs = [line for line in text.splitlines() if line and not line.startswith("#")]
    return paragraphs[1:]


@pytest.fixture(params=read_demo().sources, ids=lambda source: source.key)
def source(request):
    return request.param


def test_summary_is_marked_as_one_at_its_head(source):
    title, note = [line for line in source.text.splitlines() if line][:2]

    assert title == f"# {source.item['title']}"
    assert title.endswith(": a summary")
    assert "summary in our own words, not the author’s text" in note
    assert source.item["original-title"] in note
    assert source.item["original-publisher"] in note
    assert source.item["note"].startswith("Our own summary")


def test_summary_names_whose_positions_it_states_and_when(source):
    name = source.item["author"][0]
    dates = source.item.get("issued", {}).get("date-parts")

    assert argument_of(source.text)[0].startswith(f"{name['given']} {name['family']} holds that ")
    assert (str(dates[0][0]) if dates else "n.d.") in source.text.splitlines()[2]


def test_summary_has_some_forty_sentences(source):
    sentences = sum(len(re.findall(r"[.!?](?=\s|$)", paragraph)) for paragraph in argument_of(source.text))

    assert sentences in SENTENCES


def test_summary_repeats_no_word_run_of_the_originals(source, corpus_path):
    originals = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(corpus_path.glob("*.txt")))
    length = SHARED_WORDS_ALLOWED + 1

    # The note names the original by its title, as it must; everything under it is ours.
    shared = runs("\n\n".join(argument_of(source.text)), length) & runs(originals, length)

    assert not shared


def test_claims_repeat_no_word_run_of_the_originals(corpus_path):
    originals = "\n\n".join(path.read_text(encoding="utf-8") for path in sorted(corpus_path.glob("*.txt")))
    length = SHARED_WORDS_ALLOWED + 1
    copied = [claim.key for claim in read_demo().claims if runs(claim.text, length) & runs(originals, length)]

    assert copied == []


def test_each_summary_carries_claims_in_every_section(source):
    quotes = [part.quote for claim in read_demo().claims for part in claim.evidence if part.source == source.key]
    sections = Counter()
    for section in source.text.split("\n## ")[1:]:
        heading, _, body = section.partition("\n")
        sections[heading] = sum(quote in body for quote in quotes)

    assert [heading for heading, count in sections.items() if count == 0] == []


def test_data_folder_holds_no_other_text():
    texts = {path.name for path in DATA_FOLDER.glob("*.md")}

    assert texts == {source.path.name for source in read_demo().sources}
