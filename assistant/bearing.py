"""A direction as it is told by sound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bearing:
    """`pan`: -1 (left) .. 1 (right); `pitch`: hertz, higher is further up; `rate`: beeps a second, faster is nearer."""

    pan: float
    pitch: float
    rate: float
