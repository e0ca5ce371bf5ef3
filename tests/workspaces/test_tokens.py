from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from common.errors import InvalidInputError
from tests.factories.workspaces import MembershipFactory, UserFactory, WorkspaceFactory
from workspaces import policies
from workspaces.enums import Role, Scope, TokenState
from workspaces.models import ApiToken, Membership
from workspaces.queries import end_of_day, find_token
from workspaces.services import create_token, note_token_use, revoke_token

pytestmark = pytest.mark.django_db


def speaking_through(token):
    user = ApiToken.objects.select_related("user").get(pk=token.pk).user
    user.token = token
    return user


@pytest.fixture
def member():
    return MembershipFactory(role="admin")


@pytest.fixture
def client(member):
    client = Client()
    client.force_login(member.user)
    return client


class TestRights:
    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("scope", [*Scope, None])
    def test_the_lower_of_role_and_scope_counts(self, role, scope):
        highest = Role.ADMIN if scope is None else Scope(scope).highest_role

        assert role.within(scope).rank == min(role.rank, highest.rank)

    def test_no_token_administers(self, member):
        user = speaking_through(create_token(user=member.user, name="a").token)

        membership = Membership.objects.of(user).get()

        assert policies.can_edit(membership)
        assert not policies.can_administer(membership)
        assert membership.role == Role.ADMIN

    def test_a_token_of_one_workspace_finds_no_other_membership(self, member):
        other = MembershipFactory(user=member.user, role="editor")
        user = speaking_through(create_token(user=member.user, name="a", workspace=other.workspace).token)

        assert list(Membership.objects.of(user)) == [other]

    def test_a_token_is_not_made_for_a_workspace_of_others(self, member):
        with pytest.raises(InvalidInputError):
            create_token(user=member.user, name="a", workspace=WorkspaceFactory())

    def test_a_scope_that_is_none_is_refused(self, member):
        with pytest.raises(InvalidInputError):
            create_token(user=member.user, name="a", scope="administer")


class TestLife:
    def test_states(self):
        now = timezone.now()
        day = timedelta(days=1)
        ends = {None: "valid", now + 30 * day: "valid", now + 3 * day: "expiring", now: "expired"}

        assert {end: ApiToken(expires_at=end).state(now) for end in ends} == ends
        assert ApiToken(expires_at=now, revoked_at=now).state(now) == TokenState.REVOKED

    def test_a_day_ends_where_the_next_begins(self):
        assert end_of_day(date(2026, 12, 31)) + timedelta(microseconds=1) == datetime(2027, 1, 1, tzinfo=UTC)

    def test_a_use_is_noted_once_in_some_minutes(self, django_assert_num_queries):
        token, now = create_token(user=UserFactory(), name="a").token, timezone.now()
        note_token_use(token=token, now=now)
        token.refresh_from_db()

        with django_assert_num_queries(0):
            note_token_use(token=token, now=now + timedelta(minutes=9))
        note_token_use(token=token, now=now + timedelta(minutes=11))

        token.refresh_from_db()
        assert token.last_used_at == now + timedelta(minutes=11)
        assert token.pgh_event_model.objects.filter(pgh_obj_id=token.pk).count() == 1


class TestPage:
    def test_a_key_for_one_workspace_until_a_date(self, client, member):
        until = timezone.now().date() + timedelta(days=3)
        given = {"name": "n", "workspace": member.workspace.slug, "scope": "annotate", "days": "date", "until": until}

        page = client.post("/account/tokens/", given).content.decode()

        token = ApiToken.objects.get()
        assert (token.workspace, token.scope, token.expires_at) == (member.workspace, "annotate", end_of_day(until))
        assert "“n” expires in" in page

    @pytest.mark.parametrize(
        "fault",
        [
            {"days": "date"},
            {"days": "date", "until": "2020-01-01"},
            {"days": "date", "until": "soon"},
            {"days": "7"},
            {"scope": "admin"},
            {"scope": ""},
            {"workspace": "theirs"},
        ],
    )
    def test_what_cannot_be_is_refused_with_the_form(self, client, fault):
        WorkspaceFactory(slug="theirs")

        response = client.post("/account/tokens/", {"name": "n", "scope": "read", "days": "30", **fault})

        assert response.status_code == 422
        assert response.context["token_form"].errors
        assert not ApiToken.objects.exists()

    def test_one_that_never_expires_is_made_with_a_warning_on_the_page(self, client):
        assert "never expires opens everything" in client.get("/account/").content.decode()

        client.post("/account/tokens/", {"name": "n", "scope": "read", "days": "never"})

        assert ApiToken.objects.get().expires_at is None

    def test_revoking_asks_first_and_names_what_stops(self, client, member):
        token = create_token(user=member.user, name="Nightly", scope="read", workspace=member.workspace).token

        page = client.get(f"/account/tokens/{token.pk}/revoke/").content.decode()

        assert all(word in page for word in ("Nightly", token.prefix, member.workspace.name, "None has used it yet"))
        assert ApiToken.objects.get().revoked_at is None

    def test_a_key_revoked_twice_keeps_its_first_end(self, client, member):
        token = create_token(user=member.user, name="Nightly").token
        address = f"/account/tokens/{token.pk}/revoke/"

        client.post(address)
        first = ApiToken.objects.get().revoked_at
        client.post(address)

        assert ApiToken.objects.get().revoked_at == first
        assert "nothing left to revoke" in client.get(address).content.decode()
        assert "1 key that no longer works" in client.get("/account/").content.decode()

    def test_without_a_key_the_page_says_so(self, client):
        assert "No key of yours works now" in client.get("/account/").content.decode()


class TestCommands:
    def test_a_key_of_every_kind(self, member):
        out, slug = StringIO(), member.workspace.slug

        call_command(
            "create_token", member.user.email, scope="read", workspace=slug, until=date(2099, 1, 1), stdout=out
        )

        token = find_token(out.getvalue().strip(), timezone.now())
        assert (token.scope, token.workspace_id, token.expires_at.year) == ("read", member.workspace_id, 2099)

    @pytest.mark.parametrize(
        ("options", "said"),
        [
            ({"days": 0}, "over already"),
            ({"until": date(2020, 1, 1)}, "over already"),
            ({"workspace": "nowhere"}, "no workspace"),
            ({"workspace": "theirs"}, "not a member"),
        ],
    )
    def test_what_cannot_be_made_is_said(self, member, options, said):
        WorkspaceFactory(slug="theirs")

        with pytest.raises(CommandError, match=said):
            call_command("create_token", member.user.email, **options)

    def test_the_list_shows_what_works_and_on_demand_what_does_not(self, member):
        create_token(user=member.user, name="one")
        revoke_token(token=create_token(user=member.user, name="two").token)
        create_token(user=UserFactory(), name="three")

        def listed(*arguments, **options):
            out = StringIO()
            call_command("list_tokens", *arguments, stdout=out, **options)
            return sorted(line.split()[-1] for line in out.getvalue().splitlines()[1:])

        assert listed() == ["one", "three"]
        assert listed(member.user.email, all=True) == ["one", "two"]
        with pytest.raises(CommandError, match="Nobody"):
            listed("nobody@example.org")

    def test_a_leaked_key_is_revoked_by_its_letters(self, member):
        keys = [create_token(user=member.user, name=name).key for name in "ab"]

        call_command("revoke_token", keys[0], stdout=StringIO())
        call_command("revoke_token", keys[1][:12], stdout=StringIO())

        assert [find_token(key, timezone.now()) for key in keys] == [None, None]
        with pytest.raises(CommandError, match="begins with"):
            call_command("revoke_token", keys[0])


def test_a_token_is_found_whole_with_its_user_and_the_workspaces_that_it_opens():
    user = MembershipFactory().user
    second = MembershipFactory(user=user).workspace
    everywhere = create_token(user=user, name="all")
    limited = create_token(user=user, name="one", workspace=second, scope="read")

    for new, opened in ((everywhere, user.memberships.all()), (limited, user.memberships.filter(workspace=second))):
        stored = ApiToken.objects.select_related("user").get(pk=new.token.pk)
        found = find_token(new.key, timezone.now())
        for one, other in ((found, stored), (found.user, stored.user)):
            columns = [field.attname for field in one._meta.concrete_fields]
            assert [getattr(one, name) for name in columns] == [getattr(other, name) for name in columns]
        assert found.workspaces == {one.workspace.slug: one.workspace_id for one in opened}
    user.memberships.all().delete()
    assert find_token(everywhere.key, timezone.now()).workspaces == {}
