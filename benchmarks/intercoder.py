"""Measures the measures of agreement between annotators: their speed, and whether they find an agreement that is known.

    python -m benchmarks.intercoder [--items 10000] [--trials 400]

Simulated coders know each item's true answer with a known chance and guess by the known frequencies otherwise, so that
the alpha of the population is known exactly. Printed is how often the 95 % interval covers it. Everything is seeded.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

import numpy as np

from claims.domain.bootstrap import RESAMPLES, estimate
from claims.domain.intercoder import CodingTable, Coefficient, cohen_kappa, fleiss_kappa, gwet_ac1, tabulate
from claims.domain.krippendorff import nominal_alpha
from claims.domain.unitising import Continuum, Unit, estimate_binary, unit_table

SHARES = np.array([0.45, 0.25, 0.2, 0.1])
"""How often supports, contradicts, context and none are true."""


def simulated(items: int, knowing: float, seed: int, coders: int = 2) -> CodingTable:
    """Return what coders say who know the truth with that chance, else guess by the shares.

    The alpha of the population is `knowing` squared: two agree beyond chance only where both know.
    """
    chance = np.random.default_rng(seed)
    truth = chance.choice(len(SHARES), size=items, p=SHARES)
    guesses = chance.choice(len(SHARES), size=(items, coders), p=SHARES)
    knows = chance.random((items, coders)) < knowing
    return tabulate(map(tuple, np.where(knows, truth[:, None], guesses).tolist()), range(len(SHARES)))


def coverage(items: int, knowing: float, trials: int, coefficient: Coefficient) -> tuple[float, float]:
    """Return how often the interval covers the known agreement, and the mean of the estimates."""
    covered, values = [], []
    for trial in range(trials):
        found = estimate(coefficient, simulated(items, knowing, trial), seed=trial)
        if found.value is not None and found.low is not None and found.high is not None:
            covered.append(found.low <= knowing**2 <= found.high)
            values.append(found.value)
    return float(np.mean(covered)), float(np.mean(values))


def marked_text(paragraphs: int, seed: int) -> Continuum:
    """Return a text in which two coders mark every fourth paragraph's sentence, the second with a shaky hand."""
    chance = np.random.default_rng(seed)
    length, first, second = 500 * paragraphs, [], []
    for at in range(0, length, 2000):
        start = at + int(chance.integers(50, 150))
        first.append(Unit(start, start + 180))
        if chance.random() < 0.8:
            second.append(Unit(start + int(chance.integers(0, 40)), start + 180 + int(chance.integers(0, 40))))
    return Continuum(length, (tuple(first), tuple(second)), tuple(range(500, length, 500)))


def timed(act: Callable[[], object]) -> float:
    """Return how many seconds it takes."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def main() -> None:
    """Print seconds and coverage."""
    parser = argparse.ArgumentParser(description="Speed and truth of the measures of agreement between annotators.")
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--trials", type=int, default=400)
    arguments = parser.parse_args()
    print(f"2 coders x {arguments.items} items, {RESAMPLES} resamples")
    table = simulated(arguments.items, 0.8, seed=1)
    print(f"  counting the items: {timed(lambda: simulated(arguments.items, 0.8, seed=1)):.3f} s")
    for name, one in (("alpha", nominal_alpha), ("Cohen", cohen_kappa), ("Fleiss", fleiss_kappa), ("AC1", gwet_ac1)):
        print(f"  {name} with interval: {timed(partial(estimate, one, table, seed=1)):.3f} s")
    text = marked_text(4000, seed=1)
    seconds = timed(lambda: estimate_binary(unit_table([text]), seed=1))
    print(f"  unitised alpha of 2 x {len(text.coders[0])} marks on {text.length} characters: {seconds:.3f} s")
    print(f"95 % intervals that cover the known alpha, {arguments.trials} simulations each")
    for items in (20, 50, 200):
        for knowing in (0.6, 0.9):
            share, mean = coverage(items, knowing, arguments.trials, nominal_alpha)
            print(f"  {items:4} items, alpha {knowing**2:.2f}: covered {share:.1%}, mean estimate {mean:.3f}")


if __name__ == "__main__":
    main()
