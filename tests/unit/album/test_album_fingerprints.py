"""Pictures that look nearly the same are found; others are not said to be."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw

from assistant.album.duplicates import duplicates, told
from assistant.album.facts import Facts
from assistant.album.fingerprints import ALIKE, Seen, fingerprint, groups
from assistant.album.folder import PictureFile
from assistant.album.index import Index
from assistant.album.picture import Described
from tests.helpers.drawn_scenes import brighter, jpeg, mirrored, scaled, scene

if TYPE_CHECKING:
    from models.types import RgbImage


def photo(seed: int) -> Image.Image:
    """Soft colours with things on them, and grain."""
    random = np.random.default_rng(seed)
    ground = random.integers(0, 255, (int(random.integers(3, 9)), int(random.integers(3, 9)), 3)).astype(np.uint8)
    image = Image.fromarray(ground).resize((320, 240), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(4):
        x, y, side = (int(n) for n in random.integers(10, 220, 3))
        draw.ellipse((x, y, x + side // 2, y + side // 2), fill=tuple(int(n) for n in random.integers(0, 255, 3)))
    grain = np.asarray(image).astype(int) + random.normal(0, 5, (240, 320, 1)).astype(int)
    return Image.fromarray(np.clip(grain, 0, 255).astype(np.uint8))


def pixels(image: Image.Image) -> RgbImage:
    return np.asarray(image.convert("RGB"))


def apart(one: int | None, other: int | None) -> int:
    assert one is not None
    assert other is not None
    return ((one ^ other) & (2**64 - 1)).bit_count()


def saved(image: Image.Image) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=50)
    return Image.open(buffer)


@pytest.mark.parametrize(
    "change", [saved, lambda image: image.resize((160, 120)), lambda image: saved(image.reduce(2))]
)
def test_copies_have_nearly_the_same_fingerprint(change: Callable[[Image.Image], Image.Image]) -> None:
    for seed in range(40):
        image = photo(seed)
        assert apart(fingerprint(pixels(image)), fingerprint(pixels(change(image)))) <= ALIKE


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.copy(),
        lambda image: jpeg(image, 30),
        lambda image: scaled(image, 0.3),
        lambda image: brighter(image, 1.25),
        lambda image: jpeg(scaled(image, 1.5), 60),
    ],
)
def test_copies_of_a_drawn_scene_are_found(change: Callable[[RgbImage], RgbImage]) -> None:
    assert apart(fingerprint(scene(1)), fingerprint(change(scene(1)))) <= ALIKE


def test_other_pictures_have_another() -> None:
    for images in (
        [pixels(photo(seed)) for seed in range(100)],
        [*(scene(seed) for seed in range(8)), mirrored(scene(1))],
    ):
        found = [fingerprint(image) for image in images]
        assert min(apart(one, other) for at, one in enumerate(found) for other in found[:at]) > ALIKE


def test_plain_and_tiny_pictures_have_none() -> None:
    assert fingerprint(np.full((100, 100, 3), 200, np.uint8)) is None
    assert fingerprint(np.zeros((5, 5, 3), np.uint8)) is None


def test_groups() -> None:
    words = {4: frozenset("one two three".split()), 5: frozenset("one four five".split())}
    seen = [
        Seen(1, b"a", 0b1111, 1.5),
        Seen(2, b"b", 0b0111, 1.5),
        Seen(3, b"c", 0b1111, 0.7),  # another shape
        Seen(4, b"d", -1, 1.0),
        Seen(5, b"e", -2, 1.0),  # one bit apart, but other words
        Seen(6, b"f", None, 1.0),
        Seen(7, b"f", None, 1.0),  # the same file
        Seen(8, b"g", 0b11, 1.5),
    ]
    assert groups(seen, lambda id: words.get(id, frozenset())) == [[1, 2, 8], [6, 7]]
    assert groups([], lambda id: frozenset()) == []


def test_many_pictures_are_compared_as_one_by_one() -> None:
    random = np.random.default_rng(3)
    bits = [int(n) for n in random.integers(-(2**63), 2**63, 1500)]
    bits += [bits[at] ^ 0b101 for at in range(0, 1500, 10)]
    seen = [Seen(id, bytes([id % 256, id // 256]), value, 1.0) for id, value in enumerate(bits)]
    found = groups(seen, lambda id: frozenset())
    assert found == [[at, 1500 + at // 10] for at in range(0, 1500, 10)]


def test_they_are_told(tmp_path: Path) -> None:
    with Index(tmp_path / "index.sqlite", root=tmp_path) as index:
        for path, content, bits in (
            ("a.png", b"1", 5),
            ("b.png", b"1", 5),
            ("c.png", b"2", 0x7FFF << 30),
            ("d.png", b"3", 0x7FFE << 30),
        ):
            described = Described(Facts(), 30, 20, "", fingerprint=bits)
            index.keep(PictureFile(path, 1, 1), content, described, place=False, model="")
        assert [told(index, group) for group in duplicates(index)] == [
            "The same file: a.png and b.png.",
            "They look nearly the same: c.png and d.png.",
        ]
