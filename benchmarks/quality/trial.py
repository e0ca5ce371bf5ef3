"""Documents made comparable as the product does it, and every labelled claim's ranking over them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from agreement.domain.likeness.finder import AuthorFinding, RankedStatement, find_passages
from agreement.domain.likeness.reading import Reader, sentences_before
from agreement.domain.likeness.similarity import IndexedStatement, StatementIndex, build_index
from agreement.domain.likeness.terms import Folding
from agreement.domain.names.alias_proposals import propose_aliases
from agreement.domain.names.aliases import AliasGroup, default_aliases, fold_table
from agreement.domain.wording.candidates import CandidateReport, Statement, find_candidates
from benchmarks.corpus import author_names, read_folder
from benchmarks.label_files import read_labels
from benchmarks.labelling import LABELS, LabelledClaim, Labels, fingerprint, resolve_labels
from benchmarks.tables import BadDataError

View = Callable[[RankedStatement], float]
Ranking = Mapping[str, AuthorFinding]

LEAST_TEXTS = 30
"""Texts of a topic from which on its own mean and term weights are taken."""

VIEWS: dict[str, View] = {
    "raw cosine": lambda found: found.cosine,
    "centred cosine": lambda found: found.centred,
    "tf-idf": lambda found: found.lexical,
    "fused": lambda found: found.score,
    "probability": lambda found: found.probability,
}


@dataclass(frozen=True)
class Corpus:
    """The sentences of a folder, the candidates among them and what compares them."""

    folder: Path
    statements: tuple[Statement, ...]
    report: CandidateReport
    index: StatementIndex
    engine: str | None

    @cached_property
    def hashes(self) -> dict[int, str]:
        """Return the label hash of every sentence, by the id of its statement."""
        return {statement.id: fingerprint(statement.text) for statement in self.statements}

    @cached_property
    def reader(self) -> Reader:
        """Return what reads passages word by word; each is read once, whatever the number of label files."""
        from agreement.word_vectors import PassageReader  # noqa: PLC0415 (needs settings)

        return PassageReader(self.engine)

    @cached_property
    def authors(self) -> tuple[str, ...]:
        """Return the authors of the compared statements, in alphabetical order."""
        return tuple(sorted({statement.author for statement in self.index.statements}))


@dataclass(frozen=True)
class Trial:
    """A corpus, labels of it, and every claim's statements ranked for each author."""

    corpus: Corpus
    labels: Labels
    rankings: tuple[Ranking, ...]

    @property
    def index(self) -> StatementIndex:
        """Return what compares the statements."""
        return self.corpus.index

    @property
    def report(self) -> CandidateReport:
        """Return the candidates of the corpus."""
        return self.corpus.report

    @property
    def claims(self) -> Iterator[tuple[LabelledClaim, Ranking]]:
        """Return every claim with its ranking."""
        return zip(self.labels.claims, self.rankings, strict=True)

    @property
    def shared(self) -> list[tuple[LabelledClaim, Ranking]]:
        """Return the claims that two authors or more speak to, with their rankings."""
        return [(claim, ranking) for claim, ranking in self.claims if len(claim.evidence) > 1]


def prepare(folder: Path, labels: Path = LABELS, engine: str | None = None) -> Trial:
    """Return a folder read, split, embedded and ranked for every labelled claim."""
    return rank_claims(prepare_corpus(folder, engine), labels)


def prepare_corpus(folder: Path, engine: str | None = None) -> Corpus:
    """Return a folder read, split, embedded and made comparable. Raises `BadDataError` where it holds no statement."""
    from agreement.engines import embed  # noqa: PLC0415 (needs settings, which `main` sets up)

    statements = read_folder(folder)
    report = find_candidates(statements)
    stated = sorted(
        {each.statement.id: each.statement for each in report.candidates}.values(), key=lambda each: each.id
    )
    if not stated:
        message = f"{folder} holds no sentence that could be a claim."
        raise BadDataError(message)
    before = sentences_before([(each.author, each) for each in statements])
    index = build_index(
        [IndexedStatement(each.id, each.author, each.text, before.get(each.id, "")) for each in stated],
        embed([each.text for each in stated], engine=engine),
        folding_of([each.text for each in stated]),
    )
    return Corpus(folder, tuple(statements), report, index, engine)


def rank_claims(corpus: Corpus, labels: Path) -> Trial:
    """Return a corpus with the claims of a label file ranked. Raises `BadDataError` where no label names a sentence."""
    from agreement.engines import embed  # noqa: PLC0415

    read = resolve_labels(read_labels(labels), corpus.statements, author_names(corpus.folder))
    if not any(claim.evidence for claim in read.claims):
        message = f"No label of {labels} names a sentence of {corpus.folder}: were they made for other documents?"
        raise BadDataError(message)
    vectors = embed([claim.text for claim in read.claims], engine=corpus.engine)
    rankings = tuple(
        find_passages(corpus.index, claim.text, vector, top=len(corpus.index.statements), reader=corpus.reader)
        for claim, vector in zip(read.claims, vectors, strict=True)
    )
    return Trial(corpus, read, rankings)


def folding_of(texts: Sequence[str]) -> Folding:
    """Return the aliases folded as in an analysis: the default table and what the texts themselves propose."""
    known = default_aliases()
    proposed = propose_aliases(list(texts), known)
    return fold_table([*known, *(AliasGroup(each.name, (each.form,)) for each in proposed if each.is_sure)])


def populations(texts: Mapping[str, Sequence[str]]) -> list[list[str]]:
    """Return topics in groups in which likeness is measured: each alone, those with few texts all together.

    Of a handful of texts the mean vector is mostly themselves, and taking it out leaves nothing to compare; no
    workspace that anybody compares is so small.
    """
    small = [topic for topic, own in texts.items() if len(set(own)) < LEAST_TEXTS]
    return [[topic] for topic in texts if topic not in set(small)] + ([small] if small else [])


def best_of(finding: AuthorFinding, view: View, depth: int) -> list[RankedStatement]:
    """Return an author's `depth` best statements by one view; equal ones by id."""
    return sorted(finding.passages, key=lambda found: (-view(found), found.statement))[:depth]
