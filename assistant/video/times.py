"""Times in a video: as they are typed, as they are spoken, as they are written in WebVTT. All in seconds."""

from __future__ import annotations

import math
import re

from assistant.languages.wording import number
from assistant.languages.words import _, n_
from assistant.limits import VIDEO_TIME

_PARTS = re.compile(r"(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d+)?)\s*s?", re.ASCII)


def parse_time(text: str) -> float:
    """`65`, `1:05`, `0:01:05.5` as seconds. Raises ValueError with a sentence."""
    match = _PARTS.fullmatch(text.strip())
    if match is None:
        problem = _("{text} is not a time: give seconds, or minutes and seconds, such as 65 or 1:05.")
        raise ValueError(problem.format(text=repr(text)))
    hours, minutes, seconds = int(match[1] or 0), int(match[2] or 0), float(match[3].replace(",", "."))
    if (match[2] is not None and seconds >= 60) or (match[1] is not None and minutes >= 60):
        problem = _("{text} is not a time: after a colon the number must be below 60.")
        raise ValueError(problem.format(text=repr(text)))
    whole = hours * 3600 + minutes * 60 + seconds
    if whole > VIDEO_TIME:
        raise ValueError(_("{text} is later than any video lasts.").format(text=repr(text)))
    return whole


def in_words(seconds: float, *, tenths: bool = False) -> str:
    """`1 minute 5 seconds`, rounded to whole seconds, or to tenths; below a second always to tenths."""
    if tenths or 0 < seconds < 0.95:
        all_tenths = max(0, round(seconds * 10))
        whole, rest = all_tenths // 10, all_tenths % 600
        last = _seconds(rest // 10) if rest % 10 == 0 else _("{number} seconds").format(number=number(rest / 10))
    else:
        whole = max(0, round(seconds))
        rest = whole % 60
        last = _seconds(rest)
    hours, minutes = whole // 3600, whole // 60 % 60
    parts = [n_("{count} hour", "{count} hours", hours).format(count=hours)] if hours else []
    parts += [n_("{count} minute", "{count} minutes", minutes).format(count=minutes)] if minutes else []
    return " ".join([*parts, last] if rest or not parts else parts)


def _seconds(count: int) -> str:
    return n_("{count} second", "{count} seconds", count).format(count=count)


def at(seconds: float, *, tenths: bool = False) -> str:
    """`at 1 minute 5 seconds`, `at the start`."""
    if seconds < 0.05:
        return _("at the start")
    return _("at {time}").format(time=in_words(seconds, tenths=tenths))


def whole_second_within(begin: float, end: float) -> float:
    """The first whole second of a stretch, so that who asks for the time that is said gets what was said of it; its
    begin where no whole second lies within."""
    whole = float(math.ceil(begin - 0.001))
    return whole if whole < end else begin


def stamp(seconds: float) -> str:
    """`00:01:05.500`, as WebVTT writes it (https://www.w3.org/TR/webvtt1/, WebVTT timestamp)."""
    thousandths = max(0, round(seconds * 1000))
    hours, rest = divmod(thousandths, 3_600_000)
    minutes, rest = divmod(rest, 60_000)
    return f"{hours:02d}:{minutes:02d}:{rest // 1000:02d}.{rest % 1000:03d}"
