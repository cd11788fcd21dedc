"""In what state something is: checked, selected, available, focused."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.languages import nouns
from assistant.languages.wording import cleaned, cut, quoted, sentence
from assistant.languages.words import N_, _, n_
from assistant.pipelines.asking.about_places import candidates, knows, names_of, no_tree, not_found
from assistant.pipelines.asking.reply import Reply, about, listed, told, unknown
from assistant.pipelines.telling.element import FIELDS, element, focus_claim, focused, noun
from assistant.pipelines.telling.group import focused_in_row
from assistant.pipelines.understanding.roles import CHECK, ITEM, PRESSED
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content, coverage
from assistant.pipelines.view.find import find
from assistant.pipelines.view.things import Thing, View, content_of, is_dialog, title
from assistant.types import UNREAD, SceneWindow, UiNode

ON = frozenset(("checked", "pressed"))
SWITCHES = frozenset(("check-box", "radio-button", "switch", "toggle-button", "menu-item"))
_CALLED = {
    "checked": N_("checked"), "unchecked": N_("not checked"), "selected": N_("selected"), "enabled": N_("available"),
    "disabled": N_("disabled"), "required": N_("required"), "empty": N_("empty"), "filled": N_("filled"),
    "default": N_("the default"),
}  # fmt: skip
_CHOSEN = frozenset(("list-item", "tree-item", "icon", "row", "cell", "tab", "menu-item", "radio-button"))


def has_state(thing: Thing, state: str) -> bool | None:
    """None where the element has no such state."""
    node = thing.node
    if node is None:
        return None
    if state in ("checked", "unchecked"):
        if thing.role not in SWITCHES:
            return None
        on = bool(ON & node.states) or (thing.role == "radio-button" and "selected" in node.states)
        return on if state == "checked" else not on
    if state == "selected":
        if thing.role in SWITCHES and ON & node.states:
            return True
        return "selected" in node.states if thing.role in _CHOSEN else None
    if state == "enabled":
        return "disabled" not in node.states
    if state == "disabled":
        return "disabled" in node.states
    if state == "default":
        return "default" in node.states if thing.role in ("button", "toggle-button") else None
    if state == "required":
        return "required" in node.states if thing.role in FIELDS else None
    if state in ("empty", "filled"):
        if thing.role not in FIELDS or thing.role in SWITCHES or UNREAD in node.states or thing.secret:
            return None
        return bool(content_of(node)) is (state == "filled")
    return None


def state(wanted: Wanted, view: View, it: Thing | None = None) -> Reply | None:
    """Whether something is checked, selected, available, required or empty."""
    found = [it] if it is not None and wanted.relation == "it" else candidates(wanted, view, sort=wanted.sort)
    asked = wanted.state
    if not found:
        if not wanted.subject:
            return None
        return not_found(wanted, view)
    ranked = sorted(found, key=lambda thing: has_state(thing, _meant(thing, asked)) is None)
    thing = ranked[0]
    if asked == "enabled" and wanted.text.startswith("can i") and thing.role not in FIELDS | PRESSED:
        return None
    if thing.node is None:
        said = _("I can read {text}, but not whether it is {state}")
        return unknown(said.format(text=quoted(thing.name), state=_(_CALLED[asked])))
    meant = _meant(thing, asked)
    holds = has_state(thing, meant)
    if holds is None:
        return unknown(_("The {role} {name} has no such state").format(role=noun(thing.role), name=thing.name))
    if "mixed" in thing.node.states and meant in ("checked", "unchecked"):
        return about(_("{name} is partly checked").format(name=thing.name), thing)
    said = _("Yes: {element}") if holds else _("No: {element}")
    return about(said.format(element=element(thing.node) + _more_words(thing, meant)), thing, *ranked[1:])


def _more_words(thing: Thing, meant: str) -> str:
    node = thing.node
    assert node is not None
    if meant in ("enabled", "disabled") and "disabled" not in node.states:
        return f", {_('available')}"
    if meant == "required" and "required" not in node.states:
        return f", {_('not marked as required')}"
    if meant == "selected" and "selected" not in node.states and thing.role not in SWITCHES:
        return f", {_('not selected')}"
    return ""


def _meant(thing: Thing, state: str) -> str:
    """ "enabled" of a switch means that it is on; "selected" of a check box that it is checked."""
    if thing.role in ("check-box", "switch", "radio-button") and state in ("enabled", "selected"):
        return "checked"
    if thing.role in ("check-box", "switch") and state == "disabled":
        return "unchecked"
    return state


def checked(wanted: Wanted, view: View) -> Reply | None:
    """Which boxes, options and switches are on, or off."""
    switches = [
        thing for thing in view.in_active() if thing.role in ("check-box", "radio-button", "switch", "toggle-button")
    ]
    sort = wanted.sort
    if sort is not None and sort.noun in ("check box", "option", "switch"):
        switches = [thing for thing in switches if thing.role in sort.roles]
    if wanted.state in ("enabled", "disabled", "required", "empty", "filled", "default"):
        things = [
            thing
            for thing in view.in_active()
            if thing.node is not None and thing.role in (sort.roles if sort is not None else FIELDS | {"button"})
        ]
        fitting = [thing for thing in things if has_state(thing, wanted.state)]
        if not things:
            return None
        return told(_those_that_are(wanted.state, names_of(fitting)), source="tree", found=fitting)
    if not switches:
        if not knows(CHECK, view):
            return unknown(no_tree(CHECK))
        return told(_("There is nothing that can be checked"), source="tree")
    asked = "unchecked" if wanted.state == "unchecked" else "checked"
    fitting = [thing for thing in switches if has_state(thing, wanted.state or "checked")]
    if fitting:
        return told(_those_that_are(asked, names_of(fitting)), source="tree", found=fitting)
    boxes = nouns.counted(len(switches), "box")
    if len(switches) == 1:
        said = _("{name} is not off") if asked == "unchecked" else _("{name} is not on")
    else:
        said = _("None of the {boxes} is off") if asked == "unchecked" else _("None of the {boxes} is on")
    return told(said.format(name=switches[0].name, boxes=boxes), source="tree")


def _those_that_are(state: str, names: Sequence[str]) -> str:
    """`Tea and Milk are checked`, `None is empty`."""
    count = len(names)
    match state:
        case "checked":
            said = n_("{names} is checked", "{names} are checked", count)
        case "unchecked":
            said = n_("{names} is not checked", "{names} are not checked", count)
        case "enabled":
            said = n_("{names} is available", "{names} are available", count) if names else _("None is available")
        case "disabled":
            said = n_("{names} is not available", "{names} are not available", count)
            said = said if names else _("None is not available")
        case "required":
            said = n_("{names} is required", "{names} are required", count) if names else _("None is required")
        case "empty":
            said = n_("{names} is empty", "{names} are empty", count) if names else _("None is empty")
        case "filled":
            said = n_("{names} is filled", "{names} are filled", count) if names else _("None is filled")
        case _default:
            said = n_("{names} is the default", "{names} are the default", count) if names else _("None is the default")
    return said.format(names=listed(names))


def selected(wanted: Wanted, view: View) -> Reply | None:
    """What is selected: rows, items, tabs, options, or what a choice holds."""
    things = [thing for thing in view.in_active() if thing.node is not None]
    sort = wanted.sort
    if wanted.subject and sort is None:
        chosen = find(wanted.subject, [thing for thing in things if thing.role in FIELDS])
        for thing in chosen:
            assert thing.node is not None
            value = content_of(thing.node)
            if value:
                return about(f"{thing.name}: {quoted(value)}", thing)
        groups = group_choice(wanted.subject, view)
        if groups is not None:
            return groups
    fitting = [thing for thing in things if has_state(thing, "selected") and thing.role in _CHOSEN and thing.name]
    if sort is not None and sort.noun not in ("item", "option"):
        fitting = [
            thing
            for thing in fitting
            if thing.role in sort.roles | ({"row", "cell"} if sort.noun in ("row", "file", "item") else frozenset())
        ]
    elif sort is None:
        fitting = [thing for thing in fitting if thing.role not in ("tab", "menu-item")] or fitting
    rows = _selected_rows(view) if sort is None or sort.noun in ("row", "file", "item", "cell") else []
    if rows and not any(thing.role in ("list-item", "tree-item", "icon") for thing in fitting):
        said = n_("Selected: {rows}", "{count} rows are selected: {rows}", len(rows))
        return told(said.format(count=len(rows), rows="; ".join(rows[:5])), source="tree")
    if fitting:
        names = list(dict.fromkeys(thing.name for thing in fitting))
        said = n_("{names} is selected", "{names} are selected", len(names))
        return about(said.format(names=listed(names, 6)), *fitting)
    if wanted.subject and sort is None:
        return None
    if not knows(ITEM, view):
        return unknown(_("The program does not say what is selected"))
    return told(_("Nothing is selected that I can find"), source="tree")


def _selected_rows(view: View) -> list[str]:
    return [", ".join(filter(None, table.rows[number])) for table in view.tables for number in sorted(table.selected)]


def group_choice(subject: str, view: View) -> Reply | None:
    """The radio button that is on in a named group."""
    window = view.active
    if window is None or window.root is None:
        return None
    for node in window.root.walk():
        if (
            node.role in ("group", "panel", "form")
            and node.name
            and (
                coverage(content(subject), _tokens(node.name))[0] > 0.86
                or (len(content(node.name)) >= 2 and coverage(content(node.name), _tokens(subject))[0] > 0.86)
            )
        ):
            on = [inner for inner in node.walk() if inner.role == "radio-button" and (ON | {"selected"}) & inner.states]
            if on:
                said = _("{group}: {name} is selected").format(group=cleaned(node.name), name=quoted(on[0].name))
                return told(said, box=on[0].box)
    return None


def _tokens(text: str) -> tuple[str, ...]:
    from assistant.pipelines.understanding.words import tokens

    return tokens(text)


def focus(view: View) -> Reply | None:
    """The element with focus and its window."""
    window = view.active
    if window is None or window.root is None:
        return unknown(_("No program says which element has the focus"))
    node = focused(window.root)
    claim = focus_claim(node) if node is not None else None
    name = title(window)
    where_it_is = sentence(_where(window, window.root))
    in_row = focused_in_row(window.root, node) if node is not None else ""
    if node is not None and in_row:
        return told(f"{sentence(in_row)} {where_it_is}", box=node.box, found=_as_thing(node, view))
    if claim is None:
        return (
            told(f"{where_it_is} {_('No element of it says that it has the focus.')}")
            if name
            else unknown(_("No element says that it has the focus"))
        )
    return told(f"{claim.text} {where_it_is}", box=claim.box, found=_as_thing(node, view) if node is not None else ())


def _where(window: SceneWindow, root: UiNode) -> str:
    if not is_dialog(window):
        return _("You are in the window {title}").format(title=title(window))
    app, name = cleaned(window.window.app), cut(cleaned(window.window.title) or cleaned(root.name), 200)
    if name:
        return _("You are in a dialog: {title}").format(title=name)
    if app:
        return _("You are in a dialog of {app} without a title").format(app=app)
    return _("You are in a dialog without a title")


def _as_thing(node: UiNode, view: View) -> list[Thing]:
    return [thing for thing in view.things if thing.node is node]
