"""One app at a time, told by a second one what to do."""

from __future__ import annotations

import gc
import threading
import traceback
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QApplication

from assistant.actions import Action
from assistant.instance import Instance
from assistant.running_app import tell
from tests.helpers.events import wait


@pytest.fixture(name="instance")
def _instance(application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Instance:
    del application
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    return Instance()


def told(message: str) -> threading.Thread:
    """Another program tells the app; it waits for the answer meanwhile."""
    thread = threading.Thread(target=tell, args=(message,))
    thread.start()
    return thread


def test_the_first_is_told_what_the_second_was_asked_for(instance: Instance) -> None:
    assert instance.is_first
    asked: list[Action] = []
    again: list[bool] = []
    instance.asked.connect(asked.append)
    instance.asked_again.connect(lambda: again.append(True))
    others = [told("album"), told("")]
    wait(lambda: asked == [Action.ALBUM] and again == [True])
    for other in others:
        other.join()
    instance.close()


def test_what_is_asked_for_begins_when_the_connection_has_been_read(instance: Instance) -> None:
    """A dialog's own event loop frees the connection; whoever goes on reading it then takes the program with it."""
    inside: list[list[str]] = []
    instance.asked.connect(lambda _action: inside.append([frame.name for frame in traceback.extract_stack()]))
    other = told("album")
    wait(lambda: bool(inside))
    other.join()
    instance.close()
    assert not {"_accept", "_read"} & {*inside[0]}


def test_a_connection_that_has_ended_is_freed(instance: Instance) -> None:
    before = sockets()
    asked: list[Action] = []
    instance.asked.connect(asked.append)
    others = [told("album") for _ in range(5)]
    wait(lambda: len(asked) == len(others) and sockets() == before)
    for other in others:
        other.join()
    instance.close()


def sockets() -> int:
    """How many connections Python holds."""
    return sum(isinstance(each, QLocalSocket) for each in gc.get_objects())
