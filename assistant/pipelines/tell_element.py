"""How one element of an accessibility tree is said: its everyday word, its name, what it holds, its states."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.pipelines.secret import NOT_READ, is_secret
from assistant.pipelines.wording import cleaned, counted, cut, joined, says, sentence
from assistant.types import UNREAD, Claim, UiNode

FIELDS = frozenset("text-field password-field combo-box check-box radio-button switch slider spin-button".split())
ALERTS = frozenset(("alert", "notification"))
BUTTONS = frozenset(("button", "toggle-button"))
_NOUNS = {
    "button": "button", "toggle-button": "button", "check-box": "check box", "radio-button": "option",
    "text-field": "text field", "password-field": "password field", "combo-box": "choice", "link": "link",
    "list-item": "list item", "tree-item": "tree item", "menu-item": "menu item", "menu": "menu", "tab": "tab",
    "cell": "table cell", "slider": "slider", "spin-button": "number field", "icon": "icon", "image": "picture",
    "document": "document", "terminal": "terminal", "switch": "switch", "heading": "heading", "paragraph": "text",
    "canvas": "drawing", "list": "list", "table": "table", "tree": "tree", "window": "window", "dialog": "dialog",
    "row": "row", "text": "text", "label": "text", "video": "video", "progress-bar": "progress bar",
}  # fmt: skip

_AREAS = frozenset(("panel", "group", "unknown"))


def noun(role: str) -> str:
    """The everyday word for a role."""
    return _NOUNS.get(role, "element")


def focused(root: UiNode) -> UiNode | None:
    """The deepest element with focus; not the nameless area inside it (Qt: a text's viewport has the focus too)."""
    nodes = [node for node in root.walk() if "focused" in node.states]
    named = [node for node in nodes if node.name or node.role not in _AREAS]
    found = named or nodes
    return found[-1] if found else None


def is_text(node: UiNode) -> bool:
    """Whether the element is a text that the cursor moves in: its words are content, not a field's value."""
    return node.role in ("paragraph", "terminal") or (node.role == "text-field" and "multi-line" in node.states)


def focus_claim(node: UiNode) -> Claim | None:
    """Where the focus is; None where saying it would add nothing."""
    if node.role in ("window", "dialog", *_AREAS) and not node.name:
        return None
    if node.role in ("cell", "row") and not node.name and not node.value:
        return None
    if node.role == "document":
        return None  # "the focus is on the page" is what the title has just said
    if node.role == "terminal":
        text = "The cursor is in the terminal"  # many terminals do not give their text, which stands in the picture
    elif node.role == "paragraph":
        text = "The cursor is in the text" if node.value or node.name else "The cursor is on an empty line"
    elif node.role == "text-field" and "multi-line" in node.states:
        empty = not node.value and UNREAD not in node.states
        text = "The cursor is in an empty text" if empty else "The cursor is in the text"
    elif node.role in FIELDS:
        text = f"The focus is on {field(node)}"
    else:
        states = _state_words(node)
        text = f"The focus is on the {noun(node.role)} {cleaned(node.name)}{states}".rstrip()
    return Claim(sentence(text), "tree", box=node.box, kind="focus")


def element(node: UiNode) -> str:
    """Any element with its name, what it holds and the states that matter."""
    if node.role in FIELDS:
        return field(node)
    text = cut(cleaned(node.name or node.value), 300)
    if node.role in ("paragraph", "text", "label"):
        return f"the text {text}"
    name = f" {text}" if text else " without a name"
    return f"the {noun(node.role)}{name}{_state_words(node)}"


def field(node: UiNode) -> str:
    """A form field with what it holds and the states that matter."""
    name = cut(cleaned(node.name), 120).rstrip(": ")
    what = noun(node.role)
    head = f"the {what} {name}" if name else f"{'an' if what[0] in 'aeiou' else 'a'} {what} without a name"
    match node.role:
        case "password-field":
            tail = ""  # neither what it holds nor how much
        case _ if is_secret(node):
            tail = f", {NOT_READ}"
        case "check-box" | "radio-button" | "switch":
            on = "checked" in node.states or "selected" in node.states or "pressed" in node.states
            words = (
                ("on", "off")
                if node.role == "switch"
                else ("selected", "not selected")
                if node.role == "radio-button"
                else ("checked", "not checked")
            )
            tail = ", partly checked" if "mixed" in node.states else f", {words[0] if on else words[1]}"
        case "text-field":
            value = cut(cleaned(node.value), 200)
            tail = f": {value}" if value else "" if UNREAD in node.states else ", empty"
        case _:
            value = cut(cleaned(node.value) or _chosen(node), 200)
            tail = f": {value}" if value and value != name else ""
    return head + tail + problem_words(node) + hint_words(node)


def hint_words(node: UiNode) -> str:
    """What is said about a field below it, where it matters now: it is wrong, or the user is in it."""
    text = cut(cleaned(node.description), 300)
    if not text or not {"invalid", "focused"} & node.states or says(f"{node.name} {node.value}", text):
        return ""
    return f": {text.rstrip('.')}"


def _chosen(node: UiNode) -> str:
    """What is chosen in a combo box, or typed into the field that is its part."""
    inner = [child for child in node.walk() if child is not node]
    chosen = next((child.name for child in inner if "selected" in child.states), "")
    return chosen or next((child.value for child in inner if child.role == "text-field" and child.value), "")


def problem_words(node: UiNode) -> str:
    """What is wrong with it or asked of it, as a tail; empty where nothing is."""
    words = [
        word
        for state, word in (("invalid", "marked as wrong"), ("required", "required"), ("disabled", "not available"))
        if state in node.states
    ]
    return f", {' and '.join(words)}" if words else ""


def _state_words(node: UiNode) -> str:
    words = []
    if "selected" in node.states and node.role in ("list-item", "tab", "row", "cell", "tree-item", "icon", "menu-item"):
        words.append("selected")
    if "expanded" in node.states:
        words.append("open")
    if "pressed" in node.states:
        words.append("pressed")
    if "disabled" in node.states:
        words.append("not available")
    return f", {', '.join(words)}" if words else ""


def buttons_text(nodes: Sequence[UiNode], limit: int = 10**6) -> str:
    """`No and Yes, which is the default`; the default is named even where the rest is counted."""
    named = [node for node in nodes if node.name]
    shown = named[:limit] if len(named) > limit + 1 else named
    texts = [button_words(node) for node in shown]
    if len(named) > len(shown):
        default = [node for node in named[limit:] if "default" in node.states]
        more = f"and {len(named) - len(shown) - len(default)} more"
        texts += [button_words(node) for node in default]
        return f"{'; '.join(texts)}; {more}" if any("," in text for text in texts) else f"{', '.join(texts)} {more}"
    unnamed = len(nodes) - len(named)
    if unnamed:
        texts.append(f"{'a' if unnamed == 1 else unnamed} button{'s' if unnamed > 1 else ''} without a name")
    if any("," in text for text in texts[:-1]):
        return "; ".join(texts)
    return joined(texts)


def button_words(node: UiNode) -> str:
    """Its name and the states that matter."""
    text = cleaned(node.name)
    if "default" in node.states:
        text += ", which is the default"
    if "pressed" in node.states:
        text += ", pressed"
    if "disabled" in node.states:
        text += " but not available" if "default" in node.states else ", not available"
    return text


def fields_sentence(fields: Sequence[UiNode], limit: int, *, name: str = "") -> str:
    """Fields with what they hold; those beyond `limit` are counted. Options that follow each other are one field.

    `name`: of the group that they make up, which leads.
    """
    if len(fields) == 1:
        return sentence(f"{name}: {field(fields[0])}" if name else f"There is {field(fields[0])}")
    groups: list[list[UiNode]] = []
    for node in fields:
        if groups and node.role == "radio-button" == groups[-1][0].role:
            groups[-1].append(node)
        else:
            groups.append([node])
    texts = [_options(group, limit) if len(group) > 1 else _short_field(group[0]) for group in groups]
    more = f"; and {counted(len(texts) - limit, 'more field')}" if len(texts) > limit + 1 else ""
    return sentence(f"{name or 'Fields'}: {'; '.join(texts[:limit] if more else texts)}{more}")


def _options(nodes: Sequence[UiNode], limit: int) -> str:
    names = joined([cleaned(node.name) for node in nodes if node.name], limit=limit)
    chosen = next((cleaned(node.name) for node in nodes if {"checked", "selected"} & node.states), "")
    return f"options {names}, of which {chosen} is selected" if chosen else f"options {names}, none is selected"


def _short_field(node: UiNode) -> str:
    """As in a list of fields: what has a name and holds something needs no word for its role."""
    text = field(node).removeprefix("the ")
    if node.role in ("text-field", "combo-box", "spin-button") and node.name and (node.value or _chosen(node)):
        return text.removeprefix(noun(node.role)).strip()
    return text
