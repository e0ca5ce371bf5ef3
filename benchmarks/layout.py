"""Lays out made-up maps and, in the same run, gives the same boxes and lines to Graphviz `dot`.

    python -m benchmarks.layout [--cards 1000 5000] [--rounds 5]

Prints processor time: of forest and layout in this process, in both views, texts known and with a passage under every
claim, and of `dot` as a process of its own, and how many times longer `dot` takes. Wanted: 1,000 cards in 30 ms,
5,000 in 200 ms.
"""

import argparse
import random
import resource
import shutil
import subprocess
import time
from collections.abc import Callable

from arguments.domain.drawing.cards import CARD_WIDTH
from arguments.domain.drawing.forest import Forest, span_forest
from arguments.domain.drawing.layout import MapView, lay_out
from arguments.domain.graph import ArgumentGraph, ArgumentNode, ClaimNode, EvidenceNode, PremiseNode, Relation
from benchmarks.words import WORDS

WANTED = {1_000: 30, 5_000: 200}
PATIENCE = 120
"""Seconds after which `dot` is given up."""


def main() -> None:
    """Print a line for each size and view."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cards", type=int, nargs="+", default=[1_000, 5_000])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if shutil.which("dot") is None:
        print("layout: no Graphviz dot on the PATH (apt install graphviz), so nothing is beside it")
    for cards in options.cards:
        _measure(cards, options.rounds)


def _measure(cards: int, rounds: int) -> None:
    graph = make_graph(cards)
    beside = _dot(span_forest(graph, "1")) if shutil.which("dot") else None
    for view in MapView:
        for passages in (0, 1):
            lay_out(graph, span_forest(graph, "1"), view, passages=passages)
            taken = _best(lambda view=view, passages=passages: _ours(graph, view, passages), rounds)
            missed = "" if taken <= WANTED.get(cards, taken) else f"  MISSES {WANTED[cards]} ms"
            ratio = f", dot takes {beside / taken:.0f} times as long ({beside:.0f} ms)" if beside else ""
            what = "with passages" if passages else "cards alone"
            print(f"layout, {cards} cards, {view.value}, {what}: {taken:.0f} ms{missed}{ratio}", flush=True)


def make_graph(cards: int) -> ArgumentGraph:
    """Return a tree of so many claims with co-premises, undercuts and a passage under each claim."""
    chance = random.Random(cards)
    claims = [_claim(1, chance)]
    arguments: list[ArgumentNode] = []
    conclusion = 0
    while len(claims) < cards:
        conclusion += 1
        for _ in range(chance.randint(1, 4)):
            premises = []
            for _ in range(min(chance.choice((1, 1, 1, 2, 3)), cards - len(claims))):
                claims.append(_claim(len(claims) + 1, chance))
                premises.append(PremiseNode(str(len(claims))))
            relation = chance.choice((Relation.SUPPORTS, Relation.OPPOSES))
            name = f"a{len(arguments)}"
            arguments.append(ArgumentNode(name, relation, tuple(premises), conclusion_id=str(conclusion)))
    return ArgumentGraph(tuple(claims), tuple(arguments))


def _claim(number: int, chance: random.Random) -> ClaimNode:
    text = " ".join(chance.choices(WORDS, k=chance.randint(4, 30)))
    quote = " ".join(chance.choices(WORDS, k=chance.randint(5, 25)))
    evidence = EvidenceNode(f"e{number}", "supports", quote, source="Abel 2014", place=f"p. {number % 90}")
    return ClaimNode(str(number), number, f"{text} {number}", evidence=(evidence,))


def _ours(graph: ArgumentGraph, view: MapView, passages: int) -> None:
    lay_out(graph, span_forest(graph, "1"), view, passages=passages)


def _best(work: Callable[[], None], rounds: int) -> float:
    """Return the least processor time of some rounds in milliseconds: what others do on the machine only adds."""
    taken = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    return min(taken)


def _dot(forest: Forest) -> float | None:
    """Return the processor time that `dot` takes for the same cards and lines in milliseconds, None if it gives up."""
    lines = ["digraph map { rankdir=TB; splines=ortho; node [shape=box fixedsize=true]"]
    for key, card in forest.cards.items():
        height = 1 + (len(key) % 3) / 2
        lines.append(f'"{key}" [width={CARD_WIDTH / 96:.2f} height={height}]')
        if card.group_key:
            lines.append(f'"{forest.groups[card.group_key].parent_key}" -> "{key}"')
    source = "\n".join([*lines, "}"]).replace("splines=ortho", "splines=polyline")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        subprocess.run(["dot", "-Tplain"], input=source, text=True, capture_output=True, check=True, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        print(f"layout: dot was given up after {PATIENCE} s")
        return None
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000


if __name__ == "__main__":
    main()
