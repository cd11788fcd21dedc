"""Runs the soak; ends with 0 where nothing grew, nothing was left, and every answer came."""

from __future__ import annotations

import argparse
import collections
import json
import logging
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from typing import Any

from assistant.actions import Action
from tests.helpers.desktop import wait_for
from tests.soak.figures import descendants, is_there, judge, measure, shared_memory
from tests.soak.requests import KINDS, Request
from tests.soak.session import FORECAST, Session, soaking

log = logging.getLogger(__name__)

EVERY = 25  # requests between samples
CHECKED_EVERY = 100  # requests between checks that it still answers rightly
SPAN = 200  # requests that do not count at first, and over which a median is taken; a quarter of a shorter run
_CANCELLED = 1 / 3
_OVERTAKEN = 0.1  # of those that are not cancelled: the next one comes before the answer
_LONGEST_WAIT = 0.6  # seconds until a request is cancelled


def run(requests: int, seed: int, kinds: Mapping[str, tuple[Request, int]], minutes: float = 1e9) -> Iterator[dict[str, Any]]:
    """A sample every `EVERY` requests, then the summary, which has `problems`."""
    began = time.monotonic()
    number = 0
    samples: list[dict[str, Any]] = []
    counted: collections.Counter[str] = collections.Counter()
    missed: list[str] = []
    took: dict[str, list[float]] = collections.defaultdict(list)
    with soaking(seed) as session:
        for number in range(1, requests + 1):
            session.number = number
            kind = session.pick.choices([*kinds], [weight for _, weight in kinds.values()])[0]
            asked = time.monotonic()
            try:
                fate = _ask(session, kind, kinds[kind][0])
            except (AssertionError, subprocess.SubprocessError, OSError) as error:
                fate = "missed"
                missed.append(f"{number} {kind}: {error}")
            if session.app.process.poll() is not None:
                raise RuntimeError(f"the app ended with {session.app.process.returncode} at {number} {kind}:\n{session.app.log()[-3000:]}")
            counted[fate] += 1
            counted[kind] += 1
            log.info("%d %s %s", number, kind, fate)
            took[kind].append(round(time.monotonic() - asked, 2))
            if number % CHECKED_EVERY == 0 or number == requests:
                missed += [f"{number} check: {why}" for why in _check(session)]
            if number % EVERY == 0 or number == requests:
                session.ask_for(Action.STOP)
                folders = [session.temporary, session.desktop.folder / "run"]
                sample = measure(session.app.process.pid, folders=folders, display=session.display)
                samples.append({"request": number, "seconds": round(time.monotonic() - began), **sample})
                yield samples[-1]
                if time.monotonic() - began > 60 * minutes:
                    break
        left = _end(session)
    if "a defect" in session.last_log:
        left.append(f"the log: a defect{session.last_log.partition('a defect')[2][:2000]}")
    span = min(SPAN, number // 4)
    result = judge(samples, warm=span, span=span)
    result["problems"] += [f"missed: {each}" for each in missed] + left
    yield {"requests": number, "seed": seed, "seconds": round(time.monotonic() - began), "counted": counted, **result,
           "took": {kind: [statistics.median(each), max(each)] for kind, each in took.items()}}


def _ask(session: Session, kind: str, request: Request) -> str:
    """Ask and wait, cancel, or go on at once; returns what became of it."""
    chance, overtakes = session.pick.random(), session.pick.random()
    if chance < _CANCELLED or kind in ("listen",):
        request(session, False)
        session.ended.within(session.pick.uniform(0, _LONGEST_WAIT))
        session.ask_for(Action.STOP)
        return "cancelled"
    if overtakes < _OVERTAKEN:
        request(session, False)
        return "overtaken"
    assert request(session, True), "no answer"
    return "answered"


def _check(session: Session) -> Iterator[str]:
    """What is wrong with a description and an answer about a window whose text is known."""
    session.ask_for(Action.STOP)
    session.desktop.run(["xdotool", "windowactivate", "--sync", session.windows[1]])
    session.ask_for(Action.DESCRIBE_WINDOW)
    try:
        text = session.app.answer(containing=FORECAST, timeout=60)
    except AssertionError as error:
        yield f"{error}; copied was {session.app.copied()!r}"
        return
    if "Weather" not in text:
        yield f"the title is missing: {text!r}"


def _end(session: Session) -> list[str]:
    """End the app; what of it is left."""
    app = session.app.process
    family = descendants(app.pid)
    app.terminate()
    code = app.wait(10)
    left = [] if code == 0 else [f"the app ended with {code}"]
    for pid in family:
        try:
            wait_for(lambda pid=pid: not is_there(pid), timeout=5, why="")
        except AssertionError:
            left.append(f"process {pid} is left")
    left += [f"{name} is left" for name in shared_memory([app.pid, *family])]
    left += [f"{path.name} is left" for path in session.temporary.rglob("*")]
    session.last_log = session.app.log()
    return left


def main() -> int:
    """As the module says."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=1e9, help="end after so many, with fewer requests")
    parser.add_argument("--kinds", default="", help="only these, with commas between them")
    parser.add_argument("--verbose", action="store_true", help="each request to standard error")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING)
    kinds = {name: KINDS[name] for name in arguments.kinds.split(",")} if arguments.kinds else KINDS
    line: dict[str, Any] = {}
    for line in run(arguments.requests, arguments.seed, kinds, arguments.minutes):
        print(json.dumps(line), flush=True)
    return 1 if line["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
