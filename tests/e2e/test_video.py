"""`lookaloud video` as it is used: real files, the real command, speech recorded from the sink of a sound server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.cli import video as command_line
from assistant.video.vtt import Cue, parsed
from tests.helpers.app import ROOT
from tests.helpers.desktop import Desktop, wait_for
from tests.helpers.hearing import correlation, load, was_heard
from tests.helpers.videos import Film, card, plain, still

COMMAND = [sys.executable, "-m", "assistant", "video"]
SENTENCES = [
    "bread.mp4: a video of 9 seconds, 640 by 360 pixels.",
    "Shot 1, at the start: a title says: Bread at Home.",
    "Shot 2, at 3 seconds: the picture is black.",
    "Shot 3, at 5 seconds: a title says: The oven is hot now.",
    "Shot 4, at 7 seconds: nothing can be told of it.",
    "That is all: 4 shots.",
]


@pytest.fixture(name="bread", scope="module")
def _bread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    film = Film().scene(card("Bread at Home"), 3).scene(plain("black"), 2)
    film.scene(card("The oven is hot now", "white", "black"), 2).scene(still(3), 2)
    return film.write(tmp_path_factory.mktemp("films") / "bread.mp4")


def video(desktop: Desktop, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`lookaloud video ARGUMENTS` to its end."""
    return subprocess.run(
        [*COMMAND, *arguments], env=desktop.env, cwd=ROOT, capture_output=True, text=True, timeout=110, check=False
    )


def test_each_shot_is_said_and_heard(desktop: Desktop, bread: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = video(desktop, str(bread))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == SENTENCES
    heard = load(recording)
    for sentence in SENTENCES[1:4]:
        assert was_heard(heard, sentence), (sentence, correlation(heard, sentence))
    assert not was_heard(heard, "Your battery is nearly empty."), "anything would be taken as heard"


def test_the_descriptions_as_webvtt(desktop: Desktop, bread: Path, tmp_path: Path) -> None:
    out = tmp_path / "bread.vtt"
    result = video(desktop, str(bread), "--silent", "--vtt", str(out))
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [*SENTENCES, "bread.vtt was written: 4 descriptions."]
    cues = parsed(out.read_text("utf-8"))
    assert [cue.text for cue in cues] == [
        "A title says: Bread at Home.",
        "The picture is black.",
        "A title says: The oven is hot now.",
        "A new shot: nothing can be told of it.",
    ]
    assert [cue.begin for cue in cues] == pytest.approx([0, 3, 5, 7])
    assert [cue.end for cue in cues] == [*(cue.begin for cue in cues[1:]), 9]
    assert [path.name for path in tmp_path.iterdir()] == ["bread.vtt"]


def test_json_and_a_part(desktop: Desktop, bread: Path) -> None:
    result = video(desktop, str(bread), "--json", "--from", "2", "--to", "0:06")
    assert (result.returncode, result.stderr) == (0, "")
    told = json.loads(result.stdout)
    assert (told["width"], told["height"], told["duration"], told["complete"]) == (640, 360, 9, True)
    assert [shot["number"] for shot in told["shots"]] == [1, 2, 3]
    assert [shot["gate"] for shot in told["shots"]] == [None, "black", None]
    assert (told["shots"][0]["begin"], told["shots"][2]["end"]) == (2, 6)
    (claim,) = told["shots"][2]["claims"]
    assert claim["text"] == "The oven is hot now."
    assert claim["source"] == "text"


def test_a_moment_is_described_and_asked_about(desktop: Desktop, bread: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = video(desktop, str(bread), "--at", "0:05.5")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["The video at 5.5 seconds.", "The oven is hot now."]
    assert was_heard(load(recording), "The oven is hot now.")
    asked = video(desktop, str(bread), "--at", "1", "--ask", "what does it say?", "--json")
    assert (asked.returncode, asked.stderr) == (0, "")
    answer = json.loads(asked.stdout)
    assert "Bread at Home" in answer["answer"]
    assert (answer["at"], answer["outcome"]) == (1, "answered")


def test_a_damaged_video_is_told_as_far_as_it_goes(desktop: Desktop, tmp_path: Path) -> None:
    film = Film().scene(card("Bread at Home"), 3).scene(card("The oven is hot now", "white", "black"), 3)
    whole = film.write(tmp_path / "whole.avi").read_bytes()
    (tmp_path / "half.avi").write_bytes(whole[: len(whole) * 3 // 4])
    out = tmp_path / "half.vtt"
    result = video(desktop, str(tmp_path / "half.avi"), "--silent", "--vtt", str(out))
    assert result.returncode == 5
    lines = result.stdout.splitlines()
    assert lines[1:3] == [
        "Shot 1, at the start: a title says: Bread at Home.",
        "Shot 2, at 3 seconds: a title says: The oven is hot now.",
    ]
    assert lines[3].startswith("half.avi is damaged or incomplete: of 6 seconds, it can be read up to ")
    assert lines[4] == "Up to there: 2 shots."
    assert lines[5] == "half.vtt was written: 2 descriptions, which go no further than the video could be read."
    assert "NOTE These are not all: half.avi is damaged" in out.read_text()


def test_what_is_wrong_is_one_sentence(desktop: Desktop, bread: Path, tmp_path: Path) -> None:
    (tmp_path / "zero.mp4").write_bytes(b"")
    (tmp_path / "letter.mp4").write_text("Dear Sir,\n" * 50)
    problems = {
        ("none.mp4",): (5, "There is no file none.mp4. Check the name and the folder."),
        (str(tmp_path),): (5, f"{tmp_path.name} is a folder, not a video. "
                              "Give a video file such as MP4, WebM, MKV or AVI."),
        (str(tmp_path / "zero.mp4"),): (5, "zero.mp4 is empty: the file has no content. Perhaps it was not saved or "
                                           "copied completely."),
        (str(tmp_path / "letter.mp4"),): (5, "letter.mp4 holds text, not a video. Give a video file such as MP4, "
                                             "WebM, MKV or AVI."),
        (str(bread), "--at", "1:05"): (5, "bread.mp4 lasts 9 seconds: there is no picture at 1 minute 5 seconds."),
        (str(bread), "--from", "1:05"): (5, "bread.mp4 lasts 9 seconds: there is no picture at 1 minute 5 seconds."),
        (str(bread), "--ask", "what?"): (2, command_line.ASK_NEEDS_AT),
        (str(bread), "--from", "5", "--to", "4"): (2, command_line.BACKWARDS),
        (str(bread), "--at", "1", "--to", "4"): (2, command_line.AT_ALONE),
        (str(bread), "--vtt", str(bread)): (2, command_line.SAME_FILE),
        (str(bread), "--vtt", str(tmp_path / "none" / "a.vtt")): (
            2, "a.vtt cannot be written: its folder is not there. Choose another place."),
    }  # fmt: skip
    for arguments, (code, sentence) in problems.items():
        result = video(desktop, *arguments, "--silent")
        said = [line for line in result.stderr.splitlines() if line]
        assert (result.returncode, said) == (code, [sentence]), arguments
    result = video(desktop, str(bread), "--at", "1:65")
    assert result.returncode == 2
    assert result.stderr.endswith("'1:65' is not a time: after a colon the number must be below 60.\n")


def stopped_at(desktop: Desktop, begins: str, *arguments: str) -> tuple[int, str, str]:
    """Press Ctrl+C once a line begins so: the exit code, what was printed after that line, and the errors."""
    process = subprocess.Popen(
        [*COMMAND, *arguments], env=desktop.env, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(begins):
            break
    os.kill(process.pid, signal.SIGINT)
    rest, errors = process.communicate(timeout=10)
    return process.returncode, rest, errors


@pytest.mark.parametrize("how", [[], ["--silent"]])
def test_ctrl_c_stops_at_once_and_leaves_no_half_file(desktop: Desktop, tmp_path: Path, how: list[str]) -> None:
    film = Film()
    for number in range(30):
        film.scene(card(f"Chapter {number}", ("black", "white")[number % 2], ("white", "black")[number % 2]), 2)
    path, out = film.write(tmp_path / "long.avi"), tmp_path / "long.vtt"
    code, rest, errors = stopped_at(desktop, "Shot 2", str(path), "--vtt", str(out), *how)
    assert code == 130
    assert errors == "Stopped: long.vtt was not written.\n"
    assert "That is all" not in rest
    assert [each.name for each in tmp_path.iterdir()] == ["long.avi"]


def test_ctrl_c_while_the_end_is_spoken_does_not_deny_what_was_written(desktop: Desktop, tmp_path: Path) -> None:
    path, out = Film().scene(card("Bread at Home"), 2).write(tmp_path / "short.avi"), tmp_path / "short.vtt"
    code, _, errors = stopped_at(desktop, "short.vtt was written", str(path), "--vtt", str(out))
    assert (code, errors) == (130, "")
    assert "Bread at Home" in out.read_text("utf-8")


def test_the_first_words_come_before_the_video_is_read(desktop: Desktop, tmp_path: Path) -> None:
    film = Film().scene(card("Bread at Home"), 2)
    for number in range(60):
        film.scene(card(f"Chapter {number}", ("black", "white")[number % 2], ("white", "black")[number % 2]), 2)
    path = film.write(tmp_path / "long.avi")
    process = subprocess.Popen(
        [*COMMAND, str(path)], env=desktop.env, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        wait_for(
            lambda: desktop.run(["pactl", "list", "short", "sink-inputs"]).stdout.strip(),
            timeout=30,
            why="the first words",
        )
        assert process.poll() is None
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(10)
    assert process.returncode == 130


def test_cues_are_read_back_as_they_were_written() -> None:
    assert parsed("WEBVTT\n\n00:01.000 --> 00:02.000\nHi\n") == [Cue(1, 2, "Hi")]
