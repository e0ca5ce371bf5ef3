"""The entrance: what there is, so that a newcomer can find the way without a manual."""

from collections.abc import Mapping
from types import MappingProxyType

from drf_spectacular.utils import extend_schema
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from api.contract import Contract
from api.filters import refuse_unknown_parameters


class Root(Contract):
    """Where each resource is."""

    http_method_names = ("get", "head")
    authentication_classes = ()
    permission_classes = (AllowAny,)
    # Name of each list's route by the prefix of its resource; the routes fill it in.
    lists: Mapping[str, str] = MappingProxyType({})

    @extend_schema(
        operation_id="root_retrieve",
        tags=["root"],
        auth=[],
        responses={200: {"type": "object", "additionalProperties": {"type": "string", "format": "uri"}}},
    )
    def get(self, request: Request) -> Response:
        """Return the address of every resource, of the schema and of its documentation."""
        refuse_unknown_parameters(request, frozenset())
        addresses = {prefix: reverse(f"api:{name}-list", request=request) for prefix, name in self.lists.items()}
        others = ("comparison", "annotators", "schema", "docs")
        return Response(addresses | {name: reverse(f"api:{name}", request=request) for name in others})
