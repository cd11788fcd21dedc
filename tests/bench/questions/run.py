"""Asks the set through the app's own pipeline: how many answers are right, wrong, "can't tell", and truly quoted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from assistant.pipelines.asking.asker import Asker
from assistant.pipelines.defaults import new_asker
from assistant.pipelines.request import Request
from assistant.types import Asked, Description, Final
from models.cancel import CancelToken
from tests.bench.questions.screens import Screen, capture

SET = Path(__file__).with_name("set.txt")
_NOT_KNOWN = re.compile(
    r"can't tell|\bI (?:can )?(?:find|see|know) no\b|^There is no|has no\b|is blank\b|^No\b|"
    r"^Nothing here is called|cannot find",
    re.IGNORECASE,
)
"""Says that it is not there: right where the screen does not say it."""


@dataclass(frozen=True, slots=True)
class Question:
    """`wanted`: expressions that must all match; none where the screen does not say."""

    screen: str
    kind: str
    text: str
    wanted: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether what is asked for is on the screen."""
        return bool(self.wanted) and not self.wanted[0].startswith("^no|")

    def verdict(self, told: Description) -> str:
        """right, wrong, or "cannot tell" where the screen says it but the answer does not try."""
        text = " ".join(told.text.split())
        unknown = told.outcome in ("unknown", "unclear")
        if self.wanted and all(re.search(pattern, text, re.IGNORECASE) for pattern in self.wanted):
            return "right"
        if not self.wanted and (unknown or _NOT_KNOWN.search(text)):
            return "right"
        return "cannot tell" if unknown or "can't tell" in text else "wrong"


def questions() -> list[Question]:
    """The set."""
    found: list[Question] = []
    screen = ""
    for line in SET.read_text("utf-8").splitlines():
        if line.startswith("## "):
            screen = line[3:]
        elif " => " in line and not line.startswith("#"):
            head, _, tail = line.partition(" => ")
            kind, _, text = head.partition(": ")
            wanted = () if tail == "?" else tuple(part.strip() for part in tail.split("&&"))
            found.append(Question(screen, kind, text, wanted))
    return found


def run(*, most: int | None = None, step: int = 1) -> Iterator[dict[str, Any]]:
    """A figure for all, for each kind; each answer that is not right; what was quoted. `most`: screens, and
    `step`: only every so many."""
    yield from measured(dict(islice(capture(step=step), most)))


def measured(screens: dict[str, Screen]) -> Iterator[dict[str, Any]]:
    """As `run`, on screens that were captured before; questions about others are left out."""
    asker = new_asker()
    every = [question for question in questions() if question.screen in screens]
    rows: list[tuple[Question, str, Description]] = []
    false: list[dict[str, Any]] = []
    quoted = 0
    last: Screen | None = None
    for turn, question in enumerate(every, start=1):
        screen = screens[question.screen]
        if screen is not last:
            asker = new_asker()  # a new capture is a new conversation
        last = screen
        told = _ask(asker, question, screen, turn)
        rows.append((question, question.verdict(told), told))
        for part in re.findall("“(.*?)”", told.text):
            quoted += 1
            if _folded(part.removesuffix("…")) not in _known(screen):
                false.append({"screen": question.screen, "question": question.text, "quoted": part})
    kinds = sorted({question.kind for question in every})
    for name, chosen in (
        ("all", rows),
        *((f"kind {kind}", [row for row in rows if row[0].kind == kind]) for kind in kinds),
    ):
        yield {"name": name} | _shares([verdict for _, verdict, _ in chosen])
    yield {
        "name": "set", "screens": len({question.screen for question in every}), "questions": len(every),
        "unanswerable": sum(not question.answerable for question in every),
    }  # fmt: skip
    yield {
        "name": "quotations", "count": quoted, "true": quoted - len(false), "not there": len(false), "false": false,
    }  # fmt: skip
    seconds = sorted(told.times["total"] for _, _, told in rows)
    middle, highest = round(seconds[len(seconds) // 2], 4), round(seconds[-1], 3)
    yield {"name": "answer on a screen already read", "unit": "s", "median": middle, "highest": highest}
    for question, verdict, told in rows:
        if verdict != "right":
            yield {"name": verdict, "screen": question.screen, "question": question.text, "answer": told.text}


def _ask(asker: Asker, question: Question, screen: Screen, turn: int) -> Description:
    request = Request(turn=turn, frame=screen.frame, mode="ask")
    *_, final = asker.run(request, lambda _: screen.trees, lambda _: Asked(question.text), cancel=CancelToken())
    assert isinstance(final, Final)
    return final.description


def _shares(verdicts: list[str]) -> dict[str, Any]:
    count = len(verdicts)
    shares = {name: round(verdicts.count(name) / max(1, count), 3) for name in ("right", "wrong", "cannot tell")}
    return {"questions": count} | shares


def _known(screen: Screen) -> str:
    """All that the trees say and that was put on the screen."""
    parts = [screen.shows]
    for window in screen.trees.windows if screen.trees is not None else ():
        parts.append(window.window.title)
        for node in window.root.walk() if window.root is not None else ():
            parts += [node.name, node.value, node.description]
    return _folded(" ".join(parts)) + _folded(re.sub(r"<[^>]*>", " ", screen.shows))


def _folded(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())
