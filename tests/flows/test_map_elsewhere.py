"""A map outside its workspace, in a browser: as a file on a disk, and in a frame of another site."""

import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from arguments.enums import PremiseStatus, Relation
from arguments.services import create_argument, publish_map
from tests.factories.arguments import ArgumentMapFactory
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

EVIL = (
    '</script><script>document.title = "taken"</script><img src=x onerror="document.title = 1"> is what a claim says.'
)


@pytest.fixture
def shown(member):
    """A lead with a reason of two premises, of which one has an objection, and an objection in markup."""
    lead, depth, ships, mud, evil = (
        ClaimFactory(workspace=member.workspace, number=number, text=text)
        for number, text in enumerate(
            ["Dredge the harbour.", "It silts up.", "Ships turn away.", "Mud kills the herring.", EVIL], start=1
        )
    )
    argue(lead, depth, ships)
    argue(depth, mud, relation=Relation.OPPOSES)
    argue(lead, evil, relation=Relation.OPPOSES)
    StanceFactory(claim=lead)
    EvidenceFactory(claim=lead)
    return ArgumentMapFactory(lead_claim=lead, title="The harbour", slug="harbour", view="columns")


def argue(conclusion, *premises, relation=Relation.SUPPORTS):
    create_argument(
        workspace=conclusion.workspace,
        relation=relation,
        conclusion=conclusion,
        premises=[(claim, PremiseStatus.STATED) for claim in premises],
        by=None,
    )


@pytest.fixture
def file(tmp_path, member, shown):
    """The map as an HTML file on the disk."""
    client = Client()
    client.force_login(member.user)
    path = tmp_path / "harbour.html"
    path.write_bytes(client.get(reverse("arguments:map_html", args=[shown.workspace.slug, shown.slug])).content)
    return path


def cards(page):
    return page.evaluate(
        "[...document.querySelectorAll('.map-card')].filter((card) => !card.hidden).map((card) => card.id)"
    )


def test_a_file_on_the_disk_folds_opens_and_is_driven_by_keys_without_asking_anybody(open_page, file):
    page = open_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(file.as_uri())
    page.wait_for_selector("argument-map.is-ready")
    assert sorted(cards(page)) == ["c-1", "c-2", "c-3", "c-4", "c-5"]
    before = page.locator("#c-3").bounding_box()
    page.get_by_role("button", name="Fold 1 objection").last.click()
    expect(page.locator("#c-4")).to_have_count(0)
    expect(page.locator("#c-2 .map-card__hidden")).to_have_text("+ 1 objection")
    assert page.locator("#c-3").bounding_box()["y"] < before["y"]
    page.locator("#c-2").focus()
    page.keyboard.press("f")
    expect(page.locator("#c-4")).to_be_visible()
    page.locator("#c-1").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#c-1 .map-card__facts")).to_contain_text("affirms")
    page.get_by_label("Open to").select_option("1")
    expect(page.locator("#c-4")).to_have_count(0)

    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []


def test_a_script_in_a_claim_is_text_in_the_file(open_page, file):
    page = open_page()
    page.goto(file.as_uri())
    page.wait_for_selector("argument-map.is-ready")

    assert page.title() == "The harbour"
    expect(page.locator("#c-5 .map-card__text")).to_contain_text("</script><script>")
    assert page.locator("img").count() == 0
    assert_no_axe_violations(page)


def test_a_file_without_scripts_is_the_outline_and_fits_a_phone(open_page, file):
    page = open_page({"width": 390, "height": 844}, java_script_enabled=False)
    page.goto(file.as_uri())

    expect(page.locator("argument-map")).to_be_hidden()
    expect(page.locator(".map-outline")).to_contain_text("Mud kills the herring.")


@pytest.fixture
def elsewhere(tmp_path, live_server, shown):
    """The address of another site whose page frames the map as its public page and as its page for frames."""
    published = publish_map(shown=shown, by=None)
    page = f"{live_server.url}{reverse('published:map', args=[published.public_key])}"
    (tmp_path / "index.html").write_text(
        f'<!doctype html><title>Elsewhere</title><iframe id="whole" src="{page}"></iframe>'
        f'<iframe id="framed" src="{page}embed/" width="800" height="600"></iframe>'
    )
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_another_site_shows_the_map_in_a_frame_and_nothing_but_that_page(browser, elsewhere):
    context = browser.new_context()
    page = context.new_page()
    refused = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)

    page.goto(elsewhere)
    framed = page.frame_locator("#framed")
    framed.locator("argument-map.is-ready").wait_for()

    expect(framed.locator("#c-1")).to_be_in_viewport()
    framed.locator("#c-1 .map-card__text").click()
    expect(framed.locator("#c-1 .map-card__facts")).to_contain_text("affirms")
    framed.get_by_role("button", name=re.compile("^Fold 1 objection")).last.click()
    expect(framed.locator("#c-4")).to_be_hidden()
    assert page.frame_locator("#whole").locator("argument-map").count() == 0
    assert any("frame-ancestors" in words for words in refused)
    assert context.cookies() == []
    context.close()


def test_a_public_page_breaks_no_rule_of_accessibility_at_any_width(open_page, shown):
    published = publish_map(shown=shown, by=None)
    for size in ({"width": 1440, "height": 900}, {"width": 390, "height": 844}):
        page = open_page(size)
        page.goto(reverse("published:map", args=[published.public_key]))
        page.wait_for_selector("argument-map.is-ready")

        assert_no_axe_violations(page)
        assert_fits_width(page)
