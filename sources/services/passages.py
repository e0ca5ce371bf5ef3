"""Making passages: a quote is verified against the text or refused."""

from collections.abc import Sequence

from django.db import transaction

from sources.domain.quotes import QuoteMatch, selectors, verify_parts, verify_quote
from sources.models import Anchor, Passage, Stretch, TextVersion
from sources.services.captures import request_reanchoring
from workspaces.models import User


@transaction.atomic
def create_passage(  # noqa: PLR0913 - keyword-only, and each is part of a W3C selector
    *,
    text_version: TextVersion,
    exact: str,
    prefix: str = "",
    suffix: str = "",
    start: int | None = None,
    starts: Sequence[int] = (),
    by: User | None = None,
) -> Passage:
    """Return the passage that the quote marks in the text, with its anchor; the same span gives the same passage.

    `prefix`, `suffix` and `start` (code points) say which place is meant where the quote stands in several.
    `starts`, if there are several, are those of the parts that the quote joins by ELISION.
    QuoteNotFound carries the nearest text, QuoteAmbiguous the places.
    """
    if len(starts) > 1:
        match = verify_parts(text_version.text, exact, starts)
    else:
        hint = starts[0] if starts else start
        match = verify_quote(text_version.text, exact, prefix=prefix, suffix=suffix, start=hint)
    # Two people who mark the same span at once get one passage: the second waits here.
    TextVersion.objects.select_for_update().get(pk=text_version.pk)
    existing = _passage_at(text_version, match)
    if existing is not None:
        return existing
    passage = _create(text_version, match, by)
    if TextVersion.objects.newer_than(text_version).exists():
        # The passages were looked for in the newer text before this one was there.
        request_reanchoring(source=passage.source, by=by)
    return passage


def _passage_at(text_version: TextVersion, match: QuoteMatch) -> Passage | None:
    spans = [(stretch.start, stretch.end) for stretch in match.stretches]
    anchors = (
        Anchor.objects.placed()
        .filter(text_version=text_version, start=spans[0][0], end=spans[-1][1])
        .select_related("passage")
        .prefetch_related("stretches")
    )
    for anchor in anchors:
        if [(stretch.start, stretch.end) for stretch in anchor.stretches.all()] == spans:
            return anchor.passage
    return None


def _create(text_version: TextVersion, match: QuoteMatch, by: User | None) -> Passage:
    source = text_version.capture.source
    selector = selectors(text_version.text, match.stretches)
    passage = Passage.objects.create(
        workspace_id=source.workspace_id,
        source=source,
        exact=selector.exact,
        prefix=selector.prefix,
        suffix=selector.suffix,
        created_by=by,
    )
    anchor = Anchor.objects.create(
        passage=passage,
        text_version=text_version,
        grade=match.grade,
        score=match.score,
        start=selector.start,
        end=selector.end,
    )
    Stretch.objects.bulk_create(
        Stretch(anchor=anchor, position=position, start=stretch.start, end=stretch.end)
        for position, stretch in enumerate(match.stretches)
    )
    return passage
