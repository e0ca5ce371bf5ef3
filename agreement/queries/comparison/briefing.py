"""A comparison in sentences."""

from agreement.domain.comparing.brief import Brief, BriefClaim, Standing, stand_words, write_brief
from agreement.domain.comparing.comparison import Position
from agreement.queries.comparison.values import AuthorComparison, ComparedClaim


def brief_of(compared: AuthorComparison) -> Brief:
    """Return what the comparison comes to, in sentences that stand alone."""
    ranks = {crux.row.claim.pk: rank for rank, crux in enumerate(compared.cruxes, start=1)}
    as_of = compared.filters.as_of
    return write_brief(
        [author.name for author in compared.authors],
        [_claim(row, ranks.get(row.claim.pk, 0)) for row in compared.rows],
        compared.agreement,
        as_of=f"{as_of:%-d %B %Y}" if as_of else "",
    )


def stands_on(row: ComparedClaim) -> str:
    """Return who stands where on the claim, those of one position together."""
    return stand_words(_standings(row))


def _claim(row: ComparedClaim, rank: int) -> BriefClaim:
    return BriefClaim(
        label=row.claim.label,
        text=row.claim.text,
        topic=row.claim.topic,
        relation=row.relation,
        standings=_standings(row),
        contested=row.contested,
        resting=row.resting,
        crux=rank,
        silent=sum(cell.confirmed for cell in row.cells),
    )


def _standings(row: ComparedClaim) -> tuple[Standing, ...]:
    return tuple(
        Standing(cell.author.name, Position(cell.stance.position), cell.likely.phrase if cell.likely else "")
        for cell in row.cells
        if cell.stance
    )
