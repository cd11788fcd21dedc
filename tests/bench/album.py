"""Folders of pictures: how fast they are described, and what 10,000 of them cost.

For the 10,000, and the 1,000 before them, a stand-in describes: the pictures are a few pixels large, and the words come
from a list. All else is real: the walk, the hashes, the index, the search.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.album.duplicates import duplicates
from assistant.album.export import write_csv, write_html, write_json
from assistant.album.facts import Facts
from assistant.album.index import Index
from assistant.album.picture import Described, Told
from assistant.album.search import find
from assistant.album.work import Done, update
from assistant.album.worker import Worker
from models.cancel import CancelToken
from tests.helpers.album import write_shapes, write_text

_STUB = "a stand-in"
_STARTS, _ENDS = "re ta lo mi ka su ne po vi du", "ceipt ble mon ter nal den ver sto"
_WORDS = [
    f"{a}{b}" for a in "re ta lo mi ka su ne po vi du".split() for b in "ceipt ble mon ter nal den ver sto".split()
]
_QUERIES = (
    "receipt table", "receipt", "r", "re ta", "tamon kaden sunal", "july", "png", "unicorn", "lover minal dusto",
    "a b c",
)  # fmt: skip


def megabytes(pid: int | None = None) -> float:
    """Resident memory of a process, of this one by default."""
    status = Path(f"/proc/{pid or os.getpid()}/status").read_text()
    return round(int(status.split("VmRSS:")[1].split()[0]) / 1024, 1)


class _Stub:
    """Sixty words a picture, as a page of text has."""

    def __init__(self) -> None:
        self._random = random.Random(1)

    def __call__(self, path: Path, *, place: bool, only_facts: bool, cancel: CancelToken) -> Described:
        text = " ".join(self._random.choices(_WORDS, k=60))
        bits = self._random.getrandbits(64) - 2**63
        return Described(Facts(), 8, 8, text, (Told(text, "text", 0.9),), text, fingerprint=bits)


def run(*, each: int = 150, large: int = 10, many: tuple[int, int] = (1_000, 10_000)) -> Iterator[dict[str, Any]]:
    """Describing for real, `each` small pictures of two kinds and `large` ones of two; then memory, the second run,
    search, copies and exports with many pictures."""
    yield from _real(each, large)
    with tempfile.TemporaryDirectory() as folder:
        yield from _many(Path(folder), many)


def _real(each: int, large: int) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "root"
        _write_pictures(root, each, large)
        began = time.perf_counter()
        times: dict[str, list[float]] = {}
        memory: dict[str, float] = {}
        worker = Worker()
        with Index(Path(name) / "index.sqlite", root=root) as index:
            for outcome in update(index, worker, cancel=CancelToken()):
                now = time.perf_counter()
                if isinstance(outcome, Done):
                    kind = outcome.path.split("/")[0]
                    times.setdefault(kind, []).append(now - began)
                    if outcome.number % 100 == 0:
                        memory[f"after {outcome.number}"] = megabytes(worker.pid)
                began = now
        memory["at the end"] = megabytes(worker.pid)
        worker.close()
    for kind, seconds in times.items():
        yield {
            "summary": f"describing, {kind}",
            "pictures": len(seconds),
            "median seconds": round(statistics.median(seconds), 3),
            "a second": round(len(seconds) / sum(seconds), 1),
        }
    yield {"summary": "memory of the process that describes", "MB": memory}


def _write_pictures(root: Path, count: int, large: int) -> None:
    from PIL import Image, ImageDraw, ImageFont

    pick = random.Random(1)
    for kind in ("a line of text", "shapes", "pages of text", "photos of 12 megapixels"):
        (root / kind).mkdir(parents=True)
    for number in range(count):
        write_text(root / "a line of text" / f"{number:03}.png", f"Table {number}", size=(320 + number, 120))
        write_shapes(root / "shapes" / f"{number:03}.png", number)
    font = ImageFont.truetype("DejaVuSans.ttf", 24)
    for number in range(large):
        page = Image.new("RGB", (1240, 1754), "white")
        for line in range(40):
            words = " ".join(pick.choices(_WORDS, k=10))
            ImageDraw.Draw(page).text((100, 80 + 40 * line), words, "black", font)
        page.save(root / "pages of text" / f"{number}.png")
        soft = Image.frombytes("RGB", (8, 6), pick.randbytes(144)).resize((4000, 3000), Image.Resampling.BICUBIC)
        ImageDraw.Draw(soft).ellipse((500, 500, 2000, 2400), fill="orange")
        soft.save(root / "photos of 12 megapixels" / f"{number}.jpg")


def _many(base: Path, counts: tuple[int, int]) -> Iterator[dict[str, Any]]:
    root = base / "root"
    cancel = CancelToken()
    stub = _Stub()
    memory: list[float] = []
    with Index(base / "index.sqlite", root=root) as index:
        for count in counts:
            for number in range(count):
                path = root / f"{number // 500:02}" / f"{number:05}.png"
                if not path.exists():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(b"picture %d" % number)
            began = time.perf_counter()
            done = sum(isinstance(each, Done) for each in update(index, stub, cancel=cancel))
            seconds = time.perf_counter() - began
            memory.append(megabytes())
            yield {
                "summary": f"{'fewer' if count < counts[1] else 'many'} indexed",
                "described by": _STUB,
                "pictures": count,
                "new": done,
                "seconds": round(seconds, 2),
                "MB of this process": memory[-1],
                "times the memory of the fewer": round(memory[-1] / memory[0], 3),
            }
    began = time.perf_counter()
    with Index(base / "index.sqlite", root=root) as index:
        changed = len(list(update(index, stub, cancel=cancel))) - 1
    yield {"summary": "second run over the many", "changed": changed, "seconds": _since(began)}
    with Index(base / "index.sqlite", root=root) as index:
        took = []
        for query in _QUERIES * 5:
            began = time.perf_counter()
            for id in find(index, query)[:20]:
                index.entry(id)
            took.append(1000 * (time.perf_counter() - began))
        yield {
            "summary": "search in the many, with the first 20 read",
            "median ms": round(statistics.median(took), 1),
            "max ms": round(max(took), 1),
            "found by the widest": max(len(find(index, query)) for query in _QUERIES),
        }
        for name, write in (("csv", write_csv), ("json", write_json), ("html", write_html)):
            began = time.perf_counter()
            write(index, base / f"out.{name}")
            yield {
                "summary": f"{name} of the many",
                "seconds": _since(began),
                "MB of this process": megabytes(),
            }
        began = time.perf_counter()
        groups = len(duplicates(index))
        yield {
            "summary": "those that look alike among the many",
            "groups": groups,
            "seconds": _since(began),
        }


def _since(began: float) -> float:
    return round(time.perf_counter() - began, 2)
