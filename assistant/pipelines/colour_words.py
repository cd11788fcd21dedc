"""Colours that are measured from pixels, as they are said."""

from __future__ import annotations

from assistant.languages.words import N_, _

COLOURS = (
    N_("black"), N_("grey"), N_("white"), N_("red"), N_("orange"), N_("brown"), N_("yellow"), N_("green"), N_("cyan"),
    N_("blue"), N_("purple"), N_("pink"),
)  # fmt: skip
"""All that `asking.colours` names."""


def something(colour: str) -> str:
    """`something red`; `colour`: one of COLOURS."""
    return _("something {colour}").format(colour=_(colour))
