"""How to cite a release, in the forms that pages offer."""

from dataclasses import dataclass

from releases.domain.metadata.bibtex import write_bibtex
from releases.domain.metadata.cff import write_cff
from releases.domain.metadata.citation import cite, write_csl
from releases.domain.metadata.facts import ReleaseFacts
from releases.models import Release


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
    facts = ReleaseFacts(
        slug=release.claim_set.slug,
        number=release.number,
        title=release.title,
        publisher=release.workspace.name,
        licence=release.licence,
        released_on=release.created_at.date(),
        root_hash=release.root_hash,
        description=release.description,
        creators=tuple(release.creators),
        notes=release.notes,
        address=address,
        counts=release.counts,
    )
    written = (
        ("bibtex", "BibTeX", write_bibtex, "citation.bib"),
        ("csl", "CSL-JSON", write_csl, "citation.csl.json"),
        ("cff", "CITATION.cff", write_cff, "CITATION.cff"),
    )
    forms = tuple(CitationForm(key, name, write(facts).decode().strip(), file) for key, name, write, file in written)
    return Citation(cite(facts), forms)
