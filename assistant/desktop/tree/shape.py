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
_WORDS = frozenset(("label", "text", "paragraph"))
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
        if node.role == "list-item" and child.role == "text" and _is_bullet(child.name or child.value):
            continue
        if node.role == "table" and child.role == "unknown":
            child = replace(child, role="cell")  # Qt's item views
        inner = _children(child)
        if child.role in _HOLDS_ITS_TEXT:
            inner = tuple(grandchild for grandchild in inner if not _repeats(grandchild, child))
            if not child.name and inner and all(g.role in _WORDS and not g.children for g in inner):
                child = replace(child, name=" ".join(g.name or g.value for g in inner))
                inner = ()
        child, inner = _as_running_text(child, inner)
        child, inner = _with_own_text(child, inner)
        if _is_shell(child):
            result.extend(inner)
        else:
            result.append(replace(child, children=inner))
    if node.role == "list":
        result = _with_descriptions(result)
    if len(result) == 1 and _repeats(result[0], node) and node.role not in ("window", "dialog", "document"):
        return result[0].children
    return tuple(result)


def _with_descriptions(items: list[UiNode]) -> list[UiNode]:
    """What stands between a list's items belongs to the one before it (Chromium: the terms of a description list)."""
    result: list[UiNode] = []
    for node in items:
        if result and result[-1].role == "list-item" and node.role in ("text", "paragraph") and not node.children:
            box = result[-1].box.union(node.box) if result[-1].box and node.box else result[-1].box
            result[-1] = replace(result[-1], children=(*result[-1].children, node), box=box)
        else:
            result.append(node)
    return result


def _as_running_text(node: UiNode, inner: tuple[UiNode, ...]) -> tuple[UiNode, tuple[UiNode, ...]]:
    """A paragraph made of runs (Chromium: one text node a style) becomes one text; its links stay as children."""
    if node.role not in _RUNS or not inner or not all(_is_inline(child) for child in inner):
        return node, inner
    if node.role == "group" and not any(child.role == "text" for child in inner):
        return node, inner  # links or labels that merely stand together
    runs = [(child.name or child.value).strip() for child in inner]
    said = " ".join(run for run in runs if run and run not in _BULLETS)
    for mark in ".,;:!?)":
        said = said.replace(f" {mark}", mark)
    if not set(said.split()).issuperset(word for word in node.value.split() if not _is_bullet(word)):
        return node, inner  # it says more than they do
    links = tuple(child for child in inner if child.role == "link")
    if node.name and node.name.strip() == said:
        return replace(node, value=""), links
    if node.role in ("heading", "column-header", "row-header", "label") and not node.name:
        return replace(node, name=said, value=""), links
    return replace(node, value=said), links


def _is_inline(node: UiNode) -> bool:
    """A run of text, or a link; a label may hold the field that it names."""
    return node.role == "link" or (node.role in _INLINE and not node.children)


def _with_own_text(node: UiNode, inner: tuple[UiNode, ...]) -> tuple[UiNode, tuple[UiNode, ...]]:
    """Without a value that is a bullet or only says what is below it; a box with text of its own is a paragraph."""
    text = node.value.strip()
    if node.role == "list-item":
        return replace(node, value=text.lstrip(_BULLETS).strip()), inner
    if node.role not in _SHELLS or not text:
        return node, inner
    words = {word for child in inner for one in child.walk() for word in f"{one.name} {one.value}".split()}
    if words.issuperset(text.split()):
        return replace(node, value=""), inner
    if node.role == "document" or node.name:
        return replace(node, value=""), (UiNode("paragraph", value=text, box=node.box), *inner)
    return replace(node, role="paragraph"), inner


def _is_bullet(text: str) -> bool:
    return bool(text.strip()) and not text.strip().strip(_BULLETS)


def _is_shell(node: UiNode) -> bool:
    return node.role in _SHELLS and not node.name and "focused" not in node.states and not node.value.strip()


def _repeats(child: UiNode, parent: UiNode) -> bool:
    """A label or text that only says its parent's text again."""
    if child.role not in ("label", "text", "paragraph") or child.children:
        return False
    said = (child.name or child.value).strip()
    return not said or said == parent.name or said == parent.value.strip()
