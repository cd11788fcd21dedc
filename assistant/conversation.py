"""What is said about the frame in hand, answer after answer."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers import Answer

_KEPT = 200  # answers of one conversation


class Conversation:
    """GUI thread. `answer`: the last one, whole or not. `history`: the whole answers on the frame in hand, the newest
    last; gone with the app."""

    def __init__(self) -> None:
        self.answer: Answer | None = None
        self.history: tuple[Answer, ...] = ()
        self._before: Answer | None = None  # the last one that said something

    def begin(self, turn: int, title: str) -> Answer:
        """An answer of which nothing is said yet."""
        if self.answer is not None and self.answer.text:
            self._before = self.answer
        self.answer = Answer(turn, title)
        return self.answer

    def put(self, question: str) -> None:
        """What the answer in hand is to."""
        if self.answer is not None:
            self.answer = replace(self.answer, question=question)

    def grow(self, answer: Answer, sentence: str) -> Answer:
        """One more sentence of `answer`, which is the one in hand."""
        self.answer = longer(answer, sentence)
        return self.answer

    def end(self, answer: Answer) -> None:
        """It is whole, or said that it failed."""
        self.answer = answer
        if answer.text:
            self.history = (*self.history, answer)[-_KEPT:]

    def take_back(self) -> None:
        """The last one was no answer but a command: the one before it is meant by the next."""
        self.answer = self._before

    def forget(self) -> None:
        """The next answers are about another frame."""
        self.history = ()


def longer(answer: Answer, sentence: str) -> Answer:
    """An answer and a sentence after it."""
    return replace(answer, text=f"{answer.text}\n{sentence}".lstrip())
