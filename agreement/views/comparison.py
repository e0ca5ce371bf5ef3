"""Two or more authors side by side: the page and one row of it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agreement.comparison_forms import COMPARISON_FORM, ComparisonForm
from agreement.domain.comparing.numbers import parse_numbers
from agreement.presenters import address_without, cruxes_of, groups_of, named_pairs, order_authors, reasons_of, tiles_of
from agreement.queries import (
    AuthorComparison,
    ComparisonChoices,
    ComparisonFilters,
    brief_of,
    comparison_choices,
    comparison_of,
    picture_of,
)
from claims.domain.likelihood import ICD_203
from sources.models import Author
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def comparison(request: MemberRequest) -> HttpResponse:
    """Show how the chosen authors stand to each other; without a choice, the two who speak on most claims."""
    choices = comparison_choices(request.workspace)
    form = ComparisonForm(request.GET, topics=choices.topics)
    chosen = chosen_authors(request, choices.authors)
    if "author" not in request.GET and (address := _usual_address(request, choices)):
        return redirect(address)
    compared = _compare(request, chosen, form.filters) if len(chosen) > 1 else None
    context: dict[str, Any] = {
        "authors": order_authors(choices.authors, chosen),
        "chosen": chosen,
        "form": form,
        "form_id": COMPARISON_FORM,
        "compared": compared,
        "query": address_without(request.GET),
        "still": address_without(request.GET, "open"),
    }
    if compared is not None:
        context |= _compared(request, compared, form)
    return render(request, "agreement/comparison.html", context)


@member_page(can_read)
@require_GET
def comparison_row(request: MemberRequest, number: int) -> HttpResponse:
    """Return what a row opens to: the quotes of all chosen authors side by side, and why each cell says so."""
    choices = comparison_choices(request.workspace)
    form = ComparisonForm(request.GET, topics=choices.topics)
    filters = ComparisonFilters(status=form.filters.status, numbers=(number,), as_of=form.filters.as_of)
    rows = _compare(request, chosen_authors(request, choices.authors), filters).rows
    if not rows:
        raise Http404
    return render(request, "agreement/_compared_body.html", {"row": rows[0], "reasons": reasons_of(rows[0])})


@member_page(can_read)
@require_GET
def comparison_help(request: MemberRequest) -> HttpResponse:
    """Say how everything on the page is counted."""
    return render(request, "agreement/comparison_help.html", {"scale": ICD_203})


def chosen_authors(request: MemberRequest, authors: Sequence[Author]) -> list[Author]:
    """Return the authors that the address names, in its order, each once; unknown ones are left out."""
    by_slug = {author.slug: author for author in authors}
    return [by_slug[slug] for slug in dict.fromkeys(request.GET.getlist("author")) if slug in by_slug]


def _compare(request: MemberRequest, chosen: Sequence[Author], filters: ComparisonFilters) -> AuthorComparison:
    return comparison_of(request.workspace, chosen, filters, reader=request.user)


def _compared(request: MemberRequest, compared: AuthorComparison, form: ComparisonForm) -> dict[str, Any]:
    opened = parse_numbers(",".join(request.GET.getlist("open")))
    still = address_without(request.GET, "open")
    return {
        "tiles": tiles_of(compared),
        "groups": groups_of(compared, form, request.GET.getlist("show"), opened),
        "brief": brief_of(compared),
        "picture": picture_of(compared, lambda number: f"?{still}&open={number}#c-{number}"),
        "cruxes": cruxes_of(compared),
        "pairs": named_pairs(compared),
        "opened": {row.number: reasons_of(row) for row in compared.rows if row.number in opened},
    }


def _usual_address(request: MemberRequest, choices: ComparisonChoices) -> str:
    """Return the address that compares the two who speak on most claims, "" if there are no two."""
    speaking = sorted((one for one in choices.authors if one.claim_count), key=lambda one: -one.claim_count)[:2]
    if len(speaking) < 2:
        return ""
    query = urlencode({"author": [one.slug for one in speaking]}, doseq=True)
    return f"{reverse('agreement:comparison', args=[request.workspace.slug])}?{query}"
