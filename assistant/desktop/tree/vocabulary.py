"""AT-SPI's roles, states and texts in our words. Numbers are those of atspi-constants.h (at-spi2-core 2.46)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

ROLE_BY_NAME: Mapping[str, str] = {
    "frame": "window", "window": "window", "application": "window", "internal frame": "window",
    "dialog": "dialog", "file chooser": "dialog", "color chooser": "dialog", "font chooser": "dialog",
    "alert": "alert", "info bar": "alert", "notification": "notification",
    "tool tip": "tool-tip",
    "push button": "button", "button": "button", "toggle button": "toggle-button", "check box": "check-box",
    "radio button": "radio-button", "switch": "switch",
    "entry": "text-field", "text": "text-field", "date editor": "text-field", "editbar": "text-field",
    "password text": "password-field", "terminal": "terminal", "combo box": "combo-box", "autocomplete": "text-field",
    "list": "list", "list box": "list", "description list": "list", "list item": "list-item",
    "description term": "list-item", "description value": "text", "menu bar": "menu-bar", "menu": "menu",
    "popup menu": "menu", "menu item": "menu-item", "check menu item": "menu-item", "radio menu item": "menu-item",
    "tearoff menu item": "menu-item", "page tab": "tab", "page tab list": "tab-list", "table": "table",
    "tree table": "table", "layered pane": "panel", "table row": "row", "table cell": "cell",
    "table column header": "column-header", "column header": "column-header", "table row header": "row-header",
    "row header": "row-header", "heading": "heading", "paragraph": "paragraph", "block quote": "paragraph",
    "static": "text", "caption": "text", "label": "label", "link": "link", "image": "image", "icon": "icon",
    "desktop icon": "icon", "animation": "image", "drawing area": "canvas", "canvas": "canvas", "chart": "image",
    "slider": "slider", "spin button": "spin-button", "spin box": "spin-button",
    "dial": "slider", "progress bar": "progress-bar",
    "level bar": "progress-bar", "scroll bar": "scroll-bar", "status bar": "status-bar", "statusbar": "status-bar",
    "tool bar": "tool-bar",
    "tree": "tree", "tree item": "tree-item", "document frame": "document", "document web": "document",
    "document text": "document", "document spreadsheet": "document", "document presentation": "document",
    "document email": "document", "html container": "document", "article": "group", "section": "group",
    "form": "form", "landmark": "landmark", "grouping": "group", "panel": "panel", "filler": "panel",
    "split pane": "panel", "viewport": "panel", "scroll pane": "panel", "root pane": "panel", "glass pane": "panel",
    "option pane": "panel", "header": "group", "footer": "group", "separator": "separator", "video": "video",
    "page": "document", "tear off menu item": "menu-item", "edit bar": "text-field", "push button menu": "button",
    "subscript": "text", "superscript": "text", "math fraction": "text", "math root": "text",
    "embedded": "panel", "redundant object": "panel", "definition": "text", "log": "group", "marquee": "text",
    "timer": "text", "comment": "group", "rating": "slider", "mark": "text", "suggestion": "group",
    "content deletion": "text", "content insertion": "text", "footnote": "paragraph", "math": "text",
    # Qt's own names
    "alert message": "alert", "graphic": "image", "web document": "document", "help balloon": "tool-tip",
    "button menu": "button", "button with drop down": "button", "button with drop down grid": "button",
}  # fmt: skip

# bits of the two 32-bit words of GetState
STATE_BITS: Mapping[str, int] = {
    "active": 1, "busy": 3, "checked": 4, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10,
    "focused": 12, "has-tooltip": 13, "modal": 16, "multi-line": 17, "pressed": 20, "selected": 23, "sensitive": 24,
    "showing": 25, "visible": 30, "mixed": 32, "required": 33, "invalid": 36, "default": 39, "checkable": 41,
    "has-popup": 42, "read-only": 43,
}  # fmt: skip


def has(words: Sequence[int], state: str) -> bool:
    """Whether the two words of GetState hold `state`."""
    bit = STATE_BITS[state]
    return len(words) > bit // 32 and bool(words[bit // 32] >> (bit % 32) & 1)


def states_of(words: Sequence[int], role: str) -> frozenset[str]:
    """Our state words. `disabled` and `collapsed` are made from what is missing."""
    plain = ("active", "busy", "editable", "expanded", "focused", "modal", "multi-line", "pressed", "selected",
             "showing", "visible", "mixed", "required", "invalid", "default", "has-popup", "read-only",
             "checked")  # fmt: skip
    found = {state for state in plain if has(words, state)}
    if has(words, "sensitive") or has(words, "enabled"):
        found.add("enabled")
    elif words and role in _CONTROLS:
        found.add("disabled")
    if has(words, "expandable") and not has(words, "expanded"):
        found.add("collapsed")
    if role == "cell" and (has(words, "checkable") or "checked" in found):
        found.add("checkable")
    if role == "toggle-button" and "checked" in found:
        found.add("pressed")
    return frozenset(found)


_CONTROLS = frozenset(
    """button toggle-button check-box radio-button text-field password-field combo-box menu-item tab slider
    spin-button switch link""".split()
)


def clean(text: str, *, limit: int, lines: bool = False) -> str:
    """No control, bidi or zero-width signs, white space folded (line ends kept if `lines`)."""
    kept = []
    for character in text[: limit * 2]:
        kind = unicodedata.category(character)
        if character == "\n" and lines:
            kept.append("\n")
        elif kind in ("Cc", "Zl", "Zp", "Zs"):
            kept.append(" ")
        elif kind not in ("Cf", "Cs", "Co", "Cn"):
            kept.append(character)
    joined = "".join(kept)
    if lines:
        return "\n".join(" ".join(line.split()) for line in joined.split("\n")).strip()[:limit]
    return " ".join(joined.split())[:limit]
