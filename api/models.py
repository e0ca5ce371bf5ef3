"""The one table of the API: what it answered to requests that may be sent again."""

from typing import ClassVar

from django.db import models

from workspaces.models import User

KEY_MAX_LENGTH = 255


class StoredResponse(models.Model):
    """The answer to a request with an idempotency key, written in the transaction of what the request did.

    Kept for a day and then cleaned away; no history, since it tells nothing that the changed rows' own does not.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=KEY_MAX_LENGTH)
    fingerprint = models.BinaryField(max_length=32, help_text="Of credential, method, address and body.")
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "key"], name="stored_response_once_a_key"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.status})"
