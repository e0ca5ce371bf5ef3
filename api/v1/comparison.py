"""The comparison: authors × claims, from accepted evidence and set stances only."""

from typing import Any, ClassVar
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.domain.comparison import Relation
from agreement.queries.comparison import (
    AuthorComparison,
    ComparedClaim,
    ComparisonCell,
    ComparisonFilters,
    comparison_of,
)
from api.exceptions import InvalidParameterError, NothingThereError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.v1.briefs import AuthorBrief, ClaimBrief
from api.v1.origins import SidesSerializer
from claims.enums import ClaimKind, ClaimStatus, Position
from sources.models import Author
from workspaces.models import Workspace
from workspaces.policies import can_read

MIN_AUTHORS = 2
MAX_AUTHORS = 20
AUTHORS_SCHEMA = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "pattern": r"\S"},
    "minItems": MIN_AUTHORS,
    "maxItems": MAX_AUTHORS,
    "uniqueItems": True,
}
RELATIONS = [(relation.value, relation.value) for relation in Relation]
SINGLE = frozenset({"workspace", "topic", "status", "kind"})


class ShareSerializer(serializers.Serializer[Any]):
    """A share with what it is of and its 95 % interval (Wilson); no value when it is of nothing."""

    count = serializers.IntegerField()
    of = serializers.IntegerField()
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)


class CountsSerializer(serializers.Serializer[Any]):
    """How many claims stand in each relation."""

    agree = serializers.IntegerField()
    disagree = serializers.IntegerField()
    mixed = serializers.IntegerField()
    only_one_speaks = serializers.IntegerField()
    not_yet_judged = serializers.IntegerField()


class PairSerializer(serializers.Serializer[Any]):
    """Two authors: on how many claims they agree, part or are mixed."""

    first = serializers.UUIDField(help_text="Identifier of the author.")
    second = serializers.UUIDField(help_text="Identifier of the author.")
    agree = serializers.IntegerField()
    disagree = serializers.IntegerField()
    mixed = serializers.IntegerField()
    agreement = ShareSerializer()


class CellSerializer(serializers.Serializer[Any]):
    """One author on one claim; `position` is null for silence, which is no disagreement."""

    author = serializers.UUIDField(source="author.pk")
    position = serializers.ChoiceField(
        choices=Position.choices, allow_null=True, source="stance.position", default=None
    )
    stance = serializers.UUIDField(source="stance.pk", allow_null=True, default=None)
    likelihood = serializers.IntegerField(source="stance.likelihood", allow_null=True, default=None)
    as_of = serializers.DateField(source="stance.as_of", allow_null=True, default=None)
    evidence = serializers.SerializerMethodField(help_text="Accepted evidence by this speaker.")

    def get_evidence(self, cell: ComparisonCell) -> list[UUID]:
        """Return the identifiers of the evidence."""
        return [evidence.pk for evidence in cell.passages]


class RowSerializer(serializers.Serializer[ComparedClaim]):
    """One claim and how the authors stand to each other on it."""

    claim = ClaimBrief()
    relation = serializers.ChoiceField(choices=RELATIONS)
    cells = CellSerializer(many=True, help_text="One for each author, in their order.")
    independence = SidesSerializer(help_text="Of these authors' passages.")


class ComparisonSerializer(serializers.Serializer[AuthorComparison]):
    """Authors compared on the workspace's claims."""

    authors = AuthorBrief(many=True)
    counts = CountsSerializer()
    agreement = ShareSerializer(help_text="Pairs that agree, of all pairs who both speak on a claim.")
    pairs = PairSerializer(many=True)
    rows = RowSerializer(many=True, help_text="Disagreements first, then by the claim's number.")


def _parameter(name: str, description: str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - its options
    return OpenApiParameter(name=name, description=description, **more)


class Comparison(viewsets.ViewSet):
    """Where authors agree, part, or leave each other alone."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"compare": can_read}

    @extend_schema(
        operation_id="comparison_retrieve",
        responses=ComparisonSerializer,
        parameters=[
            _parameter("workspace", "Slug of a workspace that you are a member of.", required=True),
            _parameter(
                "author",
                f"Slug of an author; {MIN_AUTHORS} to {MAX_AUTHORS} times.",
                required=True,
                type=AUTHORS_SCHEMA,
            ),
            _parameter("topic", "Only claims of this topic."),
            _parameter("status", "Only claims of this status.", enum=ClaimStatus.values),
            _parameter("kind", "Only claims of this kind.", enum=ClaimKind.values),
        ],
    )
    def compare(self, request: Request) -> Response:
        """Compare authors on the claims of a workspace; retired claims only if `status` asks for them."""
        refuse_unknown_parameters(request, SINGLE | {"author"}, repeatable=frozenset({"author"}))
        slugs = request.query_params.getlist("author")
        given = {name: request.query_params.get(name, "") for name in SINGLE}
        _check(given, slugs)
        workspace = readable_workspace(user_of(request), given.pop("workspace"))
        require(request, workspace.pk, self.policies["compare"])
        comparison = comparison_of(workspace, _authors(workspace, slugs), ComparisonFilters(**given))
        return Response(ComparisonSerializer(comparison).data)


def _check(given: dict[str, str], slugs: list[str]) -> None:
    faults = {
        name: [f"Choose one of {', '.join(words)}."]
        for name, words in (("status", ClaimStatus.values), ("kind", ClaimKind.values))
        if given[name] and given[name] not in words
    }
    if not given["workspace"]:
        faults["workspace"] = ["Say which workspace."]
    if not MIN_AUTHORS <= len(set(slugs)) <= MAX_AUTHORS:
        faults["author"] = [f"Name {MIN_AUTHORS} to {MAX_AUTHORS} different authors."]
    faults |= {
        name: ["A NUL character cannot be taken."]
        for name, text in [*given.items(), *(("author", slug) for slug in slugs)]
        if "\x00" in text
    }
    if faults:
        raise InvalidParameterError(faults)


def _authors(workspace: Workspace, slugs: list[str]) -> list[Author]:
    """Return the authors in the order in which they were named; 404 for one that is not there."""
    found = {author.slug: author for author in Author.objects.filter(workspace=workspace, slug__in=slugs)}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise NothingThereError(f"The workspace has no author {missing[0]}.", parameter="author")
    return [found[slug] for slug in dict.fromkeys(slugs)]
