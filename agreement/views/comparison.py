"""Two or more authors side by side: the page, and the same table for a spreadsheet."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from agreement.domain.comparison import PairAgreement, Relation
from agreement.domain.spreadsheet import inert_cell
from agreement.forms import ComparisonForm
from agreement.queries import AuthorComparison, ComparedClaim, comparison_of, list_comparable_authors
from claims.queries import list_topics
from sources.models import Author
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read

OUTCOME_NAMES = {
    Relation.DISAGREE: "Disagree",
    Relation.MIXED: "Mixed",
    Relation.AGREE: "Agree",
    Relation.ONLY_ONE_SPEAKS: "Only one speaks",
    Relation.NOT_YET_JUDGED: "Not yet judged",
}

ALWAYS_SHOWN = {Relation.DISAGREE, Relation.MIXED, Relation.AGREE}
SHOWN_UNASKED = 12
"""Rows on which the authors do not meet that are shown without asking: more of them bury the ones on which they do."""


@dataclass(frozen=True)
class OutcomeGroup:
    """The claims with one outcome; a folded group shows its rows only when the address asks for them."""

    key: str
    name: str
    rows: tuple[ComparedClaim, ...]
    folded: bool


@member_page(can_read)
@require_GET
def comparison(request: MemberRequest) -> HttpResponse:
    """Show how the chosen authors stand to each other; without a choice, the two who speak on most claims."""
    authors: list[Any] = list_comparable_authors(request.workspace)
    form = ComparisonForm(request.GET, topics=list_topics(request.workspace))
    chosen = _chosen(request, authors)
    if "author" not in request.GET:
        speaking = sorted((one for one in authors if one.claim_count), key=lambda one: -one.claim_count)[:2]
        if len(speaking) == 2:
            query = urlencode({"author": [one.slug for one in speaking]}, doseq=True)
            return redirect(f"{reverse('agreement:comparison', args=[request.workspace.slug])}?{query}")
    compared = comparison_of(request.workspace, chosen, form.filters) if len(chosen) > 1 else None
    return render(
        request,
        "agreement/comparison.html",
        {
            "authors": authors,
            "chosen": chosen,
            "form": form,
            "compared": compared,
            "outcomes": _outcomes(compared, request.GET.getlist("show")),
            "pairs": _named_pairs(compared),
            "query": request.GET.urlencode(),
        },
    )


@member_page(can_read)
@require_GET
def comparison_table(request: MemberRequest) -> HttpResponse:
    """Return the comparison's table as CSV in UTF-8 with a byte order mark, which spreadsheets need."""
    form = ComparisonForm(request.GET, topics=list_topics(request.workspace))
    chosen = _chosen(request, list_comparable_authors(request.workspace))
    compared = comparison_of(request.workspace, chosen, form.filters)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="comparison-{request.workspace.slug}.csv"'
    writer = csv.writer(response)
    for row in _table(compared):
        writer.writerow([inert_cell(value) for value in row])
    return response


def _chosen(request: MemberRequest, authors: Sequence[Author]) -> list[Author]:
    """Return the authors that the address names, in its order, each once; unknown ones are left out."""
    by_slug = {author.slug: author for author in authors}
    return [by_slug[slug] for slug in dict.fromkeys(request.GET.getlist("author")) if slug in by_slug]


def _outcomes(compared: AuthorComparison | None, asked: Sequence[str]) -> list[OutcomeGroup]:
    """Return the outcomes in the order of the page, with the rows of those that are shown."""
    if compared is None:
        return []
    rows = dict(compared.groups)
    return [
        OutcomeGroup(
            key=relation.value,
            name=name,
            rows=rows.get(relation, ()),
            folded=(
                relation not in ALWAYS_SHOWN
                and compared.counts[relation] > SHOWN_UNASKED
                and relation.value not in asked
            ),
        )
        for relation, name in OUTCOME_NAMES.items()
    ]


def _named_pairs(compared: AuthorComparison | None) -> list[tuple[str, str, PairAgreement]]:
    """Return the names of each two authors with their counts, if there are more authors than two."""
    if compared is None or len(compared.authors) < 3:
        return []
    names = {str(author.pk): author.name for author in compared.authors}
    return [(names[pair.first], names[pair.second], pair) for pair in compared.pairs]


def _table(compared: AuthorComparison) -> list[list[str]]:
    head = ["Number", "Claim", "Topic", "Kind", "Status", "Outcome"]
    for author in compared.authors:
        head += [f"{author.name}: {fact}" for fact in ("stance", "likelihood", "as of", "passages")]
    return [head, *(_line(row) for row in compared.rows)]


def _line(row: ComparedClaim) -> list[str]:
    claim = row.claim
    line = [
        claim.label,
        claim.text,
        claim.topic,
        claim.get_kind_display(),
        claim.get_status_display(),
        OUTCOME_NAMES[row.relation],
    ]
    for cell in row.cells:
        likelihood = cell.stance.likelihood if cell.stance else None
        line += [
            cell.position,
            "" if likelihood is None else str(likelihood),
            cell.dated,
            str(len(cell.passages)),
        ]
    return line
