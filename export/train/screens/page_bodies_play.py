"""Bodies of generated web apps to draw, look, reckon and play in."""

from __future__ import annotations

from export.train.screens.page_frames import app, middle, side
from export.train.screens.page_kit import Kit


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
