"""Which things a question's subject means."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from assistant.pipelines.telling.element import BUTTONS, FIELDS
from assistant.pipelines.understanding.roles import Sort
from assistant.pipelines.understanding.words import alike, content, coverage, near
from assistant.pipelines.view.things import Thing

SURE = 0.86
"""The least share of the subject's words that must stand in a thing's name."""
_RANK = {
    **dict.fromkeys((*FIELDS, *BUTTONS, "link", "tab", "menu-item", "menu"), 0.06),
    **dict.fromkeys(
        ("heading", "list-item", "tree-item", "icon", "row", "cell", "image", "dialog", "column-header"), 0.04
    ),
    "label": 0.0,
    "text": 0.01,
}


def find(subject: str, things: Iterable[Thing], *, sort: Sort | None = None) -> list[Thing]:
    """The things whose names hold all the subject's words, the best first; of one sort only where one is given.

    Of things that fit worse than the best only those are given that fit nearly as well.
    """
    asked = content(subject)
    things = [thing for thing in things if sort is None or thing.role in sort.roles]
    return _fitting(asked, things, alike) or _fitting(asked, things, near)


def _fitting(asked: Sequence[str], things: Sequence[Thing], same: Callable[[str, str], float]) -> list[Thing]:
    scored = []
    for thing in things:
        words = thing.words
        if not words:
            continue
        whole, used = coverage(asked, words, same)
        if whole < SURE:
            continue
        scored.append((0.6 * whole + 0.4 * used + _RANK.get(thing.role, 0.0), thing))
    scored.sort(key=lambda pair: -pair[0])
    return [thing for score, thing in scored if score >= scored[0][0] - 0.12] if scored else []


def all_of(sort: Sort, things: Iterable[Thing]) -> list[Thing]:
    """The things of a sort."""
    return [thing for thing in things if thing.role in sort.roles]
