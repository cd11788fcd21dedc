"""What is said of progress: at sensible steps, and its end."""

from __future__ import annotations

from assistant.pipelines.asking.reply import quoted
from assistant.pipelines.watching.kinds import Wanted
from assistant.pipelines.watching.progress import END, Track, Tracks, number
from assistant.pipelines.wording import joined, sentence
from assistant.types import Claim

_STEP = 25.0  # percent
_EVERY = 30.0  # seconds after which the percentage is said although no step was reached, where it has changed


class ToldProgress:
    """Says each percentage once."""

    def __init__(self, wanted: Wanted) -> None:
        self._subject = wanted.subject
        self._step = wanted.step or (100.0 if wanted.every else _STEP)
        self._every = wanted.every or (0.0 if wanted.step else _EVERY)

    def look(self, tracks: Tracks, *, first: bool, now: float) -> tuple[list[Claim], bool]:
        """Claims, and whether all that is followed has come to its end."""
        every = tracks.about(self._subject)
        claims: list[Claim] = []
        for track in every:
            if track.over:
                continue
            value = track.last.percent
            if value == END and not track.gone:
                track.over = True
                claims.append(_claim(f"{_head(track)}100 percent. That is its end", track))
            elif track.gone:
                track.over = True
                claims.append(_claim(_gone(track), track))
            elif value is not None and not track.missed and self._is_due(track, value, now):
                track.told, track.told_at = value, now
                claims.append(_claim(f"{_head(track)}{number(value)} percent", track))
        if first and not claims:
            running = [track.last.name or "a progress bar" for track in every]
            text = (
                f"{joined(running)} does not say how far it is" if running else "I see no progress here yet; I go on "
                "looking for it"
            )  # fmt: skip
            claims.append(Claim(sentence(text[:1].upper() + text[1:]), "gate", kind="note"))
        return claims, bool(every) and all(track.over for track in every)

    def _is_due(self, track: Track, value: float, now: float) -> bool:
        if track.told is None:
            return True
        if value == track.told:
            return False
        if value < track.told - 1:
            return value < track.told - 10  # it began anew; a percent less is a wavering estimate
        if int(value // self._step) > int(track.told // self._step):
            return True
        return bool(self._every) and now - track.told_at >= self._every


def _head(track: Track) -> str:
    return f"{track.last.name}: " if track.last.name else ""


def _gone(track: Track) -> str:
    name = f" {track.last.name}" if track.last.name else ""
    was = f" It was at {number(track.last.percent)} percent" if track.last.percent is not None else ""
    if track.is_bar:
        return f"The progress bar{name} is gone.{was}".rstrip(".")
    return f"The line with the percentage is gone.{was}: {quoted(track.last.text)}"


def _claim(text: str, track: Track) -> Claim:
    return Claim(sentence(text), track.last.source, track.last.score, track.last.box)
