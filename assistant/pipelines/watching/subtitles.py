"""The subtitles of a video: what is written near the bottom, in the middle, and replaced again and again."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.memory import SURE
from assistant.pipelines.watching.signs import is_clock
from assistant.types import Claim, Scene
from models.types import Box

_TOP = 0.55  # share of the height above which no subtitle stands
_SIDE = 0.12  # share of the width at each side in which the middle of no subtitle lies
_SAME = 82  # of 100: how alike two readings of one subtitle are; what moves behind it costs letters
_FORGOTTEN = 8.0  # seconds after which the same words are said again


class Subtitles:
    """Each is read once."""

    def __init__(self) -> None:
        self._read: dict[str, float] = {}  # keys of what was read, and when it was last seen
        self._looked_at = 0.0
        self._standing: list[str] = []
        self._doubted: list[str] = []

    def look(self, scene: Scene, lines: Sequence[Line], *, now: float) -> list[Claim]:
        """The words that were not there in the look before. What stands there at the first look is read too."""
        area = _area(scene)
        # what stood there at the last look is not forgotten, however long ago that was: a busy machine looks seldom
        since = min(now - _FORGOTTEN, self._looked_at)
        self._read = {key: when for key, when in self._read.items() if when >= since}
        self._looked_at = now
        found = [line for line in lines if line.box is not None and _is_below(line.box, area)]
        found.sort(key=lambda line: (line.box.top if line.box else 0, line.box.left if line.box else 0))
        fresh: list[Line] = []
        doubted: list[str] = []
        for line in found:
            if is_clock(line.text):
                continue
            known = next((key for key in self._read if _alike(line.key, key)), None)
            if known is not None:
                self._read[known] = now  # it is not forgotten while it stands
                continue
            if line.source == "text" and line.score < SURE and not any(_alike(line.key, key) for key in self._doubted):
                doubted.append(line.key)
                continue
            fresh.append(line)
        self._doubted = doubted
        text = " ".join(filter(None, map(self._tail, fresh)))
        self._read.update((line.key, now) for line in fresh)
        self._standing = [line.key for line in found]
        if not text:
            return []
        boxes = [line.box for line in fresh if line.box is not None]
        whole = Box(min(b.left for b in boxes), min(b.top for b in boxes), max(b.right for b in boxes),
                    max(b.bottom for b in boxes))  # fmt: skip
        return [Claim(attributed(text), fresh[0].source, min(line.score for line in fresh), whole)]

    @property
    def doubts(self) -> bool:
        """Whether something was read too unsurely to be said, and has to be read once more."""
        return bool(self._doubted)

    def _tail(self, line: Line) -> str:
        """What a line that grows word by word has beyond what was read."""
        before = [key for key in self._standing if len(key) >= 4 and line.key.startswith(key) and key in self._read]
        if not before:
            return line.text
        longest = max(before, key=len)
        letters = 0
        for place, sign in enumerate(line.text):
            if letters >= len(longest) and (place == 0 or not line.text[place - 1].isalnum() or not sign.isalnum()):
                return line.text[place:].strip(" ,")
            letters += sign.isalnum()
        return ""


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    return min(len(one), len(two)) >= 5 and abs(len(one) - len(two)) <= 3 and fuzz.ratio(one, two) >= _SAME


def _area(scene: Scene) -> Box:
    """The picture in which they stand: the largest video, else the window, else the frame."""
    videos = [
        node.box
        for window in scene.windows
        if window.root is not None
        for node in window.root.walk()
        if node.role == "video" and node.box is not None
    ]
    if videos:
        return max(videos, key=lambda box: box.area)
    whole = Box(0, 0, scene.width, scene.height)
    windows = [window.window.box.intersection(whole) for window in scene.windows if window.window.active]
    return windows[0] if windows and not windows[0].is_empty else whole


def _is_below(box: Box, area: Box) -> bool:
    x, y = box.centre
    inside = area.left + _SIDE * area.width <= x <= area.right - _SIDE * area.width
    return inside and area.top + _TOP * area.height <= y <= area.bottom
