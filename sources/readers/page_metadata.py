"""What a web page says of itself: citation tags, JSON-LD, Dublin Core, OpenGraph, and what trafilatura makes of it.

Citation tags are those that Google Scholar asks of publishers; JSON-LD uses schema.org's words.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import trafilatura

from sources.domain import described
from sources.readers.markup import Element

_ARTICLES = ("article", "report", "webpage", "blogposting", "creativework", "book", "chapter")
_JSON_LD_MAX = 500_000


def page_metadata(root: Element, markup: str, heading: str) -> dict[str, Any]:
    """Return what the page states as a CSL-JSON item; the more exact vocabulary rules, `heading` is its main text's."""
    tags = _meta_tags(root)
    stated = (
        _citation(tags),
        _json_ld(root),
        _dublin_core(tags),
        _open_graph(tags),
        _links(root),
        described.item(title=heading or _title(root)),
        _guessed(markup),
    )
    merged = described.first_of(stated)
    merged["type"] = "article-journal" if "citation_journal_title" in tags else "webpage"
    return merged


def _meta_tags(root: Element) -> dict[str, list[str]]:
    tags: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower().replace("dcterms.", "dc.")
        content = (meta.get("content") or "").strip()
        if name and content:
            tags.setdefault(name, []).append(content)
    return tags


def _first(tags: Mapping[str, list[str]], *names: str) -> str:
    return next((tags[name][0] for name in names if name in tags), "")


def _citation(tags: Mapping[str, list[str]]) -> dict[str, Any]:
    first, last = _first(tags, "citation_firstpage"), _first(tags, "citation_lastpage")
    return described.item(
        title=_first(tags, "citation_title"),
        author=described.names(tags.get("citation_author", []) or tags.get("citation_authors", [])),
        issued=described.day(_first(tags, "citation_publication_date", "citation_date", "citation_online_date")),
        container_title=_first(tags, "citation_journal_title", "citation_conference_title", "citation_inbook_title"),
        volume=_first(tags, "citation_volume"),
        issue=_first(tags, "citation_issue"),
        page=f"{first}–{last}" if first and last else first,
        publisher=_first(tags, "citation_publisher", "citation_technical_report_institution"),
        DOI=described.doi(_first(tags, "citation_doi")),
        language=described.language(_first(tags, "citation_language")),
    )


def _dublin_core(tags: Mapping[str, list[str]]) -> dict[str, Any]:
    return described.item(
        title=_first(tags, "dc.title"),
        author=described.names(tags.get("dc.creator", [])),
        issued=described.day(_first(tags, "dc.date.issued", "dc.issued", "dc.date")),
        publisher=_first(tags, "dc.publisher"),
        DOI=described.doi(_first(tags, "dc.identifier", "dc.identifier.doi")),
        language=described.language(_first(tags, "dc.language")),
    )


def _open_graph(tags: Mapping[str, list[str]]) -> dict[str, Any]:
    return described.item(
        title=described.title(_first(tags, "og:title", "twitter:title")),
        author=described.names(tags.get("article:author", tags.get("author", []))),
        issued=described.day(_first(tags, "article:published_time", "date", "pubdate")),
        container_title=_first(tags, "og:site_name", "application-name"),
        URL=described.web_address(_first(tags, "og:url")),
        DOI=described.doi(_first(tags, "doi", "prism.doi")),
        language=described.language(_first(tags, "og:locale")),
    )


def _links(root: Element) -> dict[str, Any]:
    canonical = next(
        (link.get("href") for link in root.iter("link") if (link.get("rel") or "").lower() == "canonical"), ""
    )
    return described.item(URL=described.web_address(canonical), language=described.language(root.get("lang")))


def _title(root: Element) -> str:
    """Return the page's title without the name of the site behind it."""
    stated = next((title.text or "" for title in root.iter("title")), "")
    return described.title(re.split(r"\s+[|–—·»]\s+|\s+-\s+|\s+::\s+", stated.strip())[0])


def _guessed(markup: str) -> dict[str, Any]:
    """Return what trafilatura reads from headlines, bylines and dates on the page itself."""
    # Its extensive search takes a year that the text speaks of for the first of January of that year.
    document = trafilatura.extract_metadata(markup, extensive=False)
    if document is None:
        return {}
    return described.item(
        title=described.title(document.title),
        author=described.names((document.author or "").split(";")),
        issued=described.day(document.date),
        container_title=document.sitename or "",
    )


def _json_ld(root: Element) -> dict[str, Any]:
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "") or len(script.text or "") > _JSON_LD_MAX:
            continue
        try:
            data = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            return described.item(
                title=_text(thing.get("headline")) or _text(thing.get("name")),
                author=described.names([*_names(thing.get("author")), *_names(thing.get("creator"))]),
                issued=described.day(_text(thing.get("datePublished"))),
                container_title=_name(thing.get("isPartOf")) or _name(thing.get("publisher")),
                DOI=described.doi(_text(thing.get("identifier"))) or described.doi(_text(thing.get("sameAs"))),
                language=described.language(_text(thing.get("inLanguage"))),
            )
    return {}


def _things(data: Any) -> Iterator[Mapping[str, Any]]:  # noqa: ANN401 - what JSON can hold
    """Yield the works that the data describes."""
    for thing in data if isinstance(data, list) else [data]:
        if not isinstance(thing, dict):
            continue
        graph = thing.get("@graph")
        if isinstance(graph, list):
            yield from _things([one for one in graph if isinstance(one, dict) and "@graph" not in one])
        kinds = thing.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        words = [re.sub(r".*[/:]", "", kind).lower() for kind in kinds if isinstance(kind, str)]
        if any(word.endswith(_ARTICLES) for word in words) and (thing.get("headline") or thing.get("author")):
            yield thing


def _names(value: Any) -> list[str]:  # noqa: ANN401 - what JSON can hold
    people = value if isinstance(value, list) else [value]
    return [name for person in people[:60] if (name := _name(person))]


def _name(value: Any) -> str:  # noqa: ANN401 - what JSON can hold
    return _text(value.get("name")) if isinstance(value, dict) else _text(value)


def _text(value: Any) -> str:  # noqa: ANN401 - what JSON can hold
    return value if isinstance(value, str) else ""
