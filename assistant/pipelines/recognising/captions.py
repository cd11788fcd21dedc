"""Captions of the pictures in a frame, by the model that is installed, worded by how sure it was; one that a second
model finds not to fit its picture is not said."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.languages.of_models import caption_sentence
from assistant.languages.wording import cleaned
from assistant.languages.words import ENGLISH, N_, _
from assistant.pipelines.recognising.opened import Opened
from assistant.pipelines.telling.talk import Talk
from assistant.types import Claim, Stage, Update
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Captioner, Certainty, Judge, Recogniser, whole
from models.types import Box, TextLine

if TYPE_CHECKING:
    from models.types import RgbImage

log = logging.getLogger(__name__)

FAILED = N_("A picture could not be described.")
UNSURE = N_("The captioning model is too unsure to say what the picture shows.")
REFUSED = N_("What the captioning model says does not fit the picture, so it is not told.")
PROBABLY, PERHAPS = 0.45, 0.2
"""The least mean probability of a caption's tokens for the word; below both nothing is said of the picture."""


class Captions:
    """Keeps its captioner, opened with the first picture, and its judge, opened with the first caption. Called from one
    thread."""

    def __init__(
        self,
        open_captioner: Callable[[], Captioner | None],
        notices: list[str],
        *,
        open_judge: Callable[[], Judge | None] = lambda: None,
        open_recogniser: Callable[[], Recogniser | None] = lambda: None,
    ) -> None:
        """`notices`: sentences about the devices, said after the answer they came up in, and taken out of the list."""
        self._notices = notices
        self._captioner = Opened(open_captioner)
        self._judge = Opened(open_judge)
        self._recogniser = Opened(open_recogniser)

    @property
    def missing(self) -> bool:
        """Whether there is no model, as far as is known."""
        return self._captioner.model is None

    def tell(
        self, image: RgbImage, boxes: Sequence[Box], lines: Sequence[TextLine], talk: Talk, *, cancel: CancelToken
    ) -> Generator[Update, None, bool]:
        """A sentence for each box, in pixels of `image`; the value is whether anything was said.

        `lines`: the text of the image; a picture of text alone is read, not captioned. Raises Cancelled.
        """
        captioner = self._captioner.get(cancel) if boxes else None
        if captioner is None:
            return (yield from self._named(image, boxes, lines, talk, cancel))
        said = unsure = refused = False
        for box, picture in _pictures(image, boxes, lines):
            yield Stage(talk.turn, "caption")
            try:
                caption, certainty = _whole(captioner, picture, cancel)
            except ModelError:
                log.exception("caption in turn %d", talk.turn)
                yield from talk.say([Claim(_(FAILED), "gate", box=box, kind="note")])
                yield from self._told(talk)
                return True
            claim = worded(caption, certainty, box)
            if claim is None:
                unsure = True
            elif self._refuses(picture, caption, talk, cancel):
                refused = True
            else:
                yield from talk.say([claim])
                said = True
        if unsure:
            yield from talk.note(_(UNSURE))
        if refused:
            yield from talk.note(_(REFUSED))
        yield from self._told(talk)
        return said or unsure or refused

    def _named(
        self, image: RgbImage, boxes: Sequence[Box], lines: Sequence[TextLine], talk: Talk, cancel: CancelToken
    ) -> Generator[Update, None, bool]:
        """Without a captioner: the name of what a picture shows most, where that is sure."""
        recogniser = self._recogniser.get(cancel) if boxes else None
        said = False
        for box, picture in _pictures(image, boxes, lines) if recogniser is not None else ():
            assert recogniser is not None
            try:
                found = recogniser.recognise(picture, cancel=cancel)
            except ModelError:
                log.exception("recognising a picture in turn %d", talk.turn)
                break
            if found:
                text = caption_sentence(found[0].label, is_probable=True)
                yield from talk.say([Claim(text, "object", found[0].score, box, "picture")])
                said = True
        yield from self._told(talk)
        return said

    def _refuses(self, picture: RgbImage, caption: str, talk: Talk, cancel: CancelToken) -> bool:
        """Whether the judge says that the caption is not true; without one, or if it fails, nothing is refused."""
        judge = self._judge.get(cancel)
        if judge is None:
            return False
        try:
            return judge.fits(picture, caption, cancel=cancel) is False
        except ModelError:
            log.exception("judging the caption in turn %d", talk.turn)
            return False

    def _told(self, talk: Talk) -> Iterator[Update]:
        while self._notices:
            yield from talk.note(self._notices.pop(0))


def _pictures(image: RgbImage, boxes: Sequence[Box], lines: Sequence[TextLine]) -> Iterator[tuple[Box, RgbImage]]:
    """Those that hold more than text."""
    from assistant.pipelines.pixels.arrays import crop
    from assistant.pipelines.pixels.gate import is_text_only

    for box in boxes:
        picture = crop(image, box)
        if not is_text_only(picture, [line.box.moved(-box.left, -box.top) for line in lines]):
            yield box, picture


def worded(caption: str, certainty: Certainty, box: Box | None, *, spoken: str = ENGLISH) -> Claim | None:
    """The caption as a guess; None where the model was too unsure, or said nothing. `spoken`: the model's language."""
    sure = certainty.mean
    if not caption or sure < PERHAPS:
        return None
    text = caption_sentence(caption, is_probable=sure >= PROBABLY, spoken=spoken)
    return Claim(text, "caption", sure, box, "picture")


def _whole(captioner: Captioner, picture: RgbImage, cancel: CancelToken) -> tuple[str, Certainty]:
    text, sure = whole(captioner.caption(picture, cancel=cancel))
    return cleaned(text).strip(" ."), sure
