"""Bodies of generated web apps that show one large thing: spreadsheets, charts, maps, videos."""

from __future__ import annotations

from export.train.screens.page_charts import any_chart
from export.train.screens.page_frames import app, middle, side
from export.train.screens.page_kit import Kit


def spreadsheet(kit: Kit) -> str:
    """A grid of cells with letters above and numbers at the left, and a field for formulas."""
    k, r = kit, kit.rng
    width, height = r.randint(60, 130), k.size + r.randint(6, 14)
    columns, used, filled = r.randint(8, 22), r.randint(2, 9), r.randint(3, 34)
    edge = f"border:1px solid {k.line};box-sizing:border-box;"
    types = [r.choice(("word", "word", "number", "money", "date")) for _ in range(used)]
    chosen = (r.randrange(filled), r.randrange(used))

    def value(kind: str) -> str:
        return {"word": k.some(1, 2), "number": str(r.randint(0, 99999)), "money": k.money(), "date": k.clock()}[kind]

    rows = [
        f'<td style="{edge};background:{k.card}"></td>'
        + "".join(
            f'<td style="{edge};background:{k.card};text-align:center">{chr(65 + c)}</td>' for c in range(columns)
        )
    ]
    for line in range(r.randint(filled, 50)):
        cells = f'<td style="{edge};background:{k.card};text-align:center;width:34px">{line + 1}</td>'
        for c in range(columns):
            inner = value(types[c]) if c < used and line < filled and k.chance(0.93) else ""
            bold = "font-weight:700;" if line == 0 and k.bold > 500 else ""
            on = f"outline:2px solid {k.accent};" if (line, c) == chosen else ""
            align = "right" if c < used and types[c] in ("number", "money") else "left"
            cells += f'<td class="one" style="{edge}{bold}{on}text-align:{align};padding:0 4px">{inner}</td>'
        rows.append(cells)
    body = "".join(f'<tr style="height:{height}px">{row}</tr>' for row in rows)
    grid = (
        '<table data-role="table" style="border-collapse:collapse;table-layout:fixed;'
        f"width:{34 + columns * width}px;"
        f'background:{k.page}"><colgroup><col style="width:34px"></colgroup>{body}</table>'
    )
    formula = k.row(
        k.combo(f"{chr(65 + chosen[1])}{chosen[0] + 1}", "flex:0 0 80px") if k.chance(0.6) else "",
        k.words("fx", muted=True),
        k.field(r.choice((f"=SUM(A1:A{filled})", value(types[0]), "=B2*1.19")), "flex:1"),
        css="padding:4px 8px;",
    )
    sheets = k.tabs([k.some(1, 1) + str(i) for i in range(1, r.randint(2, 6))]) if k.chance(0.6) else ""
    plot = (
        k.box(any_chart(k, 320, 200), "position:absolute;right:40px;bottom:50px;box-shadow:0 1px 6px #0006")
        if k.chance(0.12)
        else ""
    )
    return app(
        k,
        middle(k, formula, k.box(grid + plot, "flex:1;overflow:hidden;position:relative"), sheets, css="gap:0"),
        menus=0.75,
        tools=0.85,
        status=0.45,
    )


def chart(kit: Kit) -> str:
    """One chart, or a few, that fill the window."""
    k, r = kit, kit.rng
    count = r.choice((1, 1, 1, 1, 2, 2, 4))
    width, height = (
        (r.randint(520, 1000), r.randint(280, 560)) if count == 1 else (r.randint(320, 480), r.randint(200, 320))
    )
    plots = [any_chart(k, width, height) for _ in range(count)]
    title = k.heading(k.some(2, 6), r.choice((1.3, 1.7, 2.1))) if k.chance(0.6) else ""
    control = (
        k.row(k.combo(), k.combo() if k.chance(0.5) else "", k.button(), css="flex-wrap:wrap") if k.chance(0.4) else ""
    )
    rows = [[k.some(1, 2), str(r.randint(1, 9999)), f"{r.randrange(100)} %"] for _ in range(r.randint(3, 8))]
    below = k.table([k.some(1, 1) for _ in range(3)], rows) if k.chance(0.2) else ""
    left = (
        side(k, r.choice((k.nav(), k.col(*(k.check(k.some(1, 1)) for _ in range(5)), k.slider("")))))
        if k.chance(0.25)
        else ""
    )
    shown = k.box("".join(plots), f"display:flex;flex-wrap:wrap;gap:{k.gap}px")
    tabs = k.tabs() if k.chance(0.2) else ""
    return app(
        k,
        left,
        middle(k, tabs, k.col(title, control, shown, below, css=f"padding:{r.randint(4, 24)}px;gap:12px")),
        menus=0.15,
        tools=0.2,
        status=0.1,
    )


def map_(kit: Kit) -> str:
    """Roads, blocks, water, parks and pins, with buttons over them."""
    k, r = kit, kit.rng
    land, street, park, water = r.choice(
        (
            ("#eee9df", "#fff", "#cfe6b8", "#a9d3ea"),
            ("#f5f3ef", "#fdd87a", "#c5e8c5", "#9cc0f9"),
            ("#1d2633", "#46566b", "#1f3d33", "#0d1b30"),
            ("#dde", "#ffe", "#bdb", "#9bd"),
            ("#2a2a2a", "#5a5a5a", "#2f4030", "#17202c"),
            ("#8a9a6a", "#c9c2a8", "#55703f", "#2f5873"),
        )
    )
    out = [f'<rect width="1600" height="1000" fill="{land}"/>']
    turn, step = r.randint(-35, 35), r.randint(50, 140)
    for _ in range(r.randint(20, 120)):
        x, y = r.randrange(1600), r.randrange(1000)
        out.append(
            f'<rect x="{x}" y="{y}" width="{r.randint(14, 50)}" height="{r.randint(14, 50)}" fill="#8883" '
            f'transform="rotate({turn} {x} {y})"/>'
        )
    for _ in range(r.randint(1, 7)):
        x, y = r.randrange(1600), r.randrange(1000)
        out.append(
            f'<path d="M{x} {y}l{r.randint(40, 260)} {r.randint(-60, 60)} {r.randint(-60, 60)} '
            f"{r.randint(40, 220)} "
            f'-{r.randint(60, 260)} {r.randint(-40, 60)}z" fill="{park}"/>'
        )
    x = r.randint(100, 1300)
    if k.chance(0.75):
        bends = " ".join(f"{x + r.randint(-160, 160)} {y}" for y in range(250, 1300, 250))
        out.append(f'<path d="M{x} -50T{bends}" stroke="{water}" stroke-width="{r.randint(14, 90)}" fill="none"/>')
    if k.chance(0.4):
        out.append(
            f'<ellipse cx="{r.randrange(1600)}" cy="{r.randrange(1000)}" rx="{r.randint(80, 500)}" ry="300" '
            f'fill="{water}"/>'
        )
    lines = "".join(f"M{i} -800V1900M-800 {i}H2400" for i in range(-800, 2400, step) if k.chance(0.85))
    out.append(
        f'<g transform="rotate({turn} 800 500)" fill="none" stroke="{street}"><path d="{lines}" '
        f'stroke-width="{r.randint(2, 7)}"/>'
        f'<path d="M-300 {r.randrange(1000)}H2000M{r.randrange(1600)} -300V1400" '
        f'stroke-width="{r.randint(8, 16)}" '
        f'stroke="{r.choice((street, "#f0a040", "#e8d060"))}"/></g>'
    )
    if k.chance(0.3):
        route = " ".join(f"{200 + i * 170},{r.randint(150, 750)}" for i in range(7))
        out.append(f'<polyline points="{route}" fill="none" stroke="{k.accent}" stroke-width="7"/>')
    for _ in range(r.randint(4, 22)):
        out.append(
            f'<text x="{r.randrange(1500)}" y="{r.randrange(980)}" font-size="{r.randint(11, 24)}" fill="#777" '
            'stroke="#fff" '
            f'stroke-width=".3">{k.some(1, 2)}</text>'
        )
    for _ in range(r.choice((0, 1, 3, 9))):
        out.append(
            f'<path d="M{r.randint(50, 1300)} {r.randint(60, 800)}c-30-40-20-60 0-60s30 20 0 60z" '
            f'fill="{r.choice(("#d33", k.accent))}"/>'
        )
    drawn = k.box(
        '<svg viewBox="0 0 1600 1000" preserveAspectRatio="xMidYMid slice" style="width:100%;height:100%;'
        'display:block">'
        f"{''.join(out)}</svg>",
        "position:absolute;inset:0",
        "map",
    )
    corner = r.choice(("right:12px;bottom:16px", "right:12px;top:12px", "right:12px;top:45%"))
    zoom = k.box(
        k.button("+", False, "padding:4px 10px", False) + k.button("−", False, "padding:4px 10px", False),
        f"position:absolute;{corner};display:flex;flex-direction:column;gap:2px",
    )
    find = (
        k.box(
            k.field(k.some(1, 3), "flex:1", k.chance(0.5)) + k.icon_button(),
            "position:absolute;left:12px;top:12px;width:260px;max-width:60%;display:flex;gap:4px",
        )
        if k.chance(0.6)
        else ""
    )
    left = (
        side(
            k,
            k.heading(k.some(1, 3), 1.3)
            + k.items(
                [
                    k.col(k.words(k.some(1, 3)), k.words(k.text(), muted=True), css="gap:1px")
                    for _ in range(r.randint(2, 10))
                ],
                lines=True,
            ),
        )
        if k.chance(0.35)
        else ""
    )
    return app(
        k,
        left,
        middle(k, drawn, zoom if k.chance(0.85) else "", find, css="position:relative"),
        menus=0.08,
        tools=0.12,
        status=0.1,
    )


def video(kit: Kit) -> str:
    """A dark player with its controls, alone or on a page about the film."""
    k, r = kit, kit.rng
    shown = r.choice((k.art(), k.art(), "", k.art("portrait"), k.art("hills")))
    subtitle = (
        k.box(
            k.text(),
            "position:absolute;bottom:12%;left:10%;right:10%;text-align:center;color:#fff;text-shadow:0 0 3px #000",
        )
        if k.chance(0.3)
        else ""
    )
    play = (
        k.box(
            '<svg viewBox="0 0 24 24" width="34" fill="#fff"><path d="M7 4v16l14-8z"/></svg>',
            "position:absolute;"
            "left:50%;top:50%;"
            "margin:-28px;padding:11px;background:#0009;border-radius:50%;display:flex",
            "button",
        )
        if k.chance(0.45)
        else ""
    )
    share = r.uniform(0.02, 0.98)
    bars = r.choice(("8%", "0", "12%"))
    film = k.box(
        k.box(shown, f"position:absolute;inset:{bars} 0") + subtitle + play,
        "position:relative;flex:1;min-height:0;background:#000;overflow:hidden",
        "video",
    )
    dark = "background:#111;color:#eee;padding:6px 10px;gap:10px;flex:none"

    def control() -> str:
        return k.box(k.icon(0, "#eee"), "display:inline-flex;padding:4px", "button")

    clock = k.box(
        f"{r.randrange(60)}:{r.randrange(60):02} / {r.randint(60, 180)}:00", "font-size:.85em;white-space:nowrap"
    )
    knobs = [control() for _ in range(r.randint(2, 4))]
    if k.chance(0.5):
        bar = k.row(*knobs, k.bar(share), clock, control(), css=dark)
    else:
        bar = k.col(
            k.bar(share, "width:100%;flex:none"),
            k.row(
                *knobs,
                clock,
                k.box("", "flex:1"),
                k.slider("flex:0 0 80px") if k.chance(0.4) else "",
                control(),
                css="gap:8px",
            ),
            css=dark,
        )
    if k.chance(0.5):
        return app(k, middle(k, film, bar, css="gap:0"), menus=0.2, tools=0.05, status=0.1)
    about = k.col(
        k.heading(k.some(3, 8), 1.4),
        k.row(k.avatar(36), k.words(k.person(), "flex:1"), k.button(k.some(1, 1), True), k.button()),
        k.article(1) if k.chance(0.5) else "",
        css="padding:12px;flex:none;max-height:40%;overflow:hidden",
    )
    more = k.items(
        [
            k.row(
                k.picture("width:112px;height:64px"),
                k.col(k.words(k.some(2, 5)), k.words(k.person(), muted=True), css="flex:1;gap:2px"),
            )
            for _ in range(r.randint(3, 9))
        ],
        chosen=0,
    )
    right = k.box(more, "flex:0 0 280px;max-width:40vw;overflow:hidden;padding:8px") if k.chance(0.6) else ""
    return app(k, middle(k, film, bar, about, css="gap:0"), right, menus=0.05, tools=0.03, status=0.03)
