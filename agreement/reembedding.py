"""Reads all texts of a workspace with the configured model, in place of another one's vectors."""

from django.db import transaction

from agreement.claim_vectors import ensure_claim_vectors
from agreement.domain.wording.candidates import states_something
from agreement.engines import ModelIdentity, model_identity
from agreement.models import ClaimEmbedding, SentenceEmbedding, SketchBasis, VectorSpace
from agreement.statements import ensure_vectors, load_statements
from claims.models import Claim
from workspaces.jobs import Progress
from workspaces.models import Workspace


def read_again(workspace: Workspace, progress: Progress) -> int:
    """Make the vectors of all statements and claims by the configured model, then let them take the old ones' place.

    Until all are there the old ones stay in use; killed in the middle, the next run goes on where it stopped. Returns
    how many statements there are.
    """
    identity = model_identity()
    places = load_statements(workspace)
    stated = [place.statement for place in places if states_something(place.statement)]
    ensure_vectors(stated, progress)
    ensure_claim_vectors(list(Claim.objects.filter(workspace=workspace)))
    _change_space(workspace, identity)
    return len(stated)


@transaction.atomic
def _change_space(workspace: Workspace, identity: ModelIdentity) -> None:
    VectorSpace.objects.update_or_create(
        workspace=workspace, defaults={"name": identity.space, "dimension": identity.dimension}
    )
    sentences = SentenceEmbedding.objects.filter(sentence__text_version__capture__source__workspace=workspace)
    claims = ClaimEmbedding.objects.filter(claim__workspace=workspace)
    for vectors in (sentences, claims, SketchBasis.objects.filter(workspace=workspace)):
        vectors.exclude(model=identity.space).delete()
