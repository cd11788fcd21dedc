"""Runs every part, or those named: `python -m tests.bench text programs app`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from tests.bench import album, app, camera, likeness, programs, seeking, speech, text, video, watch_cost, watching
from tests.bench.questions import run as questions

PARTS: Mapping[str, Callable[[], Iterator[dict[str, Any]]]] = {
    "text": text.run,
    "programs": programs.run,
    "app": app.run,
    "questions": questions.run,
    "speech": speech.run,
    "watch": watch_cost.run,
    "album": album.run,
    "video": video.run,
    "likeness": likeness.run,
    "seeking": seeking.run,
    "watching": watching.run,
    "camera": camera.run,
}


def main() -> None:
    """Print one JSON object a figure."""
    names = [name for name in sys.argv[1:] if name != "--json"]  # nothing else is printed
    for name in names or PARTS:
        for figure in PARTS[name]():
            print(json.dumps({"part": name} | figure), flush=True)


if __name__ == "__main__":
    main()
