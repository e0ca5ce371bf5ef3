"""Reads claim sets of a Parallax site by its documented API, with nothing but Python's own library."""

from parallax_client.claim_sets import ClaimSet, Release
from parallax_client.client import Client
from parallax_client.errors import (
    ConnectionFailed,
    FeedRenewed,
    FolderTaken,
    HashMismatch,
    NotFound,
    ParallaxError,
    Problem,
)
from parallax_client.folders import Folder, Synced
from parallax_client.frames import Frames

__all__ = [
    "ClaimSet",
    "Client",
    "ConnectionFailed",
    "FeedRenewed",
    "Folder",
    "FolderTaken",
    "Frames",
    "HashMismatch",
    "NotFound",
    "ParallaxError",
    "Problem",
    "Release",
    "Synced",
]
__version__ = "0.1.0"
