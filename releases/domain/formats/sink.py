"""A file that gives away what is written to it, so that writers of files can be read like iterators."""

from typing import Any


class Sink:
    """Holds what was written since it was last taken; it can be neither read nor gone back in."""

    closed = False

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._position = 0
        self.waiting = 0

    def write(self, data: Any) -> int:  # noqa: ANN401 - any buffer
        """Keep a copy of the bytes until they are taken."""
        chunk = bytes(data)
        self._chunks.append(chunk)
        self._position += len(chunk)
        self.waiting += len(chunk)
        return len(chunk)

    def tell(self) -> int:
        """Return how many bytes were ever written."""
        return self._position

    def seekable(self) -> bool:
        """Return False: what was taken is gone."""
        return False

    def flush(self) -> None:
        """Do nothing: there is nowhere to flush to."""

    def take(self) -> bytes:
        """Return what was written since the last time."""
        taken = b"".join(self._chunks)
        self._chunks.clear()
        self.waiting = 0
        return taken
