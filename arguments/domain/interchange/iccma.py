"""The format of the solver competitions since 2023: `p af N`, then a line `i j` for each attack, comments with `#`.

It knows arguments by number and attacks, nothing else. Names and wordings are kept in comments of ours, which other
programs skip. See https://argumentationcompetition.org/2023/rules.html.
"""

from __future__ import annotations

from arguments.domain.interchange.abstract import AbstractFile, Edge, identified
from arguments.domain.interchange.debate import Debate, RelationKind
from arguments.domain.interchange.flattening import FlatNode
from arguments.domain.interchange.lines import lines_of, read_note, too_many, write_note
from arguments.domain.interchange.losing import NAMES, TITLE
from arguments.domain.interchange.reports import Dumped, Loaded

ARGUMENTS_MAX = 1_000_000
"""Arguments that one line may declare. The largest of the competition have some 500,000."""


def load(text: str) -> Loaded:
    """Return the arguments as statements, named by their number, and the attacks."""
    file = AbstractFile()
    has_head = False
    for number, line in lines_of(text):
        stripped = line.strip()
        if stripped.startswith("#"):
            if note := read_note(stripped[1:]):
                file.note(note)
        elif stripped and not has_head:
            has_head = _read_head(file, stripped, number)
            if not has_head:
                break
        elif stripped:
            _read_attack(file, stripped, number)
        if too_many(file.found):
            break
    if not has_head and not file.found.notices:
        file.found.error("The file has no line “p af N”.")
    return file.loaded()


def dump(debate: Debate) -> Dumped:
    """Return the head, our comments and a line an attack; support is lost."""
    made = identified(debate, _fits, "", holds=(NAMES, TITLE))
    lines = [f"p af {len(made.flat.nodes)}"]
    if debate.title:
        lines.append(write_note("#", "title", "", debate.title))
    numbers = {node.ref: str(place) for place, node in enumerate(made.flat.nodes, start=1)}
    for node in made.flat.nodes:
        identity = numbers[node.ref]
        if node.name != identity:
            lines.append(write_note("#", "name", identity, node.name))
        if not node.has_given_name:
            lines.append(write_note("#", "untitled", identity))
        if node.text:
            lines.append(write_note("#", "text", identity, node.text))
    for edge in made.flat.edges:
        if edge.is_attack:
            lines.append(f"{numbers[edge.source]} {numbers[edge.target]}")
        else:
            made.losses.add("support", "The format knows attacks only.", f"{edge.source.name} → {edge.target.name}")
    return Dumped("".join(f"{line}\n" for line in lines), made.losses.all)


def _fits(node: FlatNode, place: int) -> bool:
    return node.name == str(place)


def _read_head(file: AbstractFile, line: str, number: int) -> bool:
    parts = line.split()
    count = parts[2] if len(parts) == 3 and parts[:2] == ["p", "af"] else ""
    if not (count.isascii() and count.isdigit()) or len(count) > 9:
        file.found.error("The first line has to be “p af N”.", line[:80], number)
        return False
    if int(count) > ARGUMENTS_MAX:
        file.found.error(f"More than {ARGUMENTS_MAX:,} arguments cannot be read.", count, number)
        return False
    for one in range(1, int(count) + 1):
        file.add_node(str(one), number)
    return True


def _read_attack(file: AbstractFile, line: str, number: int) -> None:
    parts = line.split()
    if len(parts) != 2:
        file.found.error("A line names an attacker and its target.", line[:80], number)
        return
    file.edges.append(Edge(parts[0], parts[1], RelationKind.ATTACKS, number, {}))
