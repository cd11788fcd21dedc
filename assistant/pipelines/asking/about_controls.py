"""Which elements of a sort there are, how many, and what a choice offers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.languages import nouns
from assistant.languages.wording import and_more, cleaned, quoted
from assistant.languages.words import _, n_, p_
from assistant.pipelines.asking import numbers
from assistant.pipelines.asking.about_cells import cell_named
from assistant.pipelines.asking.about_places import candidates, knows, names_of, no_tree
from assistant.pipelines.asking.about_states import ON, SWITCHES, has_state
from assistant.pipelines.asking.reply import Reply, about, listed, told, unknown
from assistant.pipelines.telling.element import FIELDS
from assistant.pipelines.telling.group import table_rows
from assistant.pipelines.telling.inside import ITEMS, cell_text
from assistant.pipelines.understanding.roles import ITEM, OPTION
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.understanding.words import content, coverage
from assistant.pipelines.view import lists
from assistant.pipelines.view.find import all_of, find
from assistant.pipelines.view.things import Thing, View, content_of, title


def controls(wanted: Wanted, view: View) -> Reply | None:
    """The elements of a sort by name."""
    sort = wanted.sort
    if sort is None:
        return None
    if sort.noun == "window":
        return _windows(view)
    if sort.noun == "column":
        return _columns(view)
    if sort.noun == "row":
        return None
    if not knows(sort, view):
        return unknown(_("{reason}; I only have its text").format(reason=no_tree(sort)))
    things = [thing for thing in view.in_active() if thing.role in sort.roles]
    items = _items(view) if sort.noun in ("file", "item") else []
    things = items or things
    if sort.noun in ("list", "tool bar", "status bar", "menu", "table", "file", "item") and not items:
        held = inside(wanted, view)
        if held is not None:
            return held
    if sort is OPTION and not things:
        things = [thing for thing in view.in_active() if thing.role in ITEM.roles | {"combo-box"}]
    if wanted.subject:
        named = of_subject(wanted.subject, things)
        things = named or things
    if sort.noun == "tab" and not things:
        things = [thing for thing in view.things if thing.role == "tab"]
    if not things:
        window = title(view.active)
        said = _("There is {none} in the window {title}") if window else _("There is {none} in the picture")
        return told(said.format(none=nouns.none(sort.noun), title=window), source="tree")
    names = [_with_state(thing) for thing in things if thing.name]
    unnamed = len(things) - len(names)
    many = nouns.counted(len(things), sort.noun)
    if not names:
        text = n_("{many} without a name", "{many}, all without a name", unnamed).format(many=many)
    elif unnamed:
        said = n_("{many}: {names}, and {count} without a name", "{many}: {names}, and {count} without a name", unnamed)
        text = said.format(many=many, names=listed(names, 15), count=unnamed)
    else:
        text = f"{many}: {listed(names, 15)}"
    return about(text, *things)


def _items(view: View) -> list[Thing]:
    """The items of the panel, list or tree that holds most of them: what a file manager is about."""
    groups: dict[int, list[Thing]] = {}
    for window in view.windows[:1]:
        for holder in window.root.walk() if window.root is not None else ():
            own = {id(child) for child in holder.children if child.role in ITEMS}
            if len(own) >= _FEWEST and holder.role != "tool-bar":
                groups[id(holder)] = [thing for thing in view.in_active() if id(thing.node) in own]
    return max(groups.values(), key=len, default=[])


_FEWEST = 2


def of_subject(subject: str, things: Sequence[Thing]) -> list[Thing]:
    """The things whose names hold all the subject's words."""
    asked = content(subject)
    return [thing for thing in things if coverage(asked, thing.words)[0] > 0.85]


def _with_state(thing: Thing) -> str:
    node = thing.node
    if node is None:
        return thing.name
    words = []
    if thing.role in ("check-box", "switch", "radio-button", "toggle-button") and ON & node.states:
        words.append(_on_words(thing.role))
    if thing.role in ("tab", "list-item", "tree-item", "icon") and "selected" in node.states:
        words.append(p_(thing.role, "selected"))
    if "default" in node.states:
        words.append(_("the default"))
    if "disabled" in node.states:
        words.append(_("not available"))
    value = content_of(node) if thing.role in FIELDS and thing.role not in SWITCHES else ""
    if value and value != thing.name:
        words.insert(0, value)
    return f"{thing.name} ({', '.join(words)})" if words else thing.name


def _on_words(role: str) -> str:
    match role:
        case "check-box":
            return p_("check-box", "checked")
        case "radio-button":
            return p_("radio-button", "selected")
        case _other:
            return p_("switch", "on")


def inside(wanted: Wanted, view: View) -> Reply | None:
    """What a list, menu, table or bar holds."""
    assert wanted.sort is not None
    roles = {"list": {"list", "tree", "table"}, "table": {"table"}, "menu": {"menu"}, "tool bar": {"tool-bar"},
             "status bar": {"status-bar"}}.get(wanted.sort.noun, {"list", "tree", "table"})  # fmt: skip
    holders = [thing for thing in view.in_active() if thing.role in roles]
    if wanted.subject and wanted.sort.noun not in ("file", "item"):
        holders = of_subject(wanted.subject, holders) or holders
    inner: list[Thing] = []
    is_bar = wanted.sort.noun in ("tool bar", "status bar")
    for holder in holders:
        assert holder.node is not None
        below = {id(node) for node in holder.node.walk()}
        inner = [thing for thing in view.in_active() if id(thing.node) in below and thing is not holder
                 and (thing.role in ITEM.roles | {"menu"} or (is_bar and thing.name))]  # fmt: skip
        if inner:
            break
        rows = [
            ", ".join(cell_text(cell) for cell in cells if cell_text(cell)) for _row, cells in table_rows(holder.node)
        ]
        rows = [row for row in rows if row]
        if holder.role == "table" and rows:
            told_rows = and_more(rows[:12], len(rows) - 12, parted="; ") if len(rows) > 12 else "; ".join(rows)
            return about(f"{nouns.counted(len(rows), 'row')}: {told_rows}", holder)
        if holder.role == "status-bar" and holder.text:
            return about(_("The status bar says {text}").format(text=quoted(holder.text)), holder)
    if not inner:
        return None
    what = "item" if wanted.sort.noun not in ("tool bar", "status bar") else "element"
    names = listed([_with_state(thing) for thing in inner if thing.name], 15)
    return about(f"{nouns.counted(len(inner), what)}: {names}", *inner)


def _windows(view: View) -> Reply:
    names = [title(window) for window in view.windows]
    if not names:
        return unknown(_("No window is known"))
    return told(f"{nouns.counted(len(names), 'window')}: {listed(names)}", source="tree")


def _columns(view: View) -> Reply | None:
    for table in view.tables:
        if table.headers:
            names = [header or _("one without a name") for header in table.headers]
            return told(f"{nouns.counted(len(names), 'column')}: {listed(names)}", source=table.source)
    return unknown(_("I find no table whose columns have names"))


def choices(wanted: Wanted, view: View) -> Reply | None:
    """What a named choice offers."""
    for thing in candidates(wanted, view):
        if thing.node is None:
            continue
        items = [
            cleaned(node.name)
            for node in thing.node.walk()
            if node.role in ("list-item", "menu-item", "radio-button", "cell") and node.name
        ]
        if items:
            said = n_("{name} offers {count} choice: {items}", "{name} offers {count} choices: {items}", len(items))
            return about(said.format(name=thing.name, count=len(items), items=listed(items, 15)), thing)
        value = content_of(thing.node)
        if thing.role == "combo-box":
            said = _("What {name} offers is not known before it is opened.")
            if value:
                said = _("What {name} offers is not known before it is opened. It is now {value}.")
            return about(said.format(name=thing.name, value=quoted(value)), thing)
    options = [thing for thing in view.in_active() if thing.role == "radio-button" and thing.name]
    groups = [
        thing for thing in find(wanted.subject, view.in_active()) if thing.role in ("group", "panel", "label", "text")
    ]
    if options and groups:
        names = listed([_with_state(option) for option in options])
        return about(f"{nouns.counted(len(options), 'option')}: {names}", *options)
    return None


def count(wanted: Wanted, view: View) -> Reply | None:
    """How many of a sort, or of what is called so."""
    sort = wanted.sort
    items = lists.of(wanted.subject, view) if sort is None or wanted.subject else []
    if not items and wanted.of:
        items = lists.of(wanted.of, view)
    if items:
        return about(f"{nouns.counted(len(items), 'item')}: {listed(names_of(items), 10)}", *items)
    if wanted.of or sort is None or wanted.subject:
        where = re.search(r" in (?:my|the|your) (\w+)$", wanted.text)  # "how many things are in my basket"
        written = numbers.of(wanted.subject or (sort.noun if sort else ""), view)
        written = written or (numbers.of(where[1], view) if where is not None else None)
        if written is not None:
            return written
        if wanted.of:
            return cell_named(wanted.subject, wanted.of, view)
    if sort is not None and sort.noun == "window":
        return _windows(view)
    if sort is not None and sort.noun == "column":
        return _columns(view)
    if sort is not None and sort.noun in ("row", "table") and view.tables:
        if sort.noun == "table":
            return told(nouns.counted(len(view.tables), "table"), source=view.tables[0].source)
        table = view.tables[0]
        rows = nouns.counted(len(table.rows), "row")
        if table.scrolled:
            rows = _("{rows} that can be seen; it may hold more").format(rows=rows)
        return told(rows, source=table.source)
    if sort is not None and sort.noun == "paragraph":
        found = view.paragraphs
        if not found:
            return unknown(_("I find no paragraphs"))
        return told(nouns.counted(len(found), "paragraph"), source=found[0].source)
    if sort is not None and not knows(sort, view):
        return unknown(no_tree(sort))
    if wanted.state:
        things = [
            thing for thing in view.in_active() if thing.node is not None and (sort is None or thing.role in sort.roles)
        ]
        fitting = [thing for thing in things if has_state(thing, wanted.state) is True]
        many = nouns.counted(len(fitting), sort.noun if sort else "element")
        if wanted.state in ("checked", "unchecked") and not any(thing.role in SWITCHES for thing in things):
            return None
        said = f"{many}: {listed(names_of(fitting))}" if fitting else many
        return told(said, source="tree", found=fitting)
    if sort is not None:
        things = _items(view) if sort.noun in ("item", "file") else []
        if sort.noun in ("item", "list", "file") and not things:
            held = inside(wanted, view)
            if held is not None:
                return held
        things = things or all_of(sort, view.in_active())
        if wanted.subject:
            named = of_subject(wanted.subject, things)
            if not named:
                return None
            things = named
        if not things:
            return told(_("There is {none}").format(none=nouns.none(sort.noun)), source="tree")
        names = [thing.name for thing in things if thing.name]
        many = nouns.counted(len(things), sort.noun)
        return about(f"{many}: {listed(names, 10)}" if names else many, *things)
    return _named_so(wanted, view)


def _named_so(wanted: Wanted, view: View) -> Reply | None:
    """Headings, items, links or pictures that bear the word, and more beside it: three teapots."""
    asked = content(wanted.subject)
    for roles in ({"heading"}, ITEMS, {"link"}, {"image"}):
        things = [thing for thing in view.in_active() if thing.role in roles and coverage(asked, thing.words)[0] > 0.86]
        longer = [thing for thing in things if len(thing.words) > len(asked)]
        if len(longer) >= 2:
            said = n_("{count} is called so: {names}", "{count} are called so: {names}", len(longer))
            return about(said.format(count=len(longer), names=listed(names_of(longer), 10)), *longer)
    return None
