"""Text in pixels, by RapidOCR's detector and recogniser (PP-OCRv6, in the package's wheel)."""

from __future__ import annotations

import hashlib
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

from models.cancel import CancelToken
from models.text.found import Detected, Recognised
from models.text.rules import as_line, digit_lines, without_icons
from models.text.tiles import joined, placed, tiles
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.text.engine import PaddleText
    from models.types import RgbImage

T = TypeVar("T")
R = TypeVar("R")

CACHE_LINES = 5000  # lines kept; about 1 kB each, some ten full screens
CACHE_TILES = 200  # tiles kept; about 10 kB each
_MOST_THREADS = 8


class TextReader:
    """Reads lines of text. Called from one thread; it has some of its own. The first `read` loads the models (0.4 s).

    What was read is kept by its pixels: a tile that did not change is not searched again, a line not read again.
    """

    def __init__(self, *, threads: int = 0) -> None:
        """`threads` that work at the same time; 0: as many as there are processors, 8 at most."""
        self._threads = threads or min(_MOST_THREADS, _processors())
        self._pool: ThreadPoolExecutor | None = None
        self._engine: PaddleText | None = None
        self._tiles: _Kept[list[Detected]] = _Kept(CACHE_TILES)
        self._crops: _Kept[Recognised] = _Kept(CACHE_LINES)
        self._last: tuple[bytes, tuple[TextLine, ...]] = (b"", ())

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """The lines of `image`, boxes in its pixels, in no particular order. Raises Cancelled, RunError."""
        if image.shape[0] < 4 or image.shape[1] < 4:
            return ()
        key = _digest(image)
        if key == self._last[0]:
            return self._last[1]
        if self._engine is None:
            from models.text.engine import PaddleText

            self._engine = PaddleText()
        cancel.check()
        from models.text.capitals import with_capitals
        from models.text.marks import lone_digits, widened
        from models.text.underscores import with_underscores

        found = widened(image, self._detect(image, cancel))
        # the widest first: a wide one that is begun last would keep one thread busy and the others waiting
        order = sorted(range(len(found)), key=lambda number: -found[number].box.width / found[number].box.height)
        results = self._recognise(image, [found[number].box for number in order], cancel)
        alone = lone_digits(image, found)
        digits = self._recognise(image, alone, cancel)
        lines: dict[int, TextLine | None] = {}
        for number, result in zip(order, results, strict=True):
            box = found[number].box
            seen = with_underscores(image, box, with_capitals(image, box, result))
            lines[number] = as_line(found[number], seen)
        kept = [line for _, line in sorted(lines.items()) if line is not None]
        self._last = (key, without_icons([*kept, *digit_lines(alone, list(digits))]))
        return self._last[1]

    def rest(self) -> None:
        """Give back the memory that only work needs. What was read stays known."""
        if self._engine is not None:
            self._engine.release_memory()

    def _detect(self, image: RgbImage, cancel: CancelToken) -> list[Detected]:
        from models.text.engine import detector_scale

        engine = self._engine
        assert engine is not None
        height, width, _ = image.shape
        scale = detector_scale(width, height)
        places = tiles(width, height)
        found = self._tiles.filled(
            [image[tile.top : tile.bottom, tile.left : tile.right] for tile in places],
            lambda new: self._in_parallel(lambda part: engine.detect(part, scale=scale), new, cancel),
            extra=f"{scale}",
        )
        return joined(placed(each, tile, width, height) for each, tile in zip(found, places, strict=True))

    def _recognise(self, image: RgbImage, boxes: Sequence[Box], cancel: CancelToken) -> Iterator[Recognised]:
        """Begins with all of them; gives each when it is done, in order."""
        engine = self._engine
        assert engine is not None
        return self._crops.filled(
            [image[box.top : box.bottom, box.left : box.right] for box in boxes],
            lambda new: self._in_parallel(engine.recognise, new, cancel),
        )

    def _in_parallel(self, work: Callable[[T], R], items: Sequence[T], cancel: CancelToken) -> Iterator[R]:
        """Begins the `work` of all items, and gives what comes of it, in order; no more is begun once `cancel` is
        cancelled. What it gives raises Cancelled."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="text")

        def unless_cancelled(item: T) -> R:
            cancel.check()
            return work(item)

        return _results([self._pool.submit(unless_cancelled, item) for item in items])


def _results(futures: Sequence[Future[R]]) -> Iterator[R]:
    try:
        for future in futures:
            yield future.result()
    finally:
        for future in futures:
            future.cancel()


class _Kept(OrderedDict[bytes, R]):
    """What was made of pixels, by a digest of them; the longest unused goes first."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def filled(
        self, images: Sequence[RgbImage], make: Callable[[list[RgbImage]], Iterator[R]], *, extra: str = ""
    ) -> Iterator[R]:
        """The result for each image; `make` is called once and at once, with those that are not known."""
        keys = [_digest(image, extra) for image in images]
        known = {key: self[key] for key in keys if key in self}
        new = {key: image for key, image in zip(keys, images, strict=True) if key not in known}
        return self._each(keys, known, zip(new, make(list(new.values())), strict=True))

    def _each(self, keys: Sequence[bytes], known: dict[bytes, R], made: Iterator[tuple[bytes, R]]) -> Iterator[R]:
        for key in keys:
            while key not in known:
                name, result = next(made)
                known[name] = self[name] = result
            self[key] = known[key]
            self.move_to_end(key)
            while len(self) > self._most:
                self.popitem(last=False)
            yield known[key]


def _digest(image: RgbImage, extra: str = "") -> bytes:
    return hashlib.blake2b(image.tobytes(), digest_size=16, key=f"{image.shape}{extra}".encode()).digest()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
