"""Trivial Graph Format: a line a node (`id label`), a line with `#`, a line an edge (`from to label`).

The format says nothing about arguments. As in the competitions of solvers (ICCMA 2015 and later) an edge without a
label is an attack; `+` is support, `-` an attack, and other words are understood where they are plain. A node's base
score is written `weight=0.5` before its label; a label that is only a decimal number (`0.5`) is read as one too.
"""

from __future__ import annotations

import re

from arguments.domain.interchange.abstract import AbstractFile, Edge, identified
from arguments.domain.interchange.debate import Debate, RelationKind
from arguments.domain.interchange.flattening import FlatNode
from arguments.domain.interchange.kinds import kind_of
from arguments.domain.interchange.lines import lines_of, one_line, too_many, weight_in, weight_text
from arguments.domain.interchange.losing import NAMES, WEIGHTS, Losses
from arguments.domain.interchange.reports import Dumped, Loaded

_WEIGHT = re.compile(r"weight=([0-9.]+)(?:\s+|$)(.*)$", re.DOTALL)
_ONLY_NUMBER = re.compile(r"[0-9]*\.[0-9]+$")


def load(text: str) -> Loaded:
    """Return the nodes as statements and the edges as relations between them."""
    file = AbstractFile()
    is_among_edges = False
    for number, line in lines_of(text):
        stripped = line.strip()
        if not stripped:
            continue
        if stripped == "#":
            if is_among_edges:
                file.found.error("A second “#”: the edges began already.", "", number)
            is_among_edges = True
        elif is_among_edges:
            _read_edge(file, stripped, number)
        else:
            _read_node(file, stripped, number)
        if too_many(file.found):
            break
    return file.loaded()


def dump(debate: Debate) -> Dumped:
    """Return one line a node and one line an edge, which is labelled `+` or `-`."""
    made = identified(debate, _fits, "n", holds=(NAMES, WEIGHTS), own=("label",))
    lines = [_node_line(made.id_of(node), node, made.losses) for node in made.flat.nodes]
    lines.append("#")
    for edge in made.flat.edges:
        label = edge.data.get("label")
        sign = "-" if edge.is_attack else "+"
        is_kept = isinstance(label, str) and label == one_line(label) != "" and _is_attack(label) == edge.is_attack
        lines.append(" ".join((*made.ends(edge), str(label) if is_kept else sign)))
    return Dumped("\n".join(lines) + "\n", made.losses.all)


def _read_node(file: AbstractFile, line: str, number: int) -> None:
    identity, *rest = line.split(maxsplit=1)
    label = rest[0] if rest else ""
    weight = None
    if found := _WEIGHT.match(label):
        weight, label = weight_in(found[1]), found[2].strip()
        if weight is None:
            file.found.warning(f"The base score {found[1]} is not between 0 and 1; it is left out.", identity, number)
            label = "" if _reads_as_weight(label) else label
    elif _ONLY_NUMBER.match(label):
        weight = weight_in(label)
        if weight is None:
            file.found.warning(f"The base score {label} is not between 0 and 1; it is left out.", identity, number)
        label = ""
    file.add_node(identity, number, one_line(label), weight)


def _read_edge(file: AbstractFile, line: str, number: int) -> None:
    parts = line.split(maxsplit=2)
    if len(parts) < 2:
        file.found.error("An edge needs two nodes.", parts[0], number)
        return
    label = one_line(parts[2]) if len(parts) == 3 else ""
    if label and kind_of(label) is None:
        file.found.warning(f"The label “{label}” is not understood; the edge is read as an attack.", label, number)
    kind = RelationKind.ATTACKS if _is_attack(label) else RelationKind.SUPPORTS
    file.edges.append(Edge(parts[0], parts[1], kind, number, {} if label in ("", "+", "-") else {"label": label}))


def _is_attack(label: str) -> bool:
    return kind_of(label) not in (RelationKind.SUPPORTS, RelationKind.ENTAILS)


def _reads_as_weight(label: str) -> bool:
    return bool(_ONLY_NUMBER.match(label) or _WEIGHT.match(label))


def _fits(node: FlatNode, _place: int) -> bool:
    return bool(node.name) and not re.search(r"\s", node.name) and node.name != "#"


def _node_line(identity: str, node: FlatNode, losses: Losses) -> str:
    label = one_line(node.text)
    if label != node.text:
        losses.add("line ends and wide spaces", "A label is one line.", node.name)
    if identity != node.name:
        if label and node.has_given_name:
            losses.add(NAMES, "A name with blanks cannot be written beside a label.", node.name)
        label = label or one_line(node.name)
    if node.weight is None and _reads_as_weight(label):
        losses.add("wordings that look like a base score", "They would be read as one.", node.name)
        label = ""
    weight = "" if node.weight is None else f"weight={weight_text(node.weight)}"
    return " ".join(part for part in (identity, weight, label) if part)
