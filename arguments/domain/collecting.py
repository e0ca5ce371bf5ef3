"""Making many objects at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Keep Python from looking for circles among objects while thousands are made that hold none.

    Looking takes up to half of the time of a layout. It goes on where it was: of several threads in here, the first one
    switches it on again, which only costs the others time.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
