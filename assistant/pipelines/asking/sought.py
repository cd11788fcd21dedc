"""What is to be found on the screen: by its name or text as in any question, else by its colour or in a picture."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.pipelines.asking.about_places import candidates
from assistant.pipelines.asking.reply import Reply, told
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.things import Thing, View
from assistant.types import Frame
from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.asking.on_screen import Spot
    from assistant.pipelines.seeking.seeker import Seeker
    from assistant.pipelines.seeking.wanted import Sought

LEAD = "lead"
"""The command of an answer to whose place the user asked to be led."""
_LED = re.compile(r"(?:find|locate|search for|look for|point me to|guide me to|lead me to) ")


def reply(
    wanted: Wanted, literal: Reply | None, view: View, frame: Frame, *,
    seekers: Callable[[Sought], Seeker | None], cancel: CancelToken,
) -> Reply | None:  # fmt: skip
    """To a question of kind "where": `literal`, what names and text say, unless the pixels know it better. With the
    command LEAD where the words ask to be led to it. Raises Cancelled."""
    from assistant.pipelines.asking import on_screen
    from assistant.pipelines.seeking.wanted import parse

    known = literal is not None and literal.outcome != "unknown"
    found = literal if known and candidates(wanted, view, sort=wanted.sort) else None
    sought = parse(wanted.text)
    if sought is not None and (not known or sought.colour):
        spot = on_screen.find(view.scene, sought, frame=frame, seeker=seekers(sought), cancel=cancel)
        found = _told(spot, sought) if spot.found else found
    if found is None:
        return literal
    is_one = bool(wanted.subject) or len(found.found) == 1
    return replace(found, command=LEAD) if is_one and _LED.match(wanted.text) else found


def _told(spot: Spot, sought: Sought) -> Reply:
    thing = Thing(sought.said, "image", spot.source, spot.box, score=spot.confidence)
    guessed = spot.source in ("object", "caption")
    return told(
        spot.text, source=spot.source, score=spot.confidence, box=spot.box, found=[thing],
        outcome="guessed" if guessed else "answered",
    )  # fmt: skip
