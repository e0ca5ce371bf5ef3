"""The page of what a source cites: sound at both widths, and problems settled by keys alone."""

import pytest

from sources.services import create_passage
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.sources import current_version, make_source
from tests.flows.conftest import DESKTOP, PHONE, assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """Tides rise and fall twice a day in every harbour of the coast (Moss 2019). Pilots know it well (Quill 2012).

Nobody in the town has asked the ferrymen what they think of it (Vance 2020). The tides of the north are higher (Moss 2019).

References

Moss, Ada. 2019. “The Tides of the Coast.” Harbour Review 40 (4): 1–9. https://doi.org/10.1234/tides.1

Quill, Imogen. 2011. “Pilots and Their Pay.” Harbour Review 8 (1): 1–2. https://quays.example/a/very/long/address/that/goes/on/and/on/and/does/not/break

Tanaka, Ewa. 2001. “Ferries Nobody Took.” Harbour Review 3 (1): 1–2.
"""


@pytest.fixture
def citing_source(member):
    return make_source(member.workspace, TEXT, key="tides", title="Tides and those who read them")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_page_is_sound(open_page, log_in, member, citing_source, size):
    page = open_page(size)
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/sources/{citing_source.pk}/references/")

    page.get_by_role("heading", name="Problems").wait_for()
    assert_fits_width(page)
    assert_no_axe_violations(page)
    page.get_by_label("Tie Moss 2019 to the library").click()
    page.get_by_role("link", name="Choose the work in the library").click()
    page.get_by_role("heading", name="Which work is Moss 2019?").wait_for()
    assert_fits_width(page)
    assert_no_axe_violations(page)


def test_problems_are_settled_and_taken_back_by_keys(browser_page, log_in, member, citing_source):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/sources/{citing_source.pk}/references/")
    count = browser_page.locator("#problems-title .count")
    count.filter(has_text="3").wait_for()

    browser_page.keyboard.press("j")
    browser_page.keyboard.press("d")
    count.filter(has_text="2").wait_for()
    browser_page.keyboard.press("u")
    count.filter(has_text="3").wait_for()
    browser_page.keyboard.press("j")
    browser_page.keyboard.press("n")
    count.filter(has_text="2").wait_for()

    browser_page.get_by_text("Cited 2 times").click()
    browser_page.locator("details[open] .places a").first.click()
    browser_page.wait_for_url("**/#s-*")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_reader_with_citations_is_sound_and_leads_to_the_entry_and_back(
    open_page, log_in, member, citing_source, size
):
    passage = create_passage(
        text_version=current_version(citing_source), exact="The tides of the north are higher (Moss 2019)."
    )
    EvidenceFactory(
        claim=ClaimFactory(workspace=member.workspace), passage=passage, speaker=citing_source.authors.get()
    )
    page = open_page(size)
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/sources/{citing_source.pk}/")

    assert_fits_width(page)
    assert_no_axe_violations(page)
    page.locator("a.cite").first.click()
    page.wait_for_url("**#r-*")
    page.get_by_label("Cited, place 2").click()
    page.wait_for_url("**#s-3")
