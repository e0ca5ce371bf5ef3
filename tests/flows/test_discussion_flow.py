"""A discussion in a browser: a colleague is mentioned by keyboard, and finds it in the inbox."""

import re

import pytest

from claims.models import Comment, Mention
from tests.factories.claims import ClaimFactory, EvidenceFactory
from tests.factories.discussion import CommentFactory, MentionFactory
from tests.factories.rows import PassageFactory, SourceFactory
from tests.factories.sources import AuthorFactory
from tests.factories.workspaces import MembershipFactory
from tests.flows.conftest import PHONE, assert_fits_width, assert_no_axe_violations
from tests.support.polling import poll_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def claim(member):
    """A claim with one supporting passage."""
    claim = ClaimFactory(workspace=member.workspace, number=1, text="A new quay would pay for itself.")
    author = AuthorFactory(workspace=member.workspace)
    source = SourceFactory(workspace=member.workspace, authors=[author], title="On quays")
    EvidenceFactory(claim=claim, speaker=author, passage=PassageFactory(source=source))
    return claim


@pytest.fixture
def colleague(member):
    """An annotator of the same workspace."""
    return MembershipFactory(workspace=member.workspace, role="annotator", user__name="Kim Adamson").user


def test_a_colleague_is_mentioned_by_keyboard_and_finds_it_in_the_inbox(open_page, log_in, member, claim, colleague):
    MembershipFactory(workspace=member.workspace, user__name="Ada Moss")
    page = open_page()
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/claims/1/")
    page.locator("mention-field [role=listbox]").first.wait_for(state="attached")
    page.get_by_label("Add a comment").focus()
    page.keyboard.type("Is this so, @ad")
    page.get_by_role("option", name="Kim Adamson").wait_for()
    assert_no_axe_violations(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.type("?")
    page.keyboard.press("Control+Enter")
    page.get_by_role("article", name="Comment by").get_by_text("@Kim Adamson").wait_for()
    assert page.locator("#discussion-count").inner_text() == "1"
    assert page.evaluate("document.activeElement.matches('.comment')")
    assert_no_axe_violations(page)
    comment = Comment.objects.get()
    assert comment.body == f"Is this so, @[{colleague.pk}] ?"

    phone = open_page(PHONE, has_touch=True)
    log_in(phone, colleague)
    phone.goto(f"/w/{member.workspace.slug}/")
    phone.get_by_role("link", name="1 comment that mentions you").click()
    phone.get_by_role("heading", name="Mentions").wait_for()
    assert_fits_width(phone)
    assert_no_axe_violations(phone)
    phone.get_by_role("link", name="Is this so").click()
    phone.wait_for_url(re.compile(f"/claims/1/#comment-{comment.pk}$"))
    phone.get_by_text("You are mentioned here").wait_for()
    poll_until(lambda: Mention.objects.get().read_at is not None, what="the mention to be read")
    assert_fits_width(phone)
    assert_no_axe_violations(phone)


def test_a_passage_is_discussed_changed_deleted_and_brought_back(browser_page, log_in, member, claim):
    log_in(browser_page, member.user)
    browser_page.goto(f"/w/{member.workspace.slug}/claims/1/")
    browser_page.get_by_role("link", name="Comment on this passage").click()
    browser_page.get_by_role("heading", name="Comments on one passage").wait_for()
    assert browser_page.get_by_label("Add a comment").evaluate("field => field === document.activeElement")
    browser_page.keyboard.type("Too **old**.")
    browser_page.get_by_role("button", name="Comment", exact=True).click()
    browser_page.get_by_role("link", name="1 comment on this passage").wait_for()
    browser_page.get_by_role("link", name="Edit your comment").click()
    browser_page.get_by_label("Your comment").fill("Too young.")
    browser_page.get_by_role("button", name="Save").click()
    browser_page.get_by_text("Too young.").wait_for()
    browser_page.get_by_role("button", name="Delete the comment").click()
    browser_page.get_by_text("deleted this comment").wait_for()
    assert_no_axe_violations(browser_page)
    browser_page.get_by_role("button", name="Undo").click()
    browser_page.get_by_text("Too young.").wait_for()
    browser_page.get_by_role("button", name="Resolve").click()
    browser_page.get_by_text("The thread is resolved").wait_for()
    assert_no_axe_violations(browser_page)
    comment = Comment.objects.get()
    assert (comment.is_deleted, comment.is_resolved, comment.evidence.claim) == (False, True, claim)


def test_a_discussion_works_without_a_script_and_fits_a_phone(open_page, log_in, member, claim, colleague):
    first = CommentFactory(claim=claim, author=colleague, body="Look at https://example.org/" + "long" * 40)
    MentionFactory(comment=first, user=member.user)
    page = open_page(PHONE, java_script_enabled=False)
    log_in(page, member.user)
    page.goto(f"/w/{member.workspace.slug}/claims/1/")
    page.get_by_text("Reply").first.click()
    page.get_by_label("Reply").fill("Seen, @Kim Adamson.")
    page.get_by_role("button", name="Reply").click()
    page.wait_for_url(re.compile("#comment-"))
    assert Comment.objects.get(parent=first).mentions.get().user == colleague
    page.get_by_role("button", name="Mark as read").click()
    page.get_by_text("Nothing unread").wait_for()
