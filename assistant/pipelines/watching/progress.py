"""How far something is: progress bars of the trees, and percentages in lines of text, followed over many looks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.languages.wording import cleaned, cut
from assistant.pipelines.understanding.words import content, coverage, near, tokens
from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.signs import percent
from assistant.pipelines.watching.slips import tokens as pieces
from assistant.types import Scene, Source
from models.types import Box

_WORDS = re.compile(
    r"\b(?:\w*load\w*|progress|complete\w*|done|install\w*|cop(?:y|ied|ying)|updat\w*|extract\w*|build\w*|compil\w*|"
    r"convert\w*|export\w*|import\w*|render\w*|encod\w*|scan\w*|receiv\w*|resolv\w*|transfer\w*|sync\w*|writ\w*|"
    r"process\w*|verif\w*|unpack\w*|sav\w*|backup|remaining|left|eta|finished)\b",
    re.IGNORECASE,
)
_WIDTH = re.compile(r"(?<![\d.,])\d{1,3}(?:[.,]\d+)?\s?(?:%|per ?cent\b)", re.IGNORECASE)
_MISSED = 2  # looks in a row after which it is gone: one look may misread a line
END = 100.0


@dataclass(frozen=True, slots=True)
class Reading:
    """`percent` 0..100, None for a bar that does not say. `key`: what it is known by in the next look."""

    key: tuple[str, ...]
    name: str
    percent: float | None
    source: Source
    score: float
    box: Box | None
    text: str = ""


@dataclass(slots=True)
class Track:
    """One thing over many looks. `told`: the percentage that was said last, and when."""

    first: Reading
    last: Reading
    missed: int = 0
    rose: bool = False
    told: float | None = None
    told_at: float = 0.0
    over: bool = False

    @property
    def gone(self) -> bool:
        """Whether it has not been there for some looks."""
        return self.missed >= _MISSED

    @property
    def is_bar(self) -> bool:
        """Whether the tree calls it a progress bar."""
        return self.last.source == "tree" and not self.last.text

    @property
    def is_progress(self) -> bool:
        """Whether it is one: a percentage that neither has such words nor rises is some other share."""
        return self.is_bar or self.rose or bool(_WORDS.search(self.last.text))


@dataclass(slots=True)
class Tracks:
    """All that is followed."""

    every: dict[tuple[str, ...], Track] = field(default_factory=dict)

    def look(self, scene: Scene, lines: Sequence[Line], names: Mapping[int, str]) -> None:
        """Take in what the next look says. `names`: what the windows are known by."""
        seen = {reading.key: reading for reading in readings(scene, lines, names)}
        for key, reading in seen.items():
            track = self.every.get(key)
            if track is None or track.gone:
                self.every[key] = Track(reading, reading)
                continue
            old = track.last.percent
            track.rose = track.rose or (old is not None and reading.percent is not None and reading.percent > old)
            track.last, track.missed = reading, 0
        for key, track in self.every.items():
            if key not in seen:
                track.missed += 1

    def about(self, subject: str) -> list[Track]:
        """Those of the subject; all where none has its name. Bars go before percentages in texts."""
        live = [track for track in self.every.values() if track.is_progress or subject]
        if subject:
            words = content(re.sub(r"\b(?:progress|bar|percentage|percent)\b", "", subject).strip() or subject)
            named = [track for track in live if coverage(words, tokens(track.last.name), near)[0] >= 0.8
                     or any(_is_kin(word, other) for word in words for other in tokens(track.last.name))]  # fmt: skip
            if named:
                return named
            live = [track for track in live if track.is_progress]
        bars = [track for track in live if track.is_bar]
        return bars or live


def _is_kin(word: str, other: str) -> bool:
    """Download, downloading, downloaded."""
    stem = re.sub(r"(?:ing|ed|s|er|ation|e)$", "", word)
    return len(stem) >= 4 and other.startswith(stem)


def readings(scene: Scene, lines: Sequence[Line], names: Mapping[int, str]) -> Iterator[Reading]:
    """Of the bars of the trees first, then of the lines that have one percentage in them."""
    for window in scene.windows:
        count = 0
        for node in window.root.walk() if window.root is not None else ():
            if node.role != "progress-bar":
                continue
            count += 1
            name = cleaned(node.name)
            value = percent(node.value) if percent(node.value) is not None else percent(name)
            known = re.sub(r"\d+", "", name)
            key = ("bar", names[id(window)], known or str(count))
            yield Reading(key, _without_percent(name), value, "tree", 1.0, node.box)
    for line in lines:
        value = percent(line.text)
        if value is None:
            continue
        words = tuple(piece for piece in pieces(line.text) if not piece[0].isdigit())
        known_by = ("text", line.group, *words)
        yield Reading(known_by, _without_percent(line.text), value, line.source, line.score, line.box, line.text)


def _without_percent(text: str) -> str:
    """The name alone, without drawn bars and what follows the percentage."""
    found = _WIDTH.search(text)
    head = text[: found.start()] if found else text
    head = re.sub(r"[^\w\s.,:()'\"/-]|[-=]{2,}", " ", head).strip(" :,-(|[.")
    if not re.search(r"[^\W\d_]{2}", head) and found:
        head = re.sub(r"[^\w\s.,:()'\"/-]|[-=]{2,}", " ", text[found.end() :]).strip(" :,-)|].")
    return cut(cleaned(head), 80)
