"""What interrupts the user, as claims: dialogs, messages inside a window, open menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.pipelines.tell_element import ALERTS, BUTTONS, FIELDS, buttons_text, fields_sentence, noun
from assistant.pipelines.tell_tree import list_claims
from assistant.pipelines.wording import LIST_LIMIT, TEXT_LIMIT, cleaned, cut, sentence
from assistant.types import Claim, Length, UiNode

_MENU_LIMIT = {Length.BRIEF: 6, Length.NORMAL: 30, Length.FULL: 200}
"""Items of a menu that are named before the rest is counted."""


def dialog_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """What a dialog says and asks: text, fields, buttons. Its title has been said."""
    said = [
        cleaned(node.name or node.value)
        for node in root.walk()
        if node.role in ("label", "text", "paragraph", "heading") and (node.name or node.value)
    ]
    known = {cleaned(root.name)} | {cleaned(node.name) for node in root.walk() if node.role in FIELDS}
    said = [text for text in dict.fromkeys(said) if text and text not in known]
    if said:
        text = " ".join(sentence(part) for part in said)
        yield Claim(f"It says: {sentence(cut(text, TEXT_LIMIT[length]))}", "tree", box=root.box, kind="dialog")
    fields = [node for node in root.walk() if node.role in FIELDS]
    if fields:
        limit = LIST_LIMIT[length] if length is not Length.BRIEF else 2
        yield Claim(fields_sentence(fields, limit), "tree", box=root.box, kind="dialog")
    for part in list_claims(root, length):
        yield replace(part, kind="dialog")
    for bar in root.walk():
        if bar.role == "progress-bar" and bar.value:
            yield Claim(sentence(f"Progress: {bar.value}"), "tree", box=bar.box, kind="dialog")
    buttons = [node for node in root.walk() if node.role in BUTTONS and node.name]
    if buttons:
        word = "Button" if len(buttons) == 1 else "Buttons"
        yield Claim(sentence(f"{word}: {buttons_text(buttons)}"), "tree", box=root.box, kind="dialog")


def alert_claims(root: UiNode) -> Iterator[Claim]:
    """Alerts and error messages inside a window, wherever they stand; empty ones are none."""
    for node in root.walk():
        if node.role in ALERTS and node is not root:
            text = _message(node)
            buttons = [inner for inner in node.walk() if inner.role in BUTTONS and inner.name]
            if text:
                tail = (
                    f" {'Button' if len(buttons) == 1 else 'Buttons'}: {sentence(buttons_text(buttons))}"
                    if buttons
                    else ""
                )
                yield Claim(f"A message says: {sentence(text)}{tail}", "tree", box=node.box, kind="alert")
        elif "invalid" in node.states and node.role in FIELDS and "focused" not in node.states:
            yield Claim(
                sentence(f"Marked as wrong: the {noun(node.role)} {cleaned(node.name)}"),
                "tree",
                box=node.box,
                kind="alert",
            )


def says_something(alert: UiNode) -> bool:
    """Whether the tree holds a message's text."""
    return bool(_message(alert))


def _message(alert: UiNode) -> str:
    texts = [cleaned(inner.name or inner.value) for inner in alert.walk() if inner.role not in BUTTONS]
    return " ".join(sentence(part) for part in dict.fromkeys(texts) if part and part != "Infobar")


def menu_claim(root: UiNode, length: Length) -> Claim:
    """An open menu, or the open list of a combo box, with its items and the selected one."""
    items = [node for node in root.walk() if node.role in ("menu-item", "menu", "list-item") and node.name]
    items = [node for node in items if node is not root]
    limit = _MENU_LIMIT[length]
    names = [cleaned(node.name) + (", not available" if "disabled" in node.states else "") for node in items]
    name = f" {cleaned(root.name)}" if root.name else ""
    what = f"The menu{name}" if root.role == "menu" else f"The list of choices{name}"
    chosen = next((cleaned(node.name) for node in items if "focused" in node.states), "")
    chosen = chosen or next((cleaned(node.name) for node in items if "selected" in node.states), "")
    tail = f". {chosen} is selected" if chosen else ""
    separator = "; " if any("," in text for text in names) else ", "
    more = f"{separator}and {len(names) - limit} more" if len(names) > limit + 1 else ""
    listed = separator.join(names[:limit] if more else names)
    return Claim(sentence(f"{what} is open: {listed}{more}{tail}"), "tree", box=root.box, kind="dialog")
