"""Screenshots on Wayland, through a stand-in for the portal."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from assistant.desktop.capture import open_capturer
from assistant.desktop.capture.portal import DENIED, MISSING, NO_PART, PortalCapturer
from assistant.desktop.portal import PortalDenied, request
from assistant.desktop.stacking import Monitor
from assistant.errors import CaptureError, NoDisplay
from assistant.pipelines.pixels.arrays import to_rgb
from assistant.types import Target
from models.types import Box
from tests.helpers.portal import FakePortal, private_bus


@pytest.fixture(name="portal")
def _portal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FakePortal]:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        portal = FakePortal(address)
        portal.picture = tmp_path / "shot with space.png"
        image = Image.new("RGB", (300, 150), (10, 20, 30))
        image.paste((200, 0, 0), (150, 0, 300, 150))
        image.save(portal.picture)
        portal.start()
        yield portal
        portal.stop()


def test_the_picture_is_read_and_deleted(portal: FakePortal) -> None:
    assert portal.picture is not None
    capturer = open_capturer()
    assert isinstance(capturer, PortalCapturer)
    frame = capturer.grab(None, target=Target.SCREEN)
    assert (frame.box.width, frame.box.height) == (300, 150)
    assert tuple(to_rgb(frame.pixels)[75, 200]) == (200, 0, 0)
    assert not portal.picture.exists()


def test_a_scaled_monitor_with_a_negative_origin(portal: FakePortal) -> None:
    del portal
    frame = PortalCapturer([Monitor(Box(-200, 0, 0, 100), scale=1.5)]).grab(
        Box(-100, 0, -50, 100), target=Target.REGION
    )
    assert frame.scale == 1.5
    assert frame.origin == (-100, 0)
    assert (frame.box.width, frame.box.height) == (75, 150)
    assert tuple(to_rgb(frame.pixels)[0, 0]) == (200, 0, 0)


def test_a_picture_that_does_not_fit_the_monitors_is_not_cut(portal: FakePortal) -> None:
    del portal
    wide = PortalCapturer([Monitor(Box(0, 0, 300, 100))])  # the picture is 300 x 150
    with pytest.raises(CaptureError) as caught:
        wide.grab(Box(0, 0, 50, 50), target=Target.REGION)
    assert caught.value.spoken == NO_PART


def test_no_is_a_sentence(portal: FakePortal) -> None:
    portal.refuse = True
    with pytest.raises(CaptureError) as caught:
        PortalCapturer().grab(None, target=Target.SCREEN)
    assert caught.value.spoken == DENIED


def test_no_portal_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    with private_bus() as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(CaptureError) as caught:
            PortalCapturer().grab(None, target=Target.SCREEN)
        assert caught.value.spoken == MISSING


def test_no_display_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NoDisplay) as caught:
        open_capturer()
    assert "Start LookAloud in a desktop session" in caught.value.spoken


def test_a_portal_that_never_replies_is_given_up(portal: FakePortal) -> None:
    portal.hangs = "Screenshot"
    with pytest.raises(PortalDenied):
        request("org.freedesktop.portal.Screenshot", "Screenshot", "sa{sv}", [""], {}, wait=0.3)
    assert portal.calls == ["Screenshot"]
