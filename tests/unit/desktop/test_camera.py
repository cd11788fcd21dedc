"""The camera by Qt Multimedia: a real stream on loopback, a real file, and a machine without any camera."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from assistant.desktop import camera as module
from assistant.desktop.camera import NO_CAMERA, OVER, Camera, stacked
from assistant.desktop.camera_rounds import SHOTS, CameraRounds
from assistant.errors import CameraError
from assistant.types import Frame, Target
from tests.helpers.events import wait
from tests.helpers.stream import StreamedCamera, streamed_camera


def picture(colour: str, size: tuple[int, int] = (320, 240)) -> Image.Image:
    image = Image.new("RGB", size, colour)
    ImageDraw.Draw(image).rectangle((10, 10, 60, 60), fill="white")
    return image


@pytest.fixture(name="stream")
def _stream() -> Iterator[StreamedCamera]:
    with streamed_camera(picture("red")) as camera:
        yield camera


@pytest.fixture(name="camera")
def _camera(application: QApplication) -> Iterator[Camera]:
    camera = Camera()
    yield camera
    camera.close()
    del application


def taken(camera: Camera, count: int = 3) -> Frame:
    """The next pictures."""
    results: list[Frame | CameraError] = []
    camera.take(count, results.append, every=0.05)
    wait(lambda: bool(results))
    assert isinstance(results[0], Frame), results[0]
    return results[0]


def failed(camera: Camera, count: int = 1) -> CameraError:
    results: list[Frame | CameraError] = []
    camera.take(count, results.append)
    wait(lambda: bool(results))
    assert isinstance(results[0], CameraError)
    return results[0]


def colour_at(frame: Frame, x: int, y: int) -> tuple[int, int, int]:
    """Red, green, blue."""
    at = (y * frame.pixels.width + x) * 4
    blue, green, red = bytes(frame.pixels.data[at : at + 3])
    return red, green, blue


def test_pictures_of_a_stream_come_one_below_the_other(camera: Camera, stream: StreamedCamera) -> None:
    told: list[str] = []
    camera.opened.connect(lambda: told.append("on"))
    camera.closed.connect(lambda: told.append("off"))
    camera.source = stream.url
    frame = taken(camera, 3)
    assert (frame.target, frame.shots) == (Target.CAMERA, 3)
    assert (frame.pixels.width, frame.pixels.height) == (320, 720)
    for shot in range(3):
        red, green, blue = colour_at(frame, 200, 240 * shot + 120)
        assert red > 200
        assert max(green, blue) < 60
        assert min(colour_at(frame, 30, 240 * shot + 30)) > 200
    assert told == ["on"]
    camera.close()
    assert told == ["on", "off"]
    wait(lambda: stream.viewers == 0)


def test_the_same_open_camera_is_asked_again(camera: Camera, stream: StreamedCamera) -> None:
    camera.source = stream.url
    taken(camera)
    stream.show(picture("blue"))
    for _ in range(200):
        if colour_at(taken(camera, 1), 200, 120)[2] > 200:
            break
    else:
        pytest.fail("the picture stays red")
    assert stream.viewers == 1


def test_a_file_stands_for_a_camera_and_goes_on_for_ever(camera: Camera, tmp_path: Path) -> None:
    path = tmp_path / "short.gif"
    picture("green").save(path, save_all=True, append_images=[picture("green"), picture("blue")], duration=60, loop=0)
    camera.source = str(path)
    assert taken(camera, 8).shots == 8  # more than the file has


def test_a_stream_that_ends_is_an_error_and_closes(
    camera: Camera, stream: StreamedCamera, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "NEXT_WITHIN", 0.8)
    camera.source = stream.url
    taken(camera)
    stream.end()
    assert failed(camera).spoken == OVER
    assert not camera.is_open


def test_a_file_without_pictures_is_refused(camera: Camera, tmp_path: Path) -> None:
    silent = tmp_path / "nothing.avi"
    silent.write_bytes(b"")
    camera.source = str(silent)
    assert failed(camera).spoken == "nothing.avi cannot be opened as a camera. Check the address in the settings."


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("", NO_CAMERA),
        ("Logitech", NO_CAMERA),
        ("/nowhere/film.mp4", "There is no file /nowhere/film.mp4. Choose another camera in the settings."),
    ],
)
def test_where_there_is_none_it_is_said(camera: Camera, source: str, sentence: str) -> None:
    camera.source = source
    assert failed(camera).spoken == sentence
    assert not camera.is_open


def test_an_address_that_nobody_serves(camera: Camera) -> None:
    camera.source = "http://me:secret@127.0.0.1:1/camera"  # a password is never spoken
    assert failed(camera).spoken == "127.0.0.1 cannot be opened as a camera. Check the address in the settings."


def test_large_pictures_are_scaled_down() -> None:
    image = QImage(4000, 3000, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    frame = stacked([image, image])
    assert (frame.pixels.width, frame.pixels.height, frame.shots) == (1920, 2880, 2)
    assert colour_at(frame, 1919, 2879) == (255, 0, 0)


def test_a_picture_of_another_format_keeps_its_pixels() -> None:
    """In a process of its own, where freed memory goes back at once: what was copied too late is seen there."""
    program = (
        "from assistant.heap import give_back_at_once\ngive_back_at_once()\n"
        "from PySide6.QtGui import QColor, QImage\nfrom assistant.desktop.camera import stacked\n"
        "image = QImage(1280, 720, QImage.Format.Format_RGB888)\nimage.fill(QColor(10, 20, 30))\n"
        "print(bytes(stacked([image, image]).pixels.data) == bytes([30, 20, 10, 255]) * (2 * 1280 * 720))"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout == "True\n"


def test_rounds_end(camera: Camera, stream: StreamedCamera) -> None:
    camera.source = stream.url
    rounds = CameraRounds(camera)
    seen: list[Frame | CameraError] = []
    rounds.begin(seen.append)
    assert rounds.patient
    count = 1
    while rounds.patient:
        rounds.again(f"dark {count}", seen.append)  # one that is not waited for is dropped
        count += 1
    assert 2 < count < 100
    wait(lambda: bool(seen))
    assert isinstance(seen[-1], Frame)
    assert seen[-1].shots == SHOTS
    rounds.end()
    assert not camera.is_open


def test_nothing_is_kept_of_a_closed_camera(camera: Camera, stream: StreamedCamera) -> None:
    camera.source = stream.url
    before = set(camera.children())
    for _ in range(3):
        taken(camera, 1)
        camera.close()
    wait(lambda: set(camera.children()) == before)
    taken(camera, 1)
