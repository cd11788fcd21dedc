"""What is said of a labelled window: its caption, and questions with their answers."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from export.train.screens.labels import KINDS, Element, Place, Window

NAMES = {
    "menu-bar": "menu bar", "tool-bar": "toolbar", "tab-list": "row of tabs", "list": "list", "tree": "tree",
    "table": "table", "text-field": "text field", "text-area": "text area", "button": "button",
    "check-box": "check box", "radio-button": "radio button", "combo-box": "combo box", "slider": "slider",
    "picture": "picture", "status-bar": "status bar", "progress-bar": "progress bar", "article": "text to read",
    "terminal": "terminal", "chart": "chart", "map": "map", "video": "video", "board": "game board", "dialog": "dialog",
}  # fmt: skip
"""How parts are called; headings and links are not told of."""
CAN_NOT_TELL = "i can't tell"
_LARGE = ("list", "tree", "table", "text-area", "article", "terminal", "chart", "map", "video", "board", "picture")
_SMALL = ("text-field", "button", "check-box", "radio-button", "combo-box", "slider")
FORMS = frozenset(("message", "calculator", "form", "login", "settings", "file-dialog", "results"))
"""Kinds whose small parts are what they are about."""
_LEAST = 0.08  # of the window that a large part fills
_MOST_LARGE = 3
_KIND = ("what kind of window is this", "what is this", "what program is this")
_ERROR = ("is there an error", "is there an error message", "did something go wrong")
_LOADING = ("is something loading", "is it still loading")
_DIALOG = ("is a dialog open", "is there a dialog in front")
_COLOUR = ("what is the main colour", "which colour is most of the window", "what colour is it")
_DARK = ("is it dark or light", "is the window dark or light")
_FOREIGN = (
    "what does it say", "who wrote this", "what is the title", "what is the name of the file", "how much does it cost",
    "what time is it", "who is in the picture", "what is he doing", "is it raining", "when was it sent",
    "read it to me",
    "what language is this", "how old is he", "what is the weather", "how do i close it", "what happens next",
    "is it safe", "where was this taken", "what is the phone number", "why is it slow", "which is the best",
)  # fmt: skip


def large_parts(window: Window, size: tuple[int, int]) -> list[Element]:
    """The parts that fill most of the window, the largest first; of nested ones the inner ones, if they fill it."""
    whole = size[0] * size[1]
    found = [each for each in window.elements if each.role in _LARGE and _area(each.place) >= _LEAST * whole]
    found = [
        each for each in found
        if not any(
            other is not each and _within(each.place, other.place) and _area(other.place) < 1.5 * _area(each.place)
            and found.index(other) < found.index(each) for other in found
        )
    ]  # fmt: skip
    found = [
        each for each in found
        if sum(_area(other.place) for other in found if other is not each and _within(other.place, each.place))
        < 0.5 * _area(each.place)
    ]  # fmt: skip
    return sorted(found, key=lambda each: -_area(each.place))[:_MOST_LARGE]


def caption(window: Window, size: tuple[int, int]) -> str:
    """Kind, then bars, large parts with their places, small parts, states; no text content."""
    parts = []
    counts = Counter(each.role for each in window.elements)
    if counts["menu-bar"]:
        parts.append("a menu bar")
    if counts["tool-bar"]:
        parts.append("a toolbar" if counts["tool-bar"] < 3 else "toolbars")
    if counts["tab-list"]:
        parts.append("tabs")
    large = large_parts(window, size)
    told = [each for each in large if each.role != window.kind]  # that a map has a map is clear
    for each in sorted(told, key=lambda each: (each.place[0] * 3 // size[0], each.place[1] * 3 // size[1])):
        part = f"{a(NAMES[each.role])}{_side(each.place, size)}"
        if part not in parts:
            parts.append(part)
    if window.kind in FORMS or not large:
        parts += [f"{a(NAMES[role])}" if counts[role] == 1 else plural(NAMES[role]) for role in _SMALL if counts[role]]
    if counts["progress-bar"]:
        parts.append("a progress bar")
    if counts["status-bar"]:
        parts.append("a status bar")
    said = KINDS[window.kind]
    if parts:
        said += " with " + " , ".join(parts)
    if "modal" in window.states:
        said += " . a dialog lies over it"
    if "error" in window.states:
        said += " . it shows an error"
    if "loading" in window.states:
        said += " . it is loading"
    if "empty" in window.states:
        said += " . it is empty"
    return said


def questions(
    window: Window, pixels: NDArray[np.uint8], rng: random.Random, count: int, *, real: bool
) -> Iterator[tuple[str, str]]:
    """Questions with their answers, drawn by `rng`. `real`: of a program, whose states nobody labelled."""
    height, width = pixels.shape[:2]
    asked = [(rng.choice(_KIND), KINDS[window.kind]), (rng.choice(_COLOUR), main_colour(pixels))]
    asked.append((rng.choice(_DARK), "dark" if float(pixels.mean()) < 110 else "light"))
    if not real:
        asked += [
            (rng.choice(_ERROR), _yes("error" in window.states)),
            (rng.choice(_LOADING), _yes("loading" in window.states)),
            (rng.choice(_DIALOG), _yes("modal" in window.states)),
        ]
    asked.append((rng.choice(_FOREIGN), CAN_NOT_TELL))
    there = sorted({each.role for each in window.elements if each.role in NAMES})
    away = sorted(set(NAMES) - set(there) - ({"dialog", "picture", "article"} if real else set()))
    for role in rng.sample(there, min(4, len(there))):
        places = [each.place for each in window.elements if each.role == role]
        name = NAMES[role]
        asked.append((rng.choice((f"is there a {name}", f"does it have a {name}")), "yes"))
        where = f"where is the {name}"
        if len(places) == 1 or _area(max(places, key=_area)) > 3 * sorted(map(_area, places))[-2]:
            asked.append((where, position(max(places, key=_area), (width, height))))
        if role in _SMALL or role == "picture":
            asked.append((f"how many {plural(name)} are there", _number(len(places))))
    for role in rng.sample(away, min(4, len(away))):
        name = NAMES[role]
        asked.append((rng.choice((f"is there a {name}", f"does it have a {name}")), "no"))
        if rng.random() < 0.4:
            asked.append((f"where is the {name}", "there is none"))
        elif role in _SMALL and rng.random() < 0.4:
            asked.append((f"how many {plural(name)} are there", "none"))
    yield from rng.sample(asked, min(count, len(asked)))


def every_question() -> set[str]:
    """All that can be asked, but for what is never answered."""
    made = {*_KIND, *_ERROR, *_LOADING, *_DIALOG, *_COLOUR, *_DARK}
    for role, name in NAMES.items():
        made |= {f"is there a {name}", f"does it have a {name}", f"where is the {name}"}
        if role in _SMALL or role == "picture":
            made.add(f"how many {plural(name)} are there")
    return made


def position(place: Place, size: tuple[int, int]) -> str:
    """In words: thirds of the window by the middle of the part."""
    x, y = (place[0] + place[2]) / 2 / size[0], (place[1] + place[3]) / 2 / size[1]
    down = "top" if y < 1 / 3 else "bottom" if y > 2 / 3 else ""
    across = "left" if x < 1 / 3 else "right" if x > 2 / 3 else ""
    if down:
        return f"at the {down} {across}".strip()
    return f"on the {across}" if across else "in the middle"


def main_colour(pixels: NDArray[np.uint8]) -> str:
    """The name of the colour that most pixels have."""
    small = pixels[::4, ::4].reshape(-1, 3).astype(int)
    names = Counter(_colour(*each) for each in map(tuple, small[:: max(1, len(small) // 4000)]))
    return names.most_common(1)[0][0]


def _colour(red: int, green: int, blue: int) -> str:
    high, low = max(red, green, blue), min(red, green, blue)
    if high - low < 30 or (high - low) / max(high, 1) < 0.15:
        return "black" if high < 50 else "dark grey" if high < 110 else "grey" if high < 218 else "white"
    if high < 60:
        return "black"
    if high == red:
        hue = (60 * (green - blue) / (high - low)) % 360
    elif high == green:
        hue = 60 * (blue - red) / (high - low) + 120
    else:
        hue = 60 * (red - green) / (high - low) + 240
    if hue < 15 or hue >= 330:
        return "red"
    if hue < 45:
        return "orange" if high > 150 else "brown"
    for limit, name in ((70, "yellow"), (170, "green"), (260, "blue"), (330, "purple")):
        if hue < limit:
            return name
    return "red"


def vocabulary() -> list[str]:
    """Every word of every caption, question and answer."""
    texts: list[str] = [*KINDS.values(), *_KIND, *_ERROR, *_LOADING, *_DIALOG, *_COLOUR, *_DARK, *_FOREIGN]
    for name in NAMES.values():
        texts += [a(name), plural(name), f"is there a {name} does it have a {name} where is the {name}"]
    texts += ["how many are there", "none one two three four many", "yes no", CAN_NOT_TELL, "there is none",
              "toolbars tabs",
              "at the top left right bottom on the in the middle", "with , . ? a dialog lies over it shows an error",
              "it is loading empty", "black dark grey white red orange brown yellow green blue purple light",
              "caption"]  # fmt: skip
    return sorted({word for text in texts for word in text.split()})


def a(name: str) -> str:
    """With its article, where it takes one."""
    return name if name.startswith("text to") else f"a {name}"


def plural(name: str) -> str:
    """Of many."""
    return "row of tabs" if name.startswith("row") else name + ("es" if name.endswith("x") else "s")


def _number(count: int) -> str:
    return ("none", "one", "two", "three", "four")[count] if count < 5 else "many"


def _yes(true: bool) -> str:
    return "yes" if true else "no"


def _area(place: Place) -> int:
    return (place[2] - place[0]) * (place[3] - place[1])


def _within(inner: Place, outer: Place) -> bool:
    left, top = max(inner[0], outer[0]), max(inner[1], outer[1])
    right, bottom = min(inner[2], outer[2]), min(inner[3], outer[3])
    return right > left and bottom > top and (right - left) * (bottom - top) > 0.9 * _area(inner)


def _side(place: Place, size: tuple[int, int]) -> str:
    """Where a large part lies, if it leaves much of the window free."""
    width, height = (place[2] - place[0]) / size[0], (place[3] - place[1]) / size[1]
    x, y = (place[0] + place[2]) / 2 / size[0], (place[1] + place[3]) / 2 / size[1]
    if width < 0.6 and x < 0.4:
        return " on the left"
    if width < 0.6 and x > 0.6:
        return " on the right"
    if height < 0.6 and y < 0.4:
        return " at the top"
    if height < 0.6 and y > 0.6:
        return " at the bottom"
    return ""


def kind_said(text: str) -> str | None:
    """The kind that a caption or an answer names: the longest phrase that it begins with."""
    fitting: Sequence[str] = [kind for kind, phrase in KINDS.items() if text == phrase or text.startswith(phrase + " ")]
    return max(fitting, key=lambda kind: len(KINDS[kind]), default=None)
