"""Annotations: evidence and passages in the form that annotation software understands."""

import json
from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.pagination import KeysetPagination
from api.permissions import Policy, readable, readable_workspace, user_of
from api.v1.base import Resource
from api.v1.fields import IdField, Input, TextField, YesNoField
from claims.models import Evidence
from exchange.domain.annotation import ANNO_CONTEXT
from exchange.domain.dumping import dump_annotation, dump_page
from exchange.enums import UNIT_WORDS, ItemOutcome
from exchange.models import ImportedAnnotation
from exchange.presenters import Site
from exchange.queries import exported_evidence, exported_passages, items_of
from exchange.services import confirm_import, discard_import, start_import
from sources.models import Passage, Source
from workspaces.policies import can_annotate, can_read

MAX_ANNOTATIONS = 500
"""In one request; a file of any size goes to the import page or the command."""
LD_JSON = "application/ld+json"
PROFILE = f'{LD_JSON}; profile="{ANNO_CONTEXT}"'


class LinkedDataRenderer(JSONRenderer):
    """JSON-LD, for `Accept: application/ld+json` with or without the profile of Web Annotations."""

    media_type = LD_JSON
    format = "jsonld"


class AnnotationSerializer(serializers.BaseSerializer[Evidence | Passage]):
    """A W3C Web Annotation."""

    def to_representation(self, row: Evidence | Passage) -> dict[str, Any]:
        """Return the annotation as JSON-LD with its contexts."""
        site = site_of(self.context["request"])
        return dump_annotation(site.annotation(row), site.context)


class AnnotationSchema(OpenApiSerializerExtension):
    """What the contract says of an annotation: the data model's own description says the rest."""

    target_class = "api.v1.annotations.AnnotationSerializer"

    def map_serializer(self, auto_schema: AutoSchema, direction: str) -> dict[str, Any]:  # noqa: ARG002 - theirs
        """Return the schema."""
        one_or_many = {"description": "One, or a list of several.", "type": ["object", "array"]}
        return {
            "type": "object",
            "description": "W3C Web Annotation (Data Model, 2017); positions count Unicode code points.",
            "required": ["@context", "id", "type", "motivation", "target"],
            "properties": {
                "@context": {"type": "array", "items": {"type": "string", "format": "uri"}},
                "id": {"type": "string", "format": "uri"},
                "type": {"type": "string", "const": "Annotation"},
                "motivation": {"type": "string", "enum": ["assessing", "linking", "highlighting"]},
                "creator": {"type": "object"},
                "created": {"type": "string", "format": "date-time"},
                "modified": {"type": "string", "format": "date-time"},
                "generator": {"type": "object"},
                "body": one_or_many,
                "target": one_or_many,
                "onePassage": {"type": "boolean", "description": "The targets are the stretches of one passage."},
            },
        }


class AnnotationsInput(Input):
    """Annotations to import into a workspace."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    source = IdField(required=False, help_text="For annotations whose own source is not in the library.")  # type: ignore[assignment]
    annotations = serializers.ListField(
        child=serializers.DictField(), min_length=1, max_length=MAX_ANNOTATIONS, help_text="W3C Web Annotations."
    )
    own_judgement = YesNoField(default=False, help_text="Accept the evidence under your name instead of suggesting it.")
    dry_run = YesNoField(default=False, help_text="Say what would become of each, and save nothing.")


class ImportedSerializer(serializers.ModelSerializer[ImportedAnnotation]):
    """What became of one passage of one annotation."""

    pointer = serializers.CharField(help_text="Place in `annotations` (RFC 6901).")
    outcome = serializers.ChoiceField(choices=ItemOutcome.choices, help_text="How the quote was found, or why not.")
    units = serializers.ListField(
        child=serializers.ChoiceField(choices=list(UNIT_WORDS.items())),
        help_text="What its position counts; several if they cannot be told apart.",
    )
    losses = serializers.ListField(child=serializers.CharField(), help_text="What of it has no place here.")
    claim = serializers.UUIDField(source="claim_id", allow_null=True)
    passage = serializers.UUIDField(source="passage_id", allow_null=True)
    evidence = serializers.UUIDField(source="evidence_id", allow_null=True)

    class Meta:
        model = ImportedAnnotation
        fields = [
            "iri", "part", "pointer", "outcome", "reason", "nearest", "units", "distance", "losses", "bearing", "claim",
            "wording", "passage", "evidence",
        ]  # fmt: skip


class ImportSerializer(serializers.Serializer[dict[str, Any]]):
    """An import of annotations and what became of each."""

    id = serializers.UUIDField(
        allow_null=True, help_text="Of the import, with which its page takes it back; null for a dry run."
    )
    items = ImportedSerializer(many=True)


class AnnotationFilter(ResourceFilter):
    """Narrows the list of annotations."""

    source = filters.UUIDFilter(field_name="passage__source_id", label="Identifier of the source.")
    claim = filters.UUIDFilter(field_name="claim_id", label="Identifier of the claim that they bear on.")


class _PlainFilter(ResourceFilter):
    """The same for passages that are evidence for nothing."""

    source = filters.UUIDFilter(field_name="source_id")


class AnnotationResource(Resource):
    """W3C Web Annotations: accepted evidence, and passages that are evidence for nothing. Suggestions never leave.

    `Accept: application/ld+json` gives an AnnotationPage instead of the list.
    """

    policies: ClassVar[dict[str, Policy]] = {
        "list": can_read, "retrieve": can_read, "create": can_annotate,
    }  # fmt: skip
    queryset = exported_evidence()
    filterset_class = AnnotationFilter
    list_serializer_class = AnnotationSerializer
    detail_serializer_class = AnnotationSerializer
    renderer_classes = (JSONRenderer, LinkedDataRenderer)

    def list(self, request: Request) -> Response:
        """Return a page of the annotations that the user may read, in the order in which they were made."""
        sets = [self.filter_queryset(self.get_queryset())]
        if "claim" not in request.query_params:
            plain = exported_passages().readable_by(user_of(request))
            sets.append(_PlainFilter(request.query_params, plain, request=request).qs)
        paginator = KeysetPagination()
        rows = paginator.paginate_querysets(sets, request, self)
        if request.accepted_renderer.media_type == LD_JSON:
            return self._page(request, rows, paginator.next_address or "")
        return paginator.get_paginated_response(self.get_serializer(rows, many=True).data)

    @extend_schema(request=AnnotationsInput, responses={200: ImportSerializer}, filters=False)
    def create(self, request: Request) -> Response:
        """Import annotations: quotes are verified, evidence is suggested; what was imported before is not again."""
        given = self.body(AnnotationsInput)
        workspace, by = readable_workspace(user_of(request), given["workspace"]), user_of(request)
        self.require(workspace.pk)
        same = {"workspace": workspace.pk}
        source = readable(request, Source, given["source"], field="source", **same) if "source" in given else None
        batch = start_import(
            workspace=workspace,
            data=json.dumps(given["annotations"]).encode(),
            origin="API",
            source=source,
            own_judgement=given["own_judgement"],
            by=by,
            at_once=True,
        )
        if not given["dry_run"]:
            confirm_import(batch=batch, by=by, at_once=True)
        answer = {"id": None if given["dry_run"] else batch.pk, "items": list(items_of(batch))}
        response = Response(ImportSerializer(answer).data)
        if given["dry_run"]:
            discard_import(batch=batch)
        return response

    def get_object(self) -> Evidence | Passage:
        """Return the evidence or the passage of the address."""
        for found in (self.get_queryset(), exported_passages().readable_by(user_of(self.request))):
            row = found.filter(pk=self.kwargs["pk"]).first()
            if row is not None:
                return row
        raise Http404

    def retrieve(self, request: Request, pk: UUID) -> Response:
        """Return one annotation; as linked data under the media type of Web Annotations."""
        response = super().retrieve(request, pk)
        if request.accepted_renderer.media_type == LD_JSON:
            response.content_type = PROFILE
        return response

    def _page(self, request: Request, rows: Sequence[Evidence | Passage], next_address: str) -> Response:
        site = site_of(request)
        page = dump_page(
            [dump_annotation(site.annotation(row)) for row in rows],
            address=request.build_absolute_uri(),
            collection=request.build_absolute_uri(request.path),
            next_address=next_address,
            context=site.context,
        )
        return Response(page, content_type=PROFILE)


def site_of(request: Request) -> Site:
    """Return the site as the request addresses it."""
    return Site(request.build_absolute_uri("/").rstrip("/"))
