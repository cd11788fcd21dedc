"""Answers to questions as people ask them: rows by their meaning, lists by their heading, groups, the nearest fact."""

from __future__ import annotations

import re

import pytest

from assistant.pipelines.asking.asker import Asker
from assistant.pipelines.scene.labelled import with_labels
from assistant.types import TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.registry import Registry, built_in_directory
from models.types import Box
from tests.helpers.order_screen import ask, asker, cells, states, white_frame

PAGE = UiNode(
    "window", "Harbour line", box=Box(0, 0, 1280, 800),
    children=(
        UiNode("heading", "Departures", level=1, box=Box(40, 10, 400, 40)),
        UiNode("paragraph", value="By Lena Ortiz", box=Box(40, 44, 400, 60)),
        UiNode("paragraph", value="All ferries take bicycles, and the crossing is free.", box=Box(40, 64, 800, 84)),
        UiNode("table", box=Box(40, 90, 840, 210), children=(
            cells("Time", "Destination", "Platform", top=90, role="column-header"),
            cells("09:12", "Oslo", "2", top=120),
            cells("10:40", "Malmo", "1", top=150),
            cells("11:05", "City of Lund", "3", top=180),
        )),
        UiNode("heading", "Most read", level=2, box=Box(40, 220, 400, 240)),
        UiNode("list", box=Box(40, 244, 600, 320), children=tuple(
            UiNode("list-item", text, box=Box(40, 244 + 25 * n, 600, 266 + 25 * n))
            for n, text in enumerate(("Ice on the river", "An otter in the pool", "Two schools merge"))
        )),
        UiNode("heading", "Steps", level=2, box=Box(40, 330, 400, 350)),
        UiNode("list", box=Box(40, 354, 600, 410), children=tuple(
            UiNode("list-item", text, box=Box(40, 354 + 25 * n, 600, 376 + 25 * n))
            for n, text in enumerate(("Choose a ferry", "Pay at the machine"))
        )),
        UiNode("panel", "Who may see this", box=Box(40, 420, 600, 450), children=(
            UiNode("radio-button", "Everyone", box=Box(40, 425, 150, 445)),
            UiNode("radio-button", "Friends", box=Box(160, 425, 260, 445), states=states("checked")),
        )),
        UiNode("paragraph", value="Sunset: 20:12", box=Box(40, 460, 300, 480)),
        UiNode("paragraph", value="Signed in as Margit, Family plan, renews 2 October", box=Box(40, 485, 600, 505)),
        UiNode("link", "Basket (2)", box=Box(900, 20, 1000, 40)),
        UiNode("link", "Films", box=Box(1010, 20, 1100, 40)),
        UiNode("check-box", "Send me the weekly digest", box=Box(40, 520, 300, 540), states=states("checked")),
        UiNode("button", "Sign in", box=Box(40, 550, 140, 580)),
        UiNode("button", "Next", box=Box(150, 550, 250, 580), states=states("disabled")),
    ),
)  # fmt: skip
TREES = TreeSnapshot((WindowTree(WindowInfo("Harbour line", Box(0, 0, 1280, 800), app="Web", active=True), PAGE),))
PLAIN = """
when does the ferry to oslo leave = 09:12
which platform does the boat to malmo go from = Platform.* 1
is there a ferry to malmo = Perhaps: the row 10:40, Malmo
is there a ferry to paris = ^No
how many boats are there = can't tell.*The table has 3 rows
who wrote this = “By Lena Ortiz”
how many paragraphs are there = ^2 paragraphs
what's number three on the most read list = Two schools merge
how many stories are in the most read list = 3 items: Ice on the river
what do i have to do in step two = Pay at the machine
how many things are in my basket = Basket \\(2\\)
who may see this = “Friends” is selected
is the weekly digest box ticked = ^Yes
where do i log in = The button Sign in is
can i click next = ^No
how much does the family plan cost = can't tell
what is the film about = can't tell
"""
FRAME = white_frame()


@pytest.fixture(name="plain", scope="module")
def _plain() -> Asker:
    return asker()


@pytest.mark.parametrize("line", PLAIN.strip().splitlines())
def test_without_any_model(plain: Asker, line: str) -> None:

    question, wanted = line.split(" = ")
    told = ask(plain, FRAME, question, TREES)
    assert re.search(wanted, " ".join(told.text.split())), told.text


def test_what_the_model_finds_is_told_as_the_nearest_and_not_as_an_answer() -> None:
    registry = Registry([built_in_directory()])
    folder = registry.first("embed")
    assert folder is not None
    who = asker(embedder=lambda: registry.open(folder))
    told = ask(who, FRAME, "what time does the sun go down", TREES)
    assert told.outcome == "unknown"
    assert told.text.startswith("I can't tell.")
    assert "The nearest that the screen has: “Sunset: 20:12”" in told.text
    nothing = ask(who, FRAME, "who won the chess championship", TREES)
    assert nothing.outcome == "unknown"


def test_a_cell_that_is_ticked_is_a_check_box_by_the_name_of_its_row() -> None:
    rows = [
        (
            UiNode("cell", box=Box(40, top, 60, top + 20), states=states("checkable", *on)),
            UiNode("cell", name, box=Box(70, top, 300, top + 20)),
        )
        for top, name, on in ((100, "Bread", ("checked",)), (130, "Butter", ()), (160, "Jam", ("checked",)))
    ]  # fmt: skip
    table = UiNode("table", box=Box(40, 90, 400, 200), children=tuple(cell for row in rows for cell in row))
    root = UiNode("dialog", "Shopping", box=Box(0, 0, 500, 300), children=(table,))
    trees = TreeSnapshot((WindowTree(WindowInfo("Shopping", Box(0, 0, 500, 300), active=True), root),))
    who = asker()
    assert ask(who, FRAME, "is the butter ticked", trees).text.startswith("No")
    assert ask(who, FRAME, "is jam checked", trees).text.startswith("Yes")
    assert ask(who, FRAME, "what have i ticked", trees).text == "Bread and Jam are checked."


def test_how_many_of_a_column_a_row_has_is_looked_up() -> None:
    columns = (("Pick", 10), ("Room", 40), ("Beds", 140))
    heads = tuple(UiNode("column-header", name, box=Box(left, 60, left + 25, 80)) for name, left in columns)
    cells = tuple(
        UiNode("cell", text, box=Box(left, top, left + 25, top + 20), states=states(*([] if text else ["checkable"])))
        for top, row in ((100, ("", "Lily", "2")), (130, ("", "Rose", "1")))
        for text, (_name, left) in zip(row, columns, strict=True)
    )
    table = UiNode("table", box=Box(40, 60, 400, 200), children=(*heads, *cells))
    root = UiNode("window", "Rooms", box=Box(0, 0, 500, 300), children=(table,))
    trees = TreeSnapshot((WindowTree(WindowInfo("Rooms", Box(0, 0, 500, 300), active=True), root),))
    assert ask(asker(), FRAME, "how many beds has Rose?", trees).text == "Beds of Rose: 1."
    assert "called beds" not in ask(asker(), FRAME, "how many beds has Violet?", trees).text


def test_the_first_row_of_a_sheet_names_its_columns() -> None:
    sheet = (("Name", "Hours"), ("Anna", "12"), ("Cara", "20"))
    cells = tuple(
        UiNode("cell", f"{letter}{row + 1}", text, box=Box(left, 100 + 20 * row, left + 90, 120 + 20 * row))
        for row, texts in enumerate(sheet)
        for letter, text, left in zip("AB", texts, (40, 140), strict=True)
    )
    table = UiNode("table", "Sheet", box=Box(40, 90, 400, 200), states=states("scrolled"), children=cells)
    root = UiNode("window", "hours.csv", box=Box(0, 0, 500, 300), children=(table,))
    trees = TreeSnapshot((WindowTree(WindowInfo("hours.csv", Box(0, 0, 500, 300), active=True), root),))
    assert ask(asker(), FRAME, "how many hours has Cara?", trees).text == "Hours of Cara: 20."
    assert ask(asker(), FRAME, "what is in B2?", trees).text == "B2: 12."


def test_a_field_without_a_name_gets_the_label_beside_it() -> None:
    def label(text: str, box: Box) -> UiNode:
        return UiNode("label", text, box=box)

    street, city, above, far = (
        UiNode("text-field", value="x", box=Box(200, 100, 400, 130)), UiNode("text-field", box=Box(200, 140, 400, 170)),
        UiNode("text-field", box=Box(40, 300, 400, 330)), UiNode("text-field", box=Box(900, 100, 999, 130)),
    )  # fmt: skip
    root = UiNode(
        "dialog",
        children=(
            city, label("City:", Box(100, 140, 150, 170)), street, label("Street", Box(100, 100, 160, 130)),
            label("Remarks", Box(40, 275, 120, 295)), above, far,
        ),
    )  # fmt: skip
    named = [node.name for node in with_labels(root).walk() if node.role == "text-field"]
    assert named == ["City", "Street", "Remarks", ""]
