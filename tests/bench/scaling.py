"""How time and memory grow with pixels, tree nodes, words and icons, from few to very many; where it gets too slow.

Each size is described, and asked about, in a process of its own, so that its peak of memory is its own. Models are
loaded before the clock starts.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from typing import Any

from assistant.desktop.desk import Desk
from assistant.limits import TREE_NODES
from assistant.pipelines.defaults import Sight
from assistant.pipelines.request import Request
from assistant.types import Asked, Final, Frame, Partial, Target, TreeSnapshot
from models.cancel import CancelToken
from tests.bench import scaling_worlds as worlds
from tests.helpers.app import ROOT
from tests.helpers.desktop import desktop, wait_for

SIZES: Mapping[str, Sequence[int]] = {
    "monitors": (1, 2, 4, 8, 16),
    "nodes": (10, 100, 1_000, 5_000, 20_000),
    "words": (0, 100, 500, 1_000, 2_000, 5_000),
    "icons in the tree": (1, 10, 50, 100, 200),
    "icons in the pixels": (1, 10, 50, 100, 200),
}
_MAKE: Mapping[str, Callable[[int], tuple[Frame, TreeSnapshot]]] = {
    "monitors": worlds.monitors,
    "nodes": worlds.nodes,
    "words": worlds.words,
    "icons in the tree": lambda count: worlds.icons(count, tree=True),
    "icons in the pixels": lambda count: worlds.icons(count, tree=False),
}
SECONDS, MEGABYTES = 5.0, 1500.0
"""Until all is described, and at the peak: more is not usable. The first words come long before."""
_TRIES = 3  # a program may still be laying itself out


def run(*, sizes: int | None = None) -> Iterator[dict[str, Any]]:
    """A figure a size, then where each stops being usable. `sizes`: only so many of each."""
    for what, counts in SIZES.items():
        found = []
        for count in counts[:sizes]:
            found.append({"what": what, "size": count} | _measured(what, count))
            yield found[-1]
        yield {"figure": f"{what}: usable", **usable(found)}
    whole = 0
    for each in _real_trees([count for count in SIZES["nodes"] if count <= TREE_NODES][:sizes]):
        yield each
        whole = each["size"] if each["whole"] else whole
    yield {"figure": "real trees: usable", "up to": whole, "most that is read": TREE_NODES}


def usable(found: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The largest size that keeps both limits, with all below it, or 0; the first that does not, and why."""
    up_to = 0
    for each in found:
        slow, large = each["described, s"] > SECONDS, each["peak, MB"] > MEGABYTES
        if slow or large:
            why = " and ".join(["too slow"] * slow + ["too much memory"] * large)
            return {"up to": up_to, "no longer at": each["size"], "because": why}
        up_to = each["size"]
    return {"up to": up_to, "no longer at": None, "because": "the largest tried is"}


def _measured(what: str, count: int) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.bench.scaling", what, str(count)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if ended.returncode:
        raise RuntimeError(f"{what}, {count}: {ended.stderr.strip().splitlines()[-1]}")
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


def measure(what: str, count: int) -> dict[str, Any]:
    """In this process: until the first words, until all is described, until a question is answered; the peak."""
    frame, trees = _MAKE[what](count)
    sight = Sight()
    describer, asker, cancel = sight.describer, sight.new_asker(), CancelToken()
    small, tree = worlds.little()
    list(describer.run(Request(1, small), lambda _: tree, cancel=cancel))  # loads the models
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    first, began, used = None, time.perf_counter(), time.process_time()
    for update in describer.run(Request(2, frame), lambda _: trees, cancel=cancel):
        if first is None and isinstance(update, Partial):
            first = time.perf_counter() - began
    described, used = time.perf_counter() - began, time.process_time() - used
    assert isinstance(update, Final)
    text = update.description.text
    began = time.perf_counter()
    request = Request(3, frame, mode="ask")
    *_, answer = asker.run(request, lambda _: trees, lambda _: Asked("where is the Save button"), cancel=cancel)
    assert isinstance(answer, Final)
    return {
        "first words, s": round(first if first is not None else described, 3),
        "described, s": round(described, 2),
        "processor, s": round(used, 2),
        "a question, s": round(time.perf_counter() - began, 2),
        "words said": len(text.split()),
        "peak, MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "before, MB": round(before),
    }


def _real_trees(counts: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Reading the tree of a real Qt window, the best of some tries: the time, and how many nodes of it were read before
    the limits."""
    with desktop(sound=False) as screen:
        (screen.folder / "tree.py").write_text(worlds.TREE_WINDOW)
        before = dict(os.environ)
        os.environ.update(screen.env)
        try:
            for count in counts:
                process = screen.start(sys.executable, str(screen.folder / "tree.py"), str(count))
                screen.run(["xdotool", "windowactivate", "--sync", screen.wait_for_window("Tree", timeout=120)])
                wait_for(lambda: _read_tree()["nodes read"], timeout=60, why="the tree")
                tries = [_read_tree() for _ in range(_TRIES)]
                best = max(tries, key=lambda each: (each["nodes read"], -each["seconds"]))
                yield {"figure": "a real tree read", "size": count} | best
                process.kill()
                process.wait(10)
                wait_for(lambda: not screen.run(["wmctrl", "-l"], check=False).stdout.strip(), why="the window to go")
        finally:
            os.environ.clear()
            os.environ.update(before)


def _read_tree() -> dict[str, Any]:
    with closing(Desk.open()) as desk:
        look = desk.look(Target.WINDOW)
        began = time.perf_counter()
        active = desk.trees(look, cancel=CancelToken()).active
    seconds = time.perf_counter() - began
    root = active.root if active is not None else None
    count = sum(1 for _ in root.walk()) if root is not None else 0
    whole = active is not None and root is not None and active.complete
    return {"seconds": round(seconds, 2), "nodes read": count, "whole": whole}


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1], int(sys.argv[2]))))
