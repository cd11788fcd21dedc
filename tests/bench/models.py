"""Captioning models of realistic size with random weights, beside PyTorch eager with its KV cache; the same threads.

Needs the extra `export`. Each measurement runs in a process of its own; the peak is that process's. Random weights
exaggerate how often quantised models choose another token.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.figures import spread

_THREADS = 2
_TOKENS = 20
_ROUNDS = 5
_PRECISIONS = ("none", "int8", "q4")


def run(which: tuple[str, ...] = ("blip", "vit-gpt2")) -> Iterator[dict[str, Any]]:
    """For each model: PyTorch, then each precision with the ratio to it; then cancelling."""
    with tempfile.TemporaryDirectory(dir=os.environ.get("LOOKALOUD_BENCH_DIR")) as place:
        for name in which:
            checkpoint = Path(place) / name
            _call("make", name, str(checkpoint))
            torch = _call("torch", name, str(checkpoint))
            yield {"model": name, "by": "PyTorch eager", **torch}
            for precision in _PRECISIONS:
                out = Path(place) / f"{name}-{precision}"
                made = _call("export", str(checkpoint), str(out), precision)
                ours = _call("ours", str(out))
                yield {
                    "model": name,
                    "by": f"LookAloud {precision}",
                    **ours,
                    **made,
                    "times as fast as PyTorch, 20 tokens": round(torch["total_ms"] / ours["total_ms"], 2),
                    "times as fast as PyTorch, a token": round(torch["per_token_ms"] / ours["per_token_ms"], 2),
                }


def _call(*arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": str(_THREADS)}
    command = [sys.executable, "-m", "tests.bench.models", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _make(name: str, path: Path) -> dict[str, Any]:
    import torch
    import transformers as hub

    from export import tiny

    torch.manual_seed(0)
    path.mkdir()
    if name == "blip":
        text = {"vocab_size": 30524, "bos_token_id": 30522, "eos_token_id": 2, "sep_token_id": 102, "pad_token_id": 0}
        config = hub.BlipConfig(
            text_config={**text, "encoder_hidden_size": 768, "max_position_embeddings": 512}
            | {"hidden_size": 768, "num_hidden_layers": 12, "num_attention_heads": 12, "intermediate_size": 3072},
            vision_config={"image_size": 384},
        )
        tiny.save(
            path, hub.BlipForConditionalGeneration(config), hub.BlipProcessor(hub.BlipImageProcessorPil(), _words())
        )
        return {}
    config = hub.VisionEncoderDecoderConfig.from_encoder_decoder_configs(
        hub.ViTConfig(), hub.GPT2Config(add_cross_attention=True, is_decoder=True)
    )
    config.decoder_start_token_id = config.pad_token_id = config.eos_token_id = 50256
    model = hub.VisionEncoderDecoderModel(config=config)
    for rule in ("decoder_start_token_id", "pad_token_id", "eos_token_id"):
        setattr(model.generation_config, rule, 50256)
    tiny.save(path, model, tiny.byte_pairs(), hub.ViTImageProcessorPil())
    return {}


def _words() -> Any:
    from export import tiny

    return tiny.wordpiece("[DEC]", "[ENC]")


def _picture() -> Any:
    import numpy as np

    return np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)


def _torch(name: str, path: Path) -> dict[str, Any]:
    import torch

    from export.loading import options
    from export.recipe import recipe_for
    from models.proof import Case

    torch.set_num_threads(_THREADS)
    began = time.perf_counter()
    kind = "BlipForConditionalGeneration" if name == "blip" else "VisionEncoderDecoderModel"
    recipe = recipe_for((kind,), None)
    checkpoint = recipe.load(path, options(path, allow_pickle=False))
    load = time.perf_counter() - began

    def answer(count: int) -> None:
        recipe.reference(checkpoint, Case(image=_picture(), new_tokens=count))

    def encode() -> None:
        model = checkpoint.model.vision_model if name == "blip" else checkpoint.model.encoder
        with torch.no_grad():
            model(pixel_values=checkpoint.image_processor(images=_picture(), return_tensors="pt").pixel_values)

    return _timed(answer, encode) | {"load_ms": round(load * 1e3)}


def _export(checkpoint: Path, out: Path, precision: str) -> dict[str, Any]:
    from export.pipeline import Request, export

    began = time.perf_counter()
    report = export(Request(checkpoint=checkpoint, out=out, quantisation=precision, limit=0.0, cases=1))  # type: ignore[arg-type]
    parity = report.manifest.export.parity
    return {
        "export_s": round(time.perf_counter() - began),
        "megabytes": round(report.manifest.bytes / 1e6),
        "tokens equal": f"{parity.equal} of {parity.compared}" if parity else "",
    }


def _ours(path: Path) -> dict[str, Any]:
    began = time.perf_counter()
    from models.cancel import CancelToken
    from models.devices import CPU, Devices
    from models.errors import Cancelled
    from models.feature_cache import FeatureCache
    from models.folder import read_folder
    from models.proof import Case
    from models.registry import open_model

    model = open_model(read_folder(path), Devices(use=CPU, threads=_THREADS))
    load = time.perf_counter() - began
    case = Case(image=_picture())

    def answer(count: int, *, again: bool = False) -> None:
        if not again:
            model._cache = FeatureCache()
        model.prove(Case(image=case.image, new_tokens=count), cancel=CancelToken())

    def encode() -> None:
        model._network.encode(case.image, cancel=CancelToken())

    figures = _timed(answer, encode) | {"load_ms": round(load * 1e3)}
    second = _times(lambda: answer(_TOKENS, again=True))
    heard = []
    for part in (0.1, 0.3, 0.6, 0.9):  # of a whole answer: in the encoder, and in the steps after it
        cancel, set_at = CancelToken(), [0.0]

        def stop(cancel: CancelToken = cancel, set_at: list[float] = set_at) -> None:
            set_at[0] = time.perf_counter()
            cancel.cancel()

        timer = threading.Timer(part * figures["total_ms"] / 1e3, stop)
        model._cache = FeatureCache()
        timer.start()
        try:
            model.prove(Case(image=case.image, new_tokens=_TOKENS * 2), cancel=cancel)
        except Cancelled:
            heard.append((time.perf_counter() - set_at[0]) * 1e3)
        timer.join()
    return figures | {
        "second_question_ms": round(median(second) * 1e3),
        "first over second": round(figures["total_ms"] / (median(second) * 1e3), 2),
        "cancelled after": spread(heard),
    }


def _timed(answer: Callable[[int], None], encode: Callable[[], None]) -> dict[str, Any]:
    answer(2)
    encoder, first, total = _times(encode), _times(lambda: answer(1)), _times(lambda: answer(_TOKENS))
    per_token = (median(total) - median(first)) / (_TOKENS - 1)
    return {
        "encoder_ms": round(median(encoder) * 1e3),
        "first_token_ms": round(median(first) * 1e3),
        "per_token_ms": round(per_token * 1e3, 1),
        "total_ms": round(median(total) * 1e3),
        "peak_mb": _peak(),
    }


def _times(work: Callable[[], None]) -> list[float]:
    found = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        found.append(time.perf_counter() - began)
    return found


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


_PARTS: dict[str, Callable[..., dict[str, Any]]] = {"make": _make, "torch": _torch, "export": _export, "ours": _ours}


if __name__ == "__main__":
    part, *rest = sys.argv[1:] or ["all"]
    if part in _PARTS:
        given = [Path(each) if each.startswith("/") else each for each in rest]
        print(json.dumps(_PARTS[part](*given)))
    else:
        for figure in run(tuple(rest) or ("blip", "vit-gpt2")):
            print(json.dumps(figure), flush=True)
