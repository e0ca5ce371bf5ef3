"""Compares the throughput of `agreement.engines.embed` with the bare model's, side by side.

    python -m benchmarks.embedding [--sentences 512] [--rounds 3] [--engine onnx]

Both encode the same sentences in turns, so that what else the machine does hits both alike; the
ratio is that of the medians. 1.00 is as fast as a bare `SentenceTransformer.encode`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence

import numpy as np

SUBJECTS = ("The harbour board", "A coalition of coastal towns", "Rail freight", "Nobody in the valley")
VERBS = ("has long opposed", "may come to depend on", "cannot do without", "quietly pays for")
OBJECTS = ("the new toll", "foreign investors", "a treaty that few have read", "cheap winter power")
TAILS = (
    "",
    " because the old arrangement has run its course",
    ", although officials said in 2019 that nothing would change before the next election",
    (
        ", which makes further concessions unlikely, and whose costs, counted over thirty years and"
        " shared between nine governments, would still fall on the same few households"
    ),
)


def sentences(count: int) -> list[str]:
    """Return distinct English sentences of 6 to 40 words, in an order that is mixed but fixed."""
    made = [
        f"{subject} {verb} {thing}{tail} (case {number})."
        for number in range(count // 256 + 1)
        for subject in SUBJECTS
        for verb in VERBS
        for thing in OBJECTS
        for tail in TAILS
    ]
    order = np.random.default_rng(11).permutation(len(made))[:count]
    return [made[place] for place in order]


def measure(contenders: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """Return the median seconds of each contender over alternating rounds, after one to warm up."""
    taken: list[list[float]] = [[] for _ in contenders]
    for number in range(rounds + 1):
        for place, run in enumerate(contenders):
            began = time.perf_counter()
            run()
            if number:
                taken[place].append(time.perf_counter() - began)
    return [statistics.median(times) for times in taken]


def compare(count: int = 512, rounds: int = 3, engine: str = "sentence-transformers") -> float:
    """Print both throughputs and return ours as a share of the bare model's."""
    from agreement.engines import bare_model, embed  # noqa: PLC0415 (needs settings)

    texts = sentences(count)
    model = bare_model()
    ours, bare = measure(
        [lambda: embed(texts, engine=engine), lambda: model.encode(texts, show_progress_bar=False)], rounds
    )
    print(f"{count} sentences, median of {rounds} alternating rounds")
    print(f"  embed ({engine}): {count / ours:.0f} sentences/s")
    print(f"  bare SentenceTransformer.encode: {count / bare:.0f} sentences/s")
    print(f"  ratio: {bare / ours:.2f}")
    return bare / ours


def main() -> None:
    """Run the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(description="Throughput of embed against the bare model.")
    parser.add_argument("--sentences", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", default="sentence-transformers", help="or onnx")
    arguments = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    compare(arguments.sentences, arguments.rounds, arguments.engine)


if __name__ == "__main__":
    main()
