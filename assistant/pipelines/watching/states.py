"""What changed in the controls of one window: states, values, new controls and gone ones. Never what a secret holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.pipelines.asking.view import content_of
from assistant.pipelines.secret import is_secret
from assistant.pipelines.tell_element import BUTTONS, FIELDS, noun
from assistant.pipelines.watching.change import Change, Rank
from assistant.pipelines.watching.slips import tokens
from assistant.pipelines.wording import cleaned, counted, cut, joined
from assistant.types import UNREAD, UiNode

_CHECKED = frozenset(("check-box", "switch", "toggle-button", "radio-button", "menu-item"))
_SELECTED = frozenset(("tab", "list-item", "tree-item", "row", "cell", "icon", "radio-button"))
_OPENED = frozenset(("menu", "tree-item", "combo-box", "button", "toggle-button", "group", "panel"))
_VALUED = FIELDS | {"progress-bar"}
_CONTROLS = BUTTONS | FIELDS | {"link", "tab", "menu-item", "menu", "progress-bar", "list-item", "tree-item", "row"}
_COMING = BUTTONS | FIELDS | {"tab", "menu-item", "progress-bar"}
"""New ones are told as controls; links and items are told as text."""
_FEW = 2  # new controls of a sort that are named one by one
_LONG = 200  # letters of a value


def state_changes(before: UiNode, after: UiNode, name: str) -> Iterator[Change]:
    """In the order of the tree. `name`: of the window, for telling one window's controls from another's."""
    old, now = _controls(before), _controls(after)
    for key, node in now.items():
        if key in old:
            yield from _differences(old[key], node, f"{name} {' '.join(map(str, key))}")
    yield from _come_and_gone(old, now, name)


def _controls(root: UiNode) -> dict[tuple[str, str, int], UiNode]:
    """By role, name and which of those with the same it is. Without a name a control is known by its order."""
    counts: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[str, str, int], UiNode] = {}
    for node in root.walk():
        if node.role in _CONTROLS:
            known = cleaned(node.name)
            if node.role in _VALUED:
                known = " ".join(token for token in tokens(known) if not token[0].isdigit())
            counts[node.role, known] += 1
            found[node.role, known, counts[node.role, known]] = node
    return found


def _differences(old: UiNode, new: UiNode, key: str) -> Iterator[Change]:
    what = _called(new)
    came, went = new.states - old.states, old.states - new.states

    def change(kind: str, text: str) -> Change:
        return Change(Rank.STATE, text, f"{kind} {key}", box=new.box)

    if new.role in _CHECKED:
        if "mixed" in came:
            yield change("check", f"{what} is now partly checked")
        elif ({"checked", "pressed"} & (came | went)) or ("mixed" in went and new.role == "check-box"):
            is_on = bool({"checked", "pressed"} & new.states)
            word = {"switch": ("on", "off"), "toggle-button": ("pressed", "no longer pressed"),
                    "radio-button": ("selected", "")}.get(new.role, ("checked", "not checked"))  # fmt: skip
            if word[not is_on]:
                yield change("check", f"{what} is now {word[not is_on]}")
    if new.role in _SELECTED and "selected" in came and not {"checked", "pressed"} & came:
        yield change("select", f"{what} is now selected")
    if "disabled" in came | went:
        yield change("enable", f"{what} is {'no longer' if 'disabled' in came else 'now'} available")
    if new.role in _OPENED and "expanded" in came | went:
        yield change("open", f"{what} is now {'open' if 'expanded' in came else 'closed'}")
    if "invalid" in came | went and new.role in FIELDS:
        yield change("invalid", f"{what} is {'now' if 'invalid' in came else 'no longer'} marked as wrong")
    if new.role in _VALUED and not is_secret(new) and not is_secret(old):
        text = _value_change(old, new, what)
        if text:
            yield change("value", text)


def _value_change(old: UiNode, new: UiNode, what: str) -> str:
    before, after = content_of(old), content_of(new)
    if new.role in ("check-box", "switch", "radio-button") or UNREAD in (old.states | new.states):
        return ""
    if before == after:
        return ""
    if "multi-line" in new.states:
        return ""  # its lines are compared as text
    before, after = cut(before, _LONG), cut(after, _LONG)
    if not after:
        return f"{what} is now empty; it said {before}"
    if not before:
        return f"{what}: {after}; it was empty" if new.role != "progress-bar" else f"{what}: {after}"
    return f"{what}: {after} instead of {before}"


def _called(node: UiNode) -> str:
    name = cut(cleaned(node.name), 120).rstrip(": ")
    if not name:
        return f"A {noun(node.role)} without a name"
    return f"The {noun(node.role)} {name}"


def _come_and_gone(
    old: dict[tuple[str, str, int], UiNode], now: dict[tuple[str, str, int], UiNode], name: str
) -> Iterator[Change]:
    for head, some, others in (("New", now, old), ("Gone", old, now)):
        sorts: dict[str, list[UiNode]] = {}
        for key, node in some.items():
            if key not in others and node.role in _COMING and cleaned(node.name):
                sorts.setdefault(node.role, []).append(node)
        for role, nodes in sorts.items():
            yield from _told(head, role, nodes, name)


def _told(head: str, role: str, nodes: Sequence[UiNode], window: str) -> Iterator[Change]:
    if len(nodes) <= _FEW:
        for node in nodes:
            what = f"the {noun(role)} {cut(cleaned(node.name), 120)}"
            value = content_of(node) if head == "New" and role in _VALUED else ""
            state = ", not available" if head == "New" and "disabled" in node.states else ""
            text = f"{head}: {what}{f', {cut(value, _LONG)}' if value else ''}{state}"
            yield Change(Rank.STATE, text, f"{head} {role} {window} {node.name}", box=node.box)
        return
    names = joined([cut(cleaned(node.name), 60) for node in nodes], limit=6)
    yield Change(Rank.STATE, f"{head}: {counted(len(nodes), noun(role))}: {names}", f"{head} {role} {window}",
                 box=nodes[0].box)  # fmt: skip
