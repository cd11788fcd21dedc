"""Two pictures compared: what is the same, and where they differ, the largest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from assistant.languages.wording import cleaned, normal_form, sentence, with_last
from assistant.languages.words import N_, NP_, _, n_, p_
from assistant.pipelines.matching.difference import Difference
from assistant.pipelines.matching.likeness import Alike, alike
from assistant.pipelines.matching.sources import Sources
from assistant.pipelines.matching.texts import quoted, unique
from models.cancel import CancelToken

if TYPE_CHECKING:
    from assistant.pipelines.matching.align import Alignment
    from models.types import RgbImage

MOST = 5  # differences that are told one by one
_VIEW_TURNED = 0.3  # degrees from which it is another view rather than a part that was cut out
_VIEW_TILTED = 0.004  # perspective over the whole width, the same
_WIDTH = 800  # pixels of a picture over which the perspective is taken
_ALL = 0.97  # share of one picture that the other shows, from which it is called all of it
_MOSTLY = 0.5  # share that differs from which that is said
_QUARTERS = (
    "",
    NP_("the second picture is", "turned clockwise by a quarter"),
    NP_("the second picture is", "turned upside down"),
    NP_("the second picture is", "turned counter-clockwise by a quarter"),
)
_PLAIN = (
    N_("I can not compare the two pictures: there is too little to see in the first."),
    N_("I can not compare the two pictures: there is too little to see in the second."),
)
_SHOWS = (N_("The first shows, probably: {thing}."), N_("The second shows, probably: {thing}."))
_ONLY = (N_("Only the first says: {texts}"), N_("Only the second says: {texts}"))


@dataclass(frozen=True, slots=True)
class Compared:
    """`same`: sentences about what is the same, or that nothing is. `differences`: all, the largest first."""

    alike: Alike
    same: tuple[str, ...]
    differences: tuple[Difference, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said: the same, then five differences, then how many more."""
        told = [each.text for each in self.differences[:MOST]]
        more = len(self.differences) - MOST
        if more > 0:
            rest = n_("And {count} smaller difference.", "And {count} smaller differences.", more)
            told.append(rest.format(count=more))
        return (*self.same, *told)


def compare(first: RgbImage, second: RgbImage, sources: Sources, *, cancel: CancelToken) -> Compared:
    """What two pictures have in common, and where they differ. Raises Cancelled, ModelError."""
    found = alike(first, second, cancel=cancel)
    if found.relation == "identical":
        return Compared(found, (_("The two pictures are the same, pixel for pixel."),))
    if found.alignment is None or found.changes is None:
        return Compared(found, tuple(_unrelated(first, second, found.plain, sources, cancel)))
    differences: tuple[Difference, ...] = ()
    if found.changes.mask.any():
        from assistant.pipelines.matching.differences import differences as tell

        differences = tell(first, second, found.alignment, found.changes, sources, cancel=cancel)
    if differences:
        found = replace(found, relation="changed")
    return Compared(found, tuple(_alike(found, len(differences))), differences)


def _alike(found: Alike, count: int) -> list[str]:
    """What is the same, and what the second is as a whole against the first."""
    alignment, changes = found.alignment, found.changes
    assert alignment is not None
    assert changes is not None
    parts: list[str] = []
    said = [_same(found, alignment, count)]
    if "mirrored" in found.ways:
        parts.append(p_("the second picture is", "mirrored: left and right are exchanged"))
    if "turned" in found.ways and not (_is_other_view(alignment) and abs(alignment.angle) < 20):
        parts.append(_turned(alignment.angle))
    if "size" in found.ways and not _is_other_view(alignment):
        smaller, larger = p_("the second picture is", "smaller"), p_("the second picture is", "larger")
        parts.append(smaller if alignment.scale > 1 else larger)
    if "brightness" in found.ways:
        lighter, darker = p_("the second picture is", "lighter"), p_("the second picture is", "darker")
        parts.append(lighter if changes.brighter > 0 else darker)
    if "colour" in found.ways:
        parts.append(p_("the second picture is", "of other colours"))
    if parts:
        listed = with_last(*parts) if len(parts) == 2 else "; ".join(parts)
        said.append(_("The second is {parts}.").format(parts=listed))
    elif "compression" in found.ways:
        said.append(_("They differ all over by very little, as saving a picture once more does."))
    if not count and _is_other_view(alignment):
        said.append(_("I find nothing that was added or taken away."))
    if changes.most > _MOSTLY:
        said.append(_("More than half of the picture differs."))
    return said


def _same(found: Alike, alignment: Alignment, count: int) -> str:
    """`count`: places that differ."""
    if _is_other_view(alignment):
        alone = _("Both pictures show the same place, seen from a little beside.")
        but = n_("Both pictures show the same place, seen from a little beside, but for one place.",
                 "Both pictures show the same place, seen from a little beside, but for {count} places.",
                 count)  # fmt: skip
    elif "crop" not in found.ways:
        alone = _("The two pictures are the same.")
        but = n_("The two pictures are the same but for one place.",
                 "The two pictures are the same but for {count} places.", count)  # fmt: skip
    elif alignment.inside >= _ALL:
        alone = _("The second picture is a part of the first.")
        but = n_("The second picture is a part of the first, the same but for one place.",
                 "The second picture is a part of the first, the same but for {count} places.", count)  # fmt: skip
    elif alignment.covers >= _ALL:
        alone = _("The first picture is a part of the second.")
        but = n_("The first picture is a part of the second, the same but for one place.",
                 "The first picture is a part of the second, the same but for {count} places.", count)  # fmt: skip
    else:
        alone = _("The two pictures overlap: a part of each is in the other.")
        but = n_("The two pictures overlap: a part of each is in the other, the same but for one place.",
                 "The two pictures overlap: a part of each is in the other, the same but for {count} places.",
                 count)  # fmt: skip
    return but.format(count=count) if count else alone


def _is_other_view(alignment: Alignment) -> bool:
    """Whether a camera stood elsewhere, rather than that a part was cut out."""
    if alignment.way != "moved":
        return False
    tilt = abs(alignment.matrix[2, :2] / alignment.matrix[2, 2]).max() * _WIDTH
    return bool(abs(alignment.angle) > _VIEW_TURNED or tilt > _VIEW_TILTED)


def _turned(angle: float) -> str:
    quarters = round(angle / 90) % 4
    if abs(angle - 90 * round(angle / 90)) < 3 and quarters:
        return p_("the second picture is", _QUARTERS[quarters])
    count = abs(round(angle))
    if angle > 0:
        return n_("turned clockwise by {count} degree", "turned clockwise by {count} degrees", count).format(
            count=count
        )
    text = n_("turned counter-clockwise by {count} degree", "turned counter-clockwise by {count} degrees", count)
    return text.format(count=count)


def _unrelated(
    first: RgbImage, second: RgbImage, plain: tuple[bool, bool], sources: Sources, cancel: CancelToken
) -> list[str]:
    """Pictures of which no part is the same: what each shows, as far as that is known, and what both say."""
    said = [_("The two pictures are different: I find no place that both show.")]
    if plain.count(True) == 1:
        said = [_(_PLAIN[plain.index(True)])]
    names = [sources.named(image, cancel=cancel) for image in (first, second)]
    one, two = (cleaned(found.label) if found is not None else "" for found in names)
    if one and one == two:
        said.append(_("Both show, probably: {thing}.").format(thing=one))
    else:
        said += [_(text).format(thing=name) for text, name in zip(_SHOWS, (one, two), strict=True) if name]
    lines = [sources.read(image, cancel=cancel) for image in (first, second)]
    common = {normal_form(line.text) for line in lines[0]} & {normal_form(line.text) for line in lines[1]}
    both = [line.text for line in lines[0] if normal_form(line.text) in common and len(normal_form(line.text)) > 2]
    if both:
        said.append(sentence(_("Both say: {texts}").format(texts=quoted(both))))
    for text, own, other in zip(_ONLY, lines, reversed(lines), strict=True):
        only = [line.text for line in unique(own, other, exact=False)]
        if only:
            said.append(sentence(_(text).format(texts=quoted(only))))
    return said
