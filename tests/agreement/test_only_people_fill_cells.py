"""Over the whole pipeline: reading, analysing, finding, hinting and comparing fill no cell; one answer fills one."""

import pytest

from agreement.analysis import analyse_workspace, embed_claims
from agreement.domain.answering.answers import answer_for
from agreement.domain.comparing.comparison import Relation
from agreement.models import AgreementCluster, CandidateClaim, FoundPassage
from agreement.queries import comparison_of
from agreement.queries.finding import found_passages
from agreement.services import give_answer, request_analysis, request_claim_vectors
from claims.enums import ClaimKind, EvidenceState
from claims.models import Claim, Evidence, Stance
from claims.services import create_claim
from sources.models import Author
from tests.agreement.test_finding import BY_MOSS, BY_PARK, BY_REED, WORDING
from tests.factories.sources import make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory
from workspaces import jobs

pytestmark = pytest.mark.django_db


@pytest.fixture
def workspace():
    workspace = WorkspaceFactory()
    for key, text, author in (
        ("moss", BY_MOSS, "Ada Moss"),
        ("park", BY_PARK, "Zoe Park"),
        ("reed", BY_REED, "Kim Reed"),
    ):
        make_source(workspace, text, key=key, authors=(author,))
    return workspace


def work(job, do):
    type(job).objects.filter(pk=job.pk).update(state="queued")
    assert jobs.perform(job.pk, do) == "done"


def cells(workspace):
    authors = list(Author.objects.filter(workspace=workspace).order_by("family"))
    rows = comparison_of(workspace, authors).rows
    return rows, [(cell.author.family, cell.position) for row in rows for cell in row.cells if cell.stance]


def test_the_machine_proposes_everywhere_and_fills_no_cell(workspace):
    claims = [
        create_claim(workspace=workspace, text=text, kind=kind, by=None)
        for text, kind in (
            (WORDING, ClaimKind.FACTUAL),
            ("The council should not borrow for breakwaters.", ClaimKind.NORMATIVE),
        )
    ]
    for _twice in range(2):
        work(request_claim_vectors(workspace=workspace), embed_claims)
        work(request_analysis(workspace=workspace), analyse_workspace)

    # It did propose: without that the rest would hold of a machine that does nothing.
    assert CandidateClaim.objects.exists()
    assert AgreementCluster.objects.exists()
    assert FoundPassage.objects.filter(claim=claims[0]).exists()
    assert Evidence.objects.filter(state=EvidenceState.SUGGESTED).exists()

    assert not Stance.objects.exists()
    assert set(Evidence.objects.values_list("state", flat=True)) == {EvidenceState.SUGGESTED}
    assert Claim.objects.count() == len(claims)
    rows, filled = cells(workspace)
    assert len(rows) == len(claims)
    assert filled == []
    assert not {row.relation for row in rows} & {Relation.AGREE, Relation.DISAGREE, Relation.MIXED}

    first = found_passages(claims[0])[0].passages[0]
    give_answer(claim=claims[0], sentence=first.sentence, said=answer_for("supports"), by=UserFactory())

    assert cells(workspace)[1] == [("Moss", "affirms")]
    assert Evidence.objects.filter(state=EvidenceState.ACCEPTED).count() == 1

    # A later run of the machine leaves the person's cell and adds none.
    work(request_analysis(workspace=workspace), analyse_workspace)
    assert cells(workspace)[1] == [("Moss", "affirms")]
