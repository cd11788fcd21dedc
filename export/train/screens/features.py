"""What the frozen backbone makes of each picture, computed once by ONNX Runtime and kept as 16-bit floats."""

from __future__ import annotations

import random
import tempfile
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from numpy.typing import NDArray
from transformers import VisionEncoderDecoderModel

from export.train.screens.labels import Element
from export.train.screens.network import MEAN, STD
from export.train.screens.store import SIDE, Sample, squeezed

_BATCH = 16


class _Features(torch.nn.Module):
    def __init__(self, backbone: torch.nn.Module) -> None:
        super().__init__()
        self.backbone = backbone

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        return self.backbone.features(pixels)


def computed(
    model: VisionEncoderDecoderModel, pictures: Iterable[NDArray[np.uint8]], count: int
) -> NDArray[np.float16]:
    """(count, channels, side / 16, side / 16) of pictures (SIDE, SIDE, 3)."""
    module = _Features(model.encoder.backbone).eval()
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "features.onnx"
        torch.onnx.export(
            module, (torch.zeros(2, 3, SIDE, SIDE),), str(path), dynamo=False, input_names=["pixels"],
            output_names=["features"], dynamic_axes={"pixels": {0: "batch"}},
        )  # fmt: skip
        session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    made: NDArray[np.float16] | None = None
    at = 0
    for batch in _batches(pictures):
        feed = ((np.stack(batch).astype(np.float32) / 255 - MEAN) / STD).transpose(0, 3, 1, 2)
        out = session.run(None, {"pixels": feed.astype(np.float32)})[0].astype(np.float16)
        if made is None:
            made = np.empty((count, *out.shape[1:]), np.float16)
        made[at : at + len(batch)] = out
        at += len(batch)
    assert made is not None
    assert at == count
    return made


def _batches(pictures: Iterable[NDArray[np.uint8]]) -> Iterator[list[NDArray[np.uint8]]]:
    batch = []
    for picture in pictures:
        batch.append(picture)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def varied(sample: Sample, rng: random.Random) -> Sample:
    """A picture of the same window as another screen would show it: cropped a little, other colours."""
    pixels, window, (width, height) = sample.pixels, sample.window, sample.size
    left, top, right, bottom = (rng.choice((0, 0, rng.randint(1, 20))) for _ in range(4))
    crop = pixels[top : SIDE - bottom, left : SIDE - right]
    if window is not None and (left, top, right, bottom) != (0, 0, 0, 0):
        x, y = left * width / SIDE, top * height / SIDE
        size = (round(width * (SIDE - left - right) / SIDE), round(height * (SIDE - top - bottom) / SIDE))
        elements = []
        for each in window.elements:
            place = (
                max(0, round(each.place[0] - x)), max(0, round(each.place[1] - y)),
                min(size[0], round(each.place[2] - x)), min(size[1], round(each.place[3] - y)),
            )  # fmt: skip
            if place[2] - place[0] > 3 and place[3] - place[1] > 3:
                elements.append(Element(each.role, place))
        window, sample = replace(window, elements=tuple(elements)), replace(sample, size=size)
    changed = crop.astype(np.float32)
    if rng.random() < 0.3:
        changed = 255 - changed
    if rng.random() < 0.3:
        changed = changed[..., rng.sample((0, 1, 2), 3)]
    if rng.random() < 0.5:
        changed = (changed - 128) * rng.uniform(0.7, 1.1) + 128 + rng.uniform(-15, 15)
    if rng.random() < 0.3:
        changed = changed * np.asarray([rng.uniform(0.85, 1.0) for _ in range(3)], np.float32)
    return replace(sample, pixels=squeezed(np.clip(changed, 0, 255).astype(np.uint8)), window=window)
