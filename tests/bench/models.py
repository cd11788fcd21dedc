"""Models of realistic size with random weights, beside PyTorch eager with its KV cache; the same threads.

Needs the extra `export`. Each measurement runs in a process of its own; the peak is that process's. Random weights
exaggerate how often quantised models choose another token. Times are the best of some rounds: the others measure what
else the machine did.
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
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.bench.checkpoints import KINDS
from tests.bench.figures import spread
from tests.bench.parts import needs_torch

_THREADS = 2
_TOKENS = 20
_SHORT = 5  # as answers to questions are
_ROUNDS = 5
_PRECISIONS = ("none", "int8", "q4")


def run(which: tuple[str, ...] = tuple(KINDS)) -> Iterator[dict[str, Any]]:
    """For each model: PyTorch and every precision turn by turn in one process; then each alone, for load and memory."""
    needs_torch()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(os.environ.get("LOOKALOUD_BENCH_DIR", folder))  # where set, what was made is used again
        place.mkdir(parents=True, exist_ok=True)
        for name in which:
            checkpoint = place / name
            if not checkpoint.exists():
                _call("make", name, str(checkpoint))
            outs = {precision: place / f"{name}-{precision}" for precision in _PRECISIONS}
            for precision, out in outs.items():
                if not out.exists():
                    yield {"model": name, **_call("export", name, str(checkpoint), str(out), precision)}
            figures = _call("together", name, str(checkpoint), *(str(out) for out in outs.values()))
            for by, timed in figures.items():
                more = _call("alone", name, str(outs[by])) if by in outs else _call("torch", name, str(checkpoint))
                yield {"model": name, "by": by, **timed, **more}


def _call(*arguments: str) -> dict[str, Any]:
    environment = {**os.environ, "HF_HUB_OFFLINE": "1", "OMP_NUM_THREADS": str(_THREADS)}
    command = [sys.executable, "-m", "tests.bench.models", *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if ended.returncode:
        raise RuntimeError(ended.stderr[-2000:])
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def _make(name: str, path: Path) -> dict[str, Any]:
    KINDS[name].make(path)
    return {}


def _load_torch(name: str, path: Path) -> tuple[Callable[[int], None], Callable[[], None]]:
    """PyTorch: answer with so many tokens; encode."""
    import torch

    from export.loading import options
    from export.recipe import recipe_for

    torch.set_num_threads(_THREADS)
    kind = KINDS[name]
    recipe = recipe_for((kind.architecture,), kind.task)
    checkpoint = recipe.load(path, options(path, allow_pickle=False))

    def answer(count: int) -> None:
        recipe.reference(checkpoint, kind.case(count))

    def encode() -> None:
        with torch.no_grad():
            kind.encode(checkpoint, kind.case(1))

    return answer, encode


def _load_ours(name: str, path: Path) -> tuple[Any, Callable[..., None], Callable[[], None]]:
    """The model; answer with so many tokens, as a first question or `again`; encode."""
    from models.cancel import CancelToken
    from models.devices import CPU, Devices
    from models.folder import read_folder
    from models.registry import open_model

    kind = KINDS[name]
    model: Any = open_model(read_folder(path), Devices(use=CPU, threads=_THREADS))

    def answer(count: int, *, again: bool = False) -> None:
        case = kind.case(count)
        if kind.asks and not again:
            model._cache.clear()
        if again and case.text:
            case = replace(case, text="how many are there?")
        model.prove(case, cancel=CancelToken())

    def encode() -> None:
        case = kind.case(1)
        if case.samples is not None:  # with the one step that tells silence from speech
            model._listener.listen(case.samples, case.text, cancel=CancelToken())
        else:
            model._network.encode(case.image, cancel=CancelToken())

    return model, answer, encode


def _together(name: str, checkpoint: Path, *outs: Path) -> dict[str, Any]:
    """Turn by turn, so that what else the machine does falls on all alike."""
    works: dict[str, dict[str, Callable[[], None]]] = {}
    torch_answer, torch_encode = _load_torch(name, checkpoint)
    works["PyTorch eager"] = {
        "encoder": torch_encode,
        "first token": lambda: torch_answer(1),
        "total": lambda: torch_answer(_TOKENS),
    }
    for precision, out in zip(_PRECISIONS, outs, strict=True):
        _, answer, encode = _load_ours(name, out)
        works[precision] = {
            "encoder": encode,
            "first token": lambda answer=answer: answer(1),  # type: ignore[misc]
            "total": lambda answer=answer: answer(_TOKENS),  # type: ignore[misc]
        }
        if KINDS[name].asks:
            works[precision] |= {
                "short answer": lambda answer=answer: answer(_SHORT),  # type: ignore[misc]
                "second question": lambda answer=answer: answer(_TOKENS, again=True),  # type: ignore[misc]
                "short second answer": lambda answer=answer: answer(_SHORT, again=True),  # type: ignore[misc]
            }
    best: dict[str, dict[str, float]] = {by: {} for by in works}
    for turn in range(_ROUNDS + 1):  # the first warms up
        for by, parts in works.items():
            for part, work in parts.items():
                began = time.perf_counter()
                work()
                took = (time.perf_counter() - began) * 1e3
                best[by][part] = took if turn < 2 else min(best[by][part], took)
    found: dict[str, Any] = {}
    for by, times in best.items():
        row: dict[str, Any] = {f"{part}, ms": round(took) for part, took in times.items()}
        row["a token, ms"] = round((times["total"] - times["first token"]) / (_TOKENS - 1), 1)
        row["times as fast as PyTorch"] = round(best["PyTorch eager"]["total"] / times["total"], 2)
        if "second question" in times:
            row["first over second question"] = round(times["total"] / times["second question"], 2)
            row["the same, short answers"] = round(times["short answer"] / times["short second answer"], 2)
        found[by] = row
    return found


def _torch(name: str, checkpoint: Path) -> dict[str, Any]:
    began = time.perf_counter()
    answer, _ = _load_torch(name, checkpoint)
    load = time.perf_counter() - began
    answer(_TOKENS)
    return {"load, ms": round(load * 1e3), "peak, MB": _peak()}


def _export(name: str, checkpoint: Path, out: Path, precision: Any) -> dict[str, Any]:
    from export.pipeline import Request, export

    began = time.perf_counter()
    task = KINDS[name].task
    report = export(Request(checkpoint=checkpoint, out=out, task=task, quantisation=precision, limit=0.0, cases=1))
    parity = report.manifest.export.parity
    return {
        "exported": precision,
        "seconds": round(time.perf_counter() - began),
        "tokens equal": f"{parity.equal} of {parity.compared}" if parity else "",
    }


def _alone(name: str, path: Path) -> dict[str, Any]:
    for file in path.iterdir():
        with file.open("rb") as source:  # into the disk's cache: what is measured is loading, not the disk
            while source.read(1 << 20):
                pass
    began = time.perf_counter()
    model, answer, _ = _load_ours(name, path)
    load = time.perf_counter() - began
    began = time.perf_counter()
    answer(_TOKENS)
    took, peak = time.perf_counter() - began, _peak()
    heard = [_cancelled(name, model, share * took) for share in (0.1, 0.3, 0.6, 0.9)]
    return {
        "load, ms": round(load * 1e3),
        "megabytes": round(sum(file.stat().st_size for file in path.iterdir()) / 1e6),
        "peak, MB": peak,
        "cancelled after": spread([each for each in heard if each is not None]),
    }


def _cancelled(name: str, model: Any, seconds: float) -> float | None:
    """Milliseconds from a cancel, so long after the start, until the model has stopped."""
    from models.cancel import CancelToken
    from models.errors import Cancelled

    cancel, set_at = CancelToken(), [0.0]

    def stop() -> None:
        set_at[0] = time.perf_counter()
        cancel.cancel()

    timer = threading.Timer(seconds, stop)
    if KINDS[name].asks:
        model._cache.clear()
    timer.start()
    try:
        model.prove(KINDS[name].case(_TOKENS * 4), cancel=cancel)
    except Cancelled:
        return (time.perf_counter() - set_at[0]) * 1e3
    finally:
        timer.join()
    return None


def _peak() -> int:
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


_PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "make": _make,
    "export": _export,
    "together": _together,
    "torch": _torch,
    "alone": _alone,
}


if __name__ == "__main__":
    part, *rest = sys.argv[1:] or ["all"]
    if part in _PARTS:
        given = [Path(each) if each.startswith("/") else each for each in rest]
        print(json.dumps(_PARTS[part](*given)))
    else:
        for figure in run(tuple(sys.argv[1:]) or tuple(KINDS)):
            print(json.dumps(figure), flush=True)
