"""Every route says who may open it."""

from workspaces.management.commands.list_roles import walk_routes

# Routes without a policy of ours, each with the reason.
UNGATED = {
    "healthz": "a load balancer asks it and has no account",
    "readyz": "the same",
    "admin/": "Django's admin site asks for staff itself",
}


def declares_policy(view):
    """Pages have a policy; views of the API have permission classes of their own or the project's."""
    return hasattr(view, "policy") or bool(getattr(getattr(view, "cls", None), "permission_classes", ()))


def test_every_route_declares_its_policy():
    undeclared = [
        route for route, view in walk_routes() if not declares_policy(view) and not route.startswith(tuple(UNGATED))
    ]

    assert undeclared == []


def test_every_exception_is_still_a_route():
    known = [route for route, _view in walk_routes()]

    assert [name for name in UNGATED if not any(route.startswith(name) for route in known)] == []


def test_a_route_without_a_policy_is_noticed():
    def page(request):
        return request

    assert not declares_policy(page)
