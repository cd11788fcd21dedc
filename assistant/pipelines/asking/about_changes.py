"""What is new since the same place was seen before."""

from __future__ import annotations

from assistant.pipelines.asking.reply import Reply, quoted, told, unknown
from assistant.pipelines.asking.view import View
from assistant.pipelines.tell_element import FIELDS, element
from assistant.pipelines.wording import sentence
from assistant.types import Claim
from models.types import Box

_COMPARED = frozenset(
    """text label paragraph heading list-item cell button link status-bar alert notification tree-item image""".split()
)
_MOST = 5  # changes that are told one by one


def changed(view: View) -> Reply:
    """New windows, texts and values first, then what is gone."""
    if view.old is None:
        return unknown("This is the first look, so there is nothing to compare it with")
    before = View(view.old)
    titles = [window.window.title for window in before.windows]
    news = [
        f"New: the window {window.window.title}"
        for window in view.windows
        if window.window.title and window.window.title not in titles
    ]
    news += [
        f"Gone: the window {title}" for title in titles if title and title not in [w.window.title for w in view.windows]
    ]
    old_text, new_text = _texts(before), _texts(view)
    boxes: dict[str, Box | None] = {}
    for thing in view.things:
        boxes.setdefault(thing.text, thing.box)
    old_values, new_values = _values(before), _values(view)
    for name, value in new_values.items():
        if name in old_values and old_values[name] != value:
            news.append(f"Changed: {value[0].upper()}{value[1:]}")
    fields = set(new_values.values()) | set(old_values.values())
    added = [text for text in new_text if text not in old_text and text not in fields]
    gone = [text for text in old_text if text not in new_text and text not in fields]
    news += [f"New: {quoted(text)}" for text in added]
    news += [f"Gone: the text that said {text}" for text in gone]
    if not news:
        return told("Nothing has changed that I can find", source="tree" if view.has_tree else "text")
    claims = [Claim(sentence(text), "tree" if view.has_tree else "text") for text in news[:_MOST]]
    if len(news) > _MOST:
        claims.append(Claim(f"And {len(news) - _MOST} more changes.", "tree"))
    return Reply(tuple(claims))


def _texts(view: View) -> dict[str, None]:
    return {
        thing.text: None for thing in view.things
        if thing.text and thing.role not in FIELDS and thing.role in _COMPARED
    }  # fmt: skip


def _values(view: View) -> dict[str, str]:
    return {
        f"{thing.role} {thing.name}": element(thing.node)
        for thing in view.things
        if thing.node is not None and thing.role in FIELDS | {"progress-bar"} and thing.name and not thing.secret
    }
