"""The main job on real input: the two documents go in, cross-author suggestions come out."""

import re

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.test import Client
from django.urls import reverse

from agreement.analysis import analyse_workspace, embed_claims
from agreement.models import AgreementCluster, CandidateClaim, ClusterMember
from sources.enums import Section
from sources.ingest import extract_text
from sources.models import Block, Sentence, Source, TextVersion
from tests.factories.workspaces import MembershipFactory
from workspaces import jobs
from workspaces.models import Job, Workspace

pytestmark = pytest.mark.django_db

WORK = {
    "sources.extract_text": extract_text,
    "agreement.analyse_workspace": analyse_workspace,
    "agreement.embed_claims": embed_claims,
}


@pytest.fixture
def corpus(corpus_path):
    """The workspace with both documents read and analysed."""
    call_command("import_sources", str(corpus_path), workspace="corpus", verbosity=0)
    workspace = Workspace.objects.get(slug="corpus")
    while (job := Job.objects.filter(state="queued").order_by("created_at").first()) is not None:
        assert jobs.perform(job.pk, WORK[job.task]) == "done"
    assert set(Job.objects.values_list("state", flat=True)) == {"done"}
    return workspace


def test_corpus_goes_from_files_to_suggestions_across_authors(corpus):
    assert sorted(Source.objects.values_list("key", flat=True)) == ["easley", "lankov"]

    for version in TextVersion.objects.all():
        sentences = Sentence.objects.filter(text_version=version)
        assert sentences.exists()
        assert all(version.text[each.start : each.end] == each.text for each in sentences)
        assert "Available Downloads" not in version.text
        assert "This article originally appeared" not in version.text
        assert not re.search(r"^LIST\b", version.text, re.MULTILINE)

    references = Block.objects.filter(
        text_version__capture__source__key="easley", section=Section.REFERENCES, kind="reference_entry"
    )
    assert references.count() == 15
    assert set(CandidateClaim.objects.values_list("sentence__block__section", flat=True)) == {"main"}
    assert not CandidateClaim.objects.filter(sentence__text__regex=r"https?://|doi").exists()
    assert not CandidateClaim.objects.filter(sentence__block__kind="heading").exists()

    clusters = AgreementCluster.objects.annotate(authors=Count("members__author", distinct=True))
    assert clusters.count() >= 5
    assert set(clusters.values_list("authors", flat=True)) == {2}
    for member in ClusterMember.objects.select_related("sentence__text_version__capture__source", "author"):
        assert member.sentence.text_version.capture.source.key == member.author.slug

    member = MembershipFactory(workspace=corpus)
    client = Client()
    client.force_login(member.user)
    page = client.get(reverse("agreement:clusters", args=[corpus.slug])).content.decode()
    best = clusters.earliest("position")
    assert best.label.split(",")[0] in page
    for shown in best.members.select_related("sentence"):
        assert shown.sentence.text[:30].split("’")[0] in page
