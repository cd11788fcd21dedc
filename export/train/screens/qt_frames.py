"""Title bars and dialogs of drawn windows."""

from __future__ import annotations

import random

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QWidget,
)

from export.train.screens.qt_articles import answers
from export.train.screens.qt_contents import (
    Canvas,
    Kit,
    box,
    field_of,
)
from export.train.screens.qt_parts import tag


def title(k: Kit) -> QFrame:
    """A title bar or a header bar, with three buttons."""
    t, manner, at_left = k.t, k.rng.randrange(4), k.chance(0.2)
    back = k.rng.choice((t.bg.darker(112), t.bg, t.accent, QColor("#2b2b2b"), t.bg.lighter(110)))
    ink = QColor("white" if back.lightness() < 130 else "black")
    size = k.rng.choice((12, 14, 16, 20))

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at in range(3):
            spot = QRectF(at * (size + 8) + 2, (area.height() - size) / 2, size, size)
            p.setPen(QPen(ink, 1.3))
            p.setBrush(QColor(("#ff5f57", "#febc2e", "#28c840")[at]) if manner == 0 else back.lighter(130))
            if manner in (0, 1):
                p.drawEllipse(spot)
            elif manner == 2:
                p.drawRect(spot)
            a = spot.adjusted(size * 0.3, size * 0.3, -size * 0.3, -size * 0.3)
            if manner and (at if at_left else 2 - at) == 0:
                p.drawLine(a.topLeft(), a.bottomRight())
                p.drawLine(a.bottomLeft(), a.topRight())
            elif manner and at == 1:
                p.drawRect(a)
            elif manner:
                p.drawLine(a.bottomLeft(), a.bottomRight())

    three = Canvas(paint, k.rng, (3 * size + 26, size + 6))
    three.setFixedWidth(3 * size + 26)
    middle: list[QWidget | None] = [None, k.label(k.text(1, 4), "", 1, k.chance(0.6)), None]
    if k.chance(0.35) and k.width > 480:
        back = t.bg.darker(106)
        ink = t.text
        row = box(*(k.tool(18) for _ in range(k.rng.randint(1, 5))), across=True, gap=2)
        middle.insert(0 if k.chance(0.7) else 3, tag(row, "tool-bar") if len(row.children()) > 3 else row)
    elif k.chance(0.4):
        middle = middle[1:]
    bar = box(*([three, *middle] if at_left else [*middle, three]), across=True, edge=k.rng.randint(1, 5), name="title")
    bar.setStyleSheet(f"#title{{background:{back.name()};}} #title QLabel{{color:{ink.name()};}}")
    return bar


def dialog(k: Kit, top: QWidget) -> None:
    """Lay a dialog over the middle of a window."""
    dims = k.chance(0.5)
    if dims:
        dim = QFrame(top)
        dim.setObjectName("dim")
        dim.setGeometry(top.rect())
        dim.show()
    parts: list[QWidget] = [k.heading(k.text(1, 4), 1.2)] if k.chance(0.5) else []
    parts.append(k.label(k.prose(1, 2), wrap=True))
    parts += [field_of(k, k.text(1, 2))] if k.chance(0.3) else []
    frame = tag(
        box(*parts, answers(k, k.say(0), k.say(1)), edge=k.rng.randint(12, 24), gap=12, name="dialog"), "dialog"
    )
    inner = frame.layout()
    if k.chance(0.5) and isinstance(inner, QBoxLayout):
        inner.insertWidget(0, title(k))
    frame.setParent(top)
    if not dims:
        line = k.rng.choice((k.t.sub, k.t.accent)).name()
        frame.setStyleSheet(f"#dialog{{border:{k.rng.randint(1, 3)}px solid {line};}}")
    frame.setAutoFillBackground(True)
    wide = min(top.width() - 30, k.rng.randint(260, 460))
    frame.setFixedWidth(wide)
    frame.adjustSize()
    frame.move((top.width() - wide) // 2, max(20, int((top.height() - frame.height()) * k.rng.uniform(0.25, 0.55))))
    frame.show()
    k.states.add("modal")
