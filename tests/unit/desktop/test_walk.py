"""What the walk makes of a program's answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest

from assistant.desktop.tree.connection import Accessible, CallFailed, Connection
from assistant.desktop.tree.vocabulary import STATE_BITS
from assistant.desktop.tree.walk import Walk
from assistant.types import UNREAD, UiNode, WindowInfo
from models.types import Box

WINDOW, FIELD = Accessible("p", "/window"), Accessible("p", "/field")


class OneField(Connection):
    """A program with a window and one field in it; `text` is None where it has no Text interface."""

    def __init__(self, role: str, name: str, text: str | None, *, fails: bool = False) -> None:
        self._role, self._name, self._text, self._fails = role, name, text, fails

    async def children(self, at: Accessible) -> list[Accessible]:
        return [FIELD] if at == WINDOW else []

    async def role(self, at: Accessible) -> str:
        return self._role if at == FIELD else "frame"

    async def role_number(self, at: Accessible) -> int:
        return 0

    async def name(self, at: Accessible) -> str:
        return self._name if at == FIELD else "W"

    async def description(self, at: Accessible) -> str:
        return ""

    async def states(self, at: Accessible) -> Sequence[int]:
        words = [0, 0]
        for state in ("showing", "editable", "sensitive"):
            words[STATE_BITS[state] // 32] |= 1 << STATE_BITS[state] % 32
        return words

    async def interfaces(self, at: Accessible) -> list[str]:
        return ["org.a11y.atspi.Text"] if self._text is not None else []

    async def attributes(self, at: Accessible) -> dict[str, str]:
        return {}

    async def extents(self, at: Accessible) -> Box | None:
        return None

    async def text(self, at: Accessible, *, limit: int) -> str:
        if self._fails:
            raise CallFailed("no")
        return self._text or ""

    async def relations(self, at: Accessible) -> dict[int, list[Any]]:
        return {}


def field_of(bus: Connection) -> UiNode:
    walk = Walk(bus, window=WindowInfo("W", Box(0, 0, 9, 9)), active=True)
    return asyncio.run(walk.run(WINDOW)).children[0]


def test_a_field_that_holds_its_own_name_is_not_empty() -> None:
    assert field_of(OneField("entry", "London", "London")).value == "London"


def test_an_empty_field_is_known_to_be_empty() -> None:
    found = field_of(OneField("entry", "City", ""))
    assert (found.value, UNREAD in found.states) == ("", False)


@pytest.mark.parametrize("role", ["entry", "terminal"])
def test_what_could_not_be_read_is_not_taken_for_empty(role: str) -> None:
    assert UNREAD in field_of(OneField(role, "City", None)).states
    assert UNREAD in field_of(OneField(role, "City", "Leeds", fails=True)).states


class Items(OneField):
    """A window with a field, a list and tabs; the current item of each says that it has the focus, as Qt's do."""

    def __init__(self, focused: set[str]) -> None:
        super().__init__("entry", "", "")
        self._focused = focused

    async def children(self, at: Accessible) -> list[Accessible]:
        inside = {
            "/window": ["/entry", "/list", "/page tab list"], "/list": ["/list item"], "/page tab list": ["/page tab"],
        }  # fmt: skip
        return [Accessible("p", path) for path in inside.get(at.path, [])]

    async def role(self, at: Accessible) -> str:
        return at.path[1:] if at != WINDOW else "frame"

    async def name(self, at: Accessible) -> str:
        return at.path[1:]

    async def states(self, at: Accessible) -> Sequence[int]:
        words = [0, 0]
        for state in ("showing", "sensitive", *(["focused"] if at.path[1:] in self._focused else [])):
            words[STATE_BITS[state] // 32] |= 1 << STATE_BITS[state] % 32
        return words


@pytest.mark.parametrize(
    ("focused", "found"),
    [
        ({"page tab", "entry"}, ["text-field"]),
        ({"page tab", "page tab list"}, ["tab-list", "tab"]),
        ({"page tab", "list item", "list"}, ["list", "list-item"]),
        ({"page tab", "list item", "entry"}, ["text-field"]),
        ({"page tab"}, ["tab"]),
        ({"list item"}, ["list-item"]),
        ({"entry"}, ["text-field"]),
    ],
)
def test_an_item_that_always_says_it_has_the_focus_is_not_believed(focused: set[str], found: list[str]) -> None:
    walk = Walk(Items(focused), window=WindowInfo("W", Box(0, 0, 9, 9)), active=True)
    root = asyncio.run(walk.run(WINDOW))
    assert [node.role for node in root.walk() if "focused" in node.states] == found
