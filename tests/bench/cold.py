"""The first caption of an engine that has just been started: `python -m tests.bench.cold FOLDER`.

FOLDER is a captioning model, such as the bench of models leaves in LOOKALOUD_BENCH_DIR. The clock runs from the start
of the process to its last word about a picture; the first round hashes the model's files too.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.engine.environment import LOW_MEMORY
from assistant.engine.protocol import Describe, Done, Event, EventStream, FrameHead, Said, Tree, Working, pack
from assistant.types import Frame, Length, Raster, Target
from tests.bench.figures import NotHere, spread


def figures(*, rounds: int = 5) -> Iterator[dict[str, Any]]:
    """As `run`, with the BLIP that the bench of models made. Raises NotHere."""
    folder = Path(os.environ.get("LOOKALOUD_BENCH_DIR", ".")) / "blip-base-int8"
    if not folder.exists():
        raise NotHere("it needs a captioning model: let the part `models` make one first, see LOOKALOUD_BENCH_DIR")
    yield from run(folder, rounds=rounds)


def run(folder: Path, *, rounds: int = 5) -> Iterator[dict[str, Any]]:
    """A figure for the start that hashes and one for those that need not."""
    with tempfile.TemporaryDirectory() as place:
        models = Path(place) / "models"
        models.mkdir()
        (models / folder.name).symlink_to(folder.resolve())
        times = [started(models, Path(place) / "cache") for _ in range(rounds)]
    first, *rest = times
    yield {
        "model": folder.name,
        "start": "first, which hashes the files",
        **{k: round(v * 1e3) for k, v in first.items()},
    }
    for key in rest[0]:
        yield {"model": folder.name, "start": "later", "until": key, **spread([each[key] * 1e3 for each in rest])}


def started(models: Path, cache: Path) -> dict[str, float]:
    """Seconds from the start of an engine until it said its first words of a picture, had a captioner, and was done."""
    environment = {**os.environ, **LOW_MEMORY, "LOOKALOUD_MODELS": str(models), "XDG_CACHE_HOME": str(cache)}
    began = time.perf_counter()
    engine = subprocess.Popen(
        [sys.executable, "-m", "assistant.engine.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
    )
    assert engine.stdin is not None
    frame = _frame()
    engine.stdin.write(pack(Describe(1, "describe", Length.NORMAL, FrameHead.of(frame)), frame.pixels.data))
    engine.stdin.write(bytes(frame.pixels.data) + pack(Tree(1, None)))
    engine.stdin.flush()
    found: dict[str, float] = {}
    for event in _events(engine):
        now = time.perf_counter() - began
        if isinstance(event, Said):
            found.setdefault("first words", now)
        if isinstance(event, Working) and event.update.name == "caption":
            found["the captioner is open"] = now
        if isinstance(event, Done):
            found["the whole description"] = now
            break
    engine.stdin.close()
    engine.wait()
    return found


def _events(engine: subprocess.Popen[bytes]) -> Iterator[Event]:
    assert engine.stdout is not None
    stream = EventStream()
    while chunk := os.read(engine.stdout.fileno(), 1 << 16):
        yield from stream.feed(chunk)


def _frame() -> Frame:
    """A drawing without text, as a file."""
    from PIL import Image, ImageDraw

    image = Image.new("RGBX", (640, 480), (80, 140, 220))
    draw = ImageDraw.Draw(image)
    draw.ellipse((200, 120, 420, 340), fill=(200, 60, 40))
    draw.rectangle((0, 360, 640, 480), fill=(40, 120, 40))
    return Frame(Raster(640, 480, image.tobytes("raw", "BGRX")), Target.FILE)


if __name__ == "__main__":
    for figure in run(Path(sys.argv[1])):
        print(json.dumps(figure), flush=True)
