"""What answers call the sorts of elements, in the user's language: one of them, several, none, so many.

The key is the English word: of a `Sort`, of a role (`telling.element.word`), or of a part such as "line".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from assistant.languages.words import NP_, n_, p_

_COUNTED: Mapping[str, Callable[[int], str]] = {
    "box": lambda n: n_("{count} box", "{count} boxes", n),
    "button": lambda n: n_("{count} button", "{count} buttons", n),
    "cell": lambda n: n_("{count} cell", "{count} cells", n),
    "check box": lambda n: n_("{count} check box", "{count} check boxes", n),
    "choice": lambda n: n_("{count} choice", "{count} choices", n),
    "column": lambda n: n_("{count} column", "{count} columns", n),
    "control": lambda n: n_("{count} control", "{count} controls", n),
    "dialog": lambda n: n_("{count} dialog", "{count} dialogs", n),
    "document": lambda n: n_("{count} document", "{count} documents", n),
    "drawing": lambda n: n_("{count} drawing", "{count} drawings", n),
    "element": lambda n: n_("{count} element", "{count} elements", n),
    "entry": lambda n: n_("{count} entry", "{count} entries", n),
    "field": lambda n: n_("{count} field", "{count} fields", n),
    "file": lambda n: n_("{count} file", "{count} files", n),
    "heading": lambda n: n_("{count} heading", "{count} headings", n),
    "icon": lambda n: n_("{count} icon", "{count} icons", n),
    "item": lambda n: n_("{count} item", "{count} items", n),
    "line": lambda n: n_("{count} line", "{count} lines", n),
    "link": lambda n: n_("{count} link", "{count} links", n),
    "list": lambda n: n_("{count} list", "{count} lists", n),
    "list item": lambda n: n_("{count} list item", "{count} list items", n),
    "menu": lambda n: n_("{count} menu", "{count} menus", n),
    "menu item": lambda n: n_("{count} menu item", "{count} menu items", n),
    "message": lambda n: n_("{count} message", "{count} messages", n),
    "number field": lambda n: n_("{count} number field", "{count} number fields", n),
    "option": lambda n: n_("{count} option", "{count} options", n),
    "paragraph": lambda n: n_("{count} paragraph", "{count} paragraphs", n),
    "password field": lambda n: n_("{count} password field", "{count} password fields", n),
    "picture": lambda n: n_("{count} picture", "{count} pictures", n),
    "progress bar": lambda n: n_("{count} progress bar", "{count} progress bars", n),
    "result": lambda n: n_("{count} result", "{count} results", n),
    "row": lambda n: n_("{count} row", "{count} rows", n),
    "section": lambda n: n_("{count} section", "{count} sections", n),
    "sentence": lambda n: n_("{count} sentence", "{count} sentences", n),
    "slider": lambda n: n_("{count} slider", "{count} sliders", n),
    "status bar": lambda n: n_("{count} status bar", "{count} status bars", n),
    "step": lambda n: n_("{count} step", "{count} steps", n),
    "switch": lambda n: n_("{count} switch", "{count} switches", n),
    "tab": lambda n: n_("{count} tab", "{count} tabs", n),
    "table": lambda n: n_("{count} table", "{count} tables", n),
    "table cell": lambda n: n_("{count} table cell", "{count} table cells", n),
    "terminal": lambda n: n_("{count} terminal", "{count} terminals", n),
    "text": lambda n: n_("{count} text", "{count} texts", n),
    "text field": lambda n: n_("{count} text field", "{count} text fields", n),
    "tool bar": lambda n: n_("{count} tool bar", "{count} tool bars", n),
    "tree": lambda n: n_("{count} tree", "{count} trees", n),
    "tree item": lambda n: n_("{count} tree item", "{count} tree items", n),
    "video": lambda n: n_("{count} video", "{count} videos", n),
    "window": lambda n: n_("{count} window", "{count} windows", n),
}
_NONE: Mapping[str, str] = {
    "box": NP_("there is", "no box"), "button": NP_("there is", "no button"), "cell": NP_("there is", "no cell"),
    "check box": NP_("there is", "no check box"), "choice": NP_("there is", "no choice"),
    "column": NP_("there is", "no column"), "control": NP_("there is", "no control"),
    "dialog": NP_("there is", "no dialog"), "entry": NP_("there is", "no entry"), "field": NP_("there is", "no field"),
    "file": NP_("there is", "no file"), "heading": NP_("there is", "no heading"), "icon": NP_("there is", "no icon"),
    "item": NP_("there is", "no item"), "line": NP_("there is", "no line"), "link": NP_("there is", "no link"),
    "list": NP_("there is", "no list"), "menu": NP_("there is", "no menu"),
    "menu item": NP_("there is", "no menu item"), "message": NP_("there is", "no message"),
    "option": NP_("there is", "no option"), "paragraph": NP_("there is", "no paragraph"),
    "picture": NP_("there is", "no picture"), "progress bar": NP_("there is", "no progress bar"),
    "row": NP_("there is", "no row"), "section": NP_("there is", "no section"),
    "sentence": NP_("there is", "no sentence"), "slider": NP_("there is", "no slider"),
    "status bar": NP_("there is", "no status bar"), "switch": NP_("there is", "no switch"),
    "tab": NP_("there is", "no tab"), "table": NP_("there is", "no table"), "text": NP_("there is", "no text"),
    "text field": NP_("there is", "no text field"), "tool bar": NP_("there is", "no tool bar"),
    "window": NP_("there is", "no window"),
}  # fmt: skip
"""After "there is" and "I find": in German in the accusative."""


def counted(count: int, noun: str) -> str:
    """`1 button`, `3 buttons`."""
    return _COUNTED[noun](count).format(count=count)


def one(noun: str) -> str:
    """`button`."""
    return _COUNTED[noun](1).removeprefix("{count} ")


def several(noun: str) -> str:
    """`buttons`."""
    return _COUNTED[noun](2).removeprefix("{count} ")


def none(noun: str) -> str:
    """`no button`."""
    return p_("there is", _NONE[noun])
