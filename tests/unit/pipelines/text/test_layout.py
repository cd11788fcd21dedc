"""Lines become blocks in the order a person reads them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipelines.text.layout import arrange
from models.types import Box, TextLine


def line(text: str, left: int, top: int, *, height: int = 16, width: int = 0) -> TextLine:
    return TextLine(text, Box(left, top, left + (width or 8 * len(text)), top + height), 0.99)


def texts(lines: list[TextLine]) -> list[tuple[str, str]]:
    return [(block.kind, " | ".join(x.text for x in block.lines)) for block in arrange(lines, width=1000, height=800)]


def test_two_columns_are_read_one_after_the_other() -> None:
    left = [line(f"left column line {n} goes on", 20, 40 + 22 * n) for n in range(6)]
    right = [line(f"right column line {n} goes on", 420, 40 + 22 * n) for n in range(6)]
    blocks = arrange([*right, *left], width=1000, height=800)
    assert [block.kind for block in blocks] == ["paragraph", "paragraph"]
    assert blocks[0].lines == tuple(left)
    assert blocks[1].lines == tuple(right)


def test_a_dialog_reads_title_text_buttons() -> None:
    dialog = [
        line("Cancel", 300, 200), line("Save changes?", 40, 40, height=24), line("Discard", 200, 200),
        line("Save", 400, 200),
        line("The document has been changed.", 40, 90), line("Your changes will be lost otherwise.", 40, 112),
    ]  # fmt: skip
    assert texts(dialog) == [
        ("heading", "Save changes?"),
        ("paragraph", "The document has been changed. | Your changes will be lost otherwise."),
        ("line", "Discard | Cancel | Save"),
    ]


def test_a_table_keeps_its_rows_and_empty_cells() -> None:
    cells = [("Name", "Size", "Kind"), ("a.txt", "3 kB", "Text"), ("b.png", "", "Picture"), ("c", "9 MB", "Film")]
    lines = [line(text, 20 + 200 * x, 20 + 24 * y) for y, row in enumerate(cells) for x, text in enumerate(row) if text]
    (block,) = arrange(lines, width=1000, height=800)
    assert block.kind == "table"
    assert block.rows == tuple(cells)


def test_lists_and_headings() -> None:
    page = [
        line("Shopping", 20, 20, height=30),
        line("1. Bread", 20, 80),
        line("2. Eggs", 20, 104),
        line("3. Milk", 20, 128),
    ]
    assert texts(page) == [("heading", "Shopping"), ("list", "1. Bread | 2. Eggs | 3. Milk")]


def test_labels_stay_beside_their_fields() -> None:
    form = [line("Name", 20, 20), line("Anna Smith", 160, 20), line("Town", 20, 60), line("Leeds", 160, 60)]
    assert texts(form) == [("line", "Name | Anna Smith"), ("line", "Town | Leeds")]


CHAT = (
    ("Can you come at nine?", 40), ("No, only at ten.", 700), ("Is Bob with you?", 40), ("Yes, he is.", 700),
    ("Shall I cancel?", 40), ("Please do not.", 700),
)  # fmt: skip


@pytest.mark.parametrize("pitch", [20, 30, 44, 60])
def test_a_conversation_is_read_by_turns(pitch: int) -> None:
    blocks = arrange([line(text, x, 50 + pitch * n) for n, (text, x) in enumerate(CHAT)], width=1280, height=800)
    assert [each.text for block in blocks for each in block.lines] == [text for text, _ in CHAT]


PROSE = (
    "Honey bees do not sleep in the winter months of the", "year. They gather in a ball and keep each other warm",
    "by moving their wings. In spring the first of them", "leave the hive to look for water and for pollen which",
    "they bring home. The queen then begins to lay eggs", "and the hive grows again until the middle of summer.",
)  # fmt: skip
LINKS = ("Home", "Articles", "Photos", "Music", "Videos", "About", "Contact")


@pytest.mark.parametrize("pitch", [24, 32])
def test_a_side_bar_beside_prose_is_no_table(pitch: int) -> None:
    side = [line(text, 20, 100 + pitch * n) for n, text in enumerate(LINKS)]
    prose = [line(text, 200, 100 + pitch * n) for n, text in enumerate(PROSE)]
    blocks = arrange([*side, *prose], width=1280, height=800)
    assert "table" not in {block.kind for block in blocks}
    assert [each.text for block in blocks for each in block.lines] == [*LINKS, *PROSE]


def test_narrow_columns_of_prose_are_no_table() -> None:
    columns = (
        ("Bees sleep in a", "ball all winter", "long and stay", "warm together."),
        ("Rain is due on", "Friday in the", "north, sun in", "the south."),
        ("The team lost", "again, three to", "one, at home on", "Saturday."),
    )
    lines = [
        line(text, 20 + 180 * c, 100 + 22 * n) for c, column in enumerate(columns) for n, text in enumerate(column)
    ]
    assert texts(lines) == [("paragraph", " | ".join(column)) for column in columns]


@pytest.mark.parametrize("pitch", [24, 40])
def test_blank_fields_do_not_move_the_others(pitch: int) -> None:
    labels = [line(text, 20, 50 + pitch * n) for n, text in enumerate(("Name", "Born", "Town", "E-mail"))]
    fields = [line("Anna Smith", 180, 50), line("anna@example.org", 180, 50 + 3 * pitch)]
    rows = [text for _, text in texts([*labels, *fields])]
    assert "Name | Anna Smith" in rows
    assert "E-mail | anna@example.org" in rows


def test_unreadable_lines_are_not_read() -> None:
    lost = TextLine("", Box(0, 0, 100, 20), 0.8, readable=False)
    assert arrange([lost], width=100, height=100) == ()


boxes = st.tuples(st.integers(0, 900), st.integers(0, 700), st.integers(5, 300), st.integers(8, 40))


@given(st.lists(boxes, max_size=40), st.randoms())
def test_every_line_stands_in_one_block_whatever_the_order(
    places: list[tuple[int, int, int, int]], random: Random
) -> None:
    lines = [TextLine(f"t{n}", Box(x, y, x + w, y + h), 0.9) for n, (x, y, w, h) in enumerate(places)]
    first = arrange(lines, width=1000, height=800)
    assert sorted(x.text for block in first for x in block.lines) == sorted(x.text for x in lines)
    random.shuffle(lines)
    assert arrange(lines, width=1000, height=800) == first


def test_five_thousand_lines_come_to_an_end() -> None:
    lines = [line(f"word{n}", 10 + (n % 50) * 60, 10 + (n // 50) * 20, width=50) for n in range(5000)]
    assert sum(len(block.lines) for block in arrange(lines, width=3000, height=2000)) == 5000
