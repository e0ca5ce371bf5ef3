"""Compares the throughput of embedding with the bare model's, side by side.

Once `embed` alone, and once the whole way of a sentence into the database (`ensure_vectors`: what is missing is looked
up, made and saved).

    python -m benchmarks.embedding [--sentences 512] [--rounds 3] [--engine onnx]

All encode the same sentences in turns, so that what else the machine does hits both alike; the
ratio is that of the medians. 1.00 is as fast as a bare `SentenceTransformer.encode`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from benchmarks.database import own_database

if TYPE_CHECKING:
    from agreement.domain.wording.candidates import Statement

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


def stored_statements(texts: Sequence[str]) -> list[Statement]:
    """Return the texts as statements of a source that is in the database, as a reception leaves them."""
    from agreement.statements import load_statements  # noqa: PLC0415 (needs settings)
    from sources.ingest import ensure_text_version  # noqa: PLC0415
    from sources.services import add_source  # noqa: PLC0415
    from workspaces.jobs import Progress  # noqa: PLC0415
    from workspaces.models import Workspace  # noqa: PLC0415

    workspace = Workspace.objects.create(name="Bench", slug="bench")
    item = {"id": "bench", "title": "Bench", "author": [{"family": "Bench"}]}
    data = "\n\n".join(texts).encode()
    source = add_source(workspace=workspace, item=item, data=data, origin="bench.txt")
    ensure_text_version(source.captures.get(), Progress())
    return [place.statement for place in load_statements(workspace)]


def compare(count: int = 512, rounds: int = 3) -> float:
    """Print all throughputs and return that of the way with saving as a share of the bare model's."""
    from django.conf import settings  # noqa: PLC0415 (the environment comes first)

    from agreement.engines import bare_model, embed  # noqa: PLC0415
    from agreement.models import SentenceEmbedding  # noqa: PLC0415
    from agreement.statements import ensure_vectors  # noqa: PLC0415
    from workspaces.jobs import Progress  # noqa: PLC0415

    statements = stored_statements(sentences(count))
    texts = [statement.text for statement in statements]
    model = bare_model()

    def save() -> None:
        SentenceEmbedding.objects.all().delete()
        ensure_vectors(statements, Progress())

    saving, ours, bare = measure(
        [save, lambda: embed(texts), lambda: model.encode(texts, show_progress_bar=False)], rounds
    )
    print(f"{len(texts)} sentences, median of {rounds} alternating rounds, by {settings.PARALLAX_EMBEDDING_ENGINE}")
    print(f"  with saving (and removing the former): {len(texts) / saving:.0f} sentences/s, ratio {bare / saving:.2f}")
    print(f"  embed: {len(texts) / ours:.0f} sentences/s, ratio {bare / ours:.2f}")
    print(f"  bare SentenceTransformer.encode: {len(texts) / bare:.0f} sentences/s")
    return bare / saving


def main() -> None:
    """Run the comparison that the command line asks for."""
    parser = argparse.ArgumentParser(description="Throughput of embed against the bare model.")
    parser.add_argument("--sentences", type=int, default=512)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine", default="sentence-transformers", help="or onnx")
    arguments = parser.parse_args()
    os.environ["PARALLAX_EMBEDDING_ENGINE"] = arguments.engine
    with own_database():
        compare(arguments.sentences, arguments.rounds)


if __name__ == "__main__":
    main()
