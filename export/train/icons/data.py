"""Labelled crops of icons, as the network takes them: of the sets learned from, and of those it is measured on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from export.train.icons import drawing
from export.train.icons.sets import COLOURED, FOREIGN, TRAINED, Icon, concepts, load

CHECKED = ("fa6-solid", "ion", "iconamoon")
"""Sets left out of training, by which the threshold is set."""
_EACH, _EACH_UNKNOWN = 10, 4  # crops of an icon
_JUNK = 0.12  # letters, scribbles and patches, for each crop of an icon


@dataclass(frozen=True, slots=True)
class Crops:
    """`pixels`: (count, SIDE, SIDE, 3) uint8. `labels`: numbers of concepts; `len(concepts())` is unknown."""

    pixels: NDArray[np.uint8]
    labels: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.labels)


def training(npm: Path, pictures: Sequence[Path], *, part: float = 1.0, seed: int = 0) -> Crops:
    """Crops of the sets that are learned from. `part`: of all icons, for a quick run."""
    rng = random.Random(seed)
    icons = load(npm, [name for name in (*TRAINED, *COLOURED, *FOREIGN) if name not in CHECKED])
    if part < 1:
        icons = rng.sample(icons, max(40, int(part * len(icons))))
    shares = [icons[at::8] for at in range(8)]
    with ProcessPoolExecutor(2) as pool:
        made = list(pool.map(_crops, shares, [seed * 100 + at for at in range(8)], [list(pictures)] * 8))
    return Crops(np.concatenate([each.pixels for each in made]), np.concatenate([each.labels for each in made]))


def _crops(icons: Sequence[Icon], seed: int, pictures: Sequence[Path]) -> Crops:
    rng = random.Random(seed)
    unknown = len(concepts())
    pixels, labels = [], []
    for icon in icons:
        for _ in range(_EACH if icon.concept >= 0 else _EACH_UNKNOWN):
            taken = drawing.taken(drawing.shown(icon, rng))
            if taken is not None:
                pixels.append(taken)
                labels.append(icon.concept if icon.concept >= 0 else unknown)
    for taken in junk(int(_JUNK * len(pixels)), pictures, rng):
        pixels.append(taken)
        labels.append(unknown)
    return Crops(np.stack(pixels), np.asarray(labels, np.int64))


def junk(count: int, pictures: Sequence[Path], rng: random.Random) -> Iterator[NDArray[np.uint8]]:
    """Letters, scribbles and pieces of pictures, as the network takes them."""
    from PIL import Image

    loaded = [np.asarray(Image.open(path).convert("RGB").resize((480, 320))) for path in pictures]
    for _ in range(count):
        draw = rng.random()
        if draw < 0.45:
            crop = drawing.letters(rng)
        elif draw < 0.65 or not loaded:
            crop = drawing.scribble(rng)
        else:
            crop = drawing.patch(rng.choice(loaded), rng)
        taken = drawing.taken(crop)
        if taken is not None:
            yield taken


def known(icons: Sequence[Icon], *, sizes: Sequence[int] = (16, 20, 24, 32), seed: int = 1) -> Crops:
    """Crops of icons inside the concepts: each in each size, half of them in the ways of training, half plain."""
    rng = random.Random(seed)
    pixels, labels = [], []
    for icon in icons:
        for size in sizes if icon.concept >= 0 else ():
            taken = drawing.taken(drawing.shown(icon, rng, size=size, plain=rng.random() < 0.5))
            if taken is not None:
                pixels.append(taken)
                labels.append(icon.concept)
    return Crops(np.stack(pixels), np.asarray(labels, np.int64))


def foreign(icons: Sequence[Icon], pictures: Sequence[Path], *, seed: int = 2) -> Crops:
    """Crops of what is outside of the concepts: icons twice, and as many letters, scribbles and pieces of pictures."""
    rng = random.Random(seed)
    pixels = []
    for icon in icons:
        for size in (16, 24) if icon.concept < 0 else ():
            taken = drawing.taken(drawing.shown(icon, rng, size=size, plain=rng.random() < 0.5))
            if taken is not None:
                pixels.append(taken)
    pixels += list(junk(len(pixels), pictures, rng))
    return Crops(np.stack(pixels), np.full(len(pixels), len(concepts()), np.int64))
