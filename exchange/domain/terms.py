"""The JSON-LD context of the few terms that the standard's vocabulary has no word for."""

from typing import Any

TERMS: dict[str, str | dict[str, str]] = {
    "bearing": "parallax:bearing",
    "speaker": {"@id": "parallax:speaker", "@type": "@id"},
    "onePassage": {"@id": "parallax:onePassage", "@type": "xsd:boolean"},
    "sha256": "parallax:sha256",
}
"""`bearing`: supports, contradicts or context. `speaker`: the author whose view the target states. `onePassage`: the
targets are the stretches of one passage. `sha256`: of the UTF-8 bytes of the text that positions count in."""


def context_document(namespace: str) -> dict[str, Any]:
    """Return the context, in which our terms lie in the namespace, an address that ends in `#`."""
    prefixes = {"parallax": namespace, "xsd": "http://www.w3.org/2001/XMLSchema#"}
    return {"@context": {"@version": 1.1, **prefixes, **TERMS}}
