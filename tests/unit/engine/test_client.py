"""The engine process: a real one, one that crashes, one that hangs, one that cannot be started."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont
from PySide6.QtWidgets import QApplication

from assistant.engine.client import CANNOT_START, GAVE_UP, EngineClient
from assistant.engine.protocol import Again, Describe, FrameHead
from assistant.engine.server import NOTHING_KEPT
from assistant.types import (
    Asked,
    Failed,
    Final,
    Frame,
    Length,
    Partial,
    Raster,
    Stage,
    Target,
    TreeSnapshot,
    UiNode,
    Update,
    WindowInfo,
    WindowTree,
)
from models.types import Box
from tests.helpers.events import wait

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def _prepared(monkeypatch: pytest.MonkeyPatch, application: QApplication) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    del application


def frame(text: str = "The kettle is on") -> Frame:
    image = Image.new("RGBX", (400, 120), "white")
    ImageDraw.Draw(image).text((20, 30), text, "black", ImageFont.truetype("DejaVuSans.ttf", 22))
    return Frame(Raster(400, 120, image.tobytes("raw", "BGRX")), Target.FILE)


class Listener:
    """Collects what a client says."""

    def __init__(self, client: EngineClient) -> None:
        self.updates: list[Update] = []
        self.replacements = 0
        client.updated.connect(self.updates.append)
        client.replaced.connect(self._replaced)

    def _replaced(self) -> None:
        self.replacements += 1

    @property
    def end(self) -> Final | Failed | None:
        return next((u for u in self.updates if isinstance(u, Final | Failed)), None)


def ask(client: EngineClient, turn: int, picture: Frame, length: Length = Length.NORMAL) -> None:
    client.ask(Describe(turn, "describe", length, FrameHead.of(picture)), picture.pixels.data)
    client.offer_tree(turn, None)


@pytest.fixture(name="client")
def _client() -> Iterator[EngineClient]:
    client = EngineClient()
    yield client
    client.close()
    assert not client.running


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells what is open")
def test_the_engine_gets_its_pipes_and_nothing_else_that_the_app_has_open(
    client: EngineClient,
) -> None:
    shared = os.memfd_create("sound", 0)  # as the sound server's library makes them: children inherit it
    try:
        assert os.get_inheritable(shared)
        client.warm()
        opened = Path(f"/proc/{client.process_id}/fd")
        wait(lambda: b"assistant.engine" in (opened.parent / "cmdline").read_bytes())
        assert "sound" in os.readlink(f"/proc/self/fd/{shared}")
        assert not [name for name in map(os.readlink, opened.iterdir()) if "memfd:sound" in name]
        assert {"0", "1", "2"} <= {each.name for each in opened.iterdir()}
    finally:
        os.close(shared)


def test_a_picture_is_described_and_described_again(client: EngineClient) -> None:
    listener = Listener(client)
    ask(client, 1, frame())
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "The kettle is on."
    assert any(isinstance(update, Partial) for update in listener.updates)
    listener.updates.clear()
    client.ask(Again(2, 1, "describe", Length.FULL))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.turn == 2
    assert listener.end.description.text == "The kettle is on."


def test_fifty_requests_leave_one_answer(client: EngineClient) -> None:
    listener = Listener(client)
    pictures = [frame(f"Number {turn} here") for turn in range(1, 51)]
    for turn, picture in enumerate(pictures, start=1):
        ask(client, turn, picture)
    wait(lambda: listener.end is not None)
    assert {update.turn for update in listener.updates} == {50}
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "Number 50 here."


def test_a_killed_engine_is_replaced_and_asked_again(client: EngineClient) -> None:
    listener = Listener(client)
    ask(client, 1, frame())
    wait(lambda: client.process_id != 0)
    first = client.process_id
    os.kill(first, signal.SIGKILL)
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.replacements == 1
    assert client.process_id != first


def test_an_engine_killed_at_rest_is_started_again(client: EngineClient) -> None:
    listener = Listener(client)
    client.warm()
    wait(lambda: client.process_id != 0)
    os.kill(client.process_id, signal.SIGKILL)
    wait(lambda: not client.running)
    ask(client, 1, frame())
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.replacements == 0


def test_again_means_the_picture_it_names(client: EngineClient) -> None:
    listener = Listener(client)
    ask(client, 1, frame("The old picture"))
    wait(lambda: listener.end is not None)
    listener.updates.clear()
    client.ask(Again(3, 2, "describe", Length.FULL))  # of a turn whose frame the engine never had
    wait(lambda: listener.end is not None)
    assert listener.end == Failed(3, NOTHING_KEPT)


def test_again_while_the_engine_works_tells_that_picture(client: EngineClient) -> None:
    listener = Listener(client)
    ask(client, 1, frame("The first picture"))  # of which no pixel has been sent when it is asked for again
    client.ask(Again(2, 1, "describe", Length.FULL))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "The first picture."
    for turn in (10, 20):
        listener.updates.clear()
        ask(client, turn, frame(f"Picture {turn}"))
        wait(lambda: bool(listener.updates))  # it works
        client.ask(Again(turn + 1, turn, "describe", Length.FULL))
        client.ask(Again(turn + 2, turn, "describe", Length.BRIEF))
        wait(lambda turn=turn: any(u.turn == turn + 2 and isinstance(u, Final) for u in listener.updates))  # type: ignore[misc]
        assert isinstance(listener.updates[-1], Final)
        assert listener.updates[-1].description.text == f"Picture {turn}."


def test_again_without_a_picture_is_a_sentence(client: EngineClient) -> None:
    listener = Listener(client)
    client.ask(Again(2, 1, "describe", Length.FULL))
    wait(lambda: listener.end is not None)
    assert listener.end == Failed(2, NOTHING_KEPT)


@pytest.mark.parametrize(
    "program", ["import sys; sys.exit(3)", "import time; time.sleep(900)", "print('no packet at all')"]
)
def test_an_engine_that_never_works_ends_in_a_sentence(program: str) -> None:
    client = EngineClient(command=lambda: [sys.executable, "-c", program], silence_limit_ms=300)
    listener = Listener(client)
    ask(client, 1, frame())
    wait(lambda: listener.end is not None)
    assert listener.end == Failed(1, GAVE_UP, 8)
    client.close()


def test_an_engine_that_cannot_be_started_is_a_sentence() -> None:
    client = EngineClient(command=lambda: ["/nonexistent/python"])
    listener = Listener(client)
    ask(client, 1, frame())
    wait(lambda: listener.end is not None)
    assert listener.end == Failed(1, CANNOT_START, 8)


def test_a_cancelled_request_says_nothing_more(client: EngineClient) -> None:
    listener = Listener(client)
    ask(client, 1, frame())
    client.cancel()
    ask(client, 2, frame("Second picture"))
    wait(lambda: listener.end is not None)
    assert {update.turn for update in listener.updates} == {2}


_SLOW = """
import sys, time
from assistant.engine.server import Server
from assistant.pipelines.telling.talk import Talk

class Slow:
    def run(self, request, tree, *, cancel):
        talk = Talk(request.turn)
        with cancel.stopping(lambda: None):  # as a session does for every run
            time.sleep(4)
        yield from talk.note("Done at last.")
        yield talk.final()

    def rest(self):
        pass

Server(sys.stdin.buffer, sys.stdout.buffer, describer=Slow()).run()
"""


def test_a_single_run_longer_than_the_silence_limit_is_no_hang() -> None:
    client = EngineClient(command=lambda: [sys.executable, "-c", _SLOW], silence_limit_ms=2500)
    listener = Listener(client)
    client.warm()
    wait(lambda: client._ready)  # its start takes longer than that on a busy machine
    ask(client, 1, frame())
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "Done at last."
    assert listener.replacements == 0
    client.close()


_ECHO = """
import os, sys
from assistant.engine.server import Server
from assistant.pipelines.telling.talk import Talk

class Echo:
    def run(self, request, tree, *, cancel):
        talk = Talk(request.turn)
        yield from talk.note(os.environ.get("LOOKALOUD_DEVICE", "auto"))
        yield talk.final()

    def rest(self):
        pass

Server(sys.stdin.buffer, sys.stdout.buffer, describer=Echo()).run()
"""


def test_the_engine_hears_what_models_are_to_run_on() -> None:
    client = EngineClient(command=lambda: [sys.executable, "-c", _ECHO], device="cpu")
    listener = Listener(client)
    for turn, device in enumerate(("cpu", "tensorrt", "auto"), start=1):
        listener.updates.clear()
        client.set_device(device)
        ask(client, turn, frame())
        wait(lambda: listener.end is not None)
        assert isinstance(listener.end, Final)
        assert listener.end.description.text == device
    client.close()


def buttons() -> TreeSnapshot:
    """A window with two buttons."""
    box = Box(0, 0, 500, 120)
    inner = (
        UiNode("button", "Save", box=Box(20, 80, 100, 110)),
        UiNode("button", "Cancel", box=Box(120, 80, 200, 110)),
    )
    root = UiNode("window", "Letter", box=box, children=inner)
    return TreeSnapshot((WindowTree(WindowInfo("Letter", box, active=True), root),))


def ask_about(client: EngineClient, turn: int) -> None:
    """A frame whose question is still to come."""
    seen = replace(frame(), target=Target.SCREEN)
    client.ask(Describe(turn, "ask", Length.NORMAL, FrameHead.of(seen)), seen.pixels.data)
    client.offer_tree(turn, buttons())


def test_the_question_may_come_long_after_its_frame(client: EngineClient) -> None:
    listener = Listener(client)
    ask_about(client, 1)
    wait(lambda: any(isinstance(update, Stage) and update.name == "listen" for update in listener.updates))
    assert listener.end is None
    client.offer_question(1, Asked("what buttons are there?"))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "2 buttons: Save and Cancel."
    assert listener.end.description.outcome == "answered"


def test_a_question_may_overtake_its_frame(client: EngineClient) -> None:
    listener = Listener(client)
    ask_about(client, 1)
    client.offer_question(1, Asked("where is cancel?"))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert "to the right of the button Save" in listener.end.description.text


@pytest.mark.parametrize("when", ["listening", "answering"])
def test_an_engine_that_dies_over_a_question_is_replaced_and_answers(client: EngineClient, when: str) -> None:
    listener = Listener(client)
    ask_about(client, 1)
    stage = "listen" if when == "listening" else "answer"
    if when == "answering":
        client.offer_question(1, Asked("what buttons are there?"))
    wait(lambda: any(isinstance(update, Stage) and update.name == stage for update in listener.updates))
    os.kill(client.process_id, signal.SIGKILL)
    if when == "listening":
        wait(lambda: listener.replacements == 1)
        client.offer_question(1, Asked("what buttons are there?"))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "2 buttons: Save and Cancel."


def test_a_follow_up_knows_the_frame_and_what_was_talked_about(client: EngineClient) -> None:
    listener = Listener(client)
    ask_about(client, 1)
    client.offer_question(1, Asked("where is save?"))
    wait(lambda: listener.end is not None)
    listener.updates.clear()
    client.ask(Again(2, 1, "ask", Length.NORMAL))
    client.offer_question(2, Asked("and the one to the right?"))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.description.text == "To the right of it: the button Cancel."


def test_fifty_questions_in_a_row_give_one_answer(client: EngineClient) -> None:
    listener = Listener(client)
    for turn in range(1, 51):
        ask_about(client, turn)
        if turn % 3:
            client.offer_question(turn, Asked("what buttons are there?"))
    wait(lambda: listener.end is not None)
    assert isinstance(listener.end, Final)
    assert listener.end.turn == 50
    assert listener.end.description.text == "2 buttons: Save and Cancel."
    ends = [update for update in listener.updates if isinstance(update, Final)]
    assert len(ends) == 1
