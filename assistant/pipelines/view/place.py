"""Where something is, as a person would say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.languages.wording import cleaned, cut
from assistant.languages.words import N_, NP_, _, p_
from assistant.pipelines.telling.element import BUTTONS, FIELDS, word
from assistant.pipelines.understanding.roles import PRESSED
from assistant.pipelines.view.things import Thing, View, is_dialog
from assistant.types import SceneWindow
from models.types import Box

NO_PLACE = N_("where it lies this desktop does not tell")
_SPOTS = (
    (N_("at the top left"), N_("at the top, in the middle"), N_("at the top right")),
    (N_("half way down the left side"), N_("in the middle"), N_("half way down the right side")),
    (N_("at the bottom left"), N_("at the bottom, in the middle"), N_("at the bottom right")),
)
_BESIDE = {
    "check box": NP_("beside", "the check box {name}"), "option": NP_("beside", "the option {name}"),
    "text field": NP_("beside", "the text field {name}"), "password field": NP_("beside", "the password field {name}"),
    "choice": NP_("beside", "the choice {name}"), "slider": NP_("beside", "the slider {name}"),
    "number field": NP_("beside", "the number field {name}"), "switch": NP_("beside", "the switch {name}"),
    "button": NP_("beside", "the button {name}"), "link": NP_("beside", "the link {name}"),
}  # fmt: skip
"""After "to the right of" and the like."""
_NEXT = 260  # pixels between neighbours in a row
_UNDER = 110  # pixels between what stands one below the other
_CONTROLS = FIELDS | PRESSED
_MARKS = _CONTROLS | {"label", "text", "heading", "image", "paragraph", "list-item"}


def place(thing: Thing, view: View) -> str:
    """`at the bottom right of the dialog Save, to the left of Cancel`."""
    if thing.box is None or not has_place(thing, view):
        return no_place()
    inside = thing.window.window.box if thing.window is not None else Box(0, 0, view.scene.width, view.scene.height)
    whole = inside.intersection(Box(0, 0, view.scene.width, view.scene.height))
    if whole.is_empty:
        whole = inside
    return beside(thing, view, _within(spot(thing.box, whole), thing.window, view))


def has_place(thing: Thing, view: View) -> bool:
    """Whether it is known where it lies."""
    return thing.box is not None and (view.scene.windows_known or thing.source != "tree")


def no_place() -> str:
    """That it is not."""
    return _(NO_PLACE)


def spot(box: Box, whole: Box) -> str:
    """The part of `whole` that holds the middle of `box`."""
    x, y = box.centre
    column = _third(x - whole.left, whole.width)
    row = _third(y - whole.top, whole.height)
    if box.width > 0.7 * whole.width:
        column = 1
    return _(_SPOTS[row][column])


def _third(at: float, size: int) -> int:
    return 0 if at < size / 3 else 2 if at > 2 * size / 3 else 1


def _within(spot: str, window: SceneWindow | None, view: View) -> str:
    if window is None:
        return (_("{spot} of the screen") if view.windows else _("{spot} of the picture")).format(spot=spot)
    name = cut(cleaned(window.window.title), 60)
    if is_dialog(window):
        said = _("{spot} of the dialog {title}") if name else _("{spot} of the dialog")
    elif name and not (window is view.active and len(view.windows) == 1):
        said = _("{spot} of the window {title}")
    else:
        said = _("{spot} of the window")
    return said.format(spot=spot, title=name)


def beside(thing: Thing, view: View, at: str) -> str:
    """The place `at` with the nearest neighbour; as it is where nothing with a name is near."""
    box = thing.box
    if box is None:
        return at
    others = [other for other in view.things if _marks(other, thing)]
    left = _nearest(others, lambda o: box.left - o.right if _in_row(o, box) else -1, _NEXT)
    above = _nearest(others, lambda o: box.top - o.bottom if _in_column(o, box) else -1, _UNDER)
    right = _nearest(others, lambda o: o.left - box.right if _in_row(o, box) else -1, _NEXT)
    below = _nearest(others, lambda o: o.top - box.bottom if _in_column(o, box) else -1, _UNDER)
    if left is not None:
        return _("{place}, to the right of {thing}").format(place=at, thing=_short(left))
    if above is not None:
        return _("{place}, under {thing}").format(place=at, thing=_short(above))
    if right is not None:
        return _("{place}, to the left of {thing}").format(place=at, thing=_short(right))
    if below is not None:
        return _("{place}, above {thing}").format(place=at, thing=_short(below))
    return at


def _short(thing: Thing) -> str:
    """Its name with the word for what it is where that helps."""
    name = cut(thing.name, 50)
    said = _BESIDE[word(thing.role)] if thing.role in FIELDS | BUTTONS | {"link"} else ""
    if not said or word(thing.role) in name.casefold():
        return p_("beside", "{name}").format(name=name)
    return p_("beside", said).format(name=name)


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
