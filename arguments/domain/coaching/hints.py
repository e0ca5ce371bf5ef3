"""What the coach says: hints, each with its kind, how sure it is, and a name that goes when wordings change."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    """What a hint is about, in the order in which hints are shown."""

    CIRCULAR_SUPPORT = "circular-support"
    AGAINST_OWN_STANCE = "against-own-stance"
    EVIDENCE_AGAINST_PREMISE = "evidence-against-premise"
    UNDERCUT_SUPPORT = "undercut-support"
    REPEATED_CONCLUSION = "repeated-conclusion"
    CONCLUSION_TERM_MISSING = "conclusion-term-missing"
    LOOSE_PREMISE_TERM = "loose-premise-term"
    NO_EVIDENCE = "no-evidence"
    IDLE_EVIDENCE = "idle-evidence"


class Weight(StrEnum):
    """How sure a hint is: `likely` ones are counted and shown first, `possible` ones are there to be looked at."""

    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Hint:
    """One hint about a map.

    `said` is what was found, `advice` what one may do. `claim_ids` are the claims that it is about, the first being
    where to look; `argument_ids` the arguments. `words` is what it depends on: wordings, terms, stances.
    """

    kind: HintKind
    weight: Weight
    said: str
    advice: str
    claim_ids: tuple[str, ...]
    argument_ids: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """64 hexadecimal digits, the same for the same finding about the same wordings, whatever the weight."""
        named = [self.kind.value, list(self.claim_ids), list(self.argument_ids), list(self.words)]
        return hashlib.sha256(json.dumps(named).encode()).hexdigest()


def quoted(words: tuple[str, ...] | list[str], limit: int = 4) -> str:
    """Return words in quotation marks, joined as people write lists; what is over the limit is counted."""
    shown = [f"“{word}”" for word in words[:limit]]
    if len(words) > limit:
        shown.append(f"{len(words) - limit} more")
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
