"""Window list, pixels and accessibility trees of real programs on a real desktop."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from assistant.desktop.capture.screen import MssCapturer
from assistant.desktop.desk import Desk
from assistant.desktop.stacking import open_window_system
from assistant.desktop.tree import open_tree_reader
from assistant.desktop.tree.atspi import deepest_at
from assistant.errors import CaptureError
from assistant.types import Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.errors import Cancelled
from models.types import Box
from tests.helpers.desktop import Desktop, wait_for

PAGE = """<!doctype html><title>Shop</title><h1>Welcome</h1><p>Some <b>bold</b> and <a href="#x">a link</a> inside.</p>
<form><label for=m>Mail</label> <input id=m value="x@y.z" required>
<label>Word <input type=password value=sekrit99></label>
<select aria-label=Size><option>Small<option selected>Medium</select>
<input type=checkbox checked id=c><label for=c>Agree</label> <button>Send</button></form>
<div role=alert>Wrong mail</div><table><tr><th>Name<th>Price<tr><td>Apple<td>3</table><ul><li>one<li>two</ul>"""

FORM = """
import sys
from PySide6.QtWidgets import *
app = QApplication(sys.argv)
window = QWidget()
window.setWindowTitle("Form")
layout = QFormLayout(window)
name = QLineEdit("Anna")
secret = QLineEdit("hunter2secret")
secret.setEchoMode(QLineEdit.EchoMode.Password)
box = QComboBox(); box.addItems(["Red", "Green"]); box.setCurrentIndex(1)
weight = QSpinBox(); weight.setSuffix(" kg"); weight.setValue(7)
slider = QSlider(); slider.setValue(40)
off = QPushButton("Off"); off.setEnabled(False)
check = QCheckBox("News"); check.setChecked(True)
for label, widget in (("Name", name), ("Secret", secret), ("Colour", box), ("Level", slider), ("Weight", weight),
        ("", off), ("", check)):
    layout.addRow(label, widget)
window.show()
name.setFocus()
app.exec()
"""


@pytest.fixture(scope="module", name="screen")
def _screen(desktop: Desktop) -> Iterator[Desktop]:
    before = dict(os.environ)
    os.environ.update(desktop.env)
    (desktop.folder / "page.html").write_text(PAGE)
    (desktop.folder / "form.py").write_text(FORM)
    (desktop.folder / "notes.txt").write_text("First line\nSecond line\n")
    chromium = (
        "chromium --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update"
    )
    chromium += f" --disable-sync --disable-quic --force-renderer-accessibility --user-data-dir={desktop.folder}/c"
    desktop.start(*chromium.split(), "--window-size=700,600", f"--app=file://{desktop.folder}/page.html")
    desktop.wait_for_window("Shop")
    desktop.start("xterm", "-T", "Plain", "-e", "sleep 900")
    desktop.wait_for_window("Plain")
    desktop.start("mousepad", str(desktop.folder / "notes.txt"))
    desktop.wait_for_window("Mousepad")
    desktop.start("zenity", "--question", "--title=Quest", "--text=Shall it?")
    desktop.wait_for_window("Quest")
    desktop.start(sys.executable, str(desktop.folder / "form.py"))
    desktop.wait_for_window("^Form$")
    wait_for(lambda: _has(desktop, "Shop", "button", "Send"), why="Chromium's tree")
    yield desktop
    os.environ.clear()
    os.environ.update(before)


def _windows() -> tuple[WindowInfo, ...]:
    with closing(open_window_system()) as system:
        windows = system.windows()
    assert windows is not None
    return windows


def _read(timeout: float = 5) -> TreeSnapshot:
    return open_tree_reader().read(_windows(), timeout=timeout, cancel=CancelToken())


def _tree(title: str) -> WindowTree:
    return next(tree for tree in _read().windows if title in tree.window.title)


def _has(desktop: Desktop, title: str, role: str, name: str) -> bool:
    del desktop
    trees = [tree for tree in _read().windows if title in tree.window.title]
    return (
        bool(trees)
        and trees[0].root is not None
        and any(n.role == role and n.name == name for n in trees[0].root.walk())
    )


def _node(title: str, role: str, name: str = "") -> UiNode:
    root = _tree(title).root
    assert root is not None
    return next(node for node in root.walk() if node.role == role and (not name or node.name == name))


def test_the_list_of_windows(screen: Desktop) -> None:
    windows = _windows()
    titles = [window.title for window in windows]
    assert {"Form", "Quest", "Plain", "Shop"} <= set(titles)
    active = [window for window in windows if window.active]
    assert len(active) == 1
    shown = screen.run(["xdotool", "getactivewindow", "getwindowname"]).stdout.strip()
    assert active[0].title == shown
    assert next(window for window in windows if window.title == "Plain").app == "XTerm"


def test_a_minimised_window_is_known_as_such(screen: Desktop) -> None:
    (terminal,) = screen.run(["xdotool", "search", "--name", "^Plain$"]).stdout.split()
    screen.run(["xdotool", "windowminimize", "--sync", terminal])
    wait_for(lambda: next(w for w in _windows() if w.title == "Plain").minimised)
    with closing(Desk.open()) as desk:
        snapshot = desk.trees(desk.look(Target.SCREEN), cancel=CancelToken())
    assert [window.title for window in snapshot.hidden] == ["Plain"]
    assert "Plain" not in [tree.window.title for tree in snapshot.windows]
    screen.run(["xdotool", "windowmap", "--sync", terminal])
    wait_for(lambda: not next(w for w in _windows() if w.title == "Plain").minimised)


def test_pixels_are_those_of_the_screen(screen: Desktop) -> None:
    screen.run(["xsetroot", "-solid", "#204060"])
    with closing(MssCapturer()) as capturer:
        _check_pixels(capturer)


def _check_pixels(capturer: MssCapturer) -> None:
    frame = wait_for(
        lambda: (
            f
            if bytes((f := capturer.grab(Box(1900, 1060, 1920, 1080), target=Target.REGION)).pixels.data[:3])
            == b"\x60\x40\x20"
            else None
        )
    )
    assert frame.origin == (1900, 1060)
    with pytest.raises(CaptureError, match="outside the screen"):
        capturer.grab(Box(5000, 0, 5010, 10), target=Target.REGION)


def test_a_browser_page(screen: Desktop) -> None:
    root = _tree("Shop").root
    assert root is not None
    kinds = {(node.role, node.name or node.value) for node in root.walk()}
    assert ("heading", "Welcome") in kinds
    assert ("paragraph", "Some bold and a link inside.") in kinds
    assert ("link", "a link") in kinds
    assert ("column-header", "Price") in kinds
    assert ("cell", "Apple") in kinds
    assert any(
        node.role == "alert" and any(inner.name == "Wrong mail" for inner in node.walk()) for node in root.walk()
    )
    assert "checked" in _node("Shop", "check-box", "Agree").states
    mail = _node("Shop", "text-field", "Mail")
    assert mail.value == "x@y.z"
    assert _node("Shop", "combo-box", "Size").value == "Medium"  # its list is closed
    assert "required" in mail.states


def test_a_dialog(screen: Desktop) -> None:
    tree = _tree("Quest")
    assert tree.root is not None
    assert tree.root.role == "dialog"
    assert "default" in _node("Quest", "button", "Yes").states
    label = _node("Quest", "label", "Shall it?")
    assert label.box is not None
    assert label.box.covered_by(tree.window.box) > 0.9


def test_an_editor_and_a_terminal(screen: Desktop) -> None:
    assert _node("Mousepad", "text-field").value == "First line\nSecond line"
    assert (_tree("Plain").root, _tree("Plain").why) == (None, "none")


def test_a_form(screen: Desktop) -> None:
    assert _node("Form", "text-field", "Name").value == "Anna"
    assert "disabled" in _node("Form", "button", "Off").states
    assert "checked" in _node("Form", "check-box", "News").states
    assert _node("Form", "slider", "Level").value == "40"
    assert _node("Form", "spin-button", "Weight").value == "7 kg"
    assert _node("Form", "combo-box", "Colour").value == "Green"


def test_passwords_are_nowhere(screen: Desktop) -> None:
    snapshot = repr(_read())
    assert _node("Form", "password-field", "Secret").value == ""  # Qt gives it the role name of a text
    assert _node("Shop", "password-field", "Word").value == ""
    assert "●" not in snapshot
    assert "sekrit99" not in snapshot
    assert "hunter2secret" not in snapshot


def test_the_focus(screen: Desktop) -> None:
    (form,) = screen.run(["xdotool", "search", "--name", "^Form$"]).stdout.split()
    screen.run(["xdotool", "windowactivate", "--sync", form])
    focus = wait_for(lambda: open_tree_reader().focus(_windows(), timeout=2))
    assert (focus.role, focus.name) == ("text-field", "Name")
    with closing(Desk.open()) as desk:
        look = desk.look(Target.FOCUS)
    assert focus.box is not None
    assert look.frame.to_frame(focus.box).covered_by(look.frame.box) == 1.0


def test_what_lies_under_a_point(screen: Desktop) -> None:
    root = _tree("Quest").root
    button = _node("Quest", "button", "No")
    assert root is not None
    assert button.box is not None
    found = deepest_at(root, *button.box.centre)
    assert found is not None
    assert found.name == "No"


def test_a_program_that_hangs_is_left_out_and_the_others_are_read(screen: Desktop) -> None:
    (quest,) = screen.run(["xdotool", "search", "--name", "^Quest$", "getwindowpid"]).stdout.split()
    os.kill(int(quest), signal.SIGSTOP)
    try:
        snapshot = _read(timeout=1.5)
    finally:
        os.kill(int(quest), signal.SIGCONT)
    by_title = {tree.window.title: tree for tree in snapshot.windows}
    assert by_title["Quest"].root is None
    assert by_title["Quest"].why == "hung"
    assert by_title["Form"].root is not None
    assert wait_for(lambda: _tree("Quest").root is not None)


def test_cancel_is_heard_at_once_and_leaves_no_thread(screen: Desktop) -> None:
    cancel = CancelToken()
    cancel.cancel()
    before = threading.active_count()
    with pytest.raises(Cancelled):
        open_tree_reader().read(_windows(), timeout=5, cancel=cancel)
    assert threading.active_count() == before
