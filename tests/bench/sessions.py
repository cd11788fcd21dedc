"""What the session's options gain: threads, arena, graph optimisation, prepacked weights, spinning threads.

`python -m tests.bench.sessions FOLDER...`: a line for every model folder and setting, each measured in a process of
its own, so that its peak of memory is its own. `models.devices` has the winner as its defaults.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

_TOKENS = 20
_ROUNDS = 4
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "as shipped": {},
    "one thread": {"threads": 1},
    "four threads": {"threads": 4},
    "no arena": {"enable_cpu_mem_arena": False},
    "no memory pattern": {"enable_mem_pattern": False},
    "no graph optimisation": {"graph_optimization_level": "ORT_DISABLE_ALL"},
    "basic graph optimisation": {"graph_optimization_level": "ORT_ENABLE_BASIC"},
    "weights not prepacked": {"session.disable_prepacking": "1"},
    "threads do not spin": {"session.intra_op.allow_spinning": "0"},
    "denormals are zero": {"session.set_denormal_as_zero": "1"},
}


def run(folders: list[str]) -> Iterator[dict[str, Any]]:
    """A figure for each folder and setting; the settings turn by turn, so that noise meets all alike."""
    for folder in folders:
        best: dict[str, dict[str, Any]] = {}
        for _ in range(_ROUNDS):
            for name in SETTINGS:
                got = _call(folder, name)
                kept = best.setdefault(name, got)
                best[name] = {key: min(value, kept[key]) for key, value in got.items()}
        for name, figures in best.items():
            yield {"model": Path(folder).name, "setting": name, **figures}


def _call(*arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.sessions", "--one", *arguments], capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _opener(setting: Mapping[str, Any]) -> Any:
    """`models.devices`' own opener with some options changed."""
    import onnxruntime

    def open_(path: Path, provider: str, threads: int) -> Any:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = setting.get("threads", threads)
        options.inter_op_num_threads = 1
        options.log_severity_level = 4
        for name, value in setting.items():
            if name.startswith("session."):
                options.add_session_config_entry(name, value)
            elif name == "graph_optimization_level":
                options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, value)
            elif name != "threads":
                setattr(options, name, value)
        return onnxruntime.InferenceSession(str(path), options, providers=[provider])

    return open_


def _one(folder: str, name: str) -> dict[str, Any]:
    import resource

    import numpy as np

    from models.cancel import CancelToken
    from models.devices import CPU, Devices
    from models.folder import read_folder
    from models.proof import Case
    from models.registry import open_model

    setting = SETTINGS[name]
    devices = Devices(use=CPU, opener=_opener(setting)) if setting else Devices(use=CPU)
    image = np.random.default_rng(0).integers(0, 256, (480, 640, 3), dtype=np.uint8)
    case = Case(image=image, text="", new_tokens=_TOKENS)
    began = time.perf_counter()
    model = open_model(read_folder(Path(folder)), devices)
    loaded = time.perf_counter()
    model.prove(case, cancel=CancelToken())
    first = time.perf_counter()
    times = []
    for _ in range(2):
        model._cache.clear()
        start = time.perf_counter()
        model.prove(case, cancel=CancelToken())
        times.append(time.perf_counter() - start)
    return {
        "load, ms": round((loaded - began) * 1e3),
        "load and first answer, ms": round((first - began) * 1e3),
        "answer, ms": round(min(times) * 1e3),
        "peak, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        print(json.dumps(_one(*sys.argv[2:])))
    else:
        for figure in run(sys.argv[1:]):
            print(json.dumps(figure), flush=True)
