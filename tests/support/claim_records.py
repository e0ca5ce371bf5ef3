"""Records of claims for tests of formats, made up by Hypothesis or by number."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import strategies as st

AWKWARD = (
    "=1+1",
    "+1",
    "-1",
    "@x",
    "\t=1",
    "\r=1",
    "＝1",
    "'=1",
    "''",
    "a;=1",
    "a\n@b",
    'x;"=1',
    "−5",
    "",
    "é 漢 😀",
    "\u2028",
)
texts = st.one_of(
    st.sampled_from(AWKWARD), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30)
)
ids = st.uuids().map(str)
days = st.dates(date(1, 1, 1)).map(date.isoformat)


def _named(names: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"id": ids, "name": names})


def evidence() -> st.SearchStrategy[dict[str, Any]]:
    source = st.fixed_dictionaries(
        {
            "doi": st.sampled_from(["", "10.1000/x"]),
            "id": ids,
            "issued": st.none() | st.sampled_from(["1999", "1999-12", "1999-12-31"]),
            "key": texts,
            "status": st.sampled_from(["active", "corrected", "retracted"]),
            "title": texts,
            "url": st.sampled_from(["", "https://example.org/a?b=c&d=%20e"]),
        }
    )
    return st.fixed_dictionaries(
        {
            "bearing": st.sampled_from(["supports", "contradicts", "context"]),
            "id": ids,
            "passage": ids,
            "prefix": texts,
            "quote": texts.filter(bool),
            "source": source,
            "speaker": _named(texts.filter(bool)),
            "suffix": texts,
        }
    )


def stances() -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(
        {
            "as_of": st.none() | days,
            "author": _named(texts.filter(bool)),
            "basis": st.sampled_from(["derived", "set"]),
            "counts": st.booleans(),
            "id": ids,
            "likelihood": st.none() | st.integers(0, 100),
            "likelihood_term": texts,
            "position": st.sampled_from(["affirms", "denies", "qualifies", "undecided"]),
            "reason": texts,
        }
    )


def records(max_size: int = 5) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Lists of records whose claims have different identifiers and numbers."""
    one = st.fixed_dictionaries(
        {
            "evidence": st.lists(evidence(), max_size=3),
            "id": ids,
            "kind": st.sampled_from(["factual", "causal", "predictive", "normative"]),
            "stances": st.lists(stances(), max_size=3),
            "status": st.sampled_from(["draft", "in_review", "accepted", "retired"]),
            "text": texts.filter(bool),
            "topic": texts,
        }
    )
    return st.lists(one, max_size=max_size, unique_by=lambda record: record["id"]).map(_numbered)


def _numbered(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record | {"number": number, "label": f"C-{number}"} for number, record in enumerate(found, start=1)]


def record(number: int, text: str = "Harbours freeze.", **fields: Any) -> dict[str, Any]:
    """One plain record with a piece of evidence and a stance."""
    author = {"id": f"00000000-0000-0000-0001-{number:012d}", "name": "Ada Moss"}
    source = {
        "doi": "",
        "id": f"00000000-0000-0000-0002-{number:012d}",
        "issued": "2020-05",
        "key": "moss-2020",
        "status": "active",
        "title": "Ice",
        "url": "https://example.org/ice",
    }
    piece = {
        "bearing": "supports",
        "id": f"00000000-0000-0000-0003-{number:012d}",
        "passage": f"00000000-0000-0000-0004-{number:012d}",
        "prefix": "In winter ",
        "quote": "the harbour freezes",
        "source": source,
        "speaker": author,
        "suffix": " over.",
    }
    stance = {
        "as_of": "2020-05-01",
        "author": author,
        "basis": "derived",
        "counts": True,
        "id": f"00000000-0000-0000-0005-{number:012d}",
        "likelihood": None,
        "likelihood_term": "",
        "position": "affirms",
        "reason": "",
    }
    plain = {
        "evidence": [piece],
        "id": f"00000000-0000-0000-0000-{number:012d}",
        "kind": "factual",
        "label": f"C-{number}",
        "number": number,
        "stances": [stance],
        "status": "accepted",
        "text": text,
        "topic": "ice",
    }
    return plain | fields
