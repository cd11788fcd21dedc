"""Web pages and web apps made up by chance, as HTML in which the kind, the states and every element's role are marked.

`<html>` has `data-kind` (a word of `labels.KINDS`) and `data-states` (words of `labels.STATES`); elements have `data-
role` (one of `labels.ROLES`). An element's place is its box cut to the boxes of those around it that hide what
overflows; one that the page hides where there is no room has no box. A dialog, and a strip with `data-over`, hide
what they cover.
"""

from __future__ import annotations

import random

from export.train.screens.labels import STATES
from export.train.screens.page_bodies import SITES
from export.train.screens.page_bodies_more import APPS
from export.train.screens.page_bodies_sites import page as page_of_another_sort
from export.train.screens.page_bodies_tools import TOOLS
from export.train.screens.page_kit import Kit

_BODIES = {**SITES, "page": page_of_another_sort, **APPS, **TOOLS}

WEB_KINDS: tuple[str, ...] = (*_BODIES, "message")
"""The kinds of pages that can be made, of those in `labels.KINDS`."""

_MODAL_SHARE = 0.12


def _modal(kit: Kit, error: bool) -> str:
    """A dialog over what else the page shows, which is dimmed."""
    r = kit.rng
    kit.states.add("modal")
    if error:
        kit.states.add("error")
    shade = r.choice(("#0006", "#0008", "#000a", "#000c", "#fff8", "#0004"))
    across = r.choice(("center", "center", "center", "start"))
    return (
        f'<div style="position:fixed;inset:0;z-index:9;background:{shade};display:flex;justify-content:center;'
        f'align-items:{across};padding:20px;box-sizing:border-box">{kit.dialog(error)}</div>'
    )


def _waiting(kit: Kit) -> str:
    """A spinner over what else the page shows, which is dimmed."""
    kit.states.add("loading")
    shade = "#000a" if kit.dark else "#fffa"
    words = kit.box(kit.some(1, 3) + " …", "margin-left:12px") if kit.chance(0.4) else ""
    return (
        f'<div style="position:fixed;inset:0;z-index:6;background:{shade};display:flex;align-items:center;'
        f'justify-content:center">{kit.spinner()}{words}</div>'
    )


def _failed(kit: Kit) -> str:
    """A red strip that says that something went wrong."""
    r = kit.rng
    kit.states.add("error")
    place = r.choice(
        (
            "top:0;left:0;right:0",
            "bottom:0;left:0;right:0",
            "top:14px;right:14px;max-width:330px",
            "bottom:14px;left:14px;max-width:330px",
        )
    )
    look = r.choice(("background:#c92a2a;color:#fff", "background:#ffe3e3;color:#b02020;border:1px solid #e03131"))
    mark = (
        '<svg width="22" height="22" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" '
        'style="flex:none"><circle cx="12" cy="12" r="10"/><path d="M12 6v7M12 16v2"/></svg>'
    )
    again = kit.button(kit.say("again")) if kit.chance(0.3) else ""
    return (
        f'<div data-over style="position:fixed;{place};z-index:7;{look};padding:10px 14px;display:flex;gap:10px;'
        f'align-items:center">{mark}{kit.box(kit.text(), "flex:1")}{again}</div>'
    )


def _message(kit: Kit) -> str:
    """A dialog box, alone or over another page."""
    error = kit.chance(0.35)
    if kit.chance(0.7):
        states = set(kit.states)
        for _ in range(8):
            body = _BODIES[kit.rng.choice(tuple(_BODIES))](kit)
            if kit.states == states:
                return body + _modal(kit, error)
            kit.states = set(states)
    if error:
        kit.states.add("error")
    return (
        '<div style="min-height:100vh;display:flex;align-items:center;justify-content:center;'
        f'background:{kit.line}">'
        f"{kit.dialog(error)}</div>"
    )


def _style(kit: Kit) -> str:
    k, r = kit, kit.rng
    scheme = "dark" if k.dark else "light"
    pad = r.choice((3, 5, 7, 9))
    hide = f"@media(max-width:{r.choice((480, 520, 600))}px){{.w{{display:none}}}}"
    return (
        f":root{{color-scheme:{scheme}}}body{{margin:0;background:{k.page};color:{k.ink};font:{k.size}px/1.35 "
        f"'{k.font}',sans-serif;"
        f"overflow-x:hidden}}input,select{{font:inherit;color:inherit}}.r{{display:flex;align-items:center;"
        f"gap:{k.gap}px;min-width:0}}"
        f".k{{display:flex;flex-direction:column;gap:{k.gap}px;min-width:0}}.one{{white-space:nowrap;"
        "overflow:hidden;"
        f"text-overflow:ellipsis;min-width:0}}.m{{color:{k.faint}}}.b{{display:inline-flex;align-items:center;"
        "gap:6px;flex:none;"
        f"padding:{pad}px {pad * 2 + 2}px;border-radius:{k.radius}px;white-space:nowrap;align-self:center;"
        f"font-weight:{r.choice((400, 400, 600))}}}.k>"
        f".b{{align-self:var(--a,{r.choice(('flex-start', 'flex-start', 'stretch'))});"
        f"justify-content:center}}.f{{padding:{pad}px 8px;border-radius:{min(k.radius, 14)}px;"
        "box-sizing:border-box;min-width:40px;"
        f"min-height:{k.size + 2 * pad}px}}{hide}"
    )


def page(kind: str, rng: random.Random) -> str:
    """A web page of that kind, which is one of WEB_KINDS, drawn from `rng`."""
    kit = Kit(rng)
    if kind == "message":
        body = _message(kit)
    else:
        body = _BODIES[kind](kit)
        if kit.chance(0.03):
            body += _waiting(kit)
        if kit.chance(0.04):
            body += _failed(kit)
        if kit.chance(_MODAL_SHARE):
            body += _modal(kit, kit.chance(0.25))
    states = " ".join(state for state in STATES if state in kit.states)
    return (
        f'<!DOCTYPE html><html lang="{kit.language}" data-kind="{kind}" data-states="{states}"><head><meta '
        'charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{kit.some(1, 4)}</title><style>'
        f"{_style(kit)}</style></head>"
        f"<body>{body}</body></html>"
    )
