"""What stands in the drawn program windows: the kit that makes small widgets, and the windows made of widgets."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QSlider,
    QSplitter,
    QTabBar,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from export.train.screens.qt_glyphs import glyph
from export.train.screens.qt_parts import LABELS, WORDS, Paint, Theme, colour, tag


class Canvas(QWidget):
    """A widget that is painted by a function, always the same for the same seed."""

    def __init__(self, paint: Paint, rng: random.Random, low: tuple[int, int] = (40, 40)) -> None:
        super().__init__()
        self._paint, self._seed = paint, rng.random()
        self.setMinimumSize(*low)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it."""
        with QPainter(self) as p:
            self._paint(p, QRectF(self.rect()), random.Random(self._seed))


@dataclass
class Kit:
    """A look and a source of chance, with makers of words and small widgets; `states` gathers what was drawn."""

    rng: random.Random
    t: Theme
    width: int = 800
    height: int = 600
    empty: bool = False
    states: set[str] = field(default_factory=set)

    def chance(self, share: float) -> bool:
        """True in `share` of the calls."""
        return self.rng.random() < share

    def text(self, low: int = 1, high: int = 3) -> str:
        """A few words, with a capital."""
        words = self.rng.choices(WORDS[self.t.lang].split(), k=self.rng.randint(low, high))
        joined = ("" if self.t.lang == "ja" else " ").join(words)
        return joined[:1].upper() + joined[1:]

    def prose(self, low: int = 2, high: int = 6) -> str:
        """Some sentences."""
        stop = ("。", "") if self.t.lang == "ja" else (".", " ")
        return stop[1].join(self.text(4, 14) + stop[0] for _ in range(self.rng.randint(low, high)))

    def say(self, index: int) -> str:
        """One of LABELS."""
        return LABELS[self.t.lang].split("|")[index]

    def icon(self, size: int = 20, kind: int = -1) -> QIcon:
        """A glyph in the look's manner."""
        made, tint = QPixmap(size, size), colour(self.rng, 0.5, 0.9)
        made.fill(Qt.GlobalColor.transparent)
        pen = tint.darker(140) if self.t.icons == "colour" else self.t.text
        fill = {"line": None, "fill": self.t.text, "colour": tint}[self.t.icons]
        with QPainter(made) as p:
            glyph(p, QRectF(1, 1, size - 2, size - 2), self.rng, pen, fill, kind)
        return QIcon(made)

    def label(self, text: str, name: str = "", scale: float = 1.0, bold: bool = False, wrap: bool = False) -> QLabel:
        """A text."""
        made = QLabel(text)
        made.setObjectName(name)
        made.setWordWrap(wrap)
        font = QFont(self.t.font)
        font.setPointSizeF(font.pointSizeF() * scale)
        font.setBold(bold)
        made.setFont(font)
        return made

    def heading(self, text: str, scale: float = 1.6) -> QLabel:
        """A heading."""
        return tag(self.label(text, "", scale, self.chance(0.7), True), "heading")

    def tool(self, size: int, labelled: str = "", kind: int = -1) -> QToolButton:
        """A flat button with an icon, and with a text if `labelled` says where."""
        made = QToolButton()
        made.setAutoRaise(True)
        made.setIcon(self.icon(size, kind))
        made.setIconSize(QSize(size, size))
        if labelled:
            made.setText(self.text(1, 1)[:12])
            style = Qt.ToolButtonStyle
            made.setToolButtonStyle(
                style.ToolButtonTextUnderIcon if labelled == "under" else style.ToolButtonTextBesideIcon
            )
        made.setCheckable(True)
        made.setChecked(self.chance(0.07))
        return made


def box(
    *parts: QWidget | QBoxLayout | int | None, across: bool = False, gap: int = 6, edge: int = 0, name: str = ""
) -> QFrame:
    """A frame with the parts below one another, or `across`; a number is a part's share, None a spring."""
    made = QFrame()
    made.setObjectName(name)
    layout = QHBoxLayout(made) if across else QVBoxLayout(made)
    layout.setSpacing(gap)
    layout.setContentsMargins(edge, edge, edge, edge)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, int):
            layout.setStretch(layout.count() - 1, part)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
    return made


def split(k: Kit, *parts: QWidget, shares: tuple[int, ...] = (1, 3)) -> QWidget:
    """The parts side by side with a splitter."""
    made = QSplitter(Qt.Orientation.Horizontal)
    made.setHandleWidth(k.rng.choice((1, 3, 6)))
    for part in parts:
        made.addWidget(part)
    made.setSizes([int(share * 100 * k.rng.uniform(0.75, 1.25)) for share in shares])
    return made


def tool_bar(k: Kit, count: int, upright: bool = False, extra: bool = False) -> QFrame:
    """A bar of icon buttons."""
    how = "" if upright else k.rng.choice(("", "", "", "under", "beside"))
    count = max(3, min(count, k.width // (90 if how else 34)))
    size = k.rng.choice((14, 16, 16, 20, 22, 24, 32 if k.width > 700 else 20))
    bar = box(across=not upright, gap=k.rng.randint(0, 6), edge=k.rng.randint(1, 5))
    layout, gap = bar.layout(), k.chance(0.4)
    assert isinstance(layout, QBoxLayout)
    for index in range(count):
        layout.addWidget(k.tool(size, how if k.chance(0.9) else ""))
        if gap and index % 4 == 3 and index < count - 1:
            line = QFrame()
            line.setFrameShape(QFrame.Shape.HLine if upright else QFrame.Shape.VLine)
            layout.addWidget(line)
    layout.addStretch(1)
    if extra:
        layout.addWidget(field_of(k, k.say(10), hint=True))
    return tag(bar, "tool-bar")


def field_of(k: Kit, text: str = "", hint: bool = False) -> QLineEdit:
    """A field of one line."""
    made = QLineEdit("" if hint else text)
    made.setPlaceholderText(text if hint else "")
    return tag(made, "text-field")


def button(k: Kit, text: str, main: bool = False, icon: bool = True) -> QPushButton:
    """A push button, sometimes with an icon."""
    made = QPushButton(text)
    if main and k.chance(0.5):
        made.setObjectName("main")
    made.setAutoDefault(False)
    made.setDefault(main and k.chance(0.5))
    if icon and k.chance(0.2):
        made.setIcon(k.icon(16))
    made.setEnabled(k.chance(0.93))
    return tag(made, "button")


def combo(k: Kit) -> QComboBox:
    """A combo box."""
    made = QComboBox()
    made.addItem(k.text(1, 2))
    return tag(made, "combo-box")


def slider(k: Kit) -> QSlider:
    """A slider that lies."""
    made = QSlider(Qt.Orientation.Horizontal)
    made.setValue(k.rng.randint(0, 99))
    made.setMinimumWidth(60)
    return tag(made, "slider")


def check(k: Kit, text: str = "", radio: bool = False) -> QWidget:
    """A check box or a radio button."""
    made = QRadioButton(text or k.text(1, 5)) if radio else QCheckBox(text or k.text(1, 5))
    made.setAutoExclusive(False)
    made.setChecked(k.chance(0.5))
    return tag(made, "radio-button" if radio else "check-box")


def progress(k: Kit, busy: bool = True) -> QProgressBar:
    """A progress bar; `busy`: something loads."""
    made = QProgressBar()
    made.setValue(k.rng.randint(3, 97))
    made.setTextVisible(k.chance(0.5))
    if busy:
        k.states.add("loading")
    return tag(made, "progress-bar")


def tabs(k: Kit, low: int = 2, high: int = 6) -> QTabBar:
    """A row of tabs."""
    made = QTabBar()
    made.setExpanding(k.chance(0.15))
    made.setDrawBase(k.chance(0.5))
    closable, icons = k.chance(0.3), k.chance(0.3)
    made.setTabsClosable(closable)
    for _ in range(min(k.rng.randint(low, high), max(2, k.width // 120))):
        made.addTab(k.icon(16) if icons else QIcon(), k.text(1, 2)[:16])
    made.setCurrentIndex(k.rng.randrange(made.count()))
    made.setUsesScrollButtons(False)
    return tag(made, "tab-list")


def spinner(p: QPainter, area: QRectF, rng: random.Random) -> None:
    """Paint a ring that turns."""
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(area.width(), area.height()) * 0.8
    ring = QRectF(area.center() - QPointF(side / 2, side / 2), QSize(int(side), int(side)))
    pen = p.pen()
    pen.setWidth(max(2, int(side / 9)))
    p.setPen(pen)
    p.drawArc(ring, rng.randrange(5760), rng.randint(1000, 4600))


def _void(k: Kit, view: QAbstractItemView) -> None:
    """Write over an empty view that it is empty, or that it is loading."""
    loads, over = k.chance(0.4), QVBoxLayout(view.viewport())
    over.addStretch(1)
    if loads:
        sign: QWidget = progress(k) if k.chance(0.5) else Canvas(spinner, k.rng)
        sign.setMaximumWidth(300)
        over.addWidget(sign, 0, Qt.AlignmentFlag.AlignHCenter)
    elif k.chance(0.5):
        seed = k.rng.randrange(26)
        over.addWidget(
            Canvas(lambda p, area, rng: glyph(p, area, rng, k.t.sub, None, seed), k.rng, (56, 56)),
            0,
            Qt.AlignmentFlag.AlignHCenter,
        )
    words = k.label(k.say(8 if loads else 9), "sub", k.rng.choice((1.0, 1.3, 1.7)))
    over.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
    over.addStretch(1)
    k.states.add("loading" if loads else "empty")


def items(k: Kit, count: int = 20, grid: bool = False, size: int = 0, paint: Paint | None = None) -> QListWidget:
    """A list of names with icons, or a grid of them."""
    made, size = QListWidget(), size or (k.rng.choice((32, 48, 64)) if grid else k.rng.choice((16, 16, 22, 32)))
    made.setIconSize(QSize(size, size))
    if grid:
        made.setViewMode(QListView.ViewMode.IconMode)
        made.setGridSize(QSize(size + k.rng.randint(30, 70), size + 40))
        made.setResizeMode(QListView.ResizeMode.Adjust)
        made.setWordWrap(True)
        made.setMovement(QListView.Movement.Static)
    icons, two, shapes = (
        grid or paint is not None or k.chance(0.75),
        not grid and k.chance(0.2),
        k.rng.choice(((2, 3), (2,), ())),
    )
    for _ in range(0 if k.empty else count):
        text = (
            k.text(1, 3)
            + (k.rng.choice((".txt", ".pdf", ".png", "")) if grid else "")
            + ("\n" + k.text(2, 5) if two else "")
        )
        icon = k.icon(size, k.rng.choice(shapes) if grid and shapes else -1) if icons and not paint else QIcon()
        if paint is not None:
            drawn = QPixmap(size, size * 3 // 4)
            with QPainter(drawn) as p:
                paint(p, QRectF(drawn.rect()), k.rng)
            icon = QIcon(drawn)
        QListWidgetItem(icon, text, made)
    if k.empty:
        _void(k, made)
    elif k.chance(0.7):
        made.setCurrentRow(k.rng.randrange(count))
    return tag(made, "list")


def side(k: Kit, rows: int = 12) -> QWidget:
    """A narrow list or tree of places, folders or sections, never empty."""
    if k.chance(0.45):
        tree = QTreeWidget()
        tree.setHeaderHidden(k.chance(0.8))
        tree.setHeaderLabels([k.text(1, 1)])
        for _ in range(k.rng.randint(3, 7)):
            top = QTreeWidgetItem(tree, [k.text(1, 2)])
            top.setIcon(0, k.icon(16, 2))
            for _ in range(k.rng.randint(0, 5)):
                QTreeWidgetItem(top, [k.text(1, 2)]).setIcon(0, k.icon(16))
            top.setExpanded(k.chance(0.6))
        return tag(tree, "tree")
    empty, k.empty = k.empty, False
    made = items(k, k.rng.randint(4, rows))
    made.setFrameShape(QFrame.Shape.NoFrame if k.chance(0.5) else QFrame.Shape.StyledPanel)
    k.empty = empty
    return made


def cell(k: Kit) -> str:
    """What stands in a table: a number, a date, a size or a word."""
    rng = k.rng
    return rng.choice(
        (
            f"{rng.uniform(0, 100):.1f} %",
            f"{rng.randint(1, 31):02}.{rng.randint(1, 12):02}.20{rng.randint(10, 29)}",
            f"{rng.randint(1, 999)} kB",
            f"{rng.uniform(1, 99):.1f} MiB",
            str(rng.randint(0, 99999)),
            f"{rng.randint(1, 9)}:{rng.randint(10, 59)}",
            f"{rng.uniform(1, 999):,.2f}",
            k.text(1, 1),
            k.text(1, 2),
        )
    )


def table(k: Kit, columns: int = 0, rows: int = 40, icons: bool = False) -> QTableWidget:
    """A table of details with a header."""
    columns = columns or k.rng.randint(3, 6)
    made = QTableWidget(0 if k.empty else rows, columns)
    made.setHorizontalHeaderLabels([k.text(1, 1) for _ in range(columns)])
    made.verticalHeader().setVisible(False)
    made.verticalHeader().setDefaultSectionSize(int(k.t.font.pointSizeF() * k.rng.uniform(1.9, 3)))
    made.setShowGrid(k.chance(0.3))
    made.setAlternatingRowColors(k.chance(0.4))
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    samples = [k.rng.random() for _ in range(columns)]
    for row in range(made.rowCount()):
        for column in range(1, columns):
            shape = Kit(random.Random(samples[column] + row * 1e-9), k.t)
            made.setItem(row, column, QTableWidgetItem(cell(shape)))
        first = QTableWidgetItem(k.text(1, 4))
        made.setItem(row, 0, first)
        if icons:
            first.setIcon(k.icon(16, k.rng.choice((2, 3, 3, 8, 16))))
    made.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    if k.empty:
        _void(k, made)
    elif k.chance(0.7):
        made.selectRow(k.rng.randrange(min(12, rows)))
    return tag(made, "table")


def grid(rows: list[list[QWidget]], gap: int = 6) -> QFrame:
    """The parts in rows and columns."""
    made = QFrame()
    layout = QGridLayout(made)
    layout.setSpacing(gap)
    for row, parts in enumerate(rows):
        for column, part in enumerate(parts):
            layout.addWidget(part, row, column)
    return made
