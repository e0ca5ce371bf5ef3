"""Whether going on pays: what is left to find, estimated from the calibrated probabilities of what is open.

The Quant rule of Yang, Lewis and Frieder (2021, "Heuristic stopping rules for technology-assisted review",
https://doi.org/10.1145/3469096.3469873) with a correction by the answers so far; beside it the rule of three (Hanley
and Lippman-Hand 1983, https://doi.org/10.1001/jama.1983.03330370053031). Its limits: docs/algorithms/answers.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

RECALL_WANTED = 0.95
"""Share of what can be found from which more answers change little in a comparison."""
LOOKED_AHEAD = 10
"""Answers, a minute's work: if the best ten that are open bring less than one right passage, that is badly spent."""
IMAGINED = 10
"""Right passages, imagined as found and as expected, that hold the correction near 1 until there is experience."""
LEAST_RUN = 20
"""Rejections in a row after which fewer than 3 in 20 of the like are right, with 95 % confidence."""


class Advice(StrEnum):
    """What the estimate says."""

    GO_ON = "go_on"
    ENOUGH = "enough"
    DONE = "done"


class Because(StrEnum):
    """Which rule said that going on no longer pays; empty if none did."""

    RECALL = "recall"
    AHEAD = "ahead"
    RUN = "run"
    NONE = ""


@dataclass(frozen=True)
class Outlook:
    """What was found, what is left, and whether going on pays.

    `found` counts passages that bear on it, `answered` the answers, `open` the passages without one. `left` is how many
    of these would be right, `spread` its standard deviation, `ahead` how many of the best ten. `recall` is found /
    (found + left), None with nothing found and nothing left. `run` counts the latest rejections in a row, `factor`
    corrects the calibration.
    """

    advice: Advice
    because: Because
    found: int
    answered: int
    open: int
    left: float
    spread: float
    ahead: float
    recall: float | None
    run: int
    factor: float

    @property
    def run_share_below(self) -> float:
        """Upper 95 % limit of the share of right ones among passages like those of the run: 3 / run, at most 1."""
        return min(1.0, 3 / self.run) if self.run else 1.0


Answered = Sequence[tuple[bool, float | None]]
"""Answers in order: whether each accepted its passage, and the probability of its suggestion, if it had one."""


def outlook_of(
    answered: Answered, still_open: Iterable[float], *, experience: Answered | None = None, elsewhere: int = 0
) -> Outlook:
    """Return the outlook from the answers so far and the probabilities (0 to 1) of what is open.

    `experience` are the answers that correct the calibration, by default the same: one claim alone has too few. An
    answer without a probability counts as found and not for the correction; without any the factor is 1. `elsewhere`
    counts what people accepted without an answer, in the reader or on the claim's page: it is found too.
    """
    chances = sorted(still_open, reverse=True)
    found = elsewhere + sum(accepted for accepted, _chance in answered)
    run = _run(answered)
    factor = _factor(answered if experience is None else experience)
    likely = [min(1.0, factor * chance) for chance in chances]
    left, ahead = sum(likely), sum(likely[:LOOKED_AHEAD])
    recall = found / (found + left) if found + left else None
    because = _because(recall, ahead, run, of=len(chances))
    stop = Advice.ENOUGH if because else Advice.GO_ON
    return Outlook(
        advice=stop if chances else Advice.DONE,
        because=because if chances else Because.NONE,
        found=found,
        answered=len(answered),
        open=len(chances),
        left=left,
        spread=sqrt(sum(chance * (1 - chance) for chance in likely)),
        ahead=ahead,
        recall=recall,
        run=run,
        factor=factor,
    )


def words_of(outlook: Outlook) -> str:
    """Return the advice as sentences for people, with the numbers that it rests on."""
    if outlook.advice == Advice.DONE:
        return f"Nothing is left to answer. Found: {outlook.found}."
    left = f"Of the {outlook.open} left about {_round(outlook.left)} would be right"
    if outlook.because == Because.RUN:
        share = f"{100 * outlook.run_share_below:.0f} %"
        why = f"The last {outlook.run} in a row were about neither: of such passages fewer than {share} are right."
        return f"Going on no longer pays. {why}"
    if outlook.because == Because.AHEAD:
        return f"Going on no longer pays. {left}, and of the best ten fewer than one."
    share = "" if outlook.recall is None else f", about {100 * outlook.recall:.0f} % of what is there"
    known = f" {outlook.found} found{share}." if outlook.found else ""
    going = (
        "Going on no longer pays." if outlook.because else "Going on pays." if outlook.ahead >= 1 else "Nearly done."
    )
    return f"{going} {left}.{known}"


def _round(number: float) -> str:
    """Return a number of passages as people say it: whole from 2 on, with one decimal below."""
    return f"{number:.0f}" if number >= 2 else f"{number:.1f}"


def _factor(answered: Answered) -> float:
    told = [(accepted, chance) for accepted, chance in answered if chance is not None]
    found, expected = sum(accepted for accepted, _chance in told), sum(chance for _accepted, chance in told)
    return (found + IMAGINED) / (expected + IMAGINED)


def _run(answered: Answered) -> int:
    run = 0
    for accepted, _chance in reversed(answered):
        if accepted:
            break
        run += 1
    return run


def _because(recall: float | None, ahead: float, run: int, *, of: int) -> Because:
    if recall is not None and recall >= RECALL_WANTED:
        return Because.RECALL
    if run >= LEAST_RUN:
        return Because.RUN
    # What is over in seconds is worth them, even if it sums to less than one.
    if of >= LOOKED_AHEAD and ahead < 1:
        return Because.AHEAD
    return Because.NONE
