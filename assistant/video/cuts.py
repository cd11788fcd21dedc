"""Where a video changes from one shot to the next, from looks that come one by one, a tenth of a second apart.

A hard cut parts two stretches that are each alike inside and unlike across (a kernel along the diagonal of the matrix
of likeness, as in Cooper and Foote, "Scene boundary detection via video self-similarity analysis", ICIP 2001); what is
unlike counts only above what moves on either side. So a flash parts nothing: after it all is as before. A fade or a
dissolve is a stretch that is a mix of its two ends; a camera that turns is not.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from assistant.video.looks import NONE, Difference, Look, difference, is_mix

STEP = 0.1  # seconds from look to look
SIDE = 5  # looks on either side of a cut: what is shorter than 0.4 s is a flash
_LONGEST_SIDE = 15  # looks, where pictures are so rare that fewer would be one and the same picture
_KEPT = 46  # looks: the longest fade with its two ends
_FADES = (4, 6, 9, 13, 18, 24, 30)  # looks that a fade may last
_ENDS = 5  # looks at either end of a fade

# Set on tests/bench/video.py: its first set of films; the second is measured only.
_CUT = Difference(0.30, 0.45)  # what is unlike across a hard cut at least
_OVER_MOTION = Difference(1.6, 1.5)  # times as much as from look to look around it
_FADE = Difference(0.35, 0.60)  # what is unlike between the ends of a fade at least
_STILL = 0.6  # times the mean change of light in a fade that there may be at its ends
_COLOURS = 0.45  # of colours that change faster than before and after
_DRIFT = 0.4  # share of the speed of that change that there may be before and after
_MIX = 0.12  # share of the ends' contrast that is left when the middle is explained by them


@dataclass(frozen=True, slots=True)
class _Seen:
    time: float
    look: Look
    step: Difference
    """From the look before."""


@dataclass(frozen=True, slots=True)
class Cut:
    """`time`: of the first look that shows more of the new shot than of the old, in seconds. From `fades_from` until
    `fades_to` both are seen; the same as `time` where it is a hard cut."""

    time: float
    fades_from: float
    fades_to: float
    after: float = 0.0
    """The time of the last look at the old shot."""


class Cuts:
    """Takes looks in order and gives the cuts between them. Keeps four seconds."""

    def __init__(self) -> None:
        self._seen: deque[_Seen] = deque(maxlen=_KEPT)
        self._gaps: deque[int] = deque([1] * 5, maxlen=5)
        self._since = 0  # looks since the last cut
        self._same = 1

    def add(self, time: float, look: Look) -> Cut | None:
        """The cut that has become sure, half a second to two seconds after it."""
        step = difference(self._seen[-1].look, look) if self._seen else NONE
        if self._seen and self._seen[-1].look is look:
            self._same += 1
        elif self._seen:
            self._gaps.append(self._same)
            self._same = 1
        self._seen.append(_Seen(time, look, step))
        self._since += 1
        hard = self._hard_cut()
        if hard:
            self._since = hard
            at = self._seen[-hard].time
            return Cut(at, at, at, self._seen[-hard - 1].time)
        fade = self._fade()
        if fade is not None:
            first, middle, last = fade
            self._since = middle
            return Cut(*(self._seen[-ago].time for ago in (middle, first, last)))
        return None

    def _hard_cut(self) -> int:
        """How many looks ago a cut was, 0 for none."""
        side = min(_LONGEST_SIDE, max(SIDE, 3 * sorted(self._gaps)[2]))
        if self._since < side + SIDE or len(self._seen) < side + SIDE:
            return 0
        seen = list(self._seen)
        before, after = seen[-min(2 * side, self._since) : -side], seen[-side:]
        across = difference(before[-1].look, after[0].look)
        if not _reaches(across, _CUT):
            return 0
        motion = NONE
        for each in (*before[1:], *after[1:]):
            motion = motion.at_most(each.step)
        for one in before[-3:]:
            for other in after:
                across = across.at_least(difference(one.look, other.look))
        by_colour = across.colours >= max(_CUT.colours, _OVER_MOTION.colours * motion.colours)
        by_structure = across.structure >= max(_CUT.structure, _OVER_MOTION.structure * motion.structure)
        return side if by_colour or by_structure else 0

    def _fade(self) -> tuple[int, int, int] | None:
        """How many looks ago the first look of a fade was, its middle, and the first look after it."""
        seen = list(self._seen)
        after = seen[-_ENDS:]
        for length in _FADES:
            count = length + 2 * _ENDS
            if count > len(seen) or count > self._since:
                break
            before, middle = seen[-count : -count + _ENDS], seen[-count + _ENDS : -_ENDS]
            one, other = before[-1].look, after[0].look
            across = difference(one, other)
            if not _reaches(across, _FADE):
                continue
            looks = [each.look for each in middle]
            if _is_dissolve(before, middle, after) or _is_change_of_colours(before, after, across, length):
                return length + _ENDS, length - _middle(looks, one, other) + _ENDS, _ENDS
        return None


def _is_dissolve(before: list[_Seen], middle: list[_Seen], after: list[_Seen]) -> bool:
    """Whether the light changes more than before and after, and what is between is a mix of both ends."""
    moves = max(each.step.light for each in (*before[1:], *after[1:]))
    changes = sum(each.step.light for each in (*middle, after[0])) / (len(middle) + 1)
    if moves > _STILL * changes:
        return False
    looks = [each.look for each in middle]
    return is_mix(looks[:: max(1, len(looks) // 6)], before[-1].look, after[0].look) <= _MIX


def _is_change_of_colours(before: list[_Seen], after: list[_Seen], across: Difference, length: int) -> bool:
    """Whether the colours change much faster than before and after: things and cameras move also while one shot fades
    into the next, and so nothing is a mix of anything."""
    if across.colours < _COLOURS:
        return False
    drift = max(difference(end[0].look, end[-1].look).colours for end in (before, after))
    return drift <= _DRIFT * across.colours * min(1.0, _ENDS / length)


def _middle(looks: list[Look], one: Look, other: Look) -> int:
    """The first of the looks that shows more of what comes than of what was: from the middle of the black on, or from
    where the colours are nearer to those that come."""
    plain = [number for number, look in enumerate(looks) if look.plain]
    if plain and not one.plain and not other.plain:
        return plain[len(plain) // 2]
    for number, look in enumerate(looks):
        if difference(look, other).colours < difference(look, one).colours:
            return number
    return len(looks)


def _reaches(what: Difference, least: Difference) -> bool:
    return what.colours >= least.colours or what.structure >= least.structure
