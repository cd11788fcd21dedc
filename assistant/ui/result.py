"""The last answer as plain text to be browsed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from assistant.ui.front import bring_to_front
from assistant.ui.tray import app_icon


class ResultWindow(QWidget):
    """Read-only text with the caret at the top; browse by line, word or character. GUI thread."""

    copy_requested = Signal()
    repeat_requested = Signal()
    ask_requested = Signal()
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("LookAloud: answer")
        self.setWindowIcon(app_icon())
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName("Answer")
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
        self._copy = _button("&Copy", "Copies the whole answer", self.copy_requested)
        self._repeat = _button("&Repeat", "Speaks the answer again", self.repeat_requested)
        self._more = _button("&More", "Describes the same picture in more detail", self.more_requested)
        self._ask = _button("&Ask", "Asks a question about the same picture", self.ask_requested)
        self._ask.setVisible(False)  # until questions can be answered
        close = QPushButton("C&lose")
        close.setAccessibleName("Close")
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in (self._copy, self._repeat, self._more, self._ask, close):
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addLayout(row)
        metrics = self.fontMetrics()
        self.resize(metrics.averageCharWidth() * 80, metrics.lineSpacing() * 20)

    def set_ask_available(self, available: bool) -> None:
        """Show the Ask button."""
        self._ask.setVisible(available)

    def show_answer(self, title: str, text: str) -> None:
        """Show an answer from its start and bring the window to the front: the user asked for it."""
        self.set_answer(title, text)
        self._text.setFocus()
        bring_to_front(self)

    def set_answer(self, title: str, text: str) -> None:
        """Replace the text; caret at the top."""
        self.setWindowTitle(f"LookAloud: {title}" if title else "LookAloud: answer")
        self._text.setPlainText(text or "Nothing has been described yet.")
        self._text.moveCursor(QTextCursor.MoveOperation.Start)

    def append(self, sentence: str) -> None:
        """Add a sentence below; the caret, and so the reading position, stays."""
        caret = QTextCursor(self._text.document())
        caret.movePosition(QTextCursor.MoveOperation.End)
        caret.insertText(f"\n{sentence}" if self._text.document().characterCount() > 1 else sentence)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.toPlainText()

    @property
    def caret(self) -> int:
        """The caret's position in characters."""
        return self._text.textCursor().position()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._text.setFocus()


def _button(label: str, description: str, signal: object) -> QPushButton:
    button = QPushButton(label)
    button.setAccessibleName(label.replace("&", ""))
    button.setAccessibleDescription(description)
    button.setAutoDefault(False)
    button.clicked.connect(signal)
    return button
