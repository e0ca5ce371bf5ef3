"""What the person at the terminal reads when the site is up."""

from __future__ import annotations

import tomllib

from config.local.options import PROJECT

DEMO_WORKSPACE = PROJECT / "demo" / "data" / "workspace.toml"
DEMO_PASSWORD = "parallax-demo"  # noqa: S105 - of demonstration users on one's own machine


def greeting(address: str) -> list[str]:
    """Return the lines with the address of the site and the log-ins of the demonstration workspace."""
    users = tomllib.loads(DEMO_WORKSPACE.read_text(encoding="utf-8"))["user"]
    width = max(len(user["email"]) for user in users)
    return [
        "",
        f"  Parallax is on {address}",
        "",
        f"  Demonstration log-ins, all with the password {DEMO_PASSWORD}",
        *(f"    {user['email']:<{width}}  {user['role']}" for user in users),
        "",
        "  Ctrl-C stops it.",
        "",
    ]
