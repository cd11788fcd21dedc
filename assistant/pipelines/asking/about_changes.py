"""What is new since the same place was seen before."""

from __future__ import annotations

from assistant.languages.words import _
from assistant.pipelines.asking.reply import Reply, told, unknown
from assistant.pipelines.view.things import View
from assistant.pipelines.watching.compare import differences


def changed(view: View) -> Reply:
    """Windows, messages, the focus, states and values, then texts, in the order in which they matter."""
    if view.old is None:
        return unknown(_("This is the first look, so there is nothing to compare it with"))
    claims = differences(view.old, view.scene)
    if not claims:
        return told(_("Nothing has changed that I can find"), source="tree" if view.has_tree else "text")
    return Reply(claims)
