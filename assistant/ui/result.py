"""The last answers as plain text to be browsed, and a field for the next question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from assistant.answers import Answer
from assistant.languages.words import N_, _
from assistant.printable import printable_name
from assistant.ui.front import bring_to_front, in_documents, line_to_type_in, resize_in_letters
from assistant.ui.tray import app_icon
from assistant.whole_files import whole_file, why

ASKED = N_("You asked: {question}.")
"""How an answer begins that tells the question."""


class ResultWindow(QWidget):
    """Read-only text with the caret at the top; browse by line, word or character. GUI thread."""

    copy_requested = Signal()
    repeat_requested = Signal()
    asked = Signal(str)
    """A typed question."""
    problem_found = Signal(str)
    """A sentence to be spoken: what is wrong, or that something is done."""
    more_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._wants_question = False
        self.setWindowTitle(_("LookAloud: answer"))
        self.setWindowIcon(app_icon())
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self._text.setTabChangesFocus(True)
        self._text.setAccessibleName(_("Answer"))
        self._copy = _button(_("&Copy"), _("Copies the whole answer"), self.copy_requested)
        self._repeat = _button(_("&Repeat"), _("Speaks the answer again"), self.repeat_requested)
        self._more = _button(_("&More"), _("Describes the same picture in more detail"), self.more_requested)
        self._keep = _button(_("&Save..."), _("Saves all answers that are shown here as a text file"), self.save)
        self._question = line_to_type_in()
        self._question.setAccessibleName(_("Question"))
        self._question.setAccessibleDescription(_("About the same picture: type it and press Enter"))
        self._question.returnPressed.connect(self._send)
        label = QLabel(_("&Question:"))
        label.setBuddy(self._question)
        self._ask = _button(_("&Ask"), _("Asks the question about the same picture"), self._send)
        asking = QHBoxLayout()
        for widget in (label, self._question, self._ask):
            asking.addWidget(widget)
        close = QPushButton(_("C&lose"))
        close.setAccessibleName(_("Close"))
        close.clicked.connect(self.close)
        row = QHBoxLayout()
        for button in (self._copy, self._repeat, self._more, self._keep, close):
            row.addWidget(button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.addWidget(self._text)
        layout.addLayout(asking)
        layout.addLayout(row)
        resize_in_letters(self, columns=80, lines=20)

    def open(self) -> None:
        """Bring the window to the front, the caret in the text: the user asked for it."""
        self._text.setFocus()
        bring_to_front(self)

    def focus_question(self) -> None:
        """The caret goes to the field for a question."""
        self._question.setFocus()
        self._wants_question = True

    def show_talk(self, title: str, answers: Sequence[Answer]) -> None:
        """The answers on one picture, oldest first; the caret at the start of the newest."""
        self.setWindowTitle(f"LookAloud: {title}" if title else _("LookAloud: answer"))
        blocks = [_block(answer) for answer in answers]
        self._text.setPlainText("\n\n".join(blocks) or _("Nothing has been described yet."))
        caret = QTextCursor(self._text.document())
        caret.setPosition(sum(len(block) + 2 for block in blocks[:-1]))
        self._text.setTextCursor(caret)

    def save(self) -> None:
        """Ask where, and write what is shown."""
        name, _kind = QFileDialog.getSaveFileName(
            self, _("Save the answers"), in_documents(_("LookAloud answers.txt")), _("Text (*.txt)")
        )
        if name:
            self.save_as(Path(name))

    def save_as(self, path: Path) -> bool:
        """Write what is shown, whole or not at all; whether it was written."""
        try:
            with whole_file(path) as file:
                file.write(f"{self.text}\n".encode())
        except OSError as error:
            self.problem_found.emit(_("{name} cannot be written: {why}.").format(name=path.name, why=why(error)))
            return False
        self.problem_found.emit(_("{name} is written.").format(name=printable_name(path.name)))
        return True

    def _send(self) -> None:
        text = self._question.text().strip()
        if text:
            self._question.clear()
            self.asked.emit(text)

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
        (self._question if self._wants_question else self._text).setFocus()
        self._wants_question = False


def _block(answer: Answer) -> str:
    """The question, where one was asked and is not told with the answer, and the answer."""
    heads = [message.partition("{")[0] for message in (_(ASKED), ASKED)]  # English answers begin in English
    if not answer.question or answer.text.startswith(tuple(heads)):
        return answer.text
    return f"{heads[0]}{answer.question}\n{answer.text}"


def _button(label: str, description: str, signal: object) -> QPushButton:
    button = QPushButton(label)
    button.setAccessibleName(label.replace("&", ""))
    button.setAccessibleDescription(description)
    button.setAutoDefault(False)
    button.clicked.connect(signal)
    return button
