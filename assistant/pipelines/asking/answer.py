"""Who answers which kind, from the tree and the text."""

from __future__ import annotations

from assistant.pipelines.asking import (
    about_changes,
    about_controls,
    about_facts,
    about_pictures,
    about_places,
    about_rows,
    about_states,
    about_text,
    about_values,
    about_windows,
)
from assistant.pipelines.asking.about_pictures import Pixels
from assistant.pipelines.asking.reply import Reply
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.things import View

VISUAL = frozenset(("picture", "colour"))


_OF_ROWS = frozenset(("value", "when", "who", "total", "other", "where", "controls"))


def answer(wanted: Wanted, view: View, pixels: Pixels) -> Reply | None:
    """The literal answer; None where the tree and the text hold none."""
    reply = _by_kind(wanted, view, pixels)
    if reply is not None and reply.outcome != "unknown":
        return reply
    if wanted.kind in _OF_ROWS:
        of_rows = about_rows.of_question(wanted, view) or about_states.group_choice(wanted.text, view)
        return of_rows or _of_windows(wanted, view) or reply
    if wanted.kind == "count" and reply is None:
        return about_rows.counted_rows(wanted, view)
    return reply


def _of_windows(wanted: Wanted, view: View) -> Reply | None:
    return about_windows.contents(wanted, view) if wanted.kind in ("value", "other") else None


def _by_kind(wanted: Wanted, view: View, pixels: Pixels) -> Reply | None:
    match wanted.kind:
        case "where":
            return about_places.where(wanted, view)
        case "exists":
            return about_places.exists(wanted, view)
        case "controls":
            return about_controls.controls(wanted, view)
        case "choices":
            return about_controls.choices(wanted, view)
        case "count":
            return about_controls.count(wanted, view)
        case "state":
            return about_states.state(wanted, view)
        case "checked":
            return about_states.checked(wanted, view)
        case "selected":
            return about_states.selected(wanted, view)
        case "focus":
            return about_states.focus(view)
        case "title":
            return about_text.name(view)
        case "dialog":
            return about_text.dialog(view)
        case "error":
            return about_text.error(wanted, view)
        case "paragraph":
            return about_text.part(wanted, view)
        case "row":
            return about_text.row(wanted, view)
        case "value":
            return about_values.value(wanted, view)
        case "total":
            return about_facts.total(wanted, view)
        case "when":
            return about_facts.when(wanted, view)
        case "who":
            return about_facts.who(wanted, view)
        case "changed":
            return about_changes.changed(view)
        case "colour":
            return about_pictures.colour(wanted, view, pixels)
        case "picture":
            return about_pictures.picture(wanted, view)
    return None
