"""What decisions teach: kept through new texts, corrected probabilities, labelled pairs, pages that say so."""

import csv
import io
import re

import numpy as np
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from agreement.carrying import carry_decisions
from agreement.domain.likeness.similarity import IndexedStatement, build_index
from agreement.engines import DIMENSION
from agreement.enums import RunState
from agreement.models import FittedCalibration, SentenceEmbedding, StatementDecision
from agreement.queries.labelled import COLUMNS
from agreement.refitting import judged_pairs, refit_pairs
from benchmarks.quality.text_pairs import read_pairs
from sources.ingest import ensure_text_version
from sources.services import add_capture
from tests.factories.agreement import (
    AgreementClusterFactory,
    AnalysisRunFactory,
    ClusterMemberFactory,
)
from tests.factories.decisions import FittedCalibrationFactory, decision_on
from tests.factories.rows import SentenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import JobFactory, MembershipFactory, UserFactory
from workspaces.enums import Role
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return MembershipFactory(role=Role.VIEWER)


@pytest.fixture
def workspace(viewer):
    return viewer.workspace


@pytest.fixture
def page(client, viewer):
    client.force_login(viewer.user)
    return client


@pytest.fixture
def run(workspace):
    return AnalysisRunFactory(workspace=workspace)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def sentences_of(source):
    return list(current_version(source).sentences.order_by("position"))


def compare(sentence):
    """Give the sentence a vector, as an analysis gives every one that it compares."""
    SentenceEmbedding.objects.create(sentence=sentence, model="small-model", vector=[1.0, *[0.0] * (DIMENSION - 1)])


def read_again(source, text):
    ensure_text_version(add_capture(source=source, data=text.encode(), origin="again.txt"), Progress())


class TestNewTexts:
    @pytest.fixture
    def sources(self, workspace):
        texts = ("The harbour silts up. Dredging is dear.", "Silt fills the harbour. Twice. Twice.")
        return [
            make_source(workspace, text, key=f"k{number}", authors=[f"Author {number}"])
            for number, text in enumerate(texts)
        ]

    def test_a_decision_goes_along_to_where_both_sentences_stand_word_for_word(self, workspace, sources):
        (a, _dear), (b, *_twice) = map(sentences_of, sources)
        old = decision_on(workspace, a, b, "narrower", narrower=b)
        assert carry_decisions(workspace) == 0
        read_again(sources[0], "A new preface. The harbour silts up. Dredging is dear.")
        read_again(sources[1], "Silt fills the harbour.")
        assert carry_decisions(workspace) == 1
        now = StatementDecision.objects.get()
        wanted = (sentences_of(sources[0])[1], sentences_of(sources[1])[0])
        assert {now.first, now.second} == set(wanted)
        assert (now.pk, now.narrower, now.mark) == (old.pk, wanted[1], old.mark)
        assert carry_decisions(workspace) == 0

    def test_what_stands_there_no_more_or_twice_or_is_decided_anew_stays_where_it_was(self, workspace, sources):
        (a, dear), (b, twice, _again) = map(sentences_of, sources)
        kept = [decision_on(workspace, *pair) for pair in ((a, b), (dear, b), (a, twice))]
        read_again(sources[0], "The harbour silts up. Nothing else does.")
        read_again(sources[1], "Twice. Twice. Silt fills the harbour.")
        decision_on(workspace, sentences_of(sources[0])[0], sentences_of(sources[1])[2], "different")
        assert carry_decisions(workspace) == 0
        assert [StatementDecision.objects.get(pk=one.pk).first_id for one in kept] == [one.first_id for one in kept]


class TestRefit:
    @pytest.fixture
    def decided(self, workspace, run):
        """Eighty pairs of statements alike by twos, of which a person found every other one right."""
        version = current_version(make_source(workspace, "Nothing."))
        sentences = [SentenceFactory(block=version.blocks.get(), position=place + 9) for place in range(160)]
        generator = np.random.default_rng(5)
        vectors = []
        for _pair in range(80):
            vector = generator.normal(size=16)
            vectors += [vector, vector + generator.normal(scale=0.3, size=16)]
        for place in range(80):
            relation = "same" if place % 2 else "different"
            decision_on(workspace, sentences[2 * place], sentences[2 * place + 1], relation)
        statements = [
            IndexedStatement(sentence.pk, f"author {place % 2}", f"word{place // 2} stands{place // 2}")
            for place, sentence in enumerate(sentences)
        ]
        return build_index(statements, np.array(vectors))

    def test_enough_decisions_are_fitted_once_and_used_where_they_tell_better(self, run, decided):
        found = refit_pairs(run, decided)
        assert (found.count, found.positive_count, found.run) == (80, 40, run)
        assert found.used
        assert found.log_loss < found.base_log_loss
        assert refit_pairs(run, decided) == found
        assert FittedCalibration.objects.count() == 1

    def test_later_decisions_that_bear_the_base_out_take_it_back(self, workspace, run, decided):
        FittedCalibrationFactory(workspace=workspace)
        StatementDecision.objects.update(relation="same")
        for decision in StatementDecision.objects.order_by("pk")[:20]:
            decision.relation = "different"
            decision.save()
        newest = refit_pairs(run, decided)
        assert newest.pk == FittedCalibration.objects.first().pk
        assert newest.used == (newest.log_loss < newest.base_log_loss and newest.used)

    def test_too_few_decisions_fit_nothing(self, run, decided):
        StatementDecision.objects.filter(relation="same").delete()
        assert refit_pairs(run, decided) is None

    def test_one_authors_own_pairs_and_sentences_that_are_gone_do_not_count(self, workspace, run, decided):
        ids = [statement.id for statement in decided.statements]
        assert len(judged_pairs(run, decided)) == 80
        one_author = build_index(
            [IndexedStatement(one, "author", f"word{one}") for one in ids[:40]], np.eye(40, dtype=np.float32)
        )
        assert judged_pairs(run, one_author) == []


class TestLabelledPairs:
    @pytest.fixture
    def sources(self, workspace):
        return [
            make_source(workspace, text, key=f"k{number}", authors=[name])
            for number, (text, name) in enumerate((("=Silt, “twice”.", "Ada Moss"), ("Silt once.", "Ben Quill")))
        ]

    def test_the_page_and_the_command_write_what_the_benchmark_reads(self, page, workspace, sources, tmp_path):
        (a,), (b,) = map(sentences_of, sources)
        decision_on(workspace, a, b, "opposite")
        response = page.get(reverse("agreement:decision_table", args=[workspace.slug]))
        rows = list(csv.reader(io.StringIO(response.content.decode())))
        lead = [source.ordered_authors[0].slug for source in sources]
        assert rows == [list(COLUMNS), ["'=Silt, “twice”.", "Silt once.", "1", *lead, "opposite"]]
        path = tmp_path / "pairs.csv"
        call_command("export_decisions", workspace=workspace.slug, output=path)
        (pair,) = read_pairs(path)
        assert (pair.first.text, pair.second.text, pair.same) == ("'=Silt, “twice”.", "Silt once.", True)
        out = io.StringIO()
        call_command("export_decisions", workspace=workspace.slug, stdout=out)
        assert list(csv.reader(io.StringIO(out.getvalue()))) == rows

    def test_an_unknown_workspace_is_told(self):
        with pytest.raises(CommandError, match="no workspace “nowhere”"):
            call_command("export_decisions", workspace="nowhere")


class TestRuns:
    def test_analyses_are_listed_with_what_came_out_and_who_asked(self, page, workspace):
        job = JobFactory(
            workspace=workspace, result={"clusters": 4, "candidates": 9}, created_by=UserFactory(name="Mia")
        )
        AnalysisRunFactory(workspace=workspace, job=job)
        AnalysisRunFactory(workspace=workspace, state=RunState.FAILED, finished_at=None)
        shown = text_of(page.get(reverse("agreement:runs", args=[workspace.slug])))
        assert "Failed" in shown
        assert "12 statements 4 clusters 7 in none 9 candidate claims asked for by Mia" in shown

    def test_the_calibration_is_told_in_words(self, page, workspace):
        url = reverse("agreement:runs", args=[workspace.slug])
        assert "0 decisions so far. From 60 on" in text_of(page.get(url))
        FittedCalibrationFactory(workspace=workspace)
        assert (
            "This workspace’s own calibration is in use, from 84 decisions: held-back log loss 0.41 against 0.52"
            in text_of(page.get(url))
        )
        FittedCalibrationFactory(workspace=workspace, used=False)
        assert "The general calibration is in use." in text_of(page.get(url))

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, page, workspace, size, django_assert_num_queries):
        for _ in range(size):
            AnalysisRunFactory(workspace=workspace, job=JobFactory(workspace=workspace))
        with django_assert_num_queries(10):
            page.get(reverse("agreement:runs", args=[workspace.slug]))


class TestRest:
    @pytest.fixture
    def sentences(self, workspace, run):
        source = make_source(
            workspace, "The harbour silts up. Dredging is dear. Pilots sleep.", authors=["Ada Moss"], title="Harbours"
        )
        found = sentences_of(source)
        self.author = source.authors.get().slug
        for sentence in found[:2]:
            compare(sentence)
        cluster = AgreementClusterFactory(run=run)
        ClusterMemberFactory(cluster=cluster, sentence=found[0], author=source.authors.get())
        return found

    def listed(self, page, workspace, **given):
        return list(page.get(reverse("agreement:rest", args=[workspace.slug]), given).context["page"].object_list)

    def test_it_is_what_was_compared_and_is_in_no_cluster(self, page, workspace, sentences):
        assert self.listed(page, workspace) == [sentences[1]]
        assert self.listed(page, workspace, q="DEAR", author=self.author) == [sentences[1]]
        assert self.listed(page, workspace, q="silts") == self.listed(page, workspace, author="nobody") == []

    def test_a_workspace_without_an_analysis_says_so(self, page, workspace):
        assert "Nothing to look through yet" in text_of(page.get(reverse("agreement:rest", args=[workspace.slug])))

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, page, workspace, run, size, django_assert_num_queries):
        for number in range(size):
            source = make_source(workspace, f"Quay {number} pays.", key=f"q{number}", authors=[f"Author {number}"])
            compare(sentences_of(source)[0])
        with django_assert_num_queries(9):
            page.get(reverse("agreement:rest", args=[workspace.slug]))
