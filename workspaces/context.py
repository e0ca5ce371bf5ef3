"""What every page's frame shows: the workspace, what this member may do, and the way to the others."""

from typing import Any

from django.http import HttpRequest

from workspaces import policies

_SECTION_OF_PATH = {
    "": "home",
    "jobs": "home",
    "members": "home",
    "mentions": "home",
    "passages": "library",
    "sources": "library",
    "annotations": "library",
}


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return `workspace`, `membership`, `memberships`, `may` and `section` for templates; reads no database.

    `section` is the entry of the navigation that the page belongs to. Outside a workspace `workspace` is None.
    """
    membership = getattr(request, "membership", None)
    return {
        "workspace": getattr(request, "workspace", None),
        "membership": membership,
        "memberships": getattr(request, "memberships", []),
        "may": {
            "annotate": policies.can_annotate(membership),
            "edit": policies.can_edit(membership),
            "administer": policies.can_administer(membership),
        },
        "section": _section(request.path),
    }


def _section(path: str) -> str:
    parts = path.split("/")
    if len(parts) < 4 or parts[1] != "w":
        return ""
    return _SECTION_OF_PATH.get(parts[3], parts[3])
