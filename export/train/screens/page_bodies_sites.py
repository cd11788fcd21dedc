"""Bodies of generated web pages of the kind `page`: news, manuals, dashboards, forums, errors and others."""

from __future__ import annotations

from export.train.screens.page_bodies import centred, grid, site, wide_picture
from export.train.screens.page_charts import any_chart
from export.train.screens.page_kit import Kit


def news(kit: Kit) -> str:
    """The front page of a newspaper."""
    k, r = kit, kit.rng
    lead = k.col(
        wide_picture(k) if k.chance(0.75) else "", k.heading(k.some(4, 9), r.choice((1.8, 2.4))), k.box(k.text(2))
    )
    tall = r.randint(80, 170)
    cells = [
        k.panel(
            k.picture(f"width:100%;height:{tall}px") if k.chance(0.75) else "",
            k.heading(k.some(3, 7), 1.15),
            k.words(k.clock(), muted=True),
            css="gap:6px",
        )
        for _ in range(r.randint(2, 9))
    ]
    return site(k, lead if k.chance(0.8) else "", grid(k, cells, r.randint(170, 300)), css="")


def repository(kit: Kit) -> str:
    """A repository of code."""
    k, r = kit, kit.rng
    rows = [
        [k.icon() + " " + k.word() + r.choice(("", ".py", ".md", ".toml")), k.some(2, 6), k.clock()]
        for _ in range(r.randint(4, 16))
    ]
    bar = k.row(k.combo("main"), k.box("", "flex:1"), k.button(), k.button("", True))
    return site(
        k,
        k.heading(f"{k.word()}/{k.word()}", 1.4),
        k.tabs() if k.chance(0.8) else "",
        bar,
        k.table([], rows, "width:100%"),
        k.panel(k.heading(k.some(1, 3), 1.5), k.article(r.randint(1, 3))) if k.chance(0.7) else "",
        aside=0.4,
    )


def manual(kit: Kit) -> str:
    """Documentation with its contents at the side."""
    k, r = kit, kit.rng
    code = k.box(
        "<br>".join(f"$ {k.word()} --{k.word()}={r.randrange(99)}" for _ in range(r.randint(1, 4))),
        f"background:{k.line};font-family:monospace;padding:10px",
    )
    parts = [k.heading(k.some(1, 4), 2.1)]
    for _ in range(r.randint(1, 4)):
        parts += [k.heading(k.some(1, 4), 1.4), k.article(r.randint(1, 2)), code if k.chance(0.6) else ""]
    return site(k, *parts, aside=0.9)


def dashboard(kit: Kit) -> str:
    """Cards with numbers and charts."""
    k, r = kit, kit.rng
    cards = [
        k.panel(k.words(k.some(1, 2), muted=True), k.box(str(r.randint(1, 9999)), "font-size:1.6em"), css="gap:2px")
        for _ in range(r.randint(2, 6))
    ]
    wide = r.randint(240, 380)
    plots = [
        k.panel(
            k.words(k.some(1, 3), "font-weight:500"),
            any_chart(k, wide, r.randint(160, 240)),
            css=f"flex:0 1 {wide + 20}px",
        )
        for _ in range(r.randint(1, 4))
    ]
    table = (
        k.table(
            [k.some(1, 1) for _ in range(4)],
            [[k.person(), k.clock(), k.money(), k.some(1, 1)] for _ in range(r.randint(3, 9))],
            "width:100%",
        )
        if k.chance(0.5)
        else ""
    )
    goals = (
        k.panel(*(k.row(k.words(k.some(1, 1), "width:90px"), k.bar(r.random())) for _ in range(r.randint(2, 5))))
        if k.chance(0.3)
        else ""
    )
    return site(
        k,
        k.row(k.heading(k.some(1, 2), 1.6), k.box("", "flex:1"), k.button("", True) if k.chance(0.5) else k.combo()),
        grid(k, cards, 120, ""),
        k.box("".join(plots), f"display:flex;flex-wrap:wrap;gap:{k.gap}px;align-items:flex-start"),
        goals,
        table,
        aside=0.7,
        foot=0.1,
    )


def films(kit: Kit) -> str:
    """The overview of a video platform."""
    k, r = kit, kit.rng
    tall = r.randint(90, 170)
    cells = [
        k.col(
            k.picture(f"width:100%;height:{tall}px"),
            k.row(
                k.avatar(30),
                k.col(k.words(k.some(2, 6)), k.words(k.person(), muted=True), css="flex:1;gap:1px;min-width:0"),
            ),
            css="min-width:0",
        )
        for _ in range(r.randint(6, 20))
    ]
    return site(k, k.tabs() if k.chance(0.4) else "", grid(k, cells, r.randint(160, 280)), aside=0.6, foot=0.05)


def forum(kit: Kit) -> str:
    """Topics, or what people wrote about one."""
    k, r = kit, kit.rng
    if k.chance(0.5):
        rows = [[k.some(3, 7), k.person(), str(r.randrange(500)), k.clock()] for _ in range(r.randint(5, 20))]
        body = k.table([k.some(1, 1) for _ in range(4)], rows, "width:100%")
    else:
        posts = [
            k.row(
                k.avatar(36),
                k.col(
                    k.row(k.words(k.person(), "font-weight:600"), k.words(k.clock(), muted=True)),
                    k.article(1),
                    css="flex:1;gap:4px",
                ),
                css="align-items:flex-start",
            )
            for _ in range(r.randint(2, 7))
        ]
        body = k.col(k.items(posts, chosen=0, lines=True), k.area(k.text() if k.chance(0.5) else "", "min-height:70px"))
    return site(k, k.row(k.heading(k.some(2, 6), 1.6), k.box("", "flex:1"), k.button("", True)), body)


def broken(kit: Kit) -> str:
    """A page that says that there is nothing here, or that the server failed."""
    k, r = kit, kit.rng
    k.states.add("error")
    number = r.choice(("404", "404", "500", "403", "502", "503"))
    art = k.picture("width:220px;height:170px;max-width:100%") if k.chance(0.25) else ""
    title = k.heading(number, r.choice((2.5, 5, 8))) if k.chance(0.8) else k.heading(f"{number} – {k.some(2, 4)}", 1.8)
    body = k.box(
        art + title + k.box(k.text(r.randint(1, 2))) + (k.button("", True) if k.chance(0.6) else k.link()),
        "--a:center;align-items:center;gap:14px;max-width:520px",
        cls="k",
    )
    return centred(k, body) if k.chance(0.6) else site(k, body, aside=0.05)


def nothing(kit: Kit) -> str:
    """A page with nothing in it yet."""
    k, r = kit, kit.rng
    k.states.add("empty")
    body = k.box(
        k.icon(r.randint(60, 110), k.faint)
        + k.box(k.some(2, 5), "text-align:center")
        + k.box(k.text(), f"color:{k.faint};text-align:center")
        + (k.button("", True) if k.chance(0.6) else ""),
        "--a:center;align-items:center;gap:12px;padding:40px 10px",
        cls="k",
    )
    return site(
        k, k.heading(k.some(1, 2), 1.6) if k.chance(0.5) else "", k.tabs() if k.chance(0.3) else "", body, foot=0.2
    )


def loading(kit: Kit) -> str:
    """A page of which nothing has come yet but a spinner, a bar or grey shapes."""
    k, r = kit, kit.rng
    k.states.add("loading")
    kind = r.randrange(3)
    if kind == 0:
        body = k.box(
            k.spinner() + (k.box(k.some(1, 2) + " …") if k.chance(0.6) else ""),
            "--a:center;align-items:center;gap:12px;padding:30px",
            cls="k",
        )
        return centred(k, body) if k.chance(0.5) else site(k, body)
    if kind == 1:
        return centred(
            k,
            k.box(
                k.box(k.some(1, 3) + " …") + k.bar(r.random(), "width:100%;flex:none"),
                "width:320px;max-width:90%;--a:center;align-items:center",
                cls="k",
            ),
        )
    grey = f"background:{k.line};border-radius:{min(8, k.radius)}px;"

    def block() -> str:
        return k.col(
            k.box("", grey + f"height:{tall}px"),
            k.box("", grey + "height:12px;width:90%"),
            k.box("", grey + f"height:12px;width:{r.randint(30, 80)}%"),
        )

    tall = r.choice((14, 90, 130, 180))
    return site(
        k,
        k.box("", grey + "height:26px;width:45%"),
        grid(k, [block() for _ in range(r.randint(3, 12))], r.choice((180, 240, 600)), ""),
        aside=0.1,
        foot=0.1,
    )


def menu(kit: Kit) -> str:
    """The menu before a game."""
    k, r = kit, kit.rng
    names = [
        k.button(k.some(1, 2), i == 0, "justify-content:center;padding:10px;width:100%;box-sizing:border-box")
        for i in range(r.randint(3, 7))
    ]
    body = k.heading(k.some(1, 3), r.choice((2.4, 3.4))) + k.box(
        "".join(names), "width:260px;max-width:90%;gap:10px", cls="k"
    )
    ground = f"background:{k.page};" + r.choice((f"background-image:radial-gradient({k.card},{k.line});", ""))
    return k.box(
        k.box(body, "--a:center;align-items:center;gap:24px", cls="k"),
        f"{ground}min-height:100vh;display:flex;align-items:center;justify-content:center",
    )


def landing(kit: Kit) -> str:
    """A page that praises something."""
    k, r = kit, kit.rng
    hero = k.col(
        k.heading(k.some(3, 7), r.choice((2.2, 3))),
        k.box(k.text(2)),
        k.row(k.button("", True), k.button()),
        css="flex:1 1 220px;justify-content:center",
    )
    art = k.picture("flex:1 1 200px;min-width:120px;height:240px") if k.chance(0.6) else ""
    cells = [
        k.panel(k.icon(30, k.accent), k.words(k.some(1, 3)), k.box(k.text(), f"color:{k.faint}"))
        for _ in range(r.choice((3, 4, 6)))
    ]
    return site(k, k.box(hero + art, "display:flex;gap:24px;flex-wrap:wrap"), grid(k, cells, 180, ""), aside=0.03)


def feed(kit: Kit) -> str:
    """What people posted, with pictures, or one person's profile."""
    k, r = kit, kit.rng
    posts = []
    for _ in range(r.randint(2, 7)):
        who = k.row(k.avatar(36), k.col(k.words(k.person()), k.words(k.clock(), muted=True), css="flex:1;gap:0"))
        acts = k.row(*(k.button(k.some(1, 1)) if k.chance(0.5) else k.icon_button() for _ in range(r.randint(1, 3))))
        posts.append(
            k.panel(
                who,
                k.box(k.text(r.randint(1, 2))),
                wide_picture(k) if k.chance(0.5) else "",
                acts if k.chance(0.8) else "",
            )
        )
    feeds = k.box("".join(posts), f"display:flex;flex-direction:column;gap:{k.gap + 4}px", "list")
    write = k.row(k.avatar(36), k.field(k.some(2, 5), "flex:1", False), k.button("", True)) if k.chance(0.4) else ""
    own = ""
    if k.chance(0.35):
        facts = k.row(*(k.words(f"{r.randrange(999)} {k.word()}") for _ in range(3)), css="gap:18px")
        side = r.randint(80, 150)
        text = k.col(k.heading(k.person(), 1.6), facts, k.row(k.button("", True), k.button()), css="flex:1;min-width:0")
        own = k.row(
            k.picture(f"width:{side}px;height:{side}px;border-radius:{r.choice((8, 50))}%", "portrait"), text
        ) + (k.tabs() if k.chance(0.6) else "")
        if k.chance(0.5):
            feeds = grid(k, [k.picture(f"width:100%;height:{side + 40}px") for _ in range(r.randint(3, 12))], side + 40)
    return site(k, own, write, feeds, css=f"max-width:{r.choice((480, 600, 760))}px;")


_PAGES = (
    feed,
    feed,
    news,
    news,
    repository,
    manual,
    manual,
    dashboard,
    dashboard,
    films,
    forum,
    broken,
    nothing,
    loading,
    menu,
    landing,
)


def page(kit: Kit) -> str:
    """A web page of another sort, sometimes with a strip about cookies below."""
    k = kit
    body = k.rng.choice(_PAGES)(k)
    if k.chance(0.14):
        buttons = k.row(k.button(k.some(1, 2), True), k.button(), css="flex:none")
        strip = k.row(
            k.box(k.text(), "flex:1;max-height:4.2em;overflow:hidden"), buttons, css="padding:12px 16px;gap:16px"
        )
        edge = k.rng.choice(("bottom:0", "bottom:0", "top:0"))
        body += (
            f'<div data-over style="position:fixed;left:0;right:0;{edge};z-index:5;background:{k.card};'
            f'border-top:1px solid {k.faint}">{strip}</div>'
        )
    return body
