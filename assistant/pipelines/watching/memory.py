"""What a watch remembers of the lines, so that nothing is told twice and nothing that only flickers is told."""

from __future__ import annotations

import re
from collections import Counter, OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.new_text import News, in_place, new_text
from assistant.pipelines.watching.pieces import beside, is_piece, joined
from assistant.pipelines.watching.signs import is_clock
from assistant.pipelines.watching.slips import is_same, is_slip, kept, tail_of

SURE = 0.8
"""The score from which a line of pixels is believed at once; below, it has to be read twice in a row."""
_AGAIN = 30.0  # seconds within which a text that comes back to its place is the same one
_BACK = 600.0  # seconds within which a whole page comes back: a tab, a menu that lay above it
_RETURN = 0.6  # share of the new lines that were there before, from which a page has come back
_RETURNED = 3  # lines, at least
_FEW = 3  # times that a text may come back to its place and be told
_CHURN = 6  # replacements in one place within _CHURN_TIME from which it is left out
_CHURN_TIME = 60.0  # seconds
_CELL = 24  # pixels; places are told apart by this
_SEEN = 2000  # lines of which it is remembered that they were seen
_VANISHED = 500  # lines
_LATELY = 60  # lines that vanished last, among which a misread one is looked for
_SENTENCE = re.compile(r"[.!?…][\"”’)]*\s")


@dataclass(frozen=True, slots=True)
class Fresh:
    """`lines`: to be told, whole or (a line that grew) what was added. `news`: all that differs.

    `muted`: places that keep changing and are left out from now on, each with its last text.
    """

    lines: tuple[Line, ...] = ()
    news: News = field(default_factory=News)
    muted: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Vanished:
    """A line that is gone, since when, and how far its group had been scrolled when it was seen last.

    `around`: what stood before and after it, which tells its place where no box does.
    """

    line: Line
    when: float
    offset: int
    around: tuple[str, str] = ("", "")
    alone: bool = False
    """Whether most of what was around it stayed."""


class Memory:
    """Of the lines of one place. The first look is what the others are compared with."""

    def __init__(self) -> None:
        self._before: tuple[Line, ...] | None = None
        self._unsure: list[Line] = []
        self._growing: list[tuple[Line, Line]] = []  # a line as it was told, and as it was seen last
        self._vanished: OrderedDict[tuple[str, str], _Vanished] = OrderedDict()
        self._offsets: Counter[str] = Counter()
        self._returns: Counter[tuple[str, str]] = Counter()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._churn: dict[tuple[str, int, int], deque[float]] = {}
        self._left_out: set[tuple[str, int, int]] = set()

    @property
    def doubts(self) -> bool:
        """Whether the place has to be looked at again although nothing changes: a line was read unsurely, or grew."""
        return bool(self._unsure or self._growing)

    def look(self, lines: Sequence[Line], *, now: float) -> Fresh:
        """What is new since the look before; nothing at the first. `now` in seconds."""
        lines = tuple(lines)
        if self._before is None:
            self._before = lines
            self._remember(lines)
            return Fresh()
        news = new_text(self._before, lines)
        self._offsets.update(news.shifts)
        told: list[Line] = []
        held: list[Line] = []
        back = self._come_back(news, lines, now)
        moved_down = news.scrolled < 0
        for line in news.new:
            if line.source == "text" and line.score < SURE and not self._confirmed(line):
                held.append(line)
            elif not (is_clock(line.text) or id(line) in back or (moved_down and line.key in self._seen)):
                told.append(line)
        told, muted = self._without_churn(told, news, now)
        self._remember(told)
        for line in news.gone:
            offset = self._offsets[line.group] - news.shifts.get(line.group, 0)
            alone = news.kept > 2 * len(news.gone)
            self._vanished[line.group, line.key] = _Vanished(line, now, offset, _around(line, self._before), alone)
            self._vanished.move_to_end((line.group, line.key))
        while len(self._vanished) > _VANISHED:
            self._vanished.popitem(last=False)
        self._unsure = held
        without = {id(line) for line in held}
        self._before = tuple(line for line in lines if id(line) not in without)
        return Fresh((*self._settled(news), *told), news, tuple(muted))

    def _remember(self, lines: Sequence[Line]) -> None:
        for line in lines:
            self._seen[line.key] = None
            self._seen.move_to_end(line.key)
        while len(self._seen) > _SEEN:
            self._seen.popitem(last=False)

    def _confirmed(self, line: Line) -> bool:
        """Whether it was read in the look before too."""
        return any(
            before.group == line.group and (is_same(before, line) or is_slip(before, line)) for before in self._unsure
        )

    def _come_back(self, news: News, lines: Sequence[Line], now: float) -> set[int]:
        """The new lines that stood there a moment ago."""
        known: list[Line] = []
        back: set[int] = set()
        for line in news.new:
            found = self._vanished_like(line)
            if found is None:
                continue
            stands = self._stands(found, line)
            if line.spot is None and found.line.spot is None:
                stands = found.around == _around(line, lines)
            if now - found.when <= _BACK and (stands or found.line.spot is None):
                known.append(line)
            if stands:
                key = (found.line.group, found.line.key)
                if now - found.when <= _AGAIN or self._returns[key] >= _FEW:
                    back.add(id(line))
                self._returns[key] += 1
        if len(known) >= _RETURNED and len(known) >= _RETURN * len(news.new):
            back.update(id(line) for line in known)
        return back

    def _stands(self, found: _Vanished, line: Line, *, exactly: bool = False) -> bool:
        """In the same place, or (`exactly`, only) in the one to which it has been scrolled since."""
        shift = self._offsets[line.group] - found.offset
        if exactly and found.line.spot is not None and line.spot is not None:
            return beside(found.line.spot.moved(0, shift), line.spot)
        return in_place(found.line, line, shift)

    def _vanished_like(self, line: Line) -> _Vanished | None:
        exact = self._vanished.get((line.group, line.key))
        if line.source != "text" or (exact is not None and self._stands(exact, line)):
            return exact
        late = islice(reversed(self._vanished.values()), _LATELY)
        near = [found for found in late if found.line.group == line.group and self._stands(found, line)]
        if not near:
            return exact
        whole = joined([found.line for found in near])
        for found in near:
            if is_slip(found.line, line):
                return found
            if found.alone and kept(found.line, line) and self._stands(found, line, exactly=True):
                return found  # a counter that was not found in the look before
        return near[0] if is_slip(whole, line) or is_piece(line, whole) else exact

    def _without_churn(self, told: list[Line], news: News, now: float) -> tuple[list[Line], list[Line]]:
        """Without the lines of places where one text after the other comes, while the rest stands still."""
        if news.scrolled or len(news.replaced) > max(2, news.kept):
            return told, []
        replaced = {id(after) for _, after in news.replaced}
        kept: list[Line] = []
        muted: list[Line] = []
        for line in told:
            if id(line) not in replaced or line.spot is None:
                kept.append(line)
                continue
            place = (line.group, round(line.spot.left / _CELL), round(line.spot.top / _CELL))
            times = self._churn.setdefault(place, deque(maxlen=_CHURN))
            times.append(now)
            if len(times) < _CHURN or now - times[0] > _CHURN_TIME:
                kept.append(line)
            elif place not in self._left_out:
                self._left_out.add(place)
                muted.append(line)
        return kept, muted

    def _settled(self, news: News) -> list[Line]:
        """What was added to lines: whole sentences, and the rest once a line has ceased to grow."""
        grown = {id(each.before): each.after for each in news.grown}
        growing = [(known, grown.pop(id(last), None), last) for known, last in self._growing]
        growing += [(each.before, each.after, each.before) for each in news.grown if id(each.before) in grown]
        self._growing = []
        told: list[Line] = []
        for known, after, last in growing:
            tail = tail_of(known, after or last)
            if after is not None:
                ends = [end.end() for end in _SENTENCE.finditer(tail)]
                rest = tail[ends[-1] :] if ends else tail
                self._growing.append((replace(after, text=after.text.removesuffix(rest).rstrip()) if ends else known,
                                      after))  # fmt: skip
                tail = tail[: ends[-1]] if ends else ""
            if tail.strip():
                told.append(replace(after or last, text=tail.strip()))
        return told


def _around(line: Line, lines: Sequence[Line]) -> tuple[str, str]:
    """The letters of the lines before and after one that has no box; its neighbours' numbers may change."""
    if line.spot is not None:
        return ("", "")
    at = next(number for number, each in enumerate(lines) if each is line)
    near = (lines[n].text if 0 <= n < len(lines) else "" for n in (at - 1, at + 1))
    before, after = ("".join(sign for sign in text.casefold() if sign.isalpha()) for text in near)
    return before, after
