"""What is on the screen? All there is, short or read out, as where the screen is described and not asked about."""

from __future__ import annotations

from assistant.languages.words import _
from assistant.pipelines.asking.reply import Reply, unknown
from assistant.pipelines.look import Seen, left_out
from assistant.pipelines.request import Request
from assistant.pipelines.telling import narrate
from assistant.pipelines.understanding.wanted import Wanted
from assistant.types import Claim, Length


def whole(wanted: Wanted, seen: Seen, request: Request) -> Reply:
    """All there is, short or read out."""
    claims: list[Claim] = []
    if seen.gate is not None:
        claims.append(Claim(seen.gate.spoken, "gate", kind="gate"))
    claims += (Claim(note, "gate", kind="note") for note in left_out(request.frame))
    if wanted.kind == "read-all":
        claims += narrate.reading(seen.scene)
    else:
        claims += narrate.opening(seen.snapshot, request.frame.target, request.frame.window_title)
        claims += narrate.body(seen.scene, Length.NORMAL)
    if not claims:
        return unknown(_("Nothing could be read or recognised here"))
    return Reply(tuple(claims))
