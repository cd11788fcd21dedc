"""What generated web apps stand in: bars above and below, side panels, the middle."""

from __future__ import annotations

from export.train.screens.page_kit import Kit


def app(kit: Kit, *parts: str, menus: float = 0.3, tools: float = 0.5, status: float = 0.4, below: str = "") -> str:
    """A window filled with a middle part, with bars above and below by chance, and `below` under it."""
    k = kit
    above = k.menu_bar() if k.chance(menus) else ""
    if k.chance(tools):
        above += k.tool_bar(css=f"border-bottom:1px solid {k.line};")
    middle = k.box("".join(parts), "flex:1;min-height:0;display:flex;overflow:hidden")
    return k.box(
        above + middle + below + (k.status_bar() if k.chance(status) else ""),
        "height:100vh;display:flex;flex-direction:column;overflow:hidden",
    )


def side(kit: Kit, inner: str, wide: int = 0) -> str:
    """A column at a side of the window."""
    k = kit
    return k.box(
        inner,
        f"flex:0 0 {wide or k.rng.randint(130, 260)}px;max-width:34vw;overflow:hidden;padding:8px;"
        f"box-sizing:border-box;background:{k.rng.choice((k.card, k.page))};border-right:1px solid {k.line}",
        cls="k w" if k.chance(0.2) else "k",
    )


def middle(kit: Kit, *parts: str, css: str = "") -> str:
    """The part that takes the room that is left."""
    return kit.box("".join(parts), f"flex:1;min-width:0;min-height:0;overflow:hidden;{css}", cls="k")
