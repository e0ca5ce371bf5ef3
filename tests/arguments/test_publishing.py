"""Published maps: who publishes, what everybody sees, and that nothing of it is left afterwards."""

import re

import pytest
from django.urls import reverse

from arguments.errors import LeadNotAcceptedError
from arguments.models import ArgumentMap
from arguments.services import publish_map, unpublish_map
from claims.enums import ClaimStatus
from claims.models import Claim, Comment
from sources.enums import SourceStatus
from tests.arguments.test_export_pages import argue, map_in
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return MembershipFactory(role="editor", user__name="Quentin Quill")


@pytest.fixture
def shown(editor):
    shown = map_in(editor.workspace)
    StanceFactory(claim=shown.lead_claim)
    EvidenceFactory(claim=shown.lead_claim)
    return shown


@pytest.fixture
def published(shown, editor):
    return publish_map(shown=shown, by=editor.user)


def public(name, shown):
    return reverse(f"published:{name}", args=[shown.public_key])


def member(name, shown):
    return reverse(f"arguments:{name}", args=[shown.workspace.slug, shown.slug])


class TestServices:
    def test_a_key_is_long_random_and_kept_when_published_twice(self, shown, editor):
        first = publish_map(shown=shown, by=editor.user)
        second = publish_map(shown=shown, is_indexable=True, by=editor.user)

        assert re.fullmatch(r"[\w-]{32}", first.public_key)
        assert (second.public_key, second.is_indexable, second.published_by) == (first.public_key, True, editor.user)

    def test_unpublished_nothing_is_left_and_publishing_again_gives_another_key(self, published, editor):
        private = unpublish_map(shown=published, by=editor.user)

        assert (private.public_key, private.published_at, private.published_by) == ("", None, None)
        assert publish_map(shown=private, by=editor.user).public_key != published.public_key

    @pytest.mark.parametrize("status", [one for one in ClaimStatus if one != ClaimStatus.ACCEPTED])
    def test_a_map_of_a_lead_that_is_not_accepted_is_not_published(self, shown, editor, status):
        Claim.objects.filter(pk=shown.lead_claim_id).update(status=status)

        with pytest.raises(LeadNotAcceptedError):
            publish_map(shown=shown, by=editor.user)


class TestPublicPage:
    def test_everybody_reads_title_claims_and_who_says_what_without_a_cookie(self, client, published):
        answer = client.get(public("map", published))

        page = answer.content.decode()
        assert [text for text in Claim.objects.values_list("text", flat=True) if text not in page] == []
        assert "affirms" in page
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")

    def test_no_member_comment_note_draft_or_way_inside_is_in_it(self, client, published, editor):
        draft = ClaimFactory(workspace=editor.workspace, status=ClaimStatus.DRAFT, text="A half-baked thought.")
        argue(published.lead_claim, draft)
        Comment.objects.create(
            workspace=editor.workspace,
            claim=published.lead_claim,
            author=editor.user,
            body="Between us.",
            token=draft.pk,
        )
        client.force_login(editor.user)

        everything = "".join(
            client.get(public(name, published)).content.decode() for name in ("map", "embed", "drawing")
        )

        inside = ["half-baked", "Between us", editor.user.name, editor.user.email, f"/w/{editor.workspace.slug}/"]
        assert [words for words in inside if words in everything] == []

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_it_takes_five_queries_whatever_the_size_of_the_map(
        self, client, published, reasons, django_assert_num_queries
    ):
        for _ in range(reasons - 1):
            argue(published.lead_claim, ClaimFactory(workspace=published.workspace))

        with django_assert_num_queries(5):
            client.get(public("map", published))

    def test_only_the_embedded_page_may_be_framed_by_others(self, client, published):
        page, embedded = client.get(public("map", published)), client.get(public("embed", published))

        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
        assert page["X-Frame-Options"] == "DENY"
        assert "frame-ancestors *" in embedded["Content-Security-Policy"]
        assert "script-src" not in embedded["Content-Security-Policy"]
        assert "X-Frame-Options" not in embedded

    def test_it_may_be_kept_and_is_not_sent_twice(self, client, published):
        first = client.get(public("map", published))
        again = client.get(public("map", published), headers={"if-none-match": first["ETag"]})
        Claim.objects.filter(pk=published.lead_claim_id).update(text="Something else now.")
        changed = client.get(public("map", published), headers={"if-none-match": first["ETag"]})

        assert first["Cache-Control"] == "public, max-age=60"
        assert (again.status_code, again.content) == (304, b"")
        assert changed.status_code == 200

    @pytest.mark.parametrize("is_indexable", [True, False])
    def test_search_engines_are_asked_away_unless_invited(self, client, shown, is_indexable):
        published = publish_map(shown=shown, is_indexable=is_indexable, by=None)

        answer = client.get(public("map", published))

        assert ("noindex" in answer.content.decode(), "X-Robots-Tag" in answer) == (not is_indexable, not is_indexable)
        assert client.get(public("embed", published))["X-Robots-Tag"] == "noindex"

    @pytest.mark.parametrize("name", ["map", "embed", "drawing", "preview"])
    def test_once_private_again_or_its_lead_is_not_accepted_any_more_it_is_gone(self, client, published, name):
        page = public(name, published)
        Claim.objects.filter(pk=published.lead_claim_id).update(status=ClaimStatus.RETIRED)
        retired = client.get(page).status_code
        Claim.objects.filter(pk=published.lead_claim_id).update(status=ClaimStatus.ACCEPTED)
        unpublish_map(shown=published, by=None)

        assert (retired, client.get(page).status_code) == (404, 404)

    def test_markup_in_a_claim_is_text(self, client, published):
        text = '</script><script>alert(1)</script><img src=x onerror="alert(2)">'
        Claim.objects.filter(pk=published.lead_claim_id).update(text=text)

        page = client.get(public("map", published)).content.decode()

        assert "<script>alert" not in page
        assert "<img" not in page

    def test_other_sites_get_a_preview_and_the_frame_to_show(self, client, published):
        page = f"http://testserver{public('map', published)}"
        preview = client.get(public("preview", published))

        told = client.get(reverse("published:oembed"), {"url": page, "maxwidth": "400"}).json()

        assert preview["Content-Type"] == "image/png"
        assert (told["type"], told["width"], told["title"]) == ("rich", 400, "The quay")
        assert f'src="{page}embed/"' in told["html"]
        assert told["thumbnail_url"] == f"{page}preview.png"

    @pytest.mark.parametrize(
        "url", ["", "http://testserver/m/none/", "http://elsewhere.example/m/{}/", "http://testserver/"]
    )
    def test_an_address_that_is_no_public_map_has_no_frame(self, client, published, url):
        asked = url.format(published.public_key)

        assert client.get(reverse("published:oembed"), {"url": asked}).status_code == 404


class TestPublishing:
    def test_what_becomes_public_is_counted_before(self, client, shown, editor):
        client.force_login(editor.user)
        held = ClaimFactory(workspace=editor.workspace, status=ClaimStatus.DRAFT)
        argue(shown.lead_claim, held)

        page = client.get(member("map_publish", shown))

        public = page.context["public"]
        assert (len(public.graph.claims), public.arguments_held_back, page.context["quotes"]) == (3, 1, 1)
        assert f"/claims/{held.number}/" in page.content.decode()

    def test_retracted_sources_and_such_that_nobody_published_are_named(self, client, shown, editor):
        client.force_login(editor.user)
        source = shown.lead_claim.evidence.get().passage.source
        source.status, source.status_on, source.status_reason = SourceStatus.RETRACTED, "2026-01-02", "Made up."
        source.url = source.doi = source.container = ""
        source.save()

        page = client.get(member("map_publish", shown)).content.decode()

        assert "Retracted:" in page
        assert "Maybe never published:" in page

    def test_an_editor_publishes_gets_address_and_code_and_takes_it_back(self, client, shown, editor):
        client.force_login(editor.user)

        page = client.post(member("map_publish", shown), {"is_indexable": "on"}, follow=True).content.decode()
        published = ArgumentMap.objects.get()
        client.post(member("map_unpublish", shown))

        assert f"http://testserver/m/{published.public_key}/" in page
        assert "&lt;iframe src=" in page
        assert published.is_indexable
        assert ArgumentMap.objects.get().public_key == ""

    @pytest.mark.parametrize("role", ["viewer", "annotator"])
    def test_others_do_not_publish(self, client, shown, role):
        client.force_login(MembershipFactory(workspace=shown.workspace, role=role).user)

        assert client.post(member("map_publish", shown)).status_code == 403
        assert client.post(member("map_unpublish", shown)).status_code == 403

    @pytest.mark.parametrize("reasons", [1, 3])
    def test_the_page_takes_nine_queries_whatever_the_size_of_the_map(
        self, client, published, editor, reasons, django_assert_num_queries
    ):
        client.force_login(editor.user)
        for _ in range(reasons - 1):
            argue(published.lead_claim, ClaimFactory(workspace=published.workspace))

        client.get(member("map_publish", published))
        with django_assert_num_queries(9):
            client.get(member("map_publish", published))
