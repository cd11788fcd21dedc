"""What a window is and what is in it, by its picture: captions cut into parts, each as sure as its own words."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from msgspec import Struct

from models.cancel import CancelToken
from models.networks.encoder_decoder import EncoderDecoder, teller
from models.proof import Case, Proof
from models.protocols import Certainty, Found, whole

if TYPE_CHECKING:
    from models.parts import Parts
    from models.types import RgbImage

_SIGNS = ("with", ",", ".")
"""Words of a caption between its parts; each is a token."""
CAN_NOT_TELL = "i can't tell"


class ScreenOptions(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`kind`, `part`, `answer`: the least probability of each that is told. `questions`: what it was trained on.
    `not_alone`: kinds that are told only with a part: a picture without any control may be anything."""

    kind: float = 0.5
    part: float = 0.5
    answer: float = 0.5
    questions: tuple[str, ...] = ()
    not_alone: tuple[str, ...] = ()


class ScreenTeller:
    """A ScreenReader over an encoder-decoder with whole words as tokens."""

    def __init__(self, parts: Parts) -> None:
        self._teller = teller(parts, EncoderDecoder(parts))
        self._options = parts.options(ScreenOptions)

    @property
    def questions(self) -> tuple[str, ...]:
        """See `models.protocols.ScreenReader`."""
        return self._options.questions

    def parts(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """See `models.protocols.ScreenReader`."""
        kind, *rest = self.all_parts(image, cancel=cancel) or [Found("", 0.0)]
        sure = [part for part in rest if part.score >= self._options.part]
        if kind.score < self._options.kind or (kind.label in self._options.not_alone and not sure):
            return ()
        return (kind, *sure)

    def reply(self, image: RgbImage, question: str, *, cancel: CancelToken) -> Found | None:
        """See `models.protocols.ScreenReader`."""
        found = self.any_reply(image, question, cancel=cancel)
        return found if found.score >= self._options.answer and found.label != CAN_NOT_TELL else None

    def all_parts(self, image: RgbImage, *, cancel: CancelToken) -> list[Found]:
        """The whole caption in parts, however unsure."""
        text, sure = whole(self._teller.caption(image, cancel=cancel))
        return parted(text.strip(), sure)

    def any_reply(self, image: RgbImage, question: str, *, cancel: CancelToken) -> Found:
        """The answer, however unsure."""
        asked = question.strip().rstrip("?").rstrip()
        text, sure = whole(self._teller.answer(image, f"{asked} ?", cancel=cancel))
        return Found(text.strip(), math.exp(sum(sure.logprobs)))

    def prove(self, case: Case, *, cancel: CancelToken) -> Proof:
        """See `models.proof.Provable`."""
        return self._teller.prove(case, cancel=cancel)


def parted(text: str, sure: Certainty) -> list[Found]:
    """A caption's parts with the product of their tokens' probabilities. `text`: as tokens, a space between any two
    but before a sign."""
    words = text.replace(",", " ,").replace(".", " .").split()
    if len(words) != len(sure.logprobs):
        return []  # its tokens are no words: another model than this one is made for
    found: list[Found] = []
    phrase: list[str] = []
    total = 0.0
    for word, logprob in zip((*words, "."), (*sure.logprobs, 0.0), strict=True):
        if word in _SIGNS:
            if phrase:
                found.append(Found(" ".join(phrase), math.exp(total)))
            phrase, total = [], 0.0
        else:
            phrase.append(word)
            total += logprob
    return found
