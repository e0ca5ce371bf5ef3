"""A claim set as JSON-LD: schema.org for claims, reviews, people and works, W3C annotations, PROV for what it came of.

One document whose `@graph` has a node a line. Things are named by their identifiers as `urn:uuid:`, so that a file says
the same on every site. No rating is made up: see `reviews`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any

import orjson

from exchange.domain.annotation import Agent, Annotation, ClaimBody, Quote, Target
from exchange.domain.dumping import dump_annotation
from releases.domain.formats.tables import Record
from releases.domain.licences import licence_address
from releases.domain.metadata.facts import ReleaseFacts

MEDIA_TYPE = "application/ld+json"
CHUNK = 2**16
"""Bytes gathered before they are handed on."""

Json = dict[str, Any]
MOTIVATIONS = MappingProxyType({"supports": "assessing", "contradicts": "assessing", "context": "linking"})
WORKS = MappingProxyType(
    {
        "article-journal": "ScholarlyArticle",
        "article-magazine": "Article",
        "article-newspaper": "NewsArticle",
        "book": "Book",
        "chapter": "Chapter",
        "report": "Report",
        "post-weblog": "BlogPosting",
        "webpage": "WebPage",
        "thesis": "Thesis",
    }
)
_NO_ADDRESS = re.compile(r"[\s<>\"{}|\\^`\x00-\x20]")


@dataclass(frozen=True)
class Whole:
    """What a document holds: the node of the set or release, and the lines of its canonical files."""

    dataset: Json
    claims: Iterable[Record]
    authors: Iterable[Record] = field(default=())
    sources: Iterable[Record] = field(default=())
    arguments: Iterable[Record] = field(default=())


def write_json_ld(whole: Whole, context: str | Json) -> Iterator[bytes]:
    """Yield the document; `context` is the address of the context, or the context itself."""
    nodes = chain(
        (whole.dataset,),
        (author_node(one) for one in whole.authors),
        (source_node(one) for one in whole.sources),
        (node for one in whole.claims for node in claim_nodes(one, whole.dataset["id"])),
        (argument_node(one) for one in whole.arguments),
    )
    chunk = bytearray(b'{"@context":' + orjson.dumps(context) + b',"@graph":[')
    for place, node in enumerate(nodes):
        chunk += (b",\n" if place else b"\n") + orjson.dumps(node)
        if len(chunk) >= CHUNK:
            yield bytes(chunk)
            chunk.clear()
    yield bytes(chunk) + b"\n]}\n"


def release_node(facts: ReleaseFacts) -> Json:
    """Return the node of a release: what it is, what it was made of, and which one it revises."""
    identity = facts.identity
    publisher = {"id": f"{identity}#publisher", "type": "Organization", "name": facts.publisher}
    return _filled(
        {
            "id": identity,
            "type": ["Dataset", "Entity"],
            "name": facts.title,
            "description": facts.abstract,
            "version": str(facts.number),
            "identifier": f"sha256:{facts.root_hash}",
            "license": licence_address(facts.licence),
            "datePublished": facts.released_on.isoformat(),
            "creator": [{"type": "Organization", "name": name} for name in facts.authors],
            "publisher": publisher,
            "wasAttributedTo": publisher["id"],
            "wasRevisionOf": facts.previous_identity,
            "wasDerivedFrom": [f"{identity}#{file.name}" for file in facts.files if file.is_canonical],
            "distribution": [
                {
                    "id": f"{identity}#{file.name}",
                    "type": ["DataDownload", "Entity"],
                    "name": file.name,
                    "encodingFormat": file.media_type,
                    "contentSize": str(file.size),
                    "sha256": file.sha256,
                }
                for file in facts.files
                if file.is_canonical
            ],
        }
    )


def live_node(facts: ReleaseFacts, *, generated_at: str) -> Json:
    """Return the node of a claim set as it stood at a moment, which is no release: nobody can ask for it again."""
    publisher = {"type": "Organization", "name": facts.publisher}
    return _filled(
        {
            "id": facts.identity,
            "type": ["Dataset", "Entity"],
            "name": facts.title,
            "description": facts.abstract,
            "license": licence_address(facts.licence),
            "creator": [{"type": "Organization", "name": name} for name in facts.authors],
            "publisher": publisher,
            "generatedAtTime": generated_at,
        }
    )


def claim_nodes(record: Record, dataset: str) -> Iterator[Json]:
    """Yield the claim, the annotations of its evidence, and the reviews that it has."""
    yield _filled(
        {
            "id": urn(record["id"]),
            "type": "Claim",
            "name": record["label"],
            "number": record["number"],
            "text": record["text"],
            "kind": record["kind"],
            "status": record["status"],
            "topic": record["topic"],
            "isPartOf": dataset,
            "stance": [_stance(one) for one in record["stances"]],
        }
    )
    for one in record["evidence"]:
        yield annotation_node(record, one)
    yield from reviews(record)


def annotation_node(record: Record, evidence: Mapping[str, Any]) -> Json:
    """Return the evidence as a W3C Web Annotation: the claim as body, the quote in its source as target."""
    source, speaker = evidence["source"], evidence["speaker"]
    return dump_annotation(
        Annotation(
            id=urn(evidence["id"]),
            targets=(
                Target(
                    source=source_address(source["id"], source["url"], source["doi"]),
                    label=source["title"],
                    quote=Quote(evidence["quote"], evidence["prefix"], evidence["suffix"]),
                ),
            ),
            motivations=(MOTIVATIONS[evidence["bearing"]],),
            claim=ClaimBody(
                id=urn(record["id"]),
                wording=record["text"],
                bearing=evidence["bearing"],
                # Whether it is a person or an organisation is said by the author's own node.
                speaker=Agent(name=speaker["name"], id=urn(speaker["id"]), type=""),
            ),
        )
    )


def reviews(record: Record) -> Iterator[Json]:
    """Yield a ClaimReview for each author who examined the claim in print and did not just make it.

    That is: the claim is accepted, so that its wording is settled; the author's stance that counts denies or qualifies
    the claim or leaves it undecided; and accepted evidence quotes this author on it, so that there is a work to name.
    Who affirms a claim may be the one who makes it, which is no review. There is no `reviewRating`: nobody gave one.
    """
    if record["status"] != "accepted":
        return
    for stance in record["stances"]:
        quoted = [one["source"] for one in record["evidence"] if one["speaker"]["id"] == stance["author"]["id"]]
        if not stance["counts"] or stance["position"] == "affirms" or not quoted:
            continue
        works = dict.fromkeys(source_address(one["id"], one["url"], one["doi"]) for one in quoted)
        yield _filled(
            {
                "id": f"{urn(stance['id'])}#review",
                "type": "ClaimReview",
                "claimReviewed": record["text"],
                "itemReviewed": urn(record["id"]),
                "author": urn(stance["author"]["id"]),
                "datePublished": stance["as_of"],
                "position": stance["position"],
                "isBasedOn": [urn(stance["id"])],
                "citation": list(works),
            }
        )


def author_node(author: Record) -> Json:
    """Return an author as a person or an organisation of schema.org."""
    is_person = author["kind"] == "person"
    return _filled(
        {
            "id": urn(author["id"]),
            "type": "Person" if is_person else "Organization",
            "name": author["name"],
            "givenName": author["given"] if is_person else "",
            "familyName": author["family"] if is_person else "",
            "identifier": author["slug"],
        }
    )


def source_node(item: Record) -> Json:
    """Return a cited work, a CSL-JSON item, as a creative work of schema.org."""
    known = item.get("custom", {})
    doi, address = str(item.get("DOI", "")), str(item.get("URL", ""))
    kind = WORKS.get(str(item.get("type", "")))
    return _filled(
        {
            "id": source_address(item["id"], address, doi),
            "type": ["CreativeWork", f"schema:{kind}"] if kind else "CreativeWork",
            "name": item.get("title", ""),
            "identifier": [urn(item["id"]), item.get("citation-key", "")],
            "author": [urn(one) for one in known.get("authors", ())],
            "datePublished": _date(item.get("issued")),
            "sameAs": f"https://doi.org/{_escaped(doi)}" if doi else "",
            "creativeWorkStatus": known.get("status", ""),
        }
    )


def argument_node(argument: Record) -> Json:
    """Return an argument: its premises, needed together, and the claim or argument that it bears on."""
    author = argument["author"]
    return _filled(
        {
            "id": urn(argument["id"]),
            "type": "Argument",
            "relation": argument["relation"],
            "premise": [urn(one["claim"]) for one in argument["premises"]],
            "implicitPremise": [urn(one["claim"]) for one in argument["premises"] if one["status"] == "implicit"],
            "conclusion": urn(argument["conclusion"]) if argument["conclusion"] else "",
            "target": urn(argument["target"]) if argument["target"] else "",
            "author": urn(author["id"]) if author else "",
            "scheme": argument["scheme"],
            "note": argument["note"],
        }
    )


def urn(identifier: str) -> str:
    """Return the name of a thing that holds on every site."""
    return f"urn:uuid:{identifier}"


def source_address(identifier: str, address: str, doi: str) -> str:
    """Return what others know a work by: its address on the web, else its DOI, else its identifier."""
    if address:
        return _escaped(address)
    return f"https://doi.org/{_escaped(doi)}" if doi else urn(identifier)


def _stance(stance: Mapping[str, Any]) -> Json:
    author = stance["author"]
    return _filled(
        {
            "id": urn(stance["id"]),
            "type": "Stance",
            "author": {"id": urn(author["id"]), "name": author["name"]},
            "position": stance["position"],
            "basis": stance["basis"],
            "counts": stance["counts"],
            "asOf": stance["as_of"],
            "likelihood": stance["likelihood"],
            "likelihoodTerm": stance["likelihood_term"],
            "reason": stance["reason"],
        }
    )


def _date(issued: Any) -> str:  # noqa: ANN401 - what CSL-JSON has
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return "-".join(f"{part:0{4 if place == 0 else 2}d}" for place, part in enumerate(first) if isinstance(part, int))


def _escaped(address: str) -> str:
    """Return the address without what no IRI may hold."""
    return _NO_ADDRESS.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), address)


def _filled(node: Json) -> Json:
    return {key: value for key, value in node.items() if value not in (None, "", [])}
