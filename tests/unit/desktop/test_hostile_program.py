"""Programs that put anything into their accessibility trees, on a real accessibility bus, beside an honest one."""

from __future__ import annotations

import os
import subprocess
import sys
import tracemalloc
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import Xlib.display
import Xlib.Xatom

from assistant import limits
from assistant.desktop.tree.atspi import AtspiReader
from assistant.desktop.tree.bounded import Sieve
from assistant.desktop.x11_windows import X11Windows
from assistant.engine.protocol import Tree, pack
from assistant.types import Length, TreeSnapshot, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.types import Box
from tests.helpers.desktop import Desktop, desktop
from tests.helpers.hostile_program import HONEST
from tests.helpers.said import said

BOX = Box(0, 0, 400, 300)
MEMORY = 64 * 2**20  # bytes; what such a program sends is ten times as much
MORE = "This window holds more than was read in time."

WHOLE = ("nothing", "cycles", "odd-values", "floods")
CUT = (
    "long-names", "long-texts", "many-children", "endless", "references", "wrong-types", "bad-references",
    "deep-variants", "invalid-utf8", "hangs", "leaves",
)  # fmt: skip
ENDLESS = ("endless", "references", "hangs")


@pytest.fixture(scope="module", name="neighbour")
def _neighbour() -> Iterator[int]:
    before = dict(os.environ)
    with desktop(sound=False, window_manager=False) as screen:
        os.environ.update(screen.env)
        try:
            with program(screen, "nothing", "Neighbour") as pid:
                yield pid
        finally:
            os.environ.clear()
            os.environ.update(before)


@contextmanager
def program(screen: Desktop | None, mischief: str, title: str) -> Iterator[int]:
    """Its process id, once it is registered."""
    command = [sys.executable, "-m", "tests.helpers.hostile_program", mischief, title]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env=screen.env if screen is not None else None,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


def read(mischief: str, neighbour: int) -> TreeSnapshot:
    with program(None, mischief, "Hostile") as pid:
        windows = WindowInfo("Hostile", BOX, pid=pid, active=True), WindowInfo("Neighbour", BOX, pid=neighbour)
        # half of it is for the hostile window; those who stop the clock alone take so long
        seconds = 5.0 if mischief in ENDLESS else 40.0
        return AtspiReader().read(windows, timeout=seconds, cancel=CancelToken())


def names(tree: WindowTree) -> list[str]:
    return [node.name for node in tree.root.walk()] if tree.root is not None else []


def check(tree: WindowTree) -> None:
    """What a tree keeps to, whatever the program says."""
    assert tree.root is not None
    nodes = list(tree.root.walk())
    assert len(nodes) <= limits.TREE_NODES
    assert (
        sum(len(node.name + node.value + node.description) for node in nodes)
        <= limits.TREE_WORDS + limits.TREE_TEXT + 2 * limits.TREE_NAME
    )
    for node in nodes:
        assert max(len(node.name), len(node.description)) <= limits.TREE_NAME
        assert len(node.value) <= limits.TREE_TEXT
        assert 0 <= node.level <= 99
        for text in (node.name, node.value, node.description):
            kinds = {unicodedata.category(sign) for sign in text.replace("\n", " ")}
            assert not kinds & {"Cc", "Cf", "Cs", "Co", "Cn"}
            assert "nan" not in text.split()
            assert "inf" not in text.split()


@pytest.mark.parametrize("mischief", [*WHOLE, *CUT])
def test_a_hostile_program_costs_its_own_window_alone(neighbour: int, mischief: str) -> None:
    tracemalloc.start()
    try:
        snapshot = read(mischief, neighbour)
        assert tracemalloc.get_traced_memory()[1] < MEMORY
    finally:
        tracemalloc.stop()
    hostile, honest = snapshot.windows
    check(hostile)
    assert HONEST in names(hostile)
    assert hostile.complete is (mischief in WHOLE)
    assert names(honest) == ["Neighbour", HONEST]
    assert honest.complete
    assert len(pack(Tree(1, snapshot))) < limits.ENGINE_MESSAGE
    if mischief == "many-children":  # the first are read one by one
        assert hostile.root is not None
        million = hostile.root.children[1]
        assert (million.name, million.children[0].name) == ("Million", "other")
    text = said(hostile, length=Length.FULL)
    assert HONEST in text
    assert (MORE in text) is (mischief in CUT)
    assert not {unicodedata.category(sign) for sign in text.replace("\n", " ")} & {"Cc", "Cf", "Cs", "Co", "Cn"}


def test_windows_with_properties_of_any_kind_are_listed(neighbour: int) -> None:
    del neighbour  # only its screen is needed
    display = Xlib.display.Display()
    root = display.screen().root
    windows = []
    properties = ("_NET_WM_NAME", "_NET_WM_PID", "_NET_WM_DESKTOP", "_NET_WM_STATE", "_NET_WM_WINDOW_TYPE", "WM_CLASS")
    for form, value in ((8, b""), (8, b"\xff\xfe\x1b" * 80_000), (32, []), (32, [2**32 - 1] * 3), (16, [7])):
        window = root.create_window(0, 0, 40, 30, 0, display.screen().root_depth)
        for name in properties:
            window.change_property(display.intern_atom(name), Xlib.Xatom.STRING, form, value)
        window.map()
        windows.append(window.id)
    for name in ("_NET_CURRENT_DESKTOP", "_NET_ACTIVE_WINDOW"):
        root.change_property(display.intern_atom(name), Xlib.Xatom.CARDINAL, 32, [3])
    display.sync()
    system = X11Windows()
    try:
        found = {window.number: window for window in system.windows()}
    finally:
        system.close()
        display.close()
    listed = [found[number] for number in windows if number in found]
    assert len(listed) >= 2  # some say that they are on another desktop
    for window in listed:
        assert len(window.title) <= limits.WINDOW_TITLE
        assert len(window.app) <= limits.PROGRAM_NAME
        assert f"{window.title}{window.app}".isprintable()


def message(kind: int, body: int, *, order: str = "little", fields: int = 9) -> bytes:
    numbers = b"".join(number.to_bytes(4, order) for number in (body, 7, fields))  # type: ignore[arg-type]
    head = (b"l" if order == "little" else b"B") + bytes((kind, 0, 1)) + numbers
    return head + b"f" * (fields + -fields % 8) + b"b" * body


@pytest.mark.parametrize("order", ["little", "big"])
@pytest.mark.parametrize("step", [1, 7, 10_000])
def test_long_replies_become_errors_and_all_else_goes_on(step: int, order: str) -> None:
    short, long, call = (message(kind, size, order=order) for kind, size in ((2, 50), (2, 500), (1, 500)))
    stream = b"OK 1234\r\n" + short + long + call + short
    sieve = Sieve(limit=100)
    passed = sieve.feed(stream[:9])
    passed += b"".join(sieve.feed(stream[at : at + step]) for at in range(9, len(stream), step))
    error = message(3, 0, order=order)
    assert passed == b"OK 1234\r\n" + short + error + short
