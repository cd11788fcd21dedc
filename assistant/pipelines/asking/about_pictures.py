"""Pictures and colours: what the programs call them, and what can be measured in their pixels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.languages.wording import capital, quoted
from assistant.languages.words import ENGLISH, _, n_
from assistant.pipelines.asking.about_places import candidates
from assistant.pipelines.asking.reply import Reply, about, told, unknown
from assistant.pipelines.pixels.colour_words import named
from assistant.pipelines.telling.element import noun
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.find import find
from assistant.pipelines.view.place import spot
from assistant.pipelines.view.things import View
from assistant.types import Claim
from models.types import Box

if TYPE_CHECKING:
    from models.types import RgbImage

Pixels = Callable[[Box | None], "RgbImage"]
"""The pixels in a box of the frame; None for all of it."""


def colour(wanted: Wanted, view: View, pixels: Pixels) -> Reply | None:
    """The measured colours of an element, a picture or everything."""
    from assistant.pipelines.pixels import colours

    if not wanted.subject and wanted.sort is None:
        image = pixels(view.active.window.box if view.active is not None else None)
        if wanted.yes_no:
            return None
        found = colours.shares(image)
        if not found:
            return None
        if wanted.of == "text":
            return None
        if wanted.of == "background":
            return told(_("The background is {colour}").format(colour=named(found[0][0])), source="object")
        text = _("The main colour is {colour}; all in all it is {colours}")
        return told(text.format(colour=named(found[0][0]), colours=colours.words(image)), source="object")
    boxes = [
        (thing.box, _("the {role} {name}").format(role=noun(thing.role), name=thing.name), thing)
        for thing in candidates(wanted, view, sort=wanted.sort)
        if thing.box is not None
        and thing.source == "tree"
        and thing.role not in ("label", "text", "paragraph", "heading")
    ]
    if wanted.sort is not None and wanted.sort.noun == "picture" and not wanted.subject and not boxes:
        pictures = [box for box, _name in view.pictures] or (
            [Box(0, 0, view.scene.width, view.scene.height)] if not view.windows else []
        )
        part = pixels(pictures[0]) if pictures else None
        said = colours.words(part) if part is not None else ""
        text = _("The picture is {colours}").format(colours=said)
        return told(text, source="object", box=pictures[0]) if said else None
    if not boxes:
        return None
    box, name, thing = boxes[0]
    said = colours.words(pixels(box))
    if not said:
        return None
    if wanted.yes_no:
        asked = colours.ALSO.get(wanted.of, wanted.of)
        first = next(iter(colours.shares(pixels(box))))[0]
        text = _("Yes, {thing} is {colours}.") if asked == first else _("No, {thing} is {colours}.")
        text = text.format(thing=name, colours=said)
    else:
        text = _("{thing} is {colours}.").format(thing=capital(name), colours=said)
    return Reply((Claim(text, "object", 0.9, box),), found=(thing,))


def picture(wanted: Wanted, view: View) -> Reply | None:
    """How many pictures there are, what their programs call them, and where they are."""
    things = [thing for thing in view.in_active() if thing.role in ("image", "canvas", "video")]
    named = [thing for thing in things if thing.name]
    if _asks_more(wanted.text) or wanted.language != ENGLISH:
        # whether anybody is in it, and the like: a name that says so is quoted, else the models have the word
        return _by_name(wanted, view)
    if not named:
        return None
    names = ", ".join(quoted(thing.name) for thing in named[:6])
    if len(named) == 1:
        thing = named[0]
        text = _("The program calls the picture {name}").format(name=quoted(thing.name))
        if thing.box is not None and view.active is not None:
            text = _("The program calls the picture {name}, {place}").format(
                name=quoted(thing.name), place=spot(thing.box, view.active.window.box)
            )
        return about(text, thing)
    text = n_("{count} picture; the programs call them {names}", "{count} pictures; the programs call them {names}",
              len(things))  # fmt: skip
    return about(text.format(count=len(things), names=names), *named)


def _by_name(wanted: Wanted, view: View) -> Reply | None:
    words = [word for word in wanted.text.split() if word in _PEOPLE]
    named = [thing for thing in view.things if thing.role in ("image", "canvas", "video") and thing.name]
    if words:
        for thing in named:
            if any(word in thing.words for word in _PEOPLE):
                text = _("By its name, perhaps: the program calls the picture {name}").format(name=quoted(thing.name))
                return about(text, thing)
    sign = "sign" in wanted.text.split()
    if sign:
        found = find("sign", named)
        if found:
            text = _("The program calls the picture {name}").format(name=quoted(found[0].name))
            return about(text, found[0])
    return None


_PEOPLE = frozenset(
    "people person man woman child men women children girl boy anyone anybody someone somebody crowd face".split()
)


def _asks_more(text: str) -> bool:
    return any(
        word in text.split() for word in (*_PEOPLE, "many", "wearing", "standing", "behind", "smiling", "sign", "who")
    )


def no_models(wanted: Wanted, view: View) -> Reply:
    """What is left to say of a picture where no model is installed."""
    if (
        not view.pictures
        and view.windows
        and not any(thing.role in ("image", "canvas", "video") for thing in view.things)
    ):
        return told(_("I find no picture here, so I can't tell"), source="tree", outcome="unknown")
    return unknown(_("That needs a model that answers questions about pictures, and none is installed"))
