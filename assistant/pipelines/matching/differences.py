"""The places where two pictures differ, in words: text that was read, things that a model knows, or colours."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assistant.languages.wording import capital, cleaned, normal_form, sentence
from assistant.languages.words import N_, _
from assistant.pipelines.matching.changes import Changes, Region
from assistant.pipelines.matching.difference import Difference
from assistant.pipelines.matching.texts import quoted, unique
from assistant.pipelines.matching.zero_shot import called
from assistant.pipelines.pixels.arrays import crop
from assistant.pipelines.pixels.colour_words import named, something
from models.cancel import CancelToken
from models.protocols import Found
from models.types import Box, TextLine

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from assistant.pipelines.matching.sources import Sources
    from models.types import RgbImage

_LARGE = 0.45  # of the picture's area, from which a place is most of it
_NAMED_SIDE = 64  # pixels; what is smaller is not given to the classifier
_MARGINS = (0.1, 0.4)  # of its sides around a place; a name counts that the classifier gives with both
_OBJECT = 0.5  # share of an object that lies in the place, and of the place in the object
_COVERED = 0.1  # share of a place that text in one picture alone must fill to be what it is about
_WORDS = {"first": "second", "second": "first"}
_PARTS = (
    (N_("at the top left"), N_("at the top"), N_("at the top right")),
    (N_("on the left"), N_("in the middle"), N_("on the right")),
    (N_("at the bottom left"), N_("at the bottom"), N_("at the bottom right")),
)


@dataclass(frozen=True, slots=True)
class _Has:
    """What is said of something that one picture alone has: with a name, with a colour, with neither."""

    named: str
    thing: str
    alone: str


_HAS = {
    "first": _Has(
        N_("{place}, the first has something that the second has not: {thing}"),
        N_("{place}, the first has {thing} that the second has not"),
        N_("{place}, the first has something that the second has not"),
    ),
    "second": _Has(
        N_("{place}, the second has something that the first has not: {thing}"),
        N_("{place}, the second has {thing} that the first has not"),
        N_("{place}, the second has something that the first has not"),
    ),
}


@dataclass
class _Place:
    """Regions and changed lines that belong together; the boxes of lines in pixels of the first picture."""

    box: Box
    regions: list[Region] = field(default_factory=list)
    lines: tuple[list[TextLine], list[TextLine]] = field(default_factory=lambda: ([], []))

    @property
    def share(self) -> float:
        return sum(region.share for region in self.regions)


def differences(
    first: RgbImage, second: RgbImage, alignment: Alignment, changes: Changes, sources: Sources, *, cancel: CancelToken
) -> tuple[Difference, ...]:
    """The largest first. Raises Cancelled, ModelError."""
    teller = _Teller(first, second, alignment, sources, cancel)
    lines = teller.lines(changes) if alignment.way != "mirrored" else ((), ())
    places = sorted(_places(changes.regions, lines), key=lambda place: -place.share)
    told = [teller.tell(place) for place in places]
    return (*filter(None, told), *teller.moved())


def _places(regions: Sequence[Region], lines: tuple[Sequence[TextLine], Sequence[TextLine]]) -> list[_Place]:
    """Regions with the lines they lie in; a line that changed in two spots is one place. Lines of which only a few
    pixels differ, a digit perhaps, are places of their own."""
    places = [_Place(region.box, [region]) for region in regions]
    for number in (0, 1):
        for line in lines[number]:
            touched = [place for place in places if not place.box.intersection(line.box).is_empty]
            if not touched:
                places.append(_Place(line.box))
                touched = places[-1:]
            whole = touched[0]
            for other in touched[1:]:
                whole.box = whole.box.union(other.box)
                whole.regions += other.regions
                for own, more in zip(whole.lines, other.lines, strict=True):
                    own += more
                places.remove(other)
            whole.lines[number].append(line)
    return places


class _Teller:
    """One comparison."""

    def __init__(
        self, first: RgbImage, second: RgbImage, alignment: Alignment, sources: Sources, cancel: CancelToken
    ) -> None:
        self._images = {"first": first, "second": second}
        self._alignment = alignment
        self._sources = sources
        self._cancel = cancel
        self._objects: dict[str, tuple[Found, ...]] = {}
        self._moved: list[tuple[_Place, list[TextLine]]] = []

    def lines(self, changes: Changes) -> tuple[list[TextLine], list[TextLine]]:
        """The lines of either picture, boxes in pixels of the first, that lie where pixels differ; those that were
        moved are left in, for `tell`."""
        whole = Box(0, 0, self._images["first"].shape[1], self._images["first"].shape[0])
        own = self._sources.read(self._images["first"], cancel=self._cancel)
        read = self._sources.read(self._images["second"], cancel=self._cancel)
        other = [TextLine(line.text, self._alignment.to_first(line.box), line.score) for line in read]
        self._exact = changes.exact
        self._all = own, other
        touched = [[line for line in lines if changes.touch(line.box.intersection(whole))] for lines in (own, other)]
        return touched[0], touched[1]

    def tell(self, place: _Place) -> Difference | None:
        """What differs in a place; None where it is only that text has moved, or was read in two ways."""
        if any(place.lines):
            told = self._text(place)
            if told is not None:
                return told
            moved = [[line for line in lines if self._has_moved(line, number)]
                     for number, lines in enumerate(place.lines)]  # fmt: skip
            if any(moved) and sum(map(len, moved)) == sum(map(len, place.lines)):
                self._moved.append((place, moved[0]))
                return None
        if not place.regions:
            return None
        region = max(place.regions, key=lambda region: region.share)
        side = region.side
        if region.light:
            text = _("{place}, the second is lighter") if region.light > 0 else _("{place}, the second is darker")
            return self._difference(place, text.format(place=self._where(place.box, "second")))
        if side == "both":
            return self._both(place, region)
        name = self._name(place.box, side)
        where, has = self._where(place.box, side), _HAS[side]
        if name is not None:
            text = _(has.named).format(place=where, thing=_probably(name))
            return self._difference(place, text, name)
        colour = region.colours[0 if side == "first" else 1]
        text = _(has.thing).format(place=where, thing=something(colour)) if colour else _(has.alone).format(place=where)
        return self._difference(place, text)

    def moved(self) -> list[Difference]:
        """What stands elsewhere in the second, told in one."""
        lines = [line for _place, some in self._moved for line in some]
        if not lines:
            return []
        box = functools.reduce(Box.union, (place.box for place, _lines in self._moved))
        text = _("Text stands elsewhere in the second: {texts}").format(texts=quoted(line.text for line in lines))
        text = sentence(text)
        return [Difference(text, box, sum(place.share for place, _lines in self._moved), "text")]

    def _has_moved(self, line: TextLine, number: int) -> bool:
        key = normal_form(line.text)
        same = [other for other in self._all[1 - number] if normal_form(other.text) == key]
        return bool(same) and not any(line.box.covered_by(other.box) > 0.5 for other in same)

    def _text(self, place: _Place) -> Difference | None:
        """Text that stands there in one picture only."""
        one, two = place.lines
        first = unique(one, self._all[1], exact=self._exact)
        second = unique(two, self._all[0], exact=self._exact)
        covered = sum(line.box.intersection(place.box).area for line in (*first, *second))
        if place.regions and not (first and second) and covered < _COVERED * place.box.area:
            return None
        where = self._where(place.box, "first")
        score = min((line.score for line in (*first, *second)), default=1.0)
        said = [quoted(line.text for line in lines) for lines in (first, second)]
        if first and second:
            text = _("{place}, the first says {first}, the second says {second}")
        elif second:
            text = _("{place}, the second has text that the first has not: {second}")
        elif first:
            text = _("{place}, the first has text that the second has not: {first}")
        else:
            return None
        text = text.format(place=where, first=said[0], second=said[1])
        if not place.regions and not (first and second):
            return None
        return Difference(sentence(capital(text)), place.box, place.share, "text", score)

    def _both(self, place: _Place, region: Region) -> Difference:
        where = self._where(place.box, "first")
        names = [self._name(place.box, side) for side in ("first", "second")]
        text = _("{place}, they differ: {first} in the first, {second} in the second")
        if all(names) and len({name.label for name in names if name is not None}) > 1:
            shown = [_probably(name) for name in names if name is not None]
            surest = min((name for name in names if name), key=lambda name: name.score)
            return self._difference(place, text.format(place=where, first=shown[0], second=shown[1]), surest)
        one, two = region.colours
        if one and two and one != two:
            return self._difference(place, text.format(place=where, first=named(one), second=named(two)))
        return self._difference(place, _("{place}, they differ").format(place=where))

    def _difference(self, place: _Place, text: str, name: Found | None = None) -> Difference:
        source, score = ("pixels", 1.0) if name is None else ("object", name.score)
        return Difference(sentence(capital(text)), place.box, place.share, source, score)  # type: ignore[arg-type]

    def _name(self, box: Box, side: str) -> Found | None:
        """What a model is sure stands there in one picture, and not in the other."""
        here, there = self._box(box, side), self._box(box, _WORDS[side])
        for found in self._found(side):
            assert found.box is not None
            if found.box.covered_by(here) < _OBJECT or here.covered_by(found.box) < _OBJECT:
                continue
            others = (other for other in self._found(_WORDS[side]) if other.label == found.label and other.box)
            if not any(other.box and other.box.covered_by(there) >= _OBJECT for other in others):
                return found
        if min(here.width, here.height) < _NAMED_SIDE:
            return None
        names = [self._sources.named(self._crop(here, side, margin), cancel=self._cancel) for margin in _MARGINS]
        if any(name is None for name in names) or len({name.label for name in names if name is not None}) != 1:
            return None
        other = self._sources.named(self._crop(there, _WORDS[side], _MARGINS[1]), cancel=self._cancel)
        name = min((name for name in names if name is not None), key=lambda name: name.score)
        return name if other is None or other.label != name.label else None

    def _found(self, side: str) -> tuple[Found, ...]:
        if side not in self._objects:
            self._objects[side] = self._sources.objects(self._images[side], cancel=self._cancel)
        return self._objects[side]

    def _box(self, box: Box, side: str) -> Box:
        """A box of the first picture in pixels of either, within it."""
        height, width = self._images[side].shape[:2]
        return (box if side == "first" else self._alignment.to_second(box)).intersection(Box(0, 0, width, height))

    def _crop(self, box: Box, side: str, margin: float) -> RgbImage:
        across, down = round(margin * box.width), round(margin * box.height)
        return crop(self._images[side], Box(box.left - across, box.top - down, box.right + across, box.bottom + down))

    def _where(self, box: Box, side: str) -> str:
        """`on the left`, `at the top right`, in one of the pictures."""
        height, width = self._images[side].shape[:2]
        return where(self._box(box, side), width, height)


def where(box: Box, width: int, height: int) -> str:
    """The part of a picture of that size that holds the middle of `box`, as it is said."""
    if box.area > _LARGE * width * height:
        return _("over most of the picture")
    x, y = box.centre
    column = 1 if box.width > 0.7 * width else min(2, int(3 * x / width))
    row = 1 if box.height > 0.7 * height else min(2, int(3 * y / height))
    return _(_PARTS[row][column])


def _probably(name: Found) -> str:
    return _("probably {thing}").format(thing=called(cleaned(name.label)))
