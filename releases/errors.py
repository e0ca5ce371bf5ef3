"""What can go wrong with claim sets and releases."""

from common.errors import ParallaxError


class ClaimSetSlugTakenError(ParallaxError):
    """Another claim set has this address already; addresses are the same for all workspaces, since they are cited."""

    code = "claim_set_slug_taken"


class StaleClaimSetError(ParallaxError):
    """The claim set was changed by somebody else since the form was opened; nothing was written."""

    code = "stale_claim_set"


class ClaimSetReleasedError(ParallaxError):
    """A claim set with releases cannot be deleted, since others may cite them."""

    code = "claim_set_released"


class NothingToReleaseError(ParallaxError):
    """The claim set has no claims, or nothing in it changed since its last release."""

    code = "nothing_to_release"
