"""What changed in the controls of one window: states, values, new controls and gone ones. Never what a secret holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from assistant.languages import nouns
from assistant.languages.wording import capital, cleaned, cut, joined
from assistant.languages.words import _, p_
from assistant.pipelines.telling.element import BUTTONS, FIELDS, called, noun, selected, share_words, word
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.view.things import content_of
from assistant.pipelines.watching.change import Change, Rank
from assistant.pipelines.watching.slips import tokens
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

    def change(kind: str, message: str) -> Change:
        return Change(Rank.STATE, message.format(element=what), f"{kind} {key}", box=new.box)

    def change_to(kind: str, state: str) -> Change:
        text = _("{element} is now {state}").format(element=what, state=state)
        return Change(Rank.STATE, text, f"{kind} {key}", box=new.box)

    if new.role in _CHECKED:
        if "mixed" in came:
            yield change_to("check", _("partly checked"))
        elif ({"checked", "pressed"} & (came | went)) or ("mixed" in went and new.role == "check-box"):
            state = _checked(new.role, is_on=bool({"checked", "pressed"} & new.states))
            yield from (change_to("check", state),) if state else ()
    if new.role in _SELECTED and "selected" in came and not {"checked", "pressed"} & came:
        yield change_to("select", selected(new.role))
    if "disabled" in came:
        yield change("enable", _("{element} is no longer available"))
    if "disabled" in went:
        yield change("enable", _("{element} is now available"))
    if new.role in _OPENED and "expanded" in came:
        yield change("open", _("{element} is now open"))
    if new.role in _OPENED and "expanded" in went:
        yield change("open", _("{element} is now closed"))
    if "invalid" in came and new.role in FIELDS:
        yield change("invalid", _("{element} is now marked as wrong"))
    if "invalid" in went and new.role in FIELDS:
        yield change("invalid", _("{element} is no longer marked as wrong"))
    if new.role in _VALUED and not is_secret(new) and not is_secret(old):
        text = _value_change(old, new, what)
        if text:
            yield Change(Rank.STATE, text, f"value {key}", box=new.box)


def _checked(role: str, *, is_on: bool) -> str:
    """The word for its state; empty for an option that another one took over from."""
    match role:
        case "switch":
            return p_("switch", "on") if is_on else p_("switch", "off")
        case "toggle-button":
            return p_("button", "pressed") if is_on else p_("button", "no longer pressed")
        case "radio-button":
            return selected(role) if is_on else ""
        case "menu-item":
            return p_("menu-item", "checked") if is_on else p_("menu-item", "not checked")
        case _box:
            return p_("check-box", "checked") if is_on else p_("check-box", "not checked")


def _value_change(old: UiNode, new: UiNode, what: str) -> str:
    before, after = _content(old), _content(new)
    if new.role in ("check-box", "switch", "radio-button") or UNREAD in (old.states | new.states):
        return ""
    if before == after:
        return ""
    if "multi-line" in new.states:
        return ""  # its lines are compared as text
    if not after:
        return _("{element} is now empty; it said {before}").format(element=what, before=before)
    if not before and new.role == "progress-bar":
        return f"{what}: {after}"
    text = _("{element}: {text} instead of {before}") if before else _("{element}: {text}; it was empty")
    return text.format(element=what, text=after, before=before)


def _content(node: UiNode) -> str:
    text = cut(content_of(node), _LONG)
    return share_words(text) if node.role in ("progress-bar", "slider") else text


def _called(node: UiNode) -> str:
    name = cut(cleaned(node.name), 120).rstrip(": ")
    if not name:
        return capital(_("A {role} without a name").format(role=noun(node.role)))
    return capital(called(node.role, name))


def _come_and_gone(
    old: dict[tuple[str, str, int], UiNode], now: dict[tuple[str, str, int], UiNode], name: str
) -> Iterator[Change]:
    for is_new, some, others in ((True, now, old), (False, old, now)):
        sorts: dict[str, list[UiNode]] = {}
        for key, node in some.items():
            if key not in others and node.role in _COMING and cleaned(node.name):
                sorts.setdefault(node.role, []).append(node)
        for role, nodes in sorts.items():
            yield from _told(role, nodes, name, is_new=is_new)


def _told(role: str, nodes: Sequence[UiNode], window: str, *, is_new: bool) -> Iterator[Change]:
    message, key = (_("New: {what}"), "new") if is_new else (_("Gone: {what}"), "gone")
    if len(nodes) <= _FEW:
        for node in nodes:
            value = _content(node) if is_new and role in _VALUED else ""
            state = _("not available") if is_new and "disabled" in node.states else ""
            parts = (called(role, cut(cleaned(node.name), 120)), value, state)
            text = message.format(what=", ".join(filter(None, parts)))
            yield Change(Rank.STATE, text, f"{key} {role} {window} {node.name}", box=node.box)
        return
    names = joined([cut(cleaned(node.name), 60) for node in nodes], limit=6)
    text = message.format(what=f"{nouns.counted(len(nodes), word(role))}: {names}")
    yield Change(Rank.STATE, text, f"{key} {role} {window}", box=nodes[0].box)
