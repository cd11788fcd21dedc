"""`lookaloud ask`: a typed or recorded question about the screen or a picture."""

from __future__ import annotations

import argparse
import wave
from pathlib import Path

from assistant.cli.output import print_problem
from assistant.languages.words import N_, _
from assistant.limits import SOUND_CHANNELS, SOUND_FILE_SECONDS, SOUND_RATES
from assistant.printable import printable
from assistant.types import Asked
from models.types import Clip

NOTHING_ASKED = N_('Give a question, such as: lookaloud ask "what buttons are there?"')
NOT_A_SOUND = N_("{file} cannot be read as a sound file. Give a WAV file of 16-bit PCM with one channel or two.")


def run(arguments: argparse.Namespace) -> int:
    """Answer; returns the exit code."""
    if not arguments.question.strip() and arguments.audio is None:
        print_problem(_(NOTHING_ASKED))
        return 2
    asked = Asked(text=printable(arguments.question))
    if arguments.audio is not None:
        clip = read_wav(arguments.audio)
        if clip is None:
            print_problem(_(NOT_A_SOUND).format(file=arguments.audio))
            return 5
        asked = Asked(clip=clip)
        if arguments.question and arguments.file is None:
            arguments.file = arguments.question  # with --audio the only word is the picture
    from assistant.cli.describe import run as look_and_answer

    return look_and_answer(arguments, asked=asked)


def read_wav(path: Path) -> Clip | None:
    """The first channel of a WAV file, a minute at most; None where it is none of 16-bit PCM."""
    try:
        with wave.open(str(path), "rb") as file:
            rate, channels = file.getframerate(), file.getnchannels()
            low, high = SOUND_RATES
            if file.getsampwidth() != 2 or not low <= rate <= high or channels > SOUND_CHANNELS:
                return None
            data = file.readframes(SOUND_FILE_SECONDS * rate)
    except (OSError, EOFError, RuntimeError, wave.Error):
        return None
    if channels > 1:
        whole = len(data) // (2 * channels) * 2 * channels
        data = memoryview(data[:whole]).cast("h")[::channels].tobytes()
    return Clip(data, rate)
