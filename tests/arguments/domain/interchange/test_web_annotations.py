import json

from hypothesis import given, settings

from arguments.domain.interchange import web_annotations
from arguments.domain.interchange.debate import Debate, Quote, Statement
from tests.arguments.domain.interchange.debates import debates

PAGE = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    "type": "AnnotationPage",
    "items": [
        {
            "id": "https://example.org/a/1",
            "type": "Annotation",
            "motivation": "assessing",
            "creator": {"type": "Person", "name": "Ann"},
            "body": [
                {"type": "SpecificResource", "source": "https://example.org/c/12", "purpose": "linking", "bearing": "contradicts",
                 "speaker": {"id": "https://example.org/x", "type": "Organization", "name": "Institute"}},
                {"type": "TextualBody", "value": "Taxes rise.", "purpose": "describing"},
                {"type": "TextualBody", "value": "fiscal", "purpose": "tagging"},
            ],
            "target": {
                "source": {"id": "https://example.org/s", "label": "A study"},
                "selector": [
                    {"type": "TextQuoteSelector", "exact": "they fall", "prefix": "and ", "suffix": "."},
                    {"type": "TextPositionSelector", "start": 5, "end": 14},
                ],
            },
        },
        {
            "type": "Annotation",
            "body": {"type": "TextualBody", "value": "An aside", "purpose": "commenting"},
            "target": {"source": "https://example.org/s", "selector": {"type": "TextQuoteSelector", "exact": "words"}},
        },
        {"type": "Annotation", "target": {"source": "https://example.org/s", "selector": {"type": "TextQuoteSelector", "exact": "only marked"}}},
        {"type": "Annotation", "body": "x"},
    ],
}  # fmt: skip


def test_web_annotations_read_claims_passages_and_speakers():
    loaded = web_annotations.load(json.dumps(PAGE))
    first, second = loaded.debate.statements
    assert (first.name, first.texts, first.has_given_name) == ("https://example.org/c/12", ("Taxes rise.",), False)
    (quote,) = first.quotes
    assert (quote.text, quote.source, quote.author, quote.url, quote.bearing) == (
        "they fall",
        "A study",
        "Institute",
        "https://example.org/s",
        "contradicts",
    )
    assert (second.texts, second.quotes[0].bearing) == (("An aside",), "context")
    assert [(one.severity.value, one.subject) for one in loaded.notices] == [
        ("warning", "/items/2"),
        ("error", "/items/3/target"),
    ]


def test_web_annotations_keep_selectors_tags_and_creators():
    dumped = web_annotations.dump(web_annotations.load(json.dumps(PAGE)).debate)
    written = json.loads(dumped.text)["first"]["items"][0]
    assert written["target"] == PAGE["items"][0]["target"] | {
        "type": "SpecificResource",
        "source": {"id": "https://example.org/s", "type": "Text", "label": "A study"},
    }
    assert (written["creator"]["name"], written["id"]) == ("Ann", "https://example.org/a/1")
    assert written["body"][0]["speaker"] == PAGE["items"][0]["body"][0]["speaker"]


def test_web_annotations_follow_a_new_wording_of_claim_and_quote():
    quote = Quote(
        "they fell",
        "A study",
        "Institute",
        "https://example.org/s",
        "supports",
        data={"annotation": {"type": "Annotation", **PAGE["items"][1]}},
    )
    loaded = web_annotations.load(
        web_annotations.dump(Debate(statements=(Statement("Tax", ("Taxes fall.",), quotes=(quote,)),))).text
    )
    (statement,) = loaded.debate.statements
    assert (statement.name, statement.text, statement.quotes[0].text, statement.quotes[0].bearing) == (
        "Tax",
        "Taxes fall.",
        "they fell",
        "supports",
    )


@settings(max_examples=40, deadline=None)
@given(debates())
def test_web_annotations_keep_every_quote_and_tell_the_rest(debate):
    dumped = web_annotations.dump(debate)
    loaded = web_annotations.load(dumped.text)
    assert told_quotes(loaded.debate) == told_quotes(debate)
    assert web_annotations.load(web_annotations.dump(loaded.debate).text).debate == loaded.debate
    told = {subject for loss in dumped.losses for subject in loss.subjects}
    assert {one.name for one in debate.arguments} | {one.name for one in debate.statements if not one.quotes} <= told


def told_quotes(debate):
    """Return what each statement's passages say, each once."""
    return {
        one.name: list(
            dict.fromkeys((quote.text, quote.source, quote.author, quote.url, quote.bearing) for quote in one.quotes)
        )
        for one in debate.statements
        if one.quotes
    }


def test_web_annotations_tell_what_of_a_quote_and_of_a_claim_they_do_not_carry():
    quote = Quote("Said so.", "Book", data={"grade": "exact", "annotation": {}})
    dumped = web_annotations.dump(
        Debate(statements=(Statement("a", ("A.",), quotes=(quote,), data={"status": "draft"}),))
    )
    assert [(loss.what, loss.subjects) for loss in dumped.losses] == [
        ("further details of quotes", ("a: grade",)),
        ("further details", ("a: status",)),
    ]


def test_web_annotations_tell_the_line_of_broken_json():
    assert [(one.severity.value, one.line) for one in web_annotations.load('{\n"type": oops}').notices] == [
        ("error", 2)
    ]
    for text in ("", "7", '{"type": "Person"}', "[" * 50_000):
        assert not web_annotations.load(text).is_sound
