"""What the app and all that it started hold, read from /proc and from the X server; and whether that grew."""

from __future__ import annotations

import os
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from Xlib.display import Display

MEMORY = ("app own", "app pss", "engine own", "engine pss")
"""MB. Judged is what is the process's own: whether pages of libraries are shared depends on what else runs."""
COUNTS = ("threads", "engine threads", "files", "engine files", "shared memory", "children", "x windows", "temporary")
GROWTH = 0.05  # of a process's own memory
SLACK = {"threads": 4, "engine threads": 4, "files": 8, "engine files": 4, "x windows": 12, "shared memory": 4}
"""What may come and go: a lane or a watch that was just begun, a decoder's threads, a window with its pixels."""


def measure(app: int, *, folders: Sequence[Path], display: Display) -> dict[str, float]:
    """All figures. `app`: its process id; `folders`: where temporary files go."""
    family = descendants(app)
    engines = [pid for pid in family if _state(pid) != "Z" and b"assistant.engine.server" in _read(pid, "cmdline")]
    engine = engines[0] if engines else 0
    found: dict[str, float] = {}
    for name, pid in (("app", app), ("engine", engine)):
        rollup = _rollup(pid)
        found[f"{name} own"] = round((rollup.get("Anonymous", 0) + rollup.get("Swap", 0)) / 1024, 1)
        found[f"{name} pss"] = round(rollup.get("Pss", 0) / 1024, 1)
        found[f"{name} rss"] = round(rollup.get("Rss", 0) / 1024, 1)
        prefix = "" if name == "app" else "engine "
        found[f"{prefix}threads"] = _count(pid, "task")
        found[f"{prefix}files"] = _count(pid, "fd")
    found["children"] = len(family)
    found["zombies"] = sum(_state(pid) == "Z" for pid in family)
    found["shared memory"] = len(shared_memory([app, *family]))
    found["temporary"] = sum(1 for folder in folders for _ in folder.rglob("*"))
    found["x windows"] = len(_windows(display))
    found["engine pid"] = engine
    return found


def descendants(pid: int) -> list[int]:
    """Process ids of the children and their children."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            children = [int(number) for number in task.read_text().split()]
        except OSError:
            continue
        for child in children:
            found += [child, *descendants(child)]
    return found


def is_there(pid: int) -> bool:
    """Whether a process runs or waits to be reaped."""
    return Path(f"/proc/{pid}").exists()


def shared_memory(pids: Sequence[int]) -> set[str]:
    """What these processes have mapped of /dev/shm and of System V's shared memory, and what they made there that is
    left, even if they have ended."""
    found = set()
    for pid in pids:
        for line in _read(pid, "maps").decode(errors="replace").splitlines():
            _, _, _, _, inode, *name = line.split(maxsplit=5)
            if name and name[0].startswith("/dev/shm/"):
                found.add(name[0])
            elif name and name[0].startswith("/SYSV"):
                found.add(f"System V {inode}")
    for entry in Path("/dev/shm").glob("*"):
        if any(str(pid) in entry.name for pid in pids):
            found.add(str(entry))
    for line in Path("/proc/sysvipc/shm").read_text().splitlines()[1:]:
        _key, number, _mode, _size, creator, *_ = line.split()
        if int(creator) in pids:
            found.add(f"System V {number}")
    return found


def judge(samples: Sequence[Mapping[str, float]], *, warm: int, span: int) -> dict[str, Any]:
    """Medians of the `span` requests after the first `warm` and of the last `span`, and what grew too much."""
    last = samples[-1]["request"]
    early = [each for each in samples if warm < each["request"] <= warm + span]
    late = [each for each in samples if each["request"] > max(last - span, warm + span)]
    problems = [f"{each['zombies']} zombies at {each['request']}" for each in samples if each["zombies"]]
    figures: dict[str, Any] = {}
    if not early or not late:
        return {"figures": figures, "problems": [*problems, "too few requests to judge growth"]}
    for name in (*MEMORY, *COUNTS):
        before, after = (statistics.median(each[name] for each in part) for part in (early, late))
        grown = after / before - 1 if before else 0.0
        figures[name] = {"early": before, "late": after, "growth": round(grown, 4)}
        if name in MEMORY and name.endswith("own") and grown > GROWTH:
            problems.append(f"{name}: {before} to {after} MB")
        if name in COUNTS and after - before > SLACK.get(name, 0):
            problems.append(f"{name}: {before} to {after}")
    return {"figures": figures, "problems": problems}


def _windows(display: Display) -> list[int]:
    """Every window of the server."""
    found, waiting = [], [display.screen().root]
    while waiting:
        window = waiting.pop()
        try:
            children = window.query_tree().children
        except Exception:  # noqa: BLE001  it was closed meanwhile; Xlib raises what its wire says
            continue
        found += [child.id for child in children]
        waiting += children
    return found


def _rollup(pid: int) -> dict[str, int]:
    lines = [line.split() for line in _read(pid, "smaps_rollup").decode().splitlines()[1:]]
    return {parts[0].rstrip(":"): int(parts[1]) for parts in lines}


def _count(pid: int, folder: str) -> int:
    try:
        return len(os.listdir(f"/proc/{pid}/{folder}"))
    except OSError:
        return 0


def _state(pid: int) -> str:
    return _read(pid, "stat").decode(errors="replace").rpartition(") ")[2][:1]


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return b""  # it has ended
