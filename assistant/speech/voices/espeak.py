"""LookAloud's own voice: espeak-ng through ctypes, its library and data from the package espeakng-loader.

espeak-ng is a separate work under the GPL, loaded at run time where it is installed. Interface: speak_lib.h.
"""

from __future__ import annotations

import ctypes
import importlib.util
import logging
import queue
import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from assistant.languages.runs import runs, voice_of
from assistant.languages.words import N_, _
from assistant.languages.words import language as language_of_words
from assistant.settings import SpeechSettings
from assistant.speech.player import Player
from assistant.speech.sentences import pieces

log = logging.getLogger(__name__)

CANNOT_SPEAK = N_("LookAloud's own voice cannot be started. Run lookaloud doctor to see what is missing.")
_DO_NOT_EXIT = 0x8000  # espeakINITIALIZE_DONT_EXIT: without it, missing data end the whole process
_SYNCHRONOUS = 2  # AUDIO_OUTPUT_SYNCHRONOUS: samples come through the callback
_BUFFER_MS = 60
_UTF8 = 1  # espeakCHARS_UTF8; without espeakSSML, so that what a screen says cannot steer the voice
_RATE, _VOLUME, _PITCH = 1, 2, 3  # espeak_PARAMETER
_OTHERWISE_CALLED = {"zh": "cmn"}  # languages by espeak-ng's names
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


def is_installed() -> bool:
    """Whether the package with espeak-ng's library is there."""
    return importlib.util.find_spec("espeakng_loader") is not None


class _Library:
    """espeak-ng. One per process: it has global state. Used from one thread."""

    def __init__(self) -> None:
        import espeakng_loader

        library = ctypes.CDLL(espeakng_loader.get_library_path())
        library.espeak_Synth.argtypes = [
            ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint,
            ctypes.c_void_p, ctypes.c_void_p,
        ]  # fmt: skip
        self.rate: int = library.espeak_Initialize(
            _SYNCHRONOUS, _BUFFER_MS, espeakng_loader.get_data_path().encode(), _DO_NOT_EXIT
        )
        if self.rate <= 0:
            raise OSError("espeak-ng could not be initialised")
        self._library = library
        self._sink: Callable[[bytes], bool] = lambda _samples: False
        self._callback = _CALLBACK(self._take)  # kept: ctypes does not
        library.espeak_SetSynthCallback(self._callback)
        self._language = ""

    def _take(self, samples: object, count: int, _events: object) -> int:
        if count <= 0 or not samples:
            return 0
        return 0 if self._sink(ctypes.string_at(samples, 2 * count)) else 1  # type: ignore[arg-type]

    def set(self, settings: SpeechSettings, language: str) -> None:
        """A language without a voice is spoken by that of the settings."""
        wanted = language or settings.language
        if wanted != self._language:
            for name in (wanted, wanted.split("-")[0], settings.language, "en"):
                if self._library.espeak_SetVoiceByName(_OTHERWISE_CALLED.get(name, name).encode()) == 0:
                    break
        self._language = wanted
        self._library.espeak_SetParameter(_RATE, settings.rate, 0)
        self._library.espeak_SetParameter(_PITCH, settings.pitch, 0)
        self._library.espeak_SetParameter(_VOLUME, settings.volume, 0)

    def synthesise(self, text: str, sink: Callable[[bytes], bool]) -> None:
        """Call `sink` with samples until it returns False."""
        self._sink = sink
        data = text.replace("\0", " ").encode("utf-8", "replace") + b"\0"
        self._library.espeak_Synth(data, len(data), 0, 0, 0, _UTF8, None, None)


class EspeakVoice(QObject):
    """Synthesis in a thread, sound through `Player`. GUI thread."""

    finished = Signal()
    failed = Signal(str)
    _chunk = Signal(int, bytes)
    _ended = Signal(int)
    _broke = Signal(int, str)

    def __init__(self, settings: SpeechSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._player = Player(22050, parent=self)
        self._player.drained.connect(self.finished)
        self._player.failed.connect(self._fail)
        self._number = 0  # of the utterance that may be heard
        self._chunk.connect(self._play)
        self._ended.connect(self._end)
        self._broke.connect(self._break)
        self._texts: queue.SimpleQueue[tuple[int, str, str] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="espeak", daemon=True)
        self._thread.start()

    def speak(self, text: str, language: str) -> None:
        self._number += 1
        self._texts.put((self._number, text, language))

    def stop(self) -> None:
        self._number += 1
        self._player.stop()

    def close(self) -> None:
        self.stop()
        self._texts.put(None)
        self._thread.join(2)

    def _work(self) -> None:
        while (job := self._texts.get()) is not None:
            number, text, language = job
            try:
                self._synthesise(number, text, language)
            except (OSError, ImportError, AttributeError) as error:  # no library, another one, or no data for it
                log.warning("espeak-ng: %s", error)
                self._broke.emit(number, _(CANNOT_SPEAK))

    def _synthesise(self, number: int, text: str, language: str) -> None:
        library = _library()

        def sink(samples: bytes) -> bool:
            if number != self._number:
                return False
            self._chunk.emit(number, samples)
            return True

        for run in runs(text, language or voice_of(self._settings.language, language_of_words())):
            library.set(self._settings, run.language)
            for piece in pieces(run.text):
                if number != self._number:
                    return
                library.synthesise(piece, sink)
        self._ended.emit(number)

    def _play(self, number: int, samples: bytes) -> None:
        if number == self._number:
            self._player.write(samples)

    def _end(self, number: int) -> None:
        if number == self._number:
            self._player.finish()

    def _break(self, number: int, sentence: str) -> None:
        if number == self._number:
            self._player.stop()
            self._fail(sentence)

    def _fail(self, sentence: str) -> None:
        self._number += 1  # what is still being made is not wanted
        self.failed.emit(sentence)


_loaded: list[_Library] = []


def _library() -> _Library:
    """The one library of this process, loaded on first use by the voice's thread."""
    if not _loaded:
        _loaded.append(_Library())
    return _loaded[0]
