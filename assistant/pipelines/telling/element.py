"""How one element of an accessibility tree is said: its everyday word, its name, what it holds, its states."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from assistant.languages.wording import and_more, cleaned, cut, joined, says, sentence, with_last
from assistant.languages.words import N_, NP_, _, n_, p_
from assistant.pipelines.telling.secret import NOT_READ, is_secret
from assistant.types import UNREAD, Claim, UiNode

FIELDS = frozenset("text-field password-field combo-box check-box radio-button switch slider spin-button".split())
ALERTS = frozenset(("alert", "notification"))
BUTTONS = frozenset(("button", "toggle-button"))
_NOUNS = {
    "button": N_("button"), "toggle-button": N_("button"), "check-box": N_("check box"), "radio-button": N_("option"),
    "text-field": N_("text field"), "password-field": N_("password field"), "combo-box": N_("choice"),
    "link": N_("link"), "list-item": N_("list item"), "tree-item": N_("tree item"), "menu-item": N_("menu item"),
    "menu": N_("menu"), "tab": N_("tab"), "cell": N_("table cell"), "slider": N_("slider"),
    "spin-button": N_("number field"), "icon": N_("icon"), "image": N_("picture"), "document": N_("document"),
    "terminal": N_("terminal"), "switch": N_("switch"), "heading": N_("heading"), "paragraph": N_("text"),
    "canvas": N_("drawing"), "list": N_("list"), "table": N_("table"), "tree": N_("tree"), "window": N_("window"),
    "dialog": N_("dialog"), "row": N_("row"), "text": N_("text"), "label": N_("text"), "video": N_("video"),
    "progress-bar": N_("progress bar"),
}  # fmt: skip
_NAMELESS = {
    "password-field": N_("a password field without a name"), "combo-box": N_("a choice without a name"),
    "check-box": N_("a check box without a name"), "radio-button": N_("an option without a name"),
    "switch": N_("a switch without a name"), "slider": N_("a slider without a name"),
    "spin-button": N_("a number field without a name"), "text-field": N_("a text field without a name"),
}  # fmt: skip
_SELECTED = {
    "list-item": NP_("list-item", "selected"), "tab": NP_("tab", "selected"), "row": NP_("row", "selected"),
    "cell": NP_("cell", "selected"), "tree-item": NP_("tree-item", "selected"), "icon": NP_("icon", "selected"),
    "menu-item": NP_("menu-item", "selected"),
}  # fmt: skip
_PROBLEMS = (("invalid", N_("marked as wrong")), ("required", N_("required")), ("disabled", N_("not available")))
_AREAS = frozenset(("panel", "group", "unknown"))


def noun(role: str) -> str:
    """The everyday word for a role."""
    return _(_NOUNS.get(role, N_("element")))


def word(role: str) -> str:
    """The English word for a role, which is the key of others."""
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


def focus_claim(node: UiNode, *, moved: bool = False) -> Claim | None:
    """Where the focus is, or (`moved`) where it is now; None where saying it would add nothing."""
    if node.role in ("window", "dialog", *_AREAS) and not node.name:
        return None
    if node.role in ("cell", "row") and not node.name and not node.value:
        return None
    if node.role == "document":
        return None  # "the focus is on the page" is what the title has just said
    return Claim(sentence((_moved_focus_text if moved else _focus_text)(node)), "tree", box=node.box, kind="focus")


def _focus_text(node: UiNode) -> str:
    if node.role == "terminal":
        # many terminals do not give their text, which stands in the picture
        return _("The cursor is in the terminal.")
    if node.role == "paragraph":
        return _("The cursor is in the text.") if node.value or node.name else _("The cursor is on an empty line.")
    if node.role == "text-field" and "multi-line" in node.states:
        empty = not node.value and UNREAD not in node.states
        return _("The cursor is in an empty text.") if empty else _("The cursor is in the text.")
    return _("The focus is on {element}").format(element=_with_focus(node))


def _moved_focus_text(node: UiNode) -> str:
    if node.role == "terminal":
        return _("The cursor is now in the terminal.")
    if node.role == "paragraph":
        has_text = node.value or node.name
        return _("The cursor is now in the text.") if has_text else _("The cursor is now on an empty line.")
    if node.role == "text-field" and "multi-line" in node.states:
        empty = not node.value and UNREAD not in node.states
        return _("The cursor is now in an empty text.") if empty else _("The cursor is now in the text.")
    return _("The focus is now on {element}").format(element=_with_focus(node))


def _with_focus(node: UiNode) -> str:
    if node.role in FIELDS:
        return field(node)
    name = cleaned(node.name)
    head = _called(node, name) if name else _("the {role}").format(role=noun(node.role))
    return head + _state_words(node)


def element(node: UiNode) -> str:
    """Any element with its name, what it holds and the states that matter."""
    if node.role in FIELDS:
        return field(node)
    text = cut(cleaned(node.name or node.value), 300)
    if node.role in ("paragraph", "text", "label"):
        return _("the text {text}").format(text=text)
    head = _called(node, text) if text else _("the {role} without a name").format(role=noun(node.role))
    return head + _state_words(node)


def field(node: UiNode) -> str:
    """A form field with what it holds and the states that matter."""
    name = _field_name(node)
    return _field(node, _called(node, name) if name else _(_NAMELESS[node.role]))


def listed_field(node: UiNode) -> str:
    """As `field`, among others that stand in a list."""
    name = _field_name(node)
    head = p_("in a list", "{role} {name}").format(role=noun(node.role), name=name)
    return _field(node, head if name else _(_NAMELESS[node.role]))


def _called(node: UiNode, name: str) -> str:
    return _("the {role} {name}").format(role=noun(node.role), name=name)


def _field_name(node: UiNode) -> str:
    return cut(cleaned(node.name), 120).rstrip(": ")


def _field(node: UiNode, head: str) -> str:
    match node.role:
        case "password-field":
            tail = ""  # neither what it holds nor how much
        case _role if is_secret(node):
            tail = f", {_(NOT_READ)}"
        case "check-box" | "radio-button" | "switch":
            tail = f", {_answer(node)}"
        case "text-field":
            value = cut(cleaned(node.value), 200)
            tail = f": {value}" if value else "" if UNREAD in node.states else f", {p_('field', 'empty')}"
        case _role:
            value = cut(cleaned(node.value) or _chosen(node), 200)
            value = share_words(value) if node.role == "slider" else value
            tail = f": {value}" if value and value != _field_name(node) else ""
    return head + tail + problem_words(node) + hint_words(node)


def _answer(node: UiNode) -> str:
    """What a field says that is a choice of yes and no."""
    is_on = bool({"checked", "selected", "pressed"} & node.states)
    if "mixed" in node.states:
        return _("partly checked")
    match node.role:
        case "switch":
            return p_("switch", "on") if is_on else p_("switch", "off")
        case "radio-button":
            return p_("radio-button", "selected") if is_on else p_("radio-button", "not selected")
        case _other:
            return p_("check-box", "checked") if is_on else p_("check-box", "not checked")


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
    words = [_(word) for state, word in _PROBLEMS if state in node.states]
    return f", {functools.reduce(with_last, words)}" if words else ""


def _state_words(node: UiNode) -> str:
    words = []
    if "selected" in node.states and node.role in _SELECTED:
        words.append(p_(node.role, _SELECTED[node.role]))
    if "expanded" in node.states:
        words.append(p_("expanded", "open"))
    if "pressed" in node.states:
        words.append(p_("button", "pressed"))
    if "disabled" in node.states:
        words.append(_("not available"))
    return f", {', '.join(words)}" if words else ""


def buttons_text(nodes: Sequence[UiNode], limit: int = 10**6) -> str:
    """`No and Yes, which is the default`; the default is named even where the rest is counted."""
    named = [node for node in nodes if node.name]
    shown = named[:limit] if len(named) > limit + 1 else named
    texts = [button_words(node) for node in shown]
    if len(named) > len(shown):
        default = [node for node in named[limit:] if "default" in node.states]
        texts += [button_words(node) for node in default]
        more = len(named) - len(shown) - len(default)
        return and_more(texts, more, parted="; " if any("," in text for text in texts) else "")
    unnamed = len(nodes) - len(named)
    if unnamed:
        words = n_("a button without a name", "{count} buttons without a name", unnamed)
        texts.append(words.format(count=unnamed))
    if any("," in text for text in texts[:-1]):
        return "; ".join(texts)
    return joined(texts)


def button_words(node: UiNode) -> str:
    """Its name and the states that matter."""
    text = cleaned(node.name)
    if "default" in node.states:
        text = _("{button}, which is the default").format(button=text)
    if "pressed" in node.states:
        text = _("{button}, pressed").format(button=text)
    if "disabled" in node.states:
        words = _("{button} but not available") if "default" in node.states else _("{button}, not available")
        text = words.format(button=text)
    return text


def fields_sentence(fields: Sequence[UiNode], limit: int, *, name: str = "") -> str:
    """Fields with what they hold; those beyond `limit` are counted. Options that follow each other are one field.

    `name`: of the group that they make up, which leads.
    """
    if len(fields) == 1:
        only = field(fields[0])
        return sentence(f"{name}: {only}" if name else _("There is {element}").format(element=only))
    groups: list[list[UiNode]] = []
    for node in fields:
        if groups and node.role == "radio-button" == groups[-1][0].role:
            groups[-1].append(node)
        else:
            groups.append([node])
    texts = [_options(group, limit) if len(group) > 1 else _short_field(group[0]) for group in groups]
    rest = len(texts) - limit if len(texts) > limit + 1 else 0
    told = "; ".join(texts[:limit] if rest else texts)
    if rest:
        more = n_("{items}; and {count} more field", "{items}; and {count} more fields", rest)
        told = more.format(items=told, count=rest)
    return sentence(f"{name}: {told}" if name else _("Fields: {items}").format(items=told))


def _options(nodes: Sequence[UiNode], limit: int) -> str:
    names = joined([cleaned(node.name) for node in nodes if node.name], limit=limit)
    chosen = next((cleaned(node.name) for node in nodes if {"checked", "selected"} & node.states), "")
    if chosen:
        return _("options {names}, of which {chosen} is selected").format(names=names, chosen=chosen)
    return _("options {names}, none is selected").format(names=names)


def _short_field(node: UiNode) -> str:
    """As in a list of fields: what has a name and holds something needs no word for its role."""
    if node.role in ("text-field", "combo-box", "spin-button") and node.name and (node.value or _chosen(node)):
        return _field(node, _field_name(node))
    return listed_field(node)


def called(role: str, name: str) -> str:
    """`the button Save`; `the button` without a name."""
    words = _("the {role} {name}") if name else _("the {role}")
    return words.format(role=noun(role), name=name)


def share_words(value: str) -> str:
    """What a bar or a slider says: a tree has `40 percent` whatever the user's language."""
    number = value.removesuffix(" percent")
    return _("{number} percent").format(number=number) if number != value else value


def selected(role: str) -> str:
    """The word for an element of that role that is chosen."""
    message = _SELECTED.get(role)
    return p_(role, message) if message else p_("radio-button", "selected")
