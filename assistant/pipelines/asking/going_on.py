"""Requests that begin something which goes on: watching, and seeking with the camera. The app carries them out."""

from __future__ import annotations

from assistant.pipelines.understanding.wanted import Wanted
from assistant.types import Target


def find(text: str, target: Target) -> Wanted | None:
    """The command "watch", "end-watch" or "seek"; None where the words ask for something else."""
    from assistant.pipelines.seeking.wanted import parse as parse_sought
    from assistant.pipelines.watching.wanted import Kind, parse

    watched = parse(text)
    if watched is not None:
        return Wanted("command", text, command="end-watch" if watched.kind is Kind.STOP else "watch")
    sought = parse_sought(text)
    by_camera = sought is not None and (
        sought.where == "camera" or (target is Target.CAMERA and sought.where != "screen")
    )
    return Wanted("command", text, command="seek") if by_camera else None
