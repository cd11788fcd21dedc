"""Makes a tree as simple as what is seen: boxes without meaning go, text that stands twice stands once."""

from __future__ import annotations

from dataclasses import replace

from assistant.types import UiNode

_SHELLS = frozenset(("panel", "group", "unknown", "landmark", "document"))
_HOLDS_ITS_TEXT = frozenset(
    (
        "button",
        "toggle-button",
        "link",
        "menu-item",
        "tab",
        "check-box",
        "radio-button",
        "heading",
        "switch",
        "icon",
        "column-header",
    )
)
_WINDOWS = _SHELLS | {"window", "dialog", "alert", "notification", "menu", "tool-tip"}
_INLINE = frozenset(("text", "link", "label"))
_RUNS = frozenset(
    ("paragraph", "list-item", "cell", "label", "text", "group", "heading", "column-header", "row-header")
)
_BULLETS = "•◦▪‣○■"


def simplified(root: UiNode) -> UiNode:
    """The same window, simpler. The root stays; around one that is no window but a control of its own stands one."""
    if root.role not in _WINDOWS:
        root = UiNode("window", box=root.box, states=root.states & {"active"}, children=(root,))
    return replace(root, children=_children(root))


def _children(node: UiNode) -> tuple[UiNode, ...]:
    result: list[UiNode] = []
    for child in node.children:
        inner = _children(child)
        if child.role in _HOLDS_ITS_TEXT:
            inner = tuple(grandchild for grandchild in inner if not _repeats(grandchild, child))
            if not child.name and inner and all(g.role in ("label", "text", "paragraph") for g in inner):
                child = replace(child, name=" ".join(g.name or g.value for g in inner))
                inner = ()
        child, inner = _as_running_text(child, inner)
        if _is_shell(child):
            result.extend(inner)
        else:
            result.append(replace(child, children=inner))
    if len(result) == 1 and _repeats(result[0], node) and node.role not in ("window", "dialog", "document"):
        return result[0].children
    return tuple(result)


def _as_running_text(node: UiNode, inner: tuple[UiNode, ...]) -> tuple[UiNode, tuple[UiNode, ...]]:
    """A paragraph made of runs (Chromium: one text node a style) becomes one text; its links stay as children."""
    if node.role not in _RUNS or not inner or not all(child.role in _INLINE for child in inner):
        return node, inner
    runs = [(child.name or child.value).strip() for child in inner]
    said = " ".join(run for run in runs if run and run not in _BULLETS)
    for mark in ".,;:!?)":
        said = said.replace(f" {mark}", mark)
    links = tuple(child for child in inner if child.role == "link")
    if node.name and node.name.strip() == said:
        return replace(node, value=""), links
    if node.role in ("heading", "column-header", "row-header", "label") and not node.name:
        return replace(node, name=said, value=""), links
    return replace(node, value=said), links


def _is_shell(node: UiNode) -> bool:
    if node.role not in _SHELLS or node.name or "focused" in node.states:
        return False
    return not node.value.strip() or bool(node.children)


def _repeats(child: UiNode, parent: UiNode) -> bool:
    """A label or text that only says its parent's text again."""
    if child.role not in ("label", "text", "paragraph") or child.children:
        return False
    said = (child.name or child.value).strip()
    return not said or said == parent.name or said == parent.value.strip()
