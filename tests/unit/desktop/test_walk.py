"""What the walk makes of a program's answers."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

import pytest

from assistant import limits
from assistant.desktop.tree.connection import ACTION, IMAGE, TABLE, TABLE_CELL, TEXT, Accessible, CallFailed, Connection
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


class Sheet(OneField):
    """A window with a sheet of two billion cells, of which 30 rows and 5 columns are in view; it hangs when asked for
    all of them."""

    COLUMNS = 16_384
    USED: ClassVar = {(0, 0): "Name", (0, 1): "Hours", (1, 0): "Anna", (1, 1): "12", (9, 1): "20"}
    FOCUS = (12, 4)

    def __init__(self) -> None:
        super().__init__("table", "Sheet", None)

    def _place(self, at: Accessible) -> tuple[int, int] | None:
        if not at.path.startswith("/cell/"):
            return None
        row, column = at.path.removeprefix("/cell/").split("/")
        return int(row), int(column)

    async def children(self, at: Accessible) -> list[Accessible]:
        assert at != FIELD
        return await super().children(at)

    async def count(self, at: Accessible) -> int:
        return 2**31 - 1

    async def columns(self, at: Accessible) -> int:
        return self.COLUMNS

    async def at_point(self, at: Accessible, x: int, y: int) -> Accessible:
        return await self.cell(at, y // 20, x // 100)

    async def cell(self, at: Accessible, row: int, column: int) -> Accessible:
        return Accessible("p", f"/cell/{row}/{column}")

    async def index(self, at: Accessible) -> int:
        row, column = self._place(at) or (0, 0)
        return row * self.COLUMNS + column

    async def letters(self, at: Accessible) -> int:
        return len(await self.text(at, limit=9))

    async def role(self, at: Accessible) -> str:
        return "table cell" if self._place(at) else await super().role(at)

    async def name(self, at: Accessible) -> str:
        row, column = self._place(at) or (0, 0)
        return f"{'ABCDE'[column]}{row + 1}" if self._place(at) else await super().name(at)

    async def text(self, at: Accessible, *, limit: int) -> str:
        return self.USED.get(self._place(at) or (-1, -1), "")

    async def states(self, at: Accessible) -> Sequence[int]:
        words = list(await super().states(at))
        if self._place(at) == self.FOCUS:
            words[STATE_BITS["focused"] // 32] |= 1 << STATE_BITS["focused"] % 32
        return words

    async def interfaces(self, at: Accessible) -> list[str]:
        return [TABLE] if at == FIELD else [TEXT] if self._place(at) else []

    async def extents(self, at: Accessible) -> Box | None:
        place = self._place(at)
        if place is None:
            return Box(0, 0, 500, 600)
        return Box(place[1] * 100, place[0] * 20, place[1] * 100 + 100, place[0] * 20 + 20)


def test_a_huge_table_is_not_asked_for_all_its_cells() -> None:
    walk = Walk(Sheet(), window=WindowInfo("W", Box(0, 0, 500, 600)), active=True)
    (table,) = asyncio.run(walk.run(WINDOW)).children
    told = [(cell.name, cell.value) for cell in table.children]
    assert told == [
        ("A1", "Name"), ("B1", "Hours"), ("A2", "Anna"), ("B2", "12"), ("A10", ""), ("B10", "20"), ("A13", ""),
        ("B13", ""), ("E13", ""),
    ]  # fmt: skip
    assert [cell.name for cell in table.children if "focused" in cell.states] == ["E13"]
    assert "scrolled" in table.states
    assert not walk.cut_short


def test_where_more_cells_are_in_view_than_are_read_the_focus_is_among_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TREE_CELLS", 3)
    walk = Walk(Sheet(), window=WindowInfo("W", Box(0, 0, 500, 600)), active=True)
    (table,) = asyncio.run(walk.run(WINDOW)).children
    assert [cell.name for cell in table.children] == ["A1", "B1", "A2", "E13"]
    assert walk.cut_short


def test_a_table_that_tells_nonsense_of_its_places_costs_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    class Nonsense(Sheet):
        COLUMNS = 1

        async def index(self, at: Accessible) -> int:
            return 0 if at.path == "/cell/0/0" else 2**31 - 1

    monkeypatch.setattr(limits, "TREE_IN_VIEW", 40)
    walk = Walk(Nonsense(), window=WindowInfo("W", Box(0, 0, 500, 600)), active=True)
    (table,) = asyncio.run(walk.run(WINDOW)).children
    assert [cell.value for cell in table.children] == ["Name", "Anna"]
    assert walk.cut_short


@pytest.mark.parametrize(
    ("interfaces", "checked", "found"),
    [
        ((ACTION, TABLE_CELL), True, {"checkable", "checked"}),
        ((ACTION, TABLE_CELL), False, {"checkable"}),
        ((ACTION, TABLE_CELL, TEXT), False, set()),
        ((ACTION, TABLE_CELL, IMAGE), False, set()),
    ],
)
def test_a_cell_of_gtk_that_holds_a_check_mark_is_known(
    interfaces: tuple[str, ...], checked: bool, found: set[str]
) -> None:
    class Cells(OneField):
        async def interfaces(self, at: Accessible) -> list[str]:
            return list(interfaces) if at == FIELD else []

        async def states(self, at: Accessible) -> Sequence[int]:
            return [*(await super().states(at))[:1], 0] if not checked else [
                (await super().states(at))[0] | 1 << STATE_BITS["checked"], 0
            ]  # fmt: skip

    assert field_of(Cells("table cell", "", "")).states & {"checkable", "checked"} == found
