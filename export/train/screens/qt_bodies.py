"""What stands in each kind of drawn program window."""

from __future__ import annotations

import random

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QTableWidget, QTableWidgetItem, QWidget

from export.train.screens.qt_articles import answers, article
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
    slider,
    split,
    table,
    tabs,
    tool_bar,
)
from export.train.screens.qt_glyphs import glyph
from export.train.screens.qt_painted import CODE, SHELL, chart, lines, photo
from export.train.screens.qt_parts import WORDS, colour, tag


def _photo(k: Kit, side: int = 40) -> QWidget:
    return tag(Canvas(photo, k.rng, (side, side)), "picture")


def logo(k: Kit, size: int, kind: int = -1, pen: QColor | None = None) -> QWidget:
    """A big glyph, which is no picture."""
    seed, fill = k.rng.randrange(26) if kind < 0 else kind, colour(k.rng) if k.chance(0.7) else None
    made = Canvas(lambda p, area, rng: glyph(p, area.adjusted(3, 3, -3, -3), rng, pen or k.t.text, fill, seed), k.rng)
    made.setFixedSize(size, size)
    return made


def _scrolled(inner: QWidget, name: str = "") -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setWidget(inner)
    made.setFrameShape(QFrame.Shape.NoFrame)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    inner.setObjectName(name or inner.objectName())
    return made


def _thumbnails(k: Kit, columns: int, rows: int, size: int) -> QWidget:
    """Photos in a grid, each a picture."""
    cells: list[list[QWidget]] = [
        [box(_photo(k, size), 1, k.label(k.text(1, 1)[:12], "sub"), gap=1) for _ in range(columns)] for _ in range(rows)
    ]
    return tag(grid(cells, 8), "list")


def editor(k: Kit) -> QWidget:
    """Code, or plain text, with or without tabs."""
    if k.chance(0.25):
        text = QPlainTextEdit("\n\n".join(k.prose(1, 7) for _ in range(k.rng.randint(0, 9))))
        area: QWidget = tag(text, "text-area")
    else:
        area = lines(k, CODE, k.t.dark or k.chance(0.2), k.chance(0.75), "text-area")
    main = box(tabs(k), area, 1, gap=0) if k.chance(0.6) else area
    if k.chance(0.2):
        main = box(main, 3, lines(k, SHELL, k.chance(0.7), False, "terminal"), 1, gap=2)
    if k.chance(0.25):
        main = box(main, 1, box(field_of(k, k.say(10), True), 1, k.tool(16), k.tool(16), across=True, edge=4))
    return split(k, side(k), main, shares=(1, 4)) if k.chance(0.4) else main


def terminal(k: Kit) -> QWidget:
    """A terminal, sometimes two side by side."""
    shells = [lines(k, SHELL, k.chance(0.85), False, "terminal") for _ in range(2 if k.chance(0.12) else 1)]
    main = split(k, *shells, shares=(1, 1)) if len(shells) > 1 else shells[0]
    return box(tabs(k, 1, 4), main, 1, gap=0) if k.chance(0.35) else main


def _files(k: Kit) -> QWidget:
    how = k.rng.randrange(5)
    if how == 0 and not k.empty and k.width > 420:
        return box(_thumbnails(k, max(2, k.width // 220), max(2, k.height // 200), k.rng.choice((60, 90))), None)
    return items(k, k.rng.randint(4, 40), k.chance(0.8)) if how < 3 else table(k, icons=True)


def _path(k: Kit) -> QWidget:
    if k.chance(0.4):
        return box(
            *(button(k, k.text(1, 1)[:14]) for _ in range(k.rng.randint(2, 4))), None, across=True, gap=2, edge=3
        )
    path = field_of(k, "/".join(["/home", *k.rng.choices(WORDS[k.t.lang].split(), k=3)]))
    parts: list[QWidget] = [k.tool(16, kind=0), k.tool(16, kind=1), path]
    if k.chance(0.35):
        parts.append(field_of(k, k.say(10), True))
    return box(*parts, across=True, edge=3)


def files(k: Kit) -> QWidget:
    """Files and folders, or what is in an archive."""
    main = box(tabs(k, 2, 3), _files(k), 1, gap=0) if k.chance(0.12) else _files(k)
    if k.chance(0.75):
        main = split(k, side(k, 14), main)
    elif k.chance(0.2):
        main = split(k, main, table(k, 3), shares=(1, 1))
    return box(_path(k), main, 1, gap=2) if k.chance(0.8) else main


def picture(k: Kit) -> QWidget:
    """One picture, or many."""
    if k.chance(0.25):
        main = box(
            _thumbnails(k, max(2, k.width // 180), max(2, k.height // 180), 70), 1, name=k.rng.choice(("", "desk"))
        )
        return split(k, side(k), main) if k.chance(0.4) else main
    edge = k.rng.choice((0, 0, 10, 40))
    main = box(_photo(k), 1, edge=min(edge, k.height // 6), name="desk")
    if k.chance(0.35):
        strip = box(*(_photo(k, 48) for _ in range(max(3, k.width // 110))), across=True, gap=4, edge=4, name="desk")
        strip.setMaximumHeight(k.rng.randint(60, 110))
        main = box(main, 1, tag(strip, "list"), gap=0)
    facts = [k.label(f"{k.text(1, 1)}: {k.text(1, 2)}", k.rng.choice(("", "sub"))) for _ in range(k.rng.randint(4, 12))]
    return split(k, main, box(*facts, None, edge=8), shares=(4, 1)) if k.chance(0.25) else main


def _ruler(p: QPainter, area: QRectF, rng: random.Random) -> None:
    for x in range(8, int(area.width()), 10):
        p.drawLine(x, 14 if x % 50 else 8, x, 18)


def _leaf(p: QPainter, area: QRectF, rng: random.Random) -> None:
    p.fillRect(area, Qt.GlobalColor.white)
    for y in range(6, int(area.height()) - 6, 5):
        p.fillRect(QRectF(8, y, area.width() * rng.uniform(0.3, 0.8), 2), Qt.GlobalColor.gray)


def document(k: Kit) -> QWidget:
    """White pages on grey, to be read or to be written."""
    writes, pages = k.chance(0.45), []
    for _ in range(k.rng.randint(1, 3)):
        parts: list[QWidget | int | None] = (
            [k.heading(k.text(2, 6), k.rng.choice((1.4, 1.8, 2.3)))] if k.chance(0.8) else []
        )
        for _ in range(k.rng.randint(1, 3)):
            parts.append(article(k, k.rng.randint(1, 4), "text-area" if writes else "article"))
            if k.chance(0.3):
                parts.append(_photo(k, k.rng.randint(60, 200)))
            elif k.chance(0.3):
                parts.append(k.heading(k.text(2, 5), 1.25))
        page = box(*parts, None, edge=k.rng.randint(20, 60), gap=12, name="page")
        page.setMinimumHeight(k.rng.randint(300, 800))
        page.setMaximumWidth(k.rng.randint(450, 850))
        pages.append(box(page, 1, across=True, name="desk"))
    main: QWidget = _scrolled(box(*pages, None, gap=12, edge=k.rng.randint(4, 24)), "desk")
    if writes and k.chance(0.7):
        ruler = Canvas(_ruler, k.rng, (40, 18))
        bar = box(combo(k), combo(k), tool_bar(k, 9), 1, across=True, edge=2)
        ruler.setFixedHeight(20)
        main = box(bar, ruler, main, 1, gap=0)
    if k.chance(0.4 if not writes else 0.15):
        left = items(k, k.rng.randint(3, 9), True, 72, _leaf) if k.chance(0.5) else side(k)
        main = split(k, left, main, shares=(1, 4))
    return main


def spreadsheet(k: Kit) -> QWidget:
    """Cells under letters, with a formula."""
    rows, columns = k.height // 20, max(5, k.width // 75)
    made = QTableWidget(rows, columns)
    made.setHorizontalHeaderLabels([chr(65 + i % 26) for i in range(columns)])
    made.horizontalHeader().setDefaultSectionSize(k.rng.randint(65, 110))
    made.verticalHeader().setDefaultSectionSize(int(k.t.font.pointSizeF() * 2.1))
    wide, high = k.rng.randint(2, columns), k.rng.choice((3, 8, rows))
    words = [k.chance(0.3) for _ in range(columns)]
    for row in range(min(rows, high)):
        for column in range(wide):
            item = QTableWidgetItem(k.text(1, 1) if words[column] or not row else f"{k.rng.uniform(0, 9999):,.2f}")
            if not row and k.t.radius:
                item.setBackground(k.t.accent.lighter(150))
            made.setItem(row, column, item)
    made.setCurrentCell(k.rng.randrange(min(rows, 9)), k.rng.randrange(min(columns, 5)))
    formula = box(combo(k), field_of(k, f"=SUM(B2:B{high})"), 1, across=True, edge=2)
    main: QWidget = tag(made, "table")
    if k.chance(0.2):
        main = split(k, main, chart(k), shares=(2, 1))
    parts: list[QWidget | int] = [formula, main, 1, tabs(k, 2, 4)]
    return box(*(parts if k.chance(0.7) else parts[:3]), gap=2)


def slides(k: Kit) -> QWidget:
    """Slides at the left, a big one beside them."""
    hue = colour(k.rng, 0.6)

    def small(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.fillRect(area, hue.lighter(180))
        p.fillRect(area.adjusted(8, 8, -8, -area.height() * rng.uniform(0.4, 0.8)), hue)

    strip = items(k, k.rng.randint(3, 14), False, k.rng.choice((96, 128)), small)
    strip.setMinimumWidth(min(170, k.width // 4))
    bullets = tag(k.label("\n".join(f"• {k.text(2, 6)}" for _ in range(k.rng.randint(2, 6))), "", 1.6), "article")
    art = _photo(k, 90) if k.chance(0.7) else chart(k)
    body = k.rng.choice(([bullets], [bullets, art, 1], [art, 1, bullets]))
    slide = box(k.heading(k.text(2, 5), k.rng.uniform(2, 3)), box(*body, across=True, gap=16), 1, edge=24, name="page")
    slide.setMaximumHeight(max(k.width // 2, slide.sizeHint().height()))
    desk = box(slide, edge=k.rng.randint(10, 50), name="desk")
    main = split(k, strip, desk, shares=(1, 4))
    return (
        split(k, main, box(*(combo(k) for _ in range(4)), check(k), None, edge=8), shares=(5, 1))
        if k.chance(0.3)
        else main
    )


def mail(k: Kit) -> QWidget:
    """Folders, letters and the letter that is read."""
    letters = table(k, k.rng.randint(3, 5)) if k.chance(0.6) else items(k, 15)
    head = [k.heading(k.text(2, 7), 1.3), k.label(f"{k.text(2, 2)} <{k.text(1, 1).lower()}@example.org>", "sub")]
    reading = box(*head, article(k, k.rng.randint(1, 4)), None, gap=8, edge=12, name="card")
    shown = (
        split(k, letters, _scrolled(reading), shares=(2, 3))
        if k.chance(0.5)
        else box(letters, 2, _scrolled(reading), 3, gap=2)
    )
    return split(k, side(k), letters if k.empty else shown, shares=(1, 4))


def chat(k: Kit) -> QWidget:
    """Messages, people, and a field to write in."""
    said: list[QWidget | int | None] = [] if k.chance(0.5) else [None]
    plain = k.chance(0.35)
    for _ in range(k.rng.randint(2, 14)):
        text = k.label(k.prose(1, 3) if k.chance(0.6) else k.text(1, 6), wrap=True)
        if plain:
            said.append(box(k.label(k.text(1, 1), "sub", bold=True), text, 1, across=True))
        else:
            bubble, mine = box(text, edge=8, name="card"), k.chance(0.4)
            text.setMinimumWidth(k.width // 4)
            said.append(box(*((None, bubble) if mine else (logo(k, 30, 14), bubble, None)), across=True))
    send = button(k, k.text(1, 1), True) if k.chance(0.5) else k.tool(20, kind=4)
    write = box(
        *([k.tool(18)] if k.chance(0.5) else []), field_of(k, k.text(2, 4), k.chance(0.7)), send, across=True, edge=6
    )
    main = box(_scrolled(tag(box(*said, None, gap=8, edge=10), "list")), 1, write, gap=0)
    if k.chance(0.6):
        main = box(
            box(logo(k, 32, 14), k.heading(k.text(1, 2), 1.2), None, k.tool(18), across=True, edge=6), main, 1, gap=0
        )
    return split(k, side(k), main) if k.chance(0.6) else split(k, main, side(k), shares=(3, 1))


def _player(k: Kit, upright: bool = False) -> QWidget:
    keys = tag(box(*(k.tool(k.rng.choice((16, 22, 28)), kind=kind) for kind in (0, 4, 8, 1)), across=True), "tool-bar")
    times = [k.label(f"{k.rng.randint(0, 9)}:{k.rng.randint(10, 59)}", "sub") for _ in range(2)]
    seek = box(times[0], slider(k), 1, times[1], across=True)
    loud = slider(k)
    loud.setMaximumWidth(90)
    return (
        box(seek, box(keys, None, loud, across=True), edge=6)
        if upright
        else box(keys, seek, 1, loud, across=True, edge=6)
    )


def music(k: Kit) -> QWidget:
    """Songs, an album's picture and a player."""
    songs = table(k, k.rng.randint(3, 5)) if k.chance(0.65) else items(k, 20)
    cover = _photo(k, k.rng.randint(80, 180))
    cover.setFixedSize(cover.minimumSize())
    about = box(cover, k.heading(k.text(1, 3), 1.3), k.label(k.text(1, 2), "sub"), None, edge=8)
    main = k.rng.choice((lambda: split(k, side(k), songs), lambda: songs, lambda: box(_player(k), songs, 1)))()
    main = split(k, about, main) if k.chance(0.6) else main
    return box(main, 1, _player(k, k.width < 500 or k.chance(0.3)), gap=0)


def video(k: Kit) -> QWidget:
    """A film, or black."""
    still = k.chance(0.75)

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.fillRect(area, Qt.GlobalColor.black)
        if still:
            photo(p, area.adjusted(0, area.height() * 0.08, 0, -area.height() * 0.08), rng)

    main = box(tag(Canvas(paint, k.rng, (160, 90)), "video"), 1, _player(k, k.chance(0.5)), gap=0)
    return split(k, main, side(k), shares=(4, 1)) if k.chance(0.25) else main


def _option(k: Kit) -> QWidget:
    name, rng = k.label(k.text(1, 3)), k.rng
    kind = rng.randrange(7)
    if kind < 2:
        return check(k, radio=k.chance(0.2))
    if kind == 6:
        return box(name, *(check(k, k.text(1, 2), True) for _ in range(rng.randint(2, 3))), gap=4)
    made = (combo, slider, lambda k: field_of(k, k.text(1, 2)), lambda k: button(k, k.text(1, 1)[:14]))[kind - 2](k)
    return box(name, None, made, across=True) if k.chance(0.6) else box(name, made, 1, across=True, gap=20)


def settings(k: Kit) -> QWidget:
    """Options in groups, under tabs or beside a list."""
    parts: list[QWidget | int | None] = []
    for _ in range(k.rng.randint(1, 3)):
        if k.chance(0.6):
            parts.append(k.heading(k.text(1, 2), 1.25))
        rows = [_option(k) for _ in range(k.rng.randint(2, max(3, k.height // 130)))]
        parts.append(box(*rows, edge=10, gap=k.rng.randint(4, 14), name=k.rng.choice(("", "card"))))
    if k.chance(0.2):
        parts.append(items(k, 5))
    main = box(_scrolled(box(*parts, None, edge=10, gap=8)), 1)
    if k.chance(0.5):
        main = box(tabs(k, 2, 5), main, 1, gap=2)
    ends = k.rng.choice(((), (3,), (0, 1), (0, 1, 2), (2, 3)))
    whole = split(k, side(k), main) if k.chance(0.55) else main
    return box(whole, 1, answers(k, *map(k.say, ends)), edge=4) if ends else whole


def processes(k: Kit) -> QWidget:
    """What runs, and how much it takes."""
    main: QWidget = (
        table(k, k.rng.randint(4, 8))
        if k.chance(0.65)
        else box(
            *(part for _ in range(k.rng.randint(1, 3)) for part in (k.label(k.text(1, 2)), chart(k, 0), 1)), edge=6
        )
    )
    if k.chance(0.25):
        main = box(grid([[k.label(k.text(1, 1)), progress(k, False)] for _ in range(k.rng.randint(2, 4))]), main, 1)
    main = box(tabs(k, 2, 4), main, 1, gap=0) if k.chance(0.6) else split(k, side(k), main) if k.chance(0.4) else main
    return box(main, 1, answers(k, k.text(1, 2)), edge=2) if k.chance(0.4) else main


def file_dialog(k: Kit) -> QWidget:
    """Which file to open, or where to save."""
    main, name = split(k, side(k), _files(k)), field_of(k, k.text(1, 2).lower() + ".txt")
    rows: list[list[QWidget]] = [[k.label(k.text(1, 1)), name]] + (
        [[k.label(k.text(1, 1)), combo(k)]] if k.chance(0.8) else []
    )
    foot = answers(k, k.say(k.rng.choice((4, 5))), k.say(1))
    parts: list[QWidget | int] = [_path(k), main, 1, grid(rows)] if k.chance(0.8) else [grid(rows), _path(k), main, 1]
    return box(*parts, foot, edge=8)


def form(k: Kit) -> QWidget:
    """Fields to be filled in."""
    rows: list[list[QWidget]] = []
    wrong, above = k.chance(0.2), k.chance(0.3)
    for index in range(k.rng.randint(3, max(4, min(9, k.height // 80)))):
        name = k.label(k.text(1, 2) + k.rng.choice((":", "")))
        part: QWidget = (
            field_of(k, k.text(1, 3) if k.chance(0.5) else "") if k.chance(0.65) else k.rng.choice((combo, slider))(k)
        )
        if k.chance(0.08):
            part = tag(QPlainTextEdit(k.prose(1, 2)), "text-area")
        if wrong and index == 1:
            part = field_of(k, k.text(1, 1))
            part.setObjectName("wrong")
            part = box(part, k.label(k.text(3, 6), "error"), gap=1)
            k.states.add("error")
        rows.append([box(name, part, gap=2)] if above else [name, part])
    marks = [check(k, radio=k.chance(0.4)) for _ in range(k.rng.randint(0, 3))]
    top = [k.heading(k.text(1, 4))] if k.chance(0.6) else []
    return box(*top, grid(rows, k.rng.randint(5, 12)), *marks, None, answers(k, k.say(0), k.say(1)), edge=14)


def login(k: Kit) -> QWidget:
    """Who are you?"""
    password, name, named = field_of(k, "secret12"), field_of(k, k.text(1, 1).lower()), k.chance(0.5)
    password.setEchoMode(password.EchoMode.Password)
    parts: list[QWidget | int | None] = [logo(k, k.rng.choice((40, 64, 96)))] if k.chance(0.7) else []
    parts += [k.heading(k.text(1, 3))] if k.chance(0.7) else []
    parts += [k.label(k.say(11)), name, k.label(k.say(12)), password] if named else [name, password]
    if k.chance(0.15):
        parts.append(k.label(k.text(3, 7), "error"))
        k.states.add("error")
    parts += [check(k)] if k.chance(0.4) else []
    parts.append(button(k, k.text(1, 1), True) if k.chance(0.6) else answers(k, k.say(0), k.say(1)))
    card = box(*parts, edge=k.rng.randint(10, 30), gap=8, name=k.rng.choice(("", "card")))
    card.setMaximumWidth(k.rng.randint(240, 420))
    return box(None, box(card, 1, across=True), None, name=k.rng.choice(("", "desk")))
