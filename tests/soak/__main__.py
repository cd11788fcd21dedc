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
from dataclasses import dataclass, field
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


@dataclass
class Tally:
    """What became of the requests."""

    counted: collections.Counter[str] = field(default_factory=collections.Counter)
    missed: list[str] = field(default_factory=list)
    took: dict[str, list[float]] = field(default_factory=lambda: collections.defaultdict(list))

    def one(self, session: Session, kind: str, request: Request) -> None:
        """Make a request. Raises RuntimeError where the app has ended."""
        began = time.monotonic()
        try:
            fate = _ask(session, kind, request)
        except (AssertionError, subprocess.SubprocessError, OSError) as error:
            fate = "missed"
            self.missed.append(f"{session.number} {kind}: {error}; {session.newest_log()}")
            log.warning(self.missed[-1])
            session.close_windows()
        if (code := session.app.process.poll()) is not None:
            raise RuntimeError(f"the app ended with {code} at {session.number} {kind}:\n{session.app.log()[-3000:]}")
        self.counted.update((kind, fate))
        self.took[kind].append(round(time.monotonic() - began, 2))
        log.info("%d %s %s", session.number, kind, fate)


def run(
    requests: int, seed: int, kinds: Mapping[str, tuple[Request, int]] = KINDS, *, minutes: float = float("inf")
) -> Iterator[dict[str, Any]]:
    """A sample every `EVERY` requests, then the summary, which has `problems`. Ends after `minutes`, if sooner."""
    began = time.monotonic()
    samples: list[dict[str, Any]] = []
    tally = Tally()
    weights = [weight for _, weight in kinds.values()]
    with soaking(seed) as session:
        while session.number < requests and time.monotonic() - began < 60 * minutes:
            number = session.number = session.number + 1
            kind = session.pick.choices([*kinds], weights)[0]
            tally.one(session, kind, kinds[kind][0])
            if number % CHECKED_EVERY == 0 or number == requests:
                tally.missed += [f"{number} check: {why}" for why in _check(session)]
            if number % EVERY == 0 or number == requests:
                session.ask_for(Action.STOP)
                samples.append({"request": number, "seconds": round(time.monotonic() - began), **_sample(session)})
                yield samples[-1]
        left = _end(session)
    span = min(SPAN, session.number // 4)
    result = judge(samples, warm=span, span=span)
    result["problems"] += [f"missed: {each}" for each in tally.missed] + left
    took = {kind: {"median": statistics.median(each), "longest": max(each)} for kind, each in tally.took.items()}
    seconds = round(time.monotonic() - began)
    yield {
        "requests": session.number,
        "seed": seed,
        "seconds": seconds,
        "counted": tally.counted,
        "took": took,
    } | result


def _ask(session: Session, kind: str, request: Request) -> str:
    """Ask and wait, cancel, or go on at once; returns what became of it. Raises AssertionError where no answer came."""
    chance, overtakes = session.pick.random(), session.pick.random()
    if chance < _CANCELLED or kind == "listen":
        request(session, False)
        session.ended.within(session.pick.uniform(0, _LONGEST_WAIT))
        session.ask_for(Action.STOP)
        return "cancelled"
    if overtakes < _OVERTAKEN:
        request(session, False)
        return "overtaken"
    assert request(session, True), "no answer"
    return "answered"


def _sample(session: Session) -> dict[str, float]:
    folders = [session.temporary, session.desktop.folder / "run"]
    return measure(session.app.process.pid, folders=folders, display=session.display)


def _check(session: Session) -> Iterator[str]:
    """What is wrong with the description of a window whose text is known."""
    session.ask_for(Action.STOP)
    session.activate(session.windows[1])
    session.ended.forget()
    session.ask_for(Action.DESCRIBE_WINDOW)
    if not session.answered():
        yield f"no answer; {session.newest_log()}"
        return
    text = session.copied()
    if FORECAST not in text:
        yield f"the dialog's text is missing: {text!r}"
    if "Weather" not in text.partition("\n")[0]:
        yield f"the title does not come first: {text!r}"


def _end(session: Session) -> list[str]:
    """End the app; what of it is left, and defects that it logged."""
    app = session.app.process
    family = descendants(app.pid)
    app.terminate()
    code = app.wait(10)
    left = [] if code == 0 else [f"the app ended with {code}"]
    try:
        wait_for(lambda: not any(map(is_there, family)), timeout=5)
    except AssertionError:
        left.append(f"processes are left: {[pid for pid in family if is_there(pid)]}")
    left += [f"{name} is left" for name in shared_memory([app.pid, *family])]
    left += [f"{path.name} is left" for path in session.temporary.rglob("*")]
    _, defect, trace = session.app.log().partition("a defect")
    return [*left, f"the log: {defect}{trace[:2000]}"] if defect else left


def main() -> int:
    """As the module says."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak", description=__doc__)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so many, with fewer requests")
    parser.add_argument("--kinds", default=",".join(KINDS), help="only these, with commas between them")
    parser.add_argument("--verbose", action="store_true", help="each request to standard error")
    arguments = parser.parse_args()
    logging.basicConfig(level=logging.INFO if arguments.verbose else logging.WARNING)
    kinds = {name: KINDS[name] for name in arguments.kinds.split(",")}
    line: dict[str, Any] = {}
    for line in run(arguments.requests, arguments.seed, kinds, minutes=arguments.minutes):
        print(json.dumps(line), flush=True)
    return 1 if line["problems"] else 0


if __name__ == "__main__":
    sys.exit(main())
