"""The clock by which ages are told: it goes on while the machine sleeps, and nobody can set it.

time.monotonic() stands still in a suspended Linux, which is right for time limits and wrong for "20 seconds ago".
"""

from __future__ import annotations

import time

_GOES_ON: int = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", -1))  # macOS's own counts sleep


def lasting() -> float:
    """Seconds since a moment that stays the same until the machine is started again. Any thread."""
    return time.clock_gettime(_GOES_ON) if _GOES_ON >= 0 else time.monotonic()  # Windows counts sleep
