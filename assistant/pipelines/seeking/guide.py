"""The words and tones that lead to a thing: where to turn the camera, until the thing is in the middle."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.pipelines.seeking.sighting import Sighting
from assistant.pipelines.seeking.wanted import Sought

EVERY = 1.5  # seconds between words
STAYS = 1.0  # seconds in the middle, after which it is found
SMALL_STAYS = 4.0  # the same for what is still small
GIVES_UP = 20.0  # seconds without seeing anything
LONGEST = 90.0  # seconds of a whole search
_BLINK = 0.7  # seconds that it may be out of sight before it is lost
_MIDDLE, _LITTLE = 0.2, 0.5  # of half the picture, from its middle
_SLACK = 0.07  # by which a border is farther away for what is inside it
_SMALL = 0.05  # of the picture's side
_PITCH = 600.0  # Hz half way up
SLOWEST, FASTEST = 2.0, 9.0
"""Beeps a second, at the picture's corner and in its middle."""
INTERRUPTED = "I stop looking now. Ask again to go on."


@dataclass(frozen=True, slots=True)
class Guidance:
    """`words`: to be said now, empty for nothing new. `pan`: -1 left .. 1 right. `pitch` in Hz: higher for what is
    higher up. `rate`: beeps a second, 0 for silence. `done`: the search is over; `found`: because it is in the
    middle."""

    words: str = ""
    pan: float = 0.0
    pitch: float = _PITCH
    rate: float = 0.0
    done: bool = False
    found: bool = False


class Guide:
    """Remembers what was said and where the thing was. It has no clock: every step is given the time."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought
        self._began: float | None = None
        self._seen_at = 0.0
        self._seen = False  # ever
        self._lost = False
        self._last = (0.0, 0.0)
        self._zones = (9, 9)  # of the last place: -2..2 across and down; 9 for none
        self._middle_since: float | None = None
        self._said = ""
        self._said_at = -EVERY
        self._named = ""  # the source that was named
        self._guidance = Guidance()

    def step(self, sighting: Sighting, *, width: int, height: int, now: float, mirrored: bool = False) -> Guidance:
        """What to say and to sound after a frame of `width` by `height` pixels. `now` in seconds.

        `mirrored`: left in the picture is right of the user, as with a camera at the screen.
        """
        if self._guidance.done:
            return self._guidance
        if self._began is None:
            self._began = self._seen_at = now
        if sighting.place is None:
            self._guidance = self._unseen(now)
        else:
            across, down = sighting.place.centre
            dx, dy = (_share(value, size) for value, size in ((across, width), (down, height)))
            size = max(sighting.place.width / width, sighting.place.height / height)
            self._guidance = self._at(sighting, -dx if mirrored else dx, dy, size=size, now=now)
        if not self._guidance.done and now - self._began >= LONGEST:
            self._guidance = Guidance(INTERRUPTED, done=True)
        return self._guidance

    def _at(self, sighting: Sighting, dx: float, dy: float, *, size: float, now: float) -> Guidance:
        returned, self._lost = self._lost, False
        self._seen, self._seen_at, self._last = True, now, (dx, dy)
        self._zones = (_zone(dx, self._zones[0]), _zone(dy, self._zones[1]))
        in_middle = self._zones == (0, 0)
        small = size < _SMALL
        if not in_middle:
            self._middle_since = None
        elif self._middle_since is None:
            self._middle_since = now
        rate = FASTEST if in_middle else FASTEST - 1 - (FASTEST - 1 - SLOWEST) * min(1.0, max(abs(dx), abs(dy)))
        pitch = _PITCH * 2.0 ** -max(-1.0, min(1.0, dy))
        stays = now - self._middle_since if self._middle_since is not None else 0.0
        if stays >= (SMALL_STAYS if small else STAYS) and not sighting.followed:
            return Guidance(found(self._sought, sighting, small=small), dx, pitch, 0.0, True, True)
        word = _direction(*self._zones, small=small)
        named = f"{sighting.source} {sighting.label}" if sighting.source == "text" else sighting.source
        if named != self._named or returned:
            word = f"{name(self._sought, sighting)}: {word}"
        words = self._say(word, now)
        if words:
            self._named = named
        return Guidance(f"{words[:1].upper()}{words[1:]}." if words else "", max(-1.0, min(1.0, dx)), pitch, rate)

    def _say(self, word: str, now: float) -> str:
        """The word, if it is new and it is time."""
        if word == self._said or now - self._said_at < EVERY:
            return ""
        self._said, self._said_at = word.rpartition(": ")[2], now
        return word

    def _unseen(self, now: float) -> Guidance:
        self._middle_since = None
        if now - self._seen_at >= GIVES_UP:
            return Guidance(given_up(self._sought, seen=self._seen), done=True)
        if not self._seen or self._lost or now - self._seen_at < _BLINK:
            return Guidance()
        self._lost, self._said, self._zones = True, "", (9, 9)
        self._said_at = now
        side = _side(*self._last)
        return Guidance(f"Lost it.{f' It was last {side}.' if side else ''}")


def _share(value: float, size: int) -> float:
    return (value - size / 2) / (size / 2)


def _zone(offset: float, before: int) -> int:
    """-2..2; the borders of the zone that it was in lie a little farther out, so that the words do not flicker."""
    far = abs(offset)
    was = abs(before) if before != 9 and (before == 0 or (before > 0) == (offset > 0)) else 9
    middle = _MIDDLE + (_SLACK if was == 0 else 0.0)
    little = _LITTLE + (_SLACK if was <= 1 else 0.0)
    zone = 0 if far < middle else 1 if far < little else 2
    return zone if offset > 0 else -zone


def _direction(across: int, down: int, *, small: bool) -> str:
    if not across and not down:
        return "in the middle, but small; go closer" if small else "in the middle"
    parts = [("up" if down < 0 else "down")] * bool(down) + [("left" if across < 0 else "right")] * bool(across)
    a_little = max(abs(across), abs(down)) == 1
    if len(parts) == 2 and abs(across) != abs(down):  # the one that matters
        parts = [parts[1] if abs(across) > abs(down) else parts[0]]
    return f"{'a little ' if a_little else ''}{' and '.join(parts)}"


def _side(dx: float, dy: float) -> str:
    if max(abs(dx), abs(dy)) < _MIDDLE:
        return ""
    if abs(dx) >= abs(dy):
        return "on the left" if dx < 0 else "on the right"
    return "at the top" if dy < 0 else "at the bottom"


def name(sought: Sought, sighting: Sighting) -> str:
    """What is seen, as sure as its source is."""
    match sighting.source:
        case "text":
            from assistant.pipelines.wording import cut

            return f"the text “{cut(sighting.label, 60)}”"
        case "object" | "likeness":
            return f"probably {sought.the}"
        case "match":
            return f"perhaps {sought.the}"
        case _:
            return f"something {sighting.label}"


def found(sought: Sought, sighting: Sighting, *, small: bool = False) -> str:
    """The last sentence of a search that ended in the middle."""
    what = name(sought, sighting)
    verb = "are" if sighting.source in ("object", "likeness", "match") and sought.is_plural else "is"
    text = f"{what[:1].upper()}{what[1:]} {verb} in the middle, straight ahead"
    text += ", but still far." if small else "."
    if sighting.source == "colour":
        return f"{text} Whether that is {sought.the} I can't tell."
    if sighting.source == "likeness" and sighting.label.casefold() != sought.noun:
        return f"{text} By its looks: {sighting.label}."
    return text


def given_up(sought: Sought, *, seen: bool) -> str:
    """The last sentence of a search that found nothing."""
    if seen:
        return f"I lost {sought.the} and can't find it again. Ask again to go on."
    hint = sought.limits or "Try more light, or look from closer."
    return f"I can't find {sought.the}. {hint}"
