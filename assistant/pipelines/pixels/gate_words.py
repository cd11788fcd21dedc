"""Gates that need no look at the pixels, and what is said of a desktop that shows no window. No numpy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.languages.wording import cleaned, joined, sentence
from assistant.languages.words import _, n_
from assistant.types import Gate, WindowInfo


def locked() -> Gate:
    """For a screen of which the desktop says that it is locked or that its screen saver is on."""
    return Gate(
        "locked",
        _(
            "The screen is locked, or its screen saver is on. Press a key; if a password is asked for, type it and "
            "press Enter."
        ),
        final=False,
    )


def no_windows() -> Gate:
    """For a desktop without any window."""
    return Gate("no-windows", _("No window is open; this is the empty desktop."), final=False)


def all_hidden(hidden: Sequence[WindowInfo]) -> str:
    """For a desktop that has windows, none of which can be seen."""
    titles = [cleaned(window.title) or cleaned(window.app) or _("one without a title") for window in hidden]
    if all(window.minimised for window in hidden):
        words = n_("The only window is minimised: {titles}", "All windows are minimised: {titles}", len(hidden))
    else:
        words = _("No window can be seen; some are minimised or lie outside the screen: {titles}")
    return sentence(words.format(titles=joined(titles)))


def with_tree(gate: Gate) -> Gate:
    """The gate where the programs say what the picture does not show: nothing needs to be turned off then."""
    if gate.code not in ("black", "curtain"):
        return gate
    return replace(gate, spoken=_("The picture is black; this is what the programs say."))
