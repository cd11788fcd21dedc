"""`lookaloud describe`, `read` and `ask`: look, print each sentence as it is made, speak it."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import os
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from assistant.cli.looking import Trees, look
from assistant.cli.output import print_json, print_line, print_problem
from assistant.engine.environment import low_memory_environment
from assistant.errors import AssistantError, VoiceError
from assistant.pipelines.defaults import Sight
from assistant.pipelines.describe import NO_READING, Request
from assistant.settings import Settings
from assistant.settings_file import default_path, load
from assistant.types import (
    Asked,
    Description,
    Failed,
    Final,
    Length,
    Partial,
    Target,
    Update,
)
from models.cancel import CancelToken
from models.devices import WANTED
from models.errors import Cancelled, ModelError

log = logging.getLogger(__name__)

NO_QT = "Nothing can be spoken: a system package is missing. Run lookaloud doctor to see which."
LOOKING_FAILED = 8  # exit code; see the README
ONLY_IN_THE_APP = "That is said to the app, which does it. Here only questions are answered."
DEFECT = "Something went wrong in LookAloud itself. Run lookaloud doctor to see what is missing."


def run(arguments: argparse.Namespace, *, asked: Asked | None = None) -> int:
    """Describe or read what `arguments` name, or answer what is `asked` of it; returns the exit code.

    Main thread: it speaks while a thread looks.
    """
    loaded = load(default_path())
    for problem in loaded.problems:
        print_problem(problem)
    low_memory_environment()
    os.environ.setdefault(WANTED, loaded.settings.engine.device)
    cancel = CancelToken()
    sentences: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    work = _Work(arguments, loaded.settings, say=sentences.put, cancel=cancel, asked=asked)
    if arguments.silent or arguments.json:
        return work.run()
    try:
        # Loads Qt, which a silent command does without; all of it before the thread starts: QtMultimedia and numpy
        # loaded at the same time wait for each other for ever (seen on a busy machine)
        from assistant.qt_log import log_qt_messages

        log_qt_messages()
        import assistant.speech.player  # noqa: F401  for what it loads
        from assistant.speech.command_line import speak_and_wait
    except ImportError:
        print_problem(NO_QT)
        return work.run()
    work.look()  # the clipboard wants the main thread
    thread = threading.Thread(target=_work_then_end, args=(work, sentences), name="describe")
    thread.start()
    try:
        speak_and_wait(iter(sentences.get, None), loaded.settings.speech)
    except VoiceError as error:
        print_problem(error.spoken)
    except KeyboardInterrupt:
        cancel.cancel()
        raise
    finally:
        thread.join()
    return work.exit_code


def _work_then_end(work: _Work, sentences: queue.SimpleQueue[str | None]) -> None:
    try:
        work.run()
    finally:
        sentences.put(None)


class _Work:
    """One description, printed as it is made and handed to `say`."""

    def __init__(
        self,
        arguments: argparse.Namespace,
        settings: Settings,
        *,
        say: Callable[[str], None],
        cancel: CancelToken,
        asked: Asked | None,
    ) -> None:
        self._arguments = arguments
        self._asked = asked
        self._settings = settings
        self._length = Length(arguments.length or settings.answers.length)
        self._say = say
        self._cancel = cancel
        self._looked: tuple[Request, Trees] | Exception | None = None
        self.exit_code = 0

    def look(self) -> None:
        """Take the picture now; an error is kept until `run`. Main thread."""
        try:
            self._looked = look(self._arguments, self._settings, self._length)
        except Exception as error:  # noqa: BLE001  kept for the barrier in `run`
            self._looked = error

    def run(self) -> int:
        """Describe; returns the exit code and keeps it."""
        if self._looked is None:
            self.look()
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
            self._report(DEFECT, 1)
        return self.exit_code

    def _describe(self, request: Request, trees: Trees) -> None:
        for update in self._updates(request, trees):
            match update:
                case Partial():
                    self._tell(update.text)
                case Final():
                    if any(claim.text == NO_READING for claim in update.description.claims):
                        self.exit_code = LOOKING_FAILED
                    if update.description.outcome == "command":
                        self._tell(ONLY_IN_THE_APP)
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
        "claims": [
            {
                "text": claim.text,
                "source": claim.source,
                "confidence": round(claim.confidence, 3),
                "box": list(dataclasses.astuple(claim.box)) if claim.box is not None else None,
            }
            for claim in description.claims
        ],
        "text": description.text,
        "times": {name: round(seconds, 3) for name, seconds in description.times.items()},
    }


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
