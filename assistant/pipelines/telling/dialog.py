"""What interrupts the user, as claims: dialogs, messages inside a window, open menus."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.languages.wording import LIST_LIMIT, TEXT_LIMIT, cleaned, cut, sentence
from assistant.languages.words import _
from assistant.pipelines.telling.element import ALERTS, BUTTONS, FIELDS, fields_sentence, hint_words, noun
from assistant.pipelines.telling.group import buttons_sentence, menu_text
from assistant.pipelines.telling.inside import all_words
from assistant.pipelines.telling.runs import Run, runs
from assistant.pipelines.telling.tree import claims_of, prose
from assistant.types import Claim, Length, UiNode

DIALOGS = frozenset(("dialog", "alert"))
_MESSAGE = frozenset(("text", "heading"))


def interruptions(root: UiNode, length: Length) -> Iterator[Claim]:
    """What comes before a window's content: dialogs that stand inside it (a page's own), and messages."""
    for node in root.walk():
        if node.role == "dialog" and node is not root:
            heading = next((inner.name for inner in node.walk() if inner.role == "heading" and inner.name), "")
            name = cleaned(node.name or heading)
            title = _("A dialog: {title}").format(title=name) if name else _("A dialog without a title")
            yield Claim(sentence(title), "tree", kind="dialog")
            yield from dialog_claims(replace(node, name=name), length)
    if root.role not in DIALOGS:
        yield from alert_claims(root)


def dialog_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """What a dialog says and asks: text, messages, fields, all else, buttons. Its title has been said."""
    found = list(runs(root))
    known = {cleaned(root.name)}
    said = [prose(node) for run in found if run.kind in _MESSAGE for node in run.nodes]
    said = [text for text in dict.fromkeys(said) if text and text not in known]
    if said:
        text = " ".join(sentence(part) for part in said)
        text = _("It says: {text}").format(text=sentence(cut(text, TEXT_LIMIT[length])))
        yield Claim(text, "tree", box=root.box, kind="dialog")
    yield from alert_claims(root)
    limit = LIST_LIMIT[length] if length is not Length.BRIEF else 2
    for run in _fields(found):
        yield Claim(fields_sentence(run.nodes, limit, name=run.name), "tree", box=root.box, kind="dialog")
    rest = [run for run in found if run.kind not in ("field", "button", *_MESSAGE)]
    if length is Length.BRIEF:
        rest = [run for run in rest if run.kind in ("list", "tree", "table", "progress-bar", "menu", "combo-box")]
    if length is Length.NORMAL:
        rest = [run for run in rest if run.kind != "item" or len(run.nodes) > 1]  # the icon beside the message
    for claim in claims_of(rest, length):
        yield replace(claim, kind="dialog")
    buttons = [node for run in found if run.kind == "button" for node in run.nodes]
    if buttons:
        yield Claim(sentence(buttons_sentence(buttons)), "tree", box=root.box, kind="dialog")


def _fields(found: list[Run]) -> list[Run]:
    """The fields outside groups together, then each group."""
    alone = [node for run in found if run.kind == "field" and not run.name for node in run.nodes]
    return [*([Run("field", alone)] if alone else ()), *(run for run in found if run.kind == "field" and run.name)]


def alert_claims(root: UiNode) -> Iterator[Claim]:
    """Alerts and error messages inside a window, wherever they stand; empty ones are none."""
    for node in _outside_dialogs(root):
        if node.role in ALERTS and node is not root:
            text = _message(node)
            buttons = [inner for inner in node.walk() if inner.role in BUTTONS and inner.name]
            row = sentence(buttons_sentence(buttons)) if buttons else ""
            if text:
                said = f"{_('A message says: {text}').format(text=sentence(text))} {row}"
                yield Claim(said.strip(), "tree", box=node.box, kind="alert")
            elif row:
                yield Claim(_("In a message: {buttons}").format(buttons=row), "tree", box=node.box, kind="alert")
        elif "invalid" in node.states and node.role in FIELDS and "focused" not in node.states:
            what = _("the {role} {name}").format(role=noun(node.role), name=cleaned(node.name)) + hint_words(node)
            wrong = _("Marked as wrong: {element}").format(element=what)
            yield Claim(sentence(wrong), "tree", box=node.box, kind="alert")


def _outside_dialogs(root: UiNode) -> Iterator[UiNode]:
    """As `walk`, without the dialogs below: they tell their messages themselves."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(child for child in reversed(node.children) if child.role != "dialog")


def says_something(alert: UiNode) -> bool:
    """Whether the tree holds a message's text."""
    return bool(_message(alert))


def _message(alert: UiNode) -> str:
    texts = all_words([alert], without=BUTTONS)
    return " ".join(sentence(part) for part in texts if part != "Infobar")


def menu_claim(root: UiNode, length: Length) -> Claim:
    """An open menu with its items."""
    return Claim(sentence(menu_text(root, length)), "tree", box=root.box, kind="dialog")
