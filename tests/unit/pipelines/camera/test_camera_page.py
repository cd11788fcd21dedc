"""A page is found where it lies, straightened, and the camera is sent where it must go."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest

from assistant.pipelines.camera.page import Page, direction, find_page
from assistant.pipelines.camera.straighten import Map, evened, straighten
from models.types import Box
from tests.helpers.camera_grounds import HEIGHT, TUNING, WIDTH
from tests.helpers.camera_scenes import Scene, empty_scene, page_scene

DIAGONAL = math.hypot(WIDTH, HEIGHT)
WHOLE = ((100.0, 100.0), (900.0, 100.0), (900.0, 600.0), (100.0, 600.0))


def error(page: Page, scene: Scene) -> float:
    """The farthest corner, in parts of the diagonal."""
    assert scene.corners is not None
    return float(np.hypot(*(np.array(page.corners) - scene.corners).T).max()) / DIAGONAL


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", ["page", "small", "finger", "shadow", "turned"])
def test_a_page_is_found_at_its_corners(kind: str, seed: int) -> None:
    scene = page_scene(seed, TUNING, kind=kind)
    page = find_page(scene.image)
    assert page is not None
    assert error(page, scene) < 0.02
    assert page.cut == ()


def test_a_dark_screen_is_a_page() -> None:
    scene = page_scene(21, TUNING, kind="screen")
    page = find_page(scene.image)
    assert page is not None
    assert error(page, scene) < 0.04  # its bezel is a tenth of that


@pytest.mark.parametrize("seed", [1, 6, 9, 24, 30])
def test_the_sides_that_are_cut_off_are_named(seed: int) -> None:
    scene = page_scene(seed, TUNING, kind="cut")
    page = find_page(scene.image)
    assert page is not None
    assert set(page.cut) == scene.cut


@pytest.mark.parametrize("seed", range(12))
def test_no_page_is_seen_where_there_is_none(seed: int) -> None:
    assert find_page(empty_scene(seed, TUNING).image) is None


def test_a_faint_page_is_right_or_not_found() -> None:
    for seed in range(6):
        scene = page_scene(seed, TUNING, kind="faint")
        page = find_page(scene.image)
        assert page is None or error(page, scene) < 0.02


def test_nothing_is_found_in_nothing() -> None:
    for shape in ((4, 4, 3), (720, 1280, 3), (100, 2000, 3)):
        assert find_page(np.zeros(shape, np.uint8)) is None
        assert find_page(np.full(shape, 255, np.uint8)) is None


def test_straightened_it_has_its_shape_and_maps_back() -> None:
    scene = page_scene(7, TUNING, kind="turned")
    page = find_page(scene.image)
    assert page is not None
    assert scene.sheet is not None
    flat, back = straighten(scene.image, page)
    height, width = flat.shape[:2]
    high, wide = scene.sheet.image.shape[:2]
    assert width / height == pytest.approx(wide / high, rel=0.05)
    for (x, y), corner in zip(((0, 0), (width, 0), (width, height), (0, height)), page.corners, strict=True):
        assert back.point(x, y) == pytest.approx(corner, abs=0.5)
    box = back.to_frame(Box(0, 0, width, height))
    assert box.left <= min(x for x, _ in page.corners) + 1
    assert box.bottom >= max(y for _, y in page.corners) - 1


def test_the_longest_side_is_kept() -> None:
    scene = page_scene(2, TUNING, kind="page")
    page = find_page(scene.image)
    assert page is not None
    assert max(straighten(scene.image, page, longest=500)[0].shape[:2]) == 500


def test_maps_follow_each_other() -> None:
    double, moved = Map((2, 0, 0, 0, 2, 0, 0, 0, 1)), Map((1, 0, 5, 0, 1, 7, 0, 0, 1))
    assert double.after(moved).point(1, 1) == (12, 16)
    assert moved.after(double).point(1, 1) == (7, 9)


def test_a_shadow_is_taken_off_paper_and_a_dark_page_left_as_it_is() -> None:
    paper = np.full((300, 400, 3), 220, np.uint8)
    cv2.putText(paper, "text", (40, 150), cv2.FONT_HERSHEY_SIMPLEX, 2, (20, 20, 20), 3)
    shadow = np.linspace(0.5, 1, 400)[None, :, None]
    dim = (paper * shadow).astype(np.uint8)
    light = evened(dim)
    assert int(light[280, 20, 0]) - int(dim[280, 20, 0]) > 60
    assert abs(int(light[280, 20, 0]) - int(light[280, 380, 0])) < 25
    dark = 255 - paper
    assert int(np.abs(evened(dark).astype(int) - dark).max()) <= 60


@pytest.mark.parametrize(
    ("cut", "share", "said"),
    [
        ((), 0.5, None),
        ((), 0.1, "The page is far away. Move the camera closer."),
        (("left",), 0.6, "The page is cut off on the left. Move the camera to the left."),
        (("top",), 0.6, "The page is cut off at the top. Move the camera towards the top."),
        (("left", "top"), 0.6, "The page is cut off on the left and at the top. Move the camera to the left and "
         "towards the top."),
        (("left", "right"), 0.9, "The page is larger than the picture. Move the camera away from it."),
    ],
)  # fmt: skip
def test_the_camera_is_sent_where_it_must_go(cut: tuple[str, ...], share: float, said: str | None) -> None:
    assert direction(Page(WHOLE, cut, share, 1.0)) == said  # type: ignore[arg-type]


def test_a_mirror_swaps_left_and_right_and_a_held_page_moves_itself() -> None:
    page = Page(WHOLE, ("left",), 0.6, 1.0)
    assert direction(page, mirrored=True) == "The page is cut off on the right. Move the camera to the right."
    assert direction(page, held=True) == "The page is cut off on your right. Move it to your left."
    assert direction(Page(WHOLE, ("top",), 0.6, 1.0), held=True) == "The page is cut off at the top. Move it down."
