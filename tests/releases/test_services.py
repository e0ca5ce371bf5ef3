"""Claim sets and notices through their services: what is refused, and what two people do at once."""

import pytest

from claims.models import Claim
from common.errors import InvalidInputError
from releases.building import build_release
from releases.domain.filtering import SavedFilter
from releases.errors import ClaimSetReleasedError, ClaimSetSlugTakenError, NothingToReleaseError, StaleClaimSetError
from releases.models import ClaimSet
from releases.queries.members import claims_of
from releases.queries.releases import find_claim_set, find_release
from releases.services import (
    add_claims,
    add_notice,
    create_claim_set,
    delete_claim_set,
    edit_claim_set,
    remove_claims,
    start_release,
)
from tests.factories.claims import ClaimFactory
from tests.factories.releases import ClaimSetFactory, ReleaseFactory
from tests.factories.releasing import filled_claim_set
from tests.factories.workspaces import MembershipFactory, WorkspaceFactory

pytestmark = pytest.mark.django_db


def edited(claim_set, **changes):
    fields = ("title", "description", "licence", "creators", "gathering", "audience")
    values = {name: getattr(claim_set, name) for name in fields}
    return edit_claim_set(claim_set=claim_set, by=None, **{"saved_filter": None, **values, **changes})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", "Not-lower"), ("slug", "a--b"), ("slug", "a" * 81), ("title", " "), ("title", "x" * 201),
        ("description", "x" * 5001), ("licence", "MIT-ish"), ("creators", ["Ada", " "]), ("creators", ["A"] * 51),
        ("gathering", "by_chance"), ("audience", "friends"), ("title", "a\x00b"),
    ],
)  # fmt: skip
def test_values_that_break_a_rule_are_refused_by_name(field, value):
    values = {"slug": "locks", "title": "Locks", field: value}

    with pytest.raises(InvalidInputError) as caught:
        create_claim_set(workspace=WorkspaceFactory(), by=None, **values)

    assert caught.value.details["field"] == field


def test_address_is_given_once_over_all_workspaces():
    create_claim_set(workspace=WorkspaceFactory(), slug="locks", title="Locks", by=None)

    with pytest.raises(ClaimSetSlugTakenError):
        create_claim_set(workspace=WorkspaceFactory(), slug="locks", title="Locks", by=None)


def test_an_edit_of_what_somebody_else_changed_meanwhile_is_refused():
    claim_set = ClaimSetFactory()
    opened_at = claim_set.updated_at
    edited(claim_set, title="Theirs")

    with pytest.raises(StaleClaimSetError):
        edited(claim_set, title="Mine", opened_at=opened_at)

    assert ClaimSet.objects.get().title == "Theirs"


def test_claims_are_added_once_and_removed_once():
    claim_set = ClaimSetFactory()
    claims = [ClaimFactory(workspace=claim_set.workspace, number=number) for number in (1, 2, 3)]

    assert add_claims(claim_set=claim_set, claims=claims[:2], by=None) == 2
    assert add_claims(claim_set=claim_set, claims=[*claims, claims[2]], by=None) == 1
    assert remove_claims(claim_set=claim_set, claims=claims[:1], by=None) == 1
    assert remove_claims(claim_set=claim_set, claims=claims[:1], by=None) == 0
    assert set(claims_of(claim_set)) == set(claims[1:])


def test_claims_of_other_workspaces_and_sets_by_filter_take_nothing_by_hand():
    claim_set = ClaimSetFactory()
    by_filter = ClaimSetFactory(workspace=claim_set.workspace, gathering="by_filter")

    for shown, claim in ((claim_set, ClaimFactory()), (by_filter, ClaimFactory(workspace=claim_set.workspace))):
        with pytest.raises(InvalidInputError):
            add_claims(claim_set=shown, claims=[claim], by=None)


def test_a_set_by_filter_holds_what_meets_it():
    claim_set = ClaimSetFactory()
    ClaimFactory(workspace=claim_set.workspace, number=1, topic="locks")
    ClaimFactory(workspace=claim_set.workspace, number=2, topic="weirs")

    stored = edited(claim_set, gathering="by_filter", saved_filter=SavedFilter(topic=("weirs",)))

    assert list(claims_of(stored).values_list("number", flat=True)) == [2]


def test_a_set_that_was_released_stays_and_one_that_was_not_goes():
    released, draft = ClaimSetFactory(), ClaimSetFactory()
    ReleaseFactory(claim_set=released, number=1)

    with pytest.raises(ClaimSetReleasedError):
        delete_claim_set(claim_set=released, by=None)
    delete_claim_set(claim_set=draft, by=None)

    assert list(ClaimSet.objects.all()) == [released]


def test_a_release_is_asked_for_once_while_it_waits_and_not_of_nothing():
    claim_set = filled_claim_set(claims=1)

    first, second = (start_release(claim_set=claim_set, notes="First.", by=None) for _ in range(2))

    assert first == second
    assert (first.task, first.subject, first.options["notes"]) == ("releases.build_release", claim_set.pk, "First.")
    with pytest.raises(NothingToReleaseError):
        start_release(claim_set=ClaimSetFactory(), by=None)


def test_a_notice_changes_no_byte_of_the_release():
    claim_set = filled_claim_set(claims=1)
    release = build_release(claim_set=claim_set, by=None)
    Claim.objects.update(text="Worded better.")
    better = build_release(claim_set=claim_set, by=None)
    before = list(release.files.order_by("name").values_list("name", "sha256"))

    notice = add_notice(release=release, kind="correction", text=" A date was wrong. ", replaced_by=better, by=None)

    assert (notice.text, notice.replaced_by) == ("A date was wrong.", better)
    assert list(release.files.order_by("name").values_list("name", "sha256")) == before
    for changes in ({"kind": "joke"}, {"text": " "}, {"replaced_by": release}, {"replaced_by": ReleaseFactory()}):
        with pytest.raises(InvalidInputError):
            add_notice(release=release, by=None, **{"kind": "retraction", "text": "Wrong.", **changes})


def test_private_sets_and_their_releases_are_found_by_members_only_and_public_ones_by_all():
    private, public = ClaimSetFactory(), ClaimSetFactory(audience="public")
    for claim_set in (private, public):
        ReleaseFactory(claim_set=claim_set, number=1)
    member = MembershipFactory(workspace=private.workspace).user
    stranger = MembershipFactory().user

    def found(claim_set):
        return [
            find_claim_set(claim_set.slug, user) is not None and find_release(claim_set.slug, 1, user) is not None
            for user in (member, stranger, None)
        ]

    assert (found(private), found(public)) == ([True, False, False], [True, True, True])
    assert find_release(public.slug, 2, None) is None
