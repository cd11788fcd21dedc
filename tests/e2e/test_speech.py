"""Speech as it is heard: recorded from the sink of a real sound server."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.settings import SpeechSettings
from assistant.speech.player import LOST
from assistant.speech.voices import NO_VOICE
from assistant.speech.voices.chosen import ChosenVoice
from tests.helpers.app import ROOT
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.desktop import desktop as desktop_alone
from tests.helpers.events import wait
from tests.helpers.hearing import correlation, first_sound, last_sound, load, read_wave, was_heard

FIRST = "The train to Leeds leaves at half past two."
SECOND = "There are seven letters in the box."
OTHER = "Your battery is nearly empty."

SPEAK = """
import sys
from assistant.errors import VoiceError
from assistant.settings import SpeechSettings
from assistant.speech.command_line import speak_and_wait
def speak_again():
    try:
        speak_and_wait(sys.argv[2:], SpeechSettings(voice=sys.argv[1]))
    except VoiceError as error:
        print(error.spoken)
speak_again()
"""


def speak(desktop: Desktop, *sentences: str, voice: str = "own") -> subprocess.CompletedProcess[str]:
    """Speak in a process of its own, as the command line does."""
    return subprocess.run(
        [sys.executable, "-c", SPEAK, voice, *sentences], env=desktop.env, cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip


def test_two_sentences_are_heard_and_no_other(desktop: Desktop, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = speak(desktop, FIRST, SECOND)
    heard = load(recording)
    assert result.returncode == 0, result.stderr
    assert was_heard(heard, FIRST), correlation(heard, FIRST)
    assert was_heard(heard, SECOND), correlation(heard, SECOND)
    assert not was_heard(heard, OTHER), correlation(heard, OTHER)


@pytest.mark.parametrize("text", ["", "\0\x1b[31m", "😀 smile", "a" * 3000, "<speak><break time='9s'/></speak> done"])
def test_no_text_breaks_the_voice(desktop: Desktop, text: str) -> None:
    program = (
        "from assistant.settings import SpeechSettings\nfrom assistant.speech.voices.espeak import _library\n"
        "from assistant.speech.sentences import pieces\nimport sys\nlibrary = _library()\n"
        "library.set(SpeechSettings(), '')\nsizes = []\n"
        "[library.synthesise(p, lambda s: not sizes.append(len(s))) for p in pieces(sys.stdin.read())]\n"
        "print(sum(sizes))"
    )
    result = subprocess.run(
        [sys.executable, "-c", program], input=text, env=desktop.env, cwd=ROOT, capture_output=True, text=True,
        timeout=60, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    seconds = int(result.stdout) / 2 / 22050
    assert seconds < 600
    if "done" in text:
        assert seconds < 8  # the mark-up is read out or left out, but not obeyed


def test_what_has_no_sound_keeps_nothing_waiting(desktop: Desktop) -> None:
    result = speak(desktop, "…", "\x1b", "\u202e", ".", "\udce9")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


def test_without_a_sound_server_one_sentence_says_so(desktop: Desktop) -> None:
    silent = dict(desktop.env)
    silent["PULSE_SERVER"] = "unix:/nonexistent"
    desktop_without = Desktop(desktop.folder)
    desktop_without.env = silent
    result = speak(desktop_without, FIRST)
    assert result.returncode == 0
    assert result.stdout.strip() == (
        "No sound device was found, so nothing can be spoken. Connect one, or check the sound settings."
    )


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(path)) == 0


def _kill_sound_server(desktop: Desktop) -> None:
    server = next(process for process in desktop._processes if process.args[0] == "pulseaudio")  # type: ignore[index]
    desktop._processes.remove(server)
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()


def _start_speaking(desktop: Desktop, program: str, *sentences: str) -> subprocess.Popen[bytes]:
    """A process whose first words are being played."""
    process = subprocess.Popen(
        [sys.executable, "-c", program, "own", *sentences], env=desktop.env, cwd=ROOT, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    wait_for(lambda: desktop.run(["pactl", "list", "short", "sink-inputs"]).stdout.strip(), why="the first words")
    return process


def test_a_sound_server_that_dies_while_speaking_is_a_sentence() -> None:
    with desktop_alone(window_manager=False) as desktop:
        # and once more: QtMultimedia without its connection would end the process
        process = _start_speaking(desktop, f"{SPEAK}\nspeak_again()\n", FIRST, SECOND)
        _kill_sound_server(desktop)
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output.decode()) == (0, f"{LOST}\n{LOST}\n")


def test_a_sound_server_that_comes_back_at_once_is_heard(tmp_path: Path) -> None:
    with desktop_alone(window_manager=False) as desktop:
        process = _start_speaking(desktop, SPEAK, FIRST, SECOND)
        _kill_sound_server(desktop)
        (desktop.folder / "pulse").unlink()
        desktop._open_sound()
        with desktop.recording(tmp_path / "heard.raw") as recording:
            output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, b"")
    assert was_heard(load(recording), SECOND), correlation(load(recording), SECOND)


@pytest.fixture(name="dispatcher")
def _dispatcher(desktop: Desktop) -> Iterator[subprocess.Popen[bytes]]:
    """A real speech-dispatcher with espeak-ng on the test desktop's sink."""
    folder = desktop.folder / "speechd"
    (folder / "modules").mkdir(parents=True, exist_ok=True)
    (folder / "speechd.conf").write_text(
        'LogLevel 3\nLogDir "stdout"\nAudioOutputMethod "pulse"\nDefaultLanguage "en"\n'
        'AddModule "espeak-ng" "sd_espeak-ng" "espeak-ng.conf"\nDefaultModule espeak-ng\n'
    )
    system = Path("/etc/speech-dispatcher/modules/espeak-ng.conf")
    (folder / "modules" / "espeak-ng.conf").write_text(system.read_text())
    path = folder / "speechd.sock"
    desktop.env["SPEECHD_ADDRESS"] = f"unix_socket:{path}"
    process = desktop.start(
        "speech-dispatcher", "-s", "-t", "0", "-C", str(folder), "-c", "unix_socket", "-S", str(path),
        "-P", str(folder / "pid"), "-L", str(folder),
    )  # fmt: skip
    wait_for(lambda: _answers(path), why="speech-dispatcher")  # its socket is there a moment before it listens
    yield process
    process.send_signal(signal.SIGTERM)
    process.wait(5)
    del desktop.env["SPEECHD_ADDRESS"]


def test_speech_dispatcher_speaks(desktop: Desktop, dispatcher: subprocess.Popen[bytes], tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        odd = ("A line that begins\n.with a dot", "caf\udce9", "\x1b[31m", "…", " ")
        result = speak(desktop, FIRST, *odd, voice="screen-reader")
    assert result.returncode == 0, result.stderr
    assert result.stdout == ""
    heard = load(recording)
    assert first_sound(heard) is not None
    assert len(heard) / 16000 > 3  # two sentences take their time; a lost END would end the program at once
    assert dispatcher.poll() is None


def test_speech_dispatcher_speaks_all_of_an_utterance_in_two_languages(
    desktop: Desktop, dispatcher: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    parts = ("Möchten Sie die alten Briefe wirklich löschen?", "The letters are in the folder on the desktop.")
    lengths = []
    for number, text in enumerate((*parts, "\n".join(parts))):
        with desktop.recording(tmp_path / f"heard{number}.raw") as recording:
            result = speak(desktop, text, voice="screen-reader")
        assert (result.returncode, result.stdout) == (0, ""), result.stderr
        heard = load(recording)
        lengths.append(last_sound(heard) - (first_sound(heard) or 0.0))
    german, english, both = lengths
    assert min(german, english) > 1.5
    assert german + english - 0.3 < both < german + english + 1.0
    assert dispatcher.poll() is None


def test_a_speech_server_that_dies_is_replaced_by_our_own_voice(
    desktop: Desktop, dispatcher: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        process = subprocess.Popen(
            [sys.executable, "-c", SPEAK, "screen-reader", FIRST, SECOND], env=desktop.env, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        wait_for(lambda: first_sound(load(recording)) is not None, why="the first words")
        os.killpg(dispatcher.pid, signal.SIGKILL)
        dispatcher.wait()
        output, _ = process.communicate(timeout=60)
    assert (process.returncode, output) == (0, b"")
    heard = load(recording)
    assert was_heard(heard, FIRST), correlation(heard, FIRST)  # repeated, since it was interrupted
    assert was_heard(heard, SECOND), correlation(heard, SECOND)


def follows(voice: ChosenVoice) -> str:
    """Which voice speaks, after it has looked."""
    voice.follow()
    return voice.kind


@pytest.mark.usefixtures("application")
def test_the_voice_follows_the_screen_reader_and_its_server(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    runs = True
    monkeypatch.setattr("assistant.speech.voices.chosen.screen_reader_runs", lambda: runs)
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/nonexistent")
    voice = ChosenVoice(SpeechSettings())
    assert voice.kind == "own"
    server = request.getfixturevalue("dispatcher")  # only now does it start
    monkeypatch.setenv("SPEECHD_ADDRESS", request.getfixturevalue("desktop").env["SPEECHD_ADDRESS"])
    assert follows(voice) == "dispatcher"
    runs = False
    assert follows(voice) == "own"
    runs = True
    assert follows(voice) == "dispatcher"
    os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    voice.speak("Hello", "")
    wait(lambda: voice.kind == "own")
    voice.close()


@pytest.mark.usefixtures("application")
def test_where_no_voice_is_left_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.speech.voices.espeak.is_installed", lambda: False)
    monkeypatch.setenv("SPEECHD_ADDRESS", "unix_socket:/nonexistent")
    voice = ChosenVoice(SpeechSettings(voice="own"))
    told: list[str] = []
    voice.failed.connect(told.append)
    for _ in range(2):
        voice.speak("Hello", "")
    assert told == [NO_VOICE, NO_VOICE]


def test_a_cue_can_be_told_from_the_others() -> None:
    folder = ROOT / "resources" / "sounds"
    sounds = {path.stem: read_wave(path) for path in folder.glob("*.wav")}
    assert set(sounds) == set("start working done failed layer listening cancel camera-on camera-off".split())
    for name, samples in sounds.items():
        assert abs(samples).max() < 32767 * 0.5, name
        assert 0.02 < len(samples) / 22050 < 0.5, name
    assert len({len(samples) for samples in sounds.values()}) == len(sounds)
    assert abs(sounds["working"]).max() < abs(sounds["start"]).max() / 2


def test_ctrl_c_ends_a_spoken_description(desktop: Desktop, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "describe", "--sample"], env=desktop.env, cwd=ROOT,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        wait_for(lambda: len(load(recording)) > 0 and abs(load(recording)[-8000:]).max() > 300, why="speech")
        os.kill(process.pid, signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 130
    assert errors == b""
