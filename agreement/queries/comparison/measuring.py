"""How much the authors of a comparison agree, by measures with what each rests on."""

from agreement.domain.comparing.comparison import Position, StanceValue
from agreement.domain.comparing.measures import AgreementMeasures, measure
from agreement.queries.comparison.values import AuthorComparison


def measures_of(compared: AuthorComparison) -> AgreementMeasures:
    """Return the measures over the rows of the comparison; authors and claims by their ids as text. No query."""
    return measure(
        [
            StanceValue(str(cell.author.pk), str(row.claim.pk), Position(cell.stance.position))
            for row in compared.rows
            for cell in row.cells
            if cell.stance
        ],
        [str(author.pk) for author in compared.authors],
        [str(row.claim.pk) for row in compared.rows],
        {str(row.claim.pk): row.topic for row in compared.rows},
    )
