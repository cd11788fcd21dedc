"""The accessibility tree of a real window as labelled elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from export.train.screens.labels import Element, Place, Window
from export.train.screens.words import FORMS, large_parts

_SAME = frozenset(
    """menu-bar tool-bar tab-list list tree table check-box radio-button combo-box slider status-bar progress-bar
    heading link terminal""".split()
)
_OTHER = {"button": "button", "toggle-button": "button", "switch": "check-box", "password-field": "text-field"}
_CANVAS = {"game": "board", "map": "map", "chart": "chart", "video": "video", "picture": "picture",
           "drawing": "picture", "document": "article", "terminal": "terminal", "slides": "picture"}  # fmt: skip
"""What a canvas, an unknown large element, shows in a window of that kind."""
_DIALOGS, _DIALOG = frozenset(("message", "form", "login", "file-dialog", "calculator")), 320_000  # pixels
_MAIN = {**_CANVAS, "editor": "text-area"}
"""What fills most of a window of that kind, also where its tree does not say so."""
_SMALLEST, _PICTURE = 6, 40  # pixels a side
_OPAQUE = frozenset(("menu-bar", "tool-bar", "combo-box", "status-bar", "table", "tree", "list", "terminal"))
"""What is inside of these is not told."""


def kinds_of(data: Mapping[str, Any], size: tuple[int, int]) -> tuple[str, ...]:
    """What the window may rightly be called: a program's small dialog, shown at its first start, is a message."""
    kinds = tuple(data["kinds"])
    tree = data["tree"]
    if (
        tree
        and not _DIALOGS.intersection(kinds)
        and tree["role"] in ("dialog", "alert")
        and size[0] * size[1] < _DIALOG
    ):
        roles = [element.role for element in _elements(tree, kinds[0], size)]
        if "button" in roles and not {"menu-bar", "tool-bar", "table", "list", "tree", "slider", "text-field"} & set(
            roles
        ):
            return ("message", "form", "window")
    return kinds


def window_of(data: Mapping[str, Any], size: tuple[int, int]) -> Window | None:
    """Of what `real` kept of a program; None where it has no tree that says anything."""
    kind = kinds_of(data, size)[0]
    if not data["tree"]:
        return None
    window = Window(kind, tuple(_elements(data["tree"], kind, size)))
    if kind in FORMS and window.elements:
        return window
    if not large_parts(window, size):
        if kind not in _MAIN or not window.elements:
            return None  # its tree leaves out what matters most
        x, y = size[0] // 10, size[1] // 10
        main = Element(_MAIN[kind], (x, y, size[0] - x, size[1] - y))
        return replace(window, elements=(*window.elements, main))
    return window


def _elements(node: Mapping[str, Any], kind: str, size: tuple[int, int]) -> Iterator[Element]:
    place = _clipped(node["box"], size)
    role = _role(node, kind, place, size) if place is not None else None
    if role is not None and place is not None:
        yield Element(role, place)
        if role in _OPAQUE:
            return
    for child in node["children"]:
        yield from _elements(child, kind, size)


def _clipped(box: list[int] | None, size: tuple[int, int]) -> Place | None:
    if box is None:
        return None
    left, top, right, bottom = max(0, box[0]), max(0, box[1]), min(size[0], box[2]), min(size[1], box[3])
    if right - left < _SMALLEST or bottom - top < _SMALLEST:
        return None
    return left, top, right, bottom


def _role(node: Mapping[str, Any], kind: str, place: Place, size: tuple[int, int]) -> str | None:
    role, states = node["role"], node["states"]
    wide, tall = place[2] - place[0], place[3] - place[1]
    share = wide * tall / (size[0] * size[1])
    if role in ("text-field", "document", "paragraph", "text") and "multi-line" in states and tall > 40:
        return "text-area" if "editable" in states or kind == "editor" else "article"
    if role == "document" and share > 0.15:
        return "text-area" if kind == "editor" else "article" if kind in ("article", "document", "mail") else None
    if role in ("text-field", "spin-button"):
        return "text-field" if tall < 80 else "text-area"
    if role in ("list", "tree", "table") and share < 0.03:
        return None
    if role == "image":
        return ("picture" if kind != "game" else "board") if min(wide, tall) >= _PICTURE and share > 0.02 else None
    if role == "canvas" and share > 0.15:
        return _CANVAS.get(kind)
    if role == "tab-list":
        return role if len([c for c in node["children"] if c["role"] == "tab"]) > 1 else None
    if role in _SAME:
        return role
    return _OTHER.get(role)
