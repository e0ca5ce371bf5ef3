"""A release as an entry of BibTeX."""

from releases.domain.metadata.citation import csl_item
from releases.domain.metadata.facts import ReleaseFacts
from sources.domain.bibliography.bibtex import dump_bibtex


def write_bibtex(facts: ReleaseFacts) -> bytes:
    """Return the .bib file; what the release is goes through the writer of our bibliographies."""
    return dump_bibtex([csl_item(facts)]).encode()
