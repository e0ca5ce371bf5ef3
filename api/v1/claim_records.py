"""The claims of a claim set as they are now, as the records that releases and the change feed give out."""

from typing import Any, ClassVar

import orjson
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from api.permissions import Policy
from api.v1.public import PublicResource
from api.v1.records import ClaimRecordSerializer
from claims.models import Claim
from releases.queries.members import claims_of
from releases.queries.records import claim_records
from workspaces.policies import can_read


class ClaimSetClaims(PublicResource):
    """The claims of a claim set as they are now: records as in its releases."""

    policies: ClassVar[dict[str, Policy]] = {"list": can_read}
    queryset = Claim.objects.only("id")
    list_serializer_class = ClaimRecordSerializer

    @classmethod
    def selecting_parameters(cls, action: str | None) -> list[OpenApiParameter]:  # noqa: ARG003 - as in the base
        """Return none: a record is whole, as it is hashed."""
        return []

    def visible(self, queryset: QuerySet[Any]) -> QuerySet[Any]:  # noqa: ARG002 - the set's claims are the rows
        """Return the claims of the claim set of the address."""
        return claims_of(self.get_claim_set()).only("id")

    def list(self, request: Request, slug: str) -> Response:  # type: ignore[override]  # noqa: ARG002
        """Return a page of the claims with their evidence and stances."""
        page = self.paginate_queryset(self.get_queryset()) or []
        records = claim_records(Claim.objects.filter(pk__in=[claim.pk for claim in page]))
        return self.get_paginated_response([orjson.loads(record) for record in records.values()])
