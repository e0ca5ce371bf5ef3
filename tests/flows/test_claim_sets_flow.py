"""A claim set from its making to a retraction in a browser, what everybody sees of it, and a card in a frame."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from releases.tasks import build_release_of_set
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import ClaimSetFactory
from tests.factories.releasing import filled_claim_set
from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from workspaces.models import Job

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def make_waiting_release():
    """Do what the worker does."""
    build_release_of_set(str(Job.objects.filter(state="queued").latest("created_at").pk))


def gather(page):
    """Put claims into the set, take one out, and put it back."""
    # Nothing looks for what is typed before the page's scripts are there; Enter would.
    page.wait_for_load_state("load")
    page.get_by_label("Add claims").press_sequentially("costs")
    expect(page.locator(".set-choice")).to_have_count(1)
    page.get_by_label("Add claims").press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".set-claim")).to_have_count(1)
    page.get_by_label("Add claims").fill("C-3, 5")
    page.get_by_label("Add claims").press("Enter")
    expect(page.locator(".set-claim")).to_have_count(3)
    page.get_by_label("Choose C-5").check()
    page.get_by_role("button", name="Take out 1 claim").click()
    expect(page.locator(".set-claim")).to_have_count(2)
    page.get_by_role("button", name="Put it back").click()
    expect(page.locator(".set-claim")).to_have_count(3)


def test_a_set_is_made_by_hand_released_changed_released_again_compared_and_retracted(browser_page, log_in, member):
    page, workspace = browser_page, member.workspace
    for number, text in ((3, "Mud pays."), (4, "Mud costs."), (5, "Herring stay.")):
        claim = ClaimFactory(workspace=workspace, number=number, text=text)
        StanceFactory(claim=claim, author=EvidenceFactory(claim=claim).speaker)
    log_in(page, member.user)

    page.goto(f"/w/{workspace.slug}/sets/")
    page.get_by_role("link", name="Make the first claim set").click()
    page.get_by_label("Title").fill("Häfen & mud")
    expect(page.get_by_label("Address")).to_have_value("hafen-mud")
    page.get_by_label("By a saved filter").check()
    page.get_by_label("With the words").fill("mud")
    expect(page.locator("#filter-preview")).to_contain_text("2 claims")
    page.get_by_label("By hand").check()
    page.get_by_role("button", name="Make the claim set").click()

    gather(page)

    page.get_by_role("button", name="Make release 1").click()
    expect(page.get_by_text("Making release 1")).to_be_visible()
    make_waiting_release()
    expect(page.get_by_text("It never changes from now on.")).to_be_visible()

    page.get_by_role("button", name="Make release 2").click()
    expect(page.get_by_text("Making release 2")).to_be_visible()
    make_waiting_release()
    expect(page.get_by_text("Nothing changed since release 1.")).to_be_visible()

    Claim.objects.filter(number=3).update(text="Mud pays well.")
    page.reload()
    expect(page.locator("#changes")).to_contain_text("1 reworded")
    page.get_by_label("What is new").fill("One claim is put better.")
    page.get_by_role("button", name="Make release 2").click()
    expect(page.get_by_text("Making release 2")).to_be_visible()
    make_waiting_release()
    page.get_by_role("link", name="Compare").click()
    expect(page.locator(".change ins")).to_contain_text("well.")
    assert_no_axe_violations(page)

    page.goto(f"/w/{workspace.slug}/sets/hafen-mud/releases/1/")
    page.get_by_role("link", name="Retract or correct").click()
    page.get_by_label("Retraction").check()
    page.get_by_label("What is wrong").fill("A number was wrong.")
    page.get_by_label("To use instead").select_option("2")
    page.get_by_label("I know that a notice stays").check()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Add the notice").click()
    expect(page.get_by_text("Release 1 is retracted.")).to_be_visible()
    assert_no_axe_violations(page)


def test_ticked_claims_of_the_list_come_into_a_set(browser_page, log_in, member):
    page = browser_page
    claims = ClaimFactory.create_batch(4, workspace=member.workspace)
    shown = ClaimSetFactory(workspace=member.workspace, title="Harbours")
    log_in(page, member.user)

    page.goto(f"/w/{member.workspace.slug}/claims/")
    page.get_by_label(f"Choose {claims[0].label}", exact=True).check()
    page.get_by_label(f"Choose {claims[2].label}", exact=True).click(modifiers=["Shift"])
    expect(page.get_by_role("button", name="Add 3 claims")).to_be_visible()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Add 3 claims").click()

    expect(page.get_by_text("3 claims came into “Harbours”.")).to_be_visible()
    assert shown.claims.count() == 3


@pytest.mark.parametrize("size", ["browser_page", "phone_page"])
def test_pages_for_members_fit_full_and_empty_and_break_no_rule(request, size, log_in, member):
    page = request.getfixturevalue(size)
    log_in(page, member.user)
    root = f"/w/{member.workspace.slug}/sets/"
    for empty in ("", "new/"):
        page.goto(f"{root}{empty}")
        assert_fits_width(page)
        assert_no_axe_violations(page)
    ClaimSetFactory(workspace=member.workspace, slug="empty", title="Nothing in it " + "very" * 40)
    filled_claim_set(claims=3, workspace=member.workspace, slug="full", title="Full", description="word " * 60)
    for filled in ("", "empty/", "full/", "full/edit/", "full/audience/", "full/delete/", "full/compare/"):
        page.goto(f"{root}{filled}")
        assert_fits_width(page)
        assert_no_axe_violations(page)


@pytest.mark.parametrize("size", ["browser_page", "phone_page"])
def test_everybody_reads_a_public_set_without_logging_in(request, size, member):
    page = request.getfixturevalue(size)
    filled_claim_set(claims=3, workspace=member.workspace, slug="full", title="Full", audience="public")

    for path in ("", "claims/1/", "compare/"):
        page.goto(f"/sets/full/{path}")
        assert_fits_width(page)
        assert_no_axe_violations(page)
    assert page.context.cookies() == []


@pytest.fixture
def elsewhere(tmp_path):
    """A site of somebody else, and the folder that it serves."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_card_is_shown_in_a_frame_of_another_site_light_and_dark(open_page, live_server, member, elsewhere, scheme):
    site, folder = elsewhere
    claim_set = filled_claim_set(claims=1, workspace=member.workspace, audience="public")
    claim = claim_set.claims.get()
    card = f"{live_server.url}/embed/claims/{claim.pk}"
    (folder / "page.html").write_text(
        f'<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>A page</title>'
        f'<iframe src="{card}" title="Claim" width="320" height="420"></iframe>',
        encoding="utf-8",
    )
    page = open_page({"width": 340, "height": 600}, color_scheme=scheme)

    page.goto(f"{site}/page.html")

    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("silts")
    expect(frame.locator("blockquote")).to_have_count(1)
    page.goto(card)
    assert_fits_width(page)
    assert_no_axe_violations(page)
