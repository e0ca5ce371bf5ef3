"""Annotations in a browser: import, look, confirm, take back, at both widths, without breaking a rule of axe."""

import json

import pytest

from claims.enums import EvidenceState
from claims.models import Evidence
from exchange.services import start_import
from tests.exchange.test_import import annotation, evidence_on
from tests.flows.conftest import DESKTOP, PHONE, assert_fits_width, assert_no_axe_violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
EAGLE = "it says so 🦅 each year."
GIVEN = [
    annotation("The harbour silts up every spring.", name="urn:harbour:1", **evidence_on("Harbours silt up.")),
    annotation(
        EAGLE, name="https://notes.example/a/2", creator={"name": "Lee Park"}, bodyValue="An odd bird.",
    ),
    annotation("The harbour silts up each spring.", name="urn:harbour:3"),
]  # fmt: skip
GIVEN[1]["target"]["selector"].append({"type": "TextPositionSelector", "start": 148, "end": 173})


def look_at(page, address):
    assert page.goto(address).status == 200
    assert_fits_width(page)
    assert_no_axe_violations(page)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_pages_are_sound(open_page, log_in, member, source, size):
    page = open_page(size)
    log_in(page, member.user)
    home = f"/w/{member.workspace.slug}/annotations/"

    look_at(page, home)
    look_at(page, f"{home}import/?source={source.pk}")
    batch = start_import(
        workspace=member.workspace, data=json.dumps(GIVEN).encode(), origin="notes of the harbour.json",
        source=source, by=member.user,
    )  # fmt: skip
    look_at(page, f"{home}imports/{batch.pk}/")
    look_at(page, home)


def test_annotations_are_imported_and_taken_back(browser_page, log_in, member, source):
    page, before = browser_page, Evidence.objects.count()
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/annotations/")
    page.get_by_role("link", name="Import annotations").first.click()

    data = json.dumps(GIVEN).encode()
    page.get_by_label("File").set_input_files({"name": "notes.json", "mimeType": "application/json", "buffer": data})
    page.get_by_label("Where they belong").select_option(label=source.title)
    page.get_by_role("button", name="Look at them").click()
    page.get_by_text("Nothing is imported yet").wait_for()
    assert page.locator(".badge--failed").count() == 1
    page.get_by_role("button", name="Import 2").click()

    page.get_by_text("New are").wait_for()
    assert_no_axe_violations(page)
    assert Evidence.objects.count() == before + 1
    assert Evidence.objects.order_by("created_at").last().state == EvidenceState.SUGGESTED
    page.get_by_text("Take the import back").click()
    page.get_by_role("button", name="Take back").click()
    page.get_by_text("Nothing of it is left").wait_for()
    assert Evidence.objects.count() == before


def test_annotations_of_a_source_are_downloaded(browser_page, log_in, member, source):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/sources/{source.pk}/")

    with browser_page.expect_download() as download:
        browser_page.get_by_role("link", name="Annotations (JSON-LD)").click()

    collection = json.loads(download.value.path().read_text(encoding="utf-8"))
    assert (collection["type"], collection["total"]) == ("AnnotationCollection", 2)
