"""Trees and pixels in one scene: what is said once, what contradicts, what must never be said."""

from __future__ import annotations

from dataclasses import replace

from assistant.pipelines.scene.build import build
from assistant.types import Disagreement, Scene, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.types import Box, TextLine
from tests.helpers import trees

WHOLE = Box(0, 0, 1280, 800)


def node(role: str, name: str = "", box: Box | None = WHOLE, *children: UiNode) -> UiNode:
    return UiNode(role, name, box=box, children=children)


def line(text: str, left: int, top: int, *, width: int = 0, score: float = 0.99) -> TextLine:
    return TextLine(text, Box(left, top, left + (width or 8 * len(text)), top + 16), score)


def lost(box: Box) -> TextLine:
    return TextLine("", box, 0.8, readable=False)


def scene(title: str, nodes: list[UiNode], lines: list[TextLine], *covered: Box, app: str = "") -> Scene:
    info = WindowInfo(title, WHOLE, app=app, active=True, covered=covered)
    root = UiNode("window", title, box=WHOLE, children=tuple(nodes))
    return build(trees.frame({}), TreeSnapshot((WindowTree(info, root),)), lines)


def left(found: Scene) -> list[str]:
    return [x.text for window in found.windows for block in window.blocks for x in block.lines]


def test_another_number_is_a_disagreement_with_the_lines_score() -> None:
    label = node("label", "Total 1,248.00", Box(20, 60, 200, 80))
    found = scene("Bill", [label], [line("Total 1,249.00", 22, 62, score=0.93)])
    assert found.windows[0].disagreements == (
        Disagreement("Total 1,248.00", "Total 1,249.00", Box(22, 62, 134, 78), 0.93),
    )
    unsure = scene("Bill", [label], [line("Total 1,249.00", 22, 62, score=0.85)])
    assert unsure.windows[0].disagreements == ()
    assert left(unsure) == []


def test_cells_that_are_read_as_one_number_are_no_disagreement() -> None:
    names = ("Monday", "8", "3")
    cells = [node("cell", name, Box(20 + 60 * at, 60, 80 + 60 * at, 84)) for at, name in enumerate(names)]
    row = node("row", "", Box(20, 60, 200, 84), *cells)
    found = scene("Weather", [row], [line("Monday 83", 22, 62, width=150)])
    assert (left(found), found.windows[0].disagreements) == ([], ())
    other = scene("Weather", [row], [line("Monday 88", 22, 62, width=150)])
    assert left(other) or other.windows[0].disagreements


def test_the_buttons_of_a_title_bar_are_no_text() -> None:
    low = Box(100, 300, 700, 500)
    root = UiNode("window", "share", box=low)
    buttons, elsewhere = lost(Box(640, 276, 704, 303)), lost(Box(640, 120, 704, 147))
    found = build(
        trees.frame({}), TreeSnapshot((WindowTree(WindowInfo("share", low, active=True), root),)), [buttons, elsewhere]
    )
    assert found.unreadable == (elsewhere,)


def test_a_title_swallows_only_the_title_bar() -> None:
    lines = [line("Error", 20, 10), line("Error: cannot open the disk", 100, 300), line("Off", 100, 400)]
    assert left(scene("Error", [], lines)) == ["Error: cannot open the disk", "Off"]
    assert left(scene("Remote: office", [], lines)) == ["Error", "Error: cannot open the disk", "Off"]


def test_a_line_of_strokes_is_text_and_of_drawn_shapes_an_icon() -> None:
    lines = [line("11", 100, 300), line("□ |", 100, 400), line("○", 100, 500)]
    assert left(scene("Clock", [], lines)) == ["11"]


def test_a_message_over_a_long_text() -> None:
    text = "access to the archive was at no time denied to anybody; " * 300
    editor = UiNode("text-field", "", text, box=WHOLE)
    assert left(scene("Letter", [editor], [line("Access denied", 800, 700)])) == ["Access denied"]


def test_unreadable_lines_that_the_tree_holds_are_not_counted() -> None:
    page = node("document", "Новости", WHOLE, node("paragraph", "Завтра будет дождь.", Box(20, 60, 400, 90)))
    assert scene("Новости", [page], [lost(Box(20, 62, 300, 85))]).unreadable == ()
    elsewhere = lost(Box(20, 400, 300, 420))
    assert scene("Новости", [page], [elsewhere]).unreadable == (elsewhere,)
    bullets = node("password-field", "PIN", Box(70, 56, 200, 84))
    assert scene("Card", [bullets], [lost(Box(72, 60, 160, 80))]).unreadable == ()


def test_a_line_that_reaches_into_a_password_field_is_not_told() -> None:
    field = node("password-field", "", Box(260, 56, 360, 84))
    joined = line("Enter the key s3cr3t99", 20, 62, width=330)
    found = scene("Net", [node("label", "Enter the code", Box(20, 56, 250, 84)), field], [joined])
    assert left(found) == []
    assert found.windows[0].disagreements == ()
    assert left(scene("Net", [field], [line("Enter the key", 20, 62)])) == ["Enter the key"]


def test_where_a_password_field_has_no_place_no_pixel_text_is_told() -> None:
    assert left(scene("Login", [node("password-field", "Password", None)], [line("hunter2", 72, 60)])) == []


def test_a_password_line_outside_the_window_is_not_told() -> None:
    field = node("password-field", "", Box(260, 56, 360, 84))
    info = WindowInfo("Net", Box(250, 0, 1280, 800), active=True)
    tree = WindowTree(info, UiNode("window", "Net", box=info.box, children=(field,)))
    found = build(trees.frame({}), TreeSnapshot((tree,)), [line("Enter the key s3cr3t99", 20, 62, width=330)])
    assert found.blocks == ()


def test_what_two_windows_cover_together_is_not_told() -> None:
    hidden = node("paragraph", "Hidden behind two windows", Box(100, 100, 500, 140))
    found = scene("Back", [hidden], [], Box(0, 0, 300, 800), Box(300, 0, 1280, 800))
    assert found.windows[0].root is None
    half = scene("Back", [hidden], [], Box(0, 0, 300, 800))
    assert half.windows[0].root is not None
    assert half.windows[0].root.children == (replace(hidden, children=()),)


def test_where_no_place_is_known_texts_are_compared_as_strictly() -> None:
    children = (node("label", "Total 1,248.00"), node("label", "Opening hours"), node("password-field", "Wi-Fi key"))
    tree = WindowTree(WindowInfo("Net", WHOLE, active=True), UiNode("window", "Net", box=WHOLE, children=children))
    frame = replace(trees.frame({}), windows_known=False)
    lines = [
        line("Total 1,249.00", 20, 62),
        line("0pening hours", 20, 162),
        line("Hours", 20, 262),
        line("Wi-Fi key s3cr3t99", 20, 362),
    ]
    found = build(frame, TreeSnapshot((tree,)), lines)
    assert [x.text for block in found.blocks for x in block.lines] == ["Total 1,249.00"]
