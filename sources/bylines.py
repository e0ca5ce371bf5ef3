"""Names of a byline to the workspace's authors."""

from collections.abc import Sequence

from django.utils.text import slugify

from sources.domain.csl import AuthorName
from sources.enums import AuthorKind
from sources.models import Author, Authorship, Source
from workspaces.models import Workspace


def add_byline(source: Source, names: Sequence[AuthorName]) -> None:
    """Make the names, in their order, the authors of a source that has none."""
    for position, name in enumerate(names):
        author = ensure_author(workspace=source.workspace, name=name)
        Authorship.objects.get_or_create(source=source, author=author, defaults={"position": position})


def ensure_author(*, workspace: Workspace, name: AuthorName) -> Author:
    """Return the workspace's author of that name, made now if there is none; letters' case does not matter."""
    existing = Author.objects.filter(workspace=workspace, family__iexact=name.family, given__iexact=name.given).first()
    if existing is not None:
        return existing
    return Author.objects.create(
        workspace=workspace,
        slug=_free_slug(workspace, name),
        kind=AuthorKind.ORGANISATION if name.is_organisation else AuthorKind.PERSON,
        family=name.family,
        given=name.given,
    )


def _free_slug(workspace: Workspace, name: AuthorName) -> str:
    """Return the shortest address that is free: family name, whole name, then with a number."""
    base = slugify(name.family)[:70] or "author"
    whole = slugify(f"{name.given} {name.family}")[:70] or base
    taken = set(Author.objects.filter(workspace=workspace).values_list("slug", flat=True))
    candidates = [base, whole, *(f"{whole}-{number}" for number in range(2, len(taken) + 3))]
    return next(slug for slug in candidates if slug not in taken)
