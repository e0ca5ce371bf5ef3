"""Use cases of claim sets and releases; pages, API, commands and higher apps call these."""

from releases.services.claim_sets import (
    add_claims,
    create_claim_set,
    delete_claim_set,
    edit_claim_set,
    remove_claims,
)
from releases.services.notices import add_notice
from releases.services.releases import start_release

__all__ = [
    "add_claims",
    "add_notice",
    "create_claim_set",
    "delete_claim_set",
    "edit_claim_set",
    "remove_claims",
    "start_release",
]
