"""What people decide on references and citations. The machine's findings stay beside it, so each can be taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from common.errors import InvalidInputError
from sources.enums import CitationDecision, ReferenceDecision, SourceNature
from sources.models import Citation, Reference, Source, TextVersion
from sources.queries import free_source_key
from sources.services.sources import create_source
from workspaces.models import Job, User, Workspace
from workspaces.services import enqueue_job

READ_REFERENCES_TASK = "sources.read_references"


@transaction.atomic
def decide_citation(
    *, citation: Citation, decision: str, reference: Reference | None = None, by: User | None = None
) -> Citation:
    """Return the citation as decided: linked to `reference`, no citation, no problem, or (“”) undecided again.

    Undecided, it means what the machine found. InvalidInputError for an unknown decision, or a link without an entry
    of the same text.
    """
    citation = Citation.objects.select_for_update().get(pk=citation.pk)
    if decision not in CitationDecision.values:
        raise InvalidInputError(f"“{decision}” is nothing that can be said of a citation.", field="decision")
    if decision == CitationDecision.LINKED:
        if reference is None or reference.text_version_id != citation.text_version_id:
            raise InvalidInputError("Choose an entry of this reference list.", field="reference")
        citation.reference = reference
    elif decision == CitationDecision.NO_CITATION:
        citation.reference = None
    else:
        citation.reference_id = citation.found_reference_id
    citation.decision = decision
    _sign(citation, by)
    citation.save()
    return citation


@transaction.atomic
def decide_reference(*, reference: Reference, decision: str, by: User | None = None) -> Reference:
    """Return the reference with its problem dismissed, or (“”) open again."""
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    if decision not in ReferenceDecision.values:
        raise InvalidInputError(f"“{decision}” is nothing that can be said of an entry.", field="decision")
    reference.decision = decision
    _sign(reference, by)
    reference.save()
    return reference


@transaction.atomic
def tie_reference(*, reference: Reference, source: Source | None) -> Reference:
    """Return the reference tied to the library's source, or (None) to whatever its DOI, address and title say."""
    reference = Reference.objects.select_for_update().get(pk=reference.pk)
    if source is not None and source.workspace_id != reference.workspace_id:
        raise InvalidInputError("That work is in another library.", field="source")
    reference.source = source
    reference.save()
    return reference


@transaction.atomic
def add_reference_to_library(*, reference: Reference, by: User | None = None) -> Source:
    """Return a new source without text that is the cited work, tied to the reference; twice gives the same one.

    InvalidInputError if the entry has no title that could be read.
    """
    # Two people who add the same work at once get one source: the second waits here.
    workspace = Workspace.objects.select_for_update().get(pk=reference.workspace_id)
    reference = Reference.objects.select_for_update(of=("self",)).select_related("source").get(pk=reference.pk)
    if reference.source is not None:
        return reference.source
    if not reference.title:
        raise InvalidInputError("No title could be read from this entry; add the work in the library.", field="title")
    key = free_source_key(workspace, slugify(reference.label)[:100].strip("-") or "reference")
    item = {**reference.csl, "id": key, "title": reference.title[:500], "URL": reference.url[:2000]}
    item["container-title"] = str(item.get("container-title", ""))[:300]
    source = create_source(
        workspace=workspace,
        item={field: value for field, value in item.items() if value},
        nature=SourceNature.ORIGINAL,
        by=by,
    )
    reference.source = source
    reference.save()
    return source


def request_reference_reading(*, version: TextVersion, by: User | None = None) -> Job:
    """Return the job that reads the references of a text version anew."""
    source = version.capture.source
    return enqueue_job(
        workspace=source.workspace,
        task=READ_REFERENCES_TASK,
        title=f"Read the references of “{source.title}”",
        subject=version.pk,
        by=by,
    )


def _sign(row: Citation | Reference, by: User | None) -> None:
    row.decided_by = by if row.decision else None
    row.decided_at = timezone.now() if row.decision else None
