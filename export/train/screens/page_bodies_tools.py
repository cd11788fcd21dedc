"""Bodies of generated web apps to work and play in: editors, documents, files, drawings, pictures, games and others."""

from __future__ import annotations

from collections.abc import Callable

from export.train.screens.page_bodies_more import app, middle, side
from export.train.screens.page_charts import any_chart
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


def drawing(kit: Kit) -> str:
    """A picture on a canvas, with tools and colours."""
    k, r = kit, kit.rng
    tools = k.tool_bar(r.randint(5, 14), f"border-right:1px solid {k.line}", True)
    if k.chance(0.7):
        inner = "".join(
            r.choice(
                (
                    f'<path d="M{r.randrange(400)} {r.randrange(300)}q{r.randint(-150, 150)} {r.randint(-90, 90)} '
                    f'{r.randint(-90, 90)} {r.randint(-99, 99)}t40 9" '
                    f'fill="none" stroke="{k.colour()}" stroke-width="{r.randint(1, 14)}" stroke-linecap="round"/>',
                    f'<circle cx="{r.randrange(400)}" cy="{r.randrange(300)}" r="{r.randint(5, 70)}" '
                    f'fill="{r.choice((k.colour(), "none"))}" stroke="{k.colour()}"/>',
                    f'<rect x="{r.randrange(400)}" y="{r.randrange(300)}" width="{r.randint(9, 150)}" height="60" '
                    f'fill="{r.choice((k.colour(), "none"))}" '
                    f'stroke="{k.colour()}" stroke-width="3"/>',
                )
            )
            for _ in range(r.randint(2, 22))
        )
        art = f'<svg viewBox="0 0 400 300" style="width:100%;height:100%;display:block;background:#fff">{inner}</svg>'
    else:
        art = k.art()
    canvas = k.box(
        art,
        f"width:{r.randint(55, 96)}%;height:{r.randint(55, 96)}%;background:#fff;box-shadow:0 0 5px "
        "#0005;overflow:hidden",
        "picture",
    )
    desk = middle(k, canvas, css=f"background:{k.line};align-items:center;justify-content:center")
    colours = k.box(
        "".join(
            k.box("", f"width:20px;height:20px;border:1px solid #0006;background:{k.colour()}")
            for _ in range(r.randint(8, 28))
        ),
        "display:flex;flex-wrap:wrap;gap:3px;padding:6px;flex:none",
    )
    layers = k.items([k.row(k.icon(), k.words(k.some(1, 2))) for _ in range(r.randint(2, 7))])
    right = (
        side(
            k,
            colours
            + k.row(k.words(k.some(1, 1)), k.slider())
            + k.row(k.words(k.some(1, 1)), k.slider())
            + r.choice((layers, k.combo())),
        )
        if k.chance(0.6)
        else ""
    )
    return app(
        k,
        tools if k.chance(0.8) else "",
        middle(k, desk, "" if right else colours, css="gap:0"),
        right,
        menus=0.7,
        tools=0.5,
        status=0.4,
    )


def picture(kit: Kit) -> str:
    """One large picture, often with a strip of others."""
    k, r = kit, kit.rng
    ground = r.choice(("#000", "#1b1b1d", k.page, k.page))
    big = k.box(
        k.art(), f"width:{r.randint(55, 100)}%;height:{r.randint(60, 100)}%;overflow:hidden;flex:none", "picture"
    )
    turn = k.chance(0.4)
    stage = k.box(
        (k.icon_button() if turn else "")
        + big.replace("flex:none", "flex:0 1 auto")
        + (k.icon_button() if turn else ""),
        "flex:1;min-height:0;display:flex;align-items:center;justify-content:center;gap:10px;"
        f"background:{ground};overflow:hidden",
    )
    strip = (
        k.box(
            "".join(k.picture("width:84px;height:60px") for _ in range(r.randint(3, 12))),
            "display:flex;gap:6px;padding:6px;overflow:hidden;flex:none;justify-content:center",
            "list",
        )
        if k.chance(0.35)
        else ""
    )
    about = (
        side(k, k.heading(k.some(1, 4), 1.3) + k.words(k.clock(), muted=True) + k.box(k.text(2)) + k.button())
        if k.chance(0.2)
        else ""
    )
    return app(k, middle(k, stage, strip, css="gap:0"), about, menus=0.25, tools=0.6, status=0.3)


def calculator(kit: Kit) -> str:
    """A display and a grid of buttons."""
    k, r = kit, kit.rng
    keys = r.choice(
        (
            "C ± % ÷ 7 8 9 × 4 5 6 − 1 2 3 + 0 . ⌫ =",
            "7 8 9 ÷ 4 5 6 × 1 2 3 − 0 , = +",
            "sin cos tan π √ ( ) C 7 8 9 ÷ 4 5 6 × 1 2 3 − 0 . = +",
            "MC MR M+ M- CE C ← / 7 8 9 * 4 5 6 - 1 2 3 + ± 0 . =",
        )
    ).split()
    size = r.randint(34, 76)
    grid = k.box(
        "".join(
            k.button(
                key,
                key == "=",
                f"padding:0;height:{size}px;justify-content:center;font-size:{r.choice((1.2, 1.2, 1.3))}em",
                False,
            )
            for key in keys
        ),
        f"display:grid;grid-template-columns:repeat(4,1fr);gap:{r.choice((1, 4, 8))}px",
    )
    value = r.choice(
        (str(r.randint(0, 10**6)), f"{r.uniform(0, 999):.4f}", "0", f"{r.randrange(99)} × {r.randrange(99)}")
    )
    display = k.field(value, f"width:100%;font-size:{r.choice((1.6, 2.2, 2.8))}em;text-align:right;padding:8px")
    small = k.words("12 + 30 =", "text-align:right", True) if k.chance(0.3) else ""
    past = (
        k.items(
            [k.words(f"{r.randrange(99)} + {r.randrange(99)} = {r.randrange(199)}") for _ in range(r.randint(3, 9))]
        )
        if k.chance(0.25)
        else ""
    )
    tabs = k.tabs() if k.chance(0.15) else ""
    body = k.panel(
        tabs, small, display, grid, css=f"width:{r.choice((260, 320, 400, 900))}px;max-width:94%;box-sizing:border-box"
    )
    return app(
        k,
        middle(k, body, css=f"align-items:center;justify-content:{r.choice(('center', 'flex-start'))};padding-top:6px"),
        side(k, past) if past else "",
        menus=0.25,
        tools=0,
        status=0.05,
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


def board(kit: Kit) -> str:
    """A game's board."""
    k, r = kit, kit.rng
    kind = r.choice(("tiles", "chess", "sudoku", "mines", "cards", "match", "blocks", "row"))
    size = r.randint(38, 92)
    columns = {
        "chess": 8,
        "sudoku": 9,
        "mines": r.randint(8, 16),
        "tiles": 4,
        "match": r.randint(5, 9),
        "row": r.choice((3, 7)),
        "blocks": 10,
        "cards": 7,
    }[kind]
    lines = {
        "chess": 8,
        "sudoku": 9,
        "mines": r.randint(8, 12),
        "tiles": 4,
        "match": r.randint(5, 9),
        "row": 6 if columns == 7 else 3,
        "blocks": 14,
        "cards": r.randint(2, 5),
    }[kind]
    one, two, three = k.colour(), k.colour(), k.colour()
    cells = []
    for i in range(columns * lines):
        x, y = i % columns, i // columns
        css, inner = "", ""
        if kind == "chess":
            css = f"background:{one if (x + y) % 2 else two};color:{r.choice(('#000', '#fff'))};"
            inner = r.choice("♜♞♝♛♚♟♙♖♘♗♕♔") if (y in (0, 1, 6, 7) and k.chance(0.85)) or k.chance(0.1) else ""
        elif kind == "sudoku":
            inner = str(r.randint(1, 9)) if k.chance(0.45) else ""
            css = (
                f"background:#fff;color:#223;border:solid #667;border-width:1px {2 if x % 3 == 2 else 0}px "
                f"{2 if y % 3 == 2 else 0}px 1px;"
            )
        elif kind == "mines":
            seen = k.chance(0.5)
            inner = r.choice(("", "1", "1", "2", "3")) if seen else r.choice(("", "", "", "⚑"))
            css = (
                f"background:{k.card if seen else k.line};border:2px {'solid' if seen else 'outset'} {k.line};"
                f"color:{k.colour()};"
            )
        elif kind == "tiles":
            inner = str(2 ** r.randint(1, 11)) if k.chance(0.7) else ""
            fill = f"hsl({k.accent_hue},{40 + 5 * len(inner)}%,{80 - 9 * len(inner)}%)" if inner else k.line
            css = f"background:{fill};border-radius:{k.radius}px;margin:3px;"
        elif kind == "cards":
            inner = r.choice(("A", "K", "Q", "J", "10", "7", "3")) + r.choice("♠♥♦♣") if k.chance(0.65) else ""
            css = (
                f"border-radius:6px;margin:4px;border:1px solid #777;background:{'#fff' if inner else one};"
                f"color:{'#c22' if set('♥♦') & set(inner) else '#111'};"
            )
        elif kind == "row":
            inner = (
                '<span style="width:76%;height:76%;border-radius:50%;'
                f'background:{r.choice((two, three, k.page))}"></span>'
            )
            css = f"background:{one};"
        else:
            full = kind == "match" or (y > 8 and k.chance(0.75))
            css = (
                f"background:{k.colour() if full else '#0002'};border:{r.choice((1, 1, 2))}px solid #0004;"
                f"border-radius:{k.radius if kind == 'match' else 0}px;"
            )
        cells.append(
            k.box(inner, css + "display:flex;align-items:center;justify-content:center;min-width:0;overflow:hidden")
        )
    ratio = columns / lines * (0.72 if kind == "cards" else 1)
    ground = r.choice(("#1c5c38", k.card, k.card, "#123"))
    return k.box(
        "".join(cells),
        f"display:grid;grid-template-columns:repeat({columns},1fr);"
        f"grid-template-rows:repeat({lines},1fr);background:{ground};"
        f"padding:{r.choice((0, 4, 10))}px;font-size:{size / 45:.1f}em;font-weight:600;"
        f"aspect-ratio:{ratio:.3f};width:{size * columns}px;max-width:94%;"
        "flex:none;box-sizing:border-box",
        "board",
    )


def game(kit: Kit) -> str:
    """A board with points and buttons, or a menu before the game."""
    k, r = kit, kit.rng
    head = k.row(
        k.heading(k.some(1, 3), r.choice((1.4, 2))) if k.chance(0.5) else "",
        k.box("", "flex:1"),
        k.words(f"{k.some(1, 1)}: {r.randrange(9999)}"),
        k.words(k.clock(), muted=True) if k.chance(0.4) else "",
        css="width:94%;flex:none",
    )
    foot = (
        k.row(*(k.button() for _ in range(r.randint(1, 3))), css="flex-wrap:wrap;justify-content:center;flex:none")
        if k.chance(0.7)
        else ""
    )
    right = (
        side(k, k.items([k.words(f"{i + 1}. {k.person()} {r.randrange(999)}") for i in range(r.randint(3, 10))]))
        if k.chance(0.25)
        else ""
    )
    parts = [head, foot, board(k)] if k.chance(0.5) else [head, board(k), foot]
    return app(
        k,
        middle(k, *parts, css="--a:center;align-items:center;padding-top:8px"),
        right,
        menus=0.3,
        tools=0.1,
        status=0.2,
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
