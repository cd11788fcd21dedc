"""Real reading of drawn text: what is kept, what is found again, and the marks that the detector leaves out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from models.cancel import CancelToken
from models.errors import Cancelled
from models.text import engine as engine_module
from models.text.reader import TextReader

if TYPE_CHECKING:
    from models.types import RgbImage

_FOLDER = "/usr/share/fonts/truetype/dejavu"
_MONO = f"{_FOLDER}/DejaVuSansMono.ttf"
_SANS = f"{_FOLDER}/DejaVuSans.ttf"


def _drawn(
    rows: list[tuple[int, int, str]], *, font: str = _SANS, size: int = 14, dark: bool = False, height: int = 200
) -> RgbImage:
    image = Image.new("RGB", (900, height), (30, 30, 30) if dark else (255, 255, 255))
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(font, size)
    for left, top, text in rows:
        draw.text((left, top), text, fill=(206, 145, 120) if dark else (20, 20, 20), font=face)
    return np.asarray(image)


@pytest.fixture(scope="module", name="reader")
def _reader() -> TextReader:
    return TextReader()


def _read(reader: TextReader, image: RgbImage) -> list[str]:
    lines = sorted(reader.read(image, cancel=CancelToken()), key=lambda line: (line.box.top, line.box.left))
    return [line.text for line in lines]


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    "code",
    [
        "OPTIONAL = '?'", "ONE_OR_MORE = '+'", "def __init__(self):", "return self.__dict__.items()",
        "MAX_RETRY_COUNT = 5", "class _Holder(object):", "first_name, last_name", "The __repr__ method returns",
    ],
)  # fmt: skip
def test_program_code_keeps_its_underscores_and_quotes(reader: TextReader, code: str, dark: bool) -> None:
    lines = reader.read(_drawn([(60, 60, code)], font=_MONO, dark=dark), cancel=CancelToken())
    assert " ".join(line.text for line in sorted(lines, key=lambda line: line.box.left)) == code


@pytest.mark.parametrize("size", [13, 16, 20])
@pytest.mark.parametrize("name", ["my_file__old.txt", "report_final_v2.docx", "_private_name"])
def test_names_of_files_keep_their_underscores(reader: TextReader, name: str, size: int) -> None:
    assert _read(reader, _drawn([(60, 60, name)], size=size)) == [name]


def test_underlined_text_has_no_underscores(reader: TextReader) -> None:
    image = Image.fromarray(_drawn([(60, 60, "Read the help page about my account")]))
    ImageDraw.Draw(image).line((60, 76, 316, 76), fill=(20, 20, 20))
    assert _read(reader, np.asarray(image)) == ["Read the help page about my account"]


def test_a_line_to_be_written_on_is_no_word(reader: TextReader) -> None:
    image = Image.fromarray(_drawn([(60, 60, "Full name")]))
    ImageDraw.Draw(image).line((140, 76, 500, 76), fill=(90, 90, 90))
    assert _read(reader, np.asarray(image)) == ["Full name"]


def test_frames_of_buttons_and_cells_are_no_marks(reader: TextReader) -> None:
    image = Image.fromarray(
        _drawn([(60, 58, "Send application"), (200, 58, "Cancel"), (70, 118, "12"), (144, 118, "20 cm")])
    )
    draw = ImageDraw.Draw(image)
    for frame in ((50, 54, 188, 78), (192, 54, 260, 78), (50, 113, 120, 137), (122, 113, 210, 137)):
        draw.rectangle(frame, outline=(60, 60, 60))
    assert sorted(_read(reader, np.asarray(image))) == ["12", "20 cm", "Cancel", "Send application"]


def test_single_digits_in_a_table_are_read(reader: TextReader) -> None:
    rows = [
        (left, 20 + 30 * number, text)
        for number, row in enumerate([("Apples", "7", "1"), ("Pears", "3", "9"), ("Plums", "4", "2")])
        for left, text in zip((40, 240, 440), row, strict=True)
    ]
    assert _read(reader, _drawn(rows)) == ["Apples", "7", "1", "Pears", "3", "9", "Plums", "4", "2"]


def test_icons_beside_labels_are_no_digits(reader: TextReader) -> None:
    image = Image.fromarray(
        _drawn([(80, 20 + 30 * row, text) for row, text in enumerate(("Search", "Record", "Stop"))])
    )
    draw = ImageDraw.Draw(image)
    draw.ellipse((52, 22, 64, 34), outline=(20, 20, 20), width=2)
    draw.rectangle((57, 51, 59, 64), fill=(20, 20, 20))
    draw.ellipse((53, 82, 63, 92), outline=(20, 20, 20), width=2)
    assert _read(reader, np.asarray(image)) == ["Search", "Record", "Stop"]


class _Counted:
    """Counts what the engine is asked for."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.detected = self.recognised = 0
        self._lock = threading.Lock()
        for name in ("detect", "recognise"):
            monkeypatch.setattr(engine_module.PaddleText, name, self._counting(name))

    def _counting(self, name: str) -> object:
        original = getattr(engine_module.PaddleText, name)

        def counting(*arguments: object, **options: object) -> object:
            with self._lock:
                self.detected += name == "detect"
                self.recognised += name == "recognise"
            return original(*arguments, **options)

        return counting


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted(monkeypatch)
    reader = TextReader()
    rows = [(40, top, f"Station number {top}") for top in range(20, 1380, 40)]
    first = _read(reader, _drawn(rows, height=1400))
    tiles, lines = counted.detected, counted.recognised
    assert len(first) == lines == len(rows)
    assert tiles > 3
    assert _read(reader, _drawn(rows, height=1400)) == first
    assert (counted.detected, counted.recognised) == (tiles, lines)
    rows[0] = (40, 20, "Another text here")
    assert _read(reader, _drawn(rows, height=1400)) == ["Another text here", *first[1:]]
    assert counted.detected == tiles + 1
    assert counted.recognised == lines + 1


def test_the_same_is_read_with_one_thread_and_with_many(reader: TextReader) -> None:
    image = _drawn([(40, 20 + 30 * row, f"Room {row} is free until {row + 2}:30") for row in range(6)])
    assert _read(TextReader(threads=1), image) == _read(TextReader(threads=7), image) == _read(reader, image)


def test_what_was_read_stays_known_after_a_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    counted = _Counted(monkeypatch)
    reader = TextReader()
    reader.rest()  # nothing is loaded yet: nothing to do
    image = _drawn([(40, 40, "Departures from platform two")])
    first = _read(reader, image)
    lines = counted.recognised
    reader.rest()
    assert _read(reader, image) == first == ["Departures from platform two"]
    assert counted.recognised == lines
    assert _read(reader, _drawn([(40, 40, "Arrivals on platform nine")])) == ["Arrivals on platform nine"]


def test_a_cancelled_reading_ends_and_the_next_is_right(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = TextReader(threads=1)
    cancel = CancelToken()
    original = engine_module.PaddleText.recognise
    done = []

    def recognise(self: engine_module.PaddleText, crop: RgbImage) -> object:
        done.append(1)
        cancel.cancel()
        return original(self, crop)

    monkeypatch.setattr(engine_module.PaddleText, "recognise", recognise)
    image = _drawn([(40, 20 + 20 * row, f"Shelf {row} holds {row + 3} books") for row in range(8)])
    with pytest.raises(Cancelled):
        reader.read(image, cancel=cancel)
    assert len(done) < 8
    monkeypatch.setattr(engine_module.PaddleText, "recognise", original)
    assert len(_read(reader, image)) == 8
