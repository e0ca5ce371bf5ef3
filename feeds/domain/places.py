"""A reader's place in a change feed, as a text."""

from dataclasses import dataclass

_PARTS = 3
_MOST_DIGITS = 19


@dataclass(frozen=True)
class Place:
    """What a reader has seen: everything up to `position` in the life `life` of the feed.

    `complete_from` is the position up to which the reader began with an empty copy: it cannot have anything that went
    before that, so it need not be told that it went.
    """

    life: str
    position: int
    complete_from: int = 0

    def __str__(self) -> str:
        return f"{self.life}.{self.position}.{self.complete_from}"


def read_place(text: str) -> Place | None:
    """Return the place that `str` of it wrote, or None."""
    parts = text.split(".")
    if len(parts) != _PARTS:
        return None
    life, *numbers = parts
    if not all(number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS for number in numbers):
        return None
    return Place(life, *map(int, numbers))
