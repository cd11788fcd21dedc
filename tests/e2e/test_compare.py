"""Pictures compared and matched by the command line: as it is printed, as JSON, and as it is heard."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from tests.helpers.app import ROOT
from tests.helpers.desktop import Desktop
from tests.helpers.drawn_scenes import jpeg, scene, screen, seen_again, with_thing
from tests.helpers.hearing import correlation, load, was_heard
from tests.helpers.model_folders import write_matcher

if TYPE_CHECKING:
    from models.types import RgbImage

NEW = "On the left, the second has something red that the first has not."
RECEIPT = "its text says: Receipt."


def lookaloud(desktop: Desktop, *arguments: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    """`lookaloud ARGUMENTS` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "assistant", *map(str, arguments)], env=desktop.env | env, cwd=ROOT,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(name="pictures", scope="module")
def _pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    room = scene(3)
    drawn: dict[str, RgbImage] = {
        "room.png": room,
        "room-later.png": with_thing(room, "left", seed=1),
        "room-again.png": seen_again(room, 2),
        "room.jpg": jpeg(room, 60),
        "receipt.png": screen(["Receipt", "Milk 2.10", "Total 3.10"]),
        "receipt-two.png": screen(["Receipt", "Milk 2.10", "Total 4.10"]),
        "garden.png": scene(9),
    }
    for name, image in drawn.items():
        Image.fromarray(image).save(folder / name)
    return folder


def test_what_is_new_is_heard(desktop: Desktop, pictures: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = lookaloud(desktop, "compare", pictures / "room.png", pictures / "room-later.png")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["The two pictures are the same but for one place.", NEW]
    heard = load(recording)
    assert was_heard(heard, NEW), correlation(heard, NEW)
    assert not was_heard(heard, "Both pictures show the same place.")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ("room.png", "room.png", "The two pictures are the same, pixel for pixel."),
        ("room.png", "room-again.png", "Both pictures show the same place, seen from a little beside."),
        ("room.png", "garden.png", "The two pictures are different: I find no place that both show."),
        ("receipt.png", "receipt-two.png", "the first says “Total 3.10”, the second says “Total 4.10”."),
    ],
)
def test_compared(desktop: Desktop, pictures: Path, first: str, second: str, said: str) -> None:
    result = lookaloud(desktop, "compare", pictures / first, pictures / second, "--silent")
    assert (result.returncode, result.stderr) == (0, "")
    assert said in result.stdout


def test_compared_as_json(desktop: Desktop, pictures: Path) -> None:
    result = lookaloud(desktop, "compare", pictures / "room.png", pictures / "room-later.png", "--json")
    found: dict[str, Any] = json.loads(result.stdout)
    assert found["relation"] == "changed"
    (difference,) = found["differences"]
    assert (difference["text"], difference["source"]) == (NEW, "pixels")
    left, _, right, _ = difference["box"]
    assert left < 128 < right


def test_the_receipt_in_a_folder_is_heard(desktop: Desktop, pictures: Path, tmp_path: Path) -> None:
    with desktop.recording(tmp_path / "heard.raw") as recording:
        result = lookaloud(desktop, "match", pictures, "--which", "the picture with the receipt")
    assert (result.returncode, result.stderr) == (0, "")
    told = result.stdout.splitlines()
    assert told[0] == "2 of 7 pictures:"
    assert sorted(told[1:]) == [f"Picture 2, receipt-two.png: {RECEIPT}", f"Picture 3, receipt.png: {RECEIPT}"]
    assert was_heard(load(recording), told[1]), correlation(load(recording), told[1])


def test_without_a_matching_model_it_is_said_how_to_get_one(desktop: Desktop, pictures: Path) -> None:
    result = lookaloud(desktop, "match", pictures / "room.png", pictures / "garden.png", "--which", "a cat", "--silent")
    assert result.returncode == 0
    assert result.stdout.splitlines()[0] == "I can't tell which picture shows the cat."
    assert "lookaloud models list" in result.stdout


def test_labels_by_an_installed_model(desktop: Desktop, tmp_path: Path) -> None:
    write_matcher(tmp_path / "models" / "toy")
    Image.new("RGB", (60, 40), (250, 10, 10)).save(tmp_path / "red.png")
    result = lookaloud(
        desktop, "match", tmp_path / "red.png", "--labels", "red dog, blue dog", "--silent",
        LOOKALOUD_MODELS=str(tmp_path / "models"), XDG_CACHE_HOME=str(tmp_path / "cache"),
    )  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == ["Picture 1, red.png: probably a red dog."]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["compare", "none.png", "room.png"], 5, "There is no file none.png."),
        (["match", "none.png", "--which", "cat"], 5, "There is no file none.png."),
        (["match", "room.png"], 2, "Say what to match:"),
        (["match", "room.png", "--labels", " , "], 2, "--labels needs words"),
        (["match", "room.png", "--which", "?"], 2, "--which needs words"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    desktop: Desktop, pictures: Path, arguments: list[str], code: int, said: str
) -> None:
    given = [str(pictures / each) if each.endswith(".png") else each for each in arguments]
    result = lookaloud(desktop, *given, "--silent")
    assert result.returncode == code
    assert said in result.stderr + result.stdout
