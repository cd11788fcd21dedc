"""In what state something is: checked, selected, available, focused."""

from __future__ import annotations

from assistant.pipelines.asking.about_places import NO_TREE, candidates, knows, names_of, not_found
from assistant.pipelines.asking.find import find
from assistant.pipelines.asking.reply import Reply, about, listed, quoted, told, unknown
from assistant.pipelines.asking.roles import CHECK, ITEM, PRESSED
from assistant.pipelines.asking.view import Thing, View, content_of, is_dialog, title
from assistant.pipelines.asking.wanted import Wanted
from assistant.pipelines.asking.words import content, coverage
from assistant.pipelines.tell_element import FIELDS, element, focus_claim, focused, noun
from assistant.pipelines.tell_group import row_of
from assistant.pipelines.wording import cleaned, counted
from assistant.types import UNREAD, UiNode

ON = frozenset(("checked", "pressed"))
SWITCHES = frozenset(("check-box", "radio-button", "switch", "toggle-button", "menu-item"))
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
        return unknown(f"I can read {quoted(thing.name)}, but not whether it is {asked}")
    meant = _meant(thing, asked)
    holds = has_state(thing, meant)
    if holds is None:
        return unknown(f"The {noun(thing.role)} {thing.name} has no such state")
    if "mixed" in thing.node.states and meant in ("checked", "unchecked"):
        return about(f"{thing.name} is partly checked", thing)
    told_as = element(thing.node)
    return about(f"{'Yes' if holds else 'No'}: {told_as}{_more_words(thing, meant)}", thing, *ranked[1:])


def _more_words(thing: Thing, meant: str) -> str:
    node = thing.node
    assert node is not None
    if meant in ("enabled", "disabled") and "disabled" not in node.states:
        return ", available"
    if meant == "required" and "required" not in node.states:
        return ", not marked as required"
    if meant == "selected" and "selected" not in node.states and thing.role not in SWITCHES:
        return ", not selected"
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
        word = {"enabled": "available", "disabled": "not available", "default": "the default"}.get(
            wanted.state, wanted.state
        )
        if not things:
            return None
        return told(
            f"{listed(names_of(fitting))} {'is' if len(fitting) == 1 else 'are'} {word}"
            if fitting
            else f"None is {word}",
            source="tree",
            found=fitting,
        )
    if not switches:
        if not knows(CHECK, view):
            return unknown(f"{NO_TREE} check boxes")
        return told("There is nothing that can be checked", source="tree")
    fitting = [thing for thing in switches if has_state(thing, wanted.state or "checked")]
    word, checked_words = ("off", "not checked") if wanted.state == "unchecked" else ("on", "checked")
    if not fitting:
        return told(
            f"None of the {counted(len(switches), 'box')} is {word}"
            if len(switches) > 1
            else f"{switches[0].name} is not {word}",
            source="tree",
        )
    return told(
        f"{listed(names_of(fitting))} {'is' if len(fitting) == 1 else 'are'} {checked_words}",
        source="tree",
        found=fitting,
    )


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
        return told(
            f"{'Selected' if len(rows) == 1 else f'{len(rows)} rows are selected'}: {'; '.join(rows[:5])}",
            source="tree",
        )
    if fitting:
        names = list(dict.fromkeys(thing.name for thing in fitting))
        return about(f"{listed(names, 6)} {'is' if len(names) == 1 else 'are'} selected", *fitting)
    if wanted.subject and sort is None:
        return None
    if not knows(ITEM, view):
        return unknown("The program does not say what is selected")
    return told("Nothing is selected that I can find", source="tree")


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
                return told(f"{cleaned(node.name)}: {quoted(on[0].name)} is selected", box=on[0].box)
    return None


def _tokens(text: str) -> tuple[str, ...]:
    from assistant.pipelines.asking.words import tokens

    return tokens(text)


def focus(view: View) -> Reply | None:
    """The element with focus and its window."""
    window = view.active
    if window is None or window.root is None:
        return unknown("No program says which element has the focus")
    node = focused(window.root)
    claim = focus_claim(node) if node is not None else None
    name = title(window)
    where_it_is = (
        f"You are in the window {name}" if not is_dialog(window) else f"You are in {name[0].lower()}{name[1:]}"
    )
    if node is not None and node.role in ("cell", "row"):
        row = row_of(window.root, node)
        if row:
            return told(f"The focus is on the row {row}. {where_it_is}", box=node.box, found=_as_thing(node, view))
    if claim is None:
        return (
            told(f"{where_it_is}. No element of it says that it has the focus")
            if title(window)
            else unknown("No element says that it has the focus")
        )
    return told(f"{claim.text} {where_it_is}", box=claim.box, found=_as_thing(node, view) if node is not None else ())


def _as_thing(node: UiNode, view: View) -> list[Thing]:
    return [thing for thing in view.things if thing.node is node]
