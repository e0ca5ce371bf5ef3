"""The library as a whole: searching in its texts, and bibliographies in and out."""

from typing import Any, ClassVar

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from api.contract import ContractViewSet
from api.exceptions import InvalidParameterError
from api.filters import refuse_unknown_parameters
from api.permissions import Policy, readable_workspace, require, user_of
from api.throttling import EXPORT
from api.v1.fields import Input, TextField, WordField
from sources.domain.bibliography import FORMATS, Dumped, Loss, dump
from sources.domain.search_words import read_search
from sources.enums import EntryOutcome, SourceStatus
from sources.models import Sentence
from sources.queries import SearchFilters, bibliography_items, list_library, search_sentences
from sources.services import import_bibliography
from sources.services.bibliography import BibliographyReport, ReportedEntry
from workspaces.models import Workspace
from workspaces.policies import can_annotate, can_read

MOST_HITS = 100
STYLES = [(name, one.label) for name, one in FORMATS.items()]
SEARCHED = ("workspace", "q", "author", "since", "until", "status")


class HitSerializer(serializers.ModelSerializer[Sentence]):
    """A sentence that was found; `start` and `end` count code points of the text version."""

    source = serializers.UUIDField(source="text_version.capture.source_id")  # type: ignore[assignment]
    text_version = serializers.UUIDField(source="text_version_id")
    page_label = serializers.CharField(help_text="Of the page that it begins on, empty without pages.")

    class Meta:
        model = Sentence
        fields = ["source", "text_version", "position", "start", "end", "text", "page_label"]


class HitsSerializer(serializers.Serializer[dict[str, Any]]):
    """How many sentences there are, and the best of them."""

    count = serializers.IntegerField()
    hits = HitSerializer(many=True, help_text=f"At most {MOST_HITS}, the best first.")


class LossSerializer(serializers.Serializer[Loss]):
    """A field that does not come back from the written text as it was."""

    key = serializers.CharField()
    field = serializers.CharField()
    reason = serializers.CharField()


class BibliographySerializer(serializers.Serializer[Dumped]):
    """A bibliography, and what its format does not carry."""

    text = serializers.CharField()
    losses = LossSerializer(many=True)


class BibliographyInput(Input):
    """A bibliography to take."""

    workspace = TextField(max_length=60, help_text="Slug of the workspace.")
    text = TextField(trim_whitespace=False, help_text="The file's whole text.")
    style = WordField(  # type: ignore[assignment]
        choices=STYLES, required=False, help_text="Left out, it is told by the text."
    )


class EntrySerializer(serializers.Serializer[ReportedEntry]):
    """What became of one entry."""

    number = serializers.IntegerField(help_text="Place in the file, from 1.")
    entry = serializers.CharField(help_text="Its title, or what it calls itself.")
    outcome = serializers.ChoiceField(choices=EntryOutcome.choices)
    reason = serializers.CharField()
    source = serializers.SerializerMethodField(  # type: ignore[assignment]
        help_text="The work that it became or was found to be."
    )

    def get_source(self, entry: ReportedEntry) -> str | None:
        """Return the work's identifier, null for an entry that was refused."""
        return str(entry.source.pk) if entry.source else None


class ReportSerializer(serializers.Serializer[BibliographyReport]):
    """What became of every entry of a bibliography."""

    style = serializers.CharField(source="style.name")  # type: ignore[assignment]  # a field, not DRF's rendering hint
    entries = EntrySerializer(many=True)


def _parameter(name: str, description: str, **more: Any) -> OpenApiParameter:  # noqa: ANN401 - its options
    return OpenApiParameter(name=name, description=description, **more)


WORKSPACE = _parameter("workspace", "Slug of a workspace that you are a member of.", required=True)
YEAR = {"type": "integer", "minimum": 1, "maximum": 9999}


class Search(ContractViewSet):
    """Full-text search over the sentences of the texts that are read now."""

    http_method_names = ("get", "head")
    policies: ClassVar[dict[str, Policy]] = {"search": can_read}

    @extend_schema(
        operation_id="search_retrieve",
        responses=HitsSerializer,
        parameters=[
            WORKSPACE,
            _parameter("q", "Words, as they are or as beginnings; quotation marks hold a phrase.", required=True),
            _parameter("author", "Slug of an author."),
            _parameter("since", "Works of that year or later.", type=YEAR),
            _parameter("until", "Works of that year or earlier.", type=YEAR),
            _parameter("status", "Works of that status.", enum=SourceStatus.values),
        ],
    )
    def search(self, request: Request) -> Response:
        """Find sentences that have all the words and phrases."""
        refuse_unknown_parameters(request, frozenset(SEARCHED))
        given = {name: request.query_params.get(name, "") for name in SEARCHED}
        years = _check(given)
        workspace = _workspace(request, given["workspace"], self.policies["search"])
        filters = SearchFilters(author=given["author"], status=given["status"], **years)
        found = search_sentences(workspace, read_search(given["q"]), filters)
        return Response(HitsSerializer({"count": found.count(), "hits": found[:MOST_HITS]}).data)


class Bibliography(ContractViewSet):
    """The library as BibTeX, RIS or CSL-JSON."""

    http_method_names = ("get", "post", "head")
    policies: ClassVar[dict[str, Policy]] = {"write": can_read, "take": can_annotate}
    costs: ClassVar[dict[str, int]] = {"write": EXPORT}

    @extend_schema(
        operation_id="bibliography_retrieve",
        responses=BibliographySerializer,
        parameters=[WORKSPACE, _parameter("style", "The format.", required=True, enum=list(FORMATS))],
    )
    def write(self, request: Request) -> Response:
        """Write all works of a workspace, and say what the format does not carry."""
        refuse_unknown_parameters(request, frozenset({"workspace", "style"}))
        given = {name: request.query_params.get(name, "") for name in ("workspace", "style")}
        if given["style"] not in FORMATS:
            raise InvalidParameterError({"style": [f"Choose one of {', '.join(FORMATS)}."]})
        _check(given)
        workspace = _workspace(request, given["workspace"], self.policies["write"])
        items = bibliography_items(list_library(workspace))
        return Response(BibliographySerializer(dump(FORMATS[given["style"]], items)).data)

    @extend_schema(operation_id="bibliography_create", request=BibliographyInput, responses=ReportSerializer)
    def take(self, request: Request) -> Response:
        """Add the works that the workspace lacks, and say what became of every entry."""
        serializer = BibliographyInput(data=request.data)
        serializer.is_valid(raise_exception=True)
        given = serializer.validated_data
        workspace = _workspace(request, given["workspace"], self.policies["take"])
        style = FORMATS[given["style"]] if "style" in given else None
        report = import_bibliography(workspace=workspace, text=given["text"], style=style, by=user_of(request))
        return Response(ReportSerializer(report).data)


def _workspace(request: Request, slug: str, policy: Policy) -> Workspace:
    workspace = readable_workspace(user_of(request), slug)
    require(request, workspace.pk, policy)
    return workspace


def _check(given: dict[str, str]) -> dict[str, int | None]:
    """Return the years among the parameters; refuse what is missing or no value of its kind."""
    faults: dict[str, list[str]] = {}
    if not given["workspace"]:
        faults["workspace"] = ["Say which workspace."]
    if not given.get("q", "x"):
        faults["q"] = ["Say what to look for."]
    if given.get("status") and given["status"] not in SourceStatus.values:
        faults["status"] = [f"Choose one of {', '.join(SourceStatus.values)}."]
    years: dict[str, int | None] = {}
    for name in ("since", "until"):
        text = given.get(name, "")
        years[name] = int(text) if text.isascii() and text.isdecimal() and 1 <= int(text[:5]) <= 9999 else None
        if text and years[name] is None:
            faults[name] = ["Give a year from 1 to 9999."]
    faults |= {name: ["A NUL character cannot be taken."] for name, text in given.items() if "\x00" in text}
    if faults:
        raise InvalidParameterError(faults)
    return years
