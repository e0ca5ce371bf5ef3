"""Evaluates a map under a semantics of argumentation; needs no database."""

import json
import math
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from arguments.domain.interchange.debate import Debate
from arguments.domain.interchange.formats import FORMATS, format_of_file, read_bytes
from arguments.domain.interchange.reports import Notice, Severity
from arguments.domain.semantics.extensions import Unfinished, complete, grounded, preferred, stable
from arguments.domain.semantics.formulas import Gradual
from arguments.domain.semantics.frameworks import CLAIM_BASE, Framework, from_debate
from arguments.domain.semantics.gradual import Effort, strengths
from arguments.domain.semantics.graphs import SemanticsError
from arguments.domain.semantics.searching import MOST_EXTENSIONS, STOP_WORDS, Limits, Semantics
from arguments.management.map_files import NotUnderstood, known_format, read_file

SEMANTICS = (*Semantics, *Gradual)
MOST_IN_JSON = 2**53
NAMED, MOST = 20, 1_000_000_000
"""So many warnings, and names of an unfinished component, are told; the most that an option takes."""


class Command(BaseCommand):
    help = (
        "Evaluate an argument map and print the result as JSON: the extensions, each a sorted list of names, or every "
        "node's strength. What could not be read goes to the standard error. With an error in the input the exit code "
        f"is 1. Semantics: {', '.join(SEMANTICS)}. Formats: {', '.join(FORMATS)}."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("input", metavar="IN", help="A file, or - for the standard input.")
        add("--semantics", metavar="NAME", default="", help=", ".join(SEMANTICS))
        add("--from", dest="source", metavar="FORMAT", help="By default what name and content tell.")
        add(
            "--base-score",
            default=str(CLAIM_BASE),
            metavar="SCORE",
            help="Of what has no weight; by default 0.5.",
        )
        add("--limit", default=str(MOST_EXTENSIONS), metavar="N", help="Extensions to list at most, default 10000.")
        add("--timeout", default="60", metavar="SECONDS", help="Default 60; then what is known is told.")

    def handle(self, **options: Any) -> None:  # noqa: ANN401 - Django's signature
        began = time.monotonic()
        try:
            name = _semantics(options["semantics"])
            base_score = _number("--base-score", options["base_score"], 0, 1)
            limit = int(_number("--limit", options["limit"], 1, MOST))
            timeout = _number("--timeout", options["timeout"], 0, MOST)
            framework = from_debate(self._debate(options["input"], options["source"]), base_score)
        except (OSError, NotUnderstood, SemanticsError) as error:
            reason = f"{error.filename}: {error.strerror}" if isinstance(error, OSError) else error
            self.stderr.write(f"Error: {reason}", lambda words: words)
            raise SystemExit(1) from error

        def is_over() -> bool:
            return time.monotonic() - began > timeout

        if name in tuple(Gradual):
            told = _strengths(framework, Gradual(name), is_over)
        else:
            told = _extensions(framework, Semantics(name), Limits(limit, is_over=is_over))
        self.stdout.write(_json(told, getattr(self.stdout, "encoding", None) or "utf-8"))

    def _debate(self, name: str, source: str | None) -> Debate:
        """Return what the file says, telling warnings. Raises NotUnderstood with its first error."""
        data = read_file(name)
        loaded = read_bytes(data, known_format(source, "--from", format_of_file(name, data)))
        if not loaded.is_sound:
            raise NotUnderstood(_told(next(one for one in loaded.notices if one.severity is Severity.ERROR)))
        for notice in loaded.notices[:NAMED]:
            self.stderr.write(f"Warning: {_told(notice)}", lambda words: words)
        if len(loaded.notices) > NAMED:
            self.stderr.write(f"Warning: {len(loaded.notices) - NAMED} more warnings.", lambda words: words)
        return loaded.debate


def _extensions(framework: Framework, semantics: Semantics, limits: Limits) -> dict[str, Any]:
    by_name = {Semantics.COMPLETE: complete, Semantics.PREFERRED: preferred, Semantics.STABLE: stable}
    graph = framework.attack
    found = grounded(graph) if semantics is Semantics.GROUNDED else by_name[semantics](graph, limits)
    return {
        "semantics": semantics,
        "arguments": len(graph),
        "attacks": len(graph.attacks),
        "extensions": found.extensions,
        "complete": found.is_complete,
        "count": _count(found.count),
        "unfinished": [_unfinished(one) for one in found.unfinished],
    }


def _count(count: int | None) -> int | str | None:
    """Return a number that JSON can carry, and what it is about in words beyond that."""
    if count is None or count < MOST_IN_JSON:
        return count
    return f"about 10^{math.log10(count):.0f}"


def _unfinished(part: Unfinished) -> dict[str, Any]:
    return {"arguments": len(part.names), "names": part.names[:NAMED], "reason": STOP_WORDS[part.stop]}


def _strengths(framework: Framework, semantics: Gradual, is_over: Callable[[], bool]) -> dict[str, Any]:
    graph = framework.bipolar
    found = strengths(graph, semantics, Effort(is_over=is_over))
    return {
        "semantics": semantics,
        "arguments": len(graph),
        "attacks": len(graph.attacks),
        "supports": len(graph.supports),
        "strengths": found.by_name(),
        "converged": found.has_converged,
        "not_converged": found.not_converged,
    }


def _json(told: Mapping[str, Any], encoding: str) -> str:
    """Return JSON with names as they are, escaped where the output cannot hold one of them."""
    text = json.dumps(told, ensure_ascii=False, indent=2)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(told, indent=2)
    return text


def _told(notice: Notice) -> str:
    place = f"line {notice.line}: " if notice.line is not None else ""
    return f"{place}{notice.reason}"


def _semantics(name: str) -> str:
    if name not in SEMANTICS:
        reason = f"There is no semantics “{name}”." if name else "Name a semantics with --semantics."
        raise NotUnderstood(f"{reason} Known are: {', '.join(SEMANTICS)}.")
    return name


def _number(option: str, text: str, least: int, most: int) -> float:
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not least <= number <= most:
        raise NotUnderstood(f"{option} takes a number from {least} to {most}, not “{text}”.")
    return number
