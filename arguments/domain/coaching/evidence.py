"""Where a map lacks evidence, where evidence is against it, and evidence that serves nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from arguments.domain.coaching.hints import Hint, HintKind, Weight
from arguments.domain.coaching.reading import Reading
from arguments.domain.graph import ClaimNode, Relation


@dataclass(frozen=True, slots=True)
class IdleClaim:
    """A claim outside the map, and how many accepted passages for or against it there are."""

    id: str
    number: int
    text: str
    passages: int


def find_unproven(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each claim without a passage and without a stance of any author.

    Likely where nothing in the map supports it either, and somebody states it: of an unstated premise nobody expects a
    passage.
    """
    supported = {one.conclusion_id for one in reading.graph.arguments if one.relation is Relation.SUPPORTS}
    stated = {
        premise.claim_id for one in reading.graph.arguments for premise in one.premises if not premise.is_implicit
    }
    for claim in reading.graph.claims:
        if claim.passages.total or claim.stances:
            continue
        rests = claim.id not in supported and claim.id in stated and claim.kind != "normative"
        yield Hint(
            kind=HintKind.NO_EVIDENCE,
            weight=Weight.LIKELY if rests else Weight.POSSIBLE,
            said=f"No author has said anything on C-{claim.number}, and no passage bears on it.",
            advice="Look for evidence, or give reasons for it.",
            claim_ids=(claim.id,),
            words=(claim.text,),
        )


def find_refuted_premises(reading: Reading) -> Iterator[Hint]:
    """Yield a hint for each premise on which every passage is against it."""
    for claim_id, argument_ids in _uses(reading).items():
        claim = reading.graph.claim_by_id[claim_id]
        if claim.passages.contradicts and not claim.passages.supports:
            yield _refuted(claim, argument_ids)


def find_idle_evidence(idle: Iterable[IdleClaim]) -> Iterator[Hint]:
    """Yield a hint for each claim with accepted passages that bears on nothing in the map.

    Only possible ones: a workspace holds more than one map is about.
    """
    for claim in idle:
        how_many = "1 passage" if claim.passages == 1 else f"{claim.passages} passages"
        yield Hint(
            kind=HintKind.IDLE_EVIDENCE,
            weight=Weight.POSSIBLE,
            said=f"C-{claim.number} has {how_many} and bears on nothing in this map.",
            advice="Make it a reason or an objection, or leave it to another map.",
            claim_ids=(claim.id,),
            words=(claim.text,),
        )


def _uses(reading: Reading) -> dict[str, tuple[str, ...]]:
    uses: dict[str, tuple[str, ...]] = {}
    for argument in reading.graph.arguments:
        for premise in argument.premises:
            uses[premise.claim_id] = (*uses.get(premise.claim_id, ()), argument.id)
    return uses


def _refuted(claim: ClaimNode, argument_ids: tuple[str, ...]) -> Hint:
    count = claim.passages.contradicts
    passages = "its one passage is" if count == 1 else f"all {count} passages are"
    return Hint(
        kind=HintKind.EVIDENCE_AGAINST_PREMISE,
        weight=Weight.LIKELY,
        said=f"C-{claim.number} is a premise, and {passages} against it.",
        advice="Look for evidence for it, or add the objection that the passages make.",
        claim_ids=(claim.id,),
        argument_ids=argument_ids,
        words=(claim.text, str(count)),
    )
