"""A model of another dimension: refused with a clear message, read with it on request, never a mixture."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agreement import engines, statements
from agreement.analysis import analyse_workspace, embed_claims
from agreement.engines import embed, model_identity
from agreement.errors import EmbeddingEngineUnavailableError
from agreement.models import ClaimEmbedding, FoundPassage, SentenceEmbedding, VectorSpace
from agreement.queries.finding import found_passages
from agreement.queries.nearness import claims_near
from agreement.reembedding import read_again
from agreement.services import request_analysis, request_claim_vectors
from claims.enums import ClaimKind
from claims.services import create_claim
from claims.signals import Wanted
from sources.models import Source
from tests.factories.sources import make_source
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces import jobs
from workspaces.jobs import Progress
from workspaces.models import Job

pytestmark = pytest.mark.django_db

TEXT = "The new breakwater will protect the harbour from winter storms. The town council borrowed heavily to build it."
OTHER = "Engineers expect the breakwater to keep storms out of the harbour. The old lighthouse is a museum now."
SMALL = 16


@pytest.fixture(scope="module")
def small_model(tmp_path_factory):
    """The path of a sentence-transformers model of 16 dimensions that knows nothing."""
    if engines.find_spec("sentence_transformers") is None:
        pytest.skip("the engine for a model of one's own is not installed: sentence_transformers is missing")
    import torch  # noqa: PLC0415 - takes seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415
    from sentence_transformers.models import StaticEmbedding  # noqa: PLC0415
    from tokenizers import Tokenizer  # noqa: PLC0415

    torch.manual_seed(4)
    tokenizer = Tokenizer.from_file(str(engines._package_file(*engines._TOKENIZER_PLACES[0])))
    path = tmp_path_factory.mktemp("model")
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_dim=SMALL)], device="cpu").save(str(path))
    return str(path)


@pytest.fixture
def workspace():
    workspace = WorkspaceFactory()
    make_source(workspace, TEXT, key="moss", authors=("Ada Moss",))
    make_source(workspace, OTHER, key="park", authors=("Zoe Park",))
    return workspace


@pytest.fixture
def claim(workspace):
    return create_claim(workspace=workspace, text="The breakwater keeps storms out.", kind=ClaimKind.FACTUAL, by=None)


def run(job, work):
    type(job).objects.filter(pk=job.pk).update(state="queued")
    state = jobs.perform(job.pk, work)
    job.refresh_from_db()
    return state


def test_a_model_of_ones_own_makes_vectors_of_its_dimension(small_model, settings):
    settings.PARALLAX_EMBEDDING_MODEL = small_model

    assert embed(["Dues rise.", "Boats sink."]).shape == (2, SMALL)
    assert embed([]).shape == (0, SMALL)
    assert (model_identity().space, model_identity().dimension) == (f"{small_model}@16", SMALL)


def test_a_model_that_is_not_on_the_machine_is_named(settings):
    settings.PARALLAX_EMBEDDING_MODEL = "/nowhere/a-model"

    with pytest.raises(EmbeddingEngineUnavailableError, match="/nowhere/a-model, but it is not on this machine"):
        embed(["Dues rise."])


def test_the_light_engine_says_that_it_has_one_model(settings):
    settings.PARALLAX_EMBEDDING_MODEL = "/nowhere/a-model"

    with pytest.raises(EmbeddingEngineUnavailableError, match="one model"):
        embed(["Dues rise."], engine=engines.ONNX)


def test_another_model_is_refused_until_all_is_read_again(workspace, claim, small_model, settings):
    assert run(request_analysis(workspace=workspace), analyse_workspace) == "done"
    old = set(SentenceEmbedding.objects.values_list("pk", flat=True))
    settings.PARALLAX_EMBEDDING_MODEL = small_model

    for job, work in (
        (request_analysis(workspace=workspace), analyse_workspace),
        (request_claim_vectors(workspace=workspace), embed_claims),
    ):
        assert run(job, work) == "failed"
        assert "Vectors of two models cannot be compared" in job.reason
        assert "384 dimensions" in job.reason
    assert set(SentenceEmbedding.objects.values_list("pk", flat=True)) == old
    assert set(ClaimEmbedding.objects.values_list("model", flat=True)) == {"all-MiniLM-L6-v2"}

    read_again(workspace, Progress())

    assert VectorSpace.objects.get(workspace=workspace).dimension == SMALL
    for kind in (SentenceEmbedding, ClaimEmbedding):
        assert {len(row.vector) for row in kind.objects.all()} == {SMALL}
    assert run(request_analysis(workspace=workspace), analyse_workspace) == "done"
    assert set(FoundPassage.objects.values_list("model", flat=True)) == {f"{small_model}@16"}
    assert len(found_passages(claim)) == 2


def test_half_read_again_leaves_the_former_vectors_in_use_and_goes_on_later(
    workspace, claim, small_model, settings, monkeypatch
):
    run(request_analysis(workspace=workspace), analyse_workspace)
    source = Source.objects.get(key="moss")
    wanted = Wanted(workspace_id=workspace.pk, typed="", source_id=source.pk, start=0, end=20)
    before = claims_near(wanted, 5)
    settings.PARALLAX_EMBEDDING_MODEL = small_model
    monkeypatch.setattr(statements, "BATCH", 1)
    texts = []

    def embed_two(asked):
        texts.extend(asked)
        if len(texts) > 2:
            raise MemoryError
        return embed(asked)

    with monkeypatch.context() as patched:
        patched.setattr(statements, "embed", embed_two)
        with pytest.raises(MemoryError):
            read_again(workspace, Progress())
    assert SentenceEmbedding.objects.exclude(model="all-MiniLM-L6-v2").count() == 2
    assert before
    assert claims_near(wanted, 5) == before

    texts.clear()
    monkeypatch.setattr(statements, "embed", lambda asked: texts.extend(asked) or embed(asked))
    assert read_again(workspace, Progress()) == 4
    assert len(texts) == 2
    assert SentenceEmbedding.objects.count() == 4


def test_the_page_of_analyses_says_so_and_has_all_read_again(workspace, small_model, settings):
    member = MembershipFactory(role="annotator", workspace=workspace)
    client = Client()
    client.force_login(member.user)
    run(request_analysis(workspace=workspace), analyse_workspace)
    address = f"/w/{workspace.slug}/clusters/runs/"
    assert "another model" not in client.get(address).content.decode()

    settings.PARALLAX_EMBEDDING_MODEL = small_model
    page = client.get(address).content.decode()
    assert "The texts were read with another model." in page
    assert "Read all texts again" in page

    client.post(reverse("agreement:read_again", args=[workspace.slug]))
    assert Job.objects.filter(workspace=workspace, task="agreement.embed_sentences").count() == 1
    assert "All texts are being read again" in client.get(address).content.decode()


def test_the_command_reads_a_workspace_again_and_tells_how_far_it_is(workspace):
    out = StringIO()

    call_command("embed_sentences", workspace=workspace.slug, stdout=out)

    assert "Embedding sentences: 0 of 4" in out.getvalue()
    assert "4 statements read" in out.getvalue()
    assert Job.objects.filter(workspace=workspace, task="agreement.analyse_workspace").exists()


def test_the_command_names_a_workspace_that_is_not_there():
    with pytest.raises(CommandError, match="no workspace “nowhere”"):
        call_command("embed_sentences", workspace="nowhere", stdout=StringIO())


def test_an_empty_workspace_is_read_without_a_word():
    workspace = WorkspaceFactory()

    assert read_again(workspace, Progress()) == 0
