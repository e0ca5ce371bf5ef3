"""Blocks to a debate: names where there are none, occurrences gathered, relations between them."""

from __future__ import annotations

from arguments.domain.interchange.argdown.blocks import (
    Block,
    Heading,
    Inference,
    Listing,
    Member,
    Reconstruction,
)
from arguments.domain.interchange.argdown.drafts import Draft, merge
from arguments.domain.interchange.argdown.parser import Report
from arguments.domain.interchange.argdown.reconstructing import DraftStep, Rebuilt
from arguments.domain.interchange.argdown.relations import End, InferenceRef, Relations
from arguments.domain.interchange.argdown.sections import Sections
from arguments.domain.interchange.argdown.settings import Settings
from arguments.domain.interchange.argdown.tokens import Kind, Token
from arguments.domain.interchange.argdown.wording import Reader, Wording
from arguments.domain.interchange.argdown.yaml_reading import DataReader
from arguments.domain.interchange.debate import DebatePremise, Json, NodeKind, NodeRef, RelationKind
from arguments.domain.interchange.reports import Severity

_KINDS = {
    Kind.SUPPORTS_TARGET: RelationKind.SUPPORTS,
    Kind.SUPPORTED_BY: RelationKind.SUPPORTS,
    Kind.ATTACKS_TARGET: RelationKind.ATTACKS,
    Kind.ATTACKED_BY: RelationKind.ATTACKS,
    Kind.UNDERCUTS_TARGET: RelationKind.UNDERCUTS,
    Kind.UNDERCUT_BY: RelationKind.UNDERCUTS,
    Kind.CONTRADICTS: RelationKind.CONTRADICTS,
}
_POINTS_UP = frozenset({Kind.SUPPORTED_BY, Kind.ATTACKED_BY, Kind.UNDERCUT_BY})


class Model:
    """What the blocks of one text say, growing block by block."""

    def __init__(self, settings: Settings, report: Report, data: DataReader) -> None:
        """Read under these settings; tell `report` of what cannot be taken."""
        self.statements: dict[str, Draft] = {}
        self.arguments: dict[str, Draft] = {}
        self.rebuilt: dict[str, Rebuilt] = {}
        self.relations = Relations()
        self.sections = Sections()
        self._reader = Reader(settings.shortcodes, removes_tags=settings.removes_tags)
        self._report = report
        self._data = data
        self._made_up = 0
        self._last_argument: str | None = None
        self._inference: InferenceRef | None = None

    def add(self, block: Block) -> None:
        """Take in the next block."""
        last, self._last_argument = self._last_argument, None
        if isinstance(block, Heading):
            wording = self._wording(block.content)
            self.sections.open(block.level, wording, self._data.read(block.data) or {})
        elif isinstance(block, Reconstruction):
            self._add_reconstruction(block, last)
        elif isinstance(block, Listing):
            for member in block.members:
                self._add_tree(member)
        elif isinstance(block, Member):
            name = self._add_tree(block)
            self._last_argument = name if block.kind is NodeKind.ARGUMENT else None

    def _name(self, member: Member) -> str:
        if member.title is None:
            self._made_up += 1
            member.title = f"Untitled {self._made_up}"
        return member.title

    def _draft(self, kind: NodeKind, name: str) -> Draft:
        drafts = self.arguments if kind is NodeKind.ARGUMENT else self.statements
        if name not in drafts:
            drafts[name] = Draft()
        return drafts[name]

    def _add_tree(self, root: Member) -> str:
        """Take in an occurrence and all nested below it; parents are named before, worded after their children."""
        waiting: list[tuple[Member, int, Token | None, Member | None]] = [(root, 0, None, None)]
        while waiting:
            member, at, sign, parent = waiting.pop()
            if at == 0 and member.relations:
                self._draft(member.kind, self._name(member))
            if at < len(member.relations):
                waiting.append((member, at + 1, sign, parent))
                child_sign, child = member.relations[at]
                waiting.append((child, 0, child_sign, member))
                continue
            self._close(member)
            if sign is not None and parent is not None:
                self._relate(self._parent_end(parent, sign), sign, member)
        return self._name(root)

    def _close(self, member: Member) -> None:
        name = self._name(member)
        draft = self._draft(member.kind, name)
        wording = self._wording(member.content)
        if member.ends_line and wording.text and not wording.text.endswith(" "):
            wording.text += " "
        draft.add_tags(wording.tags)
        data = self._data.read(member.data) if member.values is None else member.values
        if data:
            merge(draft.data, data)
        if wording.text.strip() and not member.is_reference:
            draft.add_text(wording.text, wording.marks)
        draft.place(self.sections.current, (data or {}).get("isInGroup"), is_definition=not member.is_reference)

    def _wording(self, content: list[Token]) -> Wording:
        wording = self._reader.read(content)
        for token in wording.unclosed:
            reason = (
                f"“{token.image}” is not closed: end it with “{token.image}”, or write \\{token.image[0]} for the sign"
            )
            self._report(Severity.ERROR, reason, token.offset)
        return wording

    def _parent_end(self, parent: Member, sign: Token) -> End:
        if sign.kind is Kind.UNDERCUT_BY and parent.kind is NodeKind.STATEMENT and self._inference:
            return self._inference
        return NodeRef(parent.kind, self._name(parent))

    def _relate(self, parent: End, sign: Token, child: Member) -> None:
        ends = (parent, NodeRef(child.kind, self._name(child)))
        source, target = reversed(ends) if sign.kind in _POINTS_UP else ends
        self.relations.add(_KINDS[sign.kind], source, target)

    def _add_reconstruction(self, block: Reconstruction, name: str | None) -> None:
        if name is None:
            self._made_up += 1
            name = f"Untitled {self._made_up}"
        elif name in self.rebuilt:
            self._report(
                Severity.ERROR, f"<{name}> has a reconstruction already; an argument has one only", block.offset
            )
        draft = self._draft(NodeKind.ARGUMENT, name)
        draft.place(self.sections.current, None, is_definition=False)
        if self.sections.current is not None:
            draft.section = self.sections.current
        rebuilt = self.rebuilt[name] = Rebuilt()
        for inference, member in block.lines:
            step = self._add_inference(inference, InferenceRef(name, rebuilt.step_count)) if inference else None
            member.values = self._data.read(member.data) or {}
            is_implicit = step is None and member.values.pop("implicit", None) is True
            self._add_tree(member)
            rebuilt.add(DebatePremise(self._name(member), is_implicit=is_implicit), step)

    def _add_inference(self, inference: Inference, end: InferenceRef) -> DraftStep:
        self._inference = end
        for sign, member in inference.relations:
            self._add_tree(member)
            self._relate(end, sign, member)
        data: dict[str, Json] = self._data.read(inference.data) or {}
        return DraftStep(tuple(self._reader.rule(rule) for rule in inference.rules), data)
