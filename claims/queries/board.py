"""Everything that a claim's page shows about evidence and stances, sorted into its places."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from claims.enums import Bearing, EvidenceState, StanceBasis
from claims.models import Claim, Evidence, Stance
from claims.queries.evidence import list_evidence
from claims.queries.places import Place, place_of
from claims.queries.stances import date_in_words, list_stances
from sources.models import Author
from sources.queries.origins import Origin, Weighed, origins_of, weigh


@dataclass(frozen=True)
class ShownEvidence:
    """A piece of evidence with what a reader needs beside the quote.

    `writers` are the authors of the source; `reported` says that the speaker is none of them; `place` is
    what became of the passage in the newest text; `shared` are the words that made the machine
    suggest it, `words` say how likely it is right and `record` how often such ones were; `origins`
    are the works that the passage cites, or its own source; `joins` says that it shares one with the
    piece above it in the list.
    """

    evidence: Evidence
    writers: tuple[str, ...]
    reported: bool
    place: Place
    shared: tuple[str, ...]
    origins: tuple[Origin, ...]
    words: str = ""
    record: str = ""
    joins: bool = False

    @property
    def cited(self) -> tuple[Origin, ...]:
        """The works that the passage leans on, if it cites any."""
        return tuple(origin for origin in self.origins if origin.cited)


@dataclass(frozen=True)
class ShownStance:
    """A stance with the number of accepted passages behind it (0 if an editor set it) and its date in words.

    `retracted` of those passages come from sources that were retracted. It is dated as precisely as its author's
    source of that day: "2021", not "1 January 2021".
    """

    stance: Stance
    grounds: int
    retracted: int
    dated: str


@dataclass(frozen=True)
class AuthorStances:
    """One author's stances on the claim: the one that counts, and those that it stands above."""

    author: Author
    effective: ShownStance
    others: tuple[ShownStance, ...]


@dataclass(frozen=True)
class ClaimBoard:
    """Evidence of one claim by what it does and how far it is decided, and the stances that follow."""

    supporting: tuple[ShownEvidence, ...]
    contradicting: tuple[ShownEvidence, ...]
    context: tuple[ShownEvidence, ...]
    suggested: tuple[ShownEvidence, ...]
    rejected: tuple[ShownEvidence, ...]
    stances: tuple[AuthorStances, ...]

    @property
    def has_evidence(self) -> bool:
        """Whether a person has tied any passage to the claim."""
        return bool(self.supporting or self.contradicting or self.context)

    @property
    def weighed_for(self) -> Weighed:
        """How many of the supporting passages are independent."""
        return weigh([one.origins for one in self.supporting])

    @property
    def weighed_against(self) -> Weighed:
        """How many of the contradicting passages are independent."""
        return weigh([one.origins for one in self.contradicting])

    @property
    def waiting_places(self) -> int:
        """How many accepted passages have no certain place in the newest text and wait for a person."""
        return sum(one.place.waits for one in (*self.supporting, *self.contradicting, *self.context))

    @property
    def retracted(self) -> tuple[ShownEvidence, ...]:
        """Accepted evidence from sources that were retracted."""
        accepted = (*self.supporting, *self.contradicting, *self.context)
        return tuple(one for one in accepted if one.evidence.passage.source.is_retracted)


def board_of(claim: Claim) -> ClaimBoard:
    """Return the board of the claim in six queries, however much evidence there is."""
    evidence = list_evidence(claim)
    origins = origins_of(one.passage for one in evidence)
    shown = [_shown(one, origins[one.passage_id]) for one in evidence]
    return ClaimBoard(
        supporting=_accepted(shown, Bearing.SUPPORTS),
        contradicting=_accepted(shown, Bearing.CONTRADICTS),
        context=_accepted(shown, Bearing.CONTEXT),
        suggested=_in_state(shown, EvidenceState.SUGGESTED),
        rejected=_in_state(shown, EvidenceState.REJECTED),
        stances=_by_author(list_stances(claim), shown),
    )


def _shown(evidence: Evidence, origins: tuple[Origin, ...]) -> ShownEvidence:
    writers = evidence.passage.source.ordered_authors
    why: dict[str, Any] = evidence.why if isinstance(evidence.why, dict) else {}
    return ShownEvidence(
        evidence=evidence,
        writers=tuple(writer.name for writer in writers),
        reported=evidence.speaker_id not in {writer.pk for writer in writers},
        place=place_of(evidence.passage),
        shared=tuple(map(str, why.get("shared", ()))),
        words=str(why.get("words", "")),
        record=str(why.get("record", "")),
        origins=origins,
    )


def _accepted(shown: list[ShownEvidence], bearing: str) -> tuple[ShownEvidence, ...]:
    chosen = [one for one in _in_state(shown, EvidenceState.ACCEPTED) if one.evidence.bearing == bearing]
    chosen.sort(key=lambda one: (one.evidence.speaker.name, _said_on(one.evidence) or date.max))
    return tuple(_grouped(chosen))


def _grouped(shown: Sequence[ShownEvidence]) -> Iterator[ShownEvidence]:
    """Yield the pieces in their order, but those that share an origin with an earlier one right behind it."""
    left = list(shown)
    while left:
        first = left.pop(0)
        yield first
        keys = {key for origin in first.origins for key in origin.keys}
        sharing = [one for one in left if any(origin.keys & keys for origin in one.origins)]
        left = [one for one in left if one not in sharing]
        yield from (replace(one, joins=True) for one in sharing)


def _in_state(shown: list[ShownEvidence], state: str) -> tuple[ShownEvidence, ...]:
    return tuple(one for one in shown if one.evidence.state == state)


def _said_on(evidence: Evidence) -> date | None:
    return evidence.passage.source.issued_on


def _by_author(stances: list[Stance], shown: list[ShownEvidence]) -> tuple[AuthorStances, ...]:
    """Return each author's stances; `stances` has the effective one of each author first."""
    accepted = _in_state(shown, EvidenceState.ACCEPTED)
    rows: dict[UUID, list[ShownStance]] = defaultdict(list)
    for stance in stances:
        rows[stance.author_id].append(_with_grounds(stance, accepted))
    return tuple(
        AuthorStances(author=effective.stance.author, effective=effective, others=tuple(others))
        for effective, *others in rows.values()
    )


def _with_grounds(stance: Stance, accepted: tuple[ShownEvidence, ...]) -> ShownStance:
    of_that_day = [
        one.evidence
        for one in accepted
        if one.evidence.speaker_id == stance.author_id and _said_on(one.evidence) == stance.as_of
    ]
    taking_sides = [evidence for evidence in of_that_day if evidence.bearing != Bearing.CONTEXT]
    return ShownStance(
        stance=stance,
        grounds=len(taking_sides) if stance.basis == StanceBasis.DERIVED else 0,
        retracted=sum(evidence.passage.source.is_retracted for evidence in taking_sides),
        dated=date_in_words(stance.as_of, [evidence.passage.source for evidence in of_that_day]),
    )
