"""Shapes of what people send about workspaces, members, accounts and keys."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.validators import RegexValidator
from django.utils import timezone

from workspaces.enums import Role, Scope
from workspaces.models import Membership, User, Workspace
from workspaces.queries import end_of_day

SLUG = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$", "Use lower-case letters, digits and single hyphens between them.")

ON_DATE, NEVER = "date", "never"
"""Choices of how long a key is valid, beside numbers of days."""

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
    workspace = forms.ChoiceField(label="Opens", required=False, choices=[], help_text="One is enough for most.")
    scope = forms.ChoiceField(
        label="A program may",
        choices=Scope.choices,
        initial=Scope.READ,
        help_text="And never more than your role in the workspace. No key manages members.",
    )
    days = forms.ChoiceField(
        label="Valid for",
        choices=[
            ("30", "30 days"),
            ("90", "90 days"),
            ("365", "a year"),
            (ON_DATE, "until a date …"),
            (NEVER, "for ever"),
        ],
        initial="90",
    )
    until = forms.DateField(
        label="Last day",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="It works until the end of this day, by UTC.",
    )

    def __init__(self, *args: Any, memberships: Sequence[Membership], **kwargs: Any) -> None:  # noqa: ANN401
        # Beside it stands another form with a name: labels must not lead there.
        super().__init__(*args, auto_id="id_key_%s", **kwargs)
        self.workspaces = {membership.workspace.slug: membership.workspace for membership in memberships}
        names = [(slug, workspace.name) for slug, workspace in self.workspaces.items()]
        self.fields["workspace"].choices = [("", "all my workspaces"), *names]  # type: ignore[attr-defined]

    def clean_workspace(self) -> Workspace | None:
        """Return the chosen workspace, or None for all."""
        return self.workspaces.get(self.cleaned_data["workspace"])

    def clean(self) -> dict[str, Any]:
        """Turn the choice into `expires_at`, None for never."""
        cleaned = super().clean() or self.cleaned_data
        days, until = cleaned.get("days"), cleaned.get("until")
        now = timezone.now()
        if days == ON_DATE and "until" in cleaned:
            if until is None or until < now.date():
                self.add_error("until", "Choose today or a later day.")
            else:
                cleaned["expires_at"] = end_of_day(until)
        elif days == NEVER:
            cleaned["expires_at"] = None
        elif days:
            cleaned["expires_at"] = now + timedelta(days=int(days)) if days != ON_DATE else None
        return cleaned


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
