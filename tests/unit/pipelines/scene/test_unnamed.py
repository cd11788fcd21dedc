"""Items without a name in the tree are named by the text in their place, or not at all."""

from __future__ import annotations

from assistant.pipelines.scene.unnamed import with_names
from assistant.types import UiNode
from models.types import Box, TextLine

# places and lines of a file manager's icons, as read
ICONS = tuple(UiNode("icon", box=Box(left, 0, left + 88, 110)) for left in (0, 94, 188, 282))
WINDOW = UiNode("window", box=Box(0, 0, 400, 200), children=ICONS)


def line(text: str, left: int, right: int, top: int = 60) -> TextLine:
    return TextLine(text, Box(left, top, right, top + 20), 0.99)


def names(*lines: TextLine) -> list[str]:
    return [node.name for node in with_names(WINDOW, lines)[0].walk() if node.role == "icon"]


SINGLE = (line("Accounts", 12, 76), line("Speech.odt", 200, 276), line("Tickets", 300, 352))


def test_rows_of_one_item_become_its_name() -> None:
    found = names(*SINGLE, line("2023.ods", 12, 78, top=80))
    assert found == ["Accounts 2023.ods", "", "Speech.odt", "Tickets"]


def test_a_word_broken_at_the_end_of_a_row_is_put_together() -> None:
    assert names(*SINGLE, line("timetable.p-", 96, 180), line("df", 132, 146, top=80))[1] == "timetable.p-df"


def test_a_line_over_two_items_is_parted_between_their_words() -> None:
    found = names(line("Accounts", 12, 76), line("Tickets", 300, 352), line("Books to Budget draft", 110, 276))
    assert found == ["Accounts", "Books to", "Budget draft", "Tickets"]


def test_words_of_two_items_that_were_read_as_one_name_nobody() -> None:
    glued = line("Grandfather'Guest list.csv", 96, 274)
    root, left = with_names(WINDOW, (SINGLE[0], SINGLE[2], glued, line("s recipe", 104, 170, top=80)))
    assert [node.name for node in root.walk() if node.role == "icon"] == ["Accounts", "", "", "Tickets"]
    assert [each.text for each in left] == [glued.text, "s recipe"]


def test_names_from_the_picture_are_marked_as_such() -> None:
    root, left = with_names(WINDOW, SINGLE)
    assert [("read" in node.states) for node in root.children] == [True, False, True, True]
    assert left == []


def test_few_items_are_left_alone() -> None:
    window = UiNode("window", box=WINDOW.box, children=ICONS[:2])
    assert with_names(window, SINGLE) == (window, list(SINGLE))
