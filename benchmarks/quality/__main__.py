"""The command line: `python -m benchmarks.quality --help`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import benchmarks.quality as package
from benchmarks.labelling import LABELS
from benchmarks.quality.candidates import (
    candidate_sections,
    judge_corpus,
    judge_texts,
    read_labelled_texts,
    read_typed_spans,
)
from benchmarks.quality.figures import Report, Section, as_json, as_text
from benchmarks.quality.keypoints import read_key_points
from benchmarks.quality.labellers import labeller_sections
from benchmarks.quality.matching import match_arguments, matching_sections
from benchmarks.quality.pairs import pair_sections
from benchmarks.quality.passages import passage_sections, silence_sections
from benchmarks.quality.same_claim import same_claim_sections, score_pairs
from benchmarks.quality.stances import corpus_sides, read_sides, stance_sections
from benchmarks.quality.text_pairs import corpus_pairs, read_pairs
from benchmarks.quality.trial import Trial, prepare_corpus, rank_claims
from benchmarks.tables import BadDataError
from common.errors import ParallaxError

Sections = tuple[Section, ...]


def _everything(trial: Trial) -> Sections:
    return (
        *(candidate_sections(judge_corpus(trial)) if trial.labels.worth_a_claim else ()),
        *passage_sections(trial),
        *silence_sections(trial),
        *pair_sections(trial),
        *(stance_sections(corpus_sides(trial)) if any(claim.stance for claim in trial.labels.claims) else ()),
    )


OF_A_CORPUS: dict[str, Callable[[Trial], Sections]] = {
    "all": _everything,
    "passages": passage_sections,
    "silence": silence_sections,
    "pairs": pair_sections,
    "candidates": lambda trial: candidate_sections(judge_corpus(trial)),
    "stances": lambda trial: stance_sections(corpus_sides(trial)),
    "same-claim": lambda trial: same_claim_sections(score_pairs(corpus_pairs(trial), trial.corpus.engine)),
}
COMMANDS = (*OF_A_CORPUS, "keypoints", "labellers")


def measure(arguments: argparse.Namespace) -> list[Report]:
    """Return one report a label file, or one for data that is labelled itself. Raises `BadDataError`."""
    path, command = arguments.path, arguments.command
    if not path.exists():
        message = f"There is no {path}."
        raise BadDataError(message)
    documents = path.is_dir() and (path / "sources.json").exists()
    if command in OF_A_CORPUS and (documents or command not in {"candidates", "same-claim", "stances"}):
        return _measure_corpus(arguments)
    if command == "labellers":
        return [_compare_labellers(arguments)]
    return [Report(command, _data(arguments, {}), _measure_rows(arguments))]


def parse(words: Sequence[str]) -> argparse.Namespace:
    """Return the command line read; a path without a command means all figures of a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.quality",
        description=package.__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", choices=COMMANDS, help="what to measure; left out: all figures of a folder")
    parser.add_argument("path", type=Path, help="a folder of documents with a sources.json, or labelled data")
    parser.add_argument("--labels", type=Path, action="append", help="label file of the folder; may come several times")
    parser.add_argument("--split", help="keypoints, stances: which split of a folder, such as dev")
    parser.add_argument("--engine", help="sentence-transformers or onnx")
    parser.add_argument("--json", action="store_true", help="print JSON")
    named = any(word in COMMANDS for word in words) or {"-h", "--help"} & set(words)
    return parser.parse_args(list(words) if named else ["all", *words])


def main(words: Sequence[str] | None = None) -> None:
    """Print what the command line asks for; the exit status is 2 for data that cannot be used."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.development")
    arguments = parse(sys.argv[1:] if words is None else words)
    try:
        reports = measure(arguments)
    except (BadDataError, ParallaxError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    if arguments.json:
        print(f"[{', '.join(map(as_json, reports))}]" if len(reports) > 1 else as_json(reports[0]))
    else:
        print("\n\n".join(map(as_text, reports)))


def _measure_corpus(arguments: argparse.Namespace) -> list[Report]:
    corpus = prepare_corpus(arguments.path, arguments.engine)
    reports = []
    for labels in arguments.labels or [LABELS]:
        trial = rank_claims(corpus, labels)
        counts = {
            "labels": f"{labels.name}: {len(trial.labels.claims)} claims, {len(trial.shared)} shared",
            "statements": f"{len(trial.index.statements)} of {len(corpus.statements)} sentences",
        }
        reports.append(Report(arguments.command, _data(arguments, counts), OF_A_CORPUS[arguments.command](trial)))
    return reports


def _measure_rows(arguments: argparse.Namespace) -> Sections:
    path = arguments.path
    if arguments.command == "keypoints":
        return matching_sections(match_arguments(read_key_points(path, arguments.split), arguments.engine))
    if arguments.command == "same-claim":
        return same_claim_sections(score_pairs(read_pairs(path), arguments.engine))
    if arguments.command == "stances":
        return stance_sections(read_sides(path, arguments.split))
    read = read_typed_spans if path.is_dir() else read_labelled_texts
    return candidate_sections(judge_texts(read(path)))


def _compare_labellers(arguments: argparse.Namespace) -> Report:
    files = arguments.labels or []
    if len(files) != 2:
        message = "labellers compares two files: give --labels twice."
        raise BadDataError(message)
    corpus = prepare_corpus(arguments.path, arguments.engine)
    first, second = (rank_claims(corpus, each).labels for each in files)
    data = _data(arguments, {"labels": " and ".join(each.name for each in files)})
    return Report("labellers", data, labeller_sections(corpus, first, second))


def _data(arguments: argparse.Namespace, more: dict[str, str]) -> dict[str, str]:
    from agreement.engines import model_identity  # noqa: PLC0415 (needs settings, which `main` sets up)

    model = model_identity(engine=arguments.engine)
    return {"data": str(arguments.path), **more, "model": f"{model.name} {model.version} ({model.engine})"}


if __name__ == "__main__":
    main()
