"""Labelled pictures of windows on disk, squeezed to the square that the captioner sees."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from export.train.screens.labels import Element, Window
from export.train.screens.trees import kinds_of, window_of

SIDE = 384
"""Pixels of the square; whatever a window's shape, it is stretched to it."""


@dataclass(frozen=True, slots=True)
class Sample:
    """`pixels`: (SIDE, SIDE, 3). `size`: width, height of the window, in whose pixels the places are. `window`: None of
    a real program that has no tree. `kinds`: what it may rightly be called."""

    pixels: NDArray[np.uint8]
    size: tuple[int, int]
    window: Window | None
    seed: int = 0
    kinds: tuple[str, ...] = ()
    program: str = ""
    title: str = ""

    @property
    def is_real(self) -> bool:
        """Whether it is a program's, not generated."""
        return bool(self.program)


def squeezed(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """To the square, as the exported model's own preparation does."""
    return np.asarray(Image.fromarray(pixels).resize((SIDE, SIDE), Image.Resampling.BICUBIC))


def write(path: Path, samples: Sequence[Sample]) -> None:
    """Pixels and labels in one file."""
    labels = [
        {
            "size": each.size,
            "seed": each.seed,
            "kind": each.window.kind,
            "states": sorted(each.window.states),
            "elements": [[one.role, *one.place] for one in each.window.elements],
        }
        for each in samples
        if each.window is not None
    ]
    part = path.with_suffix(".part")
    with part.open("wb") as file:
        np.savez_compressed(
            file, pixels=np.stack([each.pixels for each in samples]), labels=np.array(json.dumps(labels))
        )
    part.replace(path)


def read(folder: Path) -> Iterator[Sample]:
    """All generated samples of a folder."""
    for path in sorted(folder.glob("*.npz")):
        with np.load(path) as data:
            pixels, labels = data["pixels"], json.loads(str(data["labels"]))
        for one, label in zip(pixels, labels, strict=True):
            elements = tuple(Element(role, tuple(place)) for role, *place in label["elements"])
            window = Window(label["kind"], elements, frozenset(label["states"]))
            yield Sample(one, tuple(label["size"]), window, label["seed"])


def read_real(folder: Path) -> Iterator[Sample]:
    """All programs of a folder that `real` wrote."""
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        with Image.open(path.with_suffix(".png")) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        size = (pixels.shape[1], pixels.shape[0])
        yield Sample(squeezed(pixels), size, window_of(data, size), 0, kinds_of(data, size), data["program"], path.stem)
