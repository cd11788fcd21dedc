"""Lines that a reader split or joined: what stands in one row is compared as a whole."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz

from assistant.pipelines.watching.lines import Line
from assistant.pipelines.watching.slips import CERTAIN, is_slip
from models.types import Box

_COMMON = 0.5  # share of the lower height that two lines in one place have in common


def beside(one: Box, two: Box) -> bool:
    """Whether two lines stand at one height and overlap."""
    common = one.intersection(two)
    return not common.is_empty and common.height >= _COMMON * min(one.height, two.height)


class Rows:
    """Finds the lines at a height without looking at all of them."""

    _STEP = 48  # pixels

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._rows: dict[int, list[int]] = {}
        for number, line in enumerate(lines):
            if line.spot is not None:
                for row in range(line.spot.top // self._STEP, line.spot.bottom // self._STEP + 1):
                    self._rows.setdefault(row, []).append(number)

    def at(self, box: Box) -> list[int]:
        """The numbers of the lines that stand in the place of `box`, in their order."""
        found = {
            number
            for row in range(box.top // self._STEP, box.bottom // self._STEP + 1)
            for number in self._rows.get(row, ())
        }
        return [number for number in sorted(found) if beside(self.lines[number].spot or box, box)]


def same_row(before: Rows, after: Rows, j: int, *, shift: int = 0) -> tuple[frozenset[int], frozenset[int]] | None:
    """Which lines before and which lines after make up the row of line `j` of `after`, where both say the same.

    `shift`: by how many pixels the lines went down. None where the rows differ, or nothing was split or joined.
    """
    now = {j}
    old: set[int] = set()
    for _ in range(2):
        spots = [spot for k in now if (spot := after.lines[k].spot) is not None]
        old = {i for spot in spots for i in before.at(spot.moved(0, -shift))}
        spots = [spot for i in old if (spot := before.lines[i].spot) is not None]
        now = {j} | {k for spot in spots for k in after.at(spot.moved(0, shift))}
    if after.lines[j].source != "text" or not old or len(old) + len(now) < 3:
        return None
    one, two = joined([before.lines[i] for i in old]), joined([after.lines[k] for k in now])
    return (frozenset(old), frozenset(now)) if one.key == two.key or is_slip(one, two) else None


def joined(lines: Sequence[Line]) -> Line:
    """The lines of one row as one, from left to right."""
    row = sorted(lines, key=lambda line: line.spot.left if line.spot is not None else 0)
    return Line(" ".join(line.text for line in row), row[0].source, min(line.score for line in row), group=row[0].group)


def is_piece(piece: Line, whole: Line) -> bool:
    """Whether a line is a part of another one, read again in pieces; perhaps with a letter misread."""
    if piece.key in whole.key:
        return True
    if len(piece.key) < 3 or _digits(piece) not in _digits(whole):
        return False
    least = 75 if len(piece.key) > 3 else 66  # of 100: one letter of three or four
    if min(piece.score, whole.score) >= CERTAIN:
        least = 92  # one letter of a long piece
    return fuzz.partial_ratio(piece.key, whole.key) >= least


def _digits(line: Line) -> str:
    return "".join(sign for sign in line.text if sign.isdigit())


def is_made_of(key: str, pieces: Sequence[str]) -> bool:
    """Whether at least nine tenths of the letters are whole pieces in their order."""
    at = 0
    covered = 0
    for piece in pieces:
        found = key.find(piece, at)
        if found >= 0:
            covered += len(piece)
            at = found + len(piece)
    return covered >= 0.9 * len(key)
