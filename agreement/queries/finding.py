"""What the finder found for a claim, author by author."""

from dataclasses import dataclass
from uuid import UUID

from agreement.domain.likeness.bands import Band
from agreement.models import AuthorFinding, FoundPassage
from claims.models import Claim
from sources.models import Author, Sentence, Source, TextVersion


@dataclass(frozen=True)
class ShownPassage:
    """A found passage and where it stands: `sentence` is `text_version.text[start:end]`, offsets in code points.

    `reasons` are dicts of `kind`, `claim` and `statement` (each None or text, start, end in that text) and `rarity`.
    """

    found: FoundPassage
    sentence: Sentence
    source: Source
    start: int
    end: int
    band: Band
    reasons: list[dict[str, object]]


@dataclass(frozen=True)
class AuthorPassages:
    """What was found of one author, the nearest passage first.

    `speaks` is the calibrated probability (0 to 1) that the author says anything on the claim; `is_silent` suggests
    that nothing is said: a person who looked at `passages` confirms it or not. `statement_count` statements of the
    author were looked at.
    """

    author: Author
    speaks: float
    is_silent: bool
    statement_count: int
    passages: tuple[ShownPassage, ...]


def found_passages(claim: Claim) -> list[AuthorPassages]:
    """Return for every author of the workspace what was found on the claim as it is worded now, authors by name.

    [] before the worker has looked for this wording. Sentences of texts that a newer one has replaced are left out.
    Two queries, whatever there is.
    """
    findings = AuthorFinding.objects.of_current_wording().filter(claim=claim).select_related("author")
    passages: dict[UUID, list[ShownPassage]] = {finding.author_id: [] for finding in findings}
    for found in _with_places(claim):
        if found.author_id in passages:
            passages[found.author_id].append(_shown(found))
    ordered = sorted(findings, key=lambda finding: (finding.author.family, finding.author.given, finding.author_id))
    return [
        AuthorPassages(
            author=finding.author,
            speaks=finding.speaks,
            is_silent=finding.is_silent,
            statement_count=finding.statement_count,
            passages=tuple(passages[finding.author_id]),
        )
        for finding in ordered
    ]


def _with_places(claim: Claim) -> list[FoundPassage]:
    return list(
        FoundPassage.objects.of_current_wording()
        .filter(claim=claim, sentence__text_version__in=TextVersion.objects.current())
        .select_related("sentence__text_version__capture__source")
        .defer(
            "sentence__text_version__text",
            "sentence__text_version__furniture",
            "sentence__text_version__capture__content",
        )
        .order_by("author", "rank")
    )


def _shown(found: FoundPassage) -> ShownPassage:
    sentence = found.sentence
    return ShownPassage(
        found=found,
        sentence=sentence,
        source=sentence.text_version.capture.source,
        start=sentence.start,
        end=sentence.end,
        band=Band(found.band),
        reasons=found.reasons,
    )
