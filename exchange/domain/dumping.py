"""Writing annotations as JSON-LD: the same value always gives the same keys in the same order."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from exchange.domain.annotation import ANNO_CONTEXT, Agent, Annotation, ClaimBody, Quote, Target, TextState

Json = dict[str, Any]


def contexts(site_context: str) -> list[str]:
    """Return the value of `@context`: the standard's, then ours."""
    return [ANNO_CONTEXT, site_context]


def dump_annotation(annotation: Annotation, site_context: str = "") -> Json:
    """Return the annotation as a JSON-LD object; without `site_context` it has none, as inside a page."""
    body = [*_claim(annotation.claim), *_texts(annotation)]
    targets = [_target(target) for target in annotation.targets]
    return _filled(
        {
            "@context": contexts(site_context) if site_context else None,
            "id": annotation.id,
            "type": "Annotation",
            "motivation": _one_or_many(annotation.motivations),
            "creator": _agent(annotation.creator),
            "created": annotation.created,
            "modified": annotation.modified,
            "generator": _agent(annotation.generator),
            "rights": annotation.rights,
            "body": _one_or_many(body),
            "target": _one_or_many(targets),
            "onePassage": annotation.together or None,
        }
    )


def dump_page(annotations: Sequence[Json], *, address: str, collection: str, next_address: str, context: str) -> Json:
    """Return an AnnotationPage of dumped annotations; `next_address` is "" on the last."""
    page = {
        "@context": contexts(context),
        "id": address,
        "type": "AnnotationPage",
        "partOf": collection,
        "next": next_address,
    }
    return {**_filled(page), "items": list(annotations)}


def write_collection(annotations: Iterable[Annotation], *, address: str, label: str, context: str) -> Iterator[str]:
    """Yield the JSON of an AnnotationCollection with its one page inside, piece by piece.

    The total stands at the end, since it is known only then. An empty collection has no page: a page has items.
    """
    head = {"@context": contexts(context), "id": address, "type": "AnnotationCollection", "label": label}
    yield _json(head)[:-1]
    page = f"{address}#page"
    total = 0
    for annotation in annotations:
        opening = {"id": page, "type": "AnnotationPage", "startIndex": 0}
        yield ",\n" if total else f',"first":{_json(opening)[:-1]},"items":[\n'
        yield _json(dump_annotation(annotation))
        total += 1
    if total:
        yield f']}},"last":{_json(page)}'
    yield f',"total":{total}}}\n'


def write_lines(annotations: Iterable[Annotation], *, context: str) -> Iterator[str]:
    """Yield one whole annotation a line (JSON lines), for tools that work line by line."""
    for annotation in annotations:
        yield f"{_json(dump_annotation(annotation, context))}\n"


def _json(value: Any) -> str:  # noqa: ANN401 - any JSON value
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _claim(claim: ClaimBody | None) -> list[Json]:
    if claim is None:
        return []
    link = _filled(
        {
            "type": "SpecificResource",
            "source": claim.id,
            "purpose": "linking",
            "bearing": claim.bearing,
            "speaker": _agent(claim.speaker),
        }
    )
    return [link, _text(claim.wording, "describing")] if claim.wording else [link]


def _texts(annotation: Annotation) -> list[Json]:
    comments = [_text(comment, "commenting") for comment in annotation.comments]
    return [*comments, *(_text(tag, "tagging") for tag in annotation.tags)]


def _text(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


def _target(target: Target) -> Json:
    source: Json | str = target.source
    if target.label or target.language:
        described = {"id": target.source, "type": "Text", "label": target.label, "language": target.language}
        source = _filled(described)
    selectors: list[Json] = []
    if target.until is not None and target.quote is not None:
        start, end = _quote(target.quote), _quote(target.until)
        selectors.append({"type": "RangeSelector", "startSelector": start, "endSelector": end})
    elif target.quote is not None:
        selectors.append(_quote(target.quote))
    if target.position is not None:
        position = target.position
        selectors.append({"type": "TextPositionSelector", "start": position.start, "end": position.end})
    return _filled(
        {
            "type": "SpecificResource",
            "source": source,
            "state": _state(target.state),
            "selector": _one_or_many(selectors),
        }
    )


def _quote(quote: Quote) -> Json:
    selector = {"type": "TextQuoteSelector", "exact": quote.exact}
    return selector | _filled({"prefix": quote.prefix, "suffix": quote.suffix})


def _state(state: TextState | None) -> Json | None:
    if state is None:
        return None
    return {"type": "TimeState"} | _filled(
        {"sourceDate": state.source_date, "cached": state.cached, "sha256": state.sha256}
    )


def _agent(agent: Agent | None) -> Json | None:
    if agent is None:
        return None
    return _filled({"id": agent.id, "type": agent.type, "name": agent.name})


def _one_or_many(values: Sequence[Any]) -> Any:  # noqa: ANN401 - one JSON value or a list
    """Return None, the one value, or the list, as the data model's examples do."""
    return None if not values else values[0] if len(values) == 1 else list(values)


def _filled(node: Json) -> Json:
    return {key: value for key, value in node.items() if value not in (None, "")}
