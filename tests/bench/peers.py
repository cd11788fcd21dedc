"""Other readers of text in pixels, for a figure beside ours."""

from __future__ import annotations

import csv
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from PIL import Image

from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

Read = Callable[["RgbImage"], Sequence[TextLine]]
ENLARGED = 3  # as ocrdesktop does before it calls tesseract


def rapidocr_defaults() -> Read:
    """RapidOCR as its own documentation calls it."""
    from rapidocr import RapidOCR

    engine: Any = RapidOCR(params={"Global.log_level": "critical"})

    def read(image: RgbImage) -> Sequence[TextLine]:
        result = engine(np.ascontiguousarray(image[:, :, ::-1]))
        quads = result.boxes if result.boxes is not None else []
        return [
            TextLine(text, Box(*(int(v) for v in (*quad.min(axis=0), *quad.max(axis=0)))), float(score))
            for quad, text, score in zip(quads, result.txts or (), result.scores or (), strict=True)
        ]

    return read


def has_tesseract() -> bool:
    """Whether the program is installed."""
    return shutil.which("tesseract") is not None


def tesseract(image: RgbImage, *, enlarged: int = 1) -> Sequence[TextLine]:
    """Words, with their boxes in the pixels of `image`. `enlarged`: so many times before it is read."""
    picture = Image.fromarray(image)
    if enlarged != 1:
        picture = picture.resize((picture.width * enlarged, picture.height * enlarged), Image.Resampling.LANCZOS)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screen.png"
        picture.save(path)
        out = subprocess.run(["tesseract", path, "-", "tsv"], capture_output=True, text=True, check=True).stdout
    lines = []
    for row in csv.DictReader(out.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row["text"] and row["text"].strip():
            left, top, width, height = (int(row[name]) // enlarged for name in ("left", "top", "width", "height"))
            lines.append(TextLine(row["text"], Box(left, top, left + width, top + height), 1.0))
    return lines
