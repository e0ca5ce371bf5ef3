"""Reading one annotation: every legal shape of the data model, and what cannot be read by name and place."""

from collections.abc import Iterator
from dataclasses import replace

from exchange.domain.annotation import Agent, Annotation, ClaimBody, Loaded, Problem, Target, TextState
from exchange.domain.nodes import Json, get, iri, local_name, text, types, values
from exchange.domain.selecting import flattened, read_fragment, read_selection

_AGENTS = {"Person": "Person", "Organization": "Organization", "Software": "Software", "Agent": "Person"}
_BEARINGS = ("supports", "contradicts", "context")


def load_annotation(node: Json, pointer: str = "") -> Loaded | tuple[Problem, ...]:
    """Return the annotation, or every reason why it is none, each with the place (JSON pointer) below `pointer`.

    `load_annotation(dump_annotation(a))` is `a`. A type or a context may be missing; what is not understood and not
    needed is a loss that is named, never a refusal.
    """
    if not isinstance(node, dict):
        return (Problem(pointer, "an annotation is an object"),)
    kinds = types(node)
    if kinds and "Annotation" not in kinds:
        return (Problem(f"{pointer}/type", f"this is a {', '.join(sorted(kinds))}, not an Annotation"),)
    read = list(_targets(node, pointer))
    problems = tuple(one for one in read if isinstance(one, Problem))
    if not read:
        problems = (Problem(f"{pointer}/target", "an annotation has at least one target"),)
    if problems:
        return problems
    return _loaded(node, [one for one in read if isinstance(one, _ReadTarget)])


class _ReadTarget:
    """A target, whether it belongs together with its neighbours, and what of it is lost."""

    def __init__(self, target: Target, together: bool, losses: tuple[str, ...]) -> None:
        self.target, self.together, self.losses = target, together, losses


def _loaded(node: Json, read: list[_ReadTarget]) -> Loaded:
    bodies = _Bodies(node)
    several = len(read) > 1
    annotation = Annotation(
        id=iri(node),
        targets=tuple(one.target for one in read),
        motivations=tuple(local_name(iri(one)) for one, _ in values(get(node, "motivation"), "") if iri(one)),
        claim=bodies.claim,
        comments=tuple(bodies.comments),
        tags=tuple(bodies.tags),
        together=several and (get(node, "onePassage") is True or all(one.together for one in read)),
        creator=_agent(get(node, "creator")),
        created=text(get(node, "created")),
        modified=text(get(node, "modified")),
        generator=_agent(get(node, "generator")),
        rights=next((iri(one) for one, _ in values(get(node, "rights"), "") if iri(one)), ""),
    )
    losses = [*bodies.losses, *(loss for one in read for loss in one.losses)]
    return Loaded(annotation, tuple(dict.fromkeys(losses)))


class _Bodies:
    """What the bodies of an annotation say: a claim with its bearing, comments, tags, and what is left."""

    def __init__(self, node: Json) -> None:
        self.claim: ClaimBody | None = None
        self.comments: list[str] = []
        self.tags: list[str] = []
        self.losses: list[str] = []
        self.described = ""
        for body, _, _ in flattened(get(node, "body"), ""):
            self._read(body)
        if (plain := text(get(node, "bodyValue"))) != "":
            self.comments.append(plain)
        if self.claim is not None:
            self.claim = replace(self.claim, wording=self.described)
        elif self.described:
            self.comments.append(self.described)

    def _read(self, body: Json) -> None:
        purposes = {local_name(iri(one)) for one, _ in values(get(body, "purpose"), "")}
        bearing = text(get(body, "bearing"))
        if bearing in _BEARINGS and self.claim is None:
            self.claim = ClaimBody(iri(get(body, "source")) or iri(body), "", bearing, _agent(get(body, "speaker")))
            return
        value = text(get(body, "value"))
        if not value:
            self.losses.append(f"a body that is no text{f' ({iri(body)})' if iri(body) else ''}")
        elif "tagging" in purposes:
            self.tags.append(value)
        elif "describing" in purposes and not self.described:
            self.described = value
        else:
            self.comments.append(value)


def _targets(node: Json, pointer: str) -> Iterator[_ReadTarget | Problem]:
    for target, place, together in flattened(get(node, "target"), f"{pointer}/target"):
        address, fragment = _address(target)
        if not address:
            yield Problem(place, "the target names no source")
            continue
        selection = read_selection(get(target, "selector"))
        position = selection.position or read_fragment(fragment)
        if selection.quote is None and position is None:
            means = f" but {', '.join(selection.unused)}" if selection.unused else ""
            yield Problem(f"{place}/selector", f"neither a quotation nor a position of text{means}")
            continue
        described = get(target, "source")
        state, losses = _state(get(target, "state"))
        yield _ReadTarget(
            Target(
                source=address,
                label=text(get(described, "label")) or text(get(described, "title")),
                language=text(get(described, "language")),
                quote=selection.quote,
                until=selection.until,
                position=position,
                state=state,
            ),
            together,
            (*losses, *(f"selector not followed: {name}" for name in selection.unused)),
        )


def _address(target: Json) -> tuple[str, str]:
    """Return the source's identifier without a fragment of characters, and that fragment."""
    address = iri(get(target, "source")) or iri(target)
    bare, _, fragment = address.partition("#")
    return (bare, fragment) if read_fragment(fragment) is not None else (address, "")


def _state(node: Json) -> tuple[TextState | None, tuple[str, ...]]:
    losses: list[str] = []
    for state, _ in values(node, ""):
        found = TextState(
            source_date=text(get(state, "sourceDate")),
            cached=iri(next((one for one, _ in values(get(state, "cached"), "")), None)),
            sha256=text(get(state, "sha256")),
        )
        if found != TextState():
            return found, tuple(losses)
        losses.append(f"state not followed: {', '.join(sorted(types(state))) or 'without a type'}")
    return None, tuple(losses)


def _agent(node: Json) -> Agent | None:
    for agent, _ in values(node, ""):
        kind = next((_AGENTS[one] for one in sorted(types(agent)) if one in _AGENTS), "Person")
        name = text(get(agent, "name")) or text(get(agent, "nickname"))
        if name or iri(agent):
            return Agent(name=name, id=iri(agent), type=kind)
    return None
