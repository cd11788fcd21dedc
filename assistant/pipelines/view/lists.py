"""The lists of the window, and which one a question means: by its name, or by the heading above it."""

from __future__ import annotations

from assistant.pipelines.telling.inside import ITEMS
from assistant.pipelines.understanding.words import content, coverage, tokens
from assistant.pipelines.view.things import Thing, View

_WORDS = frozenset(("item", "entry", "list", "result"))


def of(name: str, view: View) -> list[Thing]:
    """The items of the list that is called so; of the only one where the word means any list."""
    found = every(view)
    asked = [word for word in content(name) if word not in _WORDS]
    if asked:
        found = [each for each in found if coverage(asked, tokens(each[0]))[0] > 0.86]
    return found[0][1] if len(found) == 1 else []


def every(view: View) -> list[tuple[str, list[Thing]]]:
    """Name with heading, and items, of each list that holds at least two."""
    window = view.active
    if window is None or window.root is None:
        return []
    by_node = {id(thing.node): thing for thing in view.in_active() if thing.role in ITEMS}
    heading = ""
    found: list[tuple[str, list[Thing]]] = []
    for node in window.root.walk():
        if node.role == "heading":
            heading = node.name or node.value
        if node.role in ("list", "tree"):
            items = [by_node[id(child)] for child in node.children if id(child) in by_node]
            if len(items) >= 2:
                found.append((f"{node.name} {heading}", items))
    return found
