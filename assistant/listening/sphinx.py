"""Writes down questions with PocketSphinx, whose language model is made from the question grammar and the screen."""

from __future__ import annotations

import contextlib
import logging
import math
import os
import re
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from assistant import limits
from assistant.listening.endpoint import Endpoint
from assistant.listening.heard import Heard
from assistant.listening.language_model import arpa
from assistant.listening.phrases import named_sentences, plain_sentences, requests
from assistant.listening.pronunciation import phones
from assistant.pipelines.understanding.words import question_words
from models.cancel import CancelToken
from models.types import Clip

log = logging.getLogger(__name__)

RATE = 16_000
_MOST_NAMES = 150
_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
_PADDING = bytes(RATE // 5 * 2)  # the recogniser wants silence around the words
_DITHER = 60.0  # of 32768: -55 dB; chosen among 0, 30, 60 and 150 by the word errors of two synthetic voices
_REQUESTS = 0.5
"""What a request counts beside a question: they are many, each thing with each phrase. Chosen among 0.1, 0.3, 0.5 and 1
by the word errors of both."""
_SEARCH, _LOOP = "questions", "phones"
_STEEP = 15.0
"""How fast confidence rises with the words' lead over a free row of sounds: at no lead it is a half. Set on synthetic
voices; see tests/bench."""
_USUAL = 170  # frames of a usual question, to which the lead is scaled


class SphinxTranscriber:
    """Keeps its acoustic model, loaded with the first question. Called from one thread."""

    def __init__(self) -> None:
        self._decoder: Any = None
        self._names: tuple[str, ...] | None = None
        self._added: set[str] = set()
        self.seconds = 0.0
        """What the last question took, without loading."""

    def hear(self, clip: Clip, words: Sequence[str], *, cancel: CancelToken) -> Heard:
        """See `assistant.pipelines.protocols.Ears`."""
        decoder = self._load()
        began = time.monotonic()
        endpoint = Endpoint()
        endpoint.feed(resampled(clip))
        if not endpoint.has_spoken:
            return Heard("", 0.0)
        self._prepare(decoder, tuple(_names(words)))
        cancel.check()
        samples = _dithered(_PADDING + resampled(clip) + _PADDING)
        text, score, frames, others = self._decode(decoder, _SEARCH, samples, cancel)
        if not text:
            return Heard("", 0.0)
        _, free, _, _ = self._decode(decoder, _LOOP, samples, cancel)
        lead = (math.log(score) - math.log(free)) * _USUAL / frames if score > 0 and free > 0 else -1.0
        self.seconds = time.monotonic() - began
        log.debug("heard with a lead of %.2f", lead)
        return Heard(text, 1 / (1 + math.exp(-_STEEP * lead)), others)

    def prepare(self, words: Sequence[str]) -> None:
        """Make the language model while the user still speaks."""
        self._prepare(self._load(), tuple(_names(words)))

    def _load(self) -> Any:
        if self._decoder is None:
            from pocketsphinx import Config, Decoder, get_model_path

            model = Path(get_model_path()) / "en-us"
            config = Config(
                hmm=str(model / "en-us"), dict=str(model / "cmudict-en-us.dict"), lm=None, samprate=float(RATE),
                loglevel="FATAL", beam=1e-57, wbeam=1e-47, maxhmmpf=10_000,
            )  # fmt: skip
            self._decoder = Decoder(config)
            self._decoder.add_allphone_file(_LOOP, str(model / "en-us-phone.lm.bin"))
        return self._decoder

    def _prepare(self, decoder: Any, names: tuple[str, ...]) -> None:
        """The language model for these names; kept while they stay the same."""
        if names == self._names:
            return
        from pocketsphinx import NGramModel

        sentences = [(sentence, 1.0) for sentence in plain_sentences()]
        sentences += ((sentence, _REQUESTS) for sentence in requests())
        if names:
            sentences += ((sentence, 0.5) for sentence in named_sentences(names))
        for word in sorted({word for sentence, _ in sentences for word in sentence.split()}):  # always the same order
            self._add(decoder, word)
        with _in_memory(arpa(sentences)) as path:
            decoder.add_lm(_SEARCH, NGramModel(decoder.config, decoder.logmath, path))
        self._names = names

    def _add(self, decoder: Any, word: str) -> None:
        if word in self._added:
            return
        if decoder.lookup_word(word) is None:
            decoder.add_word(word, phones(word) or "AH", False)
        self._added.add(word)

    def _decode(
        self, decoder: Any, search: str, samples: bytes, cancel: CancelToken
    ) -> tuple[str, float, int, tuple[str, ...]]:
        """Words, their score (the larger the better), frames, other readings. Raises Cancelled."""
        cancel.check()
        decoder.activate_search(search)
        decoder.start_utt()
        try:
            # as a whole, so that the loudness is levelled over all of it and no earlier question matters
            decoder.process_raw(samples, False, True)
        finally:
            decoder.end_utt()
        found = decoder.hyp()
        if found is None:
            return "", 0.0, 0, ()
        others: list[str] = []
        if search == _SEARCH:
            for other in decoder.nbest() or ():
                if other is None or len(others) == 3:
                    break
                if other.hypstr and other.hypstr != found.hypstr and other.hypstr not in others:
                    others.append(other.hypstr)
        return found.hypstr, found.score, decoder.n_frames(), tuple(others)


def _names(words: Sequence[str]) -> Iterator[str]:
    """Texts of the screen as the recogniser writes them: letters only, each once, at most five words each."""
    seen: set[str] = set()
    for text in words:
        plain = unicodedata.normalize("NFKD", question_words(text))  # an accent becomes a sign of its own
        spoken = " ".join(_WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)))[:5])
        if spoken and spoken not in seen and len(spoken) <= 60:
            seen.add(spoken)
            yield spoken
        if len(seen) >= _MOST_NAMES:
            return


def _dithered(samples: bytes) -> bytes:
    """With faint noise, always the same: digital silence, as of a synthetic voice, upsets the levelling."""
    import numpy as np

    exact = np.frombuffer(samples, "<i2").astype(np.float64)
    noise = np.random.default_rng(0).normal(0, _DITHER, len(exact))
    return np.clip(exact + noise, -32768, 32767).astype("<i2").tobytes()


def resampled(clip: Clip) -> bytes:
    """At 16,000 samples a second; linear between samples, after averaging where the rate is higher.

    Half a sample at its end is left out, and what is longer than a question; none where nobody records at that rate.
    """
    low, high = limits.SOUND_RATES
    if not low <= clip.rate <= high:
        return b""
    heard = clip.samples[: min(len(clip.samples) // 2, limits.SOUND_FILE_SECONDS * clip.rate) * 2]
    if clip.rate == RATE or not heard:
        return heard
    import numpy as np

    samples = np.frombuffer(heard, "<i2").astype(np.float64)
    if clip.rate > RATE:
        width = max(1, round(clip.rate / RATE))
        samples = np.convolve(samples, np.ones(width) / width, "same")
    count = int(len(samples) * RATE / clip.rate)
    at = np.arange(count) * clip.rate / RATE
    return np.interp(at, np.arange(len(samples)), samples).astype("<i2").tobytes()


@contextlib.contextmanager
def _in_memory(text: str) -> Iterator[str]:
    """A path to the text. On Linux no file on a disk, for it holds what a screen says; elsewhere one that only the user
    may read and that is gone when the model is loaded."""
    if not hasattr(os, "memfd_create"):
        with tempfile.TemporaryDirectory(prefix="lookaloud-") as folder:
            path = Path(folder) / "language-model"
            path.write_text(text, "utf-8")
            yield str(path)
        return
    number = os.memfd_create("language-model")
    try:
        with os.fdopen(os.dup(number), "w") as file:
            file.write(text)
        yield f"/proc/self/fd/{number}"
    finally:
        os.close(number)
