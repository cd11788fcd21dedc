"""The album window: the described pictures of a folder, to be browsed and searched by keyboard and screen reader."""

from __future__ import annotations

import functools
import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.album import export, words
from assistant.album.entry import Entry
from assistant.album.index import Index, default_path
from assistant.album.search import find
from assistant.errors import AssistantError, NoDisplay, NoPictures
from assistant.languages.words import N_, _, n_
from assistant.printable import printable_name
from assistant.ui.front import bring_to_front, in_documents, line_to_type_in, resize_in_letters
from assistant.ui.tray import app_icon

log = logging.getLogger(__name__)

PAGE = 200  # rows that the list learns of at a time
_KEPT = 1000  # rows that are kept once they were read
_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
_WRITERS: dict[str, Callable[[Index, Path], None]] = {
    ".csv": export.write_csv,
    ".json": export.write_json,
    ".html": export.write_html,
}
NOT_DESCRIBED = N_("No picture of this folder is described yet. Run lookaloud album with the folder first.")
_Place = QModelIndex | QPersistentModelIndex


class Rows(QAbstractListModel):
    """The pictures with these ids; a row is read when it is shown. GUI thread."""

    def __init__(self, index: Index) -> None:
        super().__init__()
        self._index = index
        self._ids: list[int] = []
        self._shown = 0
        self._read = functools.lru_cache(_KEPT)(self._entry)

    def change(self, index: Index) -> None:
        """Read from another index, of which nothing is shown yet."""
        self.show_ids([])
        self._index = index

    def show_ids(self, ids: list[int]) -> None:
        """Show these, from the first."""
        self.beginResetModel()
        self._ids = ids
        self._shown = min(PAGE, len(ids))
        self._read.cache_clear()
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """The picture of a row."""
        return self._read(self._ids[row]) if 0 <= row < len(self._ids) else None

    def _entry(self, id: int) -> Entry | None:
        try:
            return self._index.entry(id)
        except AssistantError:
            log.exception("a picture of the album")
            return None

    def rowCount(self, parent: _Place = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """So many rows are known to the list; `fetchMore` makes them more."""
        return 0 if parent.isValid() else self._shown

    def canFetchMore(self, parent: _Place) -> bool:
        """Whether there are more rows."""
        return not parent.isValid() and self._shown < len(self._ids)

    def fetchMore(self, parent: _Place) -> None:
        """A page more."""
        last = min(len(self._ids), self._shown + PAGE)
        self.beginInsertRows(QModelIndex(), self._shown, last - 1)
        self._shown = last
        self.endInsertRows()

    def data(self, index: _Place, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name, date and first sentence."""
        if role not in _TEXT_ROLES or not index.isValid():
            return None
        entry = self.entry(index.row())
        return words.line(entry) if entry is not None else _("This picture is not in the index any more.")


class AlbumWindow(QDialog):
    """A field to search, the list, and all that is known of the chosen picture. GUI thread."""

    spoken = Signal(str)
    """A sentence that must be heard."""

    def __init__(self, index: Index, parent: QWidget | None = None) -> None:
        """`index` is closed with the window."""
        super().__init__(parent)
        self.setWindowIcon(app_icon())
        self._words = line_to_type_in()
        self._words.setAccessibleName(_("Search"))
        self._words.setAccessibleDescription(
            _("Words that the pictures have; Enter searches, an empty field shows all")
        )
        self._words.returnPressed.connect(self.search)
        label = QLabel(_("&Search:"))
        label.setBuddy(self._words)
        self._status = QLabel()  # without an accessible name, which would hide what it says
        self._status.setWordWrap(True)
        self._status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._rows = Rows(index)
        self._list = QListView()
        self._list.setAccessibleName(_("Pictures"))
        self._list.setUniformItemSizes(True)
        self._list.setModel(self._rows)
        self._list.selectionModel().currentChanged.connect(self._show_chosen)
        self._text = QPlainTextEdit(readOnly=True)
        self._list.activated.connect(lambda: self._text.setFocus())
        self._text.setAccessibleName(_("Description"))
        self._text.setTabChangesFocus(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._of_one = [
            _button(_("&Copy"), _("Copies all that is known of the picture"), self.copy),
            _button(_("Open &folder"), _("Opens the folder that the picture lies in"), self.open_folder),
        ]
        top, bottom = QHBoxLayout(), QHBoxLayout()
        for field in (label, self._words, _button(_("Sea&rch now"), _("Searches for the words"), self.search)):
            top.addWidget(field)
        for button in (
            *self._of_one,
            _button(_("&Export..."), _("Writes all pictures of the folder as a table, a page or JSON"), self.export),
            _button(_("C&lose"), _("Closes the window"), self.close),
        ):
            bottom.addWidget(button)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        for part in (self._status, self._list, self._text):
            layout.addWidget(part)
        layout.addLayout(bottom)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self._words.setFocus)
        resize_in_letters(self, columns=90, lines=30)
        self.begin(index)

    def begin(self, index: Index) -> None:
        """As it is when it is new, with the pictures of this folder. The index before it is closed with the window."""
        self._index = index
        self.setWindowTitle(_("LookAloud: pictures of {folder}").format(folder=printable_name(index.root.name)))
        self._rows.change(index)
        self._words.clear()
        self._show_ids(index.ids(), "")
        self._list.setFocus()

    @property
    def status(self) -> str:
        """The sentence that says what is listed."""
        return self._status.text()

    @property
    def text(self) -> str:
        """What is shown of the chosen picture."""
        return self._text.toPlainText()

    def search(self) -> None:
        """List the pictures that have the words of the field; the focus goes to the first of them."""
        wanted = self._words.text().strip()
        try:
            ids = find(self._index, wanted) if wanted else self._index.ids()
        except AssistantError as error:
            self._say(error.spoken)
            return
        self._show_ids(ids, wanted)
        self.spoken.emit(self.status)
        if ids:
            self._list.setFocus()

    def copy(self) -> None:
        """Put all that is known of the chosen picture on the clipboard."""
        if self.text:
            QGuiApplication.clipboard().setText(self.text)
            self.spoken.emit(_("Copied."))

    def open_folder(self) -> None:
        """Open the chosen picture's folder in the desktop's file manager."""
        entry = self._chosen()
        if entry is None:
            return
        folder = (self._index.root / entry.path).parent
        if not folder.is_dir():
            self._say(_("The folder {name} is no longer there.").format(name=printable_name(folder.name)))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            text = _("No program opens the folder. Its path is {path}.")
            self._say(text.format(path=printable_name(str(folder))))

    def export(self) -> None:
        """Ask where, and write all pictures."""
        kinds = ";;".join((_("Page (*.html)"), _("Table (*.csv)"), _("JSON (*.json)")))
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Export all pictures"), in_documents(_("pictures.html")), kinds
        )
        if name:
            self.export_as(Path(name))

    def export_as(self, path: Path) -> bool:
        """Write all pictures, in the form that the suffix names; whether it was written."""
        write = _WRITERS.get(path.suffix.lower())
        if write is None:
            self._say(_("Give the file a name that ends in .html, .csv or .json."))
            return False
        try:
            write(self._index, path)
        except AssistantError as error:
            self._say(error.spoken)
            return False
        self._say(_("{name} is written.").format(name=printable_name(path.name)))
        return True

    def done(self, result: int) -> None:
        """Escape and Close come by here."""
        super().done(result)
        self._rows.show_ids([])  # a screen reader may still ask
        self._index.close()

    def _show_ids(self, ids: list[int], wanted: str) -> None:
        self._rows.show_ids(ids)
        count = len(ids)
        text = n_("{count} picture.", "{count} pictures.", count)
        if wanted:
            text = n_("{count} picture found for “{words}”.", "{count} pictures found for “{words}”.", count)
        self._status.setText(text.format(count=count, words=wanted))
        if ids:
            self._list.setCurrentIndex(self._rows.index(0))
        else:
            self._text.clear()
        for button in self._of_one:
            button.setEnabled(bool(ids))

    def _chosen(self) -> Entry | None:
        return self._rows.entry(self._list.currentIndex().row())

    def _show_chosen(self) -> None:
        entry = self._chosen()
        if entry is None:
            self._text.clear()
            return
        lines = [words.whole(entry)]
        if not os.path.lexists(self._index.root / entry.path):
            lines.append(_("The file is no longer there."))
        self._text.setPlainText("\n".join(lines))

    def _say(self, sentence: str) -> None:
        self._status.setText(sentence)
        self.spoken.emit(sentence)


def open_album(folder: Path) -> int:
    """Show the album of a folder until it is closed, speaking what it says; returns the exit code.

    Main thread. Raises NoDisplay, NoPictures where the folder has no index, AlbumError.
    """
    from assistant.desktop.display import has_display
    from assistant.qt_log import log_qt_messages
    from assistant.settings_file import default_path as settings_path
    from assistant.settings_file import load
    from assistant.speech.queue import SpeechQueue
    from assistant.speech.utterance import Utterance
    from assistant.speech.voices.chosen import ChosenVoice
    from assistant.ui.qt_words import translate_qt

    if not has_display():
        raise NoDisplay
    if not default_path(folder).exists():
        raise NoPictures(_(NOT_DESCRIBED))
    log_qt_messages()
    application = QApplication.instance() or QApplication([])
    translate_qt(application)
    speech = SpeechQueue(ChosenVoice(load(settings_path()).settings.speech))
    window = AlbumWindow(Index(default_path(folder), root=folder.resolve()))
    window.spoken.connect(lambda sentence: speech.say(Utterance(sentence)))
    bring_to_front(window)
    try:
        return application.exec()
    finally:
        speech.close()


def _button(text: str, description: str, pressed: Callable[[], object]) -> QPushButton:
    button = QPushButton(text)
    button.setAccessibleName(text.replace("&", ""))
    button.setAccessibleDescription(description)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: pressed())
    return button
