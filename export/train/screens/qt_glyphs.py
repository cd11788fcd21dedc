"""Small random glyphs for the tool bars and lists of drawn windows."""

from __future__ import annotations

import math
import random

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPen,
)


def glyph(p: QPainter, box: QRectF, rng: random.Random, pen: QColor, fill: QColor | None, kind: int = -1) -> None:
    """Draw one of two dozen small signs."""
    x, y, s = box.x(), box.y(), min(box.width(), box.height())
    p.setRenderHint(QPainter.RenderHint.Antialiasing)
    p.setPen(QPen(pen, max(1.2, s / 14), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    p.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)

    def at(*points: float) -> list[QPointF]:
        return [QPointF(x + a * s, y + b * s) for a, b in zip(points[::2], points[1::2], strict=True)]

    def rect(a: float, b: float, c: float, d: float) -> QRectF:
        return QRectF(x + a * s, y + b * s, c * s, d * s)

    kind = rng.randrange(26) if kind < 0 else kind
    shapes: dict[int, tuple[float, ...]] = {
        0: (0.1, 0.5, 0.45, 0.15, 0.45, 0.38, 0.9, 0.38, 0.9, 0.62, 0.45, 0.62, 0.45, 0.85),
        1: (0.9, 0.5, 0.55, 0.15, 0.55, 0.38, 0.1, 0.38, 0.1, 0.62, 0.55, 0.62, 0.55, 0.85),
        2: (0.1, 0.25, 0.4, 0.25, 0.5, 0.35, 0.9, 0.35, 0.9, 0.82, 0.1, 0.82),
        3: (0.22, 0.08, 0.6, 0.08, 0.8, 0.28, 0.8, 0.92, 0.22, 0.92),
        4: (0.25, 0.15, 0.85, 0.5, 0.25, 0.85),
        5: (0.1, 0.9, 0.2, 0.65, 0.75, 0.1, 0.9, 0.25, 0.35, 0.8),
        6: (0.5, 0.1, 0.9, 0.5, 0.78, 0.5, 0.78, 0.88, 0.22, 0.88, 0.22, 0.5, 0.1, 0.5),
        7: (
            0.5,
            0.08,
            0.62,
            0.38,
            0.93,
            0.38,
            0.68,
            0.58,
            0.78,
            0.9,
            0.5,
            0.7,
            0.22,
            0.9,
            0.32,
            0.58,
            0.07,
            0.38,
            0.38,
            0.38,
        ),
        8: (0.15, 0.15, 0.85, 0.15, 0.85, 0.85, 0.15, 0.85),
        9: (0.5, 0.1, 0.9, 0.85, 0.1, 0.85),
        10: (0.25, 0.1, 0.75, 0.1, 0.75, 0.9, 0.5, 0.65, 0.25, 0.9),
        11: (0.1, 0.25, 0.9, 0.25, 0.9, 0.75, 0.1, 0.75),
        12: (0.1, 0.15, 0.9, 0.15, 0.6, 0.55, 0.6, 0.9, 0.4, 0.8, 0.4, 0.55),
    }
    if kind in shapes:
        p.drawPolygon(at(*shapes[kind]))
        if kind == 11:
            p.drawPolyline(at(0.1, 0.25, 0.5, 0.55, 0.9, 0.25))
        elif kind == 8:
            p.drawRect(rect(0.32, 0.15, 0.36, 0.25))
    elif kind == 13:
        p.drawEllipse(rect(0.1, 0.1, 0.55, 0.55))
        p.drawLine(at(0.6, 0.6)[0], at(0.9, 0.9)[0])
    elif kind in (14, 15, 16):
        p.drawEllipse(rect(0.12, 0.12, 0.76, 0.76))
        if kind == 14:
            p.drawEllipse(rect(0.4, 0.4, 0.2, 0.2))
        else:
            p.drawPolyline(at(0.5, 0.25, 0.5, 0.5, 0.7, 0.6) if kind == 15 else at(0.3, 0.5, 0.45, 0.65, 0.7, 0.35))
    elif kind == 17:
        for turn in range(8):
            a, b = math.cos(turn * math.pi / 4), math.sin(turn * math.pi / 4)
            p.drawLine(at(0.5 + a * 0.3, 0.5 + b * 0.3)[0], at(0.5 + a * 0.44, 0.5 + b * 0.44)[0])
        p.drawEllipse(rect(0.24, 0.24, 0.52, 0.52))
    elif kind in (18, 19):
        for level in (0.25, 0.5, 0.75):
            p.drawLine(at(0.12, level)[0], at(0.88 if kind == 18 or level != 0.5 else 0.6, level)[0])
    elif kind == 20:
        for a in (0.12, 0.56):
            for b in (0.12, 0.56):
                p.drawRect(rect(a, b, 0.3, 0.3))
    elif kind in (21, 22):
        p.drawLine(at(0.5, 0.15)[0], at(0.5, 0.85)[0])
        p.drawLine(at(0.15, 0.5)[0], at(0.85, 0.5)[0])
    elif kind == 23:
        p.drawRect(rect(0.2, 0.3, 0.6, 0.6))
        p.drawLine(at(0.1, 0.2)[0], at(0.9, 0.2)[0])
    elif kind == 24:
        p.drawArc(rect(0.15, 0.15, 0.7, 0.7), 30 * 16, 290 * 16)
        p.drawPolyline(at(0.65, 0.3, 0.85, 0.32, 0.87, 0.1))
    else:
        font = QFont(p.font().family())
        font.setPixelSize(max(6, int(s * 0.85)))
        font.setBold(rng.random() < 0.6)
        p.setFont(font)
        p.drawText(rect(0, 0, 1, 1), Qt.AlignmentFlag.AlignCenter, rng.choice("ABIUTSabx?!#%&§€"))
