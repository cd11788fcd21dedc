"""What is painted rather than made of widgets: photos, code, charts, maps, boards and drawings."""

from __future__ import annotations

import math
import random

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QLinearGradient, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from export.train.screens.qt_contents import Canvas, Kit, box, button, combo, field_of, items, slider, split, tool_bar
from export.train.screens.qt_glyphs import glyph
from export.train.screens.qt_parts import WORDS, colour, tag

_CENTRE = Qt.AlignmentFlag.AlignCenter


def photo(p: QPainter, box: QRectF, rng: random.Random) -> None:
    """Paint something like a photo or a drawing."""
    w, h, x, y = box.width(), box.height(), box.x(), box.y()
    p.setClipRect(box)
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    sky = QLinearGradient(x, y, x + w * rng.choice((0, 0, 1)), y + h)
    sky.setColorAt(0, colour(rng, 0.15))
    sky.setColorAt(rng.uniform(0.5, 1), colour(rng, 0.5))
    p.fillRect(box, sky)
    p.setPen(Qt.PenStyle.NoPen)
    kind = rng.randrange(6)
    if kind in (0, 1):
        p.setBrush(QColor.fromHsvF(rng.uniform(0.05, 0.17), rng.uniform(0, 0.7), 1))
        size = rng.uniform(0.05, 0.2) * h
        p.drawEllipse(QPointF(x + rng.random() * w, y + rng.uniform(0.1, 0.5) * h), size, size)
        tint, top = rng.random(), rng.uniform(0.35, 0.6)
        for layer in range(rng.randint(2, 5)):
            path, waves, shift = QPainterPath(QPointF(x, y + h)), rng.uniform(1, 7), rng.random() * 6
            for step in range(25):
                a = step / 24
                b = top + layer * 0.11 + 0.06 * math.sin(a * waves + shift) + 0.05 * math.sin(a * waves * 2.7) * kind
                path.lineTo(x + a * w, y + b * h)
            path.lineTo(x + w, y + h)
            p.setBrush(QColor.fromHsvF((tint + layer * 0.03) % 1, rng.uniform(0.2, 0.7), max(0.12, 0.7 - layer * 0.13)))
            p.drawPath(path)
    elif kind == 2:
        skin, s = QColor.fromHsvF(rng.uniform(0.03, 0.1), rng.uniform(0.2, 0.65), rng.uniform(0.35, 0.95)), min(w, h)
        centre = QPointF(x + w / 2, y + h * 0.45)
        for hair, a, b, down in (
            (colour(rng, 0.1, 0.5), 0.26, 0.33, -0.04),
            (colour(rng), 0.4, 0.35, 0.5),
            (skin, 0.19, 0.26, 0),
        ):
            p.setBrush(hair)
            p.drawEllipse(centre + QPointF(0, down * s), a * s, b * s)
        p.setBrush(QColor("#222"))
        for a in (-0.07, 0.07):
            p.drawEllipse(centre + QPointF(a * s, -0.04 * s), 0.02 * s, 0.02 * s)
        p.drawEllipse(centre + QPointF(0, 0.12 * s), 0.06 * s, 0.015 * s)
    elif kind == 3:
        for _ in range(rng.randint(6, 25)):
            shade = rng.uniform(0.1, 0.5)
            left, wide, high = rng.random() * w, rng.uniform(0.05, 0.15) * w, rng.uniform(0.2, 0.7) * h
            p.fillRect(QRectF(x + left, y + h - high, wide, high), QColor.fromHsvF(0.6, 0.3, shade))
            for lit in range(rng.randint(0, 12)):
                pane = QPointF(x + left + (lit % 3 + 0.5) * wide / 4, y + h - high + (lit // 3 + 0.5) * high / 6)
                p.fillRect(QRectF(pane, QSizeF(wide / 8, high / 16)), QColor("#ffe9a0"))
    else:
        for _ in range(rng.randint(15, 150)):
            tone = colour(rng)
            tone.setAlpha(rng.randint(60, 255))
            p.setBrush(tone)
            spot = QPointF(x + rng.random() * w, y + rng.random() * h)
            p.drawEllipse(spot, rng.uniform(0.01, 0.16) * w, rng.uniform(0.01, 0.16) * (w if kind == 4 else h))
    if rng.random() < 0.4:
        grain = QImage(rng.randbytes(64 * 64), 64, 64, 64, QImage.Format.Format_Grayscale8).copy()
        p.setOpacity(rng.uniform(0.05, 0.3))
        p.fillRect(box, QBrush(grain))
        p.setOpacity(1)
    p.setClipping(False)


CODE = (
    "def {a}({b}):",
    "    return {b} + {n}",
    "for {a} in {b}:",
    "    if {a} == '{b}':",
    "import {a}",
    "# {b} {a}",
    "",
    "class {a}({b}):",
    "    self.{a} = {n}",
    "}}",
    "const {a} = {{ {b}: {n} }};",
    '  <{a} class="{b}">',
    "  </{a}>",
    "int {a} = {b}[{n}];",
    "// {a} {b}",
    '"{a}": "{b}",',
    '    raise {a}("{b}")',
    "        print({a}, {n})",
    "[{a}]",
    "{a}={n}",
)
"""Patterns of lines of code."""
SHELL = (
    "{u}@{h}:~/{a}$ ls -l",
    "-rw-r--r-- 1 {u} {u} {n} {a}.txt",
    "drwxr-xr-x 2 {u} {u} 4096 {b}",
    "$ git commit -m '{a} {b}'",
    "[{n}] INFO {a}: {b}",
    "[{n}] ERROR {b} failed",
    "commit {n}c{n}f",
    "+ {a} {b}",
    "- {b}",
    "",
    "{u}@{h}:~$ make {a}",
    "Compiling {a} v0.{n}",
    "warning: {b} unused",
    " {n} root 20 0 {n} S 0.3 {a}",
    "64 bytes from {a}: time={n} ms",
    "~",
)
"""Patterns of lines in a terminal."""


def lines(k: Kit, patterns: tuple[str, ...], dark: bool, numbers: bool, role: str) -> Canvas:
    """Lines of code or of a terminal, with coloured words."""
    rng, t = k.rng, k.t
    words, some = WORDS["en" if k.chance(0.7) else t.lang].split(), rng.sample(patterns, rng.randint(5, len(patterns)))
    user, host, filled = rng.choice(words), rng.choice(words), rng.choice((0.15, 0.5, 1.0, 1.0, 1.0))
    back = (
        QColor.fromHsvF(rng.random(), rng.choice((0, 0.3, 0.7)), rng.uniform(0, 0.2))
        if dark
        else QColor.fromHsvF(0.12, rng.choice((0, 0.03, 0.1)), 1)
    )
    fore = QColor(rng.choice(("#ddd", "#fff", "#bbb", "#33ff66"))) if dark else QColor("#222")
    tints = [QColor.fromHsvF(rng.random(), 0.6, 1.0 if dark else 0.6) for _ in range(4)] if k.chance(0.85) else [fore]

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.fillRect(area, back)
        p.setFont(t.mono)
        high, wide, left = p.fontMetrics().height() * 1.05, p.fontMetrics().horizontalAdvance("m"), 6
        if numbers:
            left = 6 + wide * 5
        count = int(area.height() / high)
        first, here = rng.choice((1, 1, rng.randint(2, 900))), rng.randint(1, max(1, int(count * filled)))
        p.fillRect(
            QRectF(0, here * high, area.width() * numbers, high), back.lighter(140) if dark else back.darker(106)
        )
        for row in range(int(count * filled)):
            y, x = (row + 0.8) * high, float(left)
            if numbers:
                p.setPen(QColor("#888"))
                p.drawText(QPointF(4, y), f"{first + row:4}")
            line = rng.choice(some).format(
                a=rng.choice(words), b=rng.choice(words), n=rng.randint(0, 4999), u=user, h=host
            )
            if role == "text-area" and k.t.icons == "fill" and not numbers:
                line = " ".join(rng.choices(words, k=rng.randint(3, 16)))
            for part in line.replace(" ", "\0 ").split("\0"):
                p.setPen(rng.choice(tints) if rng.random() < 0.45 else fore)
                p.drawText(QPointF(x, y), part)
                x += p.fontMetrics().horizontalAdvance(part)
            if row == int(count * filled) - 1:
                p.fillRect(QRectF(x + 3, y - high * 0.7, wide if role == "terminal" else 1.5, high * 0.85), fore)

    return tag(Canvas(paint, rng, (120, 60)), role)


def chart(k: Kit, kind: int = -1) -> QWidget:
    """Axes with lines or bars, or a cake."""
    kind, many = k.rng.randrange(4) if kind < 0 else kind, k.rng.randint(1, 4)
    back = k.t.base if k.chance(0.7) else k.t.bg
    names = [k.text(1, 1) for _ in range(6)]

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.fillRect(area, back)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = area.adjusted(34, 14, -12, -24)
        count, tints = (
            rng.randint(4, 14) if kind == 1 else rng.randint(12, 80),
            [colour(rng, 0.5, 0.9) for _ in range(6)],
        )
        p.setPen(k.t.text)
        if kind == 3:
            ring, start = QRectF(0, 0, min(inner.width(), inner.height()), min(inner.width(), inner.height())), 0
            ring.moveCenter(inner.center())
            for index, tint in enumerate(tints):
                turn = 5760 - start if index == 5 else rng.randint(200, 1400)
                p.setBrush(tint)
                p.drawPie(ring, start, turn)
                start = min(5700, start + turn)
            return
        for row in range(5):
            y = inner.bottom() - row * inner.height() / 4
            p.setPen(k.t.border)
            p.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
            p.setPen(k.t.text)
            p.drawText(QPointF(2, y + 4), str(row * 25))
        p.drawLine(inner.bottomLeft(), inner.topLeft())
        for index in range(min(6, int(inner.width() // 90))):
            p.drawText(QPointF(inner.left() + index * 90, area.bottom() - 6), names[index])
        for series in range(many):
            shift, step = rng.random() * 6, inner.width() / count
            high = [
                min(1, abs(math.sin(shift + at * 0.21) * 0.6 + rng.uniform(0, 0.4))) * inner.height()
                for at in range(count)
            ]
            if kind == 1:
                for at, level in enumerate(high):
                    left = inner.left() + at * step + series * step * 0.8 / many
                    p.fillRect(QRectF(left, inner.bottom() - level, step * 0.8 / many, level), tints[series])
                continue
            points = [QPointF(inner.left() + at * step, inner.bottom() - level) for at, level in enumerate(high)]
            p.setPen(QPen(tints[series], 2))
            if kind == 2:
                for point in points:
                    p.drawEllipse(point, 3, 3)
            else:
                p.drawPolyline(points)

    return tag(Canvas(paint, k.rng, (120, 70)), "chart")


def board(
    kind: int, columns: int, rows: int, tints: list[QColor], p: QPainter, area: QRectF, rng: random.Random
) -> None:
    """Paint a board: 0 chess, 1 mines, 2 sudoku, 3 cards, 4 numbered tiles, 5 falling blocks, 6 tiles with signs."""
    size, big = area.width() / columns, p.font()
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    big.setPixelSize(max(8, int(size * (0.75 if kind == 0 else 0.45))))
    p.setFont(big)
    p.fillRect(
        area,
        {0: tints[0], 1: QColor("#c0c0c0"), 2: QColor("white"), 5: QColor("#101018")}.get(kind, tints[0].darker(170)),
    )
    ink = QColor("#111")
    for at in range(columns * rows):
        x, y = at % columns, at // columns
        spot = QRectF(x * size, y * size, size, size)
        inner, mark = spot.adjusted(1.5, 1.5, -1.5, -1.5), ""
        if kind == 0:
            p.fillRect(spot, tints[1] if (x + y) % 2 else tints[0].lighter(170))
            mark = "♜♞♝♛♚♝♞♜♟"[x if y in (0, 7) else 8] if y in (0, 1, 6, 7) or rng.random() < 0.1 else ""
            p.setPen(ink if y < 4 else QColor("#fffdf0"))
            mark = mark if rng.random() < 0.8 else ""
        elif kind == 1:
            bare = rng.random() < 0.5
            p.fillRect(inner, QColor("#d8d8d8") if bare else tints[2].lighter(150))
            mark = rng.choice(("", "", "1", "1", "2", "3")) if bare else rng.choice(("", "", "", "⚑"))
            p.setPen(QColor({"1": "#0000e0", "2": "#008000"}.get(mark, "#d00000")))
        elif kind == 2:
            p.setPen(QPen(ink, 0.6))
            p.drawRect(spot)
            mark = rng.choice(("", str(rng.randint(1, 9))))
        elif kind == 3:
            p.setPen(ink)
            if (y == 0 and x != 2) or (y > 0 and rng.random() < 0.75):
                card, back = spot.adjusted(size * 0.12, 3, -size * 0.12, size * 0.25), rng.random() < 0.25
                p.setBrush(tints[1] if back else QColor("white"))
                p.drawRoundedRect(card, 5, 5)
                suit = rng.choice("♠♣♥♦")
                p.setPen(QColor("#c00010") if suit in "♥♦" else ink)
                mark = "" if back else rng.choice("A23456789JQK") + suit
        elif kind in (4, 6):
            shown = rng.random() < (0.75 if kind == 4 else 0.85)
            p.setPen(QPen(tints[0].darker(200), 1))
            p.setBrush(
                colour(rng, 0.8) if kind == 4 and shown else QColor("#f8f0d8") if shown else tints[0].darker(150)
            )
            p.drawRoundedRect(inner, 4, 4)
            if shown and kind == 6:
                glyph(
                    p,
                    inner.adjusted(size * 0.2, size * 0.2, -size * 0.2, -size * 0.2),
                    rng,
                    colour(rng, 0.2, 0.6),
                    None,
                )
            mark = str(2 ** rng.randint(1, 10)) if shown and kind == 4 else ""
            p.setPen(ink)
        elif rng.random() < (0.8 if y > rows * 0.55 else 0.03):
            p.fillRect(inner, colour(rng, 0.7))
        p.drawText(spot, _CENTRE, mark)
    p.setPen(QPen(ink, 2))
    for third in range(4 if kind == 2 else 0):
        p.drawLine(QPointF(third * size * 3, 0), QPointF(third * size * 3, area.height()))
        p.drawLine(QPointF(0, third * size * 3), QPointF(area.width(), third * size * 3))


def drawing(k: Kit) -> QWidget:
    """Tools, colours and what is drawn."""
    kind, paper = k.rng.randrange(3), QColor("white") if k.chance(0.8) else colour(k.rng, 0.8)

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        p.fillRect(area, paper)
        p.setRenderHint(QPainter.RenderHint.Antialiasing)
        if kind == 0:
            photo(p, area, rng)
        for _ in range(rng.randint(0, 14) if kind else 0):
            p.setPen(QPen(colour(rng, 0.0), rng.randint(1, 12)))
            x, y = (area.width() * rng.random() for _ in range(2))
            p.setBrush(colour(rng) if rng.random() < 0.4 else Qt.BrushStyle.NoBrush)
            if kind == 1:
                p.drawPolyline(
                    [
                        QPointF(x + rng.uniform(-90, 90), y * 0.7 + rng.uniform(-60, 60))
                        for _ in range(rng.randint(2, 9))
                    ]
                )
            else:
                shape = QRectF(x, y * 0.6, rng.uniform(20, 200), rng.uniform(20, 150))
                rng.choice((p.drawRect, p.drawEllipse))(shape)

    def swatches(p: QPainter, area: QRectF, rng: random.Random) -> None:
        size = 16
        for at in range(int(area.width() // size) * int(area.height() // size)):
            row, column = divmod(at, max(1, int(area.width() // size)))
            p.fillRect(QRectF(column * size, row * size, size - 2, size - 2), colour(rng, 0.1))

    sheet = box(tag(Canvas(paint, k.rng, (150, 100)), "picture"), 1, edge=k.rng.choice((0, 12, 40)), name="desk")
    low = k.chance(0.5)
    tints = Canvas(swatches, k.rng, (64, 36))
    tints.setMaximumSize(16777215 if low else 64, 36 if low else 16777215)
    parts: list[QWidget | int] = [tool_bar(k, k.rng.randint(5, 12), True), sheet, 1]
    if k.chance(0.4):
        parts.append(box(slider(k), combo(k), items(k, 5) if k.chance(0.6) else k.label(k.text(1, 1)), None, edge=6))
    main = box(*(parts if low else [*parts, tints]), across=True, gap=2)
    return box(main, 1, tints, gap=2) if low else main


def street_map(k: Kit) -> QWidget:
    """Roads, water and parks."""
    names = [k.text(1, 2) for _ in range(k.rng.randint(3, 20))]

    def paint(p: QPainter, area: QRectF, rng: random.Random) -> None:
        dark, w, h = k.t.dark and rng.random() < 0.6, area.width(), area.height()
        p.fillRect(area, QColor("#25292e" if dark else rng.choice(("#f2efe9", "#e8eaed", "#f5f1e0"))))
        p.setRenderHint(QPainter.RenderHint.Antialiasing)

        def way(steps: int) -> list[QPointF]:
            x, y, dx, dy = rng.random() * w, rng.random() * h, rng.uniform(-1, 1), rng.uniform(-1, 1)
            return [
                QPointF(x + at * dx * w / 6 + rng.uniform(-25, 25), y + at * dy * h / 6 + rng.uniform(-25, 25))
                for at in range(-steps, steps)
            ]

        p.setPen(Qt.PenStyle.NoPen)
        for tint in ["#aad3df", "#a5c8f0"] + ["#c8e6b0", "#b5d99c"] * 3:
            p.setBrush(QColor(tint).darker(280 if dark else 100))
            x, y, size = rng.random() * w, rng.random() * h, rng.uniform(0.05, 0.3) * w
            p.drawPolygon(
                QPolygonF(
                    [
                        QPointF(x + a * size * rng.uniform(0.5, 1), y + b * size * rng.uniform(0.4, 1))
                        for a, b in (
                            (-1, 0),
                            (-0.6, -0.7),
                            (0, -1),
                            (0.7, -0.6),
                            (1, 0),
                            (0.6, 0.7),
                            (0, 1),
                            (-0.7, 0.6),
                        )
                    ]
                )
            )
        p.setBrush(Qt.BrushStyle.NoBrush)
        roads = [(way(9), rng.choice((3, 4, 6, 9))) for _ in range(rng.randint(8, 40))]
        for more, tint in ((2, "#b0a8a0"), (0, rng.choice(("#ffffff", "#fcd68a")))):
            for points, wide in roads:
                p.setPen(QPen(QColor(tint).darker(230 if dark else 100), wide + more))
                p.drawPolyline(points)
        p.setPen(QColor("#ccc" if dark else "#333"))
        for name in names:
            p.drawText(QPointF(rng.random() * w, rng.random() * h), name)
        p.setBrush(QColor("#d93025"))
        for _ in range(rng.randint(0, 4)):
            p.drawEllipse(QPointF(rng.random() * w, rng.random() * h), 7, 7)

    main: QWidget = tag(Canvas(paint, k.rng, (150, 100)), "map")
    if k.chance(0.5):
        main = box(box(field_of(k, k.say(10), True), button(k, k.say(10)), across=True, edge=4), main, 1, gap=0)
    return split(k, box(field_of(k, k.text()), items(k, 8), 1), main) if k.chance(0.35) else main
