"""Annotations: what is written reads back as it was, and every legal shape of others is understood."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exchange.domain.annotation import (
    Agent,
    Annotation,
    ClaimBody,
    Position,
    Problem,
    Quote,
    Target,
    TextState,
)
from exchange.domain.documents import Item, name_of, parse_document, read_items
from exchange.domain.dumping import dump_annotation
from exchange.domain.loading import load_annotation
from exchange.domain.selecting import read_fragment, read_selection

SOURCE = "https://harbour.example/report"
QUOTE = {"type": "TextQuoteSelector", "exact": "The ferry sank.", "prefix": "cold. ", "suffix": " Nobody"}
READ_QUOTE = Quote("The ferry sank.", "cold. ", " Nobody")
POSITION = {"type": "TextPositionSelector", "start": 12, "end": 27}

words = st.text(alphabet=st.sampled_from("ab é日本𝔉🛳️מע“”\n\u0301"), min_size=1, max_size=12)
iris = st.integers(0, 99).map(lambda number: f"https://harbour.example/{number}")
dates = st.datetimes().map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
agents = st.builds(Agent, name=words, id=iris, type=st.sampled_from(["Person", "Organization", "Software"]))
quotes = st.builds(Quote, words, words | st.just(""), words | st.just(""))
positions = st.builds(lambda start, length: Position(start, start + length), st.integers(0, 999), st.integers(1, 99))
states = st.builds(TextState, dates | st.just(""), iris, st.just("") | st.just("0" * 64))
targets = st.builds(
    Target,
    source=iris,
    label=words | st.just(""),
    language=st.sampled_from(["", "en", "ko"]),
    quote=quotes,
    until=st.none() | quotes,
    position=st.none() | positions,
    state=st.none() | states,
)
claims = st.builds(
    ClaimBody, iris, words | st.just(""), st.sampled_from(["supports", "contradicts", "context"]), st.none() | agents
)
annotations = st.builds(
    lambda together, **fields: Annotation(together=together and len(fields["targets"]) > 1, **fields),
    together=st.booleans(),
    id=iris,
    targets=st.lists(targets, min_size=1, max_size=3).map(tuple),
    motivations=st.lists(st.sampled_from(["assessing", "linking", "highlighting"]), max_size=2).map(tuple),
    claim=st.none() | claims,
    comments=st.lists(words, max_size=2).map(tuple),
    tags=st.lists(words, max_size=2).map(tuple),
    creator=st.none() | agents,
    created=dates | st.just(""),
    modified=dates | st.just(""),
    generator=st.none() | agents,
    rights=iris | st.just(""),
)


def load(**members):
    node = {"type": "Annotation", "id": "urn:a", "target": {"source": SOURCE, "selector": QUOTE}} | members
    return load_annotation(node)


def selection(selector):
    found = read_selection(selector)
    return found.quote and found.quote.exact, found.position and (found.position.start, found.position.end)


@settings(max_examples=80)
@given(annotations, st.sampled_from(["", "https://site.example/ns/parallax.jsonld"]))
def test_what_is_written_reads_back_as_it_was_even_through_text(annotation, context):
    dumped = dump_annotation(annotation, context)

    loaded = load_annotation(json.loads(json.dumps(dumped)))

    assert (loaded.annotation, loaded.losses) == (annotation, ())
    assert dump_annotation(loaded.annotation, context) == dumped
    assert list(dump_annotation(loaded.annotation, context)) == list(dumped)


@pytest.mark.parametrize(
    "target",
    [
        {"source": SOURCE, "selector": QUOTE},
        {"source": {"id": SOURCE, "type": "Text"}, "selector": [QUOTE]},
        [{"type": "SpecificResource", "source": SOURCE, "selector": QUOTE}],
        {"type": "Choice", "items": [{"source": SOURCE, "selector": QUOTE}, {"source": "urn:other"}]},
        {"type": "List", "items": [{"source": SOURCE, "selector": QUOTE}]},
        {"oa:hasSource": SOURCE, "oa:hasSelector": QUOTE},
        {"http://www.w3.org/ns/oa#hasSource": {"@id": SOURCE}, "http://www.w3.org/ns/oa#hasSelector": QUOTE},
        {"source": SOURCE, "selector": {"@list": [QUOTE]}},
    ],
)
def test_a_target_is_read_in_every_shape(target):
    [read] = load(target=target).annotation.targets

    assert (read.source, read.quote) == (SOURCE, READ_QUOTE)


def test_a_target_may_be_a_bare_address_with_a_fragment_of_characters():
    [read] = load(target=f"{SOURCE}#char=12,27").annotation.targets

    assert (read.source, read.position, read.quote) == (SOURCE, Position(12, 27), None)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ([POSITION, QUOTE], ("The ferry sank.", (12, 27))),
        ({"type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc5147", "value": "char=12,27"}, (None, (12, 27))),
        ({"type": "FragmentSelector", "value": "page=3", "refinedBy": QUOTE}, ("The ferry sank.", None)),
        ({"type": "XPathSelector", "value": "/p[3]", "refinedBy": POSITION}, (None, None)),
        ({"type": "TextPositionSelector", "start": 5, "end": 99, "refinedBy": QUOTE}, ("The ferry sank.", (5, 99))),
        ({**QUOTE, "refinedBy": {"type": "TextQuoteSelector", "exact": "ferry"}}, ("ferry", None)),
        ({"type": "Choice", "items": [{"type": "CssSelector", "value": "p"}, QUOTE]}, ("The ferry sank.", None)),
        ({"type": "RangeSelector", "startSelector": {"type": "TextPositionSelector", "start": 3, "end": 4},
          "endSelector": {"type": "TextPositionSelector", "start": 9, "end": 11}}, (None, (3, 9))),
        ({"type": "DataPositionSelector", "start": 3, "end": 9}, (None, None)),
        ({"type": "TextPositionSelector", "start": 9, "end": 3}, (None, None)),
        ({"type": "TextPositionSelector", "start": True, "end": 3}, (None, None)),
        ("https://harbour.example/selector", (None, None)),
    ],
)  # fmt: skip
def test_selectors_give_a_quotation_and_a_position_that_counts_from_the_start(selector, expected):
    assert selection(selector) == expected


def test_a_range_between_two_quotations_keeps_both():
    end = {"type": "TextQuoteSelector", "exact": "Nobody"}

    found = read_selection({"type": "RangeSelector", "startSelector": QUOTE, "endSelector": end})

    assert (found.quote, found.until) == (READ_QUOTE, Quote("Nobody"))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [("char=0,4", (0, 4)), ("#char=3,7", (3, 7)), ("char=,9", (0, 9)), ("char=3,7;length=90,utf-8", (3, 7)),
     ("char=7", None), ("char=7,", None), ("line=1,2", None), ("", None)],
)  # fmt: skip
def test_fragments_of_characters_follow_rfc_5147(fragment, expected):
    found = read_fragment(fragment)

    assert (found and (found.start, found.end)) == expected


@pytest.mark.parametrize(
    ("members", "comments", "tags"),
    [
        ({"bodyValue": "Brave."}, ("Brave.",), ()),
        ({"body": {"type": "TextualBody", "value": "Brave."}}, ("Brave.",), ()),
        ({"body": [{"value": "sea", "purpose": "tagging"}, {"value": "Brave."}]}, ("Brave.",), ("sea",)),
        ({"body": {"type": "Choice", "items": [{"value": "Brave."}, {"value": "Courageux."}]}}, ("Brave.",), ()),
        ({"body": {"type": "TextualBody", "value": {"@value": "Brave.", "@language": "en"}}}, ("Brave.",), ()),
        ({}, (), ()),
    ],
)
def test_bodies_are_read_in_every_shape(members, comments, tags):
    annotation = load(**members).annotation

    assert (annotation.comments, annotation.tags) == (comments, tags)


def test_what_is_not_followed_is_named_as_a_loss():
    loaded = load(
        body="https://harbour.example/photo.jpg",
        target={
            "source": SOURCE,
            "selector": [QUOTE, {"type": "SvgSelector", "value": "<svg/>"}],
            "state": {"type": "HttpRequestState", "value": "Accept: text/html"},
        },
    )

    assert loaded.losses == (
        "a body that is no text (https://harbour.example/photo.jpg)",
        "state not followed: HttpRequestState",
        "selector not followed: SvgSelector",
    )


@pytest.mark.parametrize(
    ("node", "pointer"),
    [
        ("text", "/7"),
        ({"type": "Person"}, "/7/type"),
        ({"type": "Annotation"}, "/7/target"),
        ({"target": []}, "/7/target"),
        ({"target": [{"source": SOURCE, "selector": QUOTE}, {"selector": QUOTE}]}, "/7/target/1"),
        ({"target": SOURCE}, "/7/target/selector"),
        ({"target": {"source": SOURCE, "selector": {"type": "XPathSelector", "value": "/p"}}}, "/7/target/selector"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(node, pointer):
    [problem] = load_annotation(node, "/7")

    assert problem.pointer == pointer


def test_several_targets_are_several_passages_unless_they_are_said_to_be_one():
    two = [{"source": SOURCE, "selector": QUOTE}, {"source": SOURCE, "selector": POSITION}]

    assert load(target=two).annotation.together is False
    assert load(target=two, onePassage=True).annotation.together is True
    assert load(target={"type": "Composite", "items": two}).annotation.together is True
    assert load(target={"type": "Independents", "items": two}).annotation.together is False


def test_a_file_is_read_in_every_shape():
    one, other = {"id": "urn:1", "target": SOURCE}, {"id": "urn:2", "target": SOURCE}
    shapes = (
        [one, other],
        {"type": "AnnotationPage", "items": [one, other]},
        {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": [one, other]}},
        {"@context": "http://www.w3.org/ns/anno.jsonld", "@graph": [one, other]},
        {"total": 2, "rows": [one, other]},
    )

    for shape in shapes:
        assert [item.node["id"] for item in read_items(parse_document(json.dumps(shape)))] == ["urn:1", "urn:2"]
    assert list(read_items(parse_document(json.dumps(one)))) == [Item("", one)]
    lines = f"{json.dumps(one)}\n\n{json.dumps(other)}\n"
    assert [item.pointer for item in read_items(parse_document(lines))] == ["/0", "/1"]


def test_pages_that_lie_elsewhere_are_named_and_never_fetched():
    page = {"type": "AnnotationPage", "items": [], "next": "https://harbour.example/2"}

    assert list(read_items({"type": "AnnotationCollection", "first": "urn:p"})) == [
        Problem("/first", "the first page lies elsewhere; import the pages themselves")
    ]
    assert [problem.pointer for problem in read_items(page)] == ["/next"]


def test_the_export_of_hypothesis_is_understood():
    row = {
        "id": "abc",
        "created": "2024-03-01T10:00:00.000000+00:00",
        "user": "acct:moss@harbour.example",
        "uri": SOURCE,
        "text": "Brave.",
        "tags": ["supports", "C-12"],
        "target": [{"source": SOURCE, "selector": [{"type": "RangeSelector", "startContainer": "/p"}, POSITION, QUOTE]}],
    }  # fmt: skip
    [item] = read_items({"rows": [row], "total": 1})

    annotation = load_annotation(item.node).annotation

    assert annotation.id == "urn:x-hypothesis:abc"
    assert annotation.targets[0].quote == READ_QUOTE
    assert annotation.targets[0].position == Position(12, 27)
    assert (annotation.comments, annotation.tags) == (("Brave.",), ("supports", "C-12"))
    assert annotation.creator == Agent("moss@harbour.example")


def test_an_annotation_without_an_identifier_gets_the_same_name_every_time():
    node = {"target": {"source": SOURCE, "selector": QUOTE}}

    assert name_of(node) == name_of(json.loads(json.dumps(node))) != name_of({**node, "bodyValue": "x"})
    assert name_of({"id": "urn:1"}) == "urn:1"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("", "empty"),
        ("<html>", "Expecting value"),
        ('{"a": NaN}', "NaN"),
        ('{"a": "\\u0000"}', "NUL"),
        ('{"a": "\\ud83d"}', "surrogate"),
        ("[" * 40 + "]" * 40, "32 levels"),
        ("[" * 100_000, "32 levels"),
        ('{"id": "urn:1"}\n{"id": ', "line 2"),
    ],
)
def test_a_file_that_is_no_json_is_refused_with_the_reason(data, said):
    with pytest.raises(ValueError, match=said):
        parse_document(data)
