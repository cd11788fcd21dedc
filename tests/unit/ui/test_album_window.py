"""The album window: browsed and searched with the keyboard, read by a screen reader, quick with 10,000 pictures."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAccessible, QDesktopServices, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from assistant.album.facts import Facts
from assistant.album.folder import PictureFile
from assistant.album.index import Index, default_path
from assistant.album.picture import Described, Told
from assistant.languages.words import speaking
from assistant.settings import Settings
from assistant.ui.album_window import PAGE, AlbumWindow
from assistant.ui.windows import Windows

ROOT = Path(__file__).parents[3]


def keep(index: Index, path: str, text: str) -> None:
    described = Described(Facts("2023-07-14T10:00:00"), 320, 120, text, (Told(text, "text", 0.9),), text)
    index.keep(PictureFile(path, 1, 1), path.encode(), described, place=False, model="")


@pytest.fixture(name="window")
def _window(application: QApplication, tmp_path: Path) -> Iterator[AlbumWindow]:
    del application
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.png").write_bytes(b"")
    index = Index(tmp_path / "index.sqlite", root=tmp_path)
    for path, text in (("b.png", "Receipt for a table."), ("sub/c.png", "A café."), ("d.png", "Nothing.")):
        keep(index, path, text)
    window = AlbumWindow(index)
    window.show()
    yield window
    window.close()


def part(window: AlbumWindow, name: str) -> QLineEdit:
    return next(each for each in window.findChildren(QLineEdit) if each.accessibleName() == name)


def lines(window: AlbumWindow) -> list[str]:
    model = window.findChildren(QListView)[0].model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_all_pictures_are_listed_and_the_first_is_told(window: AlbumWindow) -> None:
    assert window.windowTitle().startswith("LookAloud: pictures of ")
    assert window.status == "3 pictures."
    assert lines(window) == [
        "b.png, 14 July 2023: Text: Receipt for a table.", "d.png, 14 July 2023: Text: Nothing.",
        "sub/c.png, 14 July 2023: Text: A café.",
    ]  # fmt: skip
    assert window.text == "b.png\nReceipt for a table.\nTaken on 14 July 2023."
    view = window.findChildren(QListView)[0]
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert window.text.endswith("Taken on 14 July 2023.\nThe file is no longer there.")


@pytest.mark.parametrize(
    ("code", "title", "status", "found"),
    [
        ("de", "LookAloud: Bilder aus ", "3 Bilder.", "1 Bild gefunden zu „receipt“."),
        ("es", "LookAloud: imágenes de ", "3 imágenes.", "1 imagen encontrada para «receipt»."),
    ],
)
def test_in_other_languages(
    application: QApplication, tmp_path: Path, code: str, title: str, status: str, found: str
) -> None:
    del application
    with speaking(code):
        index = Index(tmp_path / "index.sqlite", root=tmp_path)
        for path, text in (("b.png", "Receipt for a table."), ("c.png", "A café."), ("d.png", "Nothing.")):
            keep(index, path, text)
        window = AlbumWindow(index)
        assert window.windowTitle().startswith(title)
        assert window.status == status
        field = window.findChildren(QLineEdit)[0]
        field.setText("receipt")
        window.search()
        assert window.status == found
        labels = [button.text() for button in window.findChildren(QPushButton)]
        labels += [label.text() for label in window.findChildren(QLabel) if label.buddy() is field]
        keys = [label[label.index("&") + 1].casefold() for label in labels]
        assert len(keys) == 6
        assert len(set(keys)) == 6, labels
        window.close()


def test_a_search_by_keyboard(window: AlbumWindow) -> None:
    said: list[str] = []
    window.spoken.connect(said.append)
    field = part(window, "Search")
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    QTest.keySequence(window, "Ctrl+F")
    assert field.hasFocus()
    QTest.keyClicks(field, "CAFE")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert said == ["1 picture found for “CAFE”."]
    assert lines(window) == ["sub/c.png, 14 July 2023: Text: A café."]
    assert window.text.startswith("sub/c.png\nA café.")
    assert window.findChildren(QListView)[0].hasFocus()
    field.setText("unicorn")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (said[-1], lines(window), window.text) == ("0 pictures found for “unicorn”.", [], "")
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert (said[-1], len(lines(window))) == ("3 pictures.", 3)


def test_what_a_screen_reader_sees(window: AlbumWindow) -> None:
    view = QAccessible.queryAccessibleInterface(window.findChildren(QListView)[0])
    assert view is not None
    assert view.text(QAccessible.Text.Name) == "Pictures"
    items = [view.child(row).text(QAccessible.Text.Name) for row in range(view.childCount())]
    assert "sub/c.png, 14 July 2023: Text: A café." in items
    text = window.findChildren(QPlainTextEdit)[0]
    assert (text.accessibleName(), text.isReadOnly(), text.tabChangesFocus()) == ("Description", True, True)


def test_the_order_of_the_focus(window: AlbumWindow) -> None:
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    part(window, "Search").setFocus()
    names = []
    for _ in range(8):
        focus = QApplication.focusWidget()
        assert focus is not None
        names.append(focus.accessibleName())
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    assert names == [
        "Search", "Search now", "Pictures", "Description", "Copy", "Open folder", "Export...", "Close",
    ]  # fmt: skip


def test_copy_open_and_export(window: AlbumWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    window.spoken.connect(said.append)
    buttons = {button.accessibleName(): button for button in window.findChildren(QPushButton)}
    buttons["Copy"].click()
    assert QGuiApplication.clipboard().text() == window.text
    opened: list[str] = []

    def open_url(url: object) -> bool:
        opened.append(url.toLocalFile())  # type: ignore[attr-defined]
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    buttons["Open folder"].click()
    assert opened == [str(tmp_path)]
    assert window.export_as(tmp_path / "o.html")
    assert "Receipt for a table." in (tmp_path / "o.html").read_text("utf-8")
    assert not window.export_as(tmp_path / "o.docx")
    assert not window.export_as(tmp_path / "gone" / "o.csv")
    assert said == [
        "Copied.", "o.html is written.", "Give the file a name that ends in .html, .csv or .json.",
        "o.csv cannot be written: No such file or directory.",
    ]  # fmt: skip
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    buttons["Open folder"].click()
    assert said[-1] == f"No program opens the folder. Its path is {tmp_path}."


def test_escape_closes_and_what_asks_later_gets_no_error(window: AlbumWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
    assert lines(window) == []
    window.close()


def test_ten_thousand_pictures(application: QApplication, tmp_path: Path) -> None:
    index = Index(tmp_path / "index.sqlite", root=tmp_path)
    with index.together():
        for number in range(10_000):
            keep(index, f"{number:05}.png", f"Words of picture {number}.")
    window = AlbumWindow(index)
    window.show()
    application.processEvents()
    model = window.findChildren(QListView)[0].model()
    assert (window.status, model.rowCount()) == ("10000 pictures.", PAGE)  # 10,000 accessible rows at once are slow
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.index(9_999, 0).data().startswith("09999.png")
    window.close()


def test_the_window_loads_no_numpy() -> None:
    program = (
        "import sys\nimport assistant.ui.album_window\n"
        "assert not {'numpy', 'onnxruntime', 'cv2', 'PIL'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)
    program = (
        "import sys\nimport assistant.cli.album\n"
        "assert not {'numpy', 'onnxruntime', 'cv2', 'PIL', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, timeout=60)


def visible() -> set[AlbumWindow]:
    return {each for each in QApplication.topLevelWidgets() if isinstance(each, AlbumWindow) and each.isVisible()}


def test_a_window_that_was_closed_shows_the_next_folder(
    application: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del application
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    windows = Windows(Settings())
    others = visible()  # of other tests
    shown: set[QWidget] = set()
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        index = Index(default_path(folder), root=folder)
        keep(index, f"{name}.png", f"Picture {name}.")
        index.close()
        monkeypatch.setattr("assistant.ui.windows._ask_for_folder", lambda _, folder=folder: folder)
        windows.show_album()
        (window,) = visible() - others
        shown.add(window)
        assert window.windowTitle() == f"LookAloud: pictures of {name}"
        assert window.text.startswith(f"{name}.png\nPicture {name}.")
        assert part(window, "Search").text() == ""
        part(window, "Search").setText("picture")
        window.close()
    assert len(shown) == 1
