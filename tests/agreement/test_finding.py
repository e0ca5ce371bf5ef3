"""What the finder keeps for a worded claim: every author, exact sentences, only for the words that stand now."""

import pytest

from agreement import sketching
from agreement.analysis import analyse_workspace, embed_claims
from agreement.claim_vectors import ensure_claim_vectors
from agreement.domain.likeness.finder import find_passages
from agreement.engines import model_identity
from agreement.finding import ALWAYS_KEPT, KEPT_OF_SILENT, MOST_KEPT, find_for_claims
from agreement.indexing import load_index
from agreement.models import AuthorFinding, FoundPassage
from agreement.queries.finding import found_passages
from agreement.searching import open_search, search_passages
from agreement.services import request_analysis, request_claim_vectors
from claims.enums import ClaimKind, ClaimStatus
from claims.models import Claim, Evidence, Stance
from claims.services import create_claim
from sources.models import Author, Source, TextVersion
from tests.factories.sources import make_source
from tests.factories.workspaces import WorkspaceFactory
from workspaces import jobs
from workspaces.jobs import Progress

pytestmark = pytest.mark.django_db

BY_MOSS = """The new breakwater will protect the harbour from winter storms for decades. \
The town council borrowed heavily to build it. Fishing boats returned within a year.

Tourists do not come for the breakwater. The fish market employs forty people in summer."""
BY_PARK = """Engineers expect the breakwater to keep winter storms out of the harbour for decades. \
The council's debt has tripled because of the building.

The old lighthouse is a museum now. Schools in the valley have too few teachers."""
BY_REED = "School meals are the best thing that the county ever paid for."
WORDING = "The breakwater keeps winter storms out of the harbour."


@pytest.fixture
def workspace():
    workspace = WorkspaceFactory()
    make_source(workspace, BY_MOSS, key="moss", authors=("Ada Moss",))
    make_source(workspace, BY_PARK, key="park", authors=("Zoe Park",))
    make_source(workspace, BY_REED, key="reed", authors=("Kim Reed",))
    return workspace


def run(job, work):
    type(job).objects.filter(pk=job.pk).update(state="queued")
    assert jobs.perform(job.pk, work) == "done"
    job.refresh_from_db()
    return job.result


def word(workspace, text=WORDING, **fields):
    return create_claim(workspace=workspace, text=text, kind=ClaimKind.FACTUAL, by=None, **fields)


def read_wordings(workspace):
    return run(request_claim_vectors(workspace=workspace), embed_claims)


def test_a_worded_claim_gets_the_nearest_passages_of_every_author(workspace):
    claim = word(workspace)

    read_wordings(workspace)

    found = found_passages(claim)
    assert [each.author.family for each in found] == ["Moss", "Park", "Reed"]
    assert [each.statement_count for each in found] == [5, 4, 1]
    assert found[0].passages[0].sentence.text.startswith("The new breakwater")
    assert found[1].passages[0].sentence.text.startswith("Engineers expect")
    assert found[0].speaks > found[2].speaks


def test_passages_are_exact_slices_of_a_source_by_their_author(workspace):
    claim = word(workspace)

    read_wordings(workspace)

    for each in found_passages(claim):
        for passage in each.passages:
            version = TextVersion.objects.get(pk=passage.sentence.text_version_id)
            assert version.text[passage.start : passage.end] == passage.sentence.text
            assert passage.source == version.capture.source
            assert passage.source.authorships.get(position=0).author == each.author


def test_ranks_follow_the_score_and_bands_and_reasons_come_with_them(workspace):
    claim = word(workspace)

    read_wordings(workspace)

    for each in found_passages(claim):
        assert [passage.found.rank for passage in each.passages] == list(range(1, len(each.passages) + 1))
        scores = [passage.found.score for passage in each.passages]
        assert scores == sorted(scores, reverse=True)
        assert all(passage.reasons for passage in each.passages)
    best = found_passages(claim)[0].passages[0]
    words = [reason["statement"]["text"] for reason in best.reasons if reason["statement"]]
    assert "breakwater" in words


def test_a_silent_author_keeps_the_three_nearest_and_others_five(workspace):
    long = "\n\n".join(f"The number {number} bus stops at the old mill twice a day." for number in range(1, 15))
    make_source(workspace, long, key="bus", authors=("Bo Bus",))
    claim = word(workspace, "The chapel needs a new roof.")

    read_wordings(workspace)

    kept = {each.author.family: len(each.passages) for each in found_passages(claim)}
    silent = {each.author.family: each.is_silent for each in found_passages(claim)}
    assert silent["Bus"]
    assert kept["Bus"] == KEPT_OF_SILENT
    assert all(count <= MOST_KEPT for count in kept.values())
    assert ALWAYS_KEPT > KEPT_OF_SILENT


def test_a_claim_worded_anew_shows_nothing_until_the_worker_has_read_it(workspace):
    claim = word(workspace)
    read_wordings(workspace)

    Claim.objects.filter(pk=claim.pk).update(text="The council is deep in debt.")
    claim.refresh_from_db()
    assert found_passages(claim) == []

    read_wordings(workspace)
    best = {each.author.family: each.passages[0].sentence.text for each in found_passages(claim)}
    assert best["Park"].startswith("The council's debt")
    assert set(FoundPassage.objects.values_list("wording", flat=True)) == {claim.text}


def test_a_claim_reworded_while_the_finder_runs_keeps_nothing_of_the_old_words(workspace):
    claim = word(workspace)
    Claim.objects.filter(pk=claim.pk).update(text="The lighthouse is a museum.")

    assert find_for_claims([claim]) == 0

    assert not FoundPassage.objects.exists()


def test_a_claim_deleted_while_the_finder_runs_is_left_out(workspace):
    claim = word(workspace)
    gone = Claim.objects.get(pk=claim.pk)
    claim.delete()

    assert find_for_claims([gone]) == 0


def test_finding_twice_doubles_nothing_and_gives_the_same(workspace):
    word(workspace)
    rows = FoundPassage.objects.order_by("author", "rank").values_list("sentence", "rank", "score", "probability")
    read_wordings(workspace)
    before = list(rows)

    run(request_analysis(workspace=workspace), analyse_workspace)

    assert before
    assert list(rows) == before
    assert AuthorFinding.objects.count() == 3


def test_a_second_reading_looks_only_for_new_wordings(workspace):
    word(workspace)
    read_wordings(workspace)
    made = set(FoundPassage.objects.values_list("pk", flat=True))

    word(workspace, "Schools have too few teachers.")
    read_wordings(workspace)

    assert made < set(FoundPassage.objects.values_list("pk", flat=True))


def test_an_analysis_finds_passages_in_a_new_source(workspace):
    claim = word(workspace)
    read_wordings(workspace)
    make_source(workspace, "Winter storms no longer reach the harbour.", key="new", authors=("Eve New",))

    assert run(request_analysis(workspace=workspace), analyse_workspace)["passages"] > 0

    assert "New" in {each.author.family for each in found_passages(claim)}


def test_nothing_found_counts_as_evidence_or_stance(workspace):
    word(workspace)

    read_wordings(workspace)

    assert FoundPassage.objects.exists()
    assert not Evidence.objects.exists()
    assert not Stance.objects.exists()


def test_sentences_of_a_text_that_a_newer_one_replaced_are_not_shown(workspace):
    claim = word(workspace)
    read_wordings(workspace)
    version = TextVersion.objects.current().get(capture__source=Source.objects.get(key="reed"))
    version.pk, version.extractor_version = None, "newer"
    version.save(force_insert=True)

    found = {each.author.family: each.passages for each in found_passages(claim)}

    assert found["Reed"] == ()
    assert found["Moss"]


def test_a_workspace_without_texts_finds_nothing():
    workspace = WorkspaceFactory()
    claim = word(workspace)

    assert read_wordings(workspace) == {"claims": 1, "passages": 0}

    assert found_passages(claim) == []


def test_a_retired_claim_is_not_looked_for(workspace):
    claim = word(workspace, status=ClaimStatus.RETIRED)

    read_wordings(workspace)

    assert found_passages(claim) == []


@pytest.mark.parametrize("authors", [1, 3])
def test_reading_what_was_found_takes_two_queries(authors, django_assert_num_queries):
    workspace = WorkspaceFactory()
    for number in range(authors):
        make_source(workspace, f"{BY_MOSS} Year {number}.", key=f"copy{number}", authors=(f"Ada Moss{number}",))
    claim = word(workspace)
    read_wordings(workspace)

    with django_assert_num_queries(2):
        found = found_passages(claim)

    assert len(found) == Author.objects.filter(workspace=workspace).count() == authors


@pytest.fixture
def _small_is_large(monkeypatch):
    monkeypatch.setattr(sketching, "LARGE", 5)


@pytest.mark.usefixtures("_small_is_large")
def test_a_search_of_a_large_workspace_finds_what_comparing_all_does(workspace):
    """Where no author has more statements than are scored, nothing is estimated: both ways give the same."""
    run(request_analysis(workspace=workspace), analyse_workspace)
    index = load_index(workspace, Progress())
    claim = word(workspace)
    vector = ensure_claim_vectors([claim])[0]
    search = open_search(workspace, model_identity().space)

    searched = search_passages(search, claim.text, vector, top=10)

    compared = find_passages(index, claim.text, vector, top=10)
    assert searched.keys() == compared.keys()
    for author, found in searched.items():
        assert found.speaks == pytest.approx(compared[author].speaks, abs=1e-5)
        assert [(each.statement, each.rank, each.reasons) for each in found.passages] == [
            (each.statement, each.rank, each.reasons) for each in compared[author].passages
        ]
        assert [each.score for each in found.passages] == pytest.approx(
            [each.score for each in compared[author].passages], abs=1e-4
        )


@pytest.mark.usefixtures("_small_is_large")
def test_a_claim_worded_in_a_large_workspace_is_searched_for_without_reading_all_of_it(workspace, monkeypatch):
    run(request_analysis(workspace=workspace), analyse_workspace)
    monkeypatch.setattr("agreement.finding.load_index", None)
    claim = word(workspace)

    read_wordings(workspace)

    found = found_passages(claim)
    assert [each.author.family for each in found] == ["Moss", "Park", "Reed"]
    assert [each.statement_count for each in found] == [5, 4, 1]
    assert found[0].passages[0].sentence.text.startswith("The new breakwater")


@pytest.mark.usefixtures("_small_is_large")
def test_a_search_leaves_out_sentences_of_a_replaced_text(workspace):
    run(request_analysis(workspace=workspace), analyse_workspace)
    version = TextVersion.objects.current().get(capture__source=Source.objects.get(key="reed"))
    version.pk, version.extractor_version = None, "newer"
    version.save(force_insert=True)
    claim = word(workspace)

    read_wordings(workspace)

    assert [each.author.family for each in found_passages(claim)] == ["Moss", "Park"]
