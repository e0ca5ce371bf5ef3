"""What changed between releases, and since the last one, as pages tell it."""

import pytest
from django.urls import reverse

from claims.models import Claim
from releases import storing
from releases.building import build_release
from releases.change_presenters import CHANGES_A_PAGE, KINDS, ChangePage
from releases.domain.diffing import Change, ClaimChange
from releases.models import ReleaseFile
from tests.factories.claims import EvidenceFactory
from tests.factories.releases import ClaimSetEntryFactory
from tests.factories.releasing import filled_claim_set
from tests.factories.workspaces import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim_set():
    return filled_claim_set(claims=3, slug="harbours", title="Harbours", audience="public")


@pytest.fixture
def member(client, claim_set):
    member = MembershipFactory(role="viewer", workspace=claim_set.workspace)
    client.force_login(member.user)
    return member


@pytest.fixture
def twice_released(claim_set):
    """Between the releases one claim was reworded, one went, one came, and one has another passage and position."""
    build_release(claim_set=claim_set, by=None)
    first, second, third = claim_set.claims.order_by("number")
    Claim.objects.filter(pk=first.pk).update(text="Harbour 1 \\ fills “up”.", topic="mud")
    claim_set.entries.filter(claim=second).delete()
    EvidenceFactory(claim=third, bearing="contradicts")
    third.evidence.filter(bearing="supports").update(bearing="context")
    third.stances.update(position="denies")
    ClaimSetEntryFactory(claim_set=claim_set, claim__number=40, claim__text="A new one.")
    return build_release(claim_set=claim_set, by=None)


def page(name, member):
    return reverse(f"releases:{name}", args=[member.workspace.slug, "harbours"])


def test_the_comparison_tells_every_kind_of_change(client, member, twice_released):
    answer = client.get(page("compare", member))

    changes = answer.context["changes"]
    assert changes.by_kind == {"added": 1, "removed": 1, "reworded": 1, "refiled": 1, "evidence": 1, "stances": 1}
    assert (answer.context["old"].number, answer.context["new"].number, changes.total) == (1, 2, 4)
    text = answer.content.decode()
    assert '<del><span class="visually-hidden">[taken out: </span>silts' in text
    assert '<ins><span class="visually-hidden">[put in: </span>fills' in text
    assert [word for word in ("Evidence added", "Evidence changed", "Stance changed", "harbours", "mud")
            if word not in text] == []  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_narrowed_to_one_kind(client, member, twice_released, kind):
    assert client.get(page("compare", member), {"only": kind}).context["changes"].fitting == 1


def test_backwards_what_came_goes(client, member, twice_released):
    changes = client.get(page("compare", member), {"from": "2", "to": "1"}).context["changes"]

    assert [one.change.label for one in changes.shown if one.change.change == Change.REMOVED] == ["C-40"]


def test_everybody_compares_releases_of_a_public_set(client, claim_set, twice_released):
    answer = client.get("/sets/harbours/compare/?from=1&to=2")

    assert "Reworded" in answer.content.decode()
    assert (answer["X-Robots-Tag"], answer.cookies) == ("noindex", {})
    claim_set.audience = "members"
    claim_set.save()
    assert client.get("/sets/harbours/compare/").status_code == 404


@pytest.mark.parametrize("query", [{}, {"from": "1", "to": "1"}, {"from": "x\x00", "to": "9" * 40, "page": "-1"}])
def test_with_one_release_there_is_nothing_to_compare(client, member, claim_set, query):
    build_release(claim_set=claim_set, by=None)

    assert "Nothing to compare yet" in client.get(page("compare", member), query).content.decode()


def test_the_same_release_twice_is_the_same(client, member, twice_released):
    answer = client.get(page("compare", member), {"from": "2", "to": "2"}).content.decode()

    assert "This is one release twice" in answer


def test_what_changed_since_the_last_release_is_what_the_next_would_bring(client, member, claim_set):
    build_release(claim_set=claim_set, by=None)
    before = client.get(page("changes_since", member), headers={"hx-request": "true"}).content.decode()
    Claim.objects.filter(number=2).update(text="Reworded since.")

    answer = client.get(page("changes_since", member))

    assert "Nothing changed" in before
    assert [one.change.text for one in answer.context["changes"].shown] == ["Reworded since."]


def test_before_the_first_release_there_is_no_since(client, member):
    assert client.get(page("changes_since", member)).status_code == 404


def test_lost_and_too_large_files_are_told_and_break_nothing(client, member, twice_released, monkeypatch):
    def lose(sha256):
        raise FileNotFoundError(sha256)

    monkeypatch.setattr(storing, "open_stored", lose)
    lost = [client.get(page(name, member)).content.decode() for name in ("compare", "changes_since")]
    ReleaseFile.objects.all().delete()
    gone = [client.get(page(name, member)).status_code for name in ("compare", "changes_since")]
    monkeypatch.setattr("releases.views.changes.MOST_BYTES", -1)
    large = [client.get(page(name, member)).content.decode() for name in ("compare", "changes_since")]

    assert ["missing" in text for text in lost] == [True, True]
    assert gone == [200, 200]
    assert ["too large" in text for text in large] == [True, True]


@pytest.mark.parametrize("number", [1, 3])
def test_the_comparison_takes_seven_queries_whatever_the_number_of_releases(
    client, member, claim_set, number, django_assert_num_queries
):
    for _ in range(number):
        build_release(claim_set=claim_set, by=None, force=True)

    with django_assert_num_queries(7):
        client.get(page("compare", member))


def test_a_page_of_changes_keeps_its_own_and_counts_all():
    changes = [ClaimChange(f"{n:03}", f"C-{n}", "Text", Change.ADDED) for n in range(CHANGES_A_PAGE + 5)]

    first, second, third = (ChangePage(number).read(iter(changes)) for number in (1, 2, 3))

    assert [len(one.shown) for one in (first, second, third)] == [CHANGES_A_PAGE, 5, 0]
    assert {one.total for one in (first, second, third)} == {CHANGES_A_PAGE + 5}
    assert [(one.before, one.behind) for one in (first, second, third)] == [(None, 2), (1, None), (2, None)]


def test_a_public_release_is_cited_with_its_address_and_a_private_one_without(client, member, claim_set):
    build_release(claim_set=claim_set, by=None)
    where = reverse("releases:release", args=[member.workspace.slug, "harbours", 1])
    public = client.get("/sets/harbours/releases/1/").content.decode()
    claim_set.audience = "members"
    claim_set.save()

    private = client.get(where).context["citation"]

    assert "Harbours. Release 1 [Data set]." in public
    assert "http://testserver/sets/harbours/releases/1/" in public
    assert "http" not in private.sentence
    assert [one.key for one in private.forms] == ["bibtex", "csl", "cff"]
