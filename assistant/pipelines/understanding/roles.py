"""What people call the elements of a screen."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.pipelines.telling.element import BUTTONS

PRESSED = BUTTONS | {"link", "tab", "menu", "menu-item"}
"""What does something when it is pressed."""


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of element: its everyday word, and the roles of the tree that it covers."""

    noun: str
    roles: frozenset[str]
    picks: bool = False
    """Whether the user chooses or types there."""


def _sort(noun: str, roles: str, *, picks: bool = False) -> Sort:
    return Sort(noun, frozenset(roles.split()), picks)


BUTTON = _sort("button", "button toggle-button", picks=True)
FIELD = _sort("field", "text-field password-field combo-box spin-button slider", picks=True)
TEXT_FIELD = _sort("text field", "text-field password-field spin-button", picks=True)
CHECK = _sort("check box", "check-box switch", picks=True)
OPTION = _sort("option", "radio-button check-box switch", picks=True)
ITEM = _sort("item", "list-item tree-item icon menu-item", picks=True)
HEADING = _sort("heading", "heading")
PICTURE = _sort("picture", "image canvas video")
ROW = _sort("row", "row")
COLUMN = _sort("column", "column-header")
DIALOG = _sort("dialog", "dialog alert")
WINDOW = _sort("window", "window dialog")
TEXT = _sort("text", "text label paragraph heading")
PARAGRAPH = _sort("paragraph", "paragraph")

_WORDS: tuple[tuple[str, Sort], ...] = (
    (r"(?:push )?buttons?", BUTTON),
    (r"(?:hyper)?links?", _sort("link", "link", picks=True)),
    (r"check boxe?s?|tick boxe?s?", CHECK),
    (r"radio buttons?", _sort("option", "radio-button", picks=True)),
    (r"(?:text|input|edit|entry) (?:fields?|boxe?s?|areas?)|text inputs?", TEXT_FIELD),
    (r"fields?|inputs?|form fields?|edits?", FIELD),
    (r"combo boxe?s?|drop downs?(?: lists?| menus?)?|choosers?", _sort("choice", "combo-box", picks=True)),
    (r"box(?:es)?", _sort("box", "check-box switch text-field password-field combo-box spin-button", picks=True)),
    (r"switch(?:es)?|toggles?", _sort("switch", "switch toggle-button check-box", picks=True)),
    (r"sliders?", _sort("slider", "slider", picks=True)),
    (r"progress bars?", _sort("progress bar", "progress-bar")),
    (r"menus?", _sort("menu", "menu", picks=True)),
    (r"menu (?:items?|entries|entry|commands?)", _sort("menu item", "menu-item menu", picks=True)),
    (r"tabs?", _sort("tab", "tab", picks=True)),
    (r"headings?|headlines?|headers?", HEADING),
    (r"pictures?|images?|photos?|photographs?|drawings?|illustrations?|graphics?", PICTURE),
    (r"icons?", _sort("icon", "icon image")),
    (r"lists?", _sort("list", "list tree")),
    (r"list items?|items?|entries|entry|elements?", ITEM),
    (r"files?|folders?", _sort("file", "list-item tree-item icon cell")),
    (r"options?|choices", OPTION),
    (r"tables?|grids?|spread ?sheets?", _sort("table", "table")),
    (r"rows?", ROW),
    (r"columns?", COLUMN),
    (r"cells?", _sort("cell", "cell row-header column-header")),
    (r"paragraphs?", PARAGRAPH),
    (r"dialogs?|dialog boxe?s?|pop ups?|message boxe?s?|prompts?", DIALOG),
    (r"windows?", WINDOW),
    (r"tool bars?", _sort("tool bar", "tool-bar")),
    (r"status bars?", _sort("status bar", "status-bar")),
    (r"controls?", _sort("control", "button toggle-button link text-field password-field combo-box spin-button "
                                    "slider "
                         "check-box radio-button switch tab", picks=True)),
)  # fmt: skip
ROLE_WORD = "|".join(pattern for pattern, _ in sorted(_WORDS, key=lambda pair: -len(pair[0])))
_WHOLE = [(re.compile(pattern), sort) for pattern, sort in _WORDS]


def sort_of(words: str) -> Sort | None:
    """The sort that a phrase such as "check boxes" names as a whole."""
    return next((sort for pattern, sort in _WHOLE if pattern.fullmatch(words)), None)


def split(subject: str) -> tuple[str, Sort | None]:
    """ "save button" or "button save" as ("save", BUTTON); a phrase without such a word as it is."""
    every = subject.split()
    for count in (3, 2, 1):
        for head, tail in ((every[:-count], every[-count:]), (every[count:], every[:count])):
            sort = sort_of(" ".join(tail)) if len(tail) == count else None
            if sort is not None:
                name = " ".join(head)
                for lead in ("called ", "named ", "labelled ", "for ", "of ", "with "):
                    name = name.removeprefix(lead)
                return name, sort
    return subject, None
