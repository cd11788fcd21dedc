"""RapidOCR's two steps, used one by one so that nothing need be read twice. Imports onnxruntime and OpenCV."""

from __future__ import annotations

import ctypes
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import onnxruntime as ort

from models.errors import RunError
from models.text.found import Detected, Recognised
from models.types import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from models.types import RgbImage


@contextmanager
def _without_network() -> Iterator[None]:
    """RapidOCR imports what it could fetch its models with (they are in its wheel), and that tries a socket at once."""
    had, socket.has_ipv6 = socket.has_ipv6, False
    try:
        yield
    finally:
        socket.has_ipv6 = had


with _without_network():
    from rapidocr import RapidOCR
    from rapidocr.inference_engine.onnxruntime.main import ONNXRuntimeError

# Word accuracy is best, and a dialog costs half as much, when nothing is enlarged (RapidOCR's default enlarges every
# crop to 736) and a full screen is shrunk to three quarters: see tests/bench/text.py
_LARGE_SIDE = 1440  # pixels; pictures whose longer side is larger are shrunk for the detector
_SMALLEST_SCALE = 0.75
_HEIGHT = 48  # pixels; what the recogniser scales every crop to
_NARROWEST = 96  # pixels at that height; narrower crops are padded to it
# Crops are stretched a little: small letters that touch are told apart, and spaces between narrow words are kept
# (mail at 13 px: 98.3 % of the words right at 1.0, 99.1 at 1.1, 99.8 at 1.25, which costs a quarter more time)
_STRETCH = 1.1
_STEP = 32  # pixels; the detector's net halves its picture five times
_BLANK = 0  # what the recogniser gives between characters


class PaddleText:
    """Detector and recogniser with their sessions, a thread each: several threads may call at once.

    Crops differ in width, so that a batch is mostly padding, and a session's own threads wait for each other at every
    small layer: as many calls as there are cores do the same work in half the processor time.
    """

    def __init__(self) -> None:
        options: dict[str, object] = {
            "Global.use_cls": False,
            "Global.log_level": "critical",
            "Det.limit_type": "max",
            "Det.limit_side_len": 100_000,  # scaled here
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            # without the arena every layer gets its memory from the system anew, which takes as long as the layer
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
        }
        pipeline: Any = RapidOCR(params=options)
        self._detector = pipeline._load_det_model()
        recogniser = pipeline._load_rec_model()
        self._recogniser = recogniser.session
        self._characters = np.array(recogniser.postprocess_op.character)

    def detect(self, image: RgbImage, *, scale: float = 1.0) -> list[Detected]:
        """Boxes of text lines, in pixels of `image`, and how sure the detector is of each.

        `scale`: what the detector sees is that much smaller. Raises RunError.
        """
        height, width, _ = image.shape
        padded: Any = image
        if scale != 1.0:
            size = (max(1, round(width * scale)), max(1, round(height * scale)))
            padded = cv2.resize(image, size, interpolation=cv2.INTER_LINEAR)
        border = 0
        if min(padded.shape[:2]) < 64:  # the detector's net shrinks by 32; a border keeps thin strips readable
            border = 16
            padded = cv2.copyMakeBorder(padded, border, border, border, border, cv2.BORDER_REPLICATE)
        try:
            heat = self._detector.session(_planes(cv2.resize(padded, _in_steps(padded.shape[1], padded.shape[0]))))
        except ONNXRuntimeError as error:
            raise RunError(f"text detection: {error}") from error
        boxes = []
        for quad, score in zip(*self._detector.postprocess_op(heat, padded.shape[:2]), strict=True):
            left, top = (quad.min(axis=0) - border) / scale
            right, bottom = (quad.max(axis=0) - border) / scale
            box = Box(
                max(0, int(left)), max(0, int(top)), min(width, int(np.ceil(right))), min(height, int(np.ceil(bottom)))
            )
            if box.width >= 3 and box.height >= 5:
                boxes.append(Detected(box, float(score)))
        return sorted(boxes, key=lambda each: (each.box.top, each.box.left))

    def recognise(self, crop: RgbImage) -> Recognised:
        """Text and score of the pixels of one line. Raises RunError."""
        height, width, _ = crop.shape
        size = (max(1, round(width * _STRETCH * _HEIGHT / height)), _HEIGHT)
        try:
            (steps,) = self._recogniser(_planes(cv2.resize(crop, size), narrowest=_NARROWEST))
        except ONNXRuntimeError as error:
            raise RunError(f"text recognition: {error}") from error
        best = steps.argmax(axis=1)
        new = best != _BLANK
        new[1:] &= best[1:] != best[:-1]
        (at,) = np.nonzero(new)
        if not at.size:
            return Recognised("", 0.0)
        characters = self._characters[best[at]]
        sure = steps[at, best[at]].astype(float)
        places = (at + 0.5) / (len(steps) * min(1.0, size[0] / _NARROWEST))
        marks = [not character.isspace() for character in characters]
        return Recognised("".join(characters), float(sure.mean()), tuple(sure.tolist()), tuple(places[marks].tolist()))

    def release_memory(self) -> None:
        """Give back what the sessions took to work (some 200 MB after a full screen)."""
        options = ort.RunOptions()
        options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        for part, shape in (
            (self._detector.session, (1, 3, 32, 32)),
            (self._recogniser, (1, 3, _HEIGHT, _NARROWEST)),
        ):
            session = part.session
            session.run(None, {session.get_inputs()[0].name: np.zeros(shape, np.float32)}, options)
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)


def _in_steps(width: int, height: int) -> tuple[int, int]:
    """The nearest size that the detector takes."""
    return max(1, round(width / _STEP)) * _STEP, max(1, round(height / _STEP)) * _STEP


def _planes(image: RgbImage | cv2.typing.MatLike, *, narrowest: int = 0) -> NDArray[np.float32]:
    """What both networks take: (1, 3, height, width), blue first, -1..1; 0 where `image` is less than `narrowest`."""
    height, width, _ = image.shape
    planes = np.zeros((1, 3, height, max(width, narrowest)), np.float32)
    for plane, channel in zip(planes[0], (2, 1, 0), strict=True):
        np.multiply(image[:, :, channel], np.float32(2 / 255), out=plane[:, :width])
        plane[:, :width] -= 1
    return planes


def detector_scale(width: int, height: int) -> float:
    """How much smaller the detector sees a picture of that size."""
    return min(1.0, max(_SMALLEST_SCALE, _LARGE_SIDE / max(width, height)))
