"""The API's documentation in a browser: drawn without a word in the console, and requests can be tried there."""

import json

import pytest
from playwright.sync_api import expect

from claims.models import Claim
from tests.flows.conftest import assert_fits_width

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_operation(page, tag, operation):
    page.goto("/api/docs/")
    page.locator(f"#operations-tag-{tag}").click()
    page.locator(f"#operations-{tag}-{operation} .opblock-summary-control").click()
    return page.locator(f"#operations-{tag}-{operation}")


def test_a_member_tries_a_request_as_oneself(browser_page, member, log_in):
    log_in(browser_page, member.user)
    operation = open_operation(browser_page, "claims", "claims_create")
    given = {"workspace": member.workspace.slug, "text": "Locks need keepers.", "kind": "causal"}

    operation.get_by_role("button", name="Try it out").click()
    operation.locator("textarea").first.fill(json.dumps(given))
    operation.get_by_role("button", name="Execute").click()

    expect(operation.locator(".live-responses-table .response .response-col_status")).to_contain_text("201")
    assert Claim.objects.get().created_by == member.user


def test_the_reference_fits_a_phone(phone_page, db):
    open_operation(phone_page, "claims", "claims_list")

    expect(phone_page.get_by_role("button", name="Try it out")).to_be_visible()
    assert_fits_width(phone_page)
