"""What everybody reads of public claim sets, without a session; what is private is not there."""

import re

import pytest
from django.urls import reverse

from claims.enums import ClaimStatus, Position
from releases.models import ClaimSet
from tests.factories.claims import ClaimFactory, EvidenceFactory, StanceFactory
from tests.factories.releases import (
    ClaimSetEntryFactory,
    ClaimSetFactory,
    NoticeFactory,
    ReleaseFactory,
    ReleaseFileFactory,
)
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return MembershipFactory(role="editor", user__name="Quentin Quill")


@pytest.fixture
def claim_set(editor):
    """A public set with a claim that has evidence and stances, and a release with files."""
    made = ClaimSetFactory(
        workspace=editor.workspace, slug="harbours", title="Harbours & quays", audience="public", created_by=editor.user
    )
    claim = ClaimFactory(workspace=editor.workspace, number=7, text="Dredging <pays>.", created_by=editor.user)
    ClaimSetEntryFactory(claim_set=made, claim=claim, added_by=editor.user)
    EvidenceFactory(claim=claim)
    EvidenceFactory(claim=claim, bearing="contradicts")
    EvidenceFactory(claim=claim, suggested=True)
    StanceFactory(claim=claim, position=Position.DENIES)
    release = ReleaseFactory(claim_set=made, number=1, counts={"claims": 1}, released_by=editor.user)
    ReleaseFileFactory(release=release)
    ReleaseFileFactory(release=release, name="croissant.json", role="derived", media_type="application/ld+json")
    return made


@pytest.fixture
def claim(claim_set):
    return claim_set.claims.get()


def addresses(claim_set):
    claim = claim_set.claims.get()
    return [
        reverse("public_sets:set", args=[claim_set.slug]),
        reverse("public_sets:feed", args=[claim_set.slug]),
        reverse("public_sets:release", args=[claim_set.slug, 1]),
        reverse("public_sets:claim", args=[claim_set.slug, claim.number]),
        reverse("public_sets:card", args=[claim.pk]),
    ]


def test_every_public_page_is_read_without_a_cookie_kept_and_not_sent_twice(client, claim_set):
    for address in addresses(claim_set):
        first = client.get(address)
        again = client.get(address, headers={"if-none-match": first["ETag"]})

        assert (address, first.status_code, again.status_code) == (address, 200, 304)
        assert first["Cache-Control"] == "public, max-age=60"
        assert not first.cookies
        assert "Cookie" not in first.get("Vary", "")


def test_what_is_private_is_as_unknown_as_what_never_was(client, claim_set):
    places = addresses(claim_set)
    ClaimSet.objects.update(audience="members")

    private = [client.get(address) for address in places]

    assert [answer.status_code for answer in private] == [404] * len(places)
    unknown = client.get(reverse("public_sets:set", args=["never-was"]))
    assert private[0].content.replace(b"harbours", b"never-was") == unknown.content


def test_a_claim_outside_the_set_a_release_that_is_not_there_and_huge_numbers_are_not_found(client, claim_set):
    other = ClaimFactory(workspace=claim_set.workspace, number=8)

    for address in (
        "/sets/harbours/claims/8/",
        "/sets/harbours/releases/2/",
        f"/sets/harbours/claims/{10**12}/",
        f"/sets/harbours/releases/{10**30}/",
        f"/embed/claims/{other.pk}",
    ):
        assert (address, client.get(address).status_code) == (address, 404)


def test_no_member_and_no_way_inside_is_in_any_page(client, claim_set, editor):
    client.force_login(editor.user)

    everything = "".join(client.get(address).content.decode() for address in addresses(claim_set))

    inside = [editor.user.name, editor.user.email, f"/w/{editor.workspace.slug}/"]
    assert [words for words in inside if words in everything] == []


def test_the_page_of_a_claim_shows_wording_stances_and_accepted_evidence_only(client, claim_set, claim):
    page = client.get(reverse("public_sets:claim", args=["harbours", 7])).content.decode()

    accepted = claim.evidence.filter(state="accepted")
    assert "Dredging &lt;pays&gt;." in page
    assert "Denies" in page
    assert page.count("<blockquote") == accepted.count() == 2
    assert f"/embed/claims/{claim.pk}" in page


def test_the_page_says_how_the_last_release_is_retracted(client, claim_set):
    NoticeFactory(release=claim_set.releases.get(), replaced_by=ReleaseFactory(claim_set=claim_set, number=2))

    page = client.get("/sets/harbours/releases/1/").content.decode()

    assert "Release 1 is retracted." in page
    assert 'href="/sets/harbours/releases/2/"' in page


def test_links_in_the_head_lead_programs_to_data_metadata_licence_and_what_to_cite(client, claim_set):
    header = client.get("/sets/harbours/releases/1/")["Link"]
    links = {relation: url for url, relation in re.findall(r'<([^>]+)>; rel="([\w-]+)"', header)}

    assert links["cite-as"] == "http://testserver/sets/harbours/releases/1/"
    assert links["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert links["item"] == "http://testserver/api/v1/claim-sets/harbours/releases/1/claims.ndjson"
    assert links["describedby"].endswith("/releases/1/croissant.json")


@pytest.mark.parametrize("number", [1, 3])
def test_the_landing_page_takes_five_queries_whatever_is_in_the_set(
    client, claim_set, number, django_assert_num_queries
):
    for place in range(number - 1):
        ClaimSetEntryFactory(claim_set=claim_set)
        NoticeFactory(release=ReleaseFactory(claim_set=claim_set, number=2 + place))

    with django_assert_num_queries(6):
        assert client.get("/sets/harbours/").status_code == 200


def test_claims_come_by_pages_that_go_on_where_the_last_ended(client, claim_set):
    for number in range(100, 121):
        ClaimSetEntryFactory(claim_set=claim_set, claim__number=number)

    first = client.get("/sets/harbours/").content.decode()
    second = client.get("/sets/harbours/?after=118")

    assert ("?after=118#claims" in first, ">C-118<" in first, ">C-119<" in first) == (True, True, False)
    assert re.findall(r">(C-\d+)<", second.content.decode()) == ["C-119", "C-120"]
    assert second["X-Robots-Tag"] == "noindex"
    assert client.get("/sets/harbours/?after=x%00").status_code == 200


class TestCard:
    def test_it_may_be_framed_by_everybody_and_runs_nothing(self, client, claim):
        card = client.get(f"/embed/claims/{claim.pk}")

        assert "frame-ancestors *" in card["Content-Security-Policy"]
        assert "X-Frame-Options" not in card
        assert "<script" not in card.content.decode()
        assert client.get("/sets/harbours/")["X-Frame-Options"] == "DENY"

    def test_it_shows_counts_both_sides_who_denies_and_the_way_to_the_page(self, client, claim):
        page = client.get(f"/embed/claims/{claim.pk}").content.decode()

        assert page.count("<blockquote>") == 2
        assert "<strong>Denies:</strong>" in page
        assert "http://testserver/sets/harbours/claims/7/" in page

    def test_a_set_that_gathers_by_a_filter_makes_its_claims_public_as_well(self, client, editor):
        ClaimSetFactory(workspace=editor.workspace, audience="public", gathering="by_filter", filter={"topic": ["mud"]})
        inside = ClaimFactory(workspace=editor.workspace, topic="mud")
        retired = ClaimFactory(workspace=editor.workspace, topic="mud", status=ClaimStatus.RETIRED)

        assert client.get(f"/embed/claims/{inside.pk}").status_code == 200
        assert client.get(f"/embed/claims/{retired.pk}").status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_takes_four_queries_whatever_the_number_of_public_sets(
        self, client, claim, number, django_assert_num_queries
    ):
        ClaimSetFactory.create_batch(number, workspace=claim.workspace, audience="public", gathering="by_filter")

        with django_assert_num_queries(4):
            client.get(f"/embed/claims/{claim.pk}")


class TestOEmbed:
    @pytest.mark.parametrize("path", ["/sets/harbours/claims/7/", "/embed/claims/{}"])
    def test_it_gives_the_frame_of_a_card_by_the_page_or_the_card(self, client, claim, path):
        url = f"http://testserver{path.format(claim.pk)}"

        told = client.get("/embed/oembed.json", {"url": url, "maxwidth": "300"})

        assert told.json()["title"] == "C-7: Dredging <pays>."
        assert f'src="http://testserver/embed/claims/{claim.pk}"' in told.json()["html"]
        assert told.json()["width"] == 300
        assert told["Access-Control-Allow-Origin"] == "*"

    @pytest.mark.parametrize(
        "url",
        [
            "",
            "http://elsewhere.example/sets/harbours/claims/7/",
            "http://testserver/sets/harbours/claims/8/",
            "http://testserver/embed/claims/------------------------------------",
            "http://testserver/sets/harbours/",
        ],
    )
    def test_another_address_is_not_found(self, client, claim_set, url):
        assert client.get("/embed/oembed.json", {"url": url}).status_code == 404

    def test_only_json_is_offered(self, client, claim_set):
        assert client.get("/embed/oembed.json", {"format": "xml"}).status_code == 501
