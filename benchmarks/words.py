"""Words for texts that mean nothing."""

WORDS = [
    "harbour",
    "silt",
    "dredger",
    "herring",
    "spawn",
    "ship",
    "channel",
    "winter",
    "town",
    "pilot",
    "quay",
    "storm",
    "count",
    "year",
    "water",
    "mud",
    "cost",
]
