"""What people do with agreement clusters."""

from collections.abc import Mapping

from django.db import transaction
from django.db.models import QuerySet

from agreement.models import AgreementCluster, ClusterMember
from agreement.services.linking import link_sentence
from claims.enums import ClaimKind, ClaimStatus
from claims.models import Claim
from claims.services import create_claim
from common.errors import InvalidInputError
from workspaces.models import User


@transaction.atomic
def make_claim_of_cluster(  # noqa: PLR0913 - keyword-only, and each is a field of the claim
    *,
    cluster: AgreementCluster,
    text: str,
    kind: str = ClaimKind.FACTUAL,
    topic: str = "",
    bearings: Mapping[int, str],
    by: User,
) -> Claim:
    """Return the claim that the person worded for a cluster.

    `bearings` says for each member that belongs to it how it bears on the claim; members left out stay out.
    """
    locked = AgreementCluster.objects.select_for_update().get(pk=cluster.pk)
    if locked.claim_id is not None:
        raise InvalidInputError("This cluster has been made a claim already.", field="cluster")
    members = {member.pk: member for member in _members(locked)}
    strangers = set(bearings) - set(members)
    if strangers or not bearings:
        raise InvalidInputError("Choose at least one statement, all of them of this cluster.", field="bearings")
    claim = create_claim(
        workspace=locked.workspace, text=text, kind=kind, status=ClaimStatus.PROPOSED, topic=topic, by=by
    )
    for pk, bearing in bearings.items():
        link_sentence(claim, members[pk].sentence, bearing, members[pk].author, by)
    locked.claim = claim
    locked.save()
    return claim


def _members(cluster: AgreementCluster) -> QuerySet[ClusterMember]:
    return cluster.members.select_related("sentence__text_version__capture__source", "author")
