"""How to cite a release, in the forms that pages offer."""

from dataclasses import dataclass, replace

from releases.domain.metadata.bibtex import write_bibtex
from releases.domain.metadata.cff import write_cff
from releases.domain.metadata.citation import cite, write_csl
from releases.models import Release
from releases.queries.facts import facts_of


@dataclass(frozen=True)
class CitationForm:
    """A form of the citation: a word for anchors, what people call it, its text, and the file that it goes into."""

    key: str
    name: str
    text: str
    file: str


@dataclass(frozen=True)
class Citation:
    """How to cite a release: one sentence, and the same for programs."""

    sentence: str
    forms: tuple[CitationForm, ...]


def citation_of(release: Release, address: str) -> Citation:
    """Return how to cite the release that stands at the address; its workspace and the release before are loaded."""
    facts = replace(facts_of(release), address=address)
    written = (
        ("bibtex", "BibTeX", write_bibtex, "citation.bib"),
        ("csl", "CSL-JSON", write_csl, "citation.csl.json"),
        ("cff", "CITATION.cff", write_cff, "CITATION.cff"),
    )
    forms = tuple(CitationForm(key, name, write(facts).decode().strip(), file) for key, name, write, file in written)
    return Citation(cite(facts), forms)
