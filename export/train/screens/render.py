"""Renders labelled windows: `python -m export.train.screens.render OUT --count N`, half by Qt, half by Chromium.

Pictures are kept as the captioner sees them, squeezed to a square; their labels stay in pixels of the window.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from export.train.screens.labels import ROLES, Element, Window
from export.train.screens.store import Sample, squeezed, write

_EACH = 150  # windows of one process, which is then ended: Qt and Chromium grow
_BROWSER = ("--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking", "--disable-sync",
            "--no-first-run", "--disable-component-update")  # fmt: skip
_PLACES = """() => [...document.querySelectorAll('[data-role]')].map(e => {
  let r = e.getBoundingClientRect(), l = r.left, t = r.top, R = r.right, b = r.bottom;
  for (let p = e.parentElement; p && p !== document.documentElement; p = p.parentElement) {
    if (getComputedStyle(p).overflow !== 'visible' && p !== document.body) {
      let q = p.getBoundingClientRect();
      l = Math.max(l, q.left); t = Math.max(t, q.top); R = Math.min(R, q.right); b = Math.min(b, q.bottom);
    }
  }
  const over = document.elementFromPoint((l + R) / 2, (t + b) / 2);
  const dialog = over && over.closest('[data-role=dialog], [data-over]');
  return [e.dataset.role, l, t, R, b, !!dialog && !dialog.contains(e) && !e.contains(dialog)];
})"""


def by_qt(count: int, seed: int) -> list[Sample]:
    """Windows of Qt. In a process of its own: it makes a QApplication."""
    import os

    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    from export.train.screens import qt_windows

    app = QApplication.instance() or QApplication([])
    rng = random.Random(f"qt {seed}")
    made = []
    for at in range(count):
        window = qt_windows.build(qt_windows.QT_KINDS[(seed * count + at) % len(qt_windows.QT_KINDS)], rng)
        pixels = _decoded(qt_windows.picture(window))
        made.append(_sample(window.label(), pixels, rng))
        window.widget.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()
    return made


def by_chromium(count: int, seed: int) -> list[Sample]:
    """Pages of Chromium, some with a drawn browser or window frame around them."""
    from playwright.sync_api import sync_playwright

    from export.train.screens import pages

    rng = random.Random(f"web {seed}")
    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(_BROWSER))
        tab = browser.new_page()
        for at in range(count):
            kind = pages.WEB_KINDS[(seed * count + at) % len(pages.WEB_KINDS)]
            width, height = rng.randint(480, 1600), rng.randint(340, 1000)
            if kind in ("message", "login", "calculator") and rng.random() < 0.6:
                width, height = rng.randint(380, 800), rng.randint(320, 640)
            tab.set_viewport_size({"width": width, "height": height})
            tab.set_content(pages.page(kind, rng))
            if rng.random() < 0.15:
                tab.evaluate(f"window.scrollTo(0, {rng.randint(50, 600)})")
            found = tab.evaluate(_PLACES)
            states = frozenset((tab.evaluate("document.documentElement.dataset.states") or "").split())
            window = Window(kind, tuple(_elements(found, width, height)), states)
            made.append(_sample(window, _decoded(tab.screenshot()), rng))
        browser.close()
    return made


def _elements(found: Sequence[Any], width: int, height: int) -> Iterator[Element]:
    for role, left, top, right, bottom, covered in found:
        place = (max(0, round(left)), max(0, round(top)), min(width, round(right)), min(height, round(bottom)))
        wide, tall = place[2] - place[0], place[3] - place[1]
        if covered or role not in ROLES or min(wide, tall) < 6 or (role == "picture" and min(wide, tall) < 40):
            continue
        yield Element(role, place)


def _decoded(png: bytes) -> np.ndarray:
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB"))


def _sample(window: Window, pixels: np.ndarray, rng: random.Random) -> Sample:
    return Sample(squeezed(pixels), (pixels.shape[1], pixels.shape[0]), window, rng.randrange(1 << 30))


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=12000)
    parser.add_argument("--by", choices=("qt", "chromium"), help="one of the two alone")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--processes", type=int, default=2)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    makers = [maker for maker in (by_qt, by_chromium) if asked.by in (None, maker.__name__[3:])]
    each = min(_EACH, max(1, asked.count // len(makers)))
    jobs = [(maker, at) for at in range(max(1, asked.count // len(makers) // each)) for maker in makers]
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        running = {
            (maker.__name__, at): pool.submit(maker, each, asked.seed * 1000 + at)
            for maker, at in jobs
            if not (asked.out / f"{maker.__name__[3:]}-{asked.seed * 1000 + at}.npz").exists()
        }
        for (name, at), job in running.items():
            path = asked.out / f"{name[3:]}-{asked.seed * 1000 + at}.npz"
            try:
                write(path, job.result())
            except Exception as error:  # noqa: BLE001  (a lot that fails is told of and left out)
                print(f"{path.name}: {error}", file=sys.stderr)
                continue
            print(json.dumps({"file": path.name, "windows": each}), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
