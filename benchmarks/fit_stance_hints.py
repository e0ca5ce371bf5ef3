"""Fits the weights of stance hints again, and tries every topic with weights fitted on the others.

    python -m benchmarks.fit_stance_hints ../shared/data/argkp

FOLDER holds `arguments_*.csv` with the columns argument, topic and stance (1 for, -1 against). Prints the record by
sureness and the weights; nothing is written.
"""

from __future__ import annotations

import argparse
import csv
import itertools
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from agreement.domain.answering.attitudes import PolicyClaim, features_of, policy_of, tokens_of
from agreement.domain.answering.stance_hints import RECORDS
from agreement.domain.likeness.terms import STOP_WORDS

PENALTY = 0.06
LEAST_TOPICS, LEAST_ARGUMENTS = 12, 30
EDGES = (0.5, 0.6, 0.7, 0.8, *sorted(least for least, _record in RECORDS), 1.0001)


@dataclass(frozen=True)
class Argument:
    """An argument, the policy that it is about, and its side: 1 for, -1 against."""

    text: str
    topic: str
    policy: PolicyClaim
    side: int


def read_arguments(folder: Path) -> list[Argument]:
    """Return the arguments on topics whose policy can be read; SystemExit where there are none."""
    found = []
    for file in sorted(folder.glob("arguments_*.csv")):
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                policy = policy_of(row["topic"])
                if policy is not None:
                    found.append(Argument(row["argument"], row["topic"], policy, int(row["stance"])))
    if not found:
        sys.exit(f"{folder} holds no arguments_*.csv with arguments on a policy.")
    return found


def telling_words(arguments: list[Argument]) -> dict[str, float]:
    """Return the words that occur in enough topics to be of none."""
    topics: defaultdict[str, set[str]] = defaultdict(set)
    counts: Counter[str] = Counter()
    for argument in arguments:
        own = {token.stem for token in tokens_of(argument.topic)}
        for token in {(one.stem, one.negated) for one in tokens_of(argument.text)}:
            stem, negated = token
            if stem not in own and stem not in STOP_WORDS and len(stem) > 2:
                topics["~" * negated + stem].add(argument.topic)
                counts["~" * negated + stem] += 1
    return {
        word: 1.0 for word in sorted(topics) if len(topics[word]) >= LEAST_TOPICS and counts[word] >= LEAST_ARGUMENTS
    }


def table_of(arguments: list[Argument]) -> tuple[list[str], Any]:
    """Return the signs' names and the table [arguments, signs] of -1, 0 and 1."""
    words = telling_words(arguments)
    signs = [features_of(argument.policy, argument.text, words) for argument in arguments]
    names = sorted({name for found in signs for name in found})
    table = np.array([[found.get(name, 0) for name in names] for found in signs], dtype=np.float32)
    return names, table


def fit(table: Any, sides: Any) -> LogisticRegression:  # noqa: ANN401 - arrays
    """Return the regression without a base: with no sign, neither side is likelier."""
    model = LogisticRegression(l1_ratio=1, C=PENALTY, solver="liblinear", fit_intercept=False, max_iter=2000)
    return model.fit(table, sides)


def main() -> None:
    """Print the record and the weights."""
    parser = argparse.ArgumentParser(description="Fit the weights of stance hints.")
    parser.add_argument("folder", type=Path)
    arguments = read_arguments(parser.parse_args().folder)
    names, table = table_of(arguments)
    sides, topics = np.array([one.side for one in arguments]), np.array([one.topic for one in arguments])
    chance = np.zeros(len(arguments))
    for topic in sorted(set(topics)):
        held = topics == topic
        chance[held] = fit(table[~held], sides[~held]).predict_proba(table[held])[:, 1]
    sure, right = np.maximum(chance, 1 - chance), (chance > 0.5) == (sides > 0)
    print(f"{len(arguments)} arguments, {len(set(topics))} topics, {len(names)} signs; each topic held back in turn")
    for low, high in itertools.pairwise(EDGES):
        inside = (sure >= low) & (sure < high)
        print(f"  {low:.2f} to {min(high, 1):.2f}: n {inside.sum():5d}, right {right[inside].mean():.3f}")
    weights = dict(zip(names, fit(table, sides).coef_[0], strict=True))
    kept = {name: round(float(weight), 1) for name, weight in weights.items() if abs(weight) >= 0.05}
    print({name: kept[name] for name in sorted(kept, key=lambda name: -kept[name])})


if __name__ == "__main__":
    main()
