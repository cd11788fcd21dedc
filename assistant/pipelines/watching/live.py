"""A description that goes on: what changed since it was told last, at a rhythm, without what only flickers."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Sequence

from assistant.languages.wording import says, spoken_words
from assistant.pipelines.watching.change import Change, Rank
from assistant.pipelines.watching.compare import changes, told
from assistant.types import Claim, Scene

EVERY = 5.0
"""Seconds between two descriptions where none were asked for."""
_NOISE = 4  # times that one thing may change within the last _LAST descriptions before it is left out
_LAST = 6  # descriptions
_ONCE = 60.0  # seconds within which the same sentence is not said again


class Live:
    """Compares with the scene that was told last, so that what came and went between is not told."""

    def __init__(self, every: float = 0.0) -> None:
        """`every`: seconds between two descriptions, 0 for the usual."""
        self._every = every or EVERY
        self._before: Scene | None = None
        self._told_at = 0.0
        self._recent: deque[frozenset[str]] = deque(maxlen=_LAST)
        self._said: dict[str, float] = {}

    def look(self, scene: Scene, *, now: float, urgent: Sequence[Claim] = ()) -> list[Claim]:
        """What changed, where it is time. `urgent`: claims that are said already."""
        if self._before is None:
            self._before, self._told_at = scene, now
            return []
        for claim in urgent:
            self._said[spoken_words(claim.text)] = now
        if now - self._told_at < self._every:
            return []
        found = changes(self._before, scene)
        self._before, self._told_at = scene, now
        if not found:
            return []
        self._recent.append(frozenset(change.key for change in found))
        counts = Counter(key for keys in self._recent for key in keys)
        self._said = {text: when for text, when in self._said.items() if now - when < _ONCE}
        kept = [change for change in found if counts[change.key] < _NOISE and self._is_news(change)]
        for change in kept:
            self._said[spoken_words(change.text)] = now
        return list(told(kept))

    def until_changed(self, scene: Scene, subject: str) -> tuple[list[Claim], bool]:
        """What changed since the first look, of `subject` where it is not empty; and whether anything did."""
        if self._before is None:
            self._before = scene
            return [], False
        found = [change for change in changes(self._before, scene) if change.rank < Rank.LAYOUT]
        if subject:
            found = [change for change in found if says(change.text, subject)]
        return list(told(found, 3)), bool(found)

    def _is_news(self, change: Change) -> bool:
        return spoken_words(change.text) not in self._said
