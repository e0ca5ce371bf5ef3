"""Cells of a comparison. A matrix has many hundreds; made by a template they would take half of the page's time."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from agreement.queries.comparison import OPEN, ComparisonCell
from common.templatetags.badges import badge

register = template.Library()


@register.simple_tag
def matrix_cell(cell: ComparisonCell, answers: str) -> SafeString:
    """Return a cell of the matrix; `answers` is the address at which the claim's passages are judged."""
    name, address = escape(cell.author.name), f"{escape(answers)}?author={escape(cell.author.slug)}"
    said = f'<a class="matrix__open" href="{address}">not yet judged</a>'
    if cell.position != OPEN:
        said = badge("position", cell.position)
    likely = ""
    if cell.likely:
        number = f'<span class="numbers">{cell.likely.number}</span>'
        likely = f'<span class="matrix__likely">{cell.likely.words} {number}</span>'
    return SafeString(
        f'<td class="matrix__cell matrix__cell--{cell.position}"><span class="matrix__name" aria-hidden="true">{name}'
        f"</span>{said}{likely}{_facts(cell, address)}{course(cell)}</td>"
    )


@register.simple_tag
def course(cell: ComparisonCell) -> SafeString:
    """Return the positions of an author who changed one, as a list of steps; nothing for anybody else."""
    if not cell.changed:
        return SafeString("")
    steps = "".join(
        f'<li class="course__step course__step--{one.step.position}"><span>{one.step.position}</span>'
        f" <small>{escape(one.dated) or 'undated'}</small></li>"
        for one in cell.course
    )
    return SafeString(f'<ol class="course" aria-label="How the position changed">{steps}</ol>')


def _facts(cell: ComparisonCell, address: str) -> str:
    facts = []
    if cell.confirmed:
        facts.append("<span>confirmed</span>")
    if cell.stance or cell.passages:
        facts += [f"<span>{_passages(cell)}</span>"]
    if cell.stance:
        facts.append(f"<span>{escape(cell.dated) or 'n.d.'}</span>")
    if cell.retracted:
        facts.append(f'<span class="matrix__retracted">{cell.retracted} retracted</span>')
    if cell.waiting:
        facts.append(f'<span class="matrix__waiting"><a href="{address}">{cell.waiting} to judge</a></span>')
    return f'<span class="matrix__facts">{"".join(facts)}</span>' if facts else ""


def _passages(cell: ComparisonCell) -> str:
    count = len(cell.passages)
    words = f"{count} passage{'' if count == 1 else 's'}"
    if cell.independent and cell.independent < count:
        words += f", {cell.independent} origin{'' if cell.independent == 1 else 's'}"
    return words
