"""What a model can do for the rest of the program. Importing this costs no numpy.

The texts come in whole words as they are made; joined they are the answer. A generator's return value says how sure
the model was: `certainty = yield from captioner.caption(image, cancel=cancel)`; whoever only iterates loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from models.cancel import CancelToken
from models.types import Box, TextLine

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from models.types import RgbImage


@dataclass(frozen=True, slots=True)
class Certainty:
    """The natural logarithms of the probabilities that the model gave to the tokens it chose."""

    logprobs: tuple[float, ...]

    @property
    def mean(self) -> float:
        """The geometric mean of the probabilities, 0..1; 0 where nothing was said."""
        return math.exp(sum(self.logprobs) / len(self.logprobs)) if self.logprobs else 0.0

    @property
    def lowest(self) -> float:
        """The probability of the least probable token, 0..1; 0 where nothing was said."""
        return math.exp(min(self.logprobs)) if self.logprobs else 0.0


Answer: TypeAlias = Generator[str, None, Certainty]


def whole(answer: Answer) -> tuple[str, Certainty]:
    """All of an answer, once it is made."""
    pieces = []
    while True:
        try:
            pieces.append(next(answer))
        except StopIteration as end:
            return "".join(pieces), end.value


@runtime_checkable
class Captioner(Protocol):
    """Says what a picture shows."""

    def caption(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        """The caption, unhedged. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Detailer(Protocol):
    """Says at length what a picture shows; a captioner that can."""

    def detail(self, image: RgbImage, *, cancel: CancelToken) -> Answer:
        """The detailed caption, unhedged. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class RegionTeller(Protocol):
    """Says what a part of a picture shows, knowing the rest of it."""

    def tell_region(self, image: RgbImage, box: Box, *, cancel: CancelToken) -> Answer:
        """What is in `box`, in the picture's pixels, unhedged. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class PlacedReader(Protocol):
    """Reads the text in a picture, such as signs in a photo."""

    def read_placed(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """Lines with boxes in the picture's pixels; the score is the mean probability of the line's tokens.

        Raises Cancelled, ModelError.
        """
        ...


@runtime_checkable
class Answerer(Protocol):
    """Answers a question about a picture."""

    def answer(self, image: RgbImage, question: str, *, context: str, cancel: CancelToken) -> Answer:
        """The answer, unhedged. `context`: what is known of the picture; a model may leave it aside.

        Raises Cancelled, ModelError.
        """
        ...


@runtime_checkable
class Matcher(Protocol):
    """Says how well texts fit a picture."""

    def match(self, image: RgbImage, texts: Sequence[str], *, cancel: CancelToken) -> tuple[float, ...]:
        """One score a text; higher fits better; comparable only within one model. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Finder(Protocol):
    """Finds the picture that was asked for; a matcher that can."""

    def find(self, images: Sequence[RgbImage], text: str, *, cancel: CancelToken) -> tuple[float, ...]:
        """One score a picture; higher fits better. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Judge(Protocol):
    """Says whether a text is true of a picture; a matcher that was calibrated can."""

    def fits(self, image: RgbImage, text: str, *, cancel: CancelToken) -> bool | None:
        """None: it was not calibrated and cannot say. Raises Cancelled, ModelError."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """Something recognised: a name, how sure (0..1), and where in the picture's pixels if that is known."""

    label: str
    score: float
    box: Box | None = None


@runtime_checkable
class Recogniser(Protocol):
    """Names what is in a picture: the whole of it (task classify), or objects with boxes (task detect)."""

    def recognise(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """The surest first. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Checker(Protocol):
    """Says whether a picture shows one of several things; a recogniser of whole pictures that can."""

    def one_of(self, image: RgbImage, labels: frozenset[str], *, cancel: CancelToken) -> Found | None:
        """The likeliest of `labels`, in small letters, with the probability that it is any of them; None where that is
        not enough. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Labeller(Protocol):
    """Names icons (task label)."""

    def label(self, crops: Sequence[RgbImage], *, cancel: CancelToken) -> tuple[Found | None, ...]:
        """One for each crop of an icon or of a button that holds one; None where it is none that is known, or not
        surely. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class ScreenReader(Protocol):
    """Says of a window by its picture what kind it is and what is in it (task screen)."""

    @property
    def questions(self) -> tuple[str, ...]:
        """What it can be asked, in its own words."""
        ...

    def parts(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """The kind first, then the parts and states, each as a phrase with its probability; only those that are sure
        enough; nothing where the kind is not. Raises Cancelled, ModelError."""
        ...

    def reply(self, image: RgbImage, question: str, *, cancel: CancelToken) -> Found | None:
        """The answer to one of `questions`; None where it cannot tell. Raises Cancelled, ModelError."""
        ...


@runtime_checkable
class Transcriber(Protocol):
    """Writes down speech."""

    def transcribe(self, samples: NDArray[np.float32], *, language: str = "", cancel: CancelToken) -> Answer:
        """`samples`: mono, 16,000 a second, -1..1. `language`: a BCP 47 tag, empty where the model shall find out.

        Nothing for silence. Raises Cancelled, ModelError.
        """
        ...


@runtime_checkable
class Embedder(Protocol):
    """Places sentences so that alike ones lie close."""

    def embed(self, texts: Sequence[str], *, cancel: CancelToken) -> NDArray[np.float32]:
        """(texts, width), each row of length 1: a dot product is the cosine. Raises Cancelled, ModelError."""
        ...
