"""Annotations: evidence and passages in the form that annotation software understands."""

from collections.abc import Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.http import Http404
from django_filters import rest_framework as filters
from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from api.filters import ResourceFilter
from api.pagination import KeysetPagination
from api.permissions import Policy, user_of
from api.v1.base import Resource
from claims.models import Evidence
from exchange.domain.annotation import ANNO_CONTEXT
from exchange.domain.dumping import dump_annotation, dump_page
from exchange.presenters import Site
from exchange.queries import exported_evidence, exported_passages
from sources.models import Passage
from workspaces.policies import can_read

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

    policies: ClassVar[dict[str, Policy]] = {"list": can_read, "retrieve": can_read}
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
