"""The JSON-LD context of claim sets: each key of ours as a term of schema.org, W3C Web Annotation, PROV or our own.

It names no other context, so nothing but this one has to be fetched, and nothing at all where it stands in the file.
"""

from typing import Any

Json = dict[str, Any]
CONTEXT_PATH = "/ns/claim-sets-1.jsonld"
"""Where a site serves the context. Its content never changes: another content gets another number."""
NAMESPACE_PATH = "/ns/parallax#"
"""Of the terms that are ours, the same as in exported annotations."""
UNKNOWN_SITE = "urn:x-parallax:terms#"
"""The namespace in files of a site that does not know its own address."""

_PREFIXES: Json = {
    "schema": "https://schema.org/",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dctypes": "http://purl.org/dc/dcmitype/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_WORDS = (
    "Claim", "ClaimReview", "CreativeWork", "DataDownload", "Dataset", "Organization", "Person", "abstract",
    "claimReviewed", "contentSize", "creativeWorkStatus", "description", "encodingFormat", "familyName", "givenName",
    "identifier", "name", "text", "version",
)  # fmt: skip
_LINKS = (
    "about", "author", "citation", "creator", "distribution", "isBasedOn", "isPartOf", "itemReviewed", "license",
    "publisher", "sameAs", "url",
)  # fmt: skip
_OWN = (
    "Argument", "Stance", "basis", "bearing", "counts", "kind", "label", "likelihood", "likelihoodTerm", "note",
    "number", "reason", "relation", "scheme", "sha256", "status", "topic",
)  # fmt: skip
_OWN_LINKS = ("conclusion", "implicitPremise", "premise", "speaker", "stance", "target")
_POSITIONS = ("affirms", "denies", "qualifies", "undecided")


def context_document(namespace: str) -> Json:
    """Return the context, in which our terms lie in the namespace."""
    return {"@context": context(namespace)}


def context(namespace: str) -> Json:
    """Return the value of `@context`."""
    return {
        "@version": 1.1,
        "id": "@id",
        "type": "@type",
        **_PREFIXES,
        "parallax": namespace,
        **{word: f"schema:{word}" for word in _WORDS},
        **{link: {"@id": f"schema:{link}", "@type": "@id"} for link in _LINKS},
        "datePublished": "schema:datePublished",
        **{word: f"parallax:{word}" for word in _OWN},
        **{link: {"@id": f"parallax:{link}", "@type": "@id"} for link in _OWN_LINKS},
        **{position: f"parallax:{position}" for position in _POSITIONS},
        "position": {"@id": "parallax:position", "@type": "@vocab"},
        "asOf": {"@id": "parallax:asOf", "@type": "xsd:date"},
        "Activity": "prov:Activity",
        "Entity": "prov:Entity",
        "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": "xsd:dateTime"},
        "used": {"@id": "prov:used", "@type": "@id"},
        "wasAttributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
        "wasRevisionOf": {"@id": "prov:wasRevisionOf", "@type": "@id"},
        "Annotation": {"@id": "oa:Annotation", "@context": _annotation_terms()},
    }


def _annotation_terms() -> Json:
    """Return what the keys of an annotation mean, as its standard's context has it, down to its innermost part."""
    kinds = ("SpecificResource", "TextQuoteSelector", "TextualBody")
    motives = ("assessing", "describing", "linking")
    texts = ("exact", "prefix", "suffix")
    links = {
        "body": "oa:hasBody",
        "target": "oa:hasTarget",
        "source": "oa:hasSource",
        "selector": "oa:hasSelector",
    }
    return {
        "@propagate": True,
        **{kind: f"oa:{kind}" for kind in kinds},
        **{motive: f"oa:{motive}" for motive in motives},
        **{text: f"oa:{text}" for text in texts},
        **{key: {"@id": name, "@type": "@id"} for key, name in links.items()},
        "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
        "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
        "value": "rdf:value",
        "format": "dc:format",
        "label": "rdfs:label",
        "name": "foaf:name",
        "Text": "dctypes:Text",
        "Person": "foaf:Person",
        "Organization": "foaf:Organization",
    }
