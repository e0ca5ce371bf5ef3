"""The cards and headers of a drawing as HTML.

A map may have thousands of cards, each of a dozen tags; made by a template they would take longer than everything else
that the page does.
"""

from collections.abc import Iterable

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from arguments.domain.drawing.quotes import QuoteFace, QuotePile, more_words
from arguments.domain.drawing.svg import question_words
from arguments.domain.graph import AuthorStance
from arguments.presenters import CardView, GroupView, OutlineItem

register = template.Library()

BADGES = 3
"""More authors than that do not fit into the foot of a card and are counted."""
BEARING_WORDS = {"supports": "Supporting passage", "contradicts": "Contradicting passage", "context": "Passage"}
BEARING_MARKS = {"supports": "supports", "contradicts": "opposes", "context": "context"}


@register.simple_tag
def map_item(item: OutlineItem, claim_page: str) -> SafeString:
    """Return the card or the header that an item of the drawing is; `claim_page` is the address before its number."""
    return SafeString(_card(item.card, claim_page) if item.card else _head(item.group) if item.group else "")


def draw_items(items: Iterable[OutlineItem], claim_page: str) -> dict[str, str]:
    """Return the HTML of every card and header by its key, in reading order."""
    return {
        (item.card.card.key if item.card else item.group.group.key if item.group else ""): map_item(item, claim_page)
        for item in items
    }


def _head(view: GroupView | None) -> str:
    if view is None:
        return ""
    relation = view.group.relation.value
    title = f' title="{escape(view.author)} draws this step"' if view.author else ""
    note = f'<span class="map-head__note"{title}>{escape(view.note)}</span>' if view.note else ""
    return (
        f'<div class="map-head map-head--{relation}" id="{view.group.key}" data-argument="{view.group.argument_id}"'
        f' data-version="{view.version}" data-parent="{view.group.parent_key}">{_mark(relation)}'
        f'<span class="map-head__word">{relation}</span>{note}{_open_questions(view.open_questions)}</div>'
    )


def _open_questions(count: int) -> str:
    if not count:
        return ""
    words = f"{count} critical question{'s are' if count > 1 else ' is'} open"
    return (
        f'<span class="map-head__open" title="{words}"><span aria-hidden="true">{question_words(count)}</span>'
        f'<span class="visually-hidden">{words}.</span></span>'
    )


def _card(view: CardView, claim_page: str) -> str:
    card, claim = view.card, view.claim
    key = card.key
    names = "map-card" + "".join(
        f" map-card--{name}"
        for name, holds in (("lead", view.is_lead), ("unstated", card.is_implicit), ("reference", card.is_reference))
        if holds
    )
    full = f' data-full="{escape(claim.text)}"' if view.is_cut else ""
    folded = '<p class="map-card__hidden" hidden></p>' if view.below else ""
    return (
        f'<article class="{names}" id="{key}" data-claim="{claim.number}" data-claim-id="{claim.id}"'
        f' data-argument="{view.argument_id}" data-group="{card.group_key or ""}" data-lens="{escape(view.lens)}"{full}'
        f' tabindex="-1" aria-labelledby="{key}-said {key}-text">'
        f'<p class="visually-hidden" id="{key}-said">{view.said}</p>'
        f'<p class="map-card__text" id="{key}-text" dir="auto">{escape(view.text)}</p><div class="map-card__foot">'
        f"{_number(claim.number, claim_page)}"
        f"{_reference_foot(view) if card.is_reference else _foot(view)}</div>{folded}{_quotes(view.pile)}</article>"
    )


def _number(number: int, claim_page: str) -> str:
    if not claim_page:
        return f'<span class="claim-number">C-{number}</span>'
    return f'<a class="claim-number" href="{claim_page}{number}/" tabindex="-1">C-{number}</a>'


def _reference_foot(view: CardView) -> str:
    return f'<a class="map-card__home" href="#{view.home_key}" tabindex="-1">shown elsewhere</a>'


def _foot(view: CardView) -> str:
    claim = view.claim
    parts = []
    if view.card.is_implicit:
        parts.append('<span class="map-card__note">unstated</span>')
    if claim.status != "accepted":
        parts.append(f'<span class="map-card__note">{escape(claim.status)}</span>')
    if claim.retracted_count:
        parts.append(
            '<span class="map-card__note map-card__note--retracted" title="Passages from retracted sources">'
            f"{claim.retracted_count} retracted</span>"
        )
    if claim.passages.supports:
        parts.append(_count("supports", "+", claim.passages.supports, "supporting", "Passages that support it"))
    if claim.passages.contradicts:
        parts.append(_count("contradicts", "−", claim.passages.contradicts, "contradicting", "Passages against it"))
    if view.uses:
        parts.append(_uses(view))
    parts.append(f'<span class="map-card__stances">{_stances(claim.stances, BADGES - bool(view.uses))}</span>')
    if view.below:
        label = f"Fold {view.below}"
        parts.append(
            f'<button class="map-card__fold" type="button" tabindex="-1" aria-expanded="true" aria-label="{label}"'
            f' title="{label}"><svg class="icon" aria-hidden="true"><use href="#mark-fold"/></svg></button>'
        )
    return "".join(parts)


def _count(name: str, sign: str, number: int, words: str, title: str) -> str:
    return (
        f'<span class="map-card__count map-card__count--{name}" title="{title}"><span aria-hidden="true">{sign}</span>'
        f'{number}<span class="visually-hidden"> {words}</span></span>'
    )


def _uses(view: CardView) -> str:
    said = escape(view.uses_said)
    return (
        f'<a class="map-card__also" href="#{view.uses[0][0]}" tabindex="-1" title="{said}">'
        '<svg class="icon" aria-hidden="true"><use href="#mark-also"/></svg>'
        f'<span aria-hidden="true">{len(view.uses)}</span>'
        f'<span class="visually-hidden">{said}.</span></a>'
    )


def _stances(stances: tuple[AuthorStance, ...], most: int) -> str:
    shown = stances if len(stances) <= most else stances[: most - 1]
    badges = "".join(
        f'<span class="map-stance map-stance--{stance.position}" title="{escape(stance.author)} {stance.position}">'
        f'<span aria-hidden="true">{escape(stance.initials)}</span><svg aria-hidden="true"><use'
        f' href="#mark-{stance.position}"/></svg><span class="visually-hidden">{escape(stance.author)}'
        f" {stance.position}.</span></span>"
        for stance in shown
    )
    rest = stances[len(shown) :]
    if not rest:
        return badges
    names = escape(", ".join(f"{stance.author} {stance.position}" for stance in rest))
    more = f'+{len(rest)}<span class="visually-hidden">: {names}.</span>'
    return f'{badges}<span class="map-stances-more" title="{names}">{more}</span>'


def _quotes(pile: QuotePile) -> str:
    if not pile.quotes:
        return ""
    more = f'<li class="map-quotes__more"><span>{more_words(pile.more)}</span></li>' if pile.more else ""
    return f'<ul class="map-quotes">{"".join(map(_quote, pile.quotes))}{more}</ul>'


def _quote(quote: QuoteFace) -> str:
    evidence = quote.evidence
    gone = " map-quote--retracted" if evidence.is_retracted else ""
    words = escape(quote.source)
    if words and evidence.path:
        words = f'<a href="{escape(evidence.path)}" tabindex="-1">{words}</a>'
    source = f'<p class="map-quote__source">{words}</p>' if words else ""
    text = escape("\n".join(quote.text.lines))
    return (
        f'<li class="map-quote map-quote--{evidence.bearing}{gone}" data-evidence="{evidence.id}">'
        f"{_mark(BEARING_MARKS[evidence.bearing])}"
        f'<span class="visually-hidden">{BEARING_WORDS[evidence.bearing]}: </span>'
        f'<p class="map-quote__text" dir="auto">{text}</p>{source}</li>'
    )


def _mark(name: str) -> str:
    return f'<svg class="map-mark" aria-hidden="true"><use href="#mark-{name}"/></svg>'
