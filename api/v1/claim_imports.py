"""Importing claims: a file of them, one a line, as the body of one request."""

from collections.abc import Mapping
from typing import IO, Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.parsers import BaseParser
from rest_framework.request import Request
from rest_framework.response import Response

from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError, TooLargeError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.v1.jobs import JobSerializer
from claims.enums import ClaimFileForm
from claims.importing import FAULTS_KEPT
from claims.services import import_claims_now, start_claim_import
from claims.services.importing import AT_ONCE_BYTES
from workspaces.models import Job
from workspaces.policies import can_annotate, can_edit

MAX_BODY_BYTES = 64 * 2**20
"""A larger file goes to the command on the server, or comes in parts."""
MAX_TRIED_BYTES = 8 * 2**20
"""A dry run is answered at once: some ten seconds."""


class _FileParser(BaseParser):
    """Takes the body as it is, within a limit."""

    form: ClassVar[ClaimFileForm]

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,  # noqa: ARG002 - the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002 - the framework's signature
    ) -> tuple[ClaimFileForm, bytes]:
        """Return what the file is written in and its bytes; raises `TooLargeError`."""
        body = stream.read(MAX_BODY_BYTES + 1)
        if len(body) > MAX_BODY_BYTES:
            raise TooLargeError(f"A file of claims may have {MAX_BODY_BYTES} bytes.")
        return self.form, body


class NdjsonParser(_FileParser):
    """Lines of JSON."""

    media_type = "application/x-ndjson"
    form = ClaimFileForm.NDJSON


class CsvParser(_FileParser):
    """A table."""

    media_type = "text/csv"
    form = ClaimFileForm.CSV


class RefusalSerializer(serializers.Serializer[dict[str, Any]]):
    """Why a line, or a part of one, was not taken."""

    line = serializers.IntegerField(help_text="From 1.")
    pointer = serializers.CharField(allow_blank=True, help_text="Into the line's object (RFC 6901); of CSV the column.")
    detail = serializers.CharField()


class ClaimImportSerializer(serializers.Serializer[dict[str, Any]]):
    """What became of a file of claims."""

    lines = serializers.IntegerField(help_text="That were not empty.")
    created = serializers.IntegerField()
    known = serializers.IntegerField(
        help_text="Were here already, or stand twice in the file; nothing of them changed."
    )
    refused = serializers.IntegerField(help_text="Lines that were not taken.")
    evidence_created = serializers.IntegerField(help_text="As suggestions, which count when a person accepts them.")
    evidence_known = serializers.IntegerField()
    stances_created = serializers.IntegerField()
    stances_known = serializers.IntegerField()
    parts_refused = serializers.IntegerField(help_text="Evidence and stances that were not taken; their claims were.")
    refusals = RefusalSerializer(many=True, help_text=f"The first {FAULTS_KEPT}, in the order of the file.")


class ClaimImports(ContractViewSet):
    """Many claims at once, with quotes and stances on them."""

    http_method_names = ("post",)
    policies: ClassVar[dict[str, Policy]] = {"bring": can_annotate}
    parser_classes = (NdjsonParser, CsvParser)

    @extend_schema(
        operation_id="claims_import",
        parameters=[
            OpenApiParameter("workspace", str, required=True, description="Slug of the workspace."),
        ],
        request={
            "application/x-ndjson": OpenApiTypes.BINARY,
            "text/csv": OpenApiTypes.BINARY,
        },
        responses={
            200: OpenApiResponse(ClaimImportSerializer, description="What became of the file."),
            202: OpenApiResponse(JobSerializer, description="A job imports it; its `result` will say the same."),
        },
    )
    def bring(self, request: Request) -> Response:
        """Import claims, one a line: what is here already is known and not touched; refused lines stop no others.

        Files of more than a megabyte become a job (202), but for a dry run. Twice the same file adds nothing.
        """
        refuse_unknown_parameters(request, frozenset({"workspace", "validate_only"}))
        slug = request.query_params.get("workspace", "")
        if not slug:
            raise InvalidParameterError({"workspace": ["Say which workspace."]})
        by = user_of(request)
        workspace = readable_workspace(by, slug)
        membership = require(request, workspace.pk, self.policies["bring"])
        # Of an empty body the framework asks no parser.
        form, data = request.data if isinstance(request.data, tuple) else (ClaimFileForm.NDJSON, b"")
        given: dict[str, Any] = {
            "workspace": workspace,
            "data": data,
            "form": form,
            "may_decide": can_edit(membership),
            "validate_only": request.query_params.get("validate_only") == "true",
            "origin": "API",
            "by": by,
        }
        if given["validate_only"] and len(data) > MAX_TRIED_BYTES:
            raise TooLargeError(f"A file to be tried only may have {MAX_TRIED_BYTES} bytes.")
        # A dry run leaves no job either, so that it is answered at once.
        if given["validate_only"] or len(data) <= AT_ONCE_BYTES:
            return Response(import_claims_now(**given).as_json())
        job = Job.objects.select_related("workspace", "created_by").get(pk=start_claim_import(**given).pk)
        return Response(JobSerializer(job).data, status=status.HTTP_202_ACCEPTED)
