"""Statements of clusters are decided on with one key each, in a real browser."""

import pytest

from agreement.models import StatementDecision, WorkspaceAlias
from agreement.settling import count_open
from tests.factories.agreement import (
    AgreementClusterFactory,
    AnalysisRunFactory,
    CandidateClaimFactory,
    ClusterMemberFactory,
)
from tests.factories.decisions import FittedCalibrationFactory, WorkspaceAliasFactory, decision_on
from tests.factories.workspaces import MembershipFactory
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAYINGS = (
    "The harbour silts up every spring, and no dredger keeps pace with it.",
    "Every spring the harbour fills with silt faster than it can be dredged.",
    "Dredging keeps the harbour open all the year round.",
)


@pytest.fixture
def clusters(member):
    """Two clusters of three statements each."""
    run = AnalysisRunFactory(workspace=member.workspace, parameters={"neighbours": 2, "linkage": 4.0})
    found = []
    for place, score in enumerate((0.84, 0.55)):
        cluster = AgreementClusterFactory(
            run=run, position=place, score=score, label=("silt, spring", "dues, quay")[place]
        )
        members = [
            ClusterMemberFactory(cluster=cluster, position=number, score=score, sentence__text=text)
            for number, text in enumerate(SAYINGS)
        ]
        for one in members:
            one.nearest = members[0].sentence if one is not members[0] else members[1].sentence
            one.save()
        found.append([one.sentence for one in members])
    count_open(run)
    return found


def said():
    rows = StatementDecision.objects.order_by("decided_at").values_list("first_id", "second_id", "relation")
    return [tuple(row) for row in rows]


def test_statements_are_decided_by_keys_and_taken_back_without_end(browser_page, log_in, member, clusters):
    (a, b, c), (d, e, f) = clusters
    page = browser_page
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/clusters/")
    for key, told in (
        ("j", None),
        ("s", "1 to decide"),
        ("o", "all decided"),
        ("n", "1 to decide"),
        ("d", "all decided"),
    ):
        page.keyboard.press(key)
        if told:
            card = page.locator(".cluster").nth(0 if key in "so" else 1)
            card.get_by_text(told, exact=True).wait_for()
    pairs = [(a.pk, b.pk, "same"), (a.pk, c.pk, "opposite"), (d.pk, e.pk, "narrower"), (d.pk, f.pk, "different")]
    assert said() == pairs
    for left in (3, 2, 1, 0):
        page.keyboard.press("u")
        page.locator(".toast", has_text="Undone").nth(3 - left).wait_for()
        assert said() == pairs[:left]
    assert_no_axe_violations(page)


def test_the_later_of_two_sees_what_the_other_said(browser_page, log_in, member, clusters):
    (a, b, _c), _second = clusters
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/clusters/")
    mia = MembershipFactory(workspace=member.workspace, user__name="Mia Falk").user
    decision_on(member.workspace, a, b, "related", decided_by=mia)
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("s")
    browser_page.locator(".toast", has_text="Mia Falk said “related” of these two meanwhile").wait_for()
    assert said() == [(a.pk, b.pk, "related")]


def test_clusters_fit_a_phone_and_keep_the_rules(phone_page, log_in, member, clusters):
    (a, b, _c), _second = clusters
    decision_on(member.workspace, a, b, "same", decided_by=member.user)
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{member.workspace.slug}/clusters/")
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)


def test_names_are_kept_by_keys(browser_page, log_in, member, source):
    for form, origin in (("HB", "initials"), ("Moss cabinet", "leader")):
        WorkspaceAliasFactory(workspace=member.workspace, form=form, state="proposed", origin=origin)
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/clusters/names/")
    assert_no_axe_violations(browser_page)
    for key, heading in (("a", "In use"), ("r", "Rejected: not proposed again")):
        browser_page.keyboard.press("j")
        browser_page.keyboard.press(key)
        browser_page.get_by_role("heading", name=heading).wait_for()
    browser_page.keyboard.press("u")
    browser_page.locator(".toast", has_text="Undone").wait_for()
    states = WorkspaceAlias.objects.order_by("form").values_list("form", "state")
    assert sorted(state for _form, state in states) == ["accepted", "proposed"]


@pytest.mark.parametrize("name", ["names", "rest", "runs"])
def test_pages_about_the_analysis_fit_a_phone_and_keep_the_rules(phone_page, log_in, member, clusters, name):
    WorkspaceAliasFactory(workspace=member.workspace)
    FittedCalibrationFactory(workspace=member.workspace)
    CandidateClaimFactory(run=member.workspace.analysis_runs.get())
    log_in(phone_page, member.user)
    phone_page.goto(f"/w/{member.workspace.slug}/clusters/{name}/")
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)
