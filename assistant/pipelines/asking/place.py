"""Where something is, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.pipelines.asking.roles import PRESSED
from assistant.pipelines.asking.view import Thing, View, is_dialog
from assistant.pipelines.tell_element import BUTTONS, FIELDS, noun
from assistant.pipelines.wording import cleaned, cut
from assistant.types import SceneWindow
from models.types import Box

NO_PLACE = "where it lies this desktop does not tell"
_NEXT = 260  # pixels between neighbours in a row
_UNDER = 110  # pixels between what stands one below the other
_CONTROLS = FIELDS | PRESSED
_MARKS = _CONTROLS | {"label", "text", "heading", "image", "paragraph", "list-item"}


def place(thing: Thing, view: View) -> str:
    """`at the bottom right of the dialog Save, to the left of Cancel`."""
    if thing.box is None or (not view.scene.windows_known and thing.source == "tree"):
        return NO_PLACE
    inside = thing.window.window.box if thing.window is not None else Box(0, 0, view.scene.width, view.scene.height)
    whole = inside.intersection(Box(0, 0, view.scene.width, view.scene.height))
    if whole.is_empty:
        whole = inside
    area = _area(thing.window, view)
    near = beside(thing, view)
    return f"{spot(thing.box, whole)}{f' of {area}' if area else ''}{f', {near}' if near else ''}"


def spot(box: Box, whole: Box) -> str:
    """The part of `whole` that holds the middle of `box`."""
    x, y = box.centre
    column = _third(x - whole.left, whole.width)
    row = _third(y - whole.top, whole.height)
    if box.width > 0.7 * whole.width:
        column = 1
    if row == 1:
        return ("half way down the left side", "in the middle", "half way down the right side")[column]
    side = "top" if row == 0 else "bottom"
    return (f"at the {side} left", f"at the {side}, in the middle", f"at the {side} right")[column]


def _third(at: float, size: int) -> int:
    return 0 if at < size / 3 else 2 if at > 2 * size / 3 else 1


def _area(window: SceneWindow | None, view: View) -> str:
    if window is None:
        return "the screen" if view.windows else "the picture"
    name = cut(cleaned(window.window.title), 60)
    what = "dialog" if is_dialog(window) else "window"
    if window is view.active and len(view.windows) == 1 and not is_dialog(window):
        return "the window"
    return f"the {what} {name}" if name else f"the {what}"


def beside(thing: Thing, view: View) -> str:
    """The nearest neighbour; empty where nothing with a name is near."""
    box = thing.box
    if box is None:
        return ""
    others = [other for other in view.things if _marks(other, thing)]
    left = _nearest(others, lambda o: box.left - o.right if _in_row(o, box) else -1, _NEXT)
    above = _nearest(others, lambda o: box.top - o.bottom if _in_column(o, box) else -1, _UNDER)
    right = _nearest(others, lambda o: o.left - box.right if _in_row(o, box) else -1, _NEXT)
    below = _nearest(others, lambda o: o.top - box.bottom if _in_column(o, box) else -1, _UNDER)
    for other, words in ((left, "to the right of"), (above, "under"), (right, "to the left of"), (below, "above")):
        if other is not None:
            return f"{words} {short(other)}"
    return ""


def short(thing: Thing) -> str:
    """Its name with the word for what it is where that helps."""
    name = cut(thing.name, 50)
    word = noun(thing.role) if thing.role in FIELDS | BUTTONS | {"link"} else ""
    return f"{name}" if not word or word in name.casefold() else f"the {word} {name}"


def _marks(other: Thing, thing: Thing) -> bool:
    return (
        other is not thing and other.window is thing.window and other.box is not None and bool(other.name)
        and (other.role in _MARKS or (other.role == "cell" and thing.role == "cell")) and len(other.name) <= 80
        and other.words != thing.words and thing.box is not None and other.box.covered_by(thing.box) < 0.5
        and thing.box.covered_by(other.box) < 0.5
    )  # fmt: skip


def _in_row(other: Box, box: Box) -> bool:
    return min(other.bottom, box.bottom) - max(other.top, box.top) > 0.5 * min(other.height, box.height)


def _in_column(other: Box, box: Box) -> bool:
    return min(other.right, box.right) - max(other.left, box.left) > 0.3 * min(other.width, box.width)


def _nearest(others: Iterable[Thing], gap: object, limit: int) -> Thing | None:
    found: list[tuple[int, int, Thing]] = []
    for order, other in enumerate(others):
        assert other.box is not None
        distance = gap(other.box)  # type: ignore[operator]
        if -4 <= distance <= limit and distance != -1:
            found.append((distance, order, other))
    return min(found, key=lambda each: each[:2])[2] if found else None


def neighbours(thing: Thing, relation: str, things: Sequence[Thing], *, alike: bool) -> Thing | None:
    """The nearest thing below, above, left or right of `thing`; of the same sort where `alike`."""
    box = thing.box
    if box is None:
        return None
    found: list[tuple[float, Thing]] = []
    for other in things:
        if other is thing or other.box is None or other.window is not thing.window or not (other.name or other.text):
            continue
        if alike and not same_sort(other, thing):
            continue
        if other.words == thing.words and other.source != thing.source:
            continue
        if other.box.covered_by(box) > 0.5 or box.covered_by(other.box) > 0.5:
            continue
        dx, dy = other.box.centre[0] - box.centre[0], other.box.centre[1] - box.centre[1]
        gap = {
            "below": other.box.top - box.bottom, "above": box.top - other.box.bottom,
            "right": other.box.left - box.right, "left": box.left - other.box.right,
        }[relation]  # fmt: skip
        if gap < -0.3 * min(other.box.height, box.height):
            continue
        upright = relation in ("below", "above")
        if upright and not _in_column(other.box, box):
            continue
        if not upright and not _in_row(other.box, box):
            continue
        found.append((abs(dy) + 0.3 * abs(dx) if upright else abs(dx) + abs(dy), other))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def same_sort(other: Thing, thing: Thing) -> bool:
    """Whether both are fields, both buttons, both items ..."""
    groups = (FIELDS, BUTTONS, {"link"}, {"list-item", "tree-item", "icon"}, {"cell", "row"}, {"menu", "menu-item"},
              {"heading"}, {"paragraph"}, {"tab"}, {"text", "label"})  # fmt: skip
    return other.role == thing.role or any(other.role in group and thing.role in group for group in groups)
