"""Critical questions: those of a map's arguments, and how many are open in a workspace."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch

from arguments.domain.questions import StandingQuestion, standing_questions
from arguments.domain.schemes import SCHEMES, Scheme, open_questions
from arguments.enums import QuestionVerdict
from arguments.models import Argument, ArgumentMap, Premise, QuestionAnswer
from arguments.queries.graphs import arguments_of_map, arguments_of_maps
from workspaces.models import Workspace

QUESTIONED_A_PAGE = 20
"""Arguments with all their questions: a long page already."""


@dataclass(frozen=True)
class QuestionedArgument:
    """An argument with its scheme (None if it has none) and how its critical questions stand."""

    argument: Argument
    scheme: Scheme | None
    questions: tuple[StandingQuestion, ...]

    @property
    def open_count(self) -> int:
        """How many of its questions wait for an answer."""
        return sum(question.is_open for question in self.questions)

    @property
    def show(self) -> str:
        """In which list of the page of questions it stands."""
        return _kind(self.argument.scheme, self.open_count).value


class Show(StrEnum):
    """Which arguments the page of questions lists."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHOUT = "without"


@dataclass(frozen=True)
class QuestionList:
    """A page of the arguments that are shown, how many there are of each kind, and the open questions of the map."""

    page: Page
    arguments: list[QuestionedArgument]
    counts: dict[str, int]
    open_count: int


def list_questions(shown: ArgumentMap, show: str, number: str) -> QuestionList:
    """Return a page of a map's reasons and objections, in the order of the map, with their questions; six queries.

    `show` chooses those with open questions, with all of them answered, or without a scheme. Undercuts are not listed:
    they are answers themselves.
    """
    nodes = [node for node in arguments_of_map(shown) if node.conclusion_id]
    answers: dict[str, list[QuestionAnswer]] = defaultdict(list)
    rows = QuestionAnswer.objects.filter(argument__workspace=shown.workspace_id).select_related("by")
    for answer in rows:
        answers[str(answer.argument_id)].append(answer)
    kinds: dict[str, list[str]] = {kind.value: [] for kind in Show}
    open_count = 0
    for node in nodes:
        waiting = sum(one.is_open for one in _standing(node.scheme, answers[node.id]))
        open_count += waiting
        kinds[_kind(node.scheme, waiting)].append(node.id)
    page = Paginator(kinds[show], QUESTIONED_A_PAGE).get_page(number)
    arguments = _load(list(page.object_list), answers)
    return QuestionList(page, arguments, {kind: len(ids) for kind, ids in kinds.items()}, open_count)


def question_argument(argument: Argument) -> QuestionedArgument:
    """Return one argument with its questions; three queries."""
    answers = {str(argument.pk): list(argument.answers.select_related("by"))}
    return _load([str(argument.pk)], answers)[0]


def count_open_questions(workspace: Workspace) -> int:
    """Return how many critical questions of a workspace's arguments wait for an answer, in one query."""
    return sum(_open_by_argument(workspace).values())


@dataclass(frozen=True)
class OpenQuestions:
    """Where a workspace's open questions are: so many on each map that has any, and steps that are on no map."""

    maps: tuple[tuple[ArgumentMap, int], ...]
    loose: tuple[QuestionedArgument, ...]


def find_open_questions(workspace: Workspace) -> OpenQuestions:
    """Return where a workspace's open questions are; a step on two maps counts on both. Seven queries at most."""
    waiting = {key: count for key, count in _open_by_argument(workspace).items() if count}
    placed = arguments_of_maps(workspace)
    counts = ((one, sum(waiting.get(key, 0) for key in ids)) for one, ids in placed.items())
    loose = sorted(set(waiting).difference(*placed.values()))[:QUESTIONED_A_PAGE]
    answers: dict[str, list[QuestionAnswer]] = defaultdict(list)
    for row in QuestionAnswer.objects.filter(argument_id__in=loose).select_related("by"):
        answers[str(row.argument_id)].append(row)
    return OpenQuestions(tuple((one, count) for one, count in counts if count), tuple(_load(loose, answers)))


def _open_by_argument(workspace: Workspace) -> dict[str, int]:
    rows = Argument.objects.filter(workspace=workspace, scheme__in=SCHEMES, target=None).order_by()
    answered: dict[str, tuple[str, set[str]]] = {}
    for pk, scheme, question, verdict in rows.values_list("pk", "scheme", "answers__question", "answers__verdict"):
        keys = answered.setdefault(str(pk), (scheme, set()))[1]
        if verdict is not None and verdict != QuestionVerdict.OPEN:
            keys.add(question)
    return {pk: len(open_questions(scheme, keys)) for pk, (scheme, keys) in answered.items()}


def _kind(scheme: str, waiting: int) -> Show:
    if scheme not in SCHEMES:
        return Show.WITHOUT
    return Show.OPEN if waiting else Show.ANSWERED


def _load(ids: Sequence[str], answers: Mapping[str, list[QuestionAnswer]]) -> list[QuestionedArgument]:
    rows = (
        Argument.objects.filter(pk__in=ids)
        .select_related("conclusion", "author")
        .prefetch_related(Prefetch("premises", Premise.objects.select_related("claim").order_by("position")))
    )
    by_id = {str(row.pk): row for row in rows}
    return [
        QuestionedArgument(row, SCHEMES.get(row.scheme), _standing(row.scheme, answers.get(pk, ())))
        for pk in ids
        if (row := by_id.get(pk))
    ]


def _standing(scheme_key: str, answers: Iterable[QuestionAnswer]) -> tuple[StandingQuestion, ...]:
    scheme = SCHEMES.get(scheme_key)
    known = {}
    for row in answers:
        question = scheme.question(row.question) if scheme else None
        if question is not None:
            by = str(row.by) if row.by else ""
            known[row.question] = StandingQuestion(question, row.verdict, row.note, by, str(row.undercut_id or ""))
    return standing_questions(scheme_key, known)
