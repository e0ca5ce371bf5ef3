"""The three gradual semantics: how attackers and supporters move an argument away from its base score.

Each is modular [Mossakowski & Neuhaus 2018]: the strengths of attackers and supporters are drawn together into one
number, the energy, and the energy moves the base score. Energies below 0 lower it, energies above 0 raise it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from arguments.domain.semantics.graphs import Numbers


class Gradual(StrEnum):
    """The gradual semantics by name."""

    DF_QUAD = "df-quad"
    QUADRATIC_ENERGY = "quadratic-energy"
    EULER = "euler"


@dataclass(frozen=True, slots=True)
class Formula:
    """One semantics, for one argument and for many.

    `is_product` says that energy is the difference of two probabilistic sums (1 minus the product of what each leaves
    over), from -1 to 1; else it is the sum of supporters minus the sum of attackers. `move` takes base score and energy
    to a strength from 0 to 1, `move_all` does so for arrays.
    """

    name: Gradual
    is_product: bool
    move: Callable[[float, float], float]
    move_all: Callable[[Numbers, Numbers], Numbers]

    def energy(self, attackers: Sequence[float], supporters: Sequence[float]) -> float:
        """Return the energy of an argument from the strengths around it; 0 if there are none."""
        if self.is_product:
            return math.prod([1.0 - one for one in attackers]) - math.prod([1.0 - one for one in supporters])
        return math.fsum(supporters) - math.fsum(attackers)

    def strength(self, base: float, attackers: Sequence[float], supporters: Sequence[float]) -> float:
        """Return the strength of an argument from its base score and the strengths around it, all from 0 to 1."""
        return self.move(base, self.energy(attackers, supporters))


def _move_linear(base: float, energy: float) -> float:
    return base + energy * (base if energy < 0 else 1.0 - base)


def _move_all_linear(base: Numbers, energy: Numbers) -> Numbers:
    moved: Numbers = base + energy * np.where(energy < 0, base, 1.0 - base)
    return moved


def _move_quadratic(base: float, energy: float) -> float:
    square = energy * energy
    return base + square / (1.0 + square) * (-base if energy < 0 else 1.0 - base)


def _move_all_quadratic(base: Numbers, energy: Numbers) -> Numbers:
    square = energy * energy
    moved: Numbers = base + square / (1.0 + square) * np.where(energy < 0, -base, 1.0 - base)
    return moved


MOST_ENERGY = 700.0
"""Beyond it the exponential leaves the range of numbers, and the strength is the same to the last digit."""


def _move_exponential(base: float, energy: float) -> float:
    grown = base * math.exp(min(MOST_ENERGY, max(-MOST_ENERGY, energy)))
    return 1.0 - (1.0 - base * base) / (1.0 + grown)


def _move_all_exponential(base: Numbers, energy: Numbers) -> Numbers:
    grown = base * np.exp(np.clip(energy, -MOST_ENERGY, MOST_ENERGY))
    moved: Numbers = 1.0 - (1.0 - base * base) / (1.0 + grown)
    return moved


FORMULAS = {
    Gradual.DF_QUAD: Formula(Gradual.DF_QUAD, is_product=True, move=_move_linear, move_all=_move_all_linear),
    Gradual.QUADRATIC_ENERGY: Formula(
        Gradual.QUADRATIC_ENERGY, is_product=False, move=_move_quadratic, move_all=_move_all_quadratic
    ),
    Gradual.EULER: Formula(Gradual.EULER, is_product=False, move=_move_exponential, move_all=_move_all_exponential),
}
"""DF-QuAD [Rago et al. 2016], quadratic energy [Potyka 2018], Euler-based [Amgoud & Ben-Naim 2018]."""
