"""Program windows drawn with Qt, endlessly varied and exactly labelled: pictures to train the screen captioner on."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPolygonF
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QFrame,
    QHeaderView,
    QLabel,
    QLayout,
    QMenuBar,
    QRadioButton,
    QTabBar,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from export.train.screens import qt_bodies as bodies
from export.train.screens.labels import Element, Window
from export.train.screens.qt_articles import answers
from export.train.screens.qt_contents import (
    Canvas,
    Kit,
    box,
    button,
    check,
    combo,
    field_of,
    grid,
    items,
    progress,
    side,
    spinner,
    split,
    tool_bar,
)
from export.train.screens.qt_frames import dialog, title
from export.train.screens.qt_painted import board, chart, drawing, street_map
from export.train.screens.qt_parts import MENUS, colour, tag, theme


def _calendar(k: Kit) -> QWidget:
    """A month or a week."""
    if k.chance(0.2):
        month = QCalendarWidget()
        month.setNavigationBarVisible(False)
        month.setGridVisible(k.chance(0.5))
        for view in month.findChildren(QTableView):
            tag(view, "table")
        sheet: QWidget = month
    else:
        week = k.chance(0.35)
        made = QTableWidget(k.rng.randint(9, 16) if week else 5, 7)
        made.setHorizontalHeaderLabels([k.text(1, 1)[:9] for _ in range(7)])
        made.setVerticalHeaderLabels([f"{7 + row}:00" if week else str(20 + row) for row in range(made.rowCount())])
        made.verticalHeader().setVisible(week or k.chance(0.3))
        for header in (made.horizontalHeader(), made.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        first = k.rng.randint(-5, 0)
        for at in range(7 * made.rowCount()):
            event = k.text(1, 2) if k.chance(0.15) else ""
            item = QTableWidgetItem(event if week else f"{(first + at) % 31 + 1}\n{event}")
            item.setTextAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            if event:
                item.setBackground(colour(k.rng, 0.8))
                item.setForeground(QColor("black"))
            made.setItem(at // 7, at % 7, item)
        sheet = tag(made, "table")
    head = box(
        k.heading(k.text(1, 1) + f" {k.rng.randint(1999, 2035)}", 1.5),
        None,
        k.tool(18, kind=0),
        k.tool(18, kind=1),
        *([combo(k)] if k.chance(0.4) else [button(k, k.text(1, 1)[:12])] if k.chance(0.4) else []),
        across=True,
        edge=4,
    )
    main = box(head, sheet, 1)
    return split(k, side(k), main, shares=(1, 4)) if k.chance(0.4) else main


def _game(k: Kit) -> QWidget:
    """A board, and perhaps the score."""
    kind = k.rng.randrange(7)
    columns, rows = (
        (8, 8),
        (k.rng.randint(8, 20), k.rng.randint(8, 14)),
        (9, 9),
        (7, 4),
        (4, 4),
        (10, 20),
        (k.rng.randint(8, 14), k.rng.randint(5, 8)),
    )[kind]
    tints = [colour(k.rng, 0.5), colour(k.rng, 0.3, 0.7), colour(k.rng, 0.5)]
    if kind == 3 and k.chance(0.7):
        tints[0] = QColor("#2e9e54")
    place = Canvas(lambda p, area, rng: board(kind, columns, rows, tints, p, area, rng), k.rng)
    size = max(9, int(min((k.width - 40) / columns, (k.height - 150) / rows)))
    place.setFixedSize(size * columns, size * rows)
    parts: list[QWidget | None] = [None, box(None, tag(place, "board"), None, across=True), None]
    if k.chance(0.5):
        parts.insert(
            0, box(k.heading(k.text(1, 2), 1.3), None, k.label(str(k.rng.randint(0, 9999))), across=True, edge=6)
        )
    if k.chance(0.3):
        parts.append(answers(k, k.text(1, 1), k.text(1, 1)))
    return box(*parts, edge=4, name="table" if kind == 3 else "")


def _calculator(k: Kit) -> QWidget:
    """Numbers and what is reckoned."""
    keys = list(k.rng.choice(("789/456*123-0.=+", "C()%789÷456×123−0,=+", "√πx^789/456*123-0.±=")))
    keys += list("sincotgl!"[: k.rng.choice((0, 0, 4))])
    rows: list[list[QWidget]] = [
        [button(k, key, key == "=", False) for key in keys[at : at + 4]] for at in range(0, len(keys), 4)
    ]
    for part in [part for row in rows for part in row]:
        part.setMinimumSize(28, 28)
        part.setSizePolicy(part.sizePolicy().Policy.Ignored, part.sizePolicy().Policy.Ignored)
    shown = field_of(k, k.rng.choice((f"{k.rng.uniform(0, 9999):,.4f}", str(k.rng.randint(0, 99999)), "0")))
    shown.setAlignment(Qt.AlignmentFlag.AlignRight)
    big = shown.font()
    big.setPointSizeF(big.pointSizeF() * k.rng.uniform(1.2, 2.2))
    shown.setFont(big)
    main = box(shown, grid(rows, k.rng.randint(1, 8)), 1, edge=8)
    return split(k, main, items(k, 6), shares=(2, 1)) if k.width > 420 and k.chance(0.5) else main


def _message(k: Kit) -> QWidget:
    """A question, a warning or the progress of something."""
    kind = k.rng.randrange(5)
    tint = QColor(("#2a7fd4", "#2a7fd4", "#f0a000", "#d02030", "#888888")[kind])

    def sign(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        p.setPen(Qt.PenStyle.NoPen)
        p.setBrush(tint)
        x, y, s = area.x(), area.y(), area.width()
        if kind == 2:
            p.drawPolygon(QPolygonF([QPointF(x + s / 2, y + 2), QPointF(x + s, y + s - 3), QPointF(x, y + s - 3)]))
        else:
            p.drawEllipse(area.adjusted(1, 1, -1, -1))
        big = p.font()
        big.setPixelSize(int(s * 0.6))
        big.setBold(True)
        p.setFont(big)
        p.setPen(Qt.GlobalColor.white)
        p.drawText(area, Qt.AlignmentFlag.AlignCenter, "i?!×…"[kind])

    size = k.rng.choice((32, 40, 48, 64))
    icon = Canvas(sign, k.rng)
    icon.setFixedSize(size, size)
    words: list[QWidget | int | None] = [k.heading(k.text(3, 7), 1.2)] if k.chance(0.5) else []
    words += [k.label(k.prose(1, 3), wrap=True)]
    if kind == 4:
        words += [progress(k), k.label(k.text(2, 4), "sub")]
    elif kind == 3:
        k.states.add("error")
    if k.chance(0.15):
        words.append(check(k))
    top = box(*([box(icon, None)] if k.chance(0.85) or kind == 3 else []), box(*words, None), 1, across=True, gap=14)
    texts = k.rng.choice(((0,), (3,), (6, 7), (0, 1), (5, 1), (6, 7, 1))) if kind != 4 else (1,)
    return box(top, 1, answers(k, *map(k.say, texts)), edge=k.rng.randint(8, 20), gap=12)


def _chart(k: Kit) -> QWidget:
    """One chart or some."""
    rows: list[list[QWidget]] = [
        [chart(k) for _ in range(k.rng.choice((1, 1, 2)))] for _ in range(k.rng.choice((1, 1, 2)))
    ]
    top = [k.heading(k.text(2, 5))] if k.chance(0.6) else []
    main = box(*top, grid(rows, 8), 1, edge=8)
    return split(k, box(combo(k), combo(k), items(k, 6)), main, shares=(1, 4)) if k.chance(0.3) else main


Body: TypeAlias = Callable[[Kit], QWidget]
"""What makes the content of a window."""
_LARGE, _MIDDLE, _SMALL = (500, 1500, 380, 1000), (360, 1000, 300, 800), (300, 520, 240, 460)
_BODIES: dict[str, tuple[Body, tuple[int, int, int, int], float, float, float]] = {
    # what is in it, its sizes, and how often it has a menu bar, a tool bar and a status bar
    "editor": (bodies.editor, _LARGE, 0.6, 0.45, 0.5),
    "terminal": (bodies.terminal, _MIDDLE, 0.4, 0.05, 0.03),
    "files": (bodies.files, _LARGE, 0.5, 0.6, 0.6),
    "picture": (bodies.picture, _LARGE, 0.4, 0.5, 0.4),
    "document": (bodies.document, _LARGE, 0.6, 0.7, 0.5),
    "spreadsheet": (bodies.spreadsheet, _LARGE, 0.8, 0.8, 0.6),
    "slides": (bodies.slides, _LARGE, 0.7, 0.75, 0.5),
    "mail": (bodies.mail, _LARGE, 0.5, 0.6, 0.4),
    "chat": (bodies.chat, _MIDDLE, 0.2, 0.1, 0.1),
    "music": (bodies.music, _LARGE, 0.4, 0.3, 0.3),
    "video": (bodies.video, _LARGE, 0.5, 0.15, 0.2),
    "calculator": (_calculator, _SMALL, 0.4, 0.05, 0.03),
    "settings": (bodies.settings, _MIDDLE, 0.1, 0.08, 0.03),
    "processes": (bodies.processes, _MIDDLE, 0.5, 0.3, 0.4),
    "calendar": (_calendar, _LARGE, 0.4, 0.4, 0.2),
    "drawing": (drawing, _LARGE, 0.7, 0.6, 0.6),
    "map": (street_map, _LARGE, 0.3, 0.4, 0.3),
    "chart": (_chart, _LARGE, 0.5, 0.5, 0.3),
    "game": (_game, _MIDDLE, 0.5, 0.2, 0.3),
    "message": (_message, (300, 560, 200, 260), 0, 0, 0),
    "file-dialog": (bodies.file_dialog, (480, 1000, 360, 700), 0, 0.15, 0),
    "form": (bodies.form, _MIDDLE, 0.15, 0.08, 0.1),
    "login": (bodies.login, _SMALL, 0.05, 0, 0.02),
}
QT_KINDS: tuple[str, ...] = tuple(_BODIES)
"""The kinds of windows that are drawn here."""
_SLOW = ("document", "picture", "map", "video", "chart", "slides")
_LISTS = ("files", "mail", "music", "file-dialog", "processes")


@dataclass
class Made:
    """A window that is ready to be grabbed."""

    kind: str
    widget: QWidget
    states: frozenset[str]

    def label(self) -> Window:
        """What can be seen in it, with the places."""
        found: list[Element] = []
        over = [part for part in self.widget.findChildren(QFrame) if part.property("role") == "dialog"]
        for part in self.widget.findChildren(QWidget):
            role = part.property("role")
            if not role or not part.isVisibleTo(self.widget):
                continue
            place = _place(part, self.widget)
            under = [
                _place(dialog, self.widget) & place
                for dialog in over
                if dialog is not part and not dialog.isAncestorOf(part)
            ]
            if any(hidden.width() * hidden.height() > 0.6 * place.width() * place.height() for hidden in under):
                continue
            least = 40 if role == "picture" else 6
            if place.width() >= least and place.height() >= least:
                found.append(Element(role, (place.left(), place.top(), place.right() + 1, place.bottom() + 1)))
        return Window(self.kind, tuple(found), self.states)


def _place(part: QWidget, top: QWidget) -> QRect:
    """Where something is seen of `part`."""
    drawn = part.rect()
    if isinstance(part, QLabel) and part.text():
        flags = int(part.alignment()) | (int(Qt.TextFlag.TextWordWrap) if part.wordWrap() else 0)
        drawn = part.fontMetrics().boundingRect(part.contentsRect(), flags, part.text()) & drawn
    elif isinstance(part, QCheckBox | QRadioButton):
        drawn.setWidth(min(drawn.width(), part.sizeHint().width()))
    elif isinstance(part, QTabBar):
        drawn = QRect()
        for index in range(part.count()):
            drawn |= part.tabRect(index)
        drawn &= part.rect()
    place = drawn.translated(part.mapTo(top, QPoint(0, 0)))
    above = part.parentWidget()
    while above is not None and above is not top.parentWidget():
        place &= above.rect().translated(above.mapTo(top, QPoint(0, 0)))
        above = above.parentWidget()
    return place


def _frame(k: Kit, kind: str) -> list[QWidget | int]:
    """The bars of a window around what stands in it."""
    body, _, menu, bar, status = _BODIES[kind]
    parts: list[QWidget | int] = [title(k)] if k.chance(0.4) else []
    if k.chance(menu):
        menus = QMenuBar()
        menus.setNativeMenuBar(False)
        for word in MENUS[k.t.lang].split()[: max(2, min(k.rng.randint(3, 8), k.width // 75))]:
            menus.addMenu(word)
        parts.append(tag(menus, "menu-bar"))
    if k.chance(bar):
        parts.append(tool_bar(k, k.rng.randint(3, 14), extra=k.width > 700 and k.chance(0.15)))
    if kind in _SLOW and k.chance(0.06):
        sign = progress(k) if k.chance(0.5) else Canvas(spinner, k.rng, (48, 48))
        sign.setFixedWidth(min(200, k.width // 2))
        wait = k.label(k.say(8), "sub", 1.2)
        parts += [box(None, box(None, sign, None, across=True), box(None, wait, None, across=True), None), 1]
        k.states.add("loading")
    else:
        parts += [body(k), 1]
    if k.chance(status):
        bits: list[QWidget | None] = [k.label(k.text(1, 4)), None, k.label(f"{k.rng.randint(1, 999)}")]
        if k.chance(0.15):
            done = progress(k)
            done.setMaximumWidth(120)
            bits.insert(2, done)
        parts.append(tag(box(*bits, across=True, edge=3), "status-bar"))
    return parts


def build(kind: str, rng: random.Random) -> Made:
    """A window of `kind`; grab it before the next is built, since they share the application's style."""
    app, t = QApplication.instance(), theme(rng)
    if not isinstance(app, QApplication):
        raise RuntimeError("a QApplication must be there before windows are built")
    if app.style().objectName().lower() != t.style.lower():
        QApplication.setStyle(t.style)
    QApplication.setPalette(t.palette())
    wide, widest, high, highest = _BODIES[kind][1]
    k = Kit(rng, t, rng.randint(wide, widest), rng.randint(high, highest), kind in _LISTS and rng.random() < 0.22)
    top = box(*_frame(k, kind), gap=rng.choice((0, 0, 2)), name="top")
    top.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    top.setFont(t.font)
    top.setStyleSheet(t.qss)
    top.ensurePolished()
    layout = top.layout()
    assert layout is not None
    layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
    for _ in range(2):  # the least size is known only once the parts have their looks
        top.resize(QSize(k.width, k.height).expandedTo(layout.totalMinimumSize()))
        top.show()
    if rng.random() < 0.1 and kind != "message" and top.width() > 330 and top.height() > 260:
        dialog(k, top)
    for _ in range(3):
        app.processEvents()
    return Made(kind, top, frozenset(k.states))


def picture(made: Made) -> bytes:
    """The window as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    made.widget.grab().save(buffer, "PNG", 85)
    return bytes(buffer.data().data())
