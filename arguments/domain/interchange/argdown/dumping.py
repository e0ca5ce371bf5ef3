"""A debate to Argdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from arguments.domain.interchange.argdown.emphasis import Marker
from arguments.domain.interchange.argdown.escaping import Escaper
from arguments.domain.interchange.argdown.fitting import Fitted, fit
from arguments.domain.interchange.argdown.forest import grow
from arguments.domain.interchange.argdown.framing import front_matter_of
from arguments.domain.interchange.argdown.listing import Listed, listed
from arguments.domain.interchange.argdown.settings import Settings, settings_of
from arguments.domain.interchange.argdown.wording import Reader
from arguments.domain.interchange.argdown.writing import Plan, Writer
from arguments.domain.interchange.argdown.yaml_writing import block
from arguments.domain.interchange.debate import Debate, DebateRelation, NodeKind, NodeRef
from arguments.domain.interchange.losing import Losses
from arguments.domain.interchange.reports import Dumped


def dump(debate: Debate) -> Dumped:
    """Write a debate as Argdown that reads back as the same debate, apart from the losses.

    Relations are nested below what they bear on as far as the order of the debate allows, and those of a conclusion
    below the conclusion. Weights, authors, schemes, quotes and locutions go into data and come back from there.
    """
    losses = Losses()
    fitted = fit(debate, losses)
    front_matter = front_matter_of(fitted.debate, fitted.model)
    parts = []
    if front_matter is not None:
        parts.append(f"===\n{block(front_matter)}\n===")
    parts.extend(_body(fitted, settings_of(front_matter), losses))
    return Dumped("\n\n".join(parts) + "\n" if parts else "", losses.all)


def _body(fitted: Fitted, settings: Settings, losses: Losses) -> list[str]:
    debate = fitted.debate
    listings = {argument.name: listing for argument in debate.arguments if (listing := listed(argument)).lines}
    inner, outer = _parted(debate, listings)
    conclusions = {
        NodeRef(NodeKind.STATEMENT, line.premise.statement)
        for listing in listings.values()
        for line in listing.lines
        if line.step is not None
    }
    plan = Plan(debate, grow(outer, conclusions), listings, inner, fitted.keeps_tags)
    escaper = Escaper(settings.shortcodes)
    marker = Marker(escaper, Reader(settings.shortcodes, removes_tags=not fitted.keeps_tags))
    writer = Writer(plan, escaper, marker)
    paragraphs = writer.paragraphs()
    for name in writer.unmarked:
        losses.add("emphasis and links", "Argdown has no way to say them in this text.", name)
    return paragraphs


def _parted(
    debate: Debate, listings: Mapping[str, Listed]
) -> tuple[dict[tuple[str, int], list[NodeRef]], list[DebateRelation]]:
    """Undercuts of inner inferences, by argument and step from 0, and all other relations."""
    inner: defaultdict[tuple[str, int], list[NodeRef]] = defaultdict(list)
    outer = []
    for relation in debate.relations:
        step = relation.data.get("step")
        if step is not None and relation.target.name in listings:
            inner[relation.target.name, step - 1].append(relation.source)
        else:
            outer.append(relation)
    return dict(inner), outer
