"""Finds a thing on the screen: by what programs call it, by text, by icons; in the pictures it shows, by sight."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.languages.wording import capital, cleaned, sentence
from assistant.languages.words import N_, _
from assistant.pipelines.asking import about_places
from assistant.pipelines.pixels.colour_words import named
from assistant.pipelines.seeking.by_colour import TELLING, share_of
from assistant.pipelines.seeking.guide import name
from assistant.pipelines.seeking.sighting import By, Sighting
from assistant.pipelines.seeking.wanted import Sought
from assistant.pipelines.telling.element import noun
from assistant.pipelines.understanding import roles
from assistant.pipelines.understanding.roles import Sort
from assistant.pipelines.understanding.wanted import Wanted
from assistant.pipelines.view.place import no_place, spot
from assistant.pipelines.view.things import Thing, View
from assistant.types import Frame, Scene, Source
from models.cancel import CancelToken
from models.types import Box

if TYPE_CHECKING:
    from assistant.pipelines.seeking.seeker import Seeker
    from models.types import RgbImage

NOTHING_KNOWN = N_("I can't tell: nothing is known of what is on the screen.")
_PICTURES = 4  # of a screen, that are looked into
_COLOURED = 0.2  # share of an element's middle that has its colour
_SOURCES: dict[By, Source] = {"object": "object", "likeness": "object", "text": "text", "colour": "object"}


@dataclass(frozen=True, slots=True)
class Spot:
    """`text`: a sentence that says where it is, or that it is not found. `box`: in frame pixels, None where it is not
    found or has no place; `desktop`: the same in desktop units, where the frame was given. `others`: how many more
    things go by that name."""

    text: str
    box: Box | None = None
    desktop: Box | None = None
    source: Source = "gate"
    confidence: float = 1.0
    others: int = 0

    @property
    def found(self) -> bool:
        return self.source != "gate"


def find(
    scene: Scene,
    sought: Sought,
    *,
    frame: Frame | None = None,
    seeker: Seeker | None = None,
    cancel: CancelToken | None = None,
) -> Spot:
    """Where it is, in words and as a box. `frame`: the scene's, which knows where it lies on the desktop, and whose
    pixels tell colours and are looked at by `seeker` where no program and no text says it. Raises Cancelled."""
    cancel = cancel or CancelToken()
    view = View(scene)
    pixels = _Pixels(frame)
    reply = _asked(sought, view, pixels)
    if reply is not None:
        return _on_desktop(reply, frame)
    if seeker is not None and frame is not None:
        seen = _in_pictures(view, sought, seeker, pixels, cancel)
        if seen is not None:
            return _on_desktop(seen, frame)
    if not view.things:
        return Spot(_(NOTHING_KNOWN))
    return Spot(sentence(_("I find no {thing} here").format(thing=sought.said)))


class _Pixels:
    """The frame's pixels, converted when they are first needed."""

    def __init__(self, frame: Frame | None) -> None:
        self._frame = frame
        self._image: RgbImage | None = None

    @property
    def known(self) -> bool:
        return self._frame is not None

    def __call__(self, box: Box) -> RgbImage:
        from assistant.pipelines.pixels.arrays import crop, to_rgb

        assert self._frame is not None
        if self._image is None:
            self._image = to_rgb(self._frame.pixels)
        return crop(self._image, box)


def _asked(sought: Sought, view: View, pixels: _Pixels) -> Spot | None:
    """By names and text."""
    for wanted, by_colour in _wanted(sought):
        things = about_places.candidates(wanted, view, sort=wanted.sort)
        if by_colour:
            things = _of_colour(things, sought.colour, pixels) if pixels.known else []
        if not things:
            continue
        reply = about_places.where(wanted, view) if not by_colour else None
        if reply is not None and reply.found:
            first, text = reply.found[0], reply.text
        else:
            first, text = things[0], _told(things[0], sought, view)
        same = sum(1 for other in things if other is not first and other.words == first.words)
        return Spot(text, _place(first, view), None, first.source, first.score, same)
    return None


def _wanted(sought: Sought) -> Iterator[tuple[Wanted, bool]]:
    """As questions, the strictest reading first, and whether the colour is to be measured: "red button" may be a name,
    a button that is red, or nothing."""
    if sought.quoted:
        name, kind = roles.split(sought.noun)
        readings: list[tuple[str, Sort | None]] = [(sought.quoted, kind if not name else None), (sought.quoted, None)]
        yield from ((Wanted("where", subject=subject, sort=sort), bool(sought.colour)) for subject, sort in readings)
        return
    plain = " ".join(word for word in sought.said.split() if word != sought.colour)
    if sought.colour:
        yield Wanted("where", subject=sought.said), False
    subject, sort = roles.split(plain)
    if sort is not None:
        yield Wanted("where", subject=subject, sort=sort), bool(sought.colour)
    yield Wanted("where", subject=plain), bool(sought.colour)


def _of_colour(things: list[Thing], colour: str, pixels: _Pixels) -> list[Thing]:
    least = _COLOURED if colour in TELLING else 2 * _COLOURED
    return [
        thing for thing in things
        if thing.source == "tree" and thing.box is not None and not thing.box.is_empty
        and share_of(pixels(thing.box), colour) >= least
    ]  # fmt: skip


def _told(thing: Thing, sought: Sought, view: View) -> str:
    from assistant.pipelines.view.place import place

    where = place(thing, view)
    name = cleaned(thing.name)
    what = _("the {colour} {role} {name}") if name else _("the {colour} {role}")
    what = what.format(colour=named(sought.colour), role=noun(thing.role), name=name)
    if where == no_place():
        text = _("{element} is there; where it lies this desktop does not tell").format(element=what)
    else:
        text = _("{element} is {place}").format(element=what, place=where)
    return sentence(capital(text))


def _place(thing: Thing, view: View) -> Box | None:
    if not view.scene.windows_known and thing.source == "tree":
        return None
    return thing.box


def _in_pictures(view: View, sought: Sought, seeker: Seeker, pixels: _Pixels, cancel: CancelToken) -> Spot | None:
    """By sight, in the largest pictures of the screen."""
    for box, called in sorted(view.pictures, key=lambda each: -each[0].area)[:_PICTURES]:
        cancel.check()
        inside = box.intersection(Box(0, 0, view.scene.width, view.scene.height))
        if inside.is_empty:
            continue
        image = pixels(inside)
        sighting = seeker.look(image, cancel=cancel)
        if sighting.place is None:
            continue
        found = sighting.place.moved(inside.left, inside.top)
        whole = Box(0, 0, view.scene.width, view.scene.height)
        if called:
            where = _("{place} of the picture {name}").format(place=spot(found, inside), name=called)
        else:
            where = _("{place} of the picture {picture_place}")
            where = where.format(place=spot(found, inside), picture_place=spot(inside, whole))
        return Spot(
            _seen(sought, sighting, where),
            found, None, _SOURCES.get(sighting.source, "caption"), sighting.confidence,
        )  # fmt: skip
    return None


def _seen(sought: Sought, sighting: Sighting, where: str) -> str:
    text = _("{element} is {place}")
    if sighting.source == "colour":
        text = _("{element} is {place}; whether that is {thing} I can't tell")
    return sentence(capital(text.format(element=name(sought, sighting), place=where, thing=sought.the)))


def _on_desktop(spotted: Spot, frame: Frame | None) -> Spot:
    if frame is None or spotted.box is None:
        return spotted
    return replace(spotted, desktop=frame.to_desktop(spotted.box))
