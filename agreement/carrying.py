"""Takes decisions on sentences along into newer texts of the same source, where the sentence stands word for word."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from agreement.models import StatementDecision
from sources.models import Sentence, TextVersion
from workspaces.models import Workspace


@transaction.atomic
def carry_decisions(workspace: Workspace) -> int:
    """Point decisions at the newest texts of their sources and return how many moved.

    A sentence that stands there no more, or several times, keeps its decision where it is: it counts for nothing then,
    but is not lost. So does a pair that was decided anew in the newest texts.
    """
    current = set(
        TextVersion.objects.current().filter(capture__source__workspace=workspace).values_list("pk", flat=True)
    )
    outdated = list(
        StatementDecision.objects.filter(workspace=workspace)
        .filter(~Q(first__text_version__in=current) | ~Q(second__text_version__in=current))
        .select_related("first__text_version__capture", "second__text_version__capture")
        .defer(
            *(
                f"{side}__text_version__{column}"
                for side in ("first", "second")
                for column in ("text", "furniture", "capture__content")
            )
        )
    )
    places = _places(outdated, current)
    taken = set(
        StatementDecision.objects.filter(workspace=workspace).values_list("first_id", "second_id") if outdated else ()
    )
    moved = 0
    for decision in outdated:
        new = {old.pk: _now(old, places, current) for old in (decision.first, decision.second)}
        pair = sorted(pk for pk in new.values() if pk is not None)
        if len(set(pair)) < 2 or tuple(pair) in taken:
            continue
        narrower = decision.narrower_id
        decision.first_id, decision.second_id = pair
        decision.narrower_id = new[narrower] if narrower is not None else None
        decision.save(update_fields=["first", "second", "narrower"])
        taken.add((pair[0], pair[1]))
        moved += 1
    return moved


Places = dict[tuple[UUID, str], list[int]]


def _places(outdated: list[StatementDecision], current: set[UUID]) -> Places:
    """Return the sentences of the newest texts by their source and words, where an outdated decision needs them."""
    sides = [side for decision in outdated for side in (decision.first, decision.second)]
    sources = {side.text_version.capture.source_id for side in sides}
    rows = Sentence.objects.filter(
        text_version__in=current, text_version__capture__source__in=sources, text__in={side.text for side in sides}
    )
    places: Places = defaultdict(list)
    for source, text, pk in rows.values_list("text_version__capture__source_id", "text", "pk"):
        places[source, text].append(pk)
    return places


def _now(sentence: Sentence, places: Places, current: set[UUID]) -> int | None:
    if sentence.text_version_id in current:
        return sentence.pk
    found = places.get((sentence.text_version.capture.source_id, sentence.text), [])
    return found[0] if len(found) == 1 else None
