"""Who may do what: every role against every route and method, and no route that nobody has thought about."""

import pytest
from django.db import transaction
from django.utils import timezone
from rest_framework.test import APIClient

from api.urls import urlpatterns
from api.v1.urls import router
from tests.api.conftest import client_of
from tests.api.seeding import seed
from tests.factories.claims import ClaimFactory
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory
from workspaces.enums import Role, Scope
from workspaces.policies import can_read

pytestmark = pytest.mark.django_db

ROLES = ("anonymous", "stranger", "viewer", "annotator", "editor", "admin")
READ = dict(zip(ROLES, (401, 404, 200, 200, 200, 200), strict=True))
LIST = dict(zip(ROLES, (401, 200, 200, 200, 200, 200), strict=True))
PUBLIC = dict.fromkeys(ROLES, 200)


def from_annotator(status):
    return dict(zip(ROLES, (401, 404, 403, status, status, status), strict=True))


def from_editor(status):
    return dict(zip(ROLES, (401, 404, 403, 403, status, status), strict=True))


# What each route answers to each role, by method. A route that is missing here fails the test below.
EXPECTED = {
    ("root", "get"): PUBLIC,
    ("workspace-list", "get"): LIST,
    ("workspace-detail", "get"): READ,
    ("author-list", "get"): LIST,
    ("author-detail", "get"): READ,
    ("source-list", "get"): LIST,
    ("source-list", "post"): from_annotator(202),
    ("source-detail", "get"): READ,
    ("source-fetch", "post"): from_annotator(202),
    ("source-detail", "patch"): from_annotator(200),
    ("source-grade", "post"): from_editor(200),
    ("source-status", "post"): from_editor(200),
    ("source-impact", "get"): READ,
    # Whoever is logged in may send one; its operations ask for what they need.
    ("batch", "post"): dict(zip(ROLES, (401, 200, 200, 200, 200, 200), strict=True)),
    ("search", "get"): READ,
    ("bibliography", "get"): READ,
    ("bibliography", "post"): from_annotator(200),
    ("source-text", "get"): READ,
    ("passage-list", "get"): LIST,
    ("passage-list", "post"): from_annotator(201),
    ("passage-detail", "get"): READ,
    ("annotation-list", "get"): LIST,
    ("annotation-list", "post"): from_annotator(200),
    ("annotation-detail", "get"): READ,
    ("reference-list", "get"): LIST,
    ("reference-detail", "get"): READ,
    ("citation-list", "get"): LIST,
    ("citation-detail", "get"): READ,
    ("claim-search", "get"): READ,
    ("claim-import", "post"): from_annotator(200),
    ("claim-list", "get"): LIST,
    ("claim-list", "post"): from_annotator(201),
    ("claim-detail", "get"): READ,
    ("claim-detail", "patch"): from_editor(200),
    ("claim-merge", "post"): from_editor(200),
    ("evidence-list", "get"): LIST,
    ("evidence-list", "post"): from_annotator(201),
    ("evidence-detail", "get"): READ,
    ("evidence-detail", "delete"): from_annotator(204),
    ("evidence-decision", "post"): from_annotator(200),
    ("comment-list", "get"): LIST,
    ("comment-list", "post"): from_annotator(201),
    ("comment-detail", "get"): READ,
    # Somebody else's comment: nobody changes it, editors delete it.
    ("comment-detail", "patch"): dict(zip(ROLES, (401, 404, 403, 403, 403, 403), strict=True)),
    ("comment-deletion", "post"): from_editor(200),
    ("comment-resolution", "post"): from_annotator(200),
    ("judgement-list", "get"): LIST,
    ("judgement-list", "post"): from_annotator(201),
    ("judgement-detail", "get"): READ,
    ("answer-list", "get"): LIST,
    ("answer-list", "post"): from_annotator(201),
    ("answer-detail", "get"): READ,
    ("answer-detail", "delete"): from_annotator(204),
    ("questions", "get"): READ,
    ("findings", "get"): READ,
    ("adjudication-list", "get"): LIST,
    ("adjudication-list", "post"): from_editor(201),
    ("adjudication-detail", "get"): READ,
    ("stance-list", "get"): LIST,
    ("stance-list", "post"): from_editor(201),
    ("stance-detail", "get"): READ,
    ("cluster-list", "get"): LIST,
    ("cluster-detail", "get"): READ,
    ("decision-list", "get"): LIST,
    ("decision-list", "post"): from_annotator(201),
    ("decision-detail", "get"): READ,
    ("decision-detail", "delete"): from_annotator(204),
    ("name-list", "get"): LIST,
    ("name-list", "post"): from_annotator(201),
    ("name-detail", "get"): READ,
    ("name-detail", "patch"): from_annotator(200),
    ("name-detail", "delete"): from_annotator(204),
    ("map-list", "get"): LIST,
    ("map-detail", "get"): READ,
    ("map-evaluation", "get"): READ,
    ("comparison", "get"): READ,
    ("annotators", "get"): READ,
    ("claim_set-list", "get"): dict.fromkeys(ROLES, 200),
    ("claim_set-list", "post"): from_editor(201),
    ("claim_set-detail", "get"): READ,
    ("claim_set-detail", "patch"): from_editor(200),
    ("claim_set-detail", "delete"): from_editor(409),  # it has a release
    ("claim_set-entries", "post"): from_editor(200),
    ("set_claim-list", "get"): READ,
    ("release-list", "get"): READ,
    ("release-list", "post"): from_editor(202),
    ("changes", "get"): READ,
    ("release-detail", "get"): READ,
    ("release-notices", "post"): from_editor(201),
    ("release-diff", "get"): READ,
    ("release-file", "get"): READ,
    ("release-form", "get"): READ,
    ("claim_set-export", "get"): READ,
    ("webhook-list", "get"): LIST,
    ("webhook-list", "post"): from_editor(201),
    ("webhook-detail", "get"): READ,
    ("webhook-detail", "patch"): from_editor(200),
    ("webhook-detail", "delete"): from_editor(204),
    ("webhook-secret", "post"): from_editor(200),
    ("webhook-test", "post"): from_editor(202),
    ("webhook-replay", "post"): from_editor(202),
    ("delivery-list", "get"): LIST,
    ("delivery-detail", "get"): READ,
    ("delivery-replay", "post"): from_editor(200),
    ("job-list", "get"): LIST,
    ("job-detail", "get"): READ,
    ("job-retry", "post"): from_annotator(202),
}
# Open to everybody on purpose: they hold no data of anyone.
OPEN = {"schema", "docs", "examples", "problems", "problem", "nothing"}

# Routes that are no resource, with a query that they take.
ALONE = {
    "annotators": "?workspace=locks",
    "search": "?workspace=locks&q=barge",
    "questions": "?workspace=locks&claim=1",
    "findings": "?workspace=locks&claim=1",
    "bibliography": "?workspace=locks&style=ris",
    "claim-import": "?workspace=locks",
    "claim-search": "?workspace=locks&q=counting",
    "batch": "",
}
BODIES_ALONE = {
    "claim-import": '{"text": "Rain.", "kind": "factual"}',
    "batch": {"operations": [{"method": "DELETE", "path": "/api/v1/nothing/"}]},
}
# Routes that take a file as their body, and its type.
FILES = {"claim-import": "application/x-ndjson"}
# Actions on a whole list, with a body that they take.
ON_LISTS = {
    "source-fetch": {"workspace": "locks", "url": "https://quay.example/a"},
}


def routes():
    """Yield name, method and view of every route of version 1, as the resolver knows them."""
    [version] = [pattern for pattern in urlpatterns if str(pattern.pattern) == "v1/"]
    for pattern in version.url_patterns:
        actions = getattr(pattern.callback, "actions", None) or {"get": None}
        for method, action in actions.items():
            if method != "head":
                yield pattern.name, method, pattern.callback, action


# Resources that are addressed by the slug of a claim set.
OF_CLAIM_SETS = {"claim_set", "release", "set_claim", "changes"}


# Lists of one claim set, which a stranger does not find.
IN_A_SET = {"release-list", "set_claim-list"}


def _of_claim_sets(name, seeded):
    """Return the address and body of a route of claim sets and what belongs to them."""
    root = "/api/v1/claim-sets/"
    one = f"{root}{seeded.claim_set.slug}/"
    release = f"{one}releases/{seeded.release.number}/"
    return {
        "claim_set-list": (root, {"workspace": "locks", "slug": "new-locks", "title": "New locks"}),
        "claim_set-detail": (one, {"title": "Other locks"}),
        "claim_set-entries": (f"{one}entries/", {"add": [str(seeded.claim.pk)]}),
        "set_claim-list": (f"{one}claims/", None),
        "changes": (f"{one}changes/", None),
        "release-list": (f"{one}releases/", {"notes": "More."}),
        "release-detail": (release, None),
        "release-notices": (f"{release}notices/", {"kind": "retraction", "text": "Counted twice."}),
        "release-diff": (f"{release}diff/", None),
        "release-file": (f"{release}claims.ndjson", None),
        "release-form": (f"{release.removesuffix('/')}.ndjson", None),
        "claim_set-export": (f"{one}export.csv", None),
    }[name]


def address_and_body(name, seeded):
    """Return the route's address in the seeded workspace and a body that it takes."""
    if name in ALONE:
        body = BODIES_ALONE.get(name, {"workspace": "locks", "text": "@book{n, title={N}}"})
        return f"/api/v1/{name.replace('claim-import', 'claims/import')}/{ALONE[name]}", body
    if name == "comparison":
        return f"/api/v1/comparison/?workspace=locks&author={seeded.author.slug}&author={seeded.second.slug}", None
    prefix, _, leaf = name.partition("-")
    prefixes = {basename: prefix for prefix, _, basename in router.registry}
    if name == "root":
        return "/api/v1/", None
    if prefix in OF_CLAIM_SETS:
        return _of_claim_sets(name, seeded)
    address = f"/api/v1/{prefixes[prefix]}/"
    if name in ON_LISTS:
        return f"{address}{leaf}/", ON_LISTS[name]
    name_of_row = {"annotation": "evidence"}.get(prefix, prefix)
    target = seeded.suggestion if leaf == "decision" else getattr(seeded, name_of_row)
    if leaf != "list":
        address += f"{target.pk}/"
    if leaf not in {"list", "detail"}:
        address += f"{leaf}/"
    claim, passage, author = str(seeded.claim.pk), str(seeded.passage.pk), str(seeded.author.pk)
    bodies = {
        "source-list": {"workspace": "locks", "item": {"id": "new", "title": "New"}, "text": "New."},
        "source-detail": {"item": {"title": "New"}},
        "source-grade": {"reliability": "b", "credibility": "2"},
        "source-status": {"status": "retracted", "on": "2026-01-01", "reason": "Invented."},
        "passage-list": {"source": str(seeded.source.pk), "exact": "Nobody reads the count"},
        "annotation-list": {"workspace": "locks", "annotations": [{"id": "urn:1"}]},
        "claim-list": {"workspace": "locks", "text": "New.", "kind": "factual"},
        "claim-detail": {"topic": "new"},  # of an accepted claim
        "claim-merge": name == "claim-merge" and {"into": str(ClaimFactory(workspace=seeded.workspace).pk)},
        "evidence-list": {"claim": claim, "passage": passage, "bearing": "supports"},
        "evidence-decision": {"state": "accepted"},
        "comment-list": {"claim": claim, "body": "Is it?"},
        "comment-detail": {"body": "It is."},
        "comment-deletion": {"deleted": True},
        "comment-resolution": {"resolved": True},
        "judgement-list": {"evidence": str(seeded.dispute.pk), "answer": "context"},
        "answer-list": {
            "claim": claim,
            "sentence": seeded.answer.sentence_id,
            "about": "claim",
            "attitude": "for",
        },
        "decision-list": {
            "first": seeded.decision.first_id,
            "second": seeded.decision.second_id,
            "relation": seeded.decision.relation,
        },
        "name-list": {"workspace": "locks", "name": "Lock Board", "form": "LB"},
        "name-detail": {"state": "rejected"},
        "adjudication-list": {
            "evidence": str(seeded.dispute.pk),
            "answer": "none",
            "reason": "It is about another lock.",
        },
        "webhook-list": {"workspace": "locks", "url": "https://93.184.216.34/other"},
        "webhook-detail": {"event_types": ["release.published"]},
        "webhook-replay": {"since": timezone.now().isoformat()},
        "stance-list": {"claim": claim, "author": author, "position": "denies", "reason": "Said so."},
    }
    return address, bodies.get(name)


def ask(client, name, method, seeded):
    """Return the status of the answer; what was written for it is rolled back."""
    address, body = address_and_body(name, seeded)
    arguments = {} if method == "get" else {"data": body, "format": "json"}
    if name in FILES:
        arguments = {"data": body, "content_type": FILES[name]}
    with transaction.atomic():
        status = getattr(client, method)(address, **arguments).status_code
        transaction.set_rollback(True)
    return status


@pytest.fixture
def workspace(db, seeded_once):
    return seeded_once.workspace


@pytest.fixture
def seeded(db, seeded_once):
    return seeded_once


@pytest.fixture
def clients(as_role, stranger):
    members = {role: as_role(role) for role in ("viewer", "annotator", "editor", "admin")}
    return {"anonymous": APIClient(), "stranger": stranger, **members}


@pytest.fixture
def elsewhere(workspace):
    """A client of an admin of the seeded workspace, by a token that opens another one of theirs only."""
    user = MembershipFactory(workspace=workspace, role="admin").user
    return client_of(user, workspace=MembershipFactory(user=user, role="admin").workspace)


@pytest.fixture
def scoped(workspace):
    """A function that gives a client of a member of that role by a token of that scope."""

    def client(role, scope):
        return client_of(MembershipFactory(workspace=workspace, role=role).user, scope=scope)

    return client


def test_every_route_and_method_stands_in_the_table_and_nothing_else():
    assert {(name, method) for name, method, *_ in routes()} == set(EXPECTED)


def test_every_route_outside_the_version_is_open_on_purpose():
    assert {pattern.name for pattern in urlpatterns if str(pattern.pattern) != "v1/"} == OPEN


def test_every_action_declares_its_policy():
    missing = [
        (name, action) for name, _, view, action in routes() if action is not None and action not in view.cls.policies
    ]

    assert missing == []


def test_reading_asks_for_no_more_than_the_clause_of_the_lists_gives():
    reading = {
        view.cls.policies[action]
        for _, _, view, action in routes()
        if action in {"list", "retrieve", "read", "text", "compare", "search", "write", "impact", "ask"}
    }

    assert reading == {can_read}


@pytest.mark.parametrize(("name", "method"), sorted(EXPECTED))
def test_each_role_gets_what_the_table_says(clients, seeded, name, method):
    answers = {role: ask(client, name, method, seeded) for role, client in clients.items()}

    assert answers == EXPECTED[name, method]


# The walks above ask by tokens of the scope `edit`, which leaves viewers, annotators and editors what they are.
NARROWED = [(role, scope) for role in Role for scope in (Scope.READ, Scope.ANNOTATE)]


@pytest.mark.parametrize(("name", "method"), sorted(EXPECTED))
def test_a_scope_leaves_the_lower_of_role_and_scope_and_another_workspace_nothing(
    scoped, elsewhere, seeded, name, method
):
    narrowed = NARROWED if method != "get" else [(Role.ADMIN, Scope.READ)]
    expected = {(role, scope): EXPECTED[name, method][role.within(scope)] for role, scope in narrowed}
    # Whoever is a member elsewhere only is a stranger here.
    asked = {**{pair: scoped(*pair) for pair in expected}, "elsewhere": elsewhere}

    answers = {who: ask(client, name, method, seeded) for who, client in asked.items()}

    assert answers == {**expected, "elsewhere": EXPECTED[name, method]["stranger"]}


@pytest.mark.parametrize("outsider", ["stranger", "elsewhere"])
@pytest.mark.parametrize("name", sorted({name for name, _ in EXPECTED if name.endswith("-list")} - IN_A_SET))
def test_lists_hold_nothing_of_workspaces_that_are_not_open(request, seeded, name, outsider):
    client = request.getfixturevalue(outsider)
    address, _ = address_and_body(name, seeded)
    own = client.user.memberships.exclude(workspace=seeded.workspace).get().workspace_id

    rows = client.get(address).json()["results"]

    assert {row["id"] for row in rows} == ({str(own)} if name == "workspace-list" else set())


def test_no_token_makes_an_admin_of_its_user(scoped):
    roles = {scope: scoped("admin", scope).get("/api/v1/workspaces/").json()["results"][0]["role"] for scope in Scope}

    assert roles == {"read": "viewer", "annotate": "annotator", "edit": "editor"}


def test_who_is_refused_for_the_token_is_told_so(scoped, seeded):
    address, body = address_and_body("claim-list", seeded)

    answer = scoped("editor", "read").post(address, body, format="json")

    assert (answer.status_code, "token" in answer.json()["detail"]) == (403, True)


def test_what_a_body_names_of_another_workspace_is_not_there(clients, seeded):
    theirs = seed(WorkspaceFactory(), "b")
    foreign = {
        str(getattr(seeded, name).pk): str(getattr(theirs, name).pk)
        for name in ("author", "source", "passage", "claim", "evidence", "comment")
    }
    asked = [
        (name, method, *address_and_body(name, seeded)) for name, method in EXPECTED if method in {"post", "patch"}
    ]
    answers = {}

    for name, method, address, body in asked:
        if name in FILES:
            continue
        for field, value in (body or {}).items():
            if isinstance(value, str) and value in foreign:
                changed = {**body, field: foreign[value]}
                with transaction.atomic():
                    response = getattr(clients["admin"], method)(address, changed, format="json")
                    answers[name, method, field] = response.status_code
                    transaction.set_rollback(True)

    assert len(answers) >= 5
    assert set(answers.values()) == {404}, answers
