"""Tables of the releases app."""

from releases.models.claim_set import ClaimSet, ClaimSetEntry
from releases.models.release import Notice, Release, ReleaseFile

__all__ = ["ClaimSet", "ClaimSetEntry", "Notice", "Release", "ReleaseFile"]
