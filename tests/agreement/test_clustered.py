import pytest

from agreement.clustered import decided_in, keep_clusters
from agreement.domain.clusters.clustering import AgreementCluster as FoundCluster
from agreement.domain.clusters.clustering import Clustering, ClusterMember
from agreement.domain.clusters.links import Links, pair_of
from agreement.domain.clusters.refit import AS_IT_IS
from agreement.domain.likeness.pairing import StatementPair
from agreement.domain.likeness.similarity import IndexedStatement
from agreement.models import AgreementCluster
from agreement.services import make_claim_of_cluster
from claims.enums import Bearing
from sources.models import Sentence
from tests.factories.agreement import AnalysisRunFactory
from tests.factories.decisions import decision_on
from tests.factories.sources import make_source
from tests.factories.workspaces import UserFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db

MOSS = "Dues rise in the harbour. Boats come back to the harbour. Trains run late."
PARK = "Harbour dues rise again. Boats return. Trains are late. Nobody fishes."


class Team:
    """A workspace with seven sentences of two authors: 0 to 2 by Moss, 3 to 6 by Park."""

    def __init__(self):
        self.workspace = WorkspaceFactory()
        make_source(self.workspace, MOSS, key="moss", authors=("Ada Moss",))
        make_source(self.workspace, PARK, key="park", authors=("Zoe Park",))
        self.sentences = list(Sentence.objects.order_by("text_version__capture__source__key", "position"))
        authors = {author.family: str(author.pk) for author in self.workspace.authors.all()}
        self.statements = [
            IndexedStatement(each.pk, authors["Moss" if place < 3 else "Park"], each.text)
            for place, each in enumerate(self.sentences)
        ]

    def keep(self, *clusters, links=Links()):  # noqa: B008 - it is frozen
        """Save a run with these clusters, each a name and places of sentences, and return the rows as they are then."""
        run = AnalysisRunFactory(workspace=self.workspace)
        found = tuple(self.found(name, places) for name, *places in clusters)
        keep_clusters(run, Clustering(found, ()), self.statements, links, AS_IT_IS)
        return list(AgreementCluster.objects.filter(run=run))

    def found(self, name, places):
        ids = [self.sentences[place].pk for place in places]
        members = [
            ClusterMember(
                one,
                self.statements[place].author,
                0.6,
                StatementPair(one, ids[at - 1], 5, 0.5, 0.4, 0.4, 0.2, ("dues",)),
            )
            for at, (place, one) in enumerate(zip(places, ids, strict=True))
        ]
        return FoundCluster(name, 0.6, tuple(members))

    def make_claim(self, cluster, *places):
        chosen = {self.sentences[place].pk for place in places}
        bearings = {member.pk: Bearing.SUPPORTS for member in cluster.members.all() if member.sentence_id in chosen}
        return make_claim_of_cluster(cluster=cluster, text="Dues rise.", bearings=bearings, by=UserFactory())

    def places_in(self, cluster):
        place_of = {sentence.pk: place for place, sentence in enumerate(self.sentences)}
        return [place_of[one] for one in cluster.members.values_list("sentence_id", flat=True)]


@pytest.fixture
def team():
    return Team()


def test_a_cluster_that_goes_on_keeps_its_row_and_its_name(team):
    (before,) = team.keep(("dues, harbour", 0, 3))
    first, after = team.keep(("boats", 1, 4), ("rise, harbour, again", 0, 3, 6))

    assert (after.pk, after.label, after.position) == (before.pk, "dues, harbour", 1)
    assert team.places_in(after) == [0, 3, 6]
    assert first.pk != before.pk


def test_a_name_whose_words_are_gone_is_changed(team):
    (before,) = team.keep(("trains", 0, 3))
    (after,) = team.keep(("harbour", 0, 3))
    assert (after.pk, after.label) == (before.pk, "harbour")


def test_the_same_clusters_again_write_no_member(team):
    (before,) = team.keep(("dues", 0, 3))
    rows = list(before.members.values_list("pk", flat=True))
    (after,) = team.keep(("dues", 0, 3))
    assert list(after.members.values_list("pk", flat=True)) == rows


def test_a_cluster_that_is_found_no_more_goes(team):
    team.keep(("dues", 0, 3))
    team.keep(("boats", 1, 4))
    assert AgreementCluster.objects.get().label == "boats"


def test_a_cluster_made_a_claim_stays_with_what_the_claim_rests_on(team):
    (before,) = team.keep(("dues", 0, 3, 6))
    claim = team.make_claim(before, 0, 3)

    decided = decided_in(team.workspace, [each.id for each in team.statements])
    fresh, after = team.keep(("boats", 1, 4))

    assert decided.settled == {team.sentences[0].pk, team.sentences[3].pk}
    assert (after.pk, after.claim) == (before.pk, claim)
    assert team.places_in(after) == [0, 3]
    assert team.places_in(fresh) == [1, 4]


def test_a_claim_made_while_the_clusters_were_found_is_not_doubled(team):
    (before,) = team.keep(("dues", 0, 3))
    team.make_claim(before, 0, 3)
    (after,) = team.keep(("dues", 0, 3, 6))
    assert (after.pk, team.places_in(after)) == (before.pk, [0, 3])


def test_what_people_tie_to_a_settled_statement_joins_its_cluster(team):
    (before,) = team.keep(("dues", 0, 3))
    team.make_claim(before, 0, 3)
    decision_on(team.workspace, team.sentences[3], team.sentences[6], "same")

    decided = decided_in(team.workspace, [each.id for each in team.statements])
    (after,) = team.keep(links=decided.links)

    assert decided.links.must == {pair_of(team.sentences[3].pk, team.sentences[6].pk)}
    assert decided.settled == {team.sentences[place].pk for place in (0, 3, 6)}
    assert team.places_in(after) == [0, 3, 6]
    assert after.members.last().why == {"decided": True}


def test_a_claim_that_is_deleted_frees_its_cluster(team):
    (before,) = team.keep(("dues", 0, 3))
    team.make_claim(before, 0, 3)
    AgreementCluster.objects.update(claim=None)

    assert decided_in(team.workspace, []).settled == frozenset()
    (after,) = team.keep(("dues", 0, 3, 6))
    assert after.pk == before.pk


def test_another_workspace_keeps_its_clusters(team):
    (theirs,) = Team().keep(("dues", 0, 3))
    team.keep(("dues", 0, 3))
    team.keep()
    assert AgreementCluster.objects.get() == theirs
