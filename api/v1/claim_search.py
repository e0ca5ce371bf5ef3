"""Claims found by what they say: by their words and by their meaning together."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.core import signing
from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from agreement.queries.claim_search import BOTH, DEPTH, MEANING, WORDS, ClaimHit
from agreement.services.searching import NOTHING, RESEMBLING, TYPED, find_claims
from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.v1.claims import ClaimSerializer
from claims.enums import ClaimKind, ClaimStatus
from claims.models import Claim
from releases.models import ClaimSet
from releases.queries.members import claims_of
from workspaces.models import Workspace
from workspaces.policies import can_read

MOST_WORDS = 300
DEFAULT_LIMIT = 20
SALT = "api.claim_search.cursor"
CHOICES = {"kind": ClaimKind.values, "status": ClaimStatus.values}
PARAMETERS = frozenset({"workspace", "q", "kind", "status", "topic", "claim_set", "limit", "cursor"})


class ClaimHitSerializer(serializers.Serializer[Any]):
    """A claim with why it was found. Scores of one search compare with each other, not with those of another."""

    claim = ClaimSerializer()
    why = serializers.ChoiceField(choices=[(name, name) for name in (WORDS, MEANING, BOTH)])
    score = serializers.FloatField(help_text="Reciprocal ranks, summed: what the order follows.")
    words_rank = serializers.IntegerField(allow_null=True, help_text="Among those with the words, from 1.")
    words_score = serializers.FloatField(allow_null=True, help_text="How close and how often the words stand there.")
    meaning_rank = serializers.IntegerField(allow_null=True, help_text="Among those near in meaning, from 1.")
    cosine = serializers.FloatField(allow_null=True, help_text="Of the meanings, -1 to 1.")


class ClaimHitsSerializer(serializers.Serializer[Any]):
    """A page of what was found, the best first."""

    results = ClaimHitSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="Null on the last page.")
    meant_by = serializers.ChoiceField(
        choices=[(name, name) for name in (TYPED, RESEMBLING, NOTHING)],
        help_text="What stood for the meaning: the words themselves, claims that have them, or nothing.",
    )


def _parameter(name: str, kind: Any, description: str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - a schema
    return OpenApiParameter(name, kind, description=description, **more)


class ClaimSearch(ContractViewSet):
    """Search of one workspace's claims by words and meaning."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"search": can_read}

    @extend_schema(
        operation_id="claim_search_retrieve",
        responses=ClaimHitsSerializer,
        parameters=[
            _parameter("workspace", str, "Slug of a workspace that you are a member of.", required=True),
            _parameter(
                "q",
                {"type": "string", "minLength": 1, "maxLength": MOST_WORDS, "pattern": r"\S"},
                "Words, “phrases in quotes”, -without.",
                required=True,
            ),
            _parameter("kind", str, "What sort of proposition it is.", enum=ClaimKind.values),
            _parameter("status", str, "How far the claim has come in review.", enum=ClaimStatus.values),
            _parameter("topic", str, "The topic, as it is written."),
            _parameter("claim_set", str, "Slug of a claim set of the workspace."),
            _parameter(
                "limit", {"type": "integer", "minimum": 1, "maximum": DEPTH, "default": DEFAULT_LIMIT}, "Claims a page."
            ),
            _parameter("cursor", str, "Taken from `next` of the page before; never made by hand."),
        ],
    )
    def search(self, request: Request) -> Response:
        """Find claims that have the words or mean the same; at most 200, the best first."""
        refuse_unknown_parameters(request, PARAMETERS)
        workspace, words, limit, after = self._asked(request)
        claims = self._filtered(request, workspace)
        found = find_claims(workspace=workspace, claims=claims, text=words)
        start = _start(found.hits, after)
        page = found.hits[start : start + limit]
        rows = Claim.objects.select_related("workspace").with_evidence_counts().in_bulk([hit.claim_id for hit in page])
        following = None
        if len(found.hits) > start + limit:
            cursor = signing.dumps([start + limit, str(page[-1].claim_id)], salt=SALT)
            following = replace_query_param(request.build_absolute_uri(), "cursor", cursor)
        results = [_told(hit, rows[hit.claim_id]) for hit in page if hit.claim_id in rows]
        answer = {"results": results, "next": following, "meant_by": found.meant_by}
        return Response(ClaimHitsSerializer(answer).data)

    def _asked(self, request: Request) -> tuple[Workspace, str, int, tuple[int, str]]:
        given = request.query_params
        faults: dict[str, list[str]] = {}
        words, limit = given.get("q", "").strip(), given.get("limit", str(DEFAULT_LIMIT))
        if not words or len(words) > MOST_WORDS or "\x00" in words:
            faults["q"] = [f"Give some words, {MOST_WORDS} characters at most."]
        if not (limit.isascii() and limit.isdecimal() and len(limit) <= len(str(DEPTH)) and 1 <= int(limit) <= DEPTH):
            faults["limit"] = [f"Give a whole number from 1 to {DEPTH}."]
        if "workspace" not in given:
            faults["workspace"] = ["Say which workspace."]
        if faults:
            raise InvalidParameterError(faults)
        workspace = readable_workspace(user_of(request), given["workspace"])
        require(request, workspace.pk, self.policies["search"])
        return workspace, words, int(limit), _read_cursor(given.get("cursor"))

    def _filtered(self, request: Request, workspace: Workspace) -> QuerySet[Claim]:
        given = request.query_params
        claims = Claim.objects.filter(workspace=workspace)
        for name, known in CHOICES.items():
            if name in given:
                if given[name] not in known:
                    raise InvalidParameterError({name: [f"Give one of {', '.join(known)}."]})
                claims = claims.filter(**{name: given[name]})
        if "topic" in given:
            claims = claims.filter(topic=given["topic"].replace("\x00", ""))
        if "claim_set" in given:
            slug = given["claim_set"].replace("\x00", "")
            chosen = ClaimSet.objects.filter(workspace=workspace, slug=slug).first()
            if chosen is None:
                raise InvalidParameterError({"claim_set": ["There is no such claim set in this workspace."]})
            claims = claims.filter(pk__in=claims_of(chosen).order_by().values("pk"))
        return claims


def _told(hit: ClaimHit, claim: Claim) -> dict[str, Any]:
    return {
        "claim": claim,
        "why": hit.why,
        "score": hit.score,
        "words_rank": hit.words_rank,
        "words_score": hit.words_score,
        "meaning_rank": hit.meaning_rank,
        "cosine": hit.cosine,
    }


def _read_cursor(cursor: str | None) -> tuple[int, str]:
    """Return how many claims the pages before had, and the last of them."""
    if cursor is None:
        return 0, ""
    try:
        place, last = signing.loads(cursor, salt=SALT)
    except signing.BadSignature as error:
        raise InvalidParameterError({"cursor": ["This cursor is not one that the API gave."]}) from error
    return place, last


def _start(hits: Sequence[ClaimHit], after: tuple[int, str]) -> int:
    """Return where the next page starts: behind the last claim seen, wherever it stands now."""
    place, last = after
    return next((at for at, hit in enumerate(hits, start=1) if str(hit.claim_id) == last), place)
