"""Many writes in one request."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ParseError
from rest_framework.request import Request
from rest_framework.response import Response

from api.batching import MAX_OPERATIONS, Operation, as_json, perform_all
from api.contract import WRITE_PARAMETERS, ContractViewSet, is_in_batch
from api.filters import refuse_unknown_parameters
from api.permissions import Policy
from api.v1.fields import Input, TextField, WordField, YesNoField
from workspaces.policies import can_read

METHODS = ("POST", "PATCH", "DELETE")
MAX_PATH = 2000
COST = 100
"""Of a whole batch, in units of the rate limit: less than its operations alone, since it spares what they share."""


class OperationInput(Input):
    """One write, as it would be sent alone."""

    method = WordField(choices=[(method, method) for method in METHODS])
    path = serializers.RegexField(
        r"^/api/v1/", max_length=MAX_PATH, help_text="Address from `/api/v1/` on, with its query."
    )
    body = serializers.DictField(required=False, help_text="What would be the body.")
    if_match = TextField(max_length=4096, required=False, help_text="What would be the header `If-Match`.")
    idempotency_key = TextField(max_length=255, required=False, help_text="Or `Idempotency-Key`.")


class BatchInput(Input):
    """Writes to do in their order."""

    operations = OperationInput(many=True, max_length=MAX_OPERATIONS, help_text=f"At most {MAX_OPERATIONS}.")
    atomic = YesNoField(default=False, help_text="All or nothing: the first failure takes everything back.")
    brief = YesNoField(default=False, help_text="Successes have neither body nor tag: twice as fast.")


class OutcomeSerializer(serializers.Serializer[Any]):
    """What the write alone would have been answered."""

    status = serializers.IntegerField(help_text="Of HTTP.")
    body = serializers.DictField(allow_null=True, help_text="The object, or a problem.")
    etag = serializers.CharField(allow_null=True, help_text="For `if_match`.")
    location = serializers.CharField(allow_null=True, help_text="Address of what was made.")
    replayed = serializers.BooleanField(help_text="What the key's first request was answered; nothing was done now.")


class BatchSerializer(serializers.Serializer[Any]):
    """What became of each write, in their order."""

    results = OutcomeSerializer(many=True)


class Batch(ContractViewSet):
    """Many writes in one request, each as if it came alone."""

    http_method_names = ("post",)
    policies: ClassVar[dict[str, Policy]] = {"run": can_read}
    costs: ClassVar[dict[str, int]] = {"run": COST}

    @extend_schema(operation_id="batch_run", request=BatchInput, responses=BatchSerializer)
    def run(self, request: Request) -> Response:
        """Do up to 1,000 writes in their order and say what became of each.

        Each is checked as if it came alone. One that fails does not stop the others, unless `atomic`.
        """
        refuse_unknown_parameters(request, WRITE_PARAMETERS)
        if is_in_batch(request):
            raise ParseError("A batch cannot be part of a batch.")
        serializer = BatchInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        operations = [Operation(**one) for one in given["operations"]]
        outcomes = perform_all(request, operations, atomic=given["atomic"], brief=given["brief"])
        return Response({"results": as_json(outcomes)})
