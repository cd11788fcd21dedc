"""What programs say of their windows: replies of any kind to the walk, and any trees and lines to what tells them."""

from __future__ import annotations

import asyncio
import functools
import io
from collections.abc import Sequence
from typing import Any, Literal

from dbus_fast import Variant

from assistant import limits
from assistant.desktop.tree.connection import Accessible, CallFailed, Connection, Refused
from assistant.desktop.tree.places import placed
from assistant.desktop.tree.popups import with_popups
from assistant.desktop.tree.shape import simplified
from assistant.desktop.tree.vocabulary import ROLE_BY_NAME
from assistant.desktop.tree.walk import Walk
from assistant.engine.protocol import Tree, pack, read_command
from assistant.languages.wording import cleaned
from assistant.pipelines.asking.asker import Asker
from assistant.pipelines.describe import Describer
from assistant.pipelines.look import Looker
from assistant.pipelines.request import Request
from assistant.printable import printable
from assistant.types import (
    Asked,
    Description,
    Final,
    Frame,
    Length,
    Raster,
    TreeSnapshot,
    UiNode,
    Update,
    WindowInfo,
    WindowTree,
)
from assistant.types import (
    Target as Look,
)
from assistant.vocabulary import ROLES, STATES
from models.cancel import CancelToken
from models.types import Box, TextLine
from tests.fuzz import Target
from tests.fuzz.source import Source, check_words
from tests.unit.pipelines.test_corpus import WrittenReader

_WIDTH, _HEIGHT = 320, 200
_ROLES, _STATES = sorted(ROLES), sorted(STATES)
_ROLE_NAMES = sorted(ROLE_BY_NAME)
Why = Literal["", "none", "hung", "no-bus"]
_WHYS: tuple[Why, ...] = ("hung", "none")
_MOST = 60  # elements, for the sake of time
_ASKED = (
    "what buttons are there", "what does the error say", "what is the total", "where is save", "read the first row",
    "how many links are there", "what has focus", "which is selected", "read it", "and the one below", "what changed",
    "what is the name", "when is it", "who sent it", "describe the screen", "is there a password", "what colour is it",
)  # fmt: skip


@functools.cache
def _frame(target: Look) -> Frame:
    stripes = bytes((0, 0, 0, 255) * 20 + (255, 255, 255, 255) * 20) * (_WIDTH * _HEIGHT // 40)
    return Frame(Raster(_WIDTH, _HEIGHT, stripes), target)


class _Replies(Connection):
    """A program whose replies are made of bytes: of the right kind mostly, since the others are refused at once."""

    def __init__(self, source: Source) -> None:
        self._source = source

    async def call(
        self, bus: str, path: str, interface: str, member: str, signature: str = "", *body: Any, returns: str = ""
    ) -> list[Any]:
        del bus, path, interface, signature, body
        source = self._source
        if source.is_empty:
            raise CallFailed("the end")
        if source.chance(24):
            self.refused += 1
            raise Refused(member)
        if member == "GetRoleName" and not source.chance(8):
            return [source.pick(_ROLE_NAMES)]
        if member == "GetState" and not source.chance(8):
            return [[1 << 25 | 1 << 8 | source.number(0, 2**32 - 1), source.number(0, 2**32 - 1)]]
        if member == "GetInterfaces" and not source.chance(4):
            return [["org.a11y.atspi.Text", "org.a11y.atspi.Value"][: source.number(0, 2)]]
        return [self._value(returns)]

    def _value(self, signature: str) -> Any:
        source = self._source
        match signature:
            case "s" | "o":
                return source.text() if signature == "s" else f"/{source.number(0, 40)}"
            case "u":
                return source.number(0, 2**32 - 1)
            case "i":
                return source.pick((-(2**31), 2**31 - 1, -1, 0, source.number(0, 500)))
            case "d":
                return source.pick((float("nan"), float("inf"), -0.0, 1e308, -1e308, source.number(0, 999) / 7))
            case "v":
                kind = source.pick("ssssiiddub")
                return Variant(kind, bool(source.byte() % 2) if kind == "b" else self._value(kind))
            case "(iiii)":
                return [self._value("i") for _ in range(4)]
            case "(so)":
                return [source.pick((":1.1", "")), self._value("o")]
            case "a{ss}":
                return {source.pick(("level", "xml-roles", "x")): source.text() for _ in range(source.number(0, 3))}
            case "a(ua(so))":
                return [[source.number(0, 4), self._value("a(so)")] for _ in range(source.number(0, 2))]
            case _ if signature.startswith("a"):
                return [self._value(signature[1:]) for _ in range(source.number(0, 4))]
        raise AssertionError(signature)


def program(data: bytes) -> None:
    """The walk of a window whose program says anything; then it is told."""
    source = Source(data)
    walk = Walk(_Replies(source), window=WindowInfo("W", Box(0, 0, _WIDTH, _HEIGHT)), active=True)
    try:
        root = asyncio.run(walk.run(Accessible(":1.1", "/0")))
    except CallFailed:
        return
    for node in root.walk():
        for text in (node.name, node.value, node.description):
            check_words(text)
            assert "nan" not in text.split()
    box = Box(0, 0, _WIDTH, _HEIGHT)
    told = placed(simplified(root), box)
    _tell(WindowTree(WindowInfo("W", box, active=True), told, not walk.cut_short), source)


def tree(data: bytes) -> None:
    """Any trees, as other platforms may give them, and any lines of text in the picture."""
    source = Source(data)
    left = [_MOST]
    info = WindowInfo(_text(source)[:100], _box(source), app=_text(source)[:50], pid=source.number(0, 2), active=True)
    root = _node(source, left, 0) if not source.chance(6) else None
    why: Why = "" if root is not None else source.pick(_WHYS)
    _tell(WindowTree(info, simplified(root) if root is not None else None, not source.chance(4), why), source)


def _node(source: Source, left: list[int], depth: int) -> UiNode:
    left[0] -= 1
    role = source.pick(_ROLES)
    states = frozenset(source.pick(_STATES) for _ in range(source.number(0, 2)))
    name, value, description = _text(source), _text(source), _text(source) if source.chance(3) else ""
    box = _box(source) if not source.chance(5) else None
    children = []
    for _ in range(source.number(0, 5) if depth < 6 else 0):
        if left[0] > 0 and not source.is_empty:
            children.append(_node(source, left, depth + 1))
    return UiNode(role, name, value, description, states, box, tuple(children), source.number(0, 9))


def _text(source: Source) -> str:
    """Without lone surrogates, which neither D-Bus nor the walk lets through."""
    return source.text().encode("utf-8", "replace").decode()


def _box(source: Source) -> Box:
    if source.chance(8):
        return Box(*(source.pick((-(2**31), 2**31, 0, 10**6, -5)) for _ in range(4)))
    left, top = source.number(0, _WIDTH), source.number(0, _HEIGHT)
    return Box(left, top, left + source.number(0, _WIDTH), top + source.number(0, _HEIGHT))


def _tell(window: WindowTree, source: Source) -> None:
    """Describe, read and answer; what is said can be said, and is no more than there is to say."""
    lines = tuple(
        TextLine(cleaned(_text(source)), _box(source), source.number(0, 100) / 100, readable=not source.chance(9))
        for _ in range(source.number(0, 4))
    )
    other = WindowTree(WindowInfo(_text(source)[:40], _box(source), pid=1), why="none")
    snapshot = TreeSnapshot(with_popups((window, other) if source.chance(3) else (window,)))
    stream = pack(Tree(1, snapshot))

    assert read_command(io.BytesIO(stream).read) == (Tree(1, snapshot), b"")
    nodes = list(window.root.walk()) if window.root is not None else []
    heard = sum(len(n.name) + len(n.value) + len(n.description) + 300 for n in nodes)
    most = 5000 + 8 * (heard + sum(len(line.text) for line in lines) + len(window.window.title))
    frame = _frame(source.pick((Look.SCREEN, Look.WINDOW, Look.POINTER)))
    describer = Describer(reader=lambda: WrittenReader(lines))
    for mode in ("describe", "read"):
        request = Request(1, frame, mode, source.pick(tuple(Length)), pointer=(20, 20))
        _check(_final(list(describer.run(request, lambda _: snapshot, cancel=CancelToken()))), most)
    asker = Asker(Looker(lambda: WrittenReader(lines)))
    for _ in range(3):
        text = source.pick(_ASKED) if not source.chance(4) else printable(source.text())[: limits.QUESTION]
        asked = Asked(text)
        request = Request(1, frame, "ask")
        updates = list(asker.run(request, lambda _: snapshot, lambda _, asked=asked: asked, cancel=CancelToken()))  # type: ignore[misc]
        _check(_final(updates), most + 8 * len(text))


def _final(updates: Sequence[Update]) -> Description:
    assert isinstance(updates[-1], Final)
    return updates[-1].description


def _check(told: Description, most: int) -> None:
    assert told.text or told.outcome == "command", told
    assert len(told.text) <= most, (len(told.text), most)
    check_words(told.text)
    for claim in told.claims:
        check_words(claim.text)
        assert 0 <= claim.confidence <= 1


def _seeds() -> Sequence[bytes]:
    """Bytes of chance, always the same: what they mean is made up anyhow."""
    import random

    return [random.Random(number).randbytes(200 * (1 + number)) for number in range(6)]


TARGETS = {"programs": Target(program, _seeds), "trees": Target(tree, _seeds)}
