"""Which of several pictures shows what was named: by the text in them, by a recogniser's names, by a matching model."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from assistant.errors import BadImage
from assistant.languages.wording import cleaned, cut, sentence
from assistant.languages.words import _, n_
from assistant.pipelines.matching.sources import GET_ONE, Sources
from assistant.pipelines.matching.zero_shot import PERHAPS, PROBABLY, fits
from assistant.pipelines.seeking.wanted import Sought, parse, says
from models.cancel import CancelToken
from models.errors import ModelError
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

Evidence = Literal["text", "object", "match"]
_ORDER: tuple[Evidence, ...] = ("text", "object", "match")
MOST = 6  # hits that are told one by one
_QUOTED = 100  # letters of a line that is told
_APART = 0.15  # of a probability: matches that are nearer to each other than this cannot be told apart
_PICTURES = "pictures?|photos?|images?|files?|screenshots?|ones?"
_HAS = "shows?|has|have|contains?|says?|is|are"
_QUESTION = re.compile(
    rf"^(?:please )?(?:(?:in )?(?:which|what)(?: of (?:these|those|the|them|my))?(?: (?:{_PICTURES}))?"
    rf" (?:{_HAS})(?: of)?"
    r"|(?:find|show)(?: me)?) (?=\S)",
    re.IGNORECASE,
)
_PICTURE_OF = re.compile(
    rf"^(?:(?:the|a|an|all|any|my) )?(?:{_PICTURES}) (?:(?:that|which) (?:{_HAS})|with|of|showing|saying) (?=\S)",
    re.IGNORECASE,
)
_PLACED = re.compile(r" (?:on|in|at|with|under|near|beside|behind|by|of|and|who|that) ")


@dataclass(frozen=True, slots=True)
class Shown:
    """One picture that may be the one. `open` loads it, or raises BadImage."""

    number: int
    name: str
    open: Callable[[], RgbImage]

    @property
    def title(self) -> str:
        """`Picture 2, receipt.png`."""
        text = _("Picture {number}, {name}") if self.name else _("Picture {number}")
        return text.format(number=self.number, name=self.name)


@dataclass(frozen=True, slots=True)
class Hit:
    """A picture that shows it, as far as `source` tells. `confidence` 0..1; `text`: a phrase that says why."""

    number: int
    title: str
    source: Evidence
    confidence: float
    text: str

    @property
    def sentence(self) -> str:
        """`Picture 2, receipt.png: its text says: Receipt.`"""
        return sentence(f"{self.title}: {self.text}")


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of one picture: hits of every source, or why it could not be looked at."""

    shown: Shown
    hits: tuple[Hit, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """`hits`: the best first, one a picture. `sentences`: what is said."""

    hits: tuple[Hit, ...]
    sentences: tuple[str, ...]


def wanted(question: str) -> Sought:
    """What "which of these pictures shows the cat", "the picture with the receipt" or "cat" looks for."""
    what = _PICTURE_OF.sub("", _QUESTION.sub("", question.strip().rstrip("?.! ")))
    return parse(what, bare=True) or Sought(what)


def search(pictures: Iterable[Shown], sought: Sought, sources: Sources, *, cancel: CancelToken) -> Iterator[Looked]:
    """Look at one picture after the other, each held only while it is looked at. Raises Cancelled, ModelError."""
    for shown in pictures:
        cancel.check()
        try:
            image = shown.open()
        except BadImage as error:
            yield Looked(shown, problem=error.spoken)
            continue
        yield Looked(shown, tuple(evidence(shown, image, sought, sources, cancel=cancel)))


def evidence(
    shown: Shown, image: RgbImage, sought: Sought, sources: Sources, *, match: bool = True, cancel: CancelToken
) -> Iterator[Hit]:
    """Why this picture may be the one, the surest kind first. Raises Cancelled, ModelError."""
    line = _saying(sources.read(image, cancel=cancel), sought)
    if line is not None:
        said = cut(cleaned(line.text), _QUOTED)
        yield Hit(shown.number, shown.title, "text", line.score, _("its text says: {text}").format(text=said))
    named = _named(image, sought, sources, cancel)
    if named is not None:
        text = _("it shows, probably: {thing}").format(thing=named[0])
        yield Hit(shown.number, shown.title, "object", named[1], text)
    matcher = sources.matcher(cancel) if match and sought.said and not sought.quoted else None
    if matcher is not None:
        sure = fits(matcher, image, [sought.said], cancel=cancel)[0]
        if sure >= PERHAPS:
            text = _("probably it shows {thing}") if sure >= PROBABLY else _("perhaps it shows {thing}")
            yield Hit(shown.number, shown.title, "match", sure, text.format(thing=sought.the))


def ranked(looked: Sequence[Looked], sought: Sought, *, has_matcher: bool) -> Answer:
    """The pictures that show it, best first, and what is said of them."""
    seen = [each for each in looked if not each.problem]
    hits = _comparable([hit for each in seen for hit in each.hits], len(seen))
    best: dict[int, Hit] = {}
    for hit in sorted(hits, key=lambda hit: (_ORDER.index(hit.source), -hit.confidence)):
        best.setdefault(hit.number, hit)
    found = tuple(best.values())
    said = [hit.sentence for hit in found[:MOST]]
    if len(found) > MOST:
        rest = n_("And {count} more picture.", "And {count} more pictures.", len(found) - MOST)
        said.append(rest.format(count=len(found) - MOST))
    elif not found:
        said = list(_nothing(sought, len(seen), matched=len(hits) < sum(len(each.hits) for each in seen),
                             has_matcher=has_matcher))  # fmt: skip
    if len(found) > 1:
        head = n_("{number} of {count} picture:", "{number} of {count} pictures:", len(seen))
        said.insert(0, head.format(number=len(found), count=len(seen)))
    return Answer(found, (*said, *problems(looked)))


def problems(looked: Sequence[Looked]) -> list[str]:
    """A sentence for each picture that could not be read, three at most, then how many more."""
    all_of_them = [each.problem for each in looked if each.problem]
    more = len(all_of_them) - 3
    if more <= 0:
        return all_of_them
    rest = n_("{count} more picture could not be read.", "{count} more pictures could not be read.", more)
    return [*all_of_them[:3], rest.format(count=more)]


def _comparable(hits: list[Hit], pictures: int) -> list[Hit]:
    """Without the matches where the model finds the same in all of several pictures: it tells them not apart."""
    matches = [hit for hit in hits if hit.source == "match"]
    if pictures < 3 or not matches:
        return hits
    sure = [hit.confidence for hit in matches]
    if len(matches) == pictures and max(sure) - min(sure) < _APART:
        return [hit for hit in hits if hit.source != "match"]
    least = max(sure) - 2 * _APART
    return [hit for hit in hits if hit.source != "match" or hit.confidence >= least]


def _nothing(sought: Sought, pictures: int, *, matched: bool, has_matcher: bool) -> Iterator[str]:
    if not pictures:
        yield _("There is no picture that I could look at.")
        return
    alone, several = (
        _("I can't tell whether the picture shows {thing}."),
        _("I can't tell which picture shows {thing}."),
    )
    yield (alone if pictures == 1 else several).format(thing=sought.the)
    if matched:
        yield _("It fits them all about equally well.")
        return
    nothing = _("No text says it, and nothing was recognised as it.")
    yield nothing if has_matcher else f"{nothing} {_(GET_ONE)}"


def _saying(lines: Sequence[TextLine], sought: Sought) -> TextLine | None:
    """The line that says it best."""
    found: list[tuple[float, TextLine]] = []
    for wanted in sought.texts:
        for line in lines:
            share = says(line.text, wanted)
            if share > 0:
                found.append((share * line.score, line))
    return max(found, key=lambda each: each[0])[1] if found else None


def _named(image: RgbImage, sought: Sought, sources: Sources, cancel: CancelToken) -> tuple[str, float] | None:
    """What a detector or the classifier calls it, and how surely."""
    from assistant.pipelines.seeking.by_sight import Likenesses, by_objects

    thing = _thing(sought)
    detector, classifier = sources.detector(cancel), sources.classifier(cancel)
    whole = Box(0, 0, image.shape[1], image.shape[0])
    try:
        if detector is not None:
            sighting = by_objects(image, thing, detector, cancel=cancel)
            if sighting:
                return sighting.label, sighting.confidence
        if classifier is not None and thing.labels:
            found = Likenesses(thing).check(image, whole, classifier, cancel=cancel)
            return (found.label, found.score) if found is not None else None
    except ModelError:
        log.exception("recognising what is sought")
    return None


def _thing(sought: Sought) -> Sought:
    """Of "cat on the sofa" the cat: the sofa alone would be no evidence."""
    if sought.quoted or not _PLACED.search(sought.noun):
        return sought
    first = parse(_PLACED.split(sought.noun)[0], bare=True)
    return replace(first, colour=sought.colour) if first is not None else sought
