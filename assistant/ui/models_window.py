"""The models window: what is installed, what can be fetched, and a button for everything that is done with them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant import model_words as words
from assistant.languages.wording import number
from assistant.languages.words import N_, _
from assistant.ui.front import resize_in_letters
from assistant.ui.tray import app_icon
from models.cancel import CancelToken
from models.errors import Cancelled, ModelError
from models.registry import Listed, Registry
from models.store.catalogue import Entry, entries
from models.store.install import Store

_SPOKEN_EVERY_MS = 10_000  # progress that is heard; what is shown goes on between
_STOPPED = N_("Stopped. What was fetched so far is kept for the next time.")


class _Work(QThread):
    """One thing that takes a while; another thread, so that the window answers."""

    said = Signal(str)
    went_on = Signal(int, int)

    def __init__(self, work: Callable[[Store], str], cancel: CancelToken, parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._cancel = cancel
        self.outcome = ""

    def run(self) -> None:
        """In the thread."""
        try:
            self.outcome = self._work(Store(progress=self.went_on.emit, tell=self.said.emit, cancel=self._cancel))
        except Cancelled:
            self.outcome = _(_STOPPED)
        except ModelError as error:
            self.outcome = error.spoken


class ModelsWindow(QDialog):
    """Lists, and one thing at a time. GUI thread."""

    spoken = Signal(str)
    """A sentence that must be heard: how it goes on, and how it ended."""
    changed = Signal()
    """Another model may be in use now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("LookAloud: models"))
        self.setWindowIcon(app_icon())
        self._work: _Work | None = None
        self._cancel = CancelToken()
        self._rows: list[Listed | Entry] = []
        self._state = ""
        self._list = QListWidget()
        self._list.setAccessibleName(_("Models"))
        self._list.setWordWrap(True)
        self._list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show_details)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setAccessibleName(_("About this model"))
        self._details.setTabChangesFocus(True)
        self._status = QLabel()  # without an accessible name, which would hide what it says
        self._status.setWordWrap(True)
        self._status.setVisible(False)  # while it says nothing
        self._status.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self._buttons = {
            "get": self._button(_("&Fetch"), self._get),
            "use": self._button(_("&Use this one"), self._use),
            "verify": self._button(_("&Check its files"), self._verify),
            "speed": self._button(_("Measure its &speed"), self._speed),
            "remove": self._button(_("&Remove"), self._remove),
            "add": self._button(_("&Add from a file"), self._add),
            "stop": self._button(_("S&top"), self._stop),
            "close": self._button(_("C&lose"), self.close),
        }
        row, last = QHBoxLayout(), QHBoxLayout()
        for name in ("get", "use", "verify", "speed", "remove"):
            row.addWidget(self._buttons[name])
        for name in ("add", "stop", "close"):
            last.addWidget(self._buttons[name])
        layout = QVBoxLayout(self)
        for widget in (self._list, self._details, self._status):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addLayout(last)
        self._timer = QTimer(self, interval=_SPOKEN_EVERY_MS)
        self._timer.timeout.connect(lambda: self.spoken.emit(self._state))
        resize_in_letters(self, columns=90, lines=30)
        self.refresh()

    @property
    def status(self) -> str:
        """The sentence that is shown about what is done."""
        return self._status.text()

    @property
    def is_working(self) -> bool:
        """Whether something is under way."""
        return self._work is not None

    def begin(self) -> None:
        """As it is when it is new: what is there now, and the focus on the list."""
        self.refresh()
        self._list.setFocus()

    def refresh(self) -> None:
        """List anew what is there."""
        from assistant.cli.models import uses

        registry = Registry()
        used, listed = uses(registry), registry.list()
        self._used = used  # before the list changes: it shows its first row at once
        there = {each.folder.id for each in listed if each.folder is not None}
        at = max(0, self._list.currentRow())
        self._rows = [*listed, *(entry for entry in entries() if entry.id not in there)]
        self._list.clear()
        for each in self._rows:
            is_installed = isinstance(each, Listed)
            line = words.installed_line(each, used(each)) if is_installed else words.entry_line(each)  # type: ignore[arg-type]
            words_of_it = _("Installed: {model}") if is_installed else _("Not installed: {model}")
            self._list.addItem(words_of_it.format(model=line))
        self._list.setCurrentRow(min(at, self._list.count() - 1))

    def start(self, work: Callable[[Store], str], begins: str) -> None:
        """Do one thing; what is under way already goes first."""
        if self._work is not None:
            self.spoken.emit(_("Something is still being done. Press Stop first."))
            return
        self._cancel = CancelToken()
        thread = _Work(work, self._cancel, self)
        thread.said.connect(self._tell)
        thread.went_on.connect(self._progress)
        thread.finished.connect(self._ended)
        self._work = thread
        self._say(begins)
        self._timer.start()
        pressed = self.focusWidget() in self._buttons.values()
        self._enable()
        if pressed:  # and is disabled now
            self._buttons["stop"].setFocus()
        thread.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window's frame and Close come by here."""
        self._give_up()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Escape comes by here."""
        self._give_up()
        super().done(result)

    def _give_up(self) -> None:
        """What is under way is stopped, and waited for: it ends at the next piece of a file."""
        if self._work is not None:
            self._cancel.cancel()
            self._work.wait(10_000)

    def _button(self, text: str, pressed: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setAccessibleName(text.replace("&", ""))
        button.setAutoDefault(False)
        button.clicked.connect(lambda: pressed())
        return button

    def _chosen(self) -> Listed | Entry | None:
        row = self._list.currentRow()
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def _name(self) -> str:
        chosen = self._chosen()
        if isinstance(chosen, Listed):
            return chosen.folder.id if chosen.folder is not None else chosen.path.name
        return chosen.id if chosen is not None else ""

    def _show_details(self) -> None:
        chosen = self._chosen()
        if isinstance(chosen, Listed):
            self._details.setPlainText("\n".join(words.described(words.facts(chosen, self._used(chosen)))))
        elif chosen is not None:
            self._details.setPlainText("\n".join(words.entry_described(chosen)[:-1]))
        self._enable()

    def _enable(self) -> None:
        chosen, idle = self._chosen(), self._work is None
        whole = isinstance(chosen, Listed) and chosen.folder is not None
        self._buttons["get"].setEnabled(idle and isinstance(chosen, Entry))
        for name in ("use", "verify", "speed"):
            self._buttons[name].setEnabled(idle and whole)
        ours = isinstance(chosen, Listed) and chosen.comes_with_the_program
        self._buttons["remove"].setEnabled(idle and isinstance(chosen, Listed) and not ours)
        self._buttons["add"].setEnabled(idle)
        self._buttons["stop"].setEnabled(not idle)

    def _get(self) -> None:
        name = self._name()
        self.start(lambda store: _installed(store.get(name).id), _("Fetching {name}.").format(name=name))

    def _use(self) -> None:
        name = self._name()
        self.start(lambda store: words.used_from_now_on(name, store.use(name)), _("Choosing {name}.").format(name=name))

    def _verify(self) -> None:
        name = self._name()
        self.start(
            lambda store: _("All files of {name} are the ones they should be, {size}.").format(
                name=name, size=words.size(store.verify(name))
            ),
            _("Checking {name}.").format(name=name),
        )

    def _speed(self) -> None:
        name = self._name()
        self.start(lambda store: _measured(store, name, self._cancel), _("Measuring {name}.").format(name=name))

    def _remove(self) -> None:
        name = self._name()
        words_asked, yes, no = (
            _("Remove {name} from this machine?").format(name=name),
            QMessageBox.StandardButton.Yes,
            QMessageBox.StandardButton.No,
        )
        if QMessageBox.question(self, "LookAloud", words_asked, yes | no, no) == yes:  # Enter alone removes nothing
            self.start(lambda store: _removed(store, name), _("Removing {name}.").format(name=name))

    def _add(self) -> None:
        path, _kind = QFileDialog.getOpenFileName(
            self,
            _("A model's manifest.json, or a .zip or .tar of a model"),
            "",
            _("Models (*.json *.zip *.tar *.gz *.tgz *.xz)"),
        )
        if path:
            source = Path(path).parent if path.endswith(".json") else Path(path)
            self.start(lambda store: _installed(store.add(source).id), _("Adding {name}.").format(name=source.name))

    def _stop(self) -> None:
        self._say(_("Stopping."))
        self._cancel.cancel()

    def _tell(self, sentence: str) -> None:
        self._say(sentence)

    def _progress(self, done: int, whole: int) -> None:
        if whole:
            self._state = _("{number} percent of {size}.").format(number=100 * done // whole, size=words.size(whole))
            self._show(self._state)

    def _say(self, sentence: str) -> None:
        self._state = sentence
        self._show(sentence)
        self.spoken.emit(sentence)

    def _show(self, sentence: str) -> None:
        self._status.setText(sentence)
        self._status.setVisible(bool(sentence))

    def _ended(self) -> None:
        work, self._work = self._work, None
        self._timer.stop()
        if work is None:
            return
        work.deleteLater()
        waited = self.focusWidget() is self._buttons["stop"]
        self.refresh()
        self._enable()
        if waited:
            self._list.setFocus()
        self._say(work.outcome)
        self.changed.emit()


def _measured(store: Store, name: str, cancel: CancelToken) -> str:
    from models.store.speed import measure

    seconds = measure(store.registry.find(name), store.registry, cancel=cancel)
    return _("{name}: {seconds} seconds for an answer on this machine.").format(name=name, seconds=number(seconds))


def _installed(name: str) -> str:
    return _("{name} is installed.").format(name=name)


def _removed(store: Store, name: str) -> str:
    store.remove(name)
    return _("{name} is removed.").format(name=name)
