"""The words of errors and of work that goes on, which the program around may have translated. Any thread.

They are English until that program puts its own way to translate here: the app does, in assistant/languages/words.py.
Messages are whole sentences with named places, as there; resources/locale/make.py collects them.
"""

from __future__ import annotations

from collections.abc import Callable

translator: Callable[[str], str] = str


def translate(message: str) -> str:
    """The message in the user's language."""
    return translator(message)


def mark(message: str) -> str:
    """The message as it is: it is translated where it is said."""
    return message


_ = translate
N_ = mark
