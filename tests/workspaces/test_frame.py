"""What surrounds every page: its links lead somewhere, and what it says when something is wrong."""

import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

from tests.factories.workspaces import MembershipFactory

ERRORS = ("not_found", "forbidden", "server_error", "database_down")


@pytest.fixture
def home():
    admin = MembershipFactory(role="admin")
    client = Client()
    client.force_login(admin.user)
    return client, client.get(f"/w/{admin.workspace.slug}/")


@pytest.mark.django_db
def test_every_link_of_the_frame_opens(home):
    client, page = home
    frame = page.content.decode().split("<main", 1)[0]

    links = sorted(set(re.findall(r'href="(/(?!static)[^"#]*)"', frame)))

    assert len(links) > 10
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200) | {"/": 302}


@pytest.mark.django_db
def test_the_entry_of_the_page_is_the_current_one(home):
    client, page = home
    slug = page.context["workspace"].slug

    for path, entry in (("", "Home"), ("library/", "Library"), ("library/add/", "Library"), ("jobs/", "Home")):
        html = client.get(f"/w/{slug}/{path}").content.decode()
        current = re.findall(r'aria-current="page".*?<span>(\w+)</span>', html)
        assert set(current) == {entry}


@pytest.mark.django_db
def test_pages_carry_a_policy_that_forbids_inline_code_and_have_none(home):
    _client, page = home
    html = page.content.decode()

    assert page["Content-Security-Policy"] == settings.CONTENT_SECURITY_POLICY
    assert re.findall(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", html) == []


@pytest.mark.parametrize("name", ERRORS)
def test_error_pages_need_neither_request_nor_database(name):
    html = render_to_string(f"errors/{name}.html")

    assert html.count("<h1>") == 1
    assert "{%" not in html
