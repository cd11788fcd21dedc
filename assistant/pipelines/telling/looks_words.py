"""How the built-in model of windows calls their kinds and parts, so that they can be said in the user's language."""

from __future__ import annotations

from assistant.languages.words import N_, NP_, _, p_

_KIND, _PART = "window by its looks", "part by its looks"
# as export/train/screens calls them; what another model says stays as it is
KINDS = (
    NP_("window by its looks", "a text editor"), NP_("window by its looks", "a terminal"),
    NP_("window by its looks", "a file manager"), NP_("window by its looks", "a picture viewer"),
    NP_("window by its looks", "a document"), NP_("window by its looks", "a spreadsheet"),
    NP_("window by its looks", "a presentation editor"), NP_("window by its looks", "a mail program"),
    NP_("window by its looks", "a chat"), NP_("window by its looks", "a music player"),
    NP_("window by its looks", "a video player"), NP_("window by its looks", "a calculator"),
    NP_("window by its looks", "a settings window"), NP_("window by its looks", "a system monitor"),
    NP_("window by its looks", "a calendar"), NP_("window by its looks", "a drawing program"),
    NP_("window by its looks", "a map"), NP_("window by its looks", "a chart"), NP_("window by its looks", "a game"),
    NP_("window by its looks", "a message dialog"), NP_("window by its looks", "a file dialog"),
    NP_("window by its looks", "a form"), NP_("window by its looks", "a login form"),
    NP_("window by its looks", "an article on the web"), NP_("window by its looks", "a web shop"),
    NP_("window by its looks", "a page of search results"), NP_("window by its looks", "a web page"),
)  # fmt: skip
PARTS = (
    NP_("part by its looks", "a menu bar"), NP_("part by its looks", "menu bars"),
    NP_("part by its looks", "a toolbar"), NP_("part by its looks", "toolbars"), NP_("part by its looks", "a list"),
    NP_("part by its looks", "lists"), NP_("part by its looks", "a tree"), NP_("part by its looks", "trees"),
    NP_("part by its looks", "a table"), NP_("part by its looks", "tables"), NP_("part by its looks", "a text field"),
    NP_("part by its looks", "text fields"), NP_("part by its looks", "a text area"),
    NP_("part by its looks", "text areas"), NP_("part by its looks", "a button"), NP_("part by its looks", "buttons"),
    NP_("part by its looks", "a check box"), NP_("part by its looks", "check boxes"),
    NP_("part by its looks", "a radio button"), NP_("part by its looks", "radio buttons"),
    NP_("part by its looks", "a combo box"), NP_("part by its looks", "combo boxes"),
    NP_("part by its looks", "a slider"), NP_("part by its looks", "sliders"), NP_("part by its looks", "a picture"),
    NP_("part by its looks", "pictures"), NP_("part by its looks", "a terminal"),
    NP_("part by its looks", "terminals"), NP_("part by its looks", "a chart"), NP_("part by its looks", "charts"),
    NP_("part by its looks", "a map"), NP_("part by its looks", "maps"), NP_("part by its looks", "a video"),
    NP_("part by its looks", "videos"), NP_("part by its looks", "a game board"),
    NP_("part by its looks", "game boards"), NP_("part by its looks", "a row of tabs"),
    NP_("part by its looks", "text to read"), NP_("part by its looks", "a status bar"),
    NP_("part by its looks", "a progress bar"), NP_("part by its looks", "a dialog"),
)  # fmt: skip
_SIDES = {
    " on the left": N_("{part} on the left"), " on the right": N_("{part} on the right"),
    " at the top": N_("{part} at the top"), " at the bottom": N_("{part} at the bottom"),
}  # fmt: skip


def kind_name(label: str) -> str:
    """`a file manager`."""
    return p_(_KIND, label)


def part_name(label: str) -> str:
    """`a list on the left`."""
    for tail, message in _SIDES.items():
        if label.endswith(tail):
            return _(message).format(part=p_(_PART, label.removesuffix(tail)))
    return p_(_PART, label)


def icon_name(label: str) -> str:
    """A label of the built-in model of icons, resources/models/icons/labels.json."""
    return p_("icon", label)
