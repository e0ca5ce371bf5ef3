"""From likeness to probability: logistic regressions with few coefficients, fitted on labels and shipped as constants.

Features are cosines, never standard deviations: those grow with the number of statements, so that a line drawn in a
small workspace would be wrong in a large one. Sets, dates and records are in docs/algorithms/likeness.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

# Beyond this a probability is 0 or 1 to all digits, and the exponential would overflow.
_FARTHEST = 500.0


@dataclass(frozen=True)
class Calibration:
    """A logistic regression: log-odds = `base` + sum of weight times feature, by name."""

    base: float
    weights: Mapping[str, float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """Return the log-odds for features, which must name every weight; rising in each with a positive weight."""
        return self.base + sum(weight * features[name] for name, weight in self.weights.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """Return the probability for features, 0 to 1."""
        return logistic(self.log_odds(features))


def logistic(log_odds: float) -> float:
    """Return the probability of log-odds, 0 to 1; it never overflows."""
    return 1.0 / (1.0 + exp(-max(-_FARTHEST, min(_FARTHEST, log_odds))))


PASSAGE = Calibration(base=-4.3, weights={"centred": 6.5, "lexical": 8.0})
"""That a statement bears on a worded claim, from its vector and its words alone."""
PASSAGE_READ = Calibration(base=-7.3, weights={"centred": 2.5, "lexical": 3.5, "met": 10.0, "returned": 5.0})
"""The same once both have been read word by word."""
SPEAKS = Calibration(base=1.05, weights={"best_three": 1.0, "centred": 3.9})
"""That an author says anything on a claim: from the mean log-odds of that author's three best statements and the
highest centred cosine of any. Who speaks to a claim mostly does so in more than one sentence."""
