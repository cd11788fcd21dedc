"""What writes down a spoken question: an installed speech model, else PocketSphinx, which is built in."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from assistant.listening.heard import Heard
from assistant.listening.sphinx import SphinxTranscriber, resampled
from models.cancel import CancelToken
from models.errors import ModelError
from models.protocols import Transcriber
from models.types import Clip

log = logging.getLogger(__name__)


class Ears:
    """See `assistant.pipelines.protocols.Ears`. Called from one thread; nothing is loaded before it is needed."""

    def __init__(self, open_model: Callable[[], Transcriber | None] = lambda: None) -> None:
        self._open = open_model
        self._looked = False
        self._model: Transcriber | None = None
        self._sphinx = SphinxTranscriber()

    def prepare(self, words: Sequence[str]) -> None:
        """What can be done before the user has finished speaking."""
        if self._model is None:
            self._sphinx.prepare(words)

    def hear(self, clip: Clip, words: Sequence[str], *, cancel: CancelToken) -> Heard:
        """By the installed model; where there is none, or it fails, by PocketSphinx."""
        if not self._looked:
            self._looked = True  # one that cannot be opened is not tried again until the engine starts anew
            with cancel.stopping(lambda: None):
                self._model = self._open()
        if self._model is not None:
            try:
                return _by_model(self._model, clip, cancel)
            except ModelError:
                log.exception("the speech model failed")
        return self._sphinx.hear(clip, words, cancel=cancel)


def _by_model(model: Transcriber, clip: Clip, cancel: CancelToken) -> Heard:
    import numpy as np

    samples = np.frombuffer(resampled(clip), "<i2").astype(np.float32) / np.float32(32768)
    pieces: list[str] = []
    answer = model.transcribe(samples, language="en", cancel=cancel)
    while True:
        try:
            pieces.append(next(answer))
        except StopIteration as end:
            text = " ".join("".join(pieces).split())
            return Heard(text, end.value.mean if text else 0.0)
