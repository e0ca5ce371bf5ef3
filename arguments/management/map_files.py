"""Files of maps as commands name them."""

import sys
from pathlib import Path

from arguments.domain.interchange.decoding import SIZE_MAX
from arguments.domain.interchange.formats import FORMATS, Format

STANDARD = "-"


class NotUnderstood(ValueError):
    """A format that nobody named, or that there is not."""


def read_file(name: str) -> bytes:
    """Return the bytes of a file or, for `-`, of the standard input, cut off at the most that can be read."""
    # One byte more than may be read tells a larger file, without taking all of it into memory.
    if name == STANDARD:
        return sys.stdin.buffer.read(SIZE_MAX)
    with Path(name).open("rb") as file:
        return file.read(SIZE_MAX)


def known_format(name: str | None, option: str, guessed: Format | None) -> Format:
    """Return the format of that name, or the guessed one; raises NotUnderstood where there is neither."""
    known = f"Known are: {', '.join(FORMATS)}."
    if name is not None and name not in FORMATS:
        raise NotUnderstood(f"There is no format “{name}”. {known}")
    found = guessed if name is None else FORMATS[name]
    if found is None:
        raise NotUnderstood(f"The format cannot be told; name it with {option}. {known}")
    return found
