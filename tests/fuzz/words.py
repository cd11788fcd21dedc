"""Words and sounds of users: questions, commands, keys, times, recordings."""

from __future__ import annotations

import contextlib
import io
import re
import struct
import time
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant import limits
from assistant.cli.ask import read_wav
from assistant.desktop.hotkeys import chord as chords
from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import SettingsError
from assistant.languages.runs import runs
from assistant.languages.words import ENGLISH, NAMES, speaking
from assistant.listening.endpoint import Endpoint, why_nothing
from assistant.listening.sphinx import RATE, _dithered, _names, resampled
from assistant.pipelines.asking import going_on
from assistant.pipelines.seeking import wanted as seeking
from assistant.pipelines.understanding.understand import understand
from assistant.pipelines.watching import wanted as watching
from assistant.printable import printable
from assistant.speech.sentences import pieces
from assistant.types import Target as Look
from assistant.video.times import parse_time
from models.errors import BadInput
from models.inputs.audio import check, log_mel, loudness, windows
from models.types import Clip
from tests.fuzz import Target
from tests.fuzz.source import Source, check_sentence, check_words, file_of

_PATIENCE = 5.0  # seconds of the processor for all rules on the longest question; they take some milliseconds

_LANGUAGES = {bytes((number,)): code for number, code in enumerate(NAMES, 1)}

_QUESTIONS = """what buttons are there|where is the save button|what does the error say|how much is the tea
and the one below|is newsletter checked|tell me when the download ends|watch the second line every 5 seconds
find my red cup with the camera|where is the text "exit"|read the third paragraph|who sent this
tell me when it reaches 50 percent|what is the total of the second row|press it|what's the time|0:01:30.5
wie viele Links gibt es|wo ist die Schaltfläche Speichern|was steht in der dritten Zeile|ist das Kästchen angekreuzt
cuántos botones hay|dónde está el botón Guardar|qué dice el error|lee el segundo párrafo"""


def questions() -> Sequence[bytes]:
    """Some of each kind, and all that the program is measured on; each of the first in every language."""
    set_of_questions = Path(__file__).parents[1] / "bench/questions/set.txt"
    asked = re.findall(r"^\w+: (.+?) =>", set_of_questions.read_text("utf-8"), re.MULTILINE)
    return [
        *(first + each.encode() for each in re.split(r"[|\n]", _QUESTIONS) for first in (b"", *_LANGUAGES)),
        *map(str.encode, asked),
    ]


def question(data: bytes) -> None:
    """Any words, through all that looks at words; no rule takes for ever. The first byte may choose the language."""
    with speaking(_LANGUAGES.get(data[:1], ENGLISH)):
        _question(data.decode("utf-8", "replace")[: limits.QUESTION])


def _question(text: str) -> None:
    began = time.process_time()
    understand(text)
    going_on.find(text, Look.CAMERA)
    watched = watching.parse(text)
    sought = seeking.parse(text, bare=True)
    assert time.process_time() - began < _PATIENCE, text
    if watched is not None:
        check_words(printable(watched.told))
    if sought is not None:
        check_words(printable(f"{sought.the} {sought.texts}"))
    list(_names([text]))
    with contextlib.suppress(ValueError):
        assert 0 <= parse_time(text) <= limits.VIDEO_TIME
    told = printable(text)
    check_words(told)
    assert "".join(run.text for run in runs(told, "en")) == told
    assert "".join("".join(pieces(told)).split()) == "".join(told.split())


def key(data: bytes) -> None:
    """A key as it may stand in the settings."""
    text = data.decode("utf-8", "replace")
    try:
        chord = Chord.parse(text)
    except SettingsError as error:
        check_sentence(error.spoken, most=400)
    else:
        assert Chord.parse(str(chord)) == chord
        assert chord.spoken


def sound(data: bytes) -> None:
    """Samples of any rate and length, up to what a recogniser gets; and a file that may be none."""
    source = Source(data)
    rate = source.pick((0, -1, 1, 7, 3999, 4000, 8000, 11_025, 16_000, 22_050, 44_100, 48_000, 384_000, 2**31, 10**30))
    clip = Clip(source.rest() * (1 + len(data) % 50), rate)
    heard = resampled(clip)
    assert len(heard) % 2 == 0
    assert len(heard) <= 2 * RATE * limits.SOUND_FILE_SECONDS
    endpoint = Endpoint()
    endpoint.feed(heard)
    assert 0 <= endpoint.loudest <= 1.01
    why = why_nothing(Clip(heard, RATE), endpoint)
    if why:
        check_sentence(why)
    assert len(_dithered(heard)) == len(heard)
    samples = np.frombuffer(heard, "<i2").astype(np.float32) / np.float32(32768)
    check(samples)
    assert np.isfinite(loudness(samples)).all()
    assert sum(len(part) for part in windows(samples, longest=0.5)) == len(samples)
    assert np.isfinite(log_mel(samples, bands=80, seconds=1)).all()
    raw = np.frombuffer(data[: len(data) // 4 * 4], np.float32)
    try:
        check(raw)
    except BadInput as error:
        check_sentence(error.spoken)
    read = read_wav(file_of(data, "x.wav"))
    if read is not None:
        resampled(read)


def sounds() -> Sequence[bytes]:
    """A tone, as samples and as files."""
    tone = b"".join(struct.pack("<h", round(20_000 * np.sin(n / 5))) for n in range(2000))
    found = [bytes((8,)) + tone]
    for channels, rate in ((1, 16_000), (2, 44_100), (1, 8000)):
        file = io.BytesIO()
        with wave.open(file, "wb") as wav:
            wav.setnchannels(channels)
            wav.setsampwidth(2)
            wav.setframerate(rate)
            wav.writeframes(tone)
        found.append(file.getvalue())
    return found


TARGETS = {
    "questions": Target(question, questions),
    "keys": Target(
        key,
        lambda: [b"Ctrl+Alt+Space", b"super+f12", b"Shift + comma", b"+", b"A", b"F24", b"Pause"],
        words=[each.encode() for each in (*chords.KEYS, *"ctrl+ Control+ meta+ win+ alt+ shift+ super+".split())],
    ),
    "sounds": Target(sound, sounds),
}
