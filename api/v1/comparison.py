"""The comparison: authors × claims, from accepted evidence and set stances only."""

from typing import Any, ClassVar
from uuid import UUID

from django.utils.dateparse import parse_date
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from agreement.domain.comparing.comparison import Relation
from agreement.domain.comparing.numbers import MOST, parse_numbers
from agreement.queries.comparison import (
    OPEN,
    AuthorComparison,
    ComparedClaim,
    ComparedCrux,
    ComparisonCell,
    ComparisonFilters,
    brief_of,
    comparison_of,
)
from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError, NothingThereError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.schema import SOMETHING
from api.throttling import EXPORT
from api.v1.briefs import AuthorBrief, ClaimBrief
from api.v1.origins import SidesSerializer
from claims.enums import ClaimKind, ClaimStatus, Position
from claims.queries import SILENT
from sources.models import Author
from workspaces.models import Workspace
from workspaces.policies import can_read

MIN_AUTHORS = 2
MAX_AUTHORS = 20
TOPICS_SCHEMA = {"type": "array", "items": {"type": "string"}}
# A list that names no number would narrow nothing without a word.
CLAIMS_SCHEMA = {"type": "string", "pattern": "[1-9]"}
AUTHORS_SCHEMA = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "pattern": SOMETHING},
    "minItems": MIN_AUTHORS,
    "maxItems": MAX_AUTHORS,
    "uniqueItems": True,
}
RELATIONS = [(relation.value, relation.value) for relation in Relation]
CELL_STATES = [("speaks", "speaks"), (SILENT, SILENT), (OPEN, OPEN)]
SINGLE = frozenset({"workspace", "status", "kind", "claims", "as_of"})
REPEATABLE = frozenset({"author", "topic"})


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
    none_speaks = serializers.IntegerField(help_text="The silence of every author is confirmed.")
    not_yet_judged = serializers.IntegerField()


class PairSerializer(serializers.Serializer[Any]):
    """Two authors: on how many claims they agree, part or are mixed."""

    first = serializers.UUIDField(help_text="Identifier of the author.")
    second = serializers.UUIDField(help_text="Identifier of the author.")
    agree = serializers.IntegerField()
    disagree = serializers.IntegerField()
    mixed = serializers.IntegerField()
    agreement = ShareSerializer()


class StepSerializer(serializers.Serializer[Any]):
    """From when on an author held a position; `since` is null where the date is unknown."""

    position = serializers.ChoiceField(choices=Position.choices, source="step.position")
    since = serializers.DateField(allow_null=True, source="step.since")


class CellSerializer(serializers.Serializer[Any]):
    """One author on one claim; `position` is null for silence, which is no disagreement."""

    author = serializers.UUIDField(source="author.pk")
    state = serializers.SerializerMethodField(
        help_text="`speaks`; `silent` once a person confirmed it; else `open`: not yet judged."
    )
    position = serializers.ChoiceField(
        choices=Position.choices, allow_null=True, source="stance.position", default=None
    )
    stance = serializers.UUIDField(source="stance.pk", allow_null=True, default=None)
    likelihood = serializers.IntegerField(source="stance.likelihood", allow_null=True, default=None)
    likelihood_term = serializers.CharField(
        source="likely.term.key", allow_null=True, default=None, help_text="By ICD 203, chosen or read off the number."
    )
    likelihood_words = serializers.CharField(source="likely.words", allow_null=True, default=None)
    as_of = serializers.DateField(source="stance.as_of", allow_null=True, default=None)
    evidence = serializers.SerializerMethodField(help_text="Accepted evidence by this speaker.")
    independent = serializers.IntegerField(help_text="Of these passages, how many lean on no common work.")
    waiting = serializers.IntegerField(help_text="Suggested passages that wait for a person; they count nowhere.")
    course = StepSerializer(many=True, help_text="The positions that counted one after another.")

    def get_evidence(self, cell: ComparisonCell) -> list[UUID]:
        """Return the identifiers of the evidence."""
        return [evidence.pk for evidence in cell.passages]

    @extend_schema_field(serializers.ChoiceField(choices=CELL_STATES))
    def get_state(self, cell: ComparisonCell) -> str:
        """Return whether the author speaks, is silent, or is not judged."""
        return "speaks" if cell.stance else cell.position


class RowSerializer(serializers.Serializer[ComparedClaim]):
    """One claim and how the authors stand to each other on it."""

    claim = ClaimBrief()
    relation = serializers.ChoiceField(choices=RELATIONS)
    cells = CellSerializer(many=True, help_text="One for each author, in their order.")
    independence = SidesSerializer(help_text="Of these authors' passages.")
    contested = serializers.FloatField(allow_null=True, help_text="0 to 1; null below two who speak.")
    resting = serializers.IntegerField(help_text="Claims that rest on it by way of arguments, where two speak.")


class CruxSerializer(serializers.Serializer[ComparedCrux]):
    """A claim on which the authors part and on which much else hangs, and why it is one."""

    claim = ClaimBrief(source="row.claim")
    score = serializers.FloatField(source="crux.score")
    contested = serializers.FloatField(source="crux.contested")
    resting = serializers.ListField(
        child=serializers.UUIDField(), source="crux.resting", help_text="Claims that rest on it, the nearest first."
    )
    parted = serializers.ListField(
        child=serializers.UUIDField(), source="crux.parted", help_text="Those of them that are contested as well."
    )
    arguments = serializers.IntegerField(source="crux.arguments", help_text="Arguments on the way to them.")


class ComparisonSerializer(serializers.Serializer[AuthorComparison]):
    """Authors compared on the workspace's claims."""

    authors = AuthorBrief(many=True)
    counts = CountsSerializer()
    agreement = ShareSerializer(help_text="Pairs that agree, of all pairs who both speak on a claim.")
    pairs = PairSerializer(many=True)
    rows = RowSerializer(many=True, help_text="Disagreements first, then by the claim's number.")
    cruxes = CruxSerializer(many=True, help_text="The weightiest first.")
    brief = serializers.SerializerMethodField(help_text="What the comparison comes to, a paragraph each.")

    def get_brief(self, compared: AuthorComparison) -> list[str]:
        """Return the brief's paragraphs."""
        return list(brief_of(compared).paragraphs)


def _parameter(name: str, description: str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - its options
    return OpenApiParameter(name=name, description=description, **more)


class Comparison(ContractViewSet):
    """Where authors agree, part, or leave each other alone."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"compare": can_read}
    costs: ClassVar[dict[str, int]] = {"compare": EXPORT}

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
            _parameter("topic", "Only claims of this topic; may be repeated.", type=TOPICS_SCHEMA),
            _parameter("status", "Only claims of this status.", enum=ClaimStatus.values),
            _parameter("kind", "Only claims of this kind.", enum=ClaimKind.values),
            _parameter("claims", f"Only these claims, such as “C-3, C-12–C-15”; at most {MOST}.", type=CLAIMS_SCHEMA),
            _parameter("as_of", "Only stances and passages up to this day.", type=OpenApiTypes.DATE),
        ],
    )
    def compare(self, request: Request) -> Response:
        """Compare authors on the claims of a workspace; retired claims only if `status` asks for them."""
        refuse_unknown_parameters(request, SINGLE | REPEATABLE, repeatable=REPEATABLE)
        slugs = request.query_params.getlist("author")
        topics = tuple(filter(None, request.query_params.getlist("topic")))
        given = {name: request.query_params.get(name, "") for name in SINGLE}
        _check(given, slugs, topics)
        workspace = readable_workspace(user_of(request), given["workspace"])
        require(request, workspace.pk, self.policies["compare"])
        filters = ComparisonFilters(
            topics=topics,
            status=given["status"],
            kind=given["kind"],
            numbers=parse_numbers(given["claims"]),
            as_of=parse_date(given["as_of"]) if given["as_of"] else None,
        )
        compared = comparison_of(workspace, _authors(workspace, slugs), filters, reader=user_of(request))
        return Response(ComparisonSerializer(compared).data)


def _check(given: dict[str, str], slugs: list[str], topics: tuple[str, ...]) -> None:
    faults = {
        name: [f"Choose one of {', '.join(words)}."]
        for name, words in (("status", ClaimStatus.values), ("kind", ClaimKind.values))
        if given[name] and given[name] not in words
    }
    if given["claims"] and not parse_numbers(given["claims"]):
        faults["claims"] = ["List numbers of claims, such as C-3, C-12–C-15."]
    if given["as_of"] and not _is_date(given["as_of"]):
        faults["as_of"] = ["Give a day as YYYY-MM-DD."]
    if not given["workspace"]:
        faults["workspace"] = ["Say which workspace."]
    if not MIN_AUTHORS <= len(set(slugs)) <= MAX_AUTHORS:
        faults["author"] = [f"Name {MIN_AUTHORS} to {MAX_AUTHORS} different authors."]
    faults |= {
        name: ["A NUL character cannot be taken."]
        for name, text in [
            *given.items(),
            *(("author", slug) for slug in slugs),
            *(("topic", topic) for topic in topics),
        ]
        if "\x00" in text
    }
    if faults:
        raise InvalidParameterError(faults)


def _is_date(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _authors(workspace: Workspace, slugs: list[str]) -> list[Author]:
    """Return the authors in the order in which they were named; 404 for one that is not there."""
    found = {author.slug: author for author in Author.objects.filter(workspace=workspace, slug__in=slugs)}
    missing = [slug for slug in slugs if slug not in found]
    if missing:
        raise NothingThereError(f"The workspace has no author {missing[0]}.", parameter="author")
    return [found[slug] for slug in dict.fromkeys(slugs)]
