"""Rows of answers and running text in drawn windows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QWidget,
)

from export.train.screens.qt_contents import Kit, box, button
from export.train.screens.qt_parts import tag


def answers(k: Kit, *texts: str) -> QFrame:
    """A row of push buttons, at the right, in the middle or over the whole width."""
    made, where = [button(k, text, not index) for index, text in enumerate(texts)], k.rng.randrange(4)
    order = made if k.chance(0.5) else made[::-1]
    springs: tuple[tuple[None, ...], tuple[None, ...]] = (((None,), ()), ((None,), ()), ((None,), (None,)), ((), ()))[
        where
    ]
    return box(*springs[0], *order, *springs[1], across=True, gap=k.rng.randint(4, 12))


def article(k: Kit, paragraphs: int, role: str = "article") -> QFrame:
    """Paragraphs to be read."""
    align = Qt.AlignmentFlag.AlignJustify if k.chance(0.3) else Qt.AlignmentFlag.AlignLeft
    made: list[QWidget] = []
    for _ in range(paragraphs):
        part = k.label(k.prose(), wrap=True)
        part.setAlignment(align | Qt.AlignmentFlag.AlignTop)
        made.append(part)
    return tag(box(*made, gap=10), role)
