"""What models recognised in a window, as claims that say so: always as a guess."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.boxes import around
from assistant.languages.wording import LIST_LIMIT, joined, sentence
from assistant.languages.words import N_, _
from assistant.pipelines.telling.looks_words import icon_name, kind_name, part_name
from assistant.types import Claim, Length, SceneWindow
from models.protocols import Found

_STATES = {
    "it shows an error": N_("It probably shows an error."),
    "it is loading": N_("It is probably still loading."),
    "it is empty": N_("It is probably empty."),
    "a dialog lies over it": N_("A dialog probably lies over it."),
}
_VAGUE = "a window"


def likeness_claims(window: SceneWindow) -> Iterator[Claim]:
    """`By its looks, this is probably a file manager, with a toolbar and a list on the left.`"""
    if not window.likeness:
        return
    kind, *rest = window.likeness
    parts = [each for each in rest if each.label not in _STATES]
    box = window.window.box
    told = [kind, *parts]
    if kind.label != _VAGUE:
        words = (
            _("By its looks, this is probably {kind}, with {parts}.")
            if parts
            else _("By its looks, this is probably {kind}.")
        )
        text = words.format(kind=kind_name(kind.label), parts=_all(parts))
        yield Claim(text, "caption", _least(told), box)
    elif parts:
        text = _("By its looks, it has probably {parts}.").format(parts=_all(parts))
        yield Claim(text, "caption", _least(told), box)
    for each in rest:
        if each.label in _STATES:
            yield Claim(_(_STATES[each.label]), "caption", each.score, box)


def icon_claims(window: SceneWindow, length: Length) -> Iterator[Claim]:
    """`Without a name, by their icons: probably settings and search.` Those of one name are told once."""
    in_tree = [icon for icon in window.icons if icon.role]
    drawn = [icon for icon in window.icons if not icon.role]
    for words, icons in (
        (_("Without a name, by their icons: probably {names}"), in_tree),
        (_("Icons: probably {names}"), drawn),
    ):
        if icons and length is not Length.BRIEF:
            names = list(dict.fromkeys(icon_name(icon.label) for icon in icons))
            text = words.format(names=joined(names, limit=LIST_LIMIT[length]))
            yield Claim(sentence(text), "icon", min(icon.score for icon in icons), around(icon.box for icon in icons))


def icon_at(window: SceneWindow, x: float, y: float) -> Claim | None:
    """What the icon at a point probably is."""
    icon = next((icon for icon in window.icons if icon.box.contains(x, y)), None)
    if icon is None:
        return None
    text = _("By its icon, it is probably: {name}.").format(name=icon_name(icon.label))
    return Claim(text, "icon", icon.score, icon.box)


def _all(parts: Sequence[Found]) -> str:
    return joined([part_name(each.label) for each in parts])


def _least(told: Sequence[Found]) -> float:
    return min(each.score for each in told)
