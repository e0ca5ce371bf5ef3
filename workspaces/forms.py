"""Shapes of what people send about workspaces, members, accounts and keys."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import RegexValidator

from workspaces.enums import Role
from workspaces.models import User, Workspace

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens between them.")

LOG_IN_ERRORS: dict[str, Any] = {
    "invalid_login": "No account has this e-mail address and password. Check both; the password minds its case.",
    "inactive": "This account has been switched off.",
}


class LogInForm(AuthenticationForm):
    """E-mail address and password."""

    error_messages = LOG_IN_ERRORS

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "E-mail address"
        self.fields["username"].widget = forms.EmailInput(attrs={"autocomplete": "username", "autofocus": True})


class WorkspaceForm(forms.Form):
    """A new workspace."""

    name = forms.CharField(max_length=120)
    slug = forms.CharField(
        label="Address",
        max_length=60,
        validators=[SLUG],
        help_text="Part of the address of every page, such as korea-desk. It cannot be changed later.",
    )
    description = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), required=False, help_text="What the team works on here."
    )

    def clean_slug(self) -> str:
        """Return the address unless another workspace has it."""
        slug = self.cleaned_data["slug"]
        if Workspace.objects.filter(slug=slug).exists():
            raise forms.ValidationError("Another workspace has this address.")
        return slug


class ProfileForm(forms.ModelForm):
    """The name under which others see the user."""

    class Meta:
        model = User
        fields = ("name",)


class NewPasswordForm(PasswordChangeForm):
    """Another password; it stands below other forms, so it does not take the focus."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's signature
        super().__init__(*args, **kwargs)
        del self.fields["old_password"].widget.attrs["autofocus"]


class TokenForm(forms.Form):
    """A new API key."""

    name = forms.CharField(
        label="What is it for?", max_length=80, help_text="So that you know later which one to revoke."
    )
    days = forms.TypedChoiceField(
        label="Valid for",
        coerce=int,
        choices=[(30, "30 days"), (90, "90 days"), (365, "a year"), (0, "as long as it is not revoked")],
        initial=90,
    )


class MemberForm(forms.Form):
    """A user who becomes a member."""

    email = forms.EmailField(label="E-mail address", help_text="Of somebody who already has an account here.")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.ANNOTATOR)

    def clean_email(self) -> str:
        """Return the address after finding its account, which `user` then holds."""
        email = self.cleaned_data["email"]
        self.user = User.objects.filter(email__iexact=email, is_active=True).first()
        if self.user is None:
            raise forms.ValidationError("Nobody has an account with this address.")
        return email


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(choices=Role.choices)
