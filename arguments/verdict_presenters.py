"""Verdicts as pages and files show them: with words, in the order that somebody asked for."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from arguments.domain.graph import ArgumentNode, ClaimNode
from arguments.domain.semantics.assessing import Verdict
from arguments.domain.semantics.explaining import Step, explain, explain_strength
from arguments.domain.semantics.frameworks import CardKind
from arguments.domain.verdict_words import STATUS_WORDS, strength_words
from arguments.queries.evaluating import EvaluatedMap, ScoredNode

SEMANTICS = ("grounded", "preferred", "stable")


@dataclass(frozen=True, slots=True)
class StatusView:
    """What one semantics of extensions says: its name, its word and the word for people."""

    semantics: str
    status: str
    words: str


@dataclass(frozen=True, slots=True)
class VerdictView:
    """A verdict with its base score. `change` is by how much arguments moved the strength from there."""

    score: ScoredNode
    verdict: Verdict

    @property
    def words(self) -> str:
        """The strength in words."""
        return strength_words(self.verdict.strength)

    @property
    def percent(self) -> int:
        """The strength in per cent, 0 where there is none."""
        return round(100 * (self.verdict.strength or 0))

    @property
    def base_percent(self) -> int:
        """The base score in per cent."""
        return round(100 * self.score.value)

    @property
    def change(self) -> float:
        """By how much the strength differs from the base score; 0 where there is none."""
        return 0.0 if self.verdict.strength is None else self.verdict.strength - self.score.value

    @property
    def statuses(self) -> tuple[StatusView, ...]:
        """What grounded, preferred and stable semantics say."""
        found = ((name, str(getattr(self.verdict, name))) for name in SEMANTICS)
        return tuple(StatusView(name, status, STATUS_WORDS[status]) for name, status in found)


@dataclass(frozen=True, slots=True)
class VerdictRow(VerdictView):
    """A claim with all that is said of it."""

    claim: ClaimNode
    is_lead: bool


SORTS: Mapping[str, tuple[str, Callable[[VerdictRow], Any]]] = {
    "strength": ("Strongest first", lambda row: (row.verdict.strength is None, -(row.verdict.strength or 0))),
    "weakest": ("Weakest first", lambda row: (row.verdict.strength is None, row.verdict.strength or 0)),
    "change": ("Most moved by arguments", lambda row: -abs(row.change)),
    "base": ("Base score", lambda row: -row.score.value),
    "disagreement": ("Where semantics disagree", lambda row: not row.verdict.disagrees),
    "number": ("Number", lambda row: row.claim.number),
}


def verdict_rows(evaluated: EvaluatedMap, sort: str) -> list[VerdictRow]:
    """Return the map's claims in an order of SORTS; what is equal there stays in the order of the map."""
    verdicts, lead = evaluated.assessment.claims, evaluated.lead_id
    rows = [
        VerdictRow(evaluated.claims[claim.id], verdicts[claim.id], claim, claim.id == lead)
        for claim in evaluated.graph.claims
    ]
    return sorted(rows, key=SORTS[sort][1])


@dataclass(frozen=True, slots=True)
class ReasonStep:
    """A card of an explanation: its label, where to find it (a claim's number), and what is said of it."""

    label: str
    number: int
    text: str
    words: str
    depth: int
    argument_id: str = ""

    @property
    def indent(self) -> int:
        """How far it is set in: its depth, at most four steps."""
        return min(self.depth, 4)


def explain_in_words(evaluated: EvaluatedMap, node_id: str, kind: CardKind) -> list[tuple[str, list[ReasonStep]]]:
    """Return why the strength is what it is, and why grounded semantics says what it does, each under its heading."""
    told = (
        ("What moved its strength", explain_strength(evaluated.assessment, node_id, kind)),
        ("Why grounded semantics says so", explain(evaluated.assessment, node_id, kind)),
    )
    return [(title, [_step(evaluated, step) for step in steps]) for title, steps in told]


def name_step(evaluated: EvaluatedMap, argument: ArgumentNode) -> str:
    """Return what to call an inference: “C-2, C-3 → C-1”."""
    claims = evaluated.graph.claim_by_id
    premises = ", ".join(f"C-{claims[one.claim_id].number}" for one in argument.premises[:4])
    more = " …" if len(argument.premises) > 4 else ""
    if argument.conclusion_id:
        return f"{premises}{more} → C-{claims[argument.conclusion_id].number}"
    target = evaluated.graph.argument_by_id[str(argument.target_id)]
    return f"{premises}{more} undercuts {name_step(evaluated, target) if target.conclusion_id else 'an undercut'}"


def strengths_for_map(evaluated: EvaluatedMap) -> dict[str, dict[str, Any]]:
    """Return what the drawing shows as meters: claims by number, arguments by id."""
    numbers = evaluated.graph.claim_by_id
    return {
        "claims": {str(numbers[key].number): _meter(one) for key, one in evaluated.assessment.claims.items()},
        "arguments": {key: _meter(one) for key, one in evaluated.assessment.arguments.items()},
    }


def as_json(evaluated: EvaluatedMap) -> dict[str, Any]:
    """Return the evaluation as a file for programs: numbers as they are, None where nothing converged."""
    shown = evaluated.map
    rows = verdict_rows(evaluated, "number")
    return {
        "map": shown.slug,
        "title": shown.title,
        "lead": shown.lead_claim.number,
        "semantics": evaluated.assessment.semantics.value,
        "is_complete": evaluated.is_complete,
        "claims": [_claim_values(row) for row in rows],
        "arguments": [_argument_values(evaluated, argument) for argument in evaluated.graph.arguments],
    }


def as_csv(evaluated: EvaluatedMap) -> str:
    """Return the claims of the evaluation as a table: one line a claim, the most often asked for first."""
    file = io.StringIO()
    rows = [_claim_values(row) for row in verdict_rows(evaluated, "strength")]
    writer = csv.DictWriter(file, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({key: _defused(value) for key, value in row.items()} for row in rows)
    return file.getvalue()


def _step(evaluated: EvaluatedMap, step: Step) -> ReasonStep:
    graph = evaluated.graph
    if step.kind is CardKind.CLAIM:
        claim = graph.claim_by_id[step.id]
        return ReasonStep(f"C-{claim.number}", claim.number, claim.text, step.words, step.depth)
    argument = graph.argument_by_id[step.id]
    first = graph.claim_by_id[argument.premises[0].claim_id].number if argument.premises else 0
    return ReasonStep(name_step(evaluated, argument), first, argument.author, step.words, step.depth, argument.id)


def _meter(verdict: Verdict) -> dict[str, Any]:
    words = strength_words(verdict.strength)
    number = "" if verdict.strength is None else f"{verdict.strength:.2f}, "
    return {
        "strength": verdict.strength,
        "words": f"Strength {number}{words}" + ("; the semantics disagree" if verdict.disagrees else ""),
        "status": str(verdict.grounded),
    }


def _claim_values(row: VerdictRow) -> dict[str, Any]:
    return {
        "claim": row.claim.number,
        "text": row.claim.text,
        "strength": row.verdict.strength,
        "words": row.words,
        "base_score": row.score.value,
        "base_score_by_hand": row.score.by_hand is not None,
        **{name: str(getattr(row.verdict, name)) for name in SEMANTICS},
        "disagreement": row.verdict.disagreement,
    }


def _argument_values(evaluated: EvaluatedMap, argument: ArgumentNode) -> dict[str, Any]:
    verdict = evaluated.assessment.arguments[argument.id]
    numbers = evaluated.graph.claim_by_id
    return {
        "argument": argument.id,
        "relation": argument.relation.value,
        "premises": [numbers[one.claim_id].number for one in argument.premises],
        "conclusion": numbers[argument.conclusion_id].number if argument.conclusion_id else None,
        "target": argument.target_id,
        "strength": verdict.strength,
        "base_score": evaluated.arguments[argument.id].value,
        "base_score_by_hand": evaluated.arguments[argument.id].by_hand is not None,
        **{name: str(getattr(verdict, name)) for name in SEMANTICS},
    }


def _defused(value: Any) -> Any:  # noqa: ANN401 - a cell
    """Return a cell that a spreadsheet takes for text, not for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in set("=+-@\t\r") else value


def disagreements(rows: Iterable[VerdictRow]) -> int:
    """Return on how many claims the semantics disagree."""
    return sum(row.verdict.disagrees for row in rows)
