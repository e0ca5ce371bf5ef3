"""Logging in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from workspaces.forms import LogInForm
from workspaces.gates import public_page

log_in = public_page(
    LoginView.as_view(
        template_name="workspaces/session_create.html",
        authentication_form=LogInForm,
        redirect_authenticated_user=True,
    )
)
log_out = public_page(LogoutView.as_view())
