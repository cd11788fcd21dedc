"""Scenes written down: the corpus's JSON becomes frames, trees and lines."""

from __future__ import annotations

from typing import Any

from assistant.types import Frame, Raster, Target, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.types import Box, TextLine

WIDTH, HEIGHT = 1280, 800  # pixels of every case


def node(data: dict[str, Any]) -> UiNode:
    """{"role", "name", "value", "states": [...], "box": [l, t, r, b], "children": [...]}."""
    return UiNode(
        data["role"],
        data.get("name", ""),
        data.get("value", ""),
        data.get("description", ""),
        frozenset(data.get("states", ())),
        Box(*data["box"]) if "box" in data else Box(0, 0, 10, 10),
        tuple(node(child) for child in data.get("children", ())),
    )


def window(data: dict[str, Any]) -> WindowTree:
    """{"title", "app", "active", "box", "tree" or "why"}."""
    info = WindowInfo(
        data["title"],
        Box(*data.get("box", (0, 0, WIDTH, HEIGHT))),
        app=data.get("app", ""),
        active=data.get("active", False),
        covered=tuple(Box(*box) for box in data.get("covered", ())),
    )
    return WindowTree(
        info, node(data["tree"]) if "tree" in data else None, data.get("complete", True), data.get("why", "")
    )


def snapshot(case: dict[str, Any]) -> TreeSnapshot | None:
    """The trees of a case; None where it has no "windows"."""
    if "windows" not in case:
        return None
    return TreeSnapshot(tuple(window(each) for each in case["windows"]))


def lines(case: dict[str, Any]) -> tuple[TextLine, ...]:
    """[text, left, top, right, bottom] each; a text of null cannot be read."""
    return tuple(
        TextLine(text or "", Box(*box), 0.99, readable=text is not None) for text, *box in case.get("lines", ())
    )


def frame(case: dict[str, Any]) -> Frame:
    """A frame with something in it, so that the gate lets it pass."""
    stripes = bytes((0, 0, 0, 255) * 20 + (255, 255, 255, 255) * 20) * (WIDTH * HEIGHT // 40)
    target = Target(case.get("target", "screen"))
    return Frame(Raster(WIDTH, HEIGHT, stripes), target, window_title=case.get("title", ""))
