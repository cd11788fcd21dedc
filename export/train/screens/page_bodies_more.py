"""Bodies of generated web apps, each filling the window: mail, chat, maps, players, editors, games and others."""

from __future__ import annotations

from collections.abc import Callable

from export.train.screens.page_bodies_views import chart, map_, spreadsheet, video
from export.train.screens.page_frames import app, middle, side
from export.train.screens.page_kit import Kit


def mail(kit: Kit) -> str:
    """Web mail: folders, messages, and often the message chosen."""
    k, r = kit, kit.rng
    folders = side(k, (k.button(k.some(1, 2), True) if k.chance(0.7) else "") + k.nav(r.randint(5, 14)))
    count = r.randint(4, 24)
    if k.chance(0.55):
        tick = k.chance(0.4)
        rows = [[*(["★"] if tick else []), k.person(), k.some(2, 8), k.clock()] for _ in range(count)]
        head = [*(["☆"] if tick else []), k.some(1, 1), k.some(1, 2), k.some(1, 1)] if k.chance(0.6) else []
        messages = k.table(head, rows, "width:100%")
    else:
        messages = k.items(
            [
                k.col(
                    k.row(k.words(k.person(), "flex:1;font-weight:600"), k.words(k.clock(), muted=True)),
                    k.words(k.some(2, 7)),
                    k.words(k.text(), muted=True),
                    css="gap:1px",
                )
                for _ in range(count)
            ],
            lines=True,
        )
    if k.chance(0.06):
        return app(k, folders, middle(k, k.nothing()), menus=0.15)
    answer = k.row(k.button(), k.button()) if k.chance(0.6) else ""
    reading = k.col(
        k.heading(k.some(2, 7), r.choice((1.3, 1.5, 1.8))),
        k.row(k.avatar(34), k.words(k.person(), "flex:1"), k.words(k.clock(), muted=True)),
        k.article(r.randint(1, 7)),
        answer,
        css="padding:14px;gap:12px",
    )
    top = k.row(k.field(k.word(), "flex:1", False), k.icon_button(), css="padding:6px;") if k.chance(0.5) else ""
    shape = r.randrange(3)
    if shape == 0:
        body = middle(k, top, messages)
    elif shape == 1:
        body = side(k, top + messages, r.randint(220, 380)) + middle(k, reading)
    else:
        body = middle(
            k,
            top,
            k.box(messages, f"flex:0 0 {r.randint(30, 55)}%;overflow:hidden;border-bottom:2px solid {k.line}"),
            reading,
        )
    return app(k, folders, body, menus=0.15)


def chat(kit: Kit) -> str:
    """A chat with bubbles, or channels with lines by name."""
    k, r = kit, kit.rng
    bubbles = k.chance(0.55)
    said = []
    for _ in range(r.randint(3, 16)):
        mine = k.chance(0.45)
        text = k.box(k.text(r.randint(1, 2)))
        if k.chance(0.08):
            text += k.picture(f"width:{r.randint(110, 240)}px;height:{r.randint(80, 160)}px;margin-top:6px")
        if bubbles:
            look = f"background:{k.accent};color:#fff" if mine else f"background:{k.line}"
            said.append(
                k.box(
                    text,
                    f"{look};max-width:68%;padding:8px 12px;border-radius:{max(8, k.radius)}px;"
                    f"align-self:{'flex-end' if mine else 'flex-start'}",
                )
            )
        else:
            who = k.row(k.words(k.person(), f"font-weight:600;color:{k.colour()}"), k.words(k.clock(), muted=True))
            said.append(k.row(k.avatar(34), k.col(who, text, css="flex:1;gap:2px"), css="align-items:flex-start"))
    if k.chance(0.05):
        said = [k.nothing()]
    log = k.box(
        "".join(said),
        f"flex:1;min-height:0;overflow:hidden;padding:12px;gap:{k.gap}px;justify-content:flex-end",
        cls="k",
        role="list" if len(said) > 1 else "",
    )
    send = r.choice((k.button(k.some(1, 1), True), k.icon_button(), ""))
    entry = k.row(
        k.icon_button() if k.chance(0.4) else "",
        k.field(k.some(2, 4), "flex:1", False),
        send,
        css=f"padding:8px;border-top:1px solid {k.line}",
    )
    top = k.row(
        k.avatar(32),
        k.words(k.person(), "flex:1;font-weight:600"),
        k.icon_button() if k.chance(0.5) else "",
        css=f"padding:8px 12px;border-bottom:1px solid {k.line}",
    )
    if k.chance(0.5):
        people = k.items(
            [
                k.row(k.avatar(36), k.col(k.words(k.person()), k.words(k.text(), muted=True), css="flex:1;gap:1px"))
                for _ in range(r.randint(4, 14))
            ]
        )
    else:
        people = k.items([k.words("# " + k.some(1, 2).lower()) for _ in range(r.randint(4, 18))])
    find = k.field(k.word(), "width:100%", False) if k.chance(0.4) else ""
    left = side(k, find + people) if k.chance(0.85) else ""
    right = (
        k.box(k.nav(r.randint(3, 9)), f"flex:0 0 150px;overflow:hidden;border-left:1px solid {k.line};padding:8px")
        if k.chance(0.15)
        else ""
    )
    return app(
        k,
        left,
        middle(k, top if k.chance(0.8) else "", log, entry, css="gap:0"),
        right,
        menus=0.05,
        tools=0.05,
        status=0.03,
    )


def calendar(kit: Kit) -> str:
    """A month or a week, as a table."""
    k, r = kit, kit.rng
    days = [k.some(1, 1)[:3] for _ in range(7)]
    week = k.chance(0.35)
    edge = f"border:1px solid {k.line};"

    def event() -> str:
        return k.words(
            k.some(1, 3),
            f"background:{k.colour()};color:#fff;border-radius:{min(4, k.radius)}px;"
            "padding:1px 5px;"
            "font-size:.85em;margin-top:2px",
        )

    first = r.randrange(7)
    cells = []
    for line in range(r.randint(8, 13) if week else 6):
        row = k.box(f"{line + 8}:00", edge + "padding:3px;font-size:.8em") if week else ""
        for day in range(7):
            number = (line * 7 + day - first) % 31 + 1
            now = f"color:{k.accent};font-weight:800" if number == 12 else ""
            inner = "" if week else k.box(str(number), now + f";text-align:{r.choice(('left', 'left', 'right'))}")
            inner += "".join(event() for _ in range(r.choice((0, 0, 0, 0, 1, 1, 2)) if not week else k.chance(0.2)))
            row += k.box(inner, edge + "padding:3px;min-width:0;overflow:hidden")
        cells.append(row)
    width = "44px repeat(7,1fr)" if week else "repeat(7,1fr)"
    names = ("<div></div>" if week else "") + "".join(k.box(d, "padding:4px;text-align:center") for d in days)
    grid = k.box(
        names + "".join(cells),
        f"flex:1;min-height:0;display:grid;grid-template-columns:{width};"
        f"grid-template-rows:auto repeat({len(cells)},1fr)",
        "table",
    )
    top = k.row(
        k.heading(f"{k.some(1, 1)} {r.randint(1999, 2031)}", r.choice((1.2, 1.5, 1.9))),
        k.box("", "flex:1"),
        k.icon_button(),
        k.icon_button(),
        k.button(k.some(1, 1)),
        k.combo(k.some(1, 1)) if k.chance(0.4) else "",
        css="padding:8px",
    )
    left = ""
    if k.chance(0.5):
        checks = k.col(*(k.check(k.some(1, 2)) for _ in range(r.randint(2, 6))))
        left = side(k, k.button(k.some(1, 2), True) + r.choice((checks, k.nav(r.randint(3, 8)))))
    return app(k, left, middle(k, top, grid), menus=0.15, tools=0.1, status=0.1)


def settings(kit: Kit) -> str:
    """Sections with check boxes, combo boxes and sliders."""
    k, r = kit, kit.rng

    def line() -> str:
        kind = r.randrange(8)
        if kind < 3:
            return k.check()
        if kind == 3:
            return k.radios(r.randint(2, 4))
        control = (k.combo(), k.slider("flex:0 1 200px"), k.field(k.some(1, 2), "flex:0 1 220px"), k.button())[kind - 4]
        label = k.col(
            k.words(k.some(1, 4)),
            k.words(k.text(), muted=True) if k.chance(0.3) else "",
            css="flex:1;gap:1px;min-width:90px",
        )
        return k.row(label, control)

    parts = []
    for _ in range(r.randint(1, 5)):
        lines = [line() for _ in range(r.randint(2, 7))]
        put = k.panel if k.chance(0.5) else k.col
        parts.append(
            k.col(
                k.heading(k.some(1, 3), r.choice((1.15, 1.3, 1.5))),
                put(*lines, css=f"gap:{k.gap + 3}px"),
                css="gap:8px",
            )
        )
    shape = r.randrange(3)
    tabs = k.tabs() if shape == 1 else ""
    left = (
        side(k, (k.field(k.word(), "width:100%", False) if k.chance(0.4) else "") + k.nav(r.randint(5, 15)))
        if shape == 0
        else ""
    )
    save = (
        k.row(
            k.button(k.some(1, 1), True), k.button(), css=f"padding:10px;justify-content:{r.choice(('end', 'start'))}"
        )
        if k.chance(0.55)
        else ""
    )
    title = k.heading(k.some(1, 2), r.choice((1.7, 2.1))) if k.chance(0.5) else ""
    main = k.box(
        title + "".join(parts),
        f"padding:{r.randint(10, 30)}px;gap:{k.gap + 10}px;max-width:{k.column}px;"
        "width:100%;"
        "box-sizing:border-box;flex:1;min-height:0;overflow:hidden;"
        f"{'margin:0 auto' if k.chance(0.4) else ''}",
        cls="k",
    )
    return app(k, left, middle(k, tabs, main, save), menus=0.08, tools=0.05, status=0.05)


APPS: dict[str, Callable[[Kit], str]] = {
    "mail": mail,
    "chat": chat,
    "calendar": calendar,
    "settings": settings,
    "spreadsheet": spreadsheet,
    "chart": chart,
    "map": map_,
    "video": video,
}
"""The bodies in this file, by kind."""
