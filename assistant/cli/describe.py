"""`lookaloud describe`, `read` and `ask`: look, print each sentence as it is made, speak it."""

from __future__ import annotations

import argparse
import dataclasses
import logging
from collections.abc import Iterable, Iterator
from typing import Any

from assistant.cli.looking import Trees, look
from assistant.cli.output import print_json, print_line, print_problem
from assistant.cli.spoken import DEFECT, LOOKING_FAILED, Say, begin
from assistant.cli.spoken import run as spoken
from assistant.errors import AssistantError
from assistant.languages.words import N_, _
from assistant.pipelines.defaults import Sight
from assistant.pipelines.describe import NO_READING
from assistant.pipelines.request import Request
from assistant.settings import Settings
from assistant.types import (
    Asked,
    Claim,
    Description,
    Failed,
    Final,
    Length,
    Partial,
    Target,
    Update,
)
from models.cancel import CancelToken
from models.errors import Cancelled, ModelError

log = logging.getLogger(__name__)

ONLY_IN_THE_APP = N_("That is said to the app, which does it. Here only questions are answered.")


def run(arguments: argparse.Namespace, *, asked: Asked | None = None) -> int:
    """Describe or read what `arguments` name, or answer what is `asked` of it; returns the exit code.

    Main thread: it speaks while a thread looks.
    """
    settings = begin()
    work = _Work(arguments, settings, asked)
    return spoken(work.run, settings.speech, silent=arguments.silent or arguments.json, first=work.look)


class _Work:
    """One description, printed as it is made and handed to `say`."""

    def __init__(self, arguments: argparse.Namespace, settings: Settings, asked: Asked | None) -> None:
        self._arguments = arguments
        self._asked = asked
        self._settings = settings
        self._length = Length(arguments.length or settings.answers.length)
        self._say: Say = lambda _: None
        self._cancel = CancelToken()
        self._looked: tuple[Request, Trees] | Exception | None = None
        self.exit_code = 0

    def look(self) -> None:
        """Take the picture now; an error is kept until `run`. Main thread."""
        try:
            self._looked = look(self._arguments, self._settings, self._length)
        except Exception as error:  # noqa: BLE001  kept for the barrier in `run`
            self._looked = error

    def run(self, say: Say, cancel: CancelToken) -> int:
        """Describe; returns the exit code."""
        self._say, self._cancel = say, cancel
        try:
            if isinstance(self._looked, Exception):
                raise self._looked
            assert self._looked is not None
            self._describe(*self._looked)
        except AssistantError as error:
            self._report(error.spoken, error.exit_code)
        except Cancelled:
            self.exit_code = 130
        except ModelError as error:
            self._report(error.spoken, LOOKING_FAILED)
        except Exception:  # the command's barrier: a defect is logged once, and said
            log.exception("describe")
            self._report(_(DEFECT), 1)
        return self.exit_code

    def _describe(self, request: Request, trees: Trees) -> None:
        for update in self._updates(request, trees):
            match update:
                case Partial():
                    self._tell(update.text)
                case Final():
                    if any(claim.text == _(NO_READING) for claim in update.description.claims):
                        self.exit_code = LOOKING_FAILED
                    if update.description.outcome == "command":
                        self._tell(_(ONLY_IN_THE_APP))
                    if self._arguments.json:
                        print_json(self._as_json(update.description))
                case Failed():
                    self._report(update.spoken, update.exit_code)

    def _updates(self, request: Request, trees: Trees) -> Iterator[Update]:
        asked, sight = self._asked, Sight()
        seen: Request | None = request
        if request.frame.target is Target.CAMERA:
            seen = yield from sight.camera.prepare(request, cancel=self._cancel)
        if seen is None:
            return
        if asked is None:
            yield from sight.describer.run(seen, trees, cancel=self._cancel)
        else:
            yield from sight.new_asker().run(seen, trees, lambda _: asked, cancel=self._cancel)

    def _as_json(self, description: Description) -> dict[str, Any]:
        return as_json(description) if self._asked is None else answer_json(description)

    def _tell(self, sentence: str) -> None:
        if not self._arguments.json:
            print_line(sentence)
        self._say(sentence)

    def _report(self, spoken: str, exit_code: int) -> None:
        self.exit_code = exit_code
        if self._arguments.json:
            empty = self._as_json(Description(""))
            print_json(empty | {"error": spoken})
        print_problem(spoken)
        self._say(spoken)


def as_json(description: Description) -> dict[str, Any]:
    """The object that `--json` prints: gate, claims, text, times (seconds)."""
    return {
        "gate": description.gate.code if description.gate is not None else None,
        "claims": claims_json(description.claims),
        "text": description.text,
        "times": {name: round(seconds, 3) for name, seconds in description.times.items()},
    }


def claims_json(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """Each with its text, source, confidence and box."""
    return [
        {
            "text": claim.text,
            "source": claim.source,
            "confidence": round(claim.confidence, 3),
            "box": list(dataclasses.astuple(claim.box)) if claim.box is not None else None,
        }
        for claim in claims
    ]


def answer_json(description: Description) -> dict[str, Any]:
    """The object that `ask --json` prints: question, kind, answer, outcome, evidence, confidence, times (seconds)."""
    whole = as_json(description)
    return {
        "question": description.question,
        "kind": description.kind,
        "answer": description.text,
        "outcome": description.outcome,
        "evidence": whole["claims"],
        "confidence": min((claim["confidence"] for claim in whole["claims"]), default=0.0),
        "times": whole["times"],
    }
