"""A key is made, shown once and revoked in a browser, and the examples are read on a phone."""

import pytest
from playwright.sync_api import expect

from tests.flows.conftest import assert_fits_width, assert_no_axe_violations
from workspaces.models import ApiToken

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_key_is_made_copied_and_revoked(phone_page, member, log_in):
    page = phone_page
    log_in(page, member.user)
    page.goto("/account/")
    expect(page.get_by_text("No key of yours works now")).to_be_visible()
    expect(page.get_by_label("Last day")).to_be_hidden()

    page.get_by_label("What is it for?").fill("Nightly copy")
    page.get_by_label("Opens").select_option(member.workspace.slug)
    page.get_by_label("Valid for").select_option("never")
    expect(page.get_by_text("never expires opens everything")).to_be_visible()
    page.get_by_label("Valid for").select_option("date")
    page.get_by_label("Last day").fill("2099-12-31")
    page.get_by_role("button", name="Make the key").click()

    expect(page.locator("#new-key")).to_contain_text("plx_")
    expect(page.get_by_role("button", name="Copy the key")).to_be_visible()
    assert_fits_width(page)
    assert_no_axe_violations(page)

    page.get_by_role("link", name="Revoke Nightly copy").click()
    expect(page.get_by_text("Every program that sends “Nightly copy”")).to_be_visible()
    assert_no_axe_violations(page)
    page.get_by_role("button", name="Revoke the key").click()

    expect(page.get_by_text("1 key that no longer works")).to_be_visible()
    assert ApiToken.objects.get().revoked_at is not None


def test_examples_are_read_on_a_phone(phone_page, db):
    phone_page.goto("/api/docs/examples/")

    expect(phone_page.get_by_role("heading", name="List claims")).to_be_visible()
    assert_fits_width(phone_page)
    assert_no_axe_violations(phone_page)
