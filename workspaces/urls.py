"""Routes of the workspaces app."""

from django.urls import path

from workspaces.views import account, jobs, members, overview, review, session, tokens

app_name = "workspaces"

urlpatterns = [
    path("login/", session.log_in, name="login"),
    path("logout/", session.log_out, name="logout"),
    path("", overview.workspace_list, name="list"),
    path("new-workspace/", overview.workspace_create, name="create"),
    path("account/", account.account_edit, name="account"),
    path("account/password/", account.password_change, name="password"),
    path("account/tokens/", tokens.token_create, name="token_create"),
    path("account/tokens/<uuid:token_id>/revoke/", tokens.token_revoke, name="token_revoke"),
    path("w/<slug:workspace>/", overview.workspace_home, name="home"),
    path("w/<slug:workspace>/review/", review.review, name="review"),
    path("w/<slug:workspace>/jobs/", jobs.job_list, name="jobs"),
    path("w/<slug:workspace>/jobs/<uuid:job_id>/", jobs.job_fragment, name="job"),
    path("w/<slug:workspace>/jobs/<uuid:job_id>/retry/", jobs.job_retry, name="job_retry"),
    path("w/<slug:workspace>/members/", members.member_list, name="members"),
    path("w/<slug:workspace>/members/<uuid:membership_id>/", members.member_change, name="member_change"),
]
