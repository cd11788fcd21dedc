"""Shots: where a video is cut, and which picture stands for each."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from assistant.pipelines.pixels.arrays import to_rgb
from assistant.video.frames import Video
from assistant.video.looks import difference, is_mix, look_at
from assistant.video.shots import Shot, shots
from models.cancel import CancelToken
from models.errors import Cancelled
from tests.helpers.videos import Film, card, landscape, page, pan, plain, shapes, still, write, zoom


def shots_of(film: Film, path: Path, *, begin: float = 0.0, end: float = math.inf) -> list[Shot]:
    with Video(film.write(path)) as video:
        return list(shots(video, begin=begin, end=end, cancel=CancelToken()))


@pytest.mark.parametrize("suffix", [".avi", ".mp4"])
def test_hard_cuts_tile_the_video(tmp_path: Path, suffix: str) -> None:
    film = Film().scene(card("INTRODUCTION"), 2).scene(shapes(2), 3).scene(card("THE END"), 2).scene(card("OF IT"), 2)
    found = shots_of(film, tmp_path / f"film{suffix}")
    assert [shot.begin for shot in found] == pytest.approx([0, 2, 5, 7])
    assert [shot.end for shot in found] == [*(shot.begin for shot in found[1:]), 9]
    assert [shot.number for shot in found] == [1, 2, 3, 4]
    assert all(shot.begin <= shot.best < shot.end for shot in found)


@pytest.mark.parametrize("through", ["", "black", "white"])
def test_a_fade_is_one_boundary(tmp_path: Path, through: str) -> None:
    film = Film().scene(still(1), 3).scene(still(2), 3, fade=1, through=through)
    found = shots_of(film, tmp_path / "film.avi")
    assert len(found) == 2
    assert found[1].begin == pytest.approx(3.5, abs=0.5)
    for shot, seed in zip(found, (1, 2), strict=True):  # and no half-faded picture stands for a shot
        assert np.abs(to_rgb(shot.picture).astype(int) - landscape(seed)).mean() < 4


def test_a_long_black_is_a_shot_and_a_short_one_is_a_pause(tmp_path: Path) -> None:
    film = Film().scene(still(1), 3).scene(plain("black"), 2).scene(still(2), 3)
    film.scene(plain("black"), 0.5, same=True).scene(still(3), 2)
    found = shots_of(film, tmp_path / "film.avi")
    assert [shot.plain for shot in found] == [False, True, False, False]
    assert [shot.begin for shot in found] == pytest.approx([0, 3, 5, 8.48])
    assert to_rgb(found[1].picture).max() <= 3


ONE_SHOT = {
    "still": Film().scene(still(1), 4),
    "one card": Film().scene(card("A single slide"), 4),
    "black": Film().scene(plain("black"), 3),
    "pan": Film().scene(pan(1, 60), 4),
    "fast pan": Film().scene(pan(1, 500), 4),
    "zoom": Film().scene(zoom(1, 0.2), 4),
    "movement": Film().scene(shapes(3, speed=250, count=9), 4),
    "flashes": Film().scene(shapes(1), 2).flash().on(2).flash(4).on(2).flash(2, "black").on(1),
    "noise": Film(noise=20).scene(still(1), 3),
    "a mouse pointer": Film().scene(page(1), 4),
    "one picture": Film().scene(still(1), 0.04),
}


@pytest.mark.parametrize("name", list(ONE_SHOT))
def test_what_is_one_shot(tmp_path: Path, name: str) -> None:
    found = shots_of(ONE_SHOT[name], tmp_path / "film.avi")
    assert [(shot.begin, round(shot.end, 2)) for shot in found] == [(0, round(ONE_SHOT[name].seconds, 2))]


def test_pages_of_a_screen_recording(tmp_path: Path) -> None:
    film = Film().scene(page(1), 3).scene(page(2), 3).scene(page(3), 3)
    assert [shot.begin for shot in shots_of(film, tmp_path / "film.mp4")] == pytest.approx([0, 3, 6])


@pytest.mark.parametrize("fps", [1, 2, 5, 12, 50])
def test_slow_and_fast_videos(tmp_path: Path, fps: float) -> None:
    film = Film(fps=fps).scene(still(1), 4).scene(still(2), 4).scene(still(3), 4)
    assert [shot.begin for shot in shots_of(film, tmp_path / "film.avi")] == pytest.approx([0, 4, 8])


def test_a_part_of_a_video(tmp_path: Path) -> None:
    film = Film().scene(still(1), 3).scene(still(2), 3).scene(still(3), 3)
    found = shots_of(film, tmp_path / "film.avi", begin=1.5, end=5.0)
    assert [(shot.begin, shot.end) for shot in found] == [
        (1.5, pytest.approx(3, abs=0.1)),
        (pytest.approx(3, abs=0.1), 5.0),
    ]


def test_the_sharpest_picture_stands_for_a_shot(tmp_path: Path) -> None:
    import cv2

    sharp = landscape(5)
    blurred = np.asarray(cv2.GaussianBlur(sharp, (31, 31), 0), np.uint8)
    pictures = [blurred] * 30 + [sharp] * 15 + [blurred] * 30
    with Video(write(tmp_path / "focus.avi", pictures)) as video:
        (shot,) = shots(video, cancel=CancelToken())
    assert 1.15 <= shot.best <= 1.85


def test_shots_come_while_the_video_is_read(tmp_path: Path) -> None:
    film = Film().scene(still(1), 2)
    for seed in range(2, 8):
        film.scene(still(seed), 2)
    with Video(film.write(tmp_path / "film.avi")) as video:
        first = next(shots(video, cancel=CancelToken()))
        assert first.end == pytest.approx(2, abs=0.1)
        assert video.read_until < 4


def test_cancelling_stops(tmp_path: Path) -> None:
    cancel = CancelToken()
    with Video(Film().scene(still(1), 2).scene(still(2), 4).write(tmp_path / "film.avi")) as video:
        found = shots(video, cancel=cancel)
        next(found)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(found)


def test_looks_that_differ() -> None:
    one, other = (look_at(landscape(seed)) for seed in (1, 2))
    assert difference(one, one).colours == 0
    assert difference(one, other).colours > 0.5
    assert difference(one, other).structure > 0.5
    lighter = look_at(np.clip(landscape(1).astype(int) + 6, 0, 255).astype(np.uint8))
    assert difference(one, lighter).structure < 0.1
    mixed = look_at((0.5 * landscape(1) + 0.5 * landscape(2)).astype(np.uint8))
    assert is_mix([mixed], one, other) < 0.01
    assert is_mix([look_at(landscape(3))], one, other) > 0.5
    assert look_at(np.full((90, 160, 3), 16, np.uint8)).plain
    assert not one.plain
