"""Picture files of every kind, and every way in which they can be wrong."""

from __future__ import annotations

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from assistant.desktop.capture.files import decode_picture, load_picture
from assistant.errors import BadImage
from assistant.limits import PICTURE_SIDE
from assistant.pipelines.pixels.arrays import to_rgb


def encoded(image: Image.Image, form: str = "PNG", **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


RED = Image.new("RGB", (40, 20), (200, 10, 10))


@pytest.mark.parametrize(
    ("data", "colour"),
    [
        (encoded(RED), (200, 10, 10)),
        (encoded(RED, "BMP"), (200, 10, 10)),
        (encoded(RED.convert("P", palette=Image.Palette.ADAPTIVE)), (200, 10, 10)),
        (encoded(Image.new("RGBA", (40, 20), (0, 0, 0, 0))), (255, 255, 255)),
        (encoded(Image.new("LA", (40, 20), (50, 255))), (50, 50, 50)),
        (encoded(Image.new("L", (40, 20), 77)), (77, 77, 77)),
        (encoded(Image.new("1", (40, 20), 1)), (255, 255, 255)),
    ],
    ids=["png", "bmp", "palette", "transparent", "grey-alpha", "grey", "bilevel"],
)
def test_every_mode_becomes_rgb(data: bytes, colour: tuple[int, int, int]) -> None:
    pixels = to_rgb(decode_picture(data).frame.pixels)
    assert pixels.shape == (20, 40, 3)
    assert tuple(pixels[10, 20]) == colour


def test_cmyk_and_jpeg() -> None:
    data = encoded(Image.new("CMYK", (40, 20), (0, 255, 255, 0)), "JPEG")
    red, green, blue = to_rgb(decode_picture(data).frame.pixels)[10, 20]
    assert red > 200
    assert green < 60
    assert blue < 60


def test_sixteen_bits_keep_their_range() -> None:
    image = Image.new("I;16", (40, 20))
    image.putdata([(i % 40) * 1600 for i in range(800)])
    pixels = to_rgb(decode_picture(encoded(image)).frame.pixels)
    assert pixels.min() == 0
    assert pixels.max() == 255


def test_what_is_white_on_transparent_is_shown_on_black() -> None:
    image = Image.new("RGBA", (40, 20), (0, 0, 0, 0))
    image.paste((255, 255, 255, 255), (10, 5, 20, 15))
    pixels = to_rgb(decode_picture(encoded(image)).frame.pixels)
    assert pixels.min() == 0
    assert pixels.max() == 255


def test_an_animation_says_so() -> None:
    frames = [Image.new("L", (20, 20), level) for level in (10, 200)]
    loaded = decode_picture(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]))
    assert loaded.notes == ("The picture is animated; this is its first frame.",)
    assert to_rgb(loaded.frame.pixels).max() < 30


@pytest.mark.parametrize(("kind", "notes"), [("TIFF", ("The picture has 2 pages; this is the first.",)), ("MPO", ())])
def test_pages_and_previews_are_no_animation(kind: str, notes: tuple[str, ...]) -> None:
    pages = [Image.new("RGB", (20, 20), colour) for colour in ("white", "black")]
    loaded = decode_picture(encoded(pages[0], kind, save_all=True, append_images=pages[1:]))
    assert loaded.notes == notes
    assert to_rgb(loaded.frame.pixels).min() > 200


def test_a_nearly_black_picture_of_sixteen_bits_stays_black() -> None:
    image = Image.new("I;16", (40, 20))
    image.putdata([i % 4 for i in range(800)])
    assert to_rgb(decode_picture(encoded(image)).frame.pixels).max() == 0


def test_white_text_beside_a_coloured_dot_is_shown_on_black() -> None:
    image = Image.new("RGBA", (100, 40), (0, 0, 0, 0))
    image.paste((200, 30, 30, 255), (5, 10, 15, 20))
    image.paste((255, 255, 255, 255), (30, 10, 80, 20))
    pixels = to_rgb(decode_picture(encoded(image)).frame.pixels)
    assert pixels[15, 50].min() == 255
    assert pixels[35, 50].max() == 0
    image.paste((0, 0, 0, 255), (5, 24, 95, 36))
    assert to_rgb(decode_picture(encoded(image)).frame.pixels)[38, 50].min() == 255


def test_exif_orientation_is_honoured() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert decode_picture(encoded(RED, "JPEG", exif=exif)).frame.box.width == 20


def test_a_very_wide_picture_is_scaled_and_says_so() -> None:
    loaded = decode_picture(encoded(Image.new("L", (30_000, 40), 255)))
    assert loaded.frame.box.width == PICTURE_SIDE
    assert loaded.frame.scale == pytest.approx(PICTURE_SIDE / 30_000)
    assert "30000 by 40" in loaded.notes[0]


def bomb() -> bytes:
    """A PNG of 60,000 x 60,000 pixels in a few hundred bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    )


def short_control() -> bytes:
    """A block of control of one byte, of which Pillow reads four (found by a fuzzer)."""
    frames = [Image.new("L", (20, 20), level) for level in (10, 200)]
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=40)
    return data[: data.rindex(b"!\xf9\x04")] + b"!\xf9\x01\0\0;"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("bomb.png", bomb(), "too many pixels"),
        ("cut.png", encoded(RED.resize((400, 400)))[:200], "damaged or incomplete"),
        ("cut.jpg", encoded(RED.resize((400, 400)), "JPEG")[:300], "damaged or incomplete"),
        ("empty.png", b"", "is empty"),
        ("drawing.eps", encoded(RED, "EPS"), "not a picture"),  # Pillow would start Ghostscript
        ("short.gif", short_control(), "damaged or incomplete"),
        ("letter.png", b"Dear Anna, here is no picture at all.", "not a picture"),
    ],
)
def test_bad_files_get_a_sentence(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(BadImage) as caught:
        load_picture(tmp_path / name)
    assert words in caught.value.spoken
    assert name in caught.value.spoken
    assert caught.value.exit_code == 5


def test_a_folder_and_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(BadImage, match="is a folder"):
        load_picture(tmp_path)
    with pytest.raises(BadImage, match=r"no file gone\.png"):
        load_picture(tmp_path / "gone.png")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "secret.png"
    path.write_bytes(encoded(RED))
    path.chmod(0)
    with pytest.raises(BadImage, match="may not be read"):
        load_picture(path)
