"""Words of claim sets and releases."""

from django.db import models


class Gathering(models.TextChoices):
    """How claims come into a claim set."""

    BY_HAND = "by_hand", "By hand"
    BY_FILTER = "by_filter", "By a saved filter"


class Audience(models.TextChoices):
    """Who may read a claim set, its releases and its changes."""

    MEMBERS = "members", "Members of the workspace"
    PUBLIC = "public", "Everybody"


class FileRole(models.TextChoices):
    """What a file of a release is: part of what the root hash covers, or made from that."""

    CANONICAL = "canonical", "Canonical"
    DERIVED = "derived", "Made from the canonical files"


class NoticeKind(models.TextChoices):
    """What a notice says of a release whose bytes stay as they are."""

    RETRACTION = "retraction", "Retraction"
    CORRECTION = "correction", "Correction"
