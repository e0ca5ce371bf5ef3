"""Who may see what is asked in one place, which heeds tokens: nobody else looks a membership up by its user."""

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
APPS = ("agreement", "api", "arguments", "claims", "exchange", "feeds", "releases", "sources", "workspaces")
LOOKED_UP = re.compile(r"memberships__user|Membership\.objects\.(?!of\()")

# What speaks of members and not of who asks.
OF_MEMBERS = {
    "claims/queries/comments.py": "who can be mentioned",
    "claims/queries/judging.py": "who may decide a dispute",
    "feeds/queries/standing.py": "token and membership in one query; `opened_standing` heeds the token",
    "sources/management/commands/import_sources.py": "makes members",
    "workspaces/queries.py": "a token and the workspaces that it opens in one query, which heeds the token itself",
    "workspaces/services.py": "makes and ends memberships",
    "workspaces/views/members.py": "lists members",
}


def test_nobody_looks_up_who_may_see_something_beside_the_one_clause():
    files = [path for app in APPS for path in (PROJECT / app).rglob("*.py") if "migrations" not in path.parts]
    found = {str(path.relative_to(PROJECT)) for path in files if LOOKED_UP.search(path.read_text(encoding="utf-8"))}

    assert found - set(OF_MEMBERS) == set(), "use readable_by, of_member or Membership.objects.of"
