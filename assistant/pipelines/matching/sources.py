"""What tells of pictures: the text reader, and the models that are installed, each opened when it is first needed."""

from __future__ import annotations

import functools
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from assistant.languages.words import N_
from assistant.pipelines.recognising.opened import Opened
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Found, Matcher, Recogniser
from models.types import TextLine

if TYPE_CHECKING:
    from assistant.pipelines.protocols import Reader
    from models.types import RgbImage

log = logging.getLogger(__name__)

GET_ONE = N_("A matching model could say more: lookaloud models list names those that can be fetched.")
_SHARE = 0.5  # the least score of what a detector found


class Sources:
    """The evidence there is for what a picture shows. Called from one thread."""

    def __init__(
        self,
        reader: Callable[[], Reader],
        *,
        classifier: Callable[[], Recogniser | None] = lambda: None,
        detector: Callable[[], Recogniser | None] = lambda: None,
        matcher: Callable[[], Matcher | None] = lambda: None,
    ) -> None:
        self._reader = functools.cache(reader)
        self._classifier = Opened(classifier)
        self._detector = Opened(detector)
        self._matcher = Opened(matcher)

    def read(self, image: RgbImage, *, cancel: CancelToken) -> tuple[TextLine, ...]:
        """The lines that can be read. Raises Cancelled, ModelError."""
        return tuple(line for line in self._reader().read(image, cancel=cancel) if line.readable and line.text.strip())

    def classifier(self, cancel: CancelToken) -> Recogniser | None:
        """What names whole pictures; None where none is installed."""
        return self._classifier.get(cancel)

    def detector(self, cancel: CancelToken) -> Recogniser | None:
        """What names objects and their places; None where none is installed."""
        return self._detector.get(cancel)

    def matcher(self, cancel: CancelToken) -> Matcher | None:
        """What holds pictures against texts; None where none is installed."""
        return self._matcher.get(cancel)

    def named(self, image: RgbImage, *, cancel: CancelToken) -> Found | None:
        """What the whole picture shows by the classifier, if it is sure. Raises Cancelled."""
        classifier = self.classifier(cancel)
        try:
            found = classifier.recognise(image, cancel=cancel) if classifier is not None else ()
        except ModelError:
            log.exception("recognising a picture")
            return None
        return found[0] if found and found[0].label else None

    def objects(self, image: RgbImage, *, cancel: CancelToken) -> tuple[Found, ...]:
        """The objects by the detector, with places; none where none is installed. Raises Cancelled."""
        detector = self.detector(cancel)
        try:
            found = detector.recognise(image, cancel=cancel) if detector is not None else ()
        except ModelError:
            log.exception("detecting objects")
            return ()
        return tuple(each for each in found if each.box is not None and each.score >= _SHARE)
