"""The words and tones that lead to a thing: where to turn the camera, until the thing is in the middle."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.languages.wording import capital, cut
from assistant.languages.words import N_, NP_, _, p_
from assistant.pipelines.pixels.colour_words import something
from assistant.pipelines.seeking.sighting import Sighting
from assistant.pipelines.seeking.wanted import THING, Sought

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
INTERRUPTED = N_("I stop looking now. Ask again to go on.")
TURN = {
    (-1, -1): (NP_("where to turn", "up and left"), NP_("where to turn", "a little up and left")),
    (-1, 0): (NP_("where to turn", "up"), NP_("where to turn", "a little up")),
    (-1, 1): (NP_("where to turn", "up and right"), NP_("where to turn", "a little up and right")),
    (0, -1): (NP_("where to turn", "left"), NP_("where to turn", "a little left")),
    (0, 1): (NP_("where to turn", "right"), NP_("where to turn", "a little right")),
    (1, -1): (NP_("where to turn", "down and left"), NP_("where to turn", "a little down and left")),
    (1, 0): (NP_("where to turn", "down"), NP_("where to turn", "a little down")),
    (1, 1): (NP_("where to turn", "down and right"), NP_("where to turn", "a little down and right")),
}
"""By where the thing is: above or below, to the left or to the right; far, and a little."""


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

    def __init__(self, sought: Sought, *, detects: bool = False) -> None:
        """`detects`: whether a detector of objects is at work, as `Seeker.detects` says."""
        self._sought = sought
        self._detects = detects
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
            self._guidance = Guidance(_(INTERRUPTED), done=True)
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
        return Guidance(f"{capital(words)}." if words else "", max(-1.0, min(1.0, dx)), pitch, rate)

    def _say(self, word: str, now: float) -> str:
        """The word, if it is new and it is time."""
        if word == self._said or now - self._said_at < EVERY:
            return ""
        self._said, self._said_at = word.rpartition(": ")[2], now
        return word

    def _unseen(self, now: float) -> Guidance:
        self._middle_since = None
        if now - self._seen_at >= GIVES_UP:
            return Guidance(given_up(self._sought, seen=self._seen, detects=self._detects), done=True)
        if not self._seen or self._lost or now - self._seen_at < _BLINK:
            return Guidance()
        self._lost, self._said, self._zones = True, "", (9, 9)
        self._said_at = now
        side = _side(*self._last)
        return Guidance(_("Lost it. It was last {place}.").format(place=side) if side else _("Lost it."))


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
        return _("in the middle, but small; go closer") if small else _("in the middle")
    farthest = max(abs(across), abs(down))
    # the one that matters, or both
    rows, columns = (each // farthest if abs(each) == farthest else 0 for each in (down, across))
    return p_("where to turn", TURN[rows, columns][farthest == 1])


def _side(dx: float, dy: float) -> str:
    if max(abs(dx), abs(dy)) < _MIDDLE:
        return ""
    if abs(dx) >= abs(dy):
        return _("on the left") if dx < 0 else _("on the right")
    return _("at the top") if dy < 0 else _("at the bottom")


def name(sought: Sought, sighting: Sighting) -> str:
    """What is seen, as sure as its source is."""
    match sighting.source:
        case "text":
            return _("the text “{text}”").format(text=cut(sighting.label, 60))
        case "object" | "likeness":
            return _("probably {thing}").format(thing=sought.the)
        case "match":
            return _("perhaps {thing}").format(thing=sought.the)
        case _colour:
            return something(sighting.label)


def found(sought: Sought, sighting: Sighting, *, small: bool = False) -> str:
    """The last sentence of a search that ended in the middle."""
    if sighting.source in ("object", "likeness", "match") and sought.is_plural:
        far = _("{thing} are in the middle, straight ahead, but still far.")
        text = far if small else _("{thing} are in the middle, straight ahead.")
    else:
        far = _("{thing} is in the middle, straight ahead, but still far.")
        text = far if small else _("{thing} is in the middle, straight ahead.")
    text = capital(text.format(thing=name(sought, sighting)))
    if sighting.source == "colour" and sought.noun != THING:
        doubt = _("Whether that is {thing} I can't tell.").format(thing=sought.the)
        return f"{text} {doubt}"
    if sighting.source == "likeness" and sighting.label.casefold() != sought.noun:
        looks = _("By its looks: {label}.").format(label=sighting.label)
        return f"{text} {looks}"
    return text


def given_up(sought: Sought, *, seen: bool, detects: bool = False) -> str:
    """The last sentence of a search that found nothing."""
    if seen:
        return _("I lost {thing} and can't find it again. Ask again to go on.").format(thing=sought.the)
    hint = (sought.limits if not detects else "") or _("Try more light, or look from closer.")
    text = _("I can't find {thing}.").format(thing=sought.the)
    return f"{text} {hint}"
