"""Go there, press it: which thing is meant, and where it is."""

from __future__ import annotations

from dataclasses import replace

from assistant.languages.words import _
from assistant.pipelines.asking import follow
from assistant.pipelines.asking.about_places import candidates
from assistant.pipelines.asking.follow import Memory
from assistant.pipelines.asking.reply import Reply, told
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.place import has_place, place
from assistant.pipelines.view.things import View


def act(wanted: Wanted, view: View, memory: Memory) -> Reply:
    """What is to be done is said first; the app does it."""
    found = (
        candidates(wanted, view, sort=wanted.sort)
        if wanted.subject or wanted.sort
        else [memory.it]
        if memory.it
        else []
    )
    target = found[0] if found else None
    if target is None:
        said = _("I cannot find {name} here").format(name=wanted.subject)
        return told(said, source="gate", outcome="unknown") if wanted.subject else follow.unclear()
    if target.box is None or not has_place(target, view):
        said = _("I know no place for {name}, so I cannot go there").format(name=target.name)
        return told(said, source="gate", outcome="unknown")
    if target.name:
        said = _("{thing} is {place}").format(thing=target.name, place=place(target, view))
    else:
        said = _("It is {place}").format(place=place(target, view))
    reply = told(said, source=target.source, box=target.box, found=(target,))
    memory.reply = reply
    return replace(reply, outcome="command", command=wanted.command)
