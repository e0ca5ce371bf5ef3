"""Filters over the tables of agreement."""

from typing import Self

from django.db import models
from django.db.models import F


class ClaimEmbeddingQuerySet(models.QuerySet):
    """Filters over vectors of claims."""

    def of_current_wording(self) -> Self:
        """Vectors of the words that the claims have now."""
        return self.filter(wording=F("claim__text"))
