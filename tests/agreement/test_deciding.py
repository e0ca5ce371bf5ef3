"""Decisions on the statements of clusters: saved once, told apart from others', taken back, shown."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from agreement.errors import DecisionTakenError, UnknownRelationError
from agreement.models import StatementDecision
from agreement.services import decide_statements, undo_decision, withdraw_decision
from agreement.services.decisions import UNDO_WINDOW
from agreement.settling import count_open
from common.errors import InvalidInputError
from tests.factories.agreement import AgreementClusterFactory, AnalysisRunFactory, ClusterMemberFactory
from tests.factories.decisions import decision_on
from tests.factories.workspaces import MembershipFactory
from workspaces.enums import Role

pytestmark = pytest.mark.django_db
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def annotator():
    return MembershipFactory(role=Role.ANNOTATOR)


@pytest.fixture
def workspace(annotator):
    return annotator.workspace


@pytest.fixture
def other(workspace):
    return MembershipFactory(workspace=workspace, role=Role.ANNOTATOR, user__name="Mia Falk").user


@pytest.fixture
def page(client, annotator):
    client.force_login(annotator.user)
    return client


@pytest.fixture
def run(workspace):
    return AnalysisRunFactory(workspace=workspace)


def cluster_of(run, size=3):
    """Return a cluster whose first member is the head, as the nearest of all others, and its sentences."""
    cluster = AgreementClusterFactory(run=run)
    members = [ClusterMemberFactory(cluster=cluster, position=place) for place in range(size)]
    for member in members:
        member.nearest = members[0].sentence if member is not members[0] else members[-1].sentence
        member.save()
    return cluster, [member.sentence for member in members]


@pytest.fixture
def cluster(run):
    return cluster_of(run)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def address(name, workspace, *arguments):
    return reverse(f"agreement:{name}", args=[workspace.slug, *arguments])


def decide(page, workspace, cluster, pair, relation, **headers):
    statement, head = pair
    given = {"statement": statement.pk, "head": head.pk, "relation": relation, "cluster": cluster.pk}
    return page.post(address("decide", workspace), given, **(headers or HTMX))


class TestDeciding:
    def test_the_order_of_the_two_changes_nothing_and_the_same_again_neither(
        self, workspace, cluster, annotator, other
    ):
        _cluster, (a, b, _c) = cluster
        first = decide_statements(workspace=workspace, one=b, other=a, relation="same", by=annotator.user)
        again = decide_statements(workspace=workspace, one=a, other=b, relation="same", by=other)
        assert (again.pk, again.decided_by, again.revision) == (first.pk, annotator.user, 1)

    def test_who_had_not_seen_anothers_decision_is_told_and_may_overrule_it(self, workspace, cluster, annotator, other):
        _cluster, (a, b, _c) = cluster
        decide_statements(workspace=workspace, one=a, other=b, relation="same", by=other)
        with pytest.raises(DecisionTakenError, match="Mia Falk said “same claim”") as told:
            decide_statements(workspace=workspace, one=a, other=b, relation="different", by=annotator.user)
        decide_statements(
            workspace=workspace,
            one=a,
            other=b,
            relation="different",
            seen=told.value.details["seen"],
            by=annotator.user,
        )
        assert StatementDecision.objects.get().relation == "different"

    @pytest.mark.parametrize(
        ("relation", "narrower"), [("alike", None), ("narrower", None), ("same", 0), ("narrower", 2)]
    )
    def test_what_is_no_decision_is_refused(self, workspace, cluster, annotator, relation, narrower):
        _cluster, sentences = cluster
        with pytest.raises(UnknownRelationError):
            decide_statements(
                workspace=workspace,
                one=sentences[0],
                other=sentences[1],
                relation=relation,
                narrower=None if narrower is None else sentences[narrower],
                by=annotator.user,
            )

    def test_statements_of_another_workspace_and_one_with_itself_are_refused(self, workspace, cluster, annotator):
        _cluster, (a, *_rest) = cluster
        _other, (foreign, *_rest) = cluster_of(AnalysisRunFactory())
        for pair in ((a, foreign), (a, a)):
            with pytest.raises(InvalidInputError):
                decide_statements(workspace=workspace, one=pair[0], other=pair[1], relation="same", by=annotator.user)

    def test_undo_goes_back_step_by_step_to_what_stood_before(self, workspace, cluster, annotator, other):
        _cluster, (a, b, c) = cluster
        mias = decide_statements(workspace=workspace, one=a, other=b, relation="same", by=other)
        me = annotator.user
        decide_statements(workspace=workspace, one=a, other=b, relation="related", seen=mias.mark, by=me)
        decide_statements(workspace=workspace, one=a, other=c, relation="narrower", narrower=c, by=me)

        assert undo_decision(workspace=workspace, by=me).holds == ""
        undone = undo_decision(workspace=workspace, by=me)
        assert (undone.said, undone.holds) == ("related", "same claim")
        row = StatementDecision.objects.get()
        assert (row.relation, row.decided_by, row.mark) == ("same", other, mias.mark)
        assert undo_decision(workspace=workspace, by=me) is None

    def test_undo_leaves_what_somebody_else_changed_and_what_is_old(self, workspace, cluster, annotator, other):
        _cluster, (a, b, c) = cluster
        mine = decide_statements(workspace=workspace, one=a, other=b, relation="same", by=annotator.user)
        decide_statements(workspace=workspace, one=a, other=b, relation="related", seen=mine.mark, by=other)
        decision_on(workspace, a, c, decided_by=annotator.user, decided_at=timezone.now() - UNDO_WINDOW)
        assert undo_decision(workspace=workspace, by=annotator.user) is None

    def test_taking_back_asks_for_what_was_seen(self, workspace, cluster, annotator, other):
        _cluster, (a, b, _c) = cluster
        mine = decide_statements(workspace=workspace, one=a, other=b, relation="same", by=annotator.user)
        mias = decide_statements(workspace=workspace, one=a, other=b, relation="related", seen=mine.mark, by=other)
        with pytest.raises(DecisionTakenError):
            withdraw_decision(workspace=workspace, one=a, other=b, seen=mine.mark, by=annotator.user)
        assert withdraw_decision(workspace=workspace, one=a, other=b, seen=mias.mark, by=annotator.user)
        assert not withdraw_decision(workspace=workspace, one=a, other=b, seen=mias.mark, by=annotator.user)

    def test_a_cluster_waits_until_all_are_decided_or_follow(self, workspace, run, annotator):
        cluster, (a, b, c) = cluster_of(run)
        count_open(run)

        def waiting():
            return type(cluster).objects.get(pk=cluster.pk).open_count

        assert waiting() == 2
        decide_statements(workspace=workspace, one=b, other=c, relation="same", by=annotator.user)
        assert waiting() == 2
        decide_statements(workspace=workspace, one=a, other=b, relation="opposite", by=annotator.user)
        assert waiting() == 0
        undo_decision(workspace=workspace, by=annotator.user)
        assert waiting() == 2


class TestPage:
    def test_a_key_saves_the_decision_and_answers_with_the_card(self, page, workspace, cluster, annotator):
        found, (a, b, _c) = cluster
        response = decide(page, workspace, found, (b, a), "narrower")
        row = StatementDecision.objects.get()
        assert (row.relation, row.narrower, row.run, row.decided_by) == ("narrower", b, found.run, annotator.user)
        assert response["HX-Retarget"] == f"#cluster-{found.pk}"
        assert f"{annotator.user.name} said narrower" in text_of(response)
        assert "1 to decide" in text_of(response)

    def test_wider_is_narrower_the_other_way_round(self, page, workspace, cluster):
        found, (a, b, _c) = cluster
        decide(page, workspace, found, (b, a), "wider")
        assert StatementDecision.objects.get().narrower == a

    def test_a_double_click_saves_once_and_says_nothing(self, page, workspace, cluster):
        found, (a, b, _c) = cluster
        for _click in range(2):
            assert "meanwhile" not in text_of(decide(page, workspace, found, (b, a), "same"))
        assert StatementDecision.objects.get().revision == 1

    def test_the_later_of_two_people_is_told_and_shown_what_holds(self, page, workspace, cluster, other):
        found, (a, b, _c) = cluster
        decision_on(workspace, a, b, "related", decided_by=other)
        shown = text_of(decide(page, workspace, found, (b, a), "same"))
        assert "Mia Falk said “related” of these two meanwhile, so yours was not saved." in shown
        assert "Mia Falk said related" in shown
        assert StatementDecision.objects.get().relation == "related"

    def test_a_decision_counts_although_a_newer_analysis_replaced_the_cluster(self, page, workspace, cluster):
        found, (a, b, _c) = cluster
        AnalysisRunFactory(workspace=workspace)
        shown = decide(page, workspace, found, (b, a), "same")
        assert StatementDecision.objects.get().relation == "same"
        assert shown["HX-Retarget"] == f"#cluster-{found.pk}"
        assert "A newer analysis has replaced this cluster." in text_of(shown)

    def test_undo_shows_the_card_again_if_it_is_on_the_page(self, page, workspace, cluster):
        found, (a, b, _c) = cluster
        decide(page, workspace, found, (b, a), "same")
        response = page.post(address("decision_undo", workspace), {"cluster": [found.pk, found.pk]}, **HTMX)
        assert response["HX-Retarget"] == f"#cluster-{found.pk}"
        assert "Undone: “same claim”. It waits for a decision again." in text_of(response)
        response = page.post(address("decision_undo", workspace), **HTMX)
        assert (response["HX-Reswap"], "nothing of yours left" in text_of(response)) == ("none", True)

    def test_without_scripts_it_goes_back_to_the_cluster(self, page, workspace, cluster):
        found, (a, b, _c) = cluster
        response = decide(page, workspace, found, (b, a), "same", HTTP_ACCEPT="text/html")
        assert response.url == f"{address('clusters', workspace)}?show=all#cluster-{found.pk}"

    @pytest.mark.parametrize("given", [{}, {"statement": "x", "head": 1}, {"statement": 10**30, "head": 1}])
    def test_what_is_no_decision_is_told(self, page, workspace, given):
        assert "That is no decision" in text_of(page.post(address("decide", workspace), given, **HTMX))

    def test_any_member_can_be_the_one_that_others_are_compared_with(self, page, workspace, cluster):
        found, (a, b, c) = cluster
        url = address("cluster", workspace, found.pk)
        shown = page.get(url, {"head": b.pk}, **HTMX).context["shown"]
        assert [one.member.sentence for one in shown.members] == [b, a, c]
        assert page.get(url, {"head": "7x"}).context["shown"].head.member.sentence == a

    def test_what_was_decided_leaves_the_waiting_list_and_shows_under_decided(self, page, workspace, run):
        one, (a, b) = cluster_of(run, size=2)
        two, _sentences = cluster_of(run, size=2)
        count_open(run)
        decide(page, workspace, one, (b, a), "different")

        def listed(**given):
            response = page.get(address("clusters", workspace), given)
            return [shown.cluster for shown in response.context["rows"]], response.context["facts"].counts

        counts = {"waiting": 1, "decided": 1, "all": 2}
        assert listed() == ([two], counts)
        assert listed(show="decided") == ([one], counts)
        assert listed(show="all") == ([one, two], counts)

    def test_clusters_are_narrowed_by_author_and_by_a_word_of_name_or_statement(self, page, workspace, run):
        cluster_of(run, size=2)
        two = AgreementClusterFactory(run=run, label="pilots")
        member = ClusterMemberFactory(cluster=two, sentence__text="Pilots fear the fog.")
        url = address("clusters", workspace)
        for given in ({"author": member.author.slug}, {"term": "PILOT"}, {"term": "fear"}):
            response = page.get(url, given)
            assert [shown.cluster for shown in response.context["rows"]] == [two]
        assert "No cluster fits" in text_of(page.get(url, {"term": "zebra"}))
        assert len(page.get(url, {"author": "nobody", "show": "odd"}).context["rows"]) == 0

    def test_decisions_that_contradict_newer_ones_are_listed(self, page, workspace, cluster):
        _cluster, (a, b, c) = cluster
        for pair, relation in (((a, c), "different"), ((a, b), "same"), ((b, c), "same")):
            decision_on(workspace, *pair, relation)
        assert "One decision contradicts newer ones" in text_of(page.get(address("clusters", workspace)))

    @pytest.mark.parametrize("size", [1, 3])
    def test_queries_do_not_grow(self, page, workspace, run, size, django_assert_num_queries):
        for _ in range(size):
            _found, (a, b, _c) = cluster_of(run)
            decision_on(workspace, a, b, "same")
        with django_assert_num_queries(10):
            page.get(address("clusters", workspace), {"show": "all"})

    def test_any_two_statements_can_be_decided_on_a_page_of_their_own(self, page, workspace, run):
        _one, (a, _b, _c) = cluster_of(run)
        _two, (d, _e, _f) = cluster_of(run)
        url = address("pair", workspace)
        assert "What are they to each other?" in text_of(page.get(url, {"s": [d.pk, a.pk]}))
        given = {"statement": a.pk, "head": d.pk, "relation": "wider", "pair": "1"}
        response = page.post(address("decide", workspace), given)
        assert response.url == f"{url}?s={d.pk}&s={a.pk}"
        assert StatementDecision.objects.get().narrower == d
        assert "said wider" in text_of(page.get(response.url))

    @pytest.mark.parametrize("chosen", [[], ["1"], ["1", "1"], ["x", "9" * 30], ["1", "2", "3"]])
    def test_a_pair_is_two_statements_of_this_workspace(self, page, workspace, chosen):
        assert page.get(address("pair", workspace), {"s": chosen}).url == address("rest", workspace)

    def test_a_viewer_decides_nothing_and_a_stranger_finds_nothing(self, client, workspace, cluster):
        found, (a, b, _c) = cluster
        client.force_login(MembershipFactory(workspace=workspace, role=Role.VIEWER).user)
        assert decide(client, workspace, found, (b, a), "same").status_code == 403
        assert "data-key" not in client.get(address("cluster", workspace, found.pk)).content.decode()
        client.force_login(MembershipFactory().user)
        assert decide(client, workspace, found, (b, a), "same").status_code == 404
