"""Bodies of generated web pages: articles, shops, lists of results, forms, and log-ins."""

from __future__ import annotations

from collections.abc import Callable

from export.train.screens.page_kit import Kit


def site(kit: Kit, *parts: str, head: float = 0.8, aside: float = 0.3, foot: float = 0.5, css: str = "") -> str:
    """A web page around its main part, with a header, columns at the sides and a footer by chance."""
    k, r = kit, kit.rng
    out = ""
    if k.chance(head):
        tint = k.chance(0.35)
        brand = k.row(
            k.icon(0, "#fff" if tint else k.accent), k.words(k.some(1, 2), "font-weight:600"), css="gap:6px;flex:none"
        )
        if tint and k.chance(0.7):
            links = ""
        else:
            tint = False
            links = k.row(
                *(k.link(css="flex:none") for _ in range(r.randint(0, 5))),
                css=f"gap:{r.randint(10, 24)}px;overflow:hidden",
            )
        find = k.field(k.some(1, 2), f"flex:0 1 {r.randint(130, 380)}px", False) if k.chance(0.5) else ""
        end = k.button(k.some(1, 1), k.chance(0.5)) if k.chance(0.5) else k.avatar() if k.chance(0.5) else ""
        look = (
            f"background:{k.accent};color:#fff"
            if tint
            else r.choice((f"background:{k.card}", f"border-bottom:1px solid {k.line}", ""))
        )
        out += k.row(
            brand,
            links,
            k.box("", "flex:1 1 0"),
            find,
            end,
            css=f"padding:{r.randint(6, 18)}px {r.randint(8, 30)}px;gap:16px;{look}",
        )
        if k.chance(0.15):
            out += k.tabs(css="padding:0 16px")
    main = k.box("".join(parts), f"flex:1;min-width:0;gap:{k.gap + 8}px;{css}", cls="k")
    columns = main
    if k.chance(aside):
        column = k.box(k.nav(), f"flex:0 1 {r.randint(130, 230)}px;min-width:100px;overflow:hidden")
        columns = k.row(
            *((column, main) if k.chance(0.65) else (main, column)), css=f"align-items:flex-start;gap:{k.gap + 12}px"
        )
    room = (
        f"max-width:{k.column}px;{r.choice(('margin:0 auto;', 'margin:0 auto;', ''))}padding:{r.randint(8, 32)}px;"
        "box-sizing:border-box"
    )
    out += k.box(columns, room)
    if k.chance(foot):
        ends = k.row(
            k.words(f"© {r.randint(2001, 2031)} {k.some(1, 2)}", muted=True),
            *(k.link() for _ in range(r.randint(0, 4))),
            css="gap:18px;flex-wrap:wrap",
        )
        out += k.box(ends, f"padding:16px;border-top:1px solid {k.line}")
    return out


def centred(kit: Kit, inner: str) -> str:
    """Something in the middle of the window."""
    low = kit.rng.choice(("center", "center", "flex-start"))
    return kit.box(
        inner,
        f"min-height:100vh;display:flex;align-items:center;justify-content:{low};padding:12px;"
        "box-sizing:border-box;gap:14px",
        cls="k",
    )


def wide_picture(kit: Kit) -> str:
    """A picture as wide as its column."""
    return kit.picture(f"width:100%;height:{kit.rng.randint(110, 360)}px")


def article(kit: Kit) -> str:
    """A text to read, with pictures."""
    k, r = kit, kit.rng
    by = k.row(k.avatar(), k.words(k.person()), k.words(k.clock(), muted=True)) if k.chance(0.7) else ""
    parts = [k.heading(k.some(3, 10), r.choice((1.7, 2.1, 2.6, 3.0))), by]
    if k.chance(0.15):
        parts.insert(0, k.row(k.link(), k.words("›"), k.link()) if k.links_left > 1 else "")
    if k.chance(0.5):
        parts.insert(r.randrange(3), wide_picture(k))
    for _ in range(r.randint(1, 5)):
        if k.chance(0.35):
            parts.append(k.heading(k.some(2, 6), r.choice((1.2, 1.4))))
        if k.chance(0.2):
            text = k.article(r.randint(1, 3), "flex:1 1 160px;min-width:0")
            parts.append(
                k.row(
                    *r.choice(
                        ((text, k.picture("width:180px;height:140px")), (k.picture("width:150px;height:180px"), text))
                    ),
                    css="align-items:flex-start;gap:16px;flex-wrap:wrap",
                )
            )
        else:
            parts.append(k.article(r.randint(1, 4)))
        if k.chance(0.2):
            parts.append(wide_picture(k))
    if k.chance(0.15):
        parts.append(
            k.table(
                [k.some(1, 1) for _ in range(3)], [[k.some(1, 2), k.clock(), k.money()] for _ in range(r.randint(3, 8))]
            )
        )
    if k.chance(0.2):
        parts += [k.heading(k.some(1, 2), 1.3), k.area(k.text(), "min-height:70px"), k.button("", True)]
    return site(k, *parts, css=f"max-width:{r.choice((560, 680, 900, 1400))}px;")


def grid(kit: Kit, cells: list[str], least: int, role: str = "list") -> str:
    """Cells in as many columns as there is room for."""
    return kit.box(
        "".join(cells),
        f"display:grid;grid-template-columns:repeat(auto-fill,minmax({least}px,1fr));gap:{kit.gap + 4}px",
        role,
    )


def shop(kit: Kit) -> str:
    """Goods with prices, or one of them."""
    k, r = kit, kit.rng

    def price(css: str = "") -> str:
        return k.words(k.money(), f"font-weight:700;{css}")

    stars = f'<span style="color:#e8a020">{"★" * r.randint(2, 5)}</span>'
    if k.chance(0.28):
        about = [k.heading(k.some(2, 6), 1.8), stars if k.chance(0.5) else "", price("font-size:1.6em"), k.article(1)]
        about += [k.row(k.combo(), k.combo() if k.chance(0.4) else "") if k.chance(0.6) else k.radios(3)]
        about += [
            k.row(k.button("", True), k.button() if k.chance(0.5) else k.icon_button()),
            k.check() if k.chance(0.2) else "",
        ]
        size = r.randint(180, 420)
        shown = k.col(
            k.picture(f"width:{size}px;height:{size}px", r.choice(("thing", "thing", ""))),
            k.row(*(k.picture("width:56px;height:56px", "thing") for _ in range(r.randint(2, 5))))
            if k.chance(0.5)
            else "",
        )
        return site(
            k,
            k.box(
                shown + k.box("".join(about), "flex:1 1 240px;gap:14px", cls="k"),
                "display:flex;flex-wrap:wrap;gap:28px",
            ),
            aside=0.05,
        )
    if k.chance(0.06):
        return site(k, k.heading(k.some(1, 3), 1.8), k.nothing(), k.button("", True), aside=0.1)
    if k.chance(0.2):
        rows = [
            k.row(
                k.picture("width:64px;height:64px", "thing"),
                k.words(k.some(2, 4), "flex:1"),
                k.combo(str(r.randint(1, 5)), "width:70px"),
                price(),
            )
            for _ in range(r.randint(1, 5))
        ]
        return site(
            k,
            k.heading(k.some(1, 3), 1.8),
            k.items(rows, lines=True, chosen=0),
            k.row(k.box("", "flex:1"), price("font-size:1.4em")),
            k.row(k.button("", True), k.button()),
        )
    tall, least, buy, what = r.randint(90, 230), r.randint(130, 260), k.chance(0.6), r.choice(("thing", "thing", ""))
    cells = [
        k.panel(
            k.picture(f"width:100%;height:{tall}px", what),
            k.words(k.some(2, 5)),
            stars if k.chance(0.3) else "",
            price(),
            k.button(r.choice((k.say("buy"), k.some(1, 1))), k.chance(0.4)) if buy else "",
            css="padding:8px;gap:6px",
        )
        for _ in range(r.randint(3, 16))
    ]
    filters = (
        k.col(*(k.check(k.some(1, 2)) for _ in range(r.randint(3, 8))), k.slider(""), css="flex:0 0 150px")
        if k.chance(0.35)
        else ""
    )
    order = k.row(k.words(f"{r.randint(10, 900)} {k.word()}", "flex:1", True), k.combo()) if k.chance(0.5) else ""
    goods = k.row(filters, k.box(grid(k, cells, least), "flex:1;min-width:0"), css="align-items:flex-start;gap:18px")
    return site(
        k,
        wide_picture(k) if k.chance(0.15) else "",
        k.heading(k.some(1, 4), r.choice((1.4, 2))) if k.chance(0.7) else "",
        order,
        goods,
    )


def results(kit: Kit) -> str:
    """What a search found."""
    k, r = kit, kit.rng
    entry = k.row(
        k.field(k.some(1, 4), f"flex:0 1 {r.randint(260, 620)}px"),
        k.button(k.some(1, 1), k.chance(0.5)) if k.chance(0.5) else k.icon_button(),
    )
    if k.chance(0.08):
        k.states.add("empty")
        return site(k, entry, k.heading(k.some(3, 6), 1.4), k.box(k.text(2)), aside=0.1, head=0.3)
    kind = r.randrange(4)
    if kind == 0:
        tall = r.randint(90, 190)
        found = grid(
            k,
            [
                k.col(k.picture(f"width:100%;height:{tall}px"), k.words(k.some(1, 4)), css="gap:3px")
                for _ in range(r.randint(5, 20))
            ],
            r.randint(120, 240),
        )
    else:
        k.links_left = r.randint(4, 10)
        rows = []
        while k.links_left > 0:
            address = k.words(
                f"www.{r.choice(('example', 'news', 'wiki', 'shop'))}.{r.choice(('org', 'com', 'de'))} › "
                f"{r.randrange(999)}",
                "font-size:.85em",
                True,
            )
            title = k.link(k.some(3, 7), f"font-size:{r.choice((1.15, 1.3))}em")
            text = k.col(
                *((address, title) if kind == 1 else (title, address)),
                k.box(k.text(r.randint(1, 2)), f"color:{k.faint}"),
                css="gap:2px;flex:1",
            )
            rows.append(
                k.row(k.picture("width:96px;height:72px"), text, css="align-items:flex-start") if kind == 3 else text
            )
        found = k.box("".join(rows), f"display:flex;flex-direction:column;gap:{k.gap + 10}px", "list")
    turn = (
        k.row(*(k.button(str(i + 1), i == 0, "padding:4px 10px", False) for i in range(r.randint(3, 6))))
        if k.chance(0.3)
        else ""
    )
    tabs = k.tabs() if k.chance(0.45) else ""
    return site(
        k,
        entry,
        tabs,
        k.words(f"{r.randint(2, 99999)} {k.some(1, 3)}", muted=True) if k.chance(0.6) else "",
        found,
        turn,
        head=0.35,
        aside=0.12,
        css=f"max-width:{r.choice((620, 800, 1200))}px;",
    )


def _error_line(kit: Kit) -> str:
    kit.states.add("error")
    return kit.box(kit.text(), "color:#e03131;font-size:.9em")


def form(kit: Kit) -> str:
    """Fields to fill in."""
    k, r = kit, kit.rng
    wrong = r.randrange(7) if k.chance(0.25) else -1
    above, across = k.chance(0.7), k.chance(0.25)

    def entry(i: int) -> str:
        kind, label = (
            r.choice(("field", "field", "field", "combo", "radio", "area", "check", "scale")),
            k.words(k.some(1, 3) + r.choice(("", "", " *"))),
        )
        if kind == "check":
            return k.check(k.some(2, 5))
        red = "border-color:#e03131;" if i == wrong else ""
        if kind == "field" or i == wrong:
            inner = k.field(k.some(1, 2) if k.chance(0.5) else "", red + "width:100%")
        elif kind == "combo":
            inner = k.combo(css="width:100%")
        elif kind == "radio":
            inner = k.radios(r.randint(2, 5))
        else:
            inner = (
                k.area(k.text() if k.chance(0.4) else "", f"width:100%;min-height:{r.randint(60, 130)}px")
                if kind == "area"
                else k.slider("width:100%")
            )
        error = _error_line(k) if i == wrong else ""
        if above:
            return k.col(label, inner, error, css="gap:4px")
        return k.row(k.box(label, "flex:0 0 110px"), k.col(inner, error, css="flex:1;gap:3px;min-width:0"))

    entries = [entry(i) for i in range(r.randint(3, 10))]
    if wrong >= 0 and "error" not in k.states:
        entries.insert(
            0, k.box(_error_line(k), "border:1px solid #e03131;background:#e0313118;padding:8px;border-radius:4px")
        )
    if across and above:
        entries = ["".join(k.box(e, "min-width:0") for e in entries)]
        entries = [
            k.box(
                entries[0], f"display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:{k.gap + 6}px"
            )
        ]
    steps = k.bar(r.random(), "width:100%;flex:none") if k.chance(0.15) else ""
    send = k.row(
        k.button(k.some(1, 2), True),
        k.button() if k.chance(0.5) else "",
        css=f"justify-content:{r.choice(('start', 'end'))}",
    )
    title = k.heading(k.some(1, 4), r.choice((1.4, 1.8, 2.3)))
    put = k.panel if k.chance(0.6) else k.col
    body = put(
        title,
        steps,
        k.box(k.text(), f"color:{k.faint}") if k.chance(0.4) else "",
        *entries,
        send,
        css=f"gap:{k.gap + 6}px;width:100%;max-width:{r.choice((380, 480, 620, 860))}px;box-sizing:border-box",
    )
    return centred(k, body) if k.chance(0.4) else site(k, body, aside=0.12)


def login(kit: Kit) -> str:
    """Name, password and a button."""
    k, r = kit, kit.rng
    error = (
        k.box(_error_line(k), "border:1px solid #e03131;border-radius:4px;padding:8px" if k.chance(0.5) else "")
        if k.chance(0.22)
        else ""
    )
    named = k.chance(0.6)
    names = (k.say(r.choice(("email", "name"))), k.say("password"))
    who = r.choice((k.person(), f"{k.person().split()[0].lower()}@example.org", ""))
    first = k.field(who if named else names[0], "width:100%", named)
    second = k.field("•" * r.choice((0, 8, 11)) if named else names[1], "width:100%", named)
    fields = [k.words(names[0]) if named else "", first]
    if k.chance(0.88):
        fields += [k.words(names[1]) if named else "", second]
    stay = k.check(k.some(2, 4)) if k.chance(0.5) else ""
    others = (
        k.col(
            k.words(k.word(), "text-align:center", True),
            *(k.button(k.some(2, 3), css="justify-content:center") for _ in range(r.randint(1, 3))),
        )
        if k.chance(0.3)
        else ""
    )
    mark = k.box(k.icon(44, k.accent), "text-align:center") if k.chance(0.5) else ""
    title = k.heading(r.choice((k.some(1, 3), k.say("enter"))), r.choice((1.4, 1.8))) if k.chance(0.8) else ""
    enter = k.button(r.choice((k.say("enter"), k.say("next"), k.some(1, 2))), True, "justify-content:center")
    forgotten = k.link(k.some(2, 3)) if k.chance(0.7) else ""
    put = k.panel if k.chance(0.7) else k.col
    body = put(
        mark,
        title,
        error,
        *fields,
        stay,
        enter,
        forgotten,
        others,
        css=f"width:{r.randint(260, 440)}px;max-width:94%;box-sizing:border-box;gap:{k.gap + 3}px",
    )
    if k.chance(0.2):
        return k.box(
            k.picture("flex:1 1 45%;min-width:60px;height:100vh;border-radius:0")
            + k.box(centred(k, body), "flex:1 1 55%"),
            "display:flex",
        )
    return centred(k, body) if k.chance(0.8) else site(k, body, aside=0)


SITES: dict[str, Callable[[Kit], str]] = {
    "article": article,
    "shop": shop,
    "results": results,
    "form": form,
    "login": login,
}
"""The bodies in this file, by kind."""
