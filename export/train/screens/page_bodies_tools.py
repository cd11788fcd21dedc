"""Bodies of generated web apps to work and play in: editors, documents, files, drawings, pictures, games and others."""

from __future__ import annotations

from collections.abc import Callable

from export.train.screens.page_bodies_play import calculator, drawing, game, picture
from export.train.screens.page_charts import any_chart
from export.train.screens.page_frames import app, middle, side
from export.train.screens.page_kit import Kit


def music(kit: Kit) -> str:
    """Albums or songs, and a bar with what is playing."""
    k, r = kit, kit.rng
    left = side(k, k.nav(r.randint(5, 12))) if k.chance(0.75) else ""
    if k.chance(0.05):
        return app(
            k, left, middle(k, k.heading(k.some(1, 2), 1.5), k.nothing(), css="padding:14px"), menus=0.1, tools=0.05
        )
    edge = r.randint(90, 190)
    albums = k.box(
        "".join(
            k.col(
                k.picture(f"width:{edge}px;height:{edge}px"),
                k.words(k.some(1, 3)),
                k.words(k.person(), muted=True),
                css=f"width:{edge}px;gap:2px",
            )
            for _ in range(r.randint(4, 16))
        ),
        f"display:flex;flex-wrap:wrap;gap:{k.gap + 6}px;overflow:hidden;flex:1;min-height:0;align-content:flex-start",
        "list",
    )
    rows = [
        [str(i + 1), k.some(1, 4), k.person(), k.some(1, 3), f"{r.randint(1, 7)}:{r.randrange(60):02}"]
        for i in range(r.randint(5, 22))
    ]
    songs = (
        k.table([k.some(1, 1) for _ in range(5)] if k.chance(0.6) else [], rows, "width:100%")
        if k.chance(0.6)
        else k.items([k.row(k.icon(), k.words(row[1], "flex:1"), k.words(row[4], muted=True)) for row in rows])
    )
    big = k.row(
        k.picture(f"width:{edge + 30}px;height:{edge + 30}px"),
        k.col(
            k.heading(k.some(1, 4), r.choice((1.6, 2.2))),
            k.words(k.person(), muted=True),
            k.row(k.button(k.some(1, 1), True), k.icon_button()),
            css="flex:1;min-width:0;gap:10px",
        ),
        css="align-items:flex-end;gap:16px;flex:none",
    )
    shape = r.randrange(4)
    if shape == 3:
        size = r.randint(150, 320)
        play = k.row(*(k.icon_button(f"border-radius:50%;padding:{p}px") for p in (7, 11, 7)), css="gap:14px")
        body = middle(
            k,
            k.picture(f"width:{size}px;height:{size}px"),
            k.heading(k.some(1, 4), 1.5),
            k.words(k.person(), muted=True),
            k.bar(r.random(), f"width:{size}px;flex:none"),
            play,
            css="--a:center;align-items:center;justify-content:center;gap:14px",
        )
        return app(
            k, body, middle(k, songs, css="padding:10px") if k.chance(0.4) else "", menus=0.1, tools=0.05, status=0.05
        )
    main = (
        k.col(k.heading(k.some(1, 3), 1.5), albums, css="min-height:0;flex:1"),
        k.col(big, songs, css="gap:16px"),
        songs,
    )[shape]
    find = k.field(k.some(1, 2), "width:240px", False) if k.chance(0.4) else ""
    player = k.row(
        k.picture("width:48px;height:48px") if k.chance(0.7) else "",
        k.words(k.some(1, 3), "flex:0 1 130px"),
        *(k.icon_button() for _ in range(r.randint(2, 4))),
        k.bar(r.random()),
        k.words("2:31", muted=True),
        k.slider("flex:0 0 90px") if k.chance(0.5) else "",
        css=f"padding:8px 12px;flex:none;background:{k.card};border-top:1px solid {k.line}",
    )
    return app(
        k,
        left,
        middle(k, find, main, css=f"padding:{r.randint(8, 22)}px;box-sizing:border-box"),
        menus=0.1,
        tools=0.05,
        status=0,
        below=player,
    )


def document(kit: Kit) -> str:
    """White paper on grey, with bars above."""
    k, r = kit, kit.rng
    paper = (
        f"color:#222;background:#fff;width:{r.randint(440, 820)}px;max-width:92%;min-height:1000px;"
        f"padding:{r.randint(28, 80)}px;"
        f"box-sizing:border-box;margin:{r.randint(10, 30)}px auto;flex:none;box-shadow:0 1px 5px #0006;gap:14px;"
        f"font-family:'{r.choice(('Liberation Serif', 'DejaVu Serif', 'Liberation Sans', 'Noto Sans'))}';"
        "align-self:center"
    )
    parts = [k.heading(k.some(2, 7), r.choice((1.6, 2.0, 2.4)))] if k.chance(0.75) else []
    for _ in range(r.randint(1, 5)):
        if k.chance(0.3):
            parts.append(k.heading(k.some(1, 5), 1.3))
        parts.append(k.article(r.randint(1, 4), r.choice(("", "text-align:justify"))))
        if k.chance(0.2):
            parts.append(
                k.picture(
                    f"width:{r.randint(200, 340)}px;height:{r.randint(120, 220)}px;"
                    f"align-self:{r.choice(('center', 'start'))}"
                )
            )
        if k.chance(0.1):
            parts.append(
                k.table([k.some(1, 1) for _ in range(3)], [[k.some(1, 1), k.money(), k.clock()] for _ in range(4)])
            )
    page = k.box("".join(parts), paper, cls="k")
    grey = (
        r.choice(("#808890", "#e4e6ea", "#555", "#cfd2d6")) if not k.dark else r.choice(("#222", "#3a3a3a", "#101214"))
    )
    desk = k.box(page, f"flex:1;min-width:0;overflow:hidden;background:{grey}", cls="k")
    tree = side(k, r.choice((k.tree(), k.nav(icons=False)))) if k.chance(0.35) else ""
    thumbs = (
        side(
            k,
            k.box(
                "".join(
                    k.picture("width:90px;height:118px;margin:6px auto;background:#fff", "thing") for _ in range(5)
                ),
                role="list",
            ),
            130,
        )
        if not tree and k.chance(0.12)
        else ""
    )
    return app(k, tree + thumbs, desk, menus=0.6, tools=0.93, status=0.4)


def editor(kit: Kit) -> str:
    """Code in colours with numbered lines, a file tree, tabs."""
    k, r = kit, kit.rng
    colours = [f"hsl({r.randrange(360)},{r.randint(45, 90)}%,{70 if k.dark else 36}%)" for _ in range(5)]
    english = (
        "get set item index value list node user data path size name count load save parse total width point "
        "error line".split()
    )

    def name() -> str:
        return r.choice(english) + r.choice(("", "", "_" + r.choice(english), r.choice(english).title()))

    def paint(text: str, i: int) -> str:
        return f'<span style="color:{colours[i]}">{text}</span>'

    def code() -> str:
        return r.choice(
            (
                paint("def ", 0) + paint(name(), 1) + f"({name()}, {name()}):",
                paint("if ", 0) + f"{name()} == " + paint(str(r.randrange(99)), 2) + ":",
                f"{name()} = {name()}.{name()}(" + paint(f'"{k.some(1, 2)}"', 3) + ")",
                paint("return ", 0) + f"{name()} + {name()}[{r.randrange(9)}]",
                paint("# " + k.some(2, 8), 4),
                paint("for ", 0) + name() + paint(" in ", 0) + f"{name()}:",
                paint("const ", 0) + f"{name()} = " + "{",
                "}",
                "",
                f"&lt;{paint(name(), 1)} {name()}={paint(chr(34) + name() + chr(34), 3)}&gt;",
                paint("import ", 0) + name(),
            )
        )

    depth, lines, start = 0, [], r.choice((1, 1, r.randint(2, 900)))
    for i in range(r.randint(8, 60)):
        depth = max(0, min(4, depth + r.choice((-1, 0, 0, 0, 1))))
        on = f"background:{k.card};" if k.chance(0.03) else ""
        lines.append(
            f'<div style="white-space:pre;{on}"><span style="display:inline-block;width:3.2em;'
            f'text-align:right;padding-right:1em;color:{k.faint}">'
            f"{start + i}</span>{'    ' * depth}{code()}</div>"
        )
    prose = k.chance(0.2)
    inner = (
        k.box(
            "".join(f"<p style='margin:0 0 .7em'>{k.text(r.randint(1, 4))}</p>" for _ in range(r.randint(1, 8))),
            "padding:12px",
        )
        if prose
        else "".join(lines)
    )
    text = k.box(
        inner,
        f"flex:1;min-height:0;overflow:hidden;padding-top:6px;line-height:{r.uniform(1.2, 1.6):.2f};"
        + ("" if prose else f"font-family:{r.choice(('DejaVu Sans Mono', 'Liberation Mono', 'monospace'))},monospace;"),
        "text-area",
    )
    shell = (
        k.box(
            "".join(
                f"<div style='white-space:pre'>$ {name()} --{name()} {r.choice(english)}</div><div>{name()}: "
                f"{r.randrange(999)}</div>"
                for _ in range(r.randint(1, 6))
            ),
            "background:#16181d;color:#cfd3d6;font-family:monospace;"
            "padding:8px;flex:none;height:120px;"
            "overflow:hidden;box-sizing:border-box",
            "terminal",
        )
        if k.chance(0.2)
        else ""
    )
    names = [f"{name()}.{r.choice(('py', 'js', 'rs', 'html', 'md', 'c', 'txt'))}" for _ in range(r.randint(1, 6))]
    tabs = k.tabs(names) if k.chance(0.7) and len(names) > 1 else ""
    left = side(k, k.tree()) if k.chance(0.65) else ""
    rail = k.tool_bar(r.randint(4, 8), f"border-right:1px solid {k.line}", True) if k.chance(0.3) else ""
    return app(k, rail, left, middle(k, tabs, text, shell, css="gap:0"), menus=0.45, tools=0.25, status=0.65)


def files(kit: Kit) -> str:
    """Folders and files as a grid, list or table."""
    k, r = kit, kit.rng
    count = r.randint(3, 40)

    def name() -> str:
        return k.some(1, 2) + r.choice(("", "", ".pdf", ".jpg", ".txt", ".odt", ".zip", ".mp3"))

    def glyph(size: int) -> str:
        paths = ("M2 5h7l2 3h11v12H2z", "M2 5h7l2 3h11v12H2z", "M5 2h9l5 5v15H5z")
        return (
            f'<svg width="{size}" height="{size}" viewBox="0 0 24 24" style="flex:none"><path '
            f'd="{r.choice(paths)}" fill="{hue}" stroke="#0004"/></svg>'
        )

    hue = r.choice((k.accent, "#e8b84a", "#6aa5e0", "#8a8f98"))
    shape = r.randrange(3)
    if k.chance(0.08):
        k.states.add("empty")
        body = k.box(
            glyph(72) + k.box(k.some(2, 5)),
            f"align-items:center;justify-content:center;flex:1;color:{k.faint}",
            cls="k",
        )
    elif shape == 0:
        size = r.choice((36, 48, 64))
        body = k.box(
            "".join(
                k.box(
                    glyph(size) + k.words(name(), "max-width:100%"),
                    f"width:{size + 50}px;"
                    "align-items:center;gap:3px;padding:5px;"
                    f"box-sizing:border-box;{f'background:{k.line};' if k.chance(0.05) else ''}",
                    cls="k",
                )
                for _ in range(count)
            ),
            f"display:flex;flex-wrap:wrap;gap:{k.gap}px;align-content:flex-start",
            "list",
        )
    elif shape == 1:
        rows = [
            [
                glyph(k.size + 3) + " " + name(),
                f"{r.randrange(999)} {r.choice(('kB', 'MB'))}",
                k.clock(),
                *([k.some(1, 1)] if k.bold > 500 else []),
            ]
            for _ in range(count)
        ]
        body = k.table([k.some(1, 1) for _ in rows[0]], rows, "width:100%")
    else:
        body = k.items(
            [k.row(glyph(k.size + 8), k.words(name(), "flex:1"), k.words(k.clock(), muted=True)) for _ in range(count)],
            chosen=0.4,
        )
    left = side(k, r.choice((k.nav(icons=True), k.nav(icons=True), k.tree()))) if k.chance(0.8) else ""
    path = (
        k.row(
            k.icon_button(),
            k.icon_button(),
            k.field(r.choice(("/home/", "~/", "C:/")) + "/".join(k.word() for _ in range(r.randint(1, 3))), "flex:1"),
            css="padding:6px",
        )
        if k.chance(0.6)
        else ""
    )
    head = k.row(k.heading(k.some(1, 2), 1.4), k.button("", True)) if k.chance(0.25) else ""
    return app(
        k, left, middle(k, path, head, body, css="padding:6px;box-sizing:border-box"), menus=0.25, tools=0.5, status=0.4
    )


def processes(kit: Kit) -> str:
    """Processes with their use of processor and memory."""
    k, r = kit, kit.rng
    names = (
        "systemd firefox bash Xorg code python3 sshd chrome kworker node postgres nginx dbus pipewire "
        "gnome-shell".split()
    )
    rows = [
        [
            r.choice(names),
            str(r.randint(1, 40000)),
            r.choice(("root", "user", "www")),
            f"{r.uniform(0, 60):.1f} %",
            f"{r.uniform(1, 900):.1f} MB",
            f"{r.randrange(9)}:{r.randrange(60):02}",
        ][: 5 if k.bold > 500 else 6]
        for _ in range(r.randint(6, 40))
    ]
    head = ["Name", "PID", k.some(1, 1), "CPU", "RAM", "Time"][: len(rows[0])]
    table = k.table(head, rows, "width:100%")
    plots = (
        k.box(
            "".join(any_chart(k, 300, 180) for _ in range(r.randint(1, 4))),
            "display:flex;flex-wrap:wrap;gap:10px;flex:none",
        )
        if k.chance(0.4)
        else ""
    )
    meters = (
        k.col(
            *(k.row(k.words(n, "width:70px"), k.bar(r.random())) for n in ("CPU", "RAM", "Disk")),
            css="padding:8px;flex:none",
        )
        if k.chance(0.4)
        else ""
    )
    top = k.row(
        k.tabs() if k.chance(0.5) else "",
        k.box("", "flex:1"),
        k.field(k.word(), "width:180px", False) if k.chance(0.5) else "",
        css="padding:6px;flex:none",
    )
    end = k.row(k.button(), css="justify-content:flex-end;padding:8px;flex:none") if k.chance(0.4) else ""
    left = side(k, k.nav(r.randint(3, 6))) if k.chance(0.2) else ""
    return app(
        k,
        left,
        middle(k, top, meters, plots, k.box(table, "flex:1;min-height:0;overflow:hidden"), end),
        menus=0.35,
        tools=0.2,
        status=0.4,
    )


TOOLS: dict[str, Callable[[Kit], str]] = {
    "music": music,
    "document": document,
    "editor": editor,
    "files": files,
    "drawing": drawing,
    "picture": picture,
    "calculator": calculator,
    "processes": processes,
    "game": game,
}
"""The bodies in this file, by kind."""
