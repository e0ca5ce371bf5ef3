"""What many models share. No table stands here."""

from django.db import models

from common.ids import new_id


class IdentifiedModel(models.Model):
    """A row with an identifier that the outside may keep, and the moment at which it was made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
