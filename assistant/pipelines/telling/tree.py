"""The content of a window, as claims: one sentence each, in the order a friend would tell it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.languages.wording import (
    LIST_LIMIT,
    TEXT_LIMIT,
    cleaned,
    cut,
    joined,
    last_lines,
    lines_as_typed,
    paragraphs,
    says,
    sentence,
    short_urls,
)
from assistant.languages.words import _
from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.telling.element import fields_sentence, share_words
from assistant.pipelines.telling.group import (
    button_row,
    entries,
    list_text,
    menu_text,
    named_text,
    status_text,
    tab_row,
    table_text,
    toolbars_text,
)
from assistant.pipelines.telling.inside import all_words, items_of, own_words
from assistant.pipelines.telling.runs import Run, around, runs
from assistant.types import Claim, Length, UiNode

_OPEN = frozenset(("menu", "combo-box"))  # what the user is in comes first
_EDGES = frozenset(("tool-bar", "status-bar", "menu-bar"))
_MAIN = frozenset(("text", "list", "tree", "table", "item", "terminal"))  # what is worked in
_LEADS = frozenset(("heading", "tab"))
_SOME_ROOM = 0.25  # of the window; side panes and labels of a form take less
_SOME_TEXT = 60  # characters; a label of a form has fewer


def content_claims(root: UiNode, length: Length) -> Iterator[Claim]:
    """The content of a window by its structure, tool bars and status bars last; briefly the main part alone."""
    found = [rest for run in runs(root) if (rest := _without_title(run, root.name)) is not None]
    bars = [node for run in found if run.kind == "tool-bar" for node in run.nodes]
    main = [run for run in found if run.kind not in _OPEN | _EDGES]
    told = [run for run in found if run.kind in _OPEN]
    if length is not Length.FULL:
        main = [run for run in main if not _is_lone_icon(run)]
    if length is Length.BRIEF:
        told += _main_part([run for run in main if _run_text(run, length)], root) or found[:1]
    else:
        first = next((number for number, run in enumerate(main) if run.kind != "button"), 0)
        # buttons at the window's edge, such as the one that closes a document, come after what they close
        toolbars = [Run("tool-bar", bars)] if bars else []
        edges = [run for kind in ("status-bar", "menu-bar") for run in found if run.kind == kind]
        told += [*main[first:], *main[:first], *toolbars, *edges]
    yield from claims_of(told, length)


def claims_of(told: Sequence[Run], length: Length) -> Iterator[Claim]:
    """A claim for each run that has something to say."""
    for run in told:
        text = _run_text(run, length)
        if text:
            kind = "list" if run.kind in ("tool-bar", "list", "table", "item") else "content"
            was_read = any("read" in inner.states for node in run.nodes for inner in node.walk())
            yield Claim(sentence(text), "text" if was_read else "tree", box=around(run.nodes), kind=kind)


def prose(node: UiNode) -> str:
    """Running text; where it has a name that it does not say, the name leads."""
    name, lines = cleaned(node.name), lines_as_typed if node.role == "text-field" else paragraphs
    if not node.value or not name or node.role == "paragraph" or says(node.value, name):
        return lines(node.value or node.name)
    return paragraphs(own_words(node)) if says(name, node.value) else f"{name}: {lines(node.value)}"


def _main_part(found: Sequence[Run], root: UiNode) -> list[Run]:
    """Where the focus is, or the first part that takes some room, with the heading or the tabs that lead to it."""
    for run in found:
        if run.kind in _MAIN and any("focused" in node.states for part in run.nodes for node in part.walk()):
            return [_from_focus(run)]
    least = _SOME_ROOM * root.box.area if root.box is not None else 0
    for number, run in enumerate(found):
        if run.kind in _LEADS:
            after = found[number + 1 : number + 2]
            return [run, *(each for each in after if run.kind == "tab" or each.kind not in ("field", "button", "link"))]
        box = around(run.nodes)
        if run.kind not in ("button", "link") and (box is None or box.area >= least or _is_prose(run)):
            return [run]
    return sorted(found, key=lambda run: -sum(1 for node in run.nodes for _each in node.walk()))[:1]


def _from_focus(run: Run) -> Run:
    """Text from where the focus is; lists and tables are told whole."""
    if run.kind != "text":
        return run
    first = next(n for n, part in enumerate(run.nodes) if any("focused" in node.states for node in part.walk()))
    return replace(run, nodes=run.nodes[first:])


def _is_lone_icon(run: Run) -> bool:
    """The picture beside a message or a label."""
    return run.kind == "item" and len(run.nodes) == 1 and run.nodes[0].role == "icon"


def _is_prose(run: Run) -> bool:
    return run.kind == "text" and sum(len(own_words(node)) for node in run.nodes) >= _SOME_TEXT


def _without_title(run: Run, title: str) -> Run | None:
    """The run without what only repeats the window's title; None where nothing is left."""
    if run.kind == "heading":
        return None if _in_title(run.nodes[0], title) else run
    if run.kind != "text":
        return run
    nodes = [node for node in run.nodes if node.value or not node.name or cleaned(node.name) != cleaned(title)]
    return replace(run, nodes=nodes) if nodes else None


def _in_title(heading: UiNode, title: str) -> bool:
    return bool(own_words(heading)) and says(title, own_words(heading))


def _run_text(run: Run, length: Length) -> str:
    nodes, limit = run.nodes, LIST_LIMIT[length]
    first = nodes[0]
    match run.kind:
        case "heading":
            text = _("Heading: {text}").format(text=own_words(first)) if own_words(first) else ""
        case "text":
            text = cut(" ".join(part for node in nodes if (part := prose(node))), TEXT_LIMIT[length])
            text = attributed(short_urls(text) if length is not Length.FULL else text)
        case "terminal":
            rows = [sentence(cleaned(row)) for row in (first.value or first.name).splitlines() if cleaned(row)]
            text = attributed(last_lines(rows, TEXT_LIMIT[length]))
        case "field":
            text = fields_sentence(nodes, limit, name=run.name)
        case "button":
            text = button_row(nodes, length)
        case "link" | "picture":
            text = named_text(nodes, run.kind, limit)
        case "tab":
            text = tab_row(nodes)
        case "item":
            text = list_text(nodes, length)
        case "list" | "tree":
            text = list_text(list(items_of(first)), length, holder=first)
        case "table":
            text = table_text(first, length)
        case "tool-bar":
            text = toolbars_text(nodes, length)
        case "status-bar":
            text = status_text(first, limit)
        case "progress-bar":
            text = _progress(cleaned(first.name), share_words(first.value))
        case "menu" | "combo-box":
            text = menu_text(first, length)
        case "menu-bar":
            names = [own_words(node) for node in entries(first)]
            text = _("Menu bar: {items}").format(items=joined(names)) if names and length is Length.FULL else ""
        case _other:
            words = cut(joined(all_words(nodes)), TEXT_LIMIT[length])
            text = _("A tip says: {text}").format(text=words) if words else ""
    return text


def _progress(name: str, value: str) -> str:
    if name:
        words = _("Progress {name}: {value}") if value else _("A progress bar {name}")
    else:
        words = _("Progress: {value}") if value else _("A progress bar")
    return words.format(name=name, value=value)
