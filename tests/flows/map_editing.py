"""What the flows about the editing of maps share."""

import pytest

from arguments.models import Argument
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory

LEAD = "The harbour should be dredged every spring, whatever it costs the town."


@pytest.fixture
def shown(member):
    """A map of nothing but its lead, C-1."""
    lead = ClaimFactory(workspace=member.workspace, number=1, text=LEAD)
    return ArgumentMapFactory(lead_claim=lead, title="Should the harbour be dredged?", slug="harbour")


def open_map(page, shown, query="?view=columns"):
    page.goto(f"/w/{shown.workspace.slug}/maps/{shown.slug}/{query}")
    page.wait_for_selector("outline-editor.is-ready" if "outline" in query else "argument-map.is-ready")


def all_saved(page):
    page.wait_for_selector(":is(map-editor, outline-editor)[data-waiting='0']")


def card_of(page, text):
    return page.locator(".map-stage .map-card", has_text=text).first


def said(page):
    return page.locator("[data-said]").text_content()


def relations():
    """Every argument as relation, its aim and its premises, by wording, in the order of their positions."""

    def premises(argument):
        return " + ".join(premise.claim.text for premise in argument.premises.order_by("position"))

    rows = Argument.objects.select_related("conclusion", "target").order_by("position", "created_at")
    return [
        (one.relation, one.conclusion.text if one.conclusion else premises(one.target), premises(one)) for one in rows
    ]
