"""What is new in the lines of a place since the look before.

Equal lines are aligned first (the longest common subsequence, which is what a scroll, a chat or a feed keeps in order).
What is left over between them is a value that changed, a line that grew, a misreading, a line split or joined by the
reader, a text that only moved, or new.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from rapidfuzz.distance import LCSseq

from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.pieces import Rows, beside, is_made_of, is_piece, joined, same_row
from assistant.pipelines.watching.slips import is_same, is_slip, kept, likeness, tail_of

_PIECE = 3  # letters; a shorter piece of a line is not looked for in it
_ABOUT = 8  # lines by which two that stand for each other may differ in their number within a gap
_STILL = 2  # pixels by which the box of a line that stands may waver
_RESIZED = 0.08  # share by which the height of lines differs once a text was enlarged


@dataclass(frozen=True, slots=True)
class Grown:
    """A line that goes on. `tail`: what was added, from the word in which it was."""

    before: Line
    after: Line
    tail: str


@dataclass(frozen=True, slots=True)
class News:
    """`new` in the order of the lines. `changed`: pairs of which only a value differs. `scrolled`: how many lines went
    up and out; below zero, down. `kept`: how many lines stand as they did. `moved`: texts that stand elsewhere."""

    new: tuple[Line, ...] = ()
    changed: tuple[tuple[Line, Line], ...] = ()
    grown: tuple[Grown, ...] = ()
    gone: tuple[Line, ...] = ()
    moved: tuple[Line, ...] = ()
    replaced: tuple[tuple[Line, Line], ...] = ()
    """Of `gone` and `new`: where one came in the place of the other."""
    kept: int = 0
    scrolled: int = 0
    shifts: Mapping[str, int] = field(default_factory=dict)
    """By how many pixels the lines of each group went down."""


def new_text(before: Sequence[Line], after: Sequence[Line]) -> News:
    """What is new. A line is compared with those of its group; one that is gone elsewhere is not new here."""
    old, now = _groups(before), _groups(after)
    groups = {name: _Group(old.get(name, []), now.get(name, [])) for name in dict.fromkeys((*now, *old))}
    parts = list(groups.values())
    gone = [line for part in parts for line in part.gone]
    moved: list[Line] = []
    for part in parts:
        for line in list(part.new):
            elsewhere = next((each for each in gone if each.group != line.group and is_same(each, line)), None)
            if elsewhere is not None:
                gone.remove(elsewhere)
                part.new.remove(line)
                moved.append(line)
        moved += part.moved
    order = {id(line): number for number, line in enumerate(after)}
    new = sorted((line for part in parts for line in part.new), key=lambda line: order[id(line)])
    here = {id(line) for line in new}
    return News(
        tuple(new),
        tuple(pair for part in parts for pair in part.changed),
        tuple(each for part in parts for each in part.grown),
        tuple(gone),
        tuple(moved),
        tuple(pair for part in parts for pair in part.replaced if id(pair[1]) in here),
        sum(part.kept for part in parts),
        sum(part.scrolled for part in parts),
        {name: part.shift for name, part in groups.items() if part.shift},
    )


def in_place(before: Line, after: Line, shift: int = 0) -> bool:
    """Whether two lines stand in the same place, or in one that is `shift` pixels further down."""
    if before.spot is None or after.spot is None:
        return False
    return beside(before.spot, after.spot) or (shift != 0 and beside(before.spot.moved(0, shift), after.spot))


def _groups(lines: Sequence[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.group, []).append(line)
    return found


@dataclass(slots=True)
class _Group:
    """The lines of one group before and after; everything else follows from them."""

    before: list[Line]
    after: list[Line]
    new: list[Line] = field(default_factory=list)
    gone: list[Line] = field(default_factory=list)
    changed: list[tuple[Line, Line]] = field(default_factory=list)
    grown: list[Grown] = field(default_factory=list)
    moved: list[Line] = field(default_factory=list)
    replaced: list[tuple[Line, Line]] = field(default_factory=list)
    kept: int = 0
    scrolled: int = 0
    shift: int = 0
    enlarged: bool = False

    old_rows: Rows = field(init=False)
    new_rows: Rows = field(init=False)

    def __post_init__(self) -> None:
        self.old_rows, self.new_rows = Rows(self.before), Rows(self.after)
        codes = list(LCSseq.opcodes([line.key for line in self.before], [line.key for line in self.after]))
        pairs: list[tuple[int, int]] = []
        gaps: list[tuple[range, range]] = []
        for code in codes:
            old, now = range(code.src_start, code.src_end), range(code.dest_start, code.dest_end)
            if code.tag == "equal":
                pairs += zip(old, now, strict=True)
            elif gaps and gaps[-1][0].stop == old.start and gaps[-1][1].stop == now.start:
                gaps[-1] = (range(gaps[-1][0].start, old.stop), range(gaps[-1][1].start, now.stop))
            else:
                gaps.append((old, now))
        self._same(pairs)
        lost: list[int] = []
        fresh: list[int] = []
        for old, now in gaps:
            self._gap(list(old), list(now), lost, fresh)
        self._crossed(lost, fresh, pairs)
        self._pieces(lost, fresh)
        self.gone = [self.before[i] for i in lost]
        self.new = [self.after[j] for j in fresh]

    def _same(self, pairs: Sequence[tuple[int, int]]) -> None:
        heights = []
        for i, j in pairs:
            one, two = self.before[i], self.after[j]
            if not is_same(one, two):
                self.changed.append((one, two))  # equal letters, but another sign or separator in a number
            if one.source == two.source == "text" and one.spot is not None and two.spot is not None:
                heights.append(two.spot.height / max(1, one.spot.height))
        self.kept += len(pairs)
        self.enlarged = len(heights) > 2 and abs(median(heights) - 1) > _RESIZED
        shifts = [down for pair in pairs if (down := self._down(*pair)) is not None]
        moved = [down for down in shifts if abs(down) > _STILL]
        self.shift = round(median(moved)) if moved else 0
        steps = [i - j for i, j in pairs if i != j]
        if shifts:
            pitch = max(1.0, self._pitch())
            self.scrolled = (round(-self.shift / pitch) or (-1 if self.shift > 0 else 1)) if moved else 0
        elif steps:
            self.scrolled = round(median(steps))

    def _down(self, i: int, j: int) -> int | None:
        """By how many pixels a kept line went down; None where its place is not known."""
        one, two = self.before[i].spot, self.after[j].spot
        return two.top - one.top if one is not None and two is not None else None

    def _pitch(self) -> float:
        """Pixels from a line to the next."""
        tops = sorted({line.spot.top for line in self.after if line.spot is not None})
        return median(b - a for a, b in pairwise(tops)) if len(tops) > 1 else 20.0

    def _gap(self, old: list[int], now: list[int], lost: list[int], fresh: list[int]) -> None:
        """Pairs what stands between two kept lines; what finds no partner is lost or fresh."""
        start = 0
        for j in now:
            after = self.after[j]
            near = self._near(j, old, start, now.index(j))
            partner = next((i for i in near if self._is_partner(i, j)), None)
            if partner is None:
                fresh.append(j)
                continue
            before = self.before[partner]
            lost += old[start : old.index(partner)]
            start = old.index(partner) + 1
            tail = tail_of(before, after)
            if kept(before, after) is not None:
                self.changed.append((before, after))
            elif tail and not is_slip(before, after):
                self.grown.append(Grown(before, after, tail))
            else:
                self.kept += 1
        lost += old[start:]

    def _near(self, j: int, old: list[int], start: int, rank: int) -> list[int]:
        """Which of the lines before may have been line `j`: those in its place; else those of about its number."""
        spot = self.after[j].spot
        if spot is None:
            few = [i for n, i in enumerate(old) if n >= start and abs(n - rank) <= _ABOUT]
            return [i for i in few if self.before[i].spot is None]
        standing = {*self.old_rows.at(spot), *self.old_rows.at(spot.moved(0, -self.shift))}
        return [i for i in old[start:] if i in standing]

    def _is_partner(self, i: int, j: int) -> bool:
        """Whether the line before is the line after with another value, a longer end or a letter misread."""
        before, after = self.before[i], self.after[j]
        value = kept(before, after)
        if value is not None:
            others = (self.before[k] for k in range(len(self.before)) if k != i)
            near = (kept(other, after) for other in others if other.text != before.text)
            # as many words in common with another line: which of them it was before cannot be told
            return all(other is None or other < value for other in near)
        if after.spot is not None and is_slip(before, after):
            if 2 * self.kept >= len(self.after) and self._stands(before, after):
                return True  # the rest of the page is known
            score = likeness(before, after)
            return all(likeness(other, after) < score for k, other in enumerate(self.before) if k != i)
        return bool(tail_of(before, after))

    def _stands(self, before: Line, after: Line) -> bool:
        """Whether the two are in one place, once the page is moved by as much as it scrolled."""
        return (
            before.spot is not None
            and after.spot is not None
            and beside(before.spot.moved(0, self.shift if self.scrolled else 0), after.spot)
        )

    def _crossed(self, lost: list[int], fresh: list[int], pairs: Sequence[tuple[int, int]]) -> None:
        """Equal texts that the alignment could not keep in order: moved, unless one scrolled out and one came in."""
        by_key: dict[str, list[int]] = {}
        for i in lost:
            by_key.setdefault(self.before[i].key, []).append(i)
        for j in list(fresh):
            after = self.after[j]
            standing = self.old_rows.at(after.spot) if after.spot is not None else []
            alike = [i for i in standing if i in lost and is_slip(self.before[i], after)]
            equal = [i for i in by_key.get(after.key, []) if i in lost and is_same(self.before[i], after)]
            for i in dict.fromkeys((*alike, *equal)):
                stands = in_place(self.before[i], after)
                if not stands and self._scrolled_out(i, j, pairs):
                    continue
                lost.remove(i)
                fresh.remove(j)
                if stands:
                    self.kept += 1
                else:
                    self.moved.append(after)
                break

    def _scrolled_out(self, i: int, j: int, pairs: Sequence[tuple[int, int]]) -> bool:
        """Whether the lines between went up, so that line i left at the top and line j came in below."""
        return any(i < one and two < j and self._went_up(one, two) for one, two in pairs)

    def _went_up(self, i: int, j: int) -> bool:
        down = self._down(i, j)
        return j < i if down is None else down < -_STILL

    def _pieces(self, lost: list[int], fresh: list[int]) -> None:
        """Lines that the reader split or joined, and those that a wider or larger text wraps otherwise."""
        used: set[int] = set()
        self._rows(lost, fresh)
        for j in list(fresh):
            after = self.after[j]
            if after.source != "text" or len(after.key) < _PIECE:
                continue
            near = lost if self.enlarged else self._near(j, lost, 0, 0)
            if not near:
                continue
            old = [self.before[i] for i in near]
            if is_piece(after, joined(old)) or is_made_of(after.key, [line.key for line in old]):
                fresh.remove(j)
                used.update(near)
                self.kept += 1
        lost[:] = [i for i in lost if i not in used]
        waiting = set(fresh)
        for i in lost:
            spot = self.before[i].spot
            partner = next((j for j in self.new_rows.at(spot) if j in waiting), None) if spot is not None else None
            if partner is not None:
                self.replaced.append((self.before[i], self.after[partner]))
                waiting.discard(partner)

    def _rows(self, lost: list[int], fresh: list[int]) -> None:
        """Rows that say the same as before, in other pieces."""
        places = {id(line): j for j, line in enumerate(self.after)}
        for j in [*fresh, *(places[id(each.after)] for each in self.grown)]:
            shifts = (0, self.shift) if self.shift else (0,)
            found = next(
                filter(None, (same_row(self.old_rows, self.new_rows, j, shift=shift) for shift in shifts)), None
            )
            if found is None:
                continue
            old, now = found
            lost[:] = [i for i in lost if i not in old]
            fresh[:] = [k for k in fresh if k not in now]
            self.grown = [each for each in self.grown if places[id(each.after)] not in now]
            self.kept += 1
