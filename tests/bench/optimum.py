"""Beside optimum-onnx, the other way to run such checkpoints on ONNX Runtime: the same process, threads and turns.

It needs an older transformers, so an environment of its own, in which this file runs with its Python:

    python -m venv optimum-env
    optimum-env/bin/pip install torch==2.13.0
    optimum-env/bin/pip install 'optimum-onnx[onnxruntime]==0.1.0' msgspec pillow
    optimum-env/bin/python -m tests.bench.optimum KIND CHECKPOINT OUR-FOLDER...

KIND is `vision` (VisionEncoderDecoder) or `speech` (Whisper). Its own export is made beside CHECKPOINT once. Both sides
get what their preparation made, and answer with 20 tokens, greedily. Prints one JSON object for optimum and for each
folder.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.folder import read_folder
from models.proof import Case
from models.registry import open_model
from tests.bench.figures import NotHere
from tests.bench.parts import OPTIMUM

_THREADS = 2
_TOKENS = 20
_ROUNDS = 6
_MODELS = {"vit-gpt2": "vision", "whisper-base": "speech"}


def optimum(kind: str, checkpoint: Path) -> Callable[[], Any]:
    """optimum-onnx's answer to one input that is prepared already; exports first where that was not done yet."""
    import onnxruntime
    import torch
    from optimum.onnxruntime import ORTModelForSpeechSeq2Seq, ORTModelForVision2Seq

    made = checkpoint.with_name(f"{checkpoint.name}-optimum")
    which = ORTModelForVision2Seq if kind == "vision" else ORTModelForSpeechSeq2Seq
    if not made.exists():
        which.from_pretrained(checkpoint, export=True, use_cache=True).save_pretrained(made)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = _THREADS
    settings.inter_op_num_threads = 1
    model = which.from_pretrained(made, use_cache=True, session_options=settings, provider=CPU)
    shape = (1, 3, 224, 224) if kind == "vision" else (1, model.config.num_mel_bins, 3000)
    inputs = torch.from_numpy(np.random.default_rng(0).standard_normal(shape, np.float32))
    return lambda: model.generate(inputs, max_new_tokens=_TOKENS, min_new_tokens=_TOKENS, num_beams=1, do_sample=False)


def ours(kind: str, folder: Path) -> Callable[[], Any]:
    """Our answer, preparation and all; the picture's features are not kept from turn to turn."""
    random = np.random.default_rng(0)
    model: Any = open_model(read_folder(folder), Devices(use=CPU, threads=_THREADS))
    if kind == "vision":
        case = Case(image=random.integers(0, 256, (480, 640, 3), dtype=np.uint8), new_tokens=_TOKENS)
    else:
        case = Case(samples=random.standard_normal(480_000, np.float32) * np.float32(0.1), new_tokens=_TOKENS)

    def answer() -> None:
        if kind == "vision":
            model._cache.clear()
        model.prove(case, cancel=CancelToken())

    return answer


def figures() -> Iterator[dict[str, Any]]:
    """Beside the models that the bench of models made. Raises NotHere."""
    if importlib.util.find_spec("optimum") is None:
        raise NotHere(f"it needs an environment with optimum-onnx: set {OPTIMUM} to its Python, see the file")
    place = Path(os.environ.get("LOOKALOUD_BENCH_DIR", "."))
    made = {name: sorted(place.glob(f"{name}-*/manifest.json")) for name in _MODELS}
    if not any(made.values()):
        raise NotHere("it needs models: let the part `models` make them first, see LOOKALOUD_BENCH_DIR")
    for name, folders in made.items():
        if folders:
            for row in run(_MODELS[name], place / name, [str(each.parent) for each in folders]):
                yield {"model": name} | row


def run(kind: str, checkpoint: Path, folders: Sequence[str]) -> Iterator[dict[str, Any]]:
    """A figure for optimum and one for each folder."""
    works = {"optimum-onnx": optimum(kind, checkpoint)} | {each: ours(kind, Path(each)) for each in folders}
    best: dict[str, float] = {}
    for turn in range(_ROUNDS + 1):  # the first warms up
        for by, work in works.items():
            began = time.perf_counter()
            work()
            took = (time.perf_counter() - began) * 1e3
            best[by] = took if turn < 2 else min(best[by], took)
    for by, took in best.items():
        ratio = round(best["optimum-onnx"] / took, 2)
        yield {"by": Path(by).name, "total, ms": round(took), "times as fast as optimum-onnx": ratio}


if __name__ == "__main__":
    for figure in run(sys.argv[1], Path(sys.argv[2]), sys.argv[3:]):
        print(json.dumps(figure), flush=True)
