"""The negative set: not one content word may be invented."""

from __future__ import annotations

import re

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.pipelines.defaults import new_describer
from assistant.pipelines.pixels.arrays import to_raster
from assistant.pipelines.pixels.gate import check_pixels
from assistant.pipelines.request import Request
from assistant.pipelines.telling.text import UNREADABLE
from assistant.types import Final, Frame, Length, Target
from models.cancel import CancelToken
from tests.helpers.negatives import Negative, negatives

FRAMES = list(negatives())


def test_the_set_is_large_enough() -> None:
    assert len(FRAMES) >= 60
    assert len({frame.name for frame in FRAMES}) == len(FRAMES)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.name)
def test_the_gate_decides(frame: Negative) -> None:
    gate = check_pixels(frame.image)
    assert (gate.code if gate is not None else None) == frame.gate


@pytest.mark.timeout(300)  # for a busy machine
def test_no_word_is_invented() -> None:
    describer = new_describer()
    invented: dict[str, list[str]] = {}
    for frame in FRAMES:
        request = Request(1, Frame(to_raster(frame.image), Target.FILE), length=Length.FULL)
        *_, final = describer.run(request, lambda _: None, cancel=CancelToken())
        assert isinstance(final, Final)
        assert final.description.text
        said = [claim.text for claim in final.description.claims if claim.source not in ("gate", "tree")]
        words = [word for text in said if text != UNREADABLE for word in re.findall(r"[\w:]+", text.casefold())]
        wrong = [word for word in words if word.strip(":") not in frame.words]
        wrong += ["UNREADABLE"] if UNREADABLE in final.description.text else []
        if wrong:
            invented[frame.name] = wrong
        if frame.words:
            heard = set(" ".join(said).casefold().replace(".", "").replace(",", "").split())
            assert len(heard & frame.words) >= len(frame.words) - 1, f"{frame.name}: {said}"
    assert invented == {}


@pytest.mark.parametrize("word", ["Yes", "OK", "42 %", "3:05"])
def test_a_word_alone_on_a_screen_is_read(word: str) -> None:
    image = Image.new("RGB", (1920, 1080), "white")
    ImageDraw.Draw(image).text((700, 400), word, "black", ImageFont.truetype("DejaVuSans.ttf", 14))
    request = Request(1, Frame(to_raster(np.asarray(image)), Target.FILE))
    *_, final = new_describer().run(request, lambda _: None, cancel=CancelToken())
    assert isinstance(final, Final)
    assert final.description.text == f"{word}."
