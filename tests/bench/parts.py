"""The parts of the bench. Each is a generator of figures in a module of its own, imported when it is run."""

from __future__ import annotations

import importlib
import importlib.util
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Scale = Literal["full", "usual", "quick"]


@dataclass(frozen=True, slots=True)
class Part:
    """`call`: module and function under tests.bench; without arguments it measures all that it can. `usual`: its
    arguments in an ordinary run, so that all parts together take less than 20 minutes. `quick`: in a smoke run, whose
    figures only show that it works. `python`: the variable that names the Python of another environment."""

    call: str
    about: str
    usual: Mapping[str, Any] = field(default_factory=dict)
    quick: Mapping[str, Any] = field(default_factory=dict)
    python: str = ""

    def figures(self, scale: Scale = "usual") -> Iterator[dict[str, Any]]:
        """Run it in this process. Raises NotHere where this machine lacks something, and whatever fails in it."""
        module, _, function = self.call.partition(":")
        run = getattr(importlib.import_module(f"tests.bench.{module}"), function or "run")
        yield from run(**{"full": {}, "usual": self.usual, "quick": self.quick}[scale])

    def executable(self) -> str:
        """The Python that runs it."""
        return os.environ.get(self.python, sys.executable) if self.python else sys.executable


EXPORT = "LOOKALOUD_EXPORT_PYTHON"
OPTIMUM = "LOOKALOUD_OPTIMUM_PYTHON"

PARTS: Mapping[str, Part] = {
    "text": Part("text", "reading pixels, beside RapidOCR's defaults and tesseract", quick={"most": 1}),
    "programs": Part("programs", "reading six real windows, beside ocrdesktop's way", quick={"most": 1}),
    "builtin": Part("builtin", "the models that come in the box: size, time, decoding", quick={"rounds": 2}),
    "start": Part("start", "starting the app, the engine and the command line", {"rounds": 3}, {"rounds": 1}),
    "app": Part("app", "key to speech, stop to silence, descriptions", quick={"times": 3, "most": 1}),
    "memory": Part("memory", "at rest, at peak, and its growth over some hundred requests", quick={"requests": 30}),
    "orca": Part("orca", "Orca's time to speak a focus change, beside ours", {"times": 10}, {"times": 3}),
    "questions": Part("questions.run", "the question set", {"step": 2}, {"most": 3}),
    "speech": Part(
        "speech", "spoken questions, from microphone to sink", {"asked": 6, "rounds": 1},
        {"most": 2, "asked": 2, "rounds": 1},
    ),
    "watch": Part("watch_cost", "what watching costs while nothing changes", {"seconds": 10.0}, {"seconds": 3.0}),
    "watching": Part("watching", "new lines told once, and what a look costs", {"most": 2}, {"most": 1}),
    "album": Part(
        "album", "folders of pictures", {"each": 30, "large": 1}, {"each": 2, "large": 1, "many": (100, 300)},
    ),
    "video": Part("video", "shots of videos", {"most": 24, "tuned": False, "long": False}, {"most": 2, "long": False}),
    "likeness": Part("likeness", "comparing two pictures", {"count": 6}, {"count": 4}),
    "seeking": Part("seeking", "finding with the camera", {"step": 5}, {"step": 12}),
    "camera": Part(
        "camera", "guidance and pages", {"pages": 48, "empty": 48, "each": 5, "texts": 5},
        {"pages": 12, "empty": 12, "each": 2, "texts": 2},
    ),
    "scaling": Part("scaling", "pixels, tree nodes, words and icons, from few to very many", quick={"sizes": 1}),
    "evaluate": Part("builtin:evaluated", "the built-in models on data they never saw"),
    "models": Part(
        "models", "large models beside PyTorch's generate", {"which": ("blip-base", "vit-gpt2")},
        {"which": ("vit-gpt2",)}, EXPORT,
    ),
    "cold": Part("cold:figures", "the first caption of an engine that was just started", quick={"rounds": 2}),
    "optimum": Part("optimum:figures", "large models beside optimum-onnx", python=OPTIMUM),
    "matching": Part("matching:figures", "the joined score of image-text matching", {},
        {"steps": 20, "pictures": 40, "sets": 1}, EXPORT),
}  # fmt: skip


def needs_torch() -> None:
    """Raises NotHere where PyTorch is not installed in this environment."""
    from tests.bench.figures import NotHere

    if importlib.util.find_spec("torch") is None:
        raise NotHere(f"it needs the extra export (PyTorch): set {EXPORT} to the Python of an environment that has it")
