"""What a phrase means on the screen: a control of the trees, words in a line, a number beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.languages.wording import cleaned, cut, says
from assistant.pipelines.telling.dialog import DIALOGS
from assistant.pipelines.telling.element import BUTTONS, FIELDS, called
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.text.alike import written
from assistant.pipelines.understanding.roles import split
from assistant.pipelines.understanding.words import content, coverage, near, tokens
from assistant.pipelines.watching.lines import Line
from assistant.types import Scene, UiNode
from models.types import Box

_CONTROLS = BUTTONS | FIELDS | {"link", "tab", "menu-item", "menu", "progress-bar", "dialog", "alert", "image", "icon"}
_ENOUGH = 0.85  # share of the asked words that a name must have
_LONG = 6  # letters from which words are found although the reader lost the spaces between them
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Control:
    """An element; `words`: "the button Install"."""

    node: UiNode
    words: str
    box: Box | None


def controls_called(scene: Scene, phrase: str) -> list[Control]:
    """The controls, dialogs and windows that a phrase like "install button" names, the best first.

    A sort without a name ("the dialog", "the progress bar") means any of them.
    """
    name, sort = split(phrase)
    if sort is None and phrase == "spinner":
        name, sort = split("progress bar")
    asked = content(name) if name else ()
    if not asked and sort is None:
        return []
    found: list[tuple[float, int, Control]] = []
    for number, node in enumerate(_nodes(scene)):
        if sort is not None and node.role not in sort.roles:
            continue
        if sort is None and node.role not in _CONTROLS:
            continue
        own = cleaned(node.name)
        share, used = coverage(asked, tokens(own), near) if asked else (1.0, 1.0)
        if share >= _ENOUGH:
            found.append((-share - used, number, Control(node, called(node.role, cut(own, 80)), node.box)))
    return [each[2] for each in sorted(found, key=lambda each: each[:2])]


def control(scene: Scene, phrase: str) -> Control | None:
    """The best of them that has a state."""
    found = controls_called(scene, phrase)
    return next((each for each in found if each.node.role not in DIALOGS | {"image"}), None)


def has_state(node: UiNode, state: str) -> bool:
    """`state`: enabled, disabled, checked, unchecked or selected."""
    on = bool({"checked", "pressed"} & node.states)
    match state:
        case "enabled":
            return "disabled" not in node.states
        case "disabled":
            return "disabled" in node.states
        case "checked":
            return on or (node.role == "radio-button" and "selected" in node.states)
        case "unchecked":
            return not on and "mixed" not in node.states
        case _:
            return state in node.states or (state == "selected" and on)


def is_said(phrase: str, text: str) -> bool:
    """Whether a line says the words one after the other, whatever their case; lost spaces do no harm."""
    if says(text, phrase):
        return bool(phrase)
    key = written(phrase).key
    return len(key) >= _LONG and " " in phrase and key in written(text).key


def value_of(scene: Scene, lines: Sequence[Line], subject: str) -> tuple[float, Line] | None:
    """The number that stands with the words of `subject`, in a field or a line; a secret's never."""
    asked = content(subject) if subject else ()
    every = [*_fields(scene), *lines]
    for line in every:
        numbers = _NUMBER.findall(line.text)
        if not numbers or (asked and coverage(asked, tokens(line.text), near)[0] < _ENOUGH):
            continue
        if not asked and len(numbers) > 1:
            continue
        last = max((at for word in asked if (at := line.text.casefold().rfind(word)) >= 0), default=0)
        after = [match[0] for match in _NUMBER.finditer(line.text) if match.start() >= last]
        return float((after or numbers)[0].replace(",", ".")), line
    return None


def _nodes(scene: Scene) -> Iterator[UiNode]:
    for window in scene.windows:
        if window.root is not None:
            yield from window.root.walk()


def _fields(scene: Scene) -> Iterator[Line]:
    for node in _nodes(scene):
        if node.role in ("slider", "spin-button", "text-field", "progress-bar") and node.value and not is_secret(node):
            yield Line(f"{cleaned(node.name)} {cleaned(node.value)}".strip(), box=node.box)
