"""Trees as programs give them become trees as they are seen: popups, Writer's places, windows of one control."""

from __future__ import annotations

from assistant.desktop.tree.places import placed
from assistant.desktop.tree.popups import with_popups
from assistant.desktop.tree.shape import simplified
from assistant.types import UiNode, WindowInfo, WindowTree
from models.types import Box

ITEMS = (
    UiNode("menu-item", "New", box=Box(0, 50, 200, 75)),
    UiNode("menu-item", "Quit", box=Box(0, 75, 200, 100)),
)
EDITOR = UiNode(
    "window",
    box=Box(0, 0, 600, 400),
    children=(
        UiNode(
            "menu-bar",
            box=Box(0, 25, 600, 50),
            children=(UiNode("menu", "File", box=Box(0, 25, 40, 50), children=ITEMS), UiNode("menu", "Edit")),
        ),
        UiNode("text-field", value="Buy milk", box=Box(0, 50, 600, 400)),
    ),
)


def tree(title: str, box: Box, root: UiNode | None, pid: int = 7) -> WindowTree:
    return WindowTree(WindowInfo(title, box, pid=pid), root, why="" if root is not None else "none")


def test_an_open_menu_hangs_in_its_popup() -> None:
    popup, window = with_popups(
        (tree("Editor", Box(0, 50, 200, 100), None), tree("notes", Box(0, 0, 600, 400), EDITOR))
    )
    assert popup.root is not None
    assert (popup.root.role, popup.root.name, popup.root.children) == ("menu", "File", ITEMS)
    assert popup.why == ""
    assert window.root is not None
    assert [node.name for node in window.root.walk() if node.role == "menu"] == ["File", "Edit"]
    assert not any(node.role == "menu-item" for node in window.root.walk())


def test_the_list_of_a_combo_box_is_named_by_it() -> None:
    items = (UiNode("list-item", "Red", box=Box(10, 90, 300, 110)),)
    combo = UiNode("combo-box", "Paint", "Red", children=(UiNode("list", children=items),))
    form = UiNode("window", "Colours", children=(combo,))
    popup, window = with_popups((tree("x.py", Box(8, 88, 200, 112), None), tree("Colours", Box(0, 0, 400, 300), form)))
    assert popup.root is not None
    assert (popup.root.role, popup.root.name) == ("list", "Paint")
    assert window.root is not None
    assert window.root.children[0].children == ()


def test_popups_of_other_programs_and_elsewhere_get_nothing() -> None:
    window = tree("notes", Box(0, 0, 600, 400), EDITOR)
    for popup in (tree("x", Box(0, 50, 200, 100), None, pid=8), tree("x", Box(0, 300, 200, 350), None)):
        assert with_popups((popup, window)) == (popup, window)


def _writer(top: int) -> UiNode:
    """The top of LibreOffice Writer's tree under GTK, with its content at `top`."""
    field = UiNode("text-field", value="Liberation Serif", box=Box(267, 89, 438, 123))
    bar = UiNode("tool-bar", "Formatting", box=Box(0, 60, 1410, 99), children=(field,))
    text = UiNode("paragraph", value="Report", box=Box(527, 219, 1320, 237))
    own_bar = UiNode("menu-bar", children=(UiNode("menu", "File", box=Box(0, 21, 36, 43)),))
    content = UiNode("panel", "report", box=Box(0, top, 1920, top + 1032), children=(own_bar, text, bar))
    return UiNode("window", box=Box(0, 0, 1920, 1080), children=(UiNode("menu-bar", box=Box(0, 21, 1896, 48)), content))


CLIENT = Box(0, 21, 1920, 1080)


def test_writer_counts_from_below_its_menu_bar() -> None:
    content = placed(_writer(21), CLIENT).children[1]
    assert content.box == Box(0, 48, 1920, 1080)
    text, bar = content.children  # its own menu bar does not show
    assert text.box == Box(527, 246, 1320, 264)
    assert bar.box == Box(0, 87, 1410, 126)
    assert bar.children[0].box == Box(267, 89, 438, 123)  # GTK's own, right already


def test_content_in_its_right_place_stays_there() -> None:
    assert placed(_writer(48), CLIENT) == _writer(48)


def test_a_control_that_is_a_window_of_its_own_stands_in_one() -> None:
    label = UiNode("label", "Seven boats", box=Box(0, 0, 500, 300), states=frozenset({"active"}))
    root = simplified(label)
    assert (root.role, root.name, root.children) == ("window", "", (label,))
