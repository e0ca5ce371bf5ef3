"""Who logs in."""

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from common.models import IdentifiedModel

if TYPE_CHECKING:
    from workspaces.models.token import ApiToken


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the log-in name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401
        """Return a new user; without a password the account cannot log in."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":  # noqa: ANN401
        """Return a new user who may open the admin site."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with that e-mail address, whatever the case of its letters."""
        return self.get(email__iexact=username)


@pghistory.track(exclude=["password", "last_login"])
class User(IdentifiedModel, AbstractBaseUser, PermissionsMixin):
    """A person who logs in. Authors of sources are `sources.Author`, never users."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    # The key with which a program speaks for the user in this request; None for who has logged in. No column.
    token: "ApiToken | None" = None

    objects = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_ignoring_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email
