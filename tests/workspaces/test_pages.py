import pytest
from django.test import Client

from tests.factories.workspaces import (
    PASSWORD,
    JobFactory,
    MembershipFactory,
    UserFactory,
    WorkspaceFactory,
)
from workspaces.enums import JobState
from workspaces.models import ApiToken, Job, Membership, Workspace
from workspaces.services import create_token

pytestmark = pytest.mark.django_db
MOST_QUERIES = 9


@pytest.fixture
def admin():
    return MembershipFactory(role="admin")


@pytest.fixture
def client(admin):
    return logged_in(admin.user)


def logged_in(user):
    client = Client()
    client.force_login(user)
    return client


def failed_job(workspace, **fields):
    return JobFactory(workspace=workspace, state=JobState.FAILED, reason="The disk is full.", **fields)


class TestLogIn:
    def test_right_password_leads_to_where_one_wanted_to_go(self, admin):
        client = Client()
        wanted = f"/w/{admin.workspace.slug}/jobs/"

        response = client.post("/login/", {"username": admin.user.email, "password": PASSWORD, "next": wanted})

        assert response["Location"] == wanted
        assert client.get(wanted).status_code == 200

    def test_letters_case_of_the_address_does_not_matter(self, admin):
        response = Client().post("/login/", {"username": admin.user.email.upper(), "password": PASSWORD})

        assert response.status_code == 302

    def test_wrong_password_is_said_and_keeps_the_address(self, admin):
        response = Client().post("/login/", {"username": admin.user.email, "password": "no", "next": "/account/"})

        text = response.content.decode()
        assert "No account has this e-mail address and password." in text
        assert admin.user.email in text
        assert 'value="/account/"' in text

    def test_another_site_is_no_place_to_go_next(self, admin):
        sent = {"username": admin.user.email, "password": PASSWORD, "next": "https://example.com/"}

        assert Client().post("/login/", sent)["Location"] == "/"

    def test_logging_out_ends_the_session(self, client):
        client.post("/logout/")

        assert client.get("/account/").status_code == 302


class TestWorkspaces:
    def test_the_only_workspace_opens_at_once(self, client, admin):
        assert client.get("/")["Location"] == f"/w/{admin.workspace.slug}/"

    def test_several_are_listed_and_others_workspaces_are_not(self, client, admin):
        second = MembershipFactory(user=admin.user).workspace
        others = WorkspaceFactory()

        text = client.get("/").content.decode()

        assert admin.workspace.name in text
        assert second.name in text
        assert others.name not in text

    def test_any_user_makes_one_and_becomes_its_admin(self):
        user = UserFactory()

        response = logged_in(user).post("/new-workspace/", {"name": "Quays", "slug": "quays", "description": ""})

        assert response["Location"] == "/w/quays/"
        assert Membership.objects.get(workspace__slug="quays").role == "admin"

    @pytest.mark.parametrize("slug", ["Quays", "two words", "-quays", "quays--north", ""])
    def test_an_address_that_would_not_work_is_refused_at_its_field(self, client, slug):
        response = client.post("/new-workspace/", {"name": "Quays", "slug": slug})

        assert response.context["form"].errors["slug"]
        assert not Workspace.objects.filter(name="Quays").exists()

    def test_a_taken_address_is_refused(self, client, admin):
        response = client.post("/new-workspace/", {"name": "Quays", "slug": admin.workspace.slug})

        assert response.context["form"].errors["slug"] == ["Another workspace has this address."]


class TestHome:
    def test_it_shows_jobs_that_failed_with_the_reason(self, client, admin):
        failed_job(admin.workspace, title="Read the harbour report")

        text = client.get(f"/w/{admin.workspace.slug}/").content.decode()

        assert "Read the harbour report" in text
        assert "The disk is full." in text

    def test_a_failed_job_that_was_done_since_is_past(self, client, admin):
        first = failed_job(admin.workspace)
        JobFactory(workspace=admin.workspace, task=first.task, subject=first.subject, state=JobState.DONE)

        assert "The disk is full." not in client.get(f"/w/{admin.workspace.slug}/").content.decode()

    def test_a_failed_job_about_the_whole_workspace_that_was_done_since_is_past(self, client, admin):
        first = failed_job(admin.workspace, subject=None)
        JobFactory(workspace=admin.workspace, task=first.task, subject=None, state=JobState.DONE)

        assert "The disk is full." not in client.get(f"/w/{admin.workspace.slug}/").content.decode()

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, admin, number, django_assert_max_num_queries):
        for _ in range(number):
            failed_job(admin.workspace, created_by=admin.user)
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(f"/w/{admin.workspace.slug}/")


class TestJobs:
    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, admin, number, django_assert_max_num_queries):
        for _ in range(number):
            failed_job(admin.workspace, created_by=admin.user)
        with django_assert_max_num_queries(5):
            client.get(f"/w/{admin.workspace.slug}/jobs/")

    def test_a_running_job_asks_again_and_a_finished_one_does_not(self, client, admin):
        running = JobFactory(workspace=admin.workspace, progress_total=4, progress_done=1, stage="Reading")
        done = JobFactory(workspace=admin.workspace, state=JobState.DONE)
        address = f"/w/{admin.workspace.slug}/jobs"

        shown = client.get(f"{address}/{running.pk}/").content.decode()
        finished = client.get(f"{address}/{done.pk}/").content.decode()

        assert "hx-trigger" in shown
        assert "1 of 4" in shown
        assert "Reading" in shown
        assert "hx-trigger" not in finished

    def test_retrying_queues_a_failed_job(self, client, admin):
        job = failed_job(admin.workspace)

        client.post(f"/w/{admin.workspace.slug}/jobs/{job.pk}/retry/")

        assert Job.objects.get(pk=job.pk).state == JobState.QUEUED

    def test_retrying_what_is_done_is_refused_in_words(self, client, admin):
        job = JobFactory(workspace=admin.workspace, state=JobState.DONE)

        response = client.post(f"/w/{admin.workspace.slug}/jobs/{job.pk}/retry/", follow=True)

        assert "nothing to retry" in response.content.decode()

    def test_a_viewer_sees_no_retry_and_may_not(self):
        viewer = MembershipFactory(role="viewer")
        job = failed_job(viewer.workspace)
        client = logged_in(viewer.user)
        address = f"/w/{viewer.workspace.slug}/jobs/"

        assert "Retry" not in client.get(address).content.decode()
        assert client.post(f"{address}{job.pk}/retry/").status_code == 403

    def test_another_workspaces_job_is_not_found(self, client, admin):
        job = failed_job(WorkspaceFactory())

        assert client.get(f"/w/{admin.workspace.slug}/jobs/{job.pk}/").status_code == 404
        assert client.post(f"/w/{admin.workspace.slug}/jobs/{job.pk}/retry/").status_code == 404


class TestAccount:
    def test_name_is_changed(self, client, admin):
        client.post("/account/", {"name": "Ada Moss"})

        admin.user.refresh_from_db()
        assert admin.user.name == "Ada Moss"

    def test_password_is_changed_and_the_session_goes_on(self, client, admin):
        new = "a longer pass phrase 7"

        client.post("/account/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})

        admin.user.refresh_from_db()
        assert admin.user.check_password(new)
        assert client.get("/account/").status_code == 200

    def test_password_is_not_changed_without_the_old_one(self, client, admin):
        new = "a longer pass phrase 7"

        response = client.post("/account/password/", {"old_password": "no", "new_password1": new, "new_password2": new})

        assert response.status_code == 422
        admin.user.refresh_from_db()
        assert admin.user.check_password(PASSWORD)

    def test_a_key_is_shown_once_and_kept_by_no_cache(self, client, admin):
        response = client.post("/account/tokens/", {"name": "Notebook", "scope": "read", "days": "30"})

        key = response.context["new_token"].key
        assert key in response.content.decode()
        assert "no-store" in response["Cache-Control"]
        assert key not in client.get("/account/").content.decode()
        assert ApiToken.objects.get(user=admin.user).expires_at is not None

    def test_a_revoked_key_is_dead(self, client, admin):
        token = create_token(user=admin.user, name="Notebook").token

        client.post(f"/account/tokens/{token.pk}/revoke/")

        token.refresh_from_db()
        assert token.revoked_at is not None

    def test_nobody_revokes_anothers_key(self, client):
        token = create_token(user=UserFactory(), name="Notebook").token

        assert client.post(f"/account/tokens/{token.pk}/revoke/").status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, admin, number, django_assert_max_num_queries):
        for _ in range(number):
            create_token(user=admin.user, name="Notebook")
        with django_assert_max_num_queries(4):
            client.get("/account/")


class TestMembers:
    def test_an_admin_adds_somebody_who_has_an_account(self, client, admin):
        user = UserFactory()

        client.post(f"/w/{admin.workspace.slug}/members/", {"email": user.email.upper(), "role": "editor"})

        assert Membership.objects.get(user=user).role == "editor"

    def test_an_address_without_an_account_is_refused_at_its_field(self, client, admin):
        response = client.post(f"/w/{admin.workspace.slug}/members/", {"email": "nobody@example.org", "role": "editor"})

        assert response.context["form"].errors["email"] == ["Nobody has an account with this address."]

    def test_an_admin_changes_a_role_and_ends_a_membership(self, client, admin):
        member = MembershipFactory(workspace=admin.workspace, role="viewer")
        address = f"/w/{admin.workspace.slug}/members/{member.pk}/"

        client.post(address, {"role": "annotator"})
        member.refresh_from_db()
        changed = member.role
        client.post(address, {"remove": "1"})

        assert changed == "annotator"
        assert not Membership.objects.filter(pk=member.pk).exists()

    @pytest.mark.parametrize("sent", [{"role": "viewer"}, {"remove": "1"}])
    def test_the_last_admin_stays(self, client, admin, sent):
        response = client.post(f"/w/{admin.workspace.slug}/members/{admin.pk}/", sent, follow=True)

        admin.refresh_from_db()
        assert admin.role == "admin"
        assert "needs an admin" in response.content.decode()

    def test_only_admins_change_members(self):
        editor = MembershipFactory(role="editor")
        other = MembershipFactory(workspace=editor.workspace, role="viewer")

        response = logged_in(editor.user).post(f"/w/{editor.workspace.slug}/members/{other.pk}/", {"role": "admin"})

        assert response.status_code == 403

    def test_members_of_another_workspace_cannot_be_changed_from_here(self, client, admin):
        other = MembershipFactory(role="viewer")

        response = client.post(f"/w/{admin.workspace.slug}/members/{other.pk}/", {"role": "admin"})

        assert response.status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_number_of_queries_does_not_grow(self, client, admin, number, django_assert_max_num_queries):
        MembershipFactory.create_batch(number, workspace=admin.workspace)
        with django_assert_max_num_queries(4):
            client.get(f"/w/{admin.workspace.slug}/members/")
