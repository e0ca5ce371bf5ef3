"""W3C Web Annotations: the evidence of a debate, one annotation a quote, as `exchange.domain` reads and writes them.

A claim is the body that a passage bears on; an annotation with a comment but no claim makes the comment a statement. A
claim that has no address of its own is named `urn:x-claim:…`, a source without one `urn:x-source:…`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace

from arguments.domain.interchange import json_text
from arguments.domain.interchange.debate import Debate, Json, Quote, Statement
from arguments.domain.interchange.json_fields import Findings
from arguments.domain.interchange.losing import NAMES, QUOTES, TITLE, Losses, add_field_losses
from arguments.domain.interchange.reports import Dumped, Loaded
from exchange.domain.annotation import ANNO_CONTEXT, Agent, Annotation, ClaimBody, Problem, Target
from exchange.domain.annotation import Quote as SelectedQuote
from exchange.domain.documents import Item, name_of, parse_document, read_items
from exchange.domain.dumping import dump_annotation
from exchange.domain.loading import load_annotation
from exchange.domain.nodes import get
from exchange.domain.nodes import text as text_of
from exchange.domain.terms import context_document

CLAIM = "urn:x-claim:"
SOURCE = "urn:x-source:"
_NAMESPACE = "urn:x-parallax:terms#"
_BETWEEN = " […] "
"""Between the stretches of a passage that has several."""

_LINE = re.compile(r"line (\d+)(?: column (\d+))?")
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$")
_PLAIN = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ENCODED = re.compile(rb"%([0-9A-Fa-f]{2})")


def load(text: str) -> Loaded:
    """Return each claim as a statement with the passages that bear on it; annotations of nothing are reported."""
    found = Findings()
    try:
        document = parse_document(text)
    except ValueError as error:
        place = _LINE.search(str(error))
        line, column = (int(one) if one else None for one in place.groups()) if place else (None, None)
        found.error(f"This cannot be read as annotations: {error}.", "", line, column)
        return Loaded(Debate(), found.notices)
    title = text_of(get(document, "label")) if isinstance(document, dict) else ""
    statements: dict[str, Statement] = {}
    for item in read_items(document):
        if isinstance(item, Problem):
            found.error(_sentence(item.message), item.pointer or "/")
        else:
            _take(item, statements, found)
    return Loaded(Debate(title, tuple(statements.values())), json_text.with_lines(found.notices, text))


def dump(debate: Debate) -> Dumped:
    """Return a collection of annotations, one for each quote of a statement; all else is lost."""
    losses = Losses()
    for statement in debate.statements:
        if not statement.quotes:
            losses.add("statements without a quote", "An annotation is about a passage.", statement.name)
    for argument in debate.arguments:
        losses.add("arguments", "Annotations know claims and passages only.", argument.name)
    for relation in debate.relations:
        subject = f"{relation.source.name} {relation.kind.value} {relation.target.name}"
        losses.add("relations", "Annotations know claims and passages only.", subject)
    add_field_losses(losses, debate, holds=(QUOTES, NAMES, TITLE), own=("annotation", "speaker"))
    items = [dump_annotation(_annotation(one, quote)) for one in debate.statements for quote in one.quotes]
    document: dict[str, Json] = {
        "@context": [ANNO_CONTEXT, context_document(_NAMESPACE)["@context"]],
        "type": "AnnotationCollection",
        "label": debate.title,
        "total": len(items),
    }
    if items:
        document["first"] = {"type": "AnnotationPage", "startIndex": 0, "items": items}
    return Dumped(json_text.write(document), losses.all)


def _take(item: Item, statements: dict[str, Statement], found: Findings) -> None:
    read = load_annotation(item.node, item.pointer)
    subject = item.pointer or "/"
    if isinstance(read, tuple):
        for problem in read:
            found.error(_sentence(problem.message), problem.pointer or "/")
        return
    for loss in read.losses:
        found.warning(f"Not read: {loss}.", subject)
    annotation = read.annotation
    claim, annotation = _claim(annotation, name_of(item.node))
    words = _words(annotation)
    if claim is None or not words:
        reason = "It bears on no claim and says nothing" if claim is None else "It names a place, but no words"
        found.warning(f"{reason}; the annotation is left out.", subject)
        return
    name = _decoded(claim.id.removeprefix(CLAIM)) if claim.id.startswith(CLAIM) else claim.id or claim.wording
    known = statements.get(name) or Statement(name, has_given_name=claim.id.startswith(CLAIM) or not claim.id)
    texts = known.texts if claim.wording in ("", *known.texts) else (*known.texts, claim.wording)
    quote = _quote(annotation, claim, words)
    if quote in known.quotes:
        found.warning("The annotation is here already; it is kept once.", subject)
        return
    statements[name] = replace(known, texts=texts, quotes=(*known.quotes, quote))


def _claim(annotation: Annotation, name: str) -> tuple[ClaimBody | None, Annotation]:
    """Return the claim, and the annotation without it; a comment on a passage is a claim that it gives context to."""
    claim, rest = annotation.claim, replace(annotation, claim=None)
    if claim is not None and (claim.id or claim.wording):
        return claim, rest
    if not annotation.comments:
        return None, rest
    return ClaimBody(name, annotation.comments[0], "context"), replace(rest, comments=rest.comments[1:])


def _words(annotation: Annotation) -> str:
    quotes = [one.quote.exact for one in annotation.targets if one.quote is not None]
    return _BETWEEN.join(quotes)


def _quote(annotation: Annotation, claim: ClaimBody, words: str) -> Quote:
    target = annotation.targets[0]
    is_named = target.source.startswith(SOURCE)
    data: dict[str, Json] = {"annotation": dump_annotation(annotation)}
    speaker = claim.speaker or Agent()
    if speaker.id or speaker.type != "Person":
        data["speaker"] = {"id": speaker.id, "type": speaker.type}
    return Quote(
        text=words,
        source=target.label or (_decoded(target.source.removeprefix(SOURCE)) if is_named else ""),
        author=speaker.name,
        url="" if is_named else target.source,
        bearing=claim.bearing,
        data=data,
    )


def _annotation(statement: Statement, quote: Quote) -> Annotation:
    """Return the annotation that a quote was, brought up to date, or a new one."""
    claim = ClaimBody(
        id=statement.name if _ADDRESS.match(statement.name) else f"{CLAIM}{_encoded(statement.name)}",
        wording=statement.texts[-1] if statement.texts else "",
        bearing=quote.bearing,
        speaker=_speaker(quote),
    )
    former = quote.data.get("annotation")
    read = load_annotation(former) if isinstance(former, dict) else ()
    if not isinstance(read, tuple):
        label = quote.source if read.annotation.targets[0].label else ""
        first, *further = read.annotation.targets
        same = replace(first, label=label, source=quote.url or first.source)
        annotation = replace(read.annotation, claim=claim, targets=(same, *further))
        return annotation if _words(annotation) == quote.text else replace(annotation, targets=(_target(quote),))
    parts = [statement.name, quote.text, quote.source, quote.url, quote.bearing, quote.author]
    known = json_text.write(parts)
    return Annotation(
        id=f"urn:sha256:{hashlib.sha256(known.encode()).hexdigest()}",
        targets=(_target(quote),),
        motivations=("linking" if quote.bearing == "context" else "assessing",),
        claim=claim,
    )


def _speaker(quote: Quote) -> Agent | None:
    known = quote.data.get("speaker")
    told: Mapping[str, Json] = known if isinstance(known, dict) else {}
    agent = Agent(quote.author, str(told.get("id", "")), str(told.get("type", "Person")))
    return agent if agent.name or agent.id else None


def _target(quote: Quote) -> Target:
    is_address = _ADDRESS.match(quote.url) is not None and not quote.url.startswith(SOURCE)
    source = quote.url if is_address else f"{SOURCE}{_encoded(quote.source)}"
    return Target(source, label=quote.source, quote=SelectedQuote(quote.text))


def _encoded(text: str) -> str:
    return "".join(chr(one) if one in _PLAIN else f"%{one:02X}" for one in text.encode())


def _decoded(text: str) -> str:
    return _ENCODED.sub(lambda found: bytes([int(found[1], 16)]), text.encode()).decode(errors="replace")


def _sentence(message: str) -> str:
    return f"{message[:1].upper()}{message[1:]}."
