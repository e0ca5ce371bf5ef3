"""A real browser on a live server: pages must log nothing, overflow nowhere and break no rule of axe."""

import os
import shutil

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from claims.enums import Bearing
from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.factories.workspaces import MembershipFactory

# Playwright's own loop runs in this thread; Django takes that for an asynchronous context and would refuse queries.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
TEXT = """# The harbour question

The harbour silts up every spring. Dredging costs more than it earns.

A new quay would pay. The board knows this well, and it says so 🦅 each year.
"""


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the run."""
    executable = shutil.which("chromium") or shutil.which("chromium-browser")
    if executable is None:
        pytest.skip("no Chromium on the PATH: on Debian `apt-get install chromium` brings it")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the light installation may lack it

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser, live_server):
    """A function that opens a page of a given size; at the end no page may have logged an error."""
    contexts, said = [], []

    def open_one(viewport=DESKTOP, **options):
        context = browser.new_context(base_url=live_server.url, viewport=viewport, **options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.said = said
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert said == []


@pytest.fixture
def browser_page(open_page):
    """A page of desktop size."""
    return open_page()


@pytest.fixture
def phone_page(open_page):
    """A page of phone size, with touch."""
    return open_page(PHONE, has_touch=True)


@pytest.fixture
def log_in(live_server):
    """A function that logs a user in on a page without going through the form."""

    def log_in_one(page, user):
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session.session_key, "url": live_server.url}
        page.context.add_cookies([cookie])

    return log_in_one


@pytest.fixture
def member():
    """An admin of a workspace of their own."""
    return MembershipFactory(role="admin")


@pytest.fixture
def source(member):
    """A source with accepted, contradicting and suggested evidence."""
    source = make_source(member.workspace, TEXT, title="The harbour question", media_type="text/markdown")
    version, author = current_version(source), source.authors.get()
    evidence = (
        ("The harbour silts up every spring.", {"bearing": Bearing.SUPPORTS}),
        ("every spring. Dredging costs", {"bearing": Bearing.CONTRADICTS}),
        ("A new quay would pay.", {"suggested": True}),
    )
    for number, (exact, fields) in enumerate(evidence, start=1):
        claim = ClaimFactory(workspace=member.workspace, number=number)
        passage = create_passage(text_version=version, exact=exact)
        EvidenceFactory(claim=claim, passage=passage, speaker=author, **fields)
    return source


# A colour on its way is measured as it is at that moment. What turns for ever, such as a sign of work, is not waited for.
MOVES_END = """Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect.getComputedTiming().endTime !== Infinity)
  .map((one) => one.finished))"""


def assert_no_axe_violations(page):
    """Run axe-core on the page once nothing moves; fail with each rule that it breaks and where."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - the light installation may lack it

    page.evaluate(MOVES_END)
    found = Axe().run(page).response["violations"]
    broken = {rule["id"]: [node["target"] for node in rule["nodes"]][:5] for rule in found}
    assert broken == {}


def assert_fits_width(page):
    """Fail if the page scrolls sideways."""
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0
