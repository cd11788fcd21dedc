"""All windows of the app behind one face: made on first use, so that an app at rest does not pay for them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFileDialog

from assistant.actions import Action
from assistant.answers import Answer
from assistant.errors import NoPictures
from assistant.languages.words import _
from assistant.settings import Settings
from assistant.speech.cues import Cue
from assistant.ui.front import bring_to_front, untold
from assistant.ui.models_window import ModelsWindow
from assistant.ui.result import ResultWindow
from assistant.ui.settings import SettingsWindow
from assistant.ui.tray import Tray
from models.types import Box

if TYPE_CHECKING:
    from assistant.ui.album_window import AlbumWindow


class Windows(QObject):
    """Tray, result, settings and models. GUI thread.

    Each window is made once and kept: one that Python frees in another thread takes the program with it.
    """

    action = Signal(object)
    asked = Signal(str)
    """A typed question about the picture of the last answer."""
    settings_accepted = Signal(object)
    settings_dismissed = Signal()
    """The settings window was left without OK."""
    try_voice = Signal(object)
    try_microphone = Signal(object)
    quit_requested = Signal()
    problem_found = Signal(str)
    """A sentence about wrong input, or on what a window is doing, to be spoken."""
    models_changed = Signal()
    """Another model may be in use now."""

    def __init__(self, settings: Settings, *, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._result: ResultWindow | None = None
        self._tray: Tray | None = None
        self._settings_window: SettingsWindow | None = None
        self._models_window: ModelsWindow | None = None
        self._albums: list[AlbumWindow] = []  # a closed one is shown again

    def show_tray(self) -> None:
        """Show the tray icon. Where the desktop has no tray yet, Qt adds the icon when one comes."""
        self._tray = Tray(parent=self)
        self._tray.action.connect(self.action)
        self._tray.quit_requested.connect(self.quit_requested)

    def boxes(self) -> list[Box]:
        """Where those that show lie, with their frames, in desktop units."""
        shown = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        frames = [window.frameGeometry() for window in shown]
        return [Box(each.left(), each.top(), each.right() + 1, each.bottom() + 1) for each in frames]

    def notify(self, sentence: str) -> None:
        """A message for the eye, when the ear cannot be reached."""
        if self._tray is not None:
            self._tray.notify(sentence)

    def show_state(self, cue: Cue) -> None:
        """What a sound says, for the eye."""
        if self._tray is not None:
            self._tray.show_state(cue)

    def begin(self, answer: Answer, history: Sequence[Answer]) -> None:
        """A new turn begins; `history`: the answers before it in the same conversation."""
        self.show_state(Cue.WORKING)
        if self._result is not None and self._result.isVisible():
            self._result.show_talk(answer.title, [*history, answer])

    def grow(self, answer: Answer, sentence: str) -> None:
        """A sentence more."""
        if self._result is not None and self._result.isVisible():
            self._result.append(sentence)
        del answer

    def end(self, answer: Answer, history: Sequence[Answer]) -> None:
        """The turn is over."""
        self.show_state(Cue.DONE)
        if answer.question and self._result is not None and self._result.isVisible():
            self._result.show_talk(answer.title, history)

    def show_question(self, history: Sequence[Answer]) -> None:
        """Open the last answers with the caret in the field for the next question."""
        self.show_result(history[-1] if history else None, history)
        assert self._result is not None
        self._result.focus_question()

    def show_result(self, answer: Answer | None, history: Sequence[Answer] = ()) -> None:
        """Open the last answer to be browsed, below those before it on the same picture."""
        if self._result is None:
            self._result = untold(ResultWindow)
            self._result.copy_requested.connect(lambda: self.action.emit(Action.COPY))
            self._result.repeat_requested.connect(lambda: self.action.emit(Action.REPEAT))
            self._result.more_requested.connect(lambda: self.action.emit(Action.MORE))
            self._result.asked.connect(self.asked)
            self._result.problem_found.connect(self.problem_found)
        talk = [*history] if answer is None or answer in history else [*history, answer]
        self._result.show_talk(answer.title if answer else "", talk)
        self._result.open()

    def show_settings(self) -> None:
        """Open the settings, or come back to them where they are open."""
        if self._settings_window is not None and self._settings_window.isVisible():
            bring_to_front(self._settings_window)
            return
        if self._settings_window is None:
            window = self._settings_window = untold(lambda: SettingsWindow(self.settings))
            window.settings_accepted.connect(self.settings_accepted)
            window.rejected.connect(self.settings_dismissed)
            window.try_voice.connect(self.try_voice)
            window.try_microphone.connect(self.try_microphone)
            window.problem_found.connect(self.problem_found)
        else:
            self._settings_window.begin(self.settings)
        bring_to_front(self._settings_window)

    def show_album(self) -> None:
        """Ask for a folder, and open what is known of its pictures. Raises AlbumError."""
        from assistant.album.index import Index, default_path
        from assistant.ui.album_window import NOT_DESCRIBED, AlbumWindow

        chosen = _ask_for_folder(_("Folder of pictures"))
        if chosen is None:
            return
        folder = chosen.resolve()
        if not default_path(folder).exists():
            raise NoPictures(_(NOT_DESCRIBED))
        index = Index(default_path(folder), root=folder)
        window = next((each for each in self._albums if not each.isVisible()), None)
        if window is None:
            window = untold(lambda: AlbumWindow(index))
            window.spoken.connect(self.problem_found)
            self._albums.append(window)
        else:
            window.begin(index)
        bring_to_front(window)

    def show_models(self) -> None:
        """Open the models, as they are now."""
        if self._models_window is None:
            self._models_window = untold(ModelsWindow)
            self._models_window.spoken.connect(self.problem_found)
            self._models_window.changed.connect(self.models_changed)
        elif not self._models_window.is_working:
            self._models_window.begin()
        bring_to_front(self._models_window)


def _ask_for_folder(title: str) -> Path | None:
    """No window of ours is in front yet, so this one is brought there as the others are."""
    dialog = QFileDialog(None, title, str(Path.home()))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    QTimer.singleShot(0, dialog, lambda: _bring_if_ours(dialog))
    accepted = dialog.exec()
    names = dialog.selectedFiles()
    dialog.deleteLater()
    return Path(names[0]) if accepted and names else None


def _bring_if_ours(dialog: QFileDialog) -> None:
    """Where the desktop has a dialog of its own, Qt's has no window."""
    handle = dialog.windowHandle()
    if handle is not None and handle.isVisible():
        bring_to_front(dialog)
