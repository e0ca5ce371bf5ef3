"""The body of an Argdown text: headings, definitions, reconstructions and nested relations in a fitting order."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from arguments.domain.interchange.argdown.emphasis import Marker
from arguments.domain.interchange.argdown.escaping import Escaper, tag_markup
from arguments.domain.interchange.argdown.forest import Tree
from arguments.domain.interchange.argdown.listing import Line, Listed
from arguments.domain.interchange.argdown.occurrences import Occurrences, Place
from arguments.domain.interchange.argdown.schedule import Schedule
from arguments.domain.interchange.argdown.sectioning import Heading, Placing
from arguments.domain.interchange.argdown.yaml_writing import flow
from arguments.domain.interchange.debate import Debate, DebateArgument, NodeKind, NodeRef

_STEP = 2
"""Columns of one level of nesting."""
_BLANK = "\\ "
"""The title of a section without one."""
_LINE_INDENT = 4
"""Columns by which what belongs to a numbered line is indented."""


@dataclass(frozen=True)
class Plan:
    """What is to be written: a debate, its relations as trees, reconstructions by the name of their argument.

    `undercuts` has what undercuts an inner inference, by argument and number of the step from 0.
    """

    debate: Debate
    trees: Sequence[Tree]
    listings: Mapping[str, Listed]
    undercuts: Mapping[tuple[str, int], Sequence[NodeRef]]
    keeps_tags: bool


class Writer:
    """Writes the paragraphs of one debate."""

    def __init__(self, plan: Plan, escaper: Escaper, marker: Marker) -> None:
        """Write what is planned."""
        debate = plan.debate
        self._arguments = {argument.name: argument for argument in debate.arguments}
        self._trees = deque(plan.trees)
        self._listings = dict(plan.listings)
        self._undercuts = plan.undercuts
        self._placing = Placing(debate, keeps_tags=plan.keeps_tags)
        self._occurrences = Occurrences(debate, escaper, marker, keeps_tags=plan.keeps_tags)
        self._escaper = escaper
        self._marker = marker
        self._schedule = Schedule(debate)
        self._paragraphs: list[str] = []
        self._touched: dict[NodeRef, None] = {}
        self._late: defaultdict[int, dict[NodeRef, None]] = defaultdict(dict)
        self._last_argument: NodeRef | None = None
        self._waits_for: NodeRef | None = None
        self._holders = self._listing_holders()

    @property
    def unmarked(self) -> dict[str, None]:
        """Names and titles of what has lost its emphasis and links."""
        return self._occurrences.unmarked

    def paragraphs(self) -> list[str]:
        """All paragraphs, in order."""
        while self._step():
            pass
        self._go_to(self._placing.last)
        return self._paragraphs

    def _listing_holders(self) -> dict[NodeRef, list[str]]:
        holders: defaultdict[NodeRef, list[str]] = defaultdict(list)
        for name, listing in self._listings.items():
            for statement in dict.fromkeys(_statement(line) for line in listing.lines):
                holders[statement].append(name)
        return holders

    def _step(self) -> bool:
        """Write the next thing; tell whether there was one."""
        if self._write_ready_tree():
            return True
        statement = self._schedule.following(NodeKind.STATEMENT)
        argument = self._schedule.following(NodeKind.ARGUMENT)
        if self._write_ready_listing(statement, argument):
            return True
        if argument is not None and (statement is None or self._is_argument_wanted(statement)):
            self._introduce(argument)
        elif statement is not None:
            self._introduce(statement)
        elif self._listings:
            self._write_listing(next(iter(self._listings)))
        else:
            return False
        return True

    def _write_ready_tree(self) -> bool:
        if not self._trees:
            return False
        if self._waits_for is not None and not self._schedule.is_reachable(self._waits_for):
            return False
        tree = self._trees[0]
        if self._belongs_to_listing(tree.root):
            return False
        self._waits_for = self._schedule.obstacle(tree.nodes())
        new = self._first_new(tree.nodes())
        if self._waits_for is not None or (new and not self._is_in_place(new)):
            return False
        self._trees.popleft()
        self._start_paragraph(new)
        self._paragraphs.append("\n".join(self._tree_lines(tree)))
        self._end_paragraph(tree.root)
        return True

    def _belongs_to_listing(self, root: NodeRef) -> bool:
        """Whether the tree is better written below a numbered line that is still to come."""
        if root.kind is NodeKind.ARGUMENT or self._schedule.is_met(root):
            return False
        return any(name in self._listings for name in self._holders.get(root, ()))

    def _first_new(self, nodes: Iterable[NodeRef]) -> NodeRef | None:
        return next((node for node in nodes if not self._schedule.is_met(node)), None)

    def _is_argument_wanted(self, statement: NodeRef) -> bool:
        """Whether a tree, a reconstruction or a section waits for the next argument before the next statement."""
        argument = self._schedule.following(NodeKind.ARGUMENT)
        if argument and not self._placing.is_free(argument) and self._placing.differ(argument, statement):
            return self._placing.is_before(argument, statement)
        if self._waits_for is not None and self._waits_for.kind is NodeKind.ARGUMENT:
            return True
        holders = (NodeRef(NodeKind.ARGUMENT, name) for name in self._holders.get(statement, ()))
        return any(self._starts_with(one, statement) and not self._schedule.is_reachable(one) for one in holders)

    def _starts_with(self, argument: NodeRef, statement: NodeRef) -> bool:
        """Whether the argument has a reconstruction to be written of which the statement is the first new one."""
        listing = self._listings.get(argument.name)
        return listing is not None and self._first_new(map(_statement, listing.lines)) == statement

    def _write_ready_listing(self, statement: NodeRef | None, argument: NodeRef | None) -> bool:
        names = list(self._holders.get(statement, ())) if statement else []
        if argument is not None:
            names.append(argument.name)
        for name in names:
            section = self._placing.section_of(NodeRef(NodeKind.ARGUMENT, name))
            if name in self._listings and self._may_open(section) and self._attached(name) is not None:
                self._write_listing(name)
                return True
        return False

    def _attached(self, name: str) -> list[Tree | None] | None:
        """The tree to write below each line of a reconstruction, if it can be written now."""
        lines = self._listings[name].lines
        mentions = [NodeRef(NodeKind.ARGUMENT, name)]
        attached: list[Tree | None] = []
        waiting = 0
        for at, line in enumerate(lines):
            if line.step is not None:
                mentions.extend(self._undercuts.get((name, line.step), ()))
            mentions.append(_statement(line))
            tree = self._trees[waiting] if waiting < len(self._trees) else None
            is_here = tree is not None and tree.root == _statement(line) and not line.premise.is_implicit
            if is_here and tree is not None and self._fits(mentions, tree, lines[at + 1 :]):
                mentions.extend(tree.nodes())
                attached.append(tree)
                waiting += 1
            else:
                attached.append(None)
        return attached if self._schedule.obstacle(mentions) is None else None

    def _fits(self, mentions: list[NodeRef], tree: Tree, rest: Sequence[Line]) -> bool:
        following = (_statement(line) for line in rest[:1])
        return self._schedule.obstacle([*mentions, *tree.nodes(), *following]) is None

    def _introduce(self, node: NodeRef) -> None:
        self._start_paragraph(node)
        self._paragraphs.append(self._occurrence(node, Place(_STEP, starts_paragraph=True)))
        self._end_paragraph(node)

    def _start_paragraph(self, node: NodeRef | None) -> None:
        if node is not None and not self._placing.is_free(node) and self._may_open(self._placing.section_of(node)):
            self._go_to(self._placing.section_of(node))

    def _is_in_place(self, node: NodeRef) -> bool:
        """Whether a paragraph that mentions the node first can stand in its section."""
        section = self._placing.section_of(node)
        return self._placing.is_free(node) or not self._placing.is_ahead(section) or self._may_open(section)

    def _may_open(self, section: int | None) -> bool:
        """Whether nothing that is still to be written belongs to an earlier section."""
        return section is None or self._placing.first_open() >= section

    def _occurrence(self, node: NodeRef, place: Place) -> str:
        is_first = self._schedule.meet(node)
        if is_first and not self._placing.is_free(node):
            self._placing.close(node)
        is_again = node in self._touched
        self._touched[node] = None
        section = self._placing.section_of(node)
        is_early = self._placing.is_ahead(section) and not self._placing.is_free(node)
        if is_early and section is not None:
            self._late[section].setdefault(node)
        return self._occurrences.write(node, replace(place, defines=not (is_early or is_again), is_first=is_first))

    def _end_paragraph(self, root: NodeRef) -> None:
        """Write what the paragraph left unsaid of its nodes: further wordings, and data that had no place."""
        self._last_argument = root if root.kind is NodeKind.ARGUMENT else None
        while self._touched:
            touched, self._touched = list(self._touched), {}
            for node in touched:
                while not self._occurrences.is_all_said(node) and not self._is_late(node):
                    self._touched.clear()
                    self._paragraphs.append(self._occurrence(node, Place(_STEP)))
                    self._last_argument = node if node.kind is NodeKind.ARGUMENT else None
                self._touched.pop(node, None)

    def _is_late(self, node: NodeRef) -> bool:
        return any(node in nodes for nodes in self._late.values())

    def _tree_lines(self, tree: Tree, *, skips_root: bool = False) -> Iterator[str]:
        waiting: list[tuple[int, str, Tree]] = [(0, "", tree)]
        while waiting:
            depth, sign, node = waiting.pop()
            margin = _STEP * depth
            if depth or not skips_root:
                has_relations, starts = bool(node.children), not depth
                place = Place(margin + _LINE_INDENT, has_relations=has_relations, starts_paragraph=starts)
                written = self._occurrence(node.root, place)
                yield f"{' ' * margin}{sign}{' ' if sign else ''}{written}"
            waiting.extend((depth + 1, below, child) for below, child in reversed(node.children))

    def _write_listing(self, name: str) -> None:
        argument = NodeRef(NodeKind.ARGUMENT, name)
        self._go_to(self._placing.section_of(argument))
        attached = self._attached(name) or [None] * len(self._listings[name].lines)
        for _ in filter(None, attached):
            self._trees.popleft()
        listing = self._listings.pop(name)
        self._placing.close(argument)
        self._write_head(argument)
        rows: list[str] = []
        for number, (line, tree) in enumerate(zip(listing.lines, attached, strict=True), start=1):
            if line.step is not None:
                rows.extend(self._inference_lines(self._arguments[name], line.step, listing))
            rows.extend(self._numbered_lines(number, line, tree))
        self._paragraphs.append("\n".join(rows))
        self._end_paragraph(_statement(listing.lines[-1]))

    def _write_head(self, argument: NodeRef) -> None:
        if self._last_argument == argument:
            return
        is_new = not self._schedule.is_met(argument)
        if is_new and self._last_argument is None and self._occurrences.is_bare(argument):
            self._schedule.meet(argument)
            self._occurrences.make_up_name()
            return
        self._introduce(argument)

    def _inference_lines(self, argument: DebateArgument, step: int, listing: Listed) -> Iterator[str]:
        rules = ", ".join(self._escaper.text(rule, in_rule=True).strip() for rule in argument.steps[step].rules)
        data = flow(dict(listing.data[step])) if listing.data[step] else ""
        inner = " ".join(filter(None, (rules, data)))
        yield f"--\n{inner}\n--" if inner else "----"
        for node in self._undercuts.get((argument.name, step), ()):
            yield f"  <_ {self._occurrence(node, Place(_LINE_INDENT))}"

    def _numbered_lines(self, number: int, line: Line, tree: Tree | None) -> Iterator[str]:
        extra = {"implicit": True} if line.premise.is_implicit else {}
        place = Place(_LINE_INDENT, has_relations=tree is not None, extra=extra)
        written = self._occurrence(_statement(line), place)
        yield f"({number}) {written}"
        if tree is not None:
            yield from self._tree_lines(tree, skips_root=True)

    def _go_to(self, section: int | None) -> None:
        """Open the sections up to this one, with what was held back for them."""
        for number, heading in self._placing.advance(section):
            self._paragraphs.append(self._heading(heading))
            self._last_argument = None
            for node in self._late.pop(number, {}):
                if not self._occurrences.is_all_said(node):
                    self._introduce(node)

    def _heading(self, heading: Heading) -> str:
        marked = self._marker.text(heading.title, heading.marks, heading.kept_tags) if heading.marks else None
        if heading.marks and marked is None:
            self.unmarked[heading.title] = None
        text = self._escaper.text(heading.title, heading.kept_tags) if marked is None else marked
        tags = " ".join(tag_markup(tag) for tag in heading.other_tags)
        data = f" {flow(dict(heading.data))}" if heading.data else ""
        words = " ".join(filter(None, (tags, text))) or _BLANK
        return f"{'#' * heading.level} {words}{data}"


def _statement(line: Line) -> NodeRef:
    return NodeRef(NodeKind.STATEMENT, line.premise.statement)
