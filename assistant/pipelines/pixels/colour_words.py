"""Colours that are measured from pixels, as they are said."""

from __future__ import annotations

from assistant.languages.words import NP_, _, p_

COLOURS = (
    NP_("colour", "black"), NP_("colour", "grey"), NP_("colour", "white"), NP_("colour", "red"),
    NP_("colour", "orange"), NP_("colour", "brown"), NP_("colour", "yellow"), NP_("colour", "green"),
    NP_("colour", "cyan"), NP_("colour", "blue"), NP_("colour", "purple"), NP_("colour", "pink"),
)  # fmt: skip
"""All that `colours` names."""


def named(colour: str) -> str:
    """`red` in the user's language; `colour`: one of COLOURS."""
    return p_("colour", colour)


def something(colour: str) -> str:
    """`something red`."""
    return _("something {colour}").format(colour=named(colour))
