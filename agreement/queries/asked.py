"""A claim as the page of answers puts it to people: every author's cell, and the passages in their context."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agreement.domain.likeness.bands import Band, BandMeaning
from agreement.models import Answer, AuthorFinding, FoundPassage
from agreement.queries.hints import ShownHint
from agreement.queries.open_passages import worth_asking
from agreement.queries.silences import FoundSilence
from claims.enums import EvidenceState
from claims.models import Claim, Stance
from sources.models import Author, Sentence, Source

NEAREST = 3
"""Sentences that are shown before somebody finds an author silent."""
SHARED = ("shared_name", "shared_term", "same_number")
WARNINGS = {
    "other_number": "gives other figures",
    "negation": "negated on one side only",
    "refers_back": "its start refers back",
    "meaning": "near in meaning, no term in common",
}


@dataclass(frozen=True)
class Decided:
    """A decision on the passage that no answer made: who took it, and what it was."""

    who: str
    state: str
    bearing: str


@dataclass(frozen=True)
class AskedPassage:
    """A found passage as it is put to a person, with the sentence before and after ("" for none) and the page's label.

    `answer` is the current answer that the person sees, `decided` what stands without one, `hint` a guess of where its
    author stands, where such guesses were right.
    """

    found: FoundPassage
    source: Source
    before: str
    after: str
    page: str
    answer: Answer | None
    decided: Decided | None
    hint: ShownHint | None = None

    @property
    def sentence(self) -> Sentence:
        """The sentence that is asked about."""
        return self.found.sentence

    @property
    def band(self) -> BandMeaning:
        """The word for how likely it bears on the claim, and what that rests on."""
        return Band(self.found.band).meaning

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it was found, in words."""
        return words_of_reasons(self.found.reasons)

    @property
    def is_outdated(self) -> bool:
        """Whether the answer was given for an earlier wording of the claim."""
        return self.answer is not None and self.answer.wording != self.found.wording

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.is_outdated or (self.answer is None and self.decided is None)

    @property
    def is_accepted(self) -> bool:
        """Whether somebody has found that it bears on the claim."""
        if self.answer is not None:
            return self.answer.said.is_accepted
        return self.decided is not None and self.decided.state == EvidenceState.ACCEPTED


@dataclass(frozen=True)
class AskedAuthor:
    """One author on one claim: the stance that counts, what was found, and the finding of silence, if there is one."""

    author: Author
    stance: Stance | None
    finding: AuthorFinding | None
    passages: tuple[AskedPassage, ...]
    silence: FoundSilence | None

    @property
    def position(self) -> str:
        """The position, "" without a stance."""
        return self.stance.position if self.stance else ""

    @property
    def is_silent(self) -> bool:
        """Whether a person found the author silent and that still holds."""
        return self.silence is not None and self.silence.holds

    @property
    def seems_silent(self) -> bool:
        """Whether the finder suggests that the author says nothing on the claim."""
        return self.finding is not None and self.finding.is_silent

    @property
    def speaks(self) -> bool:
        """Whether a passage is accepted, or an editor set a stance."""
        return self.stance is not None or any(one.is_accepted for one in self.passages)

    @property
    def asked(self) -> tuple[AskedPassage, ...]:
        """The passages that are put to people: what is answered, and what of the rest is worth a question."""
        return tuple(one for one in self.passages if not one.is_open or self._is_worth_asking(one))

    @property
    def open(self) -> tuple[AskedPassage, ...]:
        """The passages that wait for an answer; of who seems silent, the silence is asked about instead."""
        return () if self.is_silent or self.seems_silent else tuple(one for one in self.asked if one.is_open)

    @property
    def asks_silence(self) -> bool:
        """Whether it can be asked if the author is silent: nothing accepted speaks against it."""
        return self.finding is not None and not self.speaks and not self.is_silent

    @property
    def nearest(self) -> tuple[AskedPassage, ...]:
        """The sentences to look at before the author is found silent."""
        return self.passages[:NEAREST]

    def _is_worth_asking(self, passage: AskedPassage) -> bool:
        found = passage.found
        # One by one, if somebody wants to look before saying that the author is silent.
        return not self.speaks if self.seems_silent else worth_asking(found.probability, found.rank, speaks=self.speaks)


@dataclass(frozen=True)
class ClaimDesk:
    """A claim and its authors; `is_found` says whether passages were looked for since it has its wording."""

    claim: Claim
    authors: tuple[AskedAuthor, ...]
    is_found: bool
    author_count: int

    @property
    def open_count(self) -> int:
        """How many passages wait."""
        return sum(len(author.open) for author in self.authors)


def words_of_reasons(reasons: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the reasons of a suggestion in words: what is shared in one piece, then each warning once."""
    reasons = list(reasons)
    shared = [str(one["statement"]["text"]) for one in reasons if one["kind"] in SHARED and one.get("statement")]
    words = [f"shares {', '.join(dict.fromkeys(shared))}"] if shared else []
    kinds = dict.fromkeys(str(one["kind"]) for one in reasons)
    return (*words, *(WARNINGS[kind] for kind in kinds if kind in WARNINGS))
