"""The command line on a real desktop: the clipboard, what cannot be captured, text that is hard to print."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from assistant.desktop.capture.place import NO_WINDOW
from assistant.desktop.clipboard import NO_PICTURE
from tests.helpers.app import ROOT
from tests.helpers.desktop import Desktop, wait_for


def lookaloud(desktop: Desktop, *arguments: str | bytes, **env: str) -> subprocess.CompletedProcess[bytes]:
    """`lookaloud ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *arguments], env=desktop.env | env, cwd=ROOT, capture_output=True,
        timeout=60, check=False,
    )  # fmt: skip


def picture_of(text: str, path: Path) -> Path:
    image = Image.new("RGB", (500, 120), "white")
    ImageDraw.Draw(image).text((20, 30), text, "black", ImageFont.truetype("DejaVuSans.ttf", 24))
    image.save(path)
    return path


@contextmanager
def on_the_clipboard(desktop: Desktop, picture: Path) -> Iterator[None]:
    desktop.start("xclip", "-quiet", "-selection", "clipboard", "-t", "image/png", "-i", str(picture))
    targets = ["xclip", "-selection", "clipboard", "-t", "TARGETS", "-o"]
    wait_for(lambda: "image/png" in desktop.run(targets, check=False).stdout, why="the picture on the clipboard")
    yield


@pytest.mark.parametrize("how", [["--silent"], []])
def test_the_picture_on_the_clipboard(desktop: Desktop, tmp_path: Path, how: list[str]) -> None:
    with on_the_clipboard(desktop, picture_of("The kettle is on", tmp_path / "kettle.png")):
        result = lookaloud(desktop, "read", "--clipboard", *how)
        described = lookaloud(desktop, "describe", "--clipboard", "--json")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"The kettle is on" in result.stdout
    assert "The kettle is on" in json.loads(described.stdout)["text"]


def test_a_clipboard_without_a_picture_is_a_sentence(desktop: Desktop) -> None:
    # text takes the clipboard over
    desktop.run(["sh", "-c", "echo words | xclip -selection clipboard -i >/dev/null 2>&1"])
    for how in ("--silent", "--json"):
        result = lookaloud(desktop, "describe", "--clipboard", how)
        assert result.returncode == 5
        assert result.stderr.decode().strip() == NO_PICTURE


def test_without_a_window_there_is_no_active_one(desktop: Desktop) -> None:
    # the window manager has windows of its own, which are not meant
    assert not desktop.run(["xdotool", "search", "--onlyvisible", "--class", "."], check=False).stdout.strip()
    result = lookaloud(desktop, "describe", "--window", "--silent")
    assert result.returncode == 4
    assert result.stderr.decode().strip() == NO_WINDOW


def test_what_lies_outside_the_screen_cannot_be_captured(desktop: Desktop) -> None:
    result = lookaloud(desktop, "describe", "--region=50000,0,10,10", "--silent")
    assert result.returncode == 4
    assert result.stderr.decode().startswith("That lies outside the screen")


def test_a_terminal_that_lacks_a_character_loses_no_sentence(desktop: Desktop, tmp_path: Path) -> None:
    picture = picture_of("Costs: 300 € for two", tmp_path / "euro.png")
    poor = {"PYTHONIOENCODING": "iso-8859-1:strict"}
    result = lookaloud(desktop, "read", str(picture), "--silent", **poor)
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"Costs: 300 \\u20ac for two" in result.stdout
    as_json = lookaloud(desktop, "read", str(picture), "--json", **poor)
    assert "Costs: 300 € for two" in json.loads(as_json.stdout.decode("iso-8859-1"))["text"]


@pytest.mark.parametrize("how", ["--silent", "--json"])
def test_a_name_that_is_no_utf_8_or_steers_the_terminal(desktop: Desktop, how: str) -> None:
    result = lookaloud(desktop, "describe", b"caf\xe9\x1b]0;owned\x07\n.png", how)
    assert result.returncode == 5
    sentence = "There is no file caf\N{REPLACEMENT CHARACTER} ]0;owned  .png. Check the name and the folder."
    assert result.stderr.decode().strip() == sentence
    if how == "--json":
        assert json.loads(result.stdout)["error"] == sentence
