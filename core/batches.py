"""Work that waits in a table, batch by batch."""

import math
import time
from collections.abc import Callable


def until_none_is_due(batch: Callable[[], int], *, seconds: float = math.inf) -> int:
    """Calls `batch` until it finds nothing or `seconds` have passed; returns how many rows it handled in all."""
    ends_at, handled = time.monotonic() + seconds, 0
    while time.monotonic() < ends_at and (count := batch()):
        handled += count
    return handled
