"""Holds that the quality commands read labelled sets in their usual layouts, and measure what they say."""

import json
from types import SimpleNamespace

import pytest

from benchmarks.quality.__main__ import main, parse
from benchmarks.quality.calibrated import Judgement
from benchmarks.quality.candidates import Judged, candidate_sections, judge_texts, read_labelled_texts, read_typed_spans
from benchmarks.quality.figures import Figure, Line, Report, Section, as_json, as_text
from benchmarks.quality.keypoints import Labelled, read_key_points
from benchmarks.quality.matching import Matched, mean_average_precision
from benchmarks.quality.same_claim import same_claim_sections
from benchmarks.quality.stances import read_sides, stance_sections
from benchmarks.quality.text_pairs import read_pairs
from benchmarks.quality.trial import populations
from benchmarks.tables import BadDataError


def figure(sections, line, name):
    return next(
        each
        for section in sections
        for row in section.lines
        if row.name == line
        for each in row.figures
        if each.name == name
    )


def test_one_table_and_three_files_give_the_same_arguments(tmp_path):
    (tmp_path / "pairs.csv").write_text("topic,label,Key Point,Argument\nT,1,k,a\nT,0,k,b\n")
    folder = tmp_path / "set"
    folder.mkdir()
    (folder / "arguments_dev.csv").write_text("arg_id,argument,topic\na1,a,T\nb1,b,T\n")
    (folder / "key_points_dev.csv").write_text("key_point_id,key_point,topic\nk1,k,T\n")
    (folder / "labels_dev.csv").write_text("arg_id,key_point_id,label\na1,k1,1\nb1,k1,0\n")

    (one,) = read_key_points(tmp_path / "pairs.csv")
    (three,) = read_key_points(folder)

    assert one.labels == {("a", "k"): True, ("b", "k"): False}
    assert three.labels == {("a1", "k1"): True, ("b1", "k1"): False}
    assert list(one.arguments.values()) == list(three.arguments.values()) == ["a", "b"]


def test_an_unknown_split_and_a_folder_without_the_files_are_refused(tmp_path):
    with pytest.raises(BadDataError, match="no three files"):
        read_key_points(tmp_path)
    for name, head in (
        ("arguments", "arg_id,argument,topic"),
        ("key_points", "kp_id,kp,topic"),
        ("labels", "arg_id,kp_id,label"),
    ):
        (tmp_path / f"{name}_x.csv").write_text(f"{head}\n1,2,3\n")
    with pytest.raises(BadDataError, match="no split 'dev'; it has x"):
        read_key_points(tmp_path, "dev")


def test_mean_average_precision_ranks_the_surer_half_of_the_best_matches():
    score = {
        ("k", "a"): 9,
        ("m", "a"): 1,
        ("k", "b"): 2,
        ("m", "b"): 8,
        ("k", "c"): 3,
        ("m", "c"): 2,
        ("k", "d"): 1,
        ("m", "d"): 0,
    }
    found = {point: {argument: SimpleNamespace(score=score[point, argument]) for argument in "abcd"} for point in "km"}
    group = Labelled(
        "T", "", dict(zip("abcd", "abcd", strict=True)), {"k": "k", "m": "m"}, {("b", "m"): True, ("a", "m"): True}
    )
    matched = Matched(group, found)
    # Kept are a with k (not labelled) and b with m (right).
    assert mean_average_precision(matched, lambda row: row.score, unlabelled=False) == 0.5
    assert mean_average_precision(matched, lambda row: row.score, unlabelled=True) == 1


def test_pairs_of_texts_are_read_with_authors_and_topics_where_given(tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("text1,text2,label,topic,author1,author2\na,b,1,T,x,y\nc,d,0,T,x,x\ne,f,,T,x,y\n")
    first, second = read_pairs(path)
    assert (first.first.author, first.second.author, first.same) == ("x", "y", True)
    assert second.first.author != second.second.author


def test_topics_of_few_texts_are_measured_together():
    texts = {"large": list(map(str, range(30))), "one": ["a"] * 40, "two": ["b", "c"]}
    assert populations(texts) == [["large"], ["one", "two"]]


def test_same_claim_figures_by_hand():
    scored = [Judgement(value, right=same) for value, same in ((0.9, True), (0.7, False), (0.1, True), (0.1, False))]
    sections = same_claim_sections(scored)
    assert figure(sections, "probability 0.5 or more", "F1").value == 0.5
    assert figure(sections, "calibration", "expected error").value == pytest.approx((0.1 + 0.7 + 0.8) / 4)
    assert figure(sections, "ranking", "AUC").value == 0.625
    assert figure(sections, "unlikely (0.0 or more)", "right").value == 0.5


def test_typed_spans_are_claim_like_by_their_type(tmp_path):
    (tmp_path / "1.txt").write_text("I paid. They should stop.")
    (tmp_path / "1.ann.json").write_text(
        json.dumps({"prop_offsets": [[0, 7], [7, 25]], "prop_labels": ["testimony", "policy"]})
    )
    assert read_typed_spans(tmp_path) == [("I paid.", "testimony", False), ("They should stop.", "policy", True)]
    (tmp_path / "1.ann.json").write_text(json.dumps({"prop_offsets": [[0, 99]], "prop_labels": ["fact"]}))
    with pytest.raises(BadDataError, match="0 to 99 lies outside"):
        read_typed_spans(tmp_path)


def test_what_is_left_out_scores_nothing_and_counts(tmp_path):
    path = tmp_path / "texts.csv"
    path.write_text("sentence,label\nTaxes should rise because the poor suffer.,1\nWho knows?,0\n")
    claim, question = judge_texts(read_labelled_texts(path))
    assert claim.kept
    assert claim.score > question.score
    assert question == Judged("0", 0.0, 0.0, kept=False, worth=False)


def test_candidate_figures_by_hand():
    judged = [
        Judged("a", score, score, kept=score > 0, worth=worth)
        for score, worth in ((0.9, True), (0.8, False), (0.0, True))
    ]
    sections = candidate_sections(judged)
    assert figure(sections, "score above 0.5", "F1").value == 0.5
    assert figure(sections, "every candidate", "recall").value == 0.5
    assert figure(sections, "ranking", "AUC").value == 0.5
    assert figure(sections, "a", "proposed").value == pytest.approx(2 / 3)


def test_sides_are_read_from_a_table_and_hints_are_counted(tmp_path):
    path = tmp_path / "sides.csv"
    path.write_text(
        "Topic,Argument,Stance\n"
        "We should ban cars,cars should be banned,pro\n"
        "We should ban cars,cars must not be banned,-1\n"
        "We should ban cars,it rained in May,0\n"
        "We should ban cars,nobody labelled this,\n"
    )
    sided = read_sides(path)
    assert [each.side.value for each in sided] == ["affirms", "denies", "cannot_tell"]
    sections = stance_sections(sided)
    assert figure(sections, "every hint", "coverage").n == 3
    assert figure(sections, "every hint", "accuracy").value == 1
    path.write_text("claim,passage,stance\na,b,sideways\n")
    with pytest.raises(BadDataError, match="row 1: the side 'sideways'"):
        read_sides(path)


def test_a_report_reads_as_text_and_as_json():
    figures = (Figure("f", 0.5, 4, 0.1, 0.9), Figure("g", float("nan"), 0))
    report = Report("x", {"data": "d"}, (Section("t", (Line("l", figures),)),))
    assert "f 0.500 [0.10, 0.90] n=4  g – n=0" in as_text(report)
    assert json.loads(as_json(report))["sections"][0]["lines"][0]["figures"][1]["value"] is None


def test_a_folder_alone_means_all_its_figures():
    assert parse(["--engine", "onnx", "folder"]).command == "all"
    assert parse(["pairs", "folder", "--labels", "a", "--labels", "b"]).labels[1].name == "b"


def test_bad_data_ends_with_one_clear_line(tmp_path, capsys):
    with pytest.raises(SystemExit) as ended:
        main(["passages", str(tmp_path / "none")])
    assert ended.value.code == 2
    assert "There is no" in capsys.readouterr().err
