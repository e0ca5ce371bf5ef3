"""Holds what the proposals are worth on the real documents; the figures are explained in docs/algorithms."""

import pytest

from agreement.domain.wording.candidates import ARGUMENT
from agreement.engines import ONNX
from benchmarks.corpus import read_folder
from benchmarks.embedding import sentences
from benchmarks.label_files import read_labels
from benchmarks.labelling import LABELS, SECOND_LABELS, fingerprint
from benchmarks.quality.pairs import pair_precision
from benchmarks.quality.passages import evidence_in_top, silence_auc
from benchmarks.quality.trial import VIEWS, prepare_corpus, rank_claims


@pytest.fixture(scope="module")
def trials(corpus_path):
    corpus = prepare_corpus(corpus_path, ONNX)
    return {path.name: rank_claims(corpus, path) for path in (LABELS, SECOND_LABELS)}


@pytest.fixture(scope="module")
def trial(trials):
    return trials[LABELS.name]


@pytest.mark.parametrize("name", ["corpus.json", "corpus_second.json"])
def test_every_label_names_a_sentence_of_its_author(corpus_path, name):
    labels = read_labels(LABELS.with_name(name))
    said = {(each.author, fingerprint(each.text)) for each in read_folder(corpus_path)}
    named = {(author, row) for claim in labels.claims for author, rows in claim.evidence.items() for row in rows}
    assert named - said == set()
    assert labels.worth_a_claim <= {row for _, row in said}


def test_no_candidate_comes_from_notes_references_or_headings(trial):
    assert all(each.statement.section == ARGUMENT for each in trial.report.candidates)
    assert not any(each.statement.heading for each in trial.report.candidates)
    assert not any("http" in each.statement.text for each in trial.report.candidates)


@pytest.mark.parametrize(
    ("name", "in_three", "in_five"), [("corpus.json", 0.6, 0.9), ("corpus_second.json", 0.6, 0.75)]
)
def test_evidence_of_both_authors_is_found_better_than_by_cosine_alone(trials, name, in_three, in_five):
    trial = trials[name]
    assert len(trial.shared) >= 20
    assert evidence_in_top(trial, VIEWS["fused"], 3) >= in_three
    assert evidence_in_top(trial, VIEWS["fused"], 5) >= in_five
    assert evidence_in_top(trial, VIEWS["fused"], 3) > evidence_in_top(trial, VIEWS["raw cosine"], 3)


def test_half_of_the_first_proposed_pairs_are_right(trial):
    assert pair_precision(trial, 25) >= 0.5


def test_silence_shows_in_the_best_score(trial):
    assert silence_auc(trial, VIEWS["fused"]) >= 0.8


def test_benchmark_sentences_are_distinct_and_always_the_same():
    made = sentences(300)
    assert len(set(made)) == 300
    assert made == sentences(300)
