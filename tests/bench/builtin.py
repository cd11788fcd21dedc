"""The models that come in the box: their size, the time they take, and how they do on data they never saw."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.train import evaluate as trained
from models.cancel import CancelToken
from models.proof import Case
from tests.bench.figures import NotHere, spread
from tests.bench.glyphs import glyph
from tests.helpers.app import ROOT
from tests.helpers.negatives import negatives

_ICONS, _LINES, _TOKENS = 50, 100, 20


def run(*, rounds: int = 15) -> Iterator[dict[str, Any]]:
    """Sizes; milliseconds for icons, a picture, a window, a token of the captioner of windows, lines of text."""
    for row in trained.sizes(Path()):
        yield {"figure": row.pop("what")} | row
    cancel = CancelToken()
    icons, pictures, screens, nearest = map(trained.opened, ("icons", "pictures", "screens", "minilm-l6"))
    crops = [glyph(number) for number in range(_ICONS)]
    yield {"figure": f"{_ICONS} icons", **_timed(rounds, lambda _: icons.label(crops, cancel=cancel))}
    photo = np.asarray(Image.open(ROOT / "tests/data/photos/coffee.jpg").convert("RGB"))
    yield {"figure": "a picture", **_timed(rounds, lambda _: pictures.recognise(photo, cancel=cancel))}
    window = next(each.image for each in negatives() if each.words)

    def other(number: int) -> Any:
        """Another picture for the model, which keeps what it made of the last ones."""
        changed = window.copy()
        changed[:4, :4] = number
        return changed

    yield {"figure": "a window", **_timed(rounds, lambda number: screens.parts(other(number), cancel=cancel))}
    one = _timed(rounds, lambda number: screens.prove(_case(other(number), 1), cancel=cancel))["median"]
    many = _timed(rounds, lambda number: screens.prove(_case(other(number), _TOKENS), cancel=cancel))["median"]
    token = round((many - one) / (_TOKENS - 1), 2)
    yield {"figure": "captioner of windows: first token", "ms": one, "ms a further token": token}
    lines = [f"Line {number} of a screen, with some words" for number in range(_LINES)]
    yield {"figure": f"{_LINES} lines by meaning", **_timed(rounds, lambda _: nearest.embed(lines, cancel=cancel))}


def evaluated() -> Iterator[dict[str, Any]]:
    """As `python -m export.train.evaluate`, where its data are. Raises NotHere."""
    data = Path(os.environ.get("LOOKALOUD_TRAINING_DATA", "training-data"))
    if not data.exists() or importlib.util.find_spec("cairosvg") is None:
        raise NotHere(
            "it needs pictures and icon sets, and the extra train: see docs/models.md, LOOKALOUD_TRAINING_DATA"
        )
    for name, part in trained.PARTS.items():
        if name == "sizes":
            continue
        try:
            for row in part(data):
                yield {"figure": row.pop("what")} | row
        except FileNotFoundError as missing:
            yield {"figure": name, "not here": f"{missing.filename} is not there"}


def _case(image: Any, tokens: int) -> Case:
    return Case(image=image, text="caption", new_tokens=tokens)


def _timed(rounds: int, work: Callable[[int], object]) -> dict[str, Any]:
    """A spread of milliseconds, after one that loads."""
    work(0)
    times = []
    for number in range(1, rounds + 1):
        began = time.perf_counter()
        work(number)
        times.append(1000 * (time.perf_counter() - began))
    return spread(times)
