"""Files of releases, and claim sets as they stand now, in every format."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django.http import Http404, StreamingHttpResponse
from django.http.response import HttpResponseBase
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.request import Request
from rest_framework.reverse import reverse

from api.negotiation import EndingNegotiation
from api.permissions import Policy, reader_of
from api.throttling import EXPORT
from api.v1.public import PublicResource
from api.v1.release_answers import (
    BINARY,
    ENDINGS,
    FORM_RESPONSES,
    FORMS,
    PART_RESPONSES,
    TABLE,
    allow_everywhere,
    answer_file,
    answer_form,
    path_parameter,
    table_of,
)
from releases import streaming
from releases.domain.formats.linked_terms import CONTEXT_PATH
from releases.domain.formats.tables import Table
from releases.enums import Audience
from releases.models import ClaimSet, Release
from releases.queries.releases import find_release
from workspaces.policies import can_read

MAX_NUMBER = 2**31
NUMBER = path_parameter("number", "Number of the release.", type={"type": "integer", "minimum": 0})
FILE_RESPONSES: dict[Any, Any] = {
    **FORM_RESPONSES,
    **dict.fromkeys(((200, kind) for kind in ("application/yaml", "application/x-bibtex")), BINARY),
    (200, "application/json"): OpenApiResponse(OpenApiTypes.OBJECT, "Metadata."),
    (200, "application/vnd.citationstyles.csl+json"): OpenApiResponse(OpenApiTypes.ANY, "How to cite."),
    **PART_RESPONSES,
}


class ReleaseFiles(PublicResource):
    """Files of releases: immutable, with a strong ETag and parts by `Range`; nothing is computed but archives."""

    http_method_names = ("get", "head")  # type: ignore[assignment]  # fewer than the base has
    policies: ClassVar[dict[str, Policy]] = {"file": can_read, "form": can_read}
    parameters: ClassVar[dict[str, frozenset[str]]] = {"form": frozenset({"table"})}
    content_negotiation_class = EndingNegotiation
    pagination_class = None

    @extend_schema(
        operation_id="release_file_retrieve",
        parameters=[NUMBER, path_parameter("name", "Name of a file of the release, or SHA256SUMS.")],
        responses=FILE_RESPONSES,
        filters=False,
    )
    def file(self, request: Request, slug: str, number: int, name: str) -> HttpResponseBase:
        """Send a file of a release by its name, or the list of the canonical files' hashes."""
        return answer_file(request, self.get_release(slug, number), name)

    @extend_schema(
        operation_id="release_form_retrieve",
        parameters=[NUMBER, path_parameter("ending", "The format.", enum=list(ENDINGS)), TABLE],
        responses={**FORM_RESPONSES, **PART_RESPONSES},
        filters=False,
    )
    def form(self, request: Request, slug: str, number: int, ending: str) -> HttpResponseBase:
        """Send a release in a format, by the ending of its address; `zip` is all of its files."""
        table = table_of(request, ending)
        return answer_form(request, self.get_release(slug, number), ending, table)

    def get_release(self, slug: str, number: int) -> Release:
        """Return the release of the address if it is there for who asks."""
        found = find_release(slug, number, reader_of(self.request)) if number < MAX_NUMBER else None
        return found or self.refuse()


class ClaimSetExport(PublicResource):
    """Claim sets as they stand now, streamed from one snapshot of the database."""

    http_method_names = ("get", "head")  # type: ignore[assignment]  # fewer than the base has
    policies: ClassVar[dict[str, Policy]] = {"export": can_read}
    costs: ClassVar[dict[str, int]] = {"export": EXPORT}
    parameters: ClassVar[dict[str, frozenset[str]]] = {"export": frozenset({"table"})}
    content_negotiation_class = EndingNegotiation
    pagination_class = None

    @extend_schema(
        operation_id="claim_set_export_retrieve",
        parameters=[path_parameter("ending", "The format.", enum=list(FORMS)), TABLE],
        responses={key: value for key, value in FORM_RESPONSES.items() if key != (200, "application/zip")},
        filters=False,
    )
    def export(self, request: Request, slug: str, ending: str) -> HttpResponseBase:
        """Send the claim set as it stands now. Cite releases instead: what this says is gone with the next change."""
        table = table_of(request, ending)
        claim_set = self.get_claim_set()
        if ending not in FORMS:
            raise Http404
        form = FORMS[ending]
        body = () if request.method == "HEAD" else form.stream(self.wanted(request, claim_set, table))
        response = StreamingHttpResponse(body, content_type=form.media_type)
        response["Cache-Control"] = "no-store"
        name = f"{slug}-{table.name}.{ending}" if form.has_tables else f"{slug}.{ending}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        if claim_set.audience == Audience.PUBLIC:
            allow_everywhere(response)
        return response

    def wanted(self, request: Request, claim_set: ClaimSet, table: Table) -> streaming.Wanted:
        """Return what is to be streamed."""
        return streaming.Wanted(
            claim_set=claim_set,
            table=table,
            address=reverse("api:claim_set-detail", [claim_set.slug], request=request),
            context=request.build_absolute_uri(CONTEXT_PATH),
            moment=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
