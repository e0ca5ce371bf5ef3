"""Times agreement clusters on statements made from a seed, each size in a process of its own, beside scikit-learn's.

    python -m benchmarks.clusters [--sizes 1000 10000 100000] [--peers 1000 4000]

Prints for every size the seconds from vectors and texts to named clusters, the peak of memory, how the time grows,
what a new document of 200 statements, one edit and one decision cost after that, and which share of the clustered
statements is with the proposition that they were made of. HDBSCAN and average linkage (AgglomerativeClustering) get
the same vectors, where they can finish; give `--peers 10000` to wait for them. "of processor" is the time that this
process had a processor for, which other work on the machine lengthens less than the seconds on the clock.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from agreement.domain.clusters.clustering import Decided, begin_clustering
from agreement.domain.clusters.describing import AgreementCluster
from agreement.domain.clusters.links import Links, pair_of
from agreement.domain.clusters.neighbours import mutual, nearest_rows
from agreement.domain.clusters.parameters import DEFAULT_PARAMETERS
from agreement.domain.clusters.updating import Change, update_clustering
from agreement.domain.likeness.similarity import build_index
from benchmarks.statements import MadeStatements, make_statements

DOCUMENT = 200
WANTED = {"seconds": 60.0, "peak": 2048.0, "document": 2.0, "edit": 1.0, "decision": 1.0}
"""Of a hundred thousand statements, on two cores; the peak in MB."""
RECALL_SIZE = 10_000
Figures = dict[str, float]


def measure_clusters(count: int) -> Figures:
    """Return the figures of clustering `count` statements, and of going on from there."""
    made = make_statements(count + DOCUMENT)
    before = _peak()
    began, used = time.perf_counter(), time.process_time()
    state = begin_clustering(build_index(made.statements[:count], made.vectors[:count]))
    figures = {
        "seconds": time.perf_counter() - began,
        "processor": time.process_time() - used,
        "peak": _peak(),
        "given": before,
    }
    clusters = state.clustering.clusters
    figures |= {"clusters": len(clusters), "rest": len(state.clustering.rest), "purity": _purity(clusters, made)}
    document = Change(tuple(made.statements[count:]))
    edit = replace(made.statements[7], text=f"{made.statements[8].text} Babak.")
    first, second = clusters[0].members[0].statement, clusters[len(clusters) // 2].members[0].statement
    decided = Decided(Links(must=frozenset({pair_of(first, second)})))
    none = made.vectors[:0]
    figures["document"], figures["document_used"] = _seconds(
        lambda: update_clustering(state, document, made.vectors[count:])
    )
    figures["edit"], figures["edit_used"] = _seconds(
        lambda: update_clustering(state, Change((edit,)), made.vectors[8:9])
    )
    figures["decision"], figures["decision_used"] = _seconds(lambda: update_clustering(state, Change(), none, decided))
    return figures


def measure_recall(count: int) -> Figures:
    """Return which share of the pairs that exact search joins the approximate one joins too, and both's seconds."""
    made = make_statements(count)
    around = begin_clustering(build_index(made.statements, made.vectors)).around
    scorer, groups, width = around.scorer, around.texts.groups, around.nearest.columns.shape[1]
    found = {}
    figures: Figures = {}
    for name, exact_up_to in (("exact", count), ("approximate", 0)):
        began = time.perf_counter()
        nearest = nearest_rows(scorer, groups, width, DEFAULT_PARAMETERS.threshold, exact_up_to)
        figures[name] = time.perf_counter() - began
        pairs = mutual(nearest, around.choices, scorer)
        found[name] = set(zip(pairs.rows.tolist(), pairs.columns.tolist(), strict=True))
    return figures | {"recall": len(found["exact"] & found["approximate"]) / max(1, len(found["exact"]))}


def measure_hdbscan(count: int) -> Figures:
    """Return the figures of scikit-learn's HDBSCAN on the same vectors."""
    from sklearn.cluster import HDBSCAN  # noqa: PLC0415 (only this process needs it)

    return _measure_peer(count, HDBSCAN(min_cluster_size=2, metric="euclidean", copy=False).fit_predict)


def measure_average(count: int) -> Figures:
    """Return the figures of scikit-learn's average linkage on the same vectors, cut at cosine 0.5."""
    from sklearn.cluster import AgglomerativeClustering  # noqa: PLC0415 (only this process needs it)

    linkage = AgglomerativeClustering(None, metric="cosine", linkage="average", distance_threshold=0.5)
    return _measure_peer(count, linkage.fit_predict)


KINDS: dict[str, Callable[[int], Figures]] = {
    "clusters": measure_clusters,
    "recall": measure_recall,
    "hdbscan": measure_hdbscan,
    "average": measure_average,
}


def _measure_peer(count: int, fit: Callable[[npt.NDArray[np.float32]], npt.NDArray[np.intp]]) -> Figures:
    made = make_statements(count)
    began = time.perf_counter()
    labels = fit(made.vectors)
    sizes = Counter(labels[labels >= 0].tolist())
    return {
        "seconds": time.perf_counter() - began,
        "peak": _peak(),
        "clusters": sum(size > 1 for size in sizes.values()),
    }


def _purity(clusters: Iterable[AgreementCluster], made: MadeStatements) -> float:
    """Return the share of clustered statements whose proposition is the most frequent one of their cluster."""
    right = total = 0
    for cluster in clusters:
        stated = [int(made.propositions[member.statement]) for member in cluster.members]
        total += len(stated)
        right += max(Counter(one for one in stated if one >= 0).values(), default=0)
    return right / max(1, total)


def _seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return the seconds on the clock and of processor that some work takes."""
    began, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - began, time.process_time() - used


def _peak() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _apart(kind: str, count: int) -> Figures:
    """Return figures measured in a process of its own, whose memory nothing else has touched."""
    command = [sys.executable, "-m", "benchmarks.clusters", "--only", kind, "--sizes", str(count)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Figures = json.loads(done.stdout)
    return found


def _print_ours(sizes: list[int]) -> dict[int, Figures]:
    ours = {count: _apart("clusters", count) for count in sizes}
    for count, found in ours.items():
        print(
            f"clusters: {count:>7,} statements {found['seconds']:6.1f} s ({found['processor']:.1f} s of processor),"
            f" {found['peak']:.0f} MB of which {found['given']:.0f} MB given;"
            f"  {found['clusters']:,.0f} clusters, {found['rest']:,.0f} in none, purity {found['purity']:.2f}"
        )
        print(
            f"clusters: {count:>7,} then: document of {DOCUMENT} {found['document']:.2f} s,"
            f" one edit {found['edit']:.2f} s, one decision {found['decision']:.2f} s (of processor"
            f" {found['document_used']:.2f}, {found['edit_used']:.2f}, {found['decision_used']:.2f})"
        )
    for small, large in pairwise(sizes):
        grown = math.log(ours[large]["seconds"] / ours[small]["seconds"]) / math.log(large / small)
        allowed = math.log(large * math.log(large) / (small * math.log(small))) / math.log(large / small)
        print(f"clusters: from {small:,} to {large:,} as n^{grown:.2f}; n log n is n^{allowed:.2f}")
    if 100_000 in ours:
        wanted = ", ".join(f"{name} {ours[100_000][name]:.1f} of {most:.0f}" for name, most in WANTED.items())
        print(f"clusters: 100,000 against what is wanted: {wanted}")
    return ours


def main() -> None:
    """Print all figures, or for `--only` those of one kind and size as JSON."""
    parser = argparse.ArgumentParser(description="Agreement clusters: time, memory, growth, and others beside.")
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--peers", type=int, nargs="*", default=[1_000, 4_000], help="sizes for scikit-learn's")
    parser.add_argument("--only", choices=sorted(KINDS))
    arguments = parser.parse_args()
    if arguments.only:
        print(json.dumps(KINDS[arguments.only](arguments.sizes[0])))
        return
    ours = _print_ours(sorted(arguments.sizes))
    recall = _apart("recall", RECALL_SIZE)
    print(
        f"clusters: {RECALL_SIZE:,} neighbours exact {recall['exact']:.1f} s, approximate"
        f" {recall['approximate']:.1f} s, which joins {recall['recall']:.3f} of the pairs"
    )
    for count in arguments.peers:
        base = ours.get(count) or _apart("clusters", count)
        for kind in ("hdbscan", "average"):
            found = _apart(kind, count)
            print(
                f"clusters: {count:>7,} scikit-learn {kind} {found['seconds']:.1f} s, {found['peak']:.0f} MB,"
                f" {found['clusters']:,.0f} clusters: {found['seconds'] / base['seconds']:.1f} times as long"
            )


if __name__ == "__main__":
    main()
