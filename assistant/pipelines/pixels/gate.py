"""The input gate: what needs no model to be seen, and must not be given to one.

Thresholds were set on the frames of tests/helpers/negatives.py and the generated screens; each says its unit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from assistant.languages.words import N_, _
from assistant.types import Gate
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

_BLACK = 16  # of 255; a switched-off panel or a curtain is 0, video black is 16
_SAME = 6  # levels of 255 that one colour may vary: dithering and JPEG, invisible
_TILE = 8  # pixels; a 9 px letter fills at least one tile with contrast
_CONTRAST = 16  # levels within a tile that make an edge; smooth frames have at most 13, text of 225 on white has 30
_MARGIN = 48  # pixels around a mark; words of 9 to 30 px on frames of up to 3840 x 2160 are read with it
_NOISE_CONTRAST = 40  # levels within a tile of noise; that of an untuned television has 127 and more
_NOISE_TILES = 0.9  # share of such tiles; the busiest photos and code screens stay below 0.75
_NOISE_CROP = 200  # pixels, the side of the nine places that are looked at
_BESIDE_TEXT = 0.02  # share of tiles with edges outside the text; pictures have more
_POINTER_TILES = 16  # tiles with edges; a mouse pointer of 32 px fills at most that many

_COLOURS = (
    (N_("white"), (255, 255, 255)),
    (N_("light grey"), (200, 200, 200)),
    (N_("grey"), (128, 128, 128)),
    (N_("dark grey"), (64, 64, 64)),
    (N_("black"), (0, 0, 0)),
    (N_("red"), (220, 30, 30)),
    (N_("dark red"), (110, 0, 0)),
    (N_("orange"), (255, 140, 0)),
    (N_("yellow"), (250, 230, 50)),
    (N_("green"), (40, 170, 60)),
    (N_("dark green"), (0, 80, 20)),
    (N_("turquoise"), (40, 190, 190)),
    (N_("light blue"), (140, 190, 250)),
    (N_("blue"), (40, 90, 220)),
    (N_("dark blue"), (10, 20, 100)),
    (N_("purple"), (130, 50, 170)),
    (N_("pink"), (250, 150, 190)),
    (N_("brown"), (120, 75, 40)),
)


def check_pixels(image: RgbImage, *, screen_reader: bool = False) -> Gate | None:
    """Why there is nothing to describe in `image`, or None. About 10 ms for 1920 x 1080.

    A small mark can be a word, and noise can have a message on it: those gates are provisional.
    """
    if image.shape[0] < 4 or image.shape[1] < 4:
        return Gate("tiny", _("The picture is only a few pixels large; there is nothing to see in it."))
    if _spread(image.reshape(-1, 3)) <= _SAME:
        return _plain(image, screen_reader=screen_reader)
    # the second tiling sees edges that lie on the borders of the first
    contrast = _contrast(image)
    if contrast.max() < _CONTRAST and min(image.shape[:2]) > 2 * _TILE:
        contrast = _contrast(image[_TILE // 2 :, _TILE // 2 :])
    edges = contrast >= _CONTRAST
    count = int(edges.sum())
    if count <= _POINTER_TILES and _is_one_spot(edges):
        inside = _without(image, edges)
        if inside is not None and _spread(inside) <= _SAME:
            gate = _plain(image, screen_reader=screen_reader, pointer=True)
            return replace(gate, provisional=True, box=_around(image, edges))
    if count == 0:
        return Gate("blank", _("Nothing can be made out here: there are only soft changes of colour."))
    if (contrast >= _NOISE_CONTRAST).mean() > _NOISE_TILES and _is_noise(image):
        return Gate(
            "noise",
            _("There is only noise in this picture, like an untuned television. Nothing can be made out."),
            provisional=True,
        )
    return None


def is_text_only(image: RgbImage, lines: Sequence[Box]) -> bool:
    """Whether nearly all that is drawn in `image` lies in its lines of text: it is to be read, not captioned."""
    if not lines or min(image.shape[:2]) < _TILE:
        return False
    drawn = _contrast(image) >= _NOISE_CONTRAST
    rest = drawn.copy()
    for line in lines:
        top, left = max(0, line.top // _TILE - 1), max(0, line.left // _TILE - 1)
        rest[top : line.bottom // _TILE + 2, left : line.right // _TILE + 2] = False
    solid = rest[:-1, :-1] & rest[1:, :-1] & rest[:-1, 1:] & rest[1:, 1:]  # frames and rules are one tile wide
    return not solid.size or bool(solid.mean() <= _BESIDE_TEXT)


def colour_name(rgb: tuple[int, int, int]) -> str:
    """The nearest of a few plain colour names, in English."""
    return min(_COLOURS, key=lambda entry: sum((a - b) ** 2 for a, b in zip(entry[1], rgb, strict=True)))[0]


def _plain(image: RgbImage, *, screen_reader: bool, pointer: bool = False) -> Gate:
    colour = np.median(image.reshape(-1, 3)[:: max(1, image.shape[0] * image.shape[1] // 10_000)], axis=0)
    if int(colour.max()) <= _BLACK:
        head = (
            _("The picture is completely black but for a small mark, perhaps the mouse pointer.")
            if pointer
            else _("The picture is completely black.")
        )
        if screen_reader:
            why = _("The screen curtain of your screen reader may be on: turn it off, then try again.")
            return Gate("curtain", f"{head} {why}")
        return Gate("black", f"{head} {_('The screen may be off, or a screen curtain or protected video hides it.')}")
    words = (
        _("There is nothing here: the picture is plain {colour} but for a small mark, perhaps the mouse pointer.")
        if pointer
        else _("There is nothing here: the picture is plain {colour}.")
    )
    name = colour_name((int(colour[0]), int(colour[1]), int(colour[2])))
    return Gate("one-colour", words.format(colour=_(name)))


def _spread(pixels: RgbImage) -> int:
    """The largest difference within a channel; a coarse look first, since most pictures show it at once."""
    for step in (997, 1):
        some = pixels[::step]
        spread = max(int(some[:, channel].max()) - int(some[:, channel].min()) for channel in range(3))
        if spread > _SAME:
            break
    return spread


def _contrast(image: RgbImage) -> np.ndarray[tuple[int, int], np.dtype[np.uint8]]:
    """The largest change within a channel in each tile of 8 x 8 pixels. Red on black changes in red alone."""
    height, width = image.shape[:2]
    tall, wide = max(1, height // _TILE), max(1, width // _TILE)
    size_y, size_x = min(_TILE, height), min(_TILE, width)
    # rows and columns beyond the last whole tile are left out: fewer than 8 pixels.
    # Rows first, over all channels at once: eight times as fast as both in one step.
    rows = image[: tall * size_y, : wide * size_x].reshape(tall, size_y, wide * size_x * 3)
    high = rows.max(axis=1).reshape(tall, wide, size_x, 3).max(axis=2)
    low = rows.min(axis=1).reshape(tall, wide, size_x, 3).min(axis=2)
    return np.asarray((high - low).max(axis=2))


def _is_one_spot(edges: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> bool:
    rows, columns = np.nonzero(edges)
    if rows.size == 0:
        return False
    return int(np.ptp(rows)) < 5 and int(np.ptp(columns)) < 5  # 40 pixels: a mouse pointer, not a word


def _around(image: RgbImage, edges: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> Box:
    """The mark with some ground around it: in the whole of a large plain picture, a short word is not found."""
    rows, columns = np.nonzero(edges)
    whole = Box(0, 0, image.shape[1], image.shape[0])
    left, top, right, bottom = (int(n) * _TILE for n in (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))
    return Box(left, top, right, bottom).grown(_MARGIN).intersection(whole)


def _without(image: RgbImage, edges: np.ndarray[tuple[int, int], np.dtype[np.bool_]]) -> RgbImage | None:
    """The pixels outside the tiles with edges and their neighbours, as a list (n, 3)."""
    rows, columns = np.nonzero(edges)
    keep = np.ones(image.shape[:2], bool)
    keep[
        max(0, (rows.min() - 1) * _TILE) : (rows.max() + 2) * _TILE,
        max(0, (columns.min() - 1) * _TILE) : (columns.max() + 2) * _TILE,
    ] = False
    left = image[keep]
    return left if left.size else None


def _is_noise(image: RgbImage) -> bool:
    """Neighbouring pixels of noise are unrelated; those of any picture or text are alike (correlation 0.6 and up).

    Nine places are looked at: what is not noise in one of them is something to see.
    """
    height, width = image.shape[:2]
    tall, wide = min(height, _NOISE_CROP), min(width, _NOISE_CROP)
    for top in (0, (height - tall) // 2, height - tall):
        for left in (0, (width - wide) // 2, width - wide):
            place = image[top : top + tall, left : left + wide].astype(np.float32)
            place -= place.mean(axis=(0, 1))  # or a tint would count as likeness
            before, after = place[:, :-1].ravel(), place[:, 1:].ravel()
            if before.std() < 1 or after.std() < 1 or float(np.corrcoef(before, after)[0, 1]) >= 0.3:
                return False
    return True
