"""What is known of a rendered window: its kind, its state, and the elements in it with their places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

Place: TypeAlias = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels of the window's picture."""

KINDS = {
    "editor": "a text editor",
    "terminal": "a terminal",
    "files": "a file manager",
    "picture": "a picture viewer",
    "document": "a document",
    "spreadsheet": "a spreadsheet",
    "slides": "a presentation editor",
    "mail": "a mail program",
    "chat": "a chat",
    "music": "a music player",
    "video": "a video player",
    "calculator": "a calculator",
    "settings": "a settings window",
    "processes": "a system monitor",
    "calendar": "a calendar",
    "drawing": "a drawing program",
    "map": "a map",
    "chart": "a chart",
    "game": "a game",
    "message": "a message dialog",
    "file-dialog": "a file dialog",
    "form": "a form",
    "login": "a login form",
    "article": "an article on the web",
    "shop": "a web shop",
    "results": "a page of search results",
    "page": "a web page",
    "window": "a window",
}
"""The kinds of windows and how a caption calls them; `window` where it is none of the others."""

STATES = ("error", "loading", "empty", "modal")
"""`modal`: a dialog lies over the window's other content."""

ROLES = frozenset(
    """menu-bar tool-bar tab-list list tree table text-field text-area button check-box radio-button combo-box slider
    picture status-bar progress-bar heading link article terminal chart map video board dialog""".split()
)
"""`article`: running text to be read; `text-area`: text to be edited; `board`: where a game is played;
`picture`: photos and drawings, of at least 40 pixels, never icons."""


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a window that can be seen. `role` is one of ROLES."""

    role: str
    place: Place


@dataclass(frozen=True, slots=True)
class Window:
    """`kind` is one of KINDS; `states` holds words of STATES."""

    kind: str
    elements: tuple[Element, ...]
    states: frozenset[str] = frozenset()
