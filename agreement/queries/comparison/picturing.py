"""A comparison as a picture, with the same in words for those who cannot see it."""

from dataclasses import dataclass

import numpy as np

from agreement.domain.comparing.arranging import OUTCOMES
from agreement.domain.comparing.brief import join_words, percent
from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.constellation import Constellation, MappedClaim, lay_out_constellation
from agreement.domain.comparing.picture import LinkOf, draw_constellation, draw_plane, no_link
from agreement.domain.comparing.plane import PlaneClaim, lay_out_plane
from agreement.queries.comparison.values import AuthorComparison, ComparedClaim

MOST_DRAWN = 300
"""Claims in a picture: more are dots that nobody tells apart, and placing them takes longer than reading them."""

MET = (Relation.DISAGREE, Relation.MIXED, Relation.AGREE)


@dataclass(frozen=True)
class PictureRow:
    """One line of the picture in words: where, and what stands there."""

    where: str
    what: str


@dataclass(frozen=True)
class Picture:
    """The drawing as SVG, how to read it, and the same in words."""

    svg: str
    reading: str
    rows: tuple[PictureRow, ...]


def picture_of(compared: AuthorComparison, link_of: LinkOf = no_link) -> Picture | None:
    """Return the picture of the comparison, None if there is too little to draw.

    Two authors stand on the axes of a plane; three or more stand in it themselves. `link_of` gives the address of a
    claim by its number.
    """
    if len(compared.authors) == 2:
        return _plane(compared, link_of)
    return _constellation(compared, link_of) if len(compared.authors) > 2 else None


def _plane(compared: AuthorComparison, link_of: LinkOf) -> Picture | None:
    spoken = [row for row in compared.rows if any(cell.stance for cell in row.cells)]
    if not spoken:
        return None
    # Where both speak first: that is what the picture is for.
    spoken.sort(key=lambda row: (row.contested is None, -(row.contested or 0.0), row.number))
    claims = [_plane_claim(row) for row in spoken[:MOST_DRAWN]]
    names = [author.name for author in compared.authors]
    reading = (
        f"To the right what {names[0]} affirms, upwards what {names[1]} affirms; the less certain an author is, the "
        "nearer to the middle. Claims that would cover each other are moved apart inside their field. In the dashed "
        "lanes stands what only one of them speaks on."
    )
    if len(spoken) > MOST_DRAWN:
        reading += f" Of {len(spoken)} claims it shows the {MOST_DRAWN} most contested."
    return Picture(draw_plane(lay_out_plane(claims), names, link_of), reading, _fields(compared))


def _plane_claim(row: ComparedClaim) -> PlaneClaim:
    first, second = (cell.leaning for cell in row.cells)
    return PlaneClaim(str(row.number), str(row.number), row.claim.text, row.relation, first, second)


def _fields(compared: AuthorComparison) -> tuple[PictureRow, ...]:
    """Return which claims stand in each field, those that part the authors first."""
    found: dict[str, list[str]] = {}
    for row in sorted(compared.rows, key=lambda one: OUTCOMES.index(one.relation)):
        speaking = [cell for cell in row.cells if cell.stance]
        if speaking:
            where = ", ".join(f"{cell.author.name}: {cell.position}" for cell in speaking)
            found.setdefault(where, []).append(row.claim.label)
    return tuple(PictureRow(where, join_words(labels)) for where, labels in found.items())


def _constellation(compared: AuthorComparison, link_of: LinkOf) -> Picture | None:
    rows = [row for row in compared.rows if row.relation in MET]
    leanings = np.array(
        [[np.nan if cell.leaning is None else cell.leaning for cell in row.cells] for row in rows], dtype=np.float64
    ).reshape(len(rows), len(compared.authors))
    claims = [MappedClaim(str(row.number), str(row.number), row.claim.text, row.relation) for row in rows]
    found = lay_out_constellation([author.name for author in compared.authors], claims, leanings.T)
    if found is None:
        return None
    return Picture(draw_constellation(found, link_of), _reading(found), _places(found))


def _reading(found: Constellation) -> str:
    across, up = found.shares
    said = (
        f"Authors near each other hold the same. The two directions show {percent(across + up)} of all difference "
        f"between them (across {percent(across)}, upwards {percent(up)}) on the {found.used} claims that set them apart"
    )
    absent = f"; without a place: {join_words(found.silent)}" if found.silent else ""
    return f"{said}{absent}. A numbered claim lies on the side of those who affirm it; the line leads to its own place."


def _places(found: Constellation) -> tuple[PictureRow, ...]:
    return tuple(
        PictureRow(
            star.name,
            f"{(star.at.x - found.centre.x) / found.centre.x:+.2f} across, "
            f"{(found.centre.y - star.at.y) / found.centre.y:+.2f} upwards",
        )
        for star in found.stars
    )
