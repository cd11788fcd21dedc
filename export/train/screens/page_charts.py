"""Charts of generated web pages, as inline SVG."""

from __future__ import annotations

import math

from export.train.screens.page_kit import Kit


def _slices(values: list[float], x: float, y: float, radius: float, colours: list[str], hole: float) -> str:
    total, turn, out = sum(values), -math.pi / 2, ""
    for i, value in enumerate(values):
        end = turn + value / total * 2 * math.pi
        x1, y1 = x + radius * math.cos(turn), y + radius * math.sin(turn)
        x2, y2 = x + radius * math.cos(end), y + radius * math.sin(end)
        large = int(end - turn > math.pi)
        out += (
            f'<path d="M{x:.1f} {y:.1f}L{x1:.1f} {y1:.1f}A{radius:.1f} {radius:.1f} 0 {large} 1 {x2:.1f} '
            f'{y2:.1f}z" '
            f'fill="{colours[i]}" stroke="#fff8"/>'
        )
        turn = end
    return out + (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius * hole:.1f}" fill="VOID"/>' if hole else "")


def any_chart(kit: Kit, width: int, height: int) -> str:
    """A labelled chart of bars, lines, areas, points or slices, with axes and often a legend."""
    k, r = kit, kit.rng
    kind = r.choice(("bars", "bars", "lines", "lines", "area", "points", "pie", "ring", "stack", "flat"))
    series = 1 if kind in ("bars", "area", "flat") and k.chance(0.6) else r.randint(2, 5)
    count = r.randint(3, 7) if kind in ("pie", "ring") else r.choice((4, 6, 7, 8, 12, 24))
    hue, spread = r.randrange(360), r.choice((25, 50, 77, 137))
    colours = [
        f"hsl({(hue + i * spread) % 360},{r.randint(45, 85)}%,{r.randint(42, 62)}%)" for i in range(max(series, count))
    ]
    legend = k.chance(0.9 if kind in ("pie", "ring") else 0.55)
    left, top, right, bottom = 46.0, 34.0, width - (130.0 if legend else 16.0), height - 34.0
    ground = r.choice((k.page, k.card, "#ffffff", k.page))
    ink = "#555" if ground == "#ffffff" else k.faint
    out = f'<rect width="{width}" height="{height}" fill="{ground}"/>'
    if k.chance(0.6):
        out += f'<text x="{left}" y="20" font-size="15" fill="{ink}">{k.some(2, 5)}</text>'
    if kind in ("pie", "ring"):
        radius = min(right - left, bottom - top) / 2
        values = [r.uniform(0.4, 4) for _ in range(count)]
        hole = r.uniform(0.45, 0.7) if kind == "ring" else 0
        out += _slices(values, (left + right) / 2, (top + bottom) / 2, radius, colours, hole).replace("VOID", ground)
    else:
        out += _axes(k, (left, top, right, bottom), count, ink)
        out += _marks(k, kind, (left, top, right, bottom), count, series, colours)
    if legend:
        for i in range(min(8, count if kind in ("pie", "ring") else series)):
            y = top + 8 + i * 21
            out += (
                f'<rect x="{right + 14}" y="{y}" width="12" height="12" fill="{colours[i]}"/><text '
                f'x="{right + 32}" y="{y + 11}" '
                f'font-size="12" fill="{ink}">{k.some(1, 1)}</text>'
            )
    size = f"width:{width}px;max-width:100%;flex:0 1 auto;"
    return k.box(f'<svg viewBox="0 0 {width} {height}" style="display:block;width:100%">{out}</svg>', size, "chart")


def _axes(kit: Kit, area: tuple[float, float, float, float], count: int, ink: str) -> str:
    left, top, right, bottom = area
    lines, most = kit.rng.randint(3, 7), kit.rng.choice((1, 10, 50, 100, 500, 2000))
    grid = kit.chance(0.7)
    out = f'<path d="M{left} {top}V{bottom}H{right}" fill="none" stroke="{ink}"/>'
    for i in range(lines + 1):
        y = bottom - (bottom - top) * i / lines
        if grid and i:
            out += f'<path d="M{left} {y:.1f}H{right}" stroke="{ink}" stroke-width=".4"/>'
        out += (
            f'<text x="{left - 6}" y="{y + 4:.1f}" font-size="11" text-anchor="end" fill="{ink}">'
            f"{most * i / lines:.3g}</text>"
        )
    names = [str(2000 + i) if count > 12 else kit.some(1, 1)[:5] for i in range(count)]
    for i, name in enumerate(names):
        if i % max(1, count // 8) == 0:
            x = left + (right - left) * (i + 0.5) / count
            out += f'<text x="{x:.1f}" y="{bottom + 17}" font-size="11" text-anchor="middle" fill="{ink}">{name}</text>'
    return out


def _marks(
    kit: Kit, kind: str, area: tuple[float, float, float, float], count: int, series: int, colours: list[str]
) -> str:
    r = kit.rng
    left, top, right, bottom = area
    wide, tall, out = (right - left) / count, bottom - top, ""
    stacked = [0.0] * count
    round_ = r.choice((0, 0, 3))
    for s in range(series):
        values, at = [], r.uniform(0.2, 0.8)
        for _ in range(count):
            at = min(0.97, max(0.04, at + r.uniform(-0.25, 0.25)))
            values.append(at)
        if kind in ("bars", "stack"):
            for i, value in enumerate(values):
                part = value / series if kind == "stack" else value
                thick = wide * 0.75 / (1 if kind == "stack" else series)
                x = left + i * wide + wide * 0.12 + (0 if kind == "stack" else s * thick)
                y = bottom - tall * (part + stacked[i])
                stacked[i] += part if kind == "stack" else 0
                out += (
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{thick:.1f}" height="{tall * part:.1f}" rx="{round_}" '
                    f'fill="{colours[s]}"/>'
                )
        elif kind == "flat":
            for i, value in enumerate(values):
                thick = tall / count * 0.75 / series
                y = top + tall / count * (i + 0.1) + s * thick
                out += (
                    f'<rect x="{left}" y="{y:.1f}" width="{(right - left) * value:.1f}" height="{thick:.1f}" '
                    f'fill="{colours[s]}"/>'
                )
        elif kind == "points":
            for _ in range(r.randint(8, 40)):
                x, y = left + (right - left) * r.random(), bottom - tall * min(1, max(0, r.gauss(at, 0.2)))
                out += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r.choice((3, 4, 5))}" fill="{colours[s]}" opacity=".8"/>'
        else:
            points = " ".join(f"{left + wide * (i + 0.5):.1f},{bottom - tall * v:.1f}" for i, v in enumerate(values))
            if kind == "area":
                out += (
                    f'<polygon points="{left + wide / 2:.1f},{bottom} {points} {right - wide / 2:.1f},{bottom}" '
                    f'fill="{colours[s]}" opacity=".45"/>'
                )
            out += f'<polyline points="{points}" fill="none" stroke="{colours[s]}" stroke-width="{r.choice((2, 3))}"/>'
    return out
