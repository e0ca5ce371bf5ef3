"""Every route with every role and with another workspace's objects: who is refused is refused, and writes nothing."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from tests.api.seeding import seed
from tests.factories.agreement import CandidateClaimFactory
from tests.factories.releases import ClaimSetFactory, ReleaseFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.enums import Role
from workspaces.management.commands.list_roles import BEGIN, tables, walk_routes
from workspaces.models import Membership

pytestmark = pytest.mark.django_db

PREFIX = "w/<slug:workspace>/"
PAGES = {route: view for route, view in walk_routes() if route.startswith(PREFIX)}
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "roles.md"
PLAIN = {"application/json", "application/ld+json", "text/csv"}
"""What a browser does not run, with nosniff."""
INLINE = re.compile(
    r"""<script(?![^>]*\b(?:src=|type="application/json"))|<style|\sstyle=|\son\w+="|javascript:""", re.IGNORECASE
)
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)

# Routes that ask more than the role: there a permitted role may meet 403 all the same.
NARROWER = {
    "comments/<uuid:comment_id>/edit/": "only its author changes a comment",
    "comments/<uuid:comment_id>/delete/": "its author or an editor",
    "comments/<uuid:comment_id>/undelete/": "who deleted it or an editor",
    "claims/<int:number>/edit/": "what is signed off is reworded by editors",
    "claims/<int:number>/status/": "signing off is for editors",
    "history/<slug:key>/restore/": "what doing it in the first place asks for",
}

# Parameters that are words of the product and not objects of a workspace: alone they can belong to nobody else.
WORDS = {
    "question": "key of a critical question, the same everywhere",
    "fingerprint": "what a hint depends on: a hint that is gone is put aside or shown again as one that is here",
}


def workspace_with_everything(slug, mark):
    """Return the arguments of routes that lead to objects of a new workspace, by the parameter's name."""
    workspace = WorkspaceFactory(slug=slug)
    seeded = seed(workspace, mark)
    CandidateClaimFactory(run=workspace.analysis_runs.first(), author=seeded.author)
    # Numbers start apart, so that one of another workspace leads nowhere.
    offset = {"a": 0, "b": 500}[mark]
    for claim in Claim.objects.filter(workspace=workspace):
        Claim.objects.filter(pk=claim.pk).update(number=claim.number + offset)
    event = Claim.pgh_event_model.objects.filter(pgh_obj_id=seeded.claim.pk).first()
    return {
        "workspace": slug,
        "number": seeded.claim.number + offset,
        "slug": seeded.map.slug,
        "author_slug": seeded.author.slug,
        "key": f"claim-{event.pgh_id}",
        "membership_id": MembershipFactory(workspace=workspace, role="viewer").pk,
        "capture_id": seeded.source.captures.get().pk,
        "sentence_id": seeded.source.captures.get().text_versions.get().sentences.first().pk,
        "anchor_id": seeded.passage.anchors.get().pk,
        "argument": seeded.claim.arguments.first().pk,
        **{
            f"{name}_id": getattr(seeded, name).pk
            for name in ("source", "passage", "evidence", "comment", "stance", "cluster", "job")
        },
        "claim_set": (claim_set := ClaimSetFactory(workspace=workspace, slug=f"set-{mark}")).slug,
        "release": ReleaseFactory(claim_set=claim_set, number=1 + offset).number,
        "candidate_id": workspace.candidate_claims.first().pk,
    }


@pytest.fixture(scope="module")
def places(django_db_setup, django_db_blocker):
    """Two workspaces with something of everything, and a member of the first with each role."""
    with django_db_blocker.unblock(), transaction.atomic():
        cache.clear()
        ours, theirs = workspace_with_everything("ours", "a"), workspace_with_everything("theirs", "b")
        workspace = Membership.objects.get(pk=ours["membership_id"]).workspace
        members = {role: MembershipFactory(workspace=workspace, role=role) for role in Role}
        clients = {"anonymous": Client(), "stranger": Client(), **{role: Client() for role in Role}}
        clients["stranger"].force_login(MembershipFactory(role="admin").user)
        for role, member in members.items():
            clients[role].force_login(member.user)
        yield ours, theirs, clients, members
        transaction.set_rollback(True)


def parameters(route):
    return re.findall(r"<\w+:(\w+)>", route.removeprefix(PREFIX))


def address(route, arguments):
    """Return the address; a parameter that nobody gave an object for leads to none."""
    return "/" + re.sub(r"<\w+:(\w+)>", lambda found: str(arguments.get(found[1], uuid4())), route)


def ask(client, method, url):
    """Return the answer's status and what was written for it; all of it is rolled back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        status = getattr(client, method)(url).status_code
        transaction.set_rollback(True)
    return status, [query["sql"] for query in queries if WRITES.match(query["sql"])]


def unsafe_in(response):
    """Return what a browser could be made to run, or to take for what it is not, by this answer."""
    kind, policy = response["Content-Type"].partition(";")[0], response["Content-Security-Policy"]
    found = [] if response["X-Content-Type-Options"] == "nosniff" else ["no nosniff"]
    is_saved = response.get("Content-Disposition", "").startswith("attachment")
    # A page that is saved runs by its own policy, and with none of ours should a browser show it all the same.
    if kind == "text/html" and not (is_saved and "sandbox" in policy):
        html = b"".join(response).decode() if response.streaming else response.content.decode()
        found += INLINE.findall(html)
        return found if policy == settings.CONTENT_SECURITY_POLICY else [*found, policy]
    # Whatever else is sent is saved as a file, or shown where nothing runs.
    is_file = is_saved or kind in PLAIN
    return found if is_file or "sandbox" in policy else [*found, f"{kind} is shown: {policy}"]


def permits(view, member, method):
    policies = [view.policy, *([view.writing] if method == "post" and view.writing else [])]
    return all(policy(member) for policy in policies)


@pytest.mark.parametrize("route", PAGES)
def test_each_role_gets_what_the_route_declares_and_who_is_refused_writes_nothing(places, route):
    ours, _theirs, clients, members = places
    view, url, answers, expected = PAGES[route], address(route, ours), {}, {}

    for method in ("get", "post"):
        for who, refusal in (("anonymous", 302), ("stranger", 404)):
            answers[method, who], expected[method, who] = ask(clients[who], method, url), (refusal, [])
        for role in Role:
            if not permits(view, members[role], method):
                answers[method, role], expected[method, role] = ask(clients[role], method, url), (403, [])

    assert answers == expected


@pytest.mark.parametrize("route", PAGES)
def test_the_lowest_role_that_the_route_permits_is_let_through_to_a_safe_answer(places, route):
    ours, _theirs, clients, members = places
    narrower = any(route.endswith(end) for end in NARROWER)

    for method in ("get", "post"):
        role = next(role for role in Role if permits(PAGES[route], members[role], method))
        with transaction.atomic():
            response = getattr(clients[role], method)(address(route, ours))
            assert response.status_code < 500
            assert response.status_code not in {401, 403} or narrower
            assert unsafe_in(response) == []
            transaction.set_rollback(True)


@pytest.mark.parametrize("route", [route for route in PAGES if parameters(route)])
def test_objects_of_another_workspace_are_not_there(places, route):
    ours, theirs, clients, _members = places
    names = parameters(route)

    for foreign in (names, *([name] for name in names if len(names) > 1 and name not in WORDS)):
        url = address(route, {**ours, **{name: theirs.get(name, uuid4()) for name in foreign}})
        for method in ("get", "post"):
            status, written = ask(clients[Role.ADMIN], method, url)
            assert (status in {404, 405}, written) == (True, []), (method, url, status)


def test_the_table_in_the_documentation_is_the_one_of_the_routes():
    stale = "The table is stale. Run: manage.py list_roles --write docs/roles.md"

    assert tables() in DOCUMENT.read_text(encoding="utf-8").split(BEGIN)[1], stale


def test_every_route_that_asks_more_is_still_a_route():
    assert [end for end in NARROWER if not any(route.endswith(end) for route in PAGES)] == []
