"""An engine that dies at each stage: the second one answers, and no sentence is said twice."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from assistant.engine.client import EngineClient
from assistant.engine.protocol import Again, Describe, FrameHead
from assistant.engine.server import NOTHING_KEPT
from assistant.types import Failed, Final, Length, Partial
from tests.helpers.events import wait
from tests.unit.engine.test_client import Listener, frame

ROOT = Path(__file__).parents[3]

# the first of these processes kills itself at the stage that it is told; those after it live
ENGINE = """
import os, signal, sys
from pathlib import Path
from assistant.engine import server
from assistant.engine.protocol import Said, pack
from assistant.pipelines.telling.talk import Talk

stage, mark = sys.argv[1], Path(sys.argv[2])
is_first = not mark.exists()
mark.touch()

def die():
    if is_first:
        os.kill(os.getpid(), signal.SIGKILL)

class Source:
    def __init__(self):
        self.taken = 0

    def read(self, count):
        if stage == "half the frame" and self.taken > 100 and is_first:
            os.read(0, count // 2)
            die()
        data = sys.stdin.buffer.read(count)
        self.taken += len(data)
        return data

class Sink:
    def write(self, data):
        if stage == "half a packet" and b"Said" in data and is_first:
            os.write(1, data[: len(data) // 2])
            die()
        sys.stdout.buffer.write(data)

    def flush(self):
        sys.stdout.buffer.flush()

class Describer:
    def run(self, request, tree, *, cancel):
        talk = Talk(request.turn)
        if stage == "at work":
            die()
        yield from talk.note("One.")
        yield from talk.note("Two.")
        if stage == "in the middle":
            die()
        yield from talk.note("Three.")
        if stage == "before the end":
            die()
        yield talk.final()

    def rest(self):
        pass

if stage == "before it is ready":
    die()
server.Server(Source(), Sink(), describer=Describer()).run()
"""


@pytest.mark.parametrize(
    "stage",
    ["before it is ready", "half the frame", "at work", "half a packet", "in the middle", "before the end"],
)
@pytest.mark.usefixtures("application")
def test_an_engine_killed_at_any_stage_answers_once(
    stage: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    client = EngineClient(command=lambda: [sys.executable, "-c", ENGINE, stage, str(tmp_path / "mark")])
    listener = Listener(client)
    picture = frame()
    client.ask(Describe(1, "describe", Length.NORMAL, FrameHead.of(picture)), picture.pixels.data)
    client.offer_tree(1, None)
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.replacements == 1  # so the user hears that it was started again
    assert [update.text for update in listener.updates if isinstance(update, Partial)] == ["One.", "Two.", "Three."]
    client.close()


def test_more_of_a_picture_that_a_killed_engine_had_is_a_sentence(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del application
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    client = EngineClient(command=lambda: [sys.executable, "-c", ENGINE, "never", str(tmp_path / "mark")])
    listener = Listener(client)
    picture = frame()
    client.ask(Describe(1, "describe", Length.NORMAL, FrameHead.of(picture)), picture.pixels.data)
    client.offer_tree(1, None)
    wait(lambda: listener.end is not None)
    client._process.kill()  # type: ignore[union-attr]
    wait(lambda: not client.running)
    listener.updates.clear()
    client.ask(Again(2, 1, "describe", Length.FULL))
    wait(lambda: listener.end is not None)
    assert listener.end == Failed(2, NOTHING_KEPT)
    client.close()
