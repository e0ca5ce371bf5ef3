"""The comparison as files."""

import csv

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_GET

from agreement.comparison_forms import ComparisonForm
from agreement.domain.comparing.arranging import OUTCOME_NAMES
from agreement.domain.comparing.spreadsheet import inert_cell
from agreement.queries import AuthorComparison, ComparedClaim, comparison_choices, comparison_of, picture_of
from agreement.views.comparison import chosen_authors
from workspaces.gates import MemberRequest, member_page
from workspaces.policies import can_read


@member_page(can_read)
@require_GET
def comparison_table(request: MemberRequest) -> HttpResponse:
    """Return the comparison's table as CSV in UTF-8 with a byte order mark, which spreadsheets need."""
    choices = comparison_choices(request.workspace)
    form = ComparisonForm(request.GET, topics=choices.topics)
    compared = comparison_of(request.workspace, chosen_authors(request, choices.authors), form.filters)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="comparison-{request.workspace.slug}.csv"'
    writer = csv.writer(response)
    for row in _table(compared):
        writer.writerow([inert_cell(value) for value in row])
    return response


@member_page(can_read)
@require_GET
def comparison_picture(request: MemberRequest) -> HttpResponse:
    """Return the comparison's picture as an SVG file that stands on its own; 404 if there is too little to draw."""
    choices = comparison_choices(request.workspace)
    form = ComparisonForm(request.GET, topics=choices.topics)
    picture = picture_of(comparison_of(request.workspace, chosen_authors(request, choices.authors), form.filters))
    if picture is None:
        raise Http404
    response = HttpResponse(picture.svg, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="comparison-{request.workspace.slug}.svg"'
    return response


def _table(compared: AuthorComparison) -> list[list[str]]:
    head = ["Number", "Claim", "Topic", "Kind", "Status", "Outcome", "Contested", "Claims that rest on it"]
    facts = ("stance", "likelihood", "per cent", "as of", "passages", "independent origins")
    for author in compared.authors:
        head += [f"{author.name}: {fact}" for fact in facts]
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
        "" if row.contested is None else f"{row.contested:.2f}",
        str(row.resting),
    ]
    for cell in row.cells:
        likely = cell.likely
        line += [
            "not yet judged" if cell.position == "open" else cell.position,
            likely.words if likely else "",
            "" if likely is None or likely.percent is None else str(likely.percent),
            cell.dated,
            str(len(cell.passages)),
            str(cell.independent),
        ]
    return line
