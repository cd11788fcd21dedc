"""What is said of progress: at sensible steps, and its end."""

from __future__ import annotations

from assistant.languages.wording import capital, joined, number, quoted, sentence
from assistant.languages.words import _
from assistant.pipelines.watching.kinds import Wanted
from assistant.pipelines.watching.progress import END, Track, Tracks
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
                name = track.last.name
                text = _("{name}: 100 percent. That is its end") if name else _("100 percent. That is its end")
                claims.append(claim_of(text.format(name=name), track))
            elif track.gone:
                track.over = True
                claims.append(claim_of(gone_words(track), track))
            elif value is not None and not track.missed and self._is_due(track, value, now):
                track.told, track.told_at = value, now
                name = track.last.name
                text = _("{name}: {number} percent") if name else _("{number} percent")
                claims.append(claim_of(text.format(name=name, number=number(value)), track))
        if first and not claims:
            running = joined([track.last.name or _("a progress bar") for track in every])
            if running:
                text = capital(_("{names} does not say how far it is").format(names=running))
            else:
                text = _("I see no progress here yet; I go on looking for it")
            claims.append(Claim(sentence(text), "gate", kind="note"))
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


def gone_words(track: Track) -> str:
    """That it is no longer there, and how far it was."""
    percent = number(track.last.percent) if track.last.percent is not None else ""
    if track.is_bar:
        name = track.last.name
        gone = _("The progress bar {name} is gone.") if name else _("The progress bar is gone.")
        was = _("It was at {number} percent.") if percent else ""
        return f"{gone} {was}".rstrip().format(name=name, number=percent)
    text = _("The line with the percentage is gone. It was at {number} percent: {text}")
    return text.format(number=percent, text=quoted(track.last.text))


def claim_of(text: str, track: Track) -> Claim:
    """A sentence that rests on it."""
    return Claim(sentence(text), track.last.source, track.last.score, track.last.box)
