"""The command on its own: what it says while it has nothing new to say, and where describing fails."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from assistant.cli import video
from assistant.cli.spoken import LOOKING_FAILED
from assistant.pipelines.describe import Describer
from models.errors import RunError
from tests.helpers.videos import Film, card


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    video.add_parser(parser.add_subparsers(dest="command"))
    return video.run(parser.parse_args(["video", *arguments, "--silent"]))


@pytest.fixture(name="film", scope="module")
def _film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Film().scene(card("Bread at Home"), 3).write(tmp_path_factory.mktemp("films") / "film.avi")


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def test_a_long_shot_is_no_silence(
    film: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(video, "QUIET", 0.0)
    assert run(str(film)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "Still looking, at 2 seconds of the video." in lines
    assert lines[-2:] == ["Shot 1, at the start: a title says: Bread at Home.", "That is all: 1 shot."]


def test_a_model_that_fails_leaves_no_file(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RunError("the reader")

    monkeypatch.setattr(Describer, "run", fail)
    assert run(str(film), "--vtt", str(tmp_path / "out.vtt")) == LOOKING_FAILED
    assert not (tmp_path / "out.vtt").exists()
    assert capsys.readouterr().err.strip() == RunError("the reader").spoken
