"""Where a part of the screen has changed: drawn frames."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from assistant.desktop.glances import Glances
from assistant.types import Frame, Raster, Target
from models.types import Box

FONT = ImageFont.truetype("DejaVuSans.ttf", 12)


def frame(*texts: tuple[int, int, str], size: tuple[int, int] = (500, 300)) -> Frame:
    image = Image.new("RGBX", size, "white")
    for x, y, text in texts:
        ImageDraw.Draw(image).text((x, y), text, "black", FONT)
    return Frame(Raster(*size, image.tobytes("raw", "BGRX")), Target.REGION)


def test_the_first_glance_sees_everything_and_the_same_again_nothing() -> None:
    glances = Glances()
    assert glances.changed(frame((10, 10, "Ready"))) == Box(0, 0, 500, 300)
    assert glances.changed(frame((10, 10, "Ready"))) is None


def test_a_new_line_is_found_where_it_is() -> None:
    glances = Glances()
    glances.changed(frame((10, 10, "Ready")))
    changed = glances.changed(frame((10, 10, "Ready"), (300, 200, "Done")))
    assert changed is not None
    assert changed.left <= 300
    assert changed.top <= 200
    assert changed.right >= 335
    assert changed.bottom >= 214
    assert changed.top > 150  # not the line that was there


def test_what_stands_at_the_right_edge_is_seen() -> None:
    glances = Glances()
    glances.changed(frame(size=(130, 40)))
    assert glances.changed(frame((122, 10, "i"), size=(130, 40))) is not None


def test_a_cursor_that_blinks_is_no_change_after_its_first() -> None:
    glances = Glances()
    with_cursor, without = frame((10, 10, "login: |")), frame((10, 10, "login:"))
    glances.changed(without)
    assert glances.changed(with_cursor) is not None
    assert [glances.changed(each) for each in (without, with_cursor, without, with_cursor)] == [None] * 4
    assert glances.changed(frame((10, 10, "login: me"))) is not None


def test_another_size_is_seen_anew() -> None:
    glances = Glances()
    glances.changed(frame())
    assert glances.changed(frame(size=(400, 300))) == Box(0, 0, 400, 300)
