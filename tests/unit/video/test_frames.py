"""Video files: their facts, their times, the picture of a moment, and what is wrong with them."""

from __future__ import annotations

import struct
import wave
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from assistant.errors import BadVideo
from assistant.video import frames
from assistant.video.frames import Video
from assistant.video.moment import frame_at, request_at
from models.cancel import CancelToken
from models.errors import Cancelled
from tests.helpers.videos import write

if TYPE_CHECKING:
    from models.types import RgbImage

ORDINARY = "Give a video file such as MP4, WebM, MKV or AVI."


def counting(count: int = 100, size: tuple[int, int] = (320, 240)) -> Iterator[RgbImage]:
    """Pictures that tell their number, by eight fields that are black or white, with a red corner at the top left."""
    for number in range(count):
        picture = np.zeros((size[1], size[0], 3), np.uint8)
        picture[:80, :80] = (255, 0, 0)
        for bit in range(8):
            picture[160:, 40 * bit : 40 * bit + 40] = 255 * (number >> bit & 1)
        yield picture


def number_in(image: RgbImage) -> int:
    return sum(1 << bit for bit in range(8) if image[180:, 40 * bit + 10 : 40 * bit + 30].mean() > 127)


@pytest.fixture(name="films", scope="module")
def _films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("films")
    films = {suffix: write(folder / f"count{suffix}", counting()) for suffix in (".avi", ".mp4")}
    shown = [Image.new("L", (64, 48), 40 * number) for number in range(5)]
    films[".gif"] = folder / "slides.gif"
    shown[0].save(films[".gif"], save_all=True, append_images=shown[1:], duration=[100, 3000, 500, 4000, 1000])
    return films


@pytest.mark.parametrize("suffix", [".avi", ".mp4"])
def test_facts_and_times(films: dict[str, Path], suffix: str) -> None:
    with Video(films[suffix]) as video:
        facts = video.facts
        assert (facts.width, facts.height, facts.fps, facts.duration) == (320, 240, 25, 4)
        seen = [(frame.time, number_in(frame.image)) for frame in video.frames(rate=25, cancel=CancelToken())]
        assert video.read_until == pytest.approx(4)
        assert not video.ended_early
        assert video.damage() == ""
    assert [time for time, _ in seen] == pytest.approx([number / 25 for number in range(100)])
    assert [number for _, number in seen] == list(range(100))


@pytest.mark.parametrize("suffix", [".avi", ".mp4"])
def test_fewer_pictures_and_a_part(films: dict[str, Path], suffix: str) -> None:
    with Video(films[suffix]) as video:
        times = [frame.time for frame in video.frames(rate=5, begin=1.5, end=2.5, cancel=CancelToken())]
    assert times[0] == 1.5
    assert times[-1] < 2.5
    assert len(times) == 5
    assert all(0.15 <= after - before <= 0.25 for before, after in pairwise(times))


@pytest.mark.parametrize("suffix", [".avi", ".mp4"])
@pytest.mark.parametrize("moment", [0, 0.039, 0.04, 1.0, 2.015, 3.95, 3.96, 4.3])
def test_the_picture_of_a_moment(films: dict[str, Path], suffix: str, moment: float) -> None:
    with Video(films[suffix]) as video:
        for _ in range(2):  # forwards, then back
            found = video.frame_at(moment, cancel=CancelToken())
            wanted = min(99, int(moment * 25 + 1e-6))
            assert found.time == pytest.approx(wanted / 25)
            assert number_in(found.image) == wanted
            video.frame_at(3.5, cancel=CancelToken())


@pytest.mark.parametrize(
    ("moment", "slide", "time"), [(0, 0, 0), (0.09, 0, 0), (2.9, 1, 0.1), (3.2, 2, 3.1), (7.5, 3, 3.6), (8, 4, 7.6)]
)
def test_pictures_that_do_not_come_evenly(films: dict[str, Path], moment: float, slide: int, time: float) -> None:
    with Video(films[".gif"]) as video:
        found = video.frame_at(moment, cancel=CancelToken())
    assert round(float(found.image.mean()) / 40) == slide
    assert found.time == pytest.approx(time, abs=0.02)


def test_a_moment_after_the_end(films: dict[str, Path]) -> None:
    with pytest.raises(BadVideo) as raised:
        frame_at(films[".mp4"], 65)
    assert raised.value.spoken == "count.mp4 lasts 4 seconds: there is no picture at 1 minute 5 seconds."


def test_the_request_of_a_moment(films: dict[str, Path]) -> None:
    request = request_at(films[".avi"], 1.0)
    assert (request.frame.pixels.width, request.frame.pixels.height) == (320, 240)
    assert request.notes == ("The video at 1 second.",)
    assert request_at(films[".avi"], 1.0, mode="ask").notes == ()


def test_a_turned_video_is_upright(films: dict[str, Path], tmp_path: Path) -> None:
    # ISO/IEC 14496-12, track header: a matrix in 16.16 and 2.30 that turns clockwise by 90 degrees
    data = bytearray(films[".mp4"].read_bytes())
    at = data.index(b"tkhd") + 44
    data[at : at + 36] = struct.pack(">9i", 0, 1 << 16, 0, -1 << 16, 0, 0, 240 << 16, 0, 1 << 30)
    turned = tmp_path / "turned.mp4"
    turned.write_bytes(data)
    with Video(turned) as video:
        assert (video.facts.width, video.facts.height) == (240, 320)
        image = video.frame_at(0, cancel=CancelToken()).image
    assert image.shape == (320, 240, 3)
    assert image[20, 220, 0] > 200  # the red corner has come to the right
    assert image[20, 20, 0] < 60


def test_half_a_file_is_read_as_far_as_it_goes(films: dict[str, Path], tmp_path: Path) -> None:
    half = tmp_path / "half.avi"
    half.write_bytes(films[".avi"].read_bytes()[: films[".avi"].stat().st_size // 2])
    with Video(half) as video:
        seen = list(video.frames(rate=25, cancel=CancelToken()))
        assert 40 <= len(seen) <= 50
        assert video.ended_early
        assert video.damage() == ("half.avi is damaged or incomplete: of 4 seconds, it can be read up to 2 seconds.")
        with pytest.raises(BadVideo, match=r"up to 2 seconds\. There is no picture at 3 seconds\."):
            video.frame_at(3, cancel=CancelToken())


def test_noise_in_the_middle_ends_nothing(films: dict[str, Path], tmp_path: Path) -> None:
    data = bytearray(films[".avi"].read_bytes())
    middle = len(data) // 2
    data[middle : middle + 3000] = np.random.default_rng(1).bytes(3000)
    broken = tmp_path / "broken.avi"
    broken.write_bytes(data)
    with Video(broken) as video:
        seen = list(video.frames(rate=25, cancel=CancelToken()))
        assert len(seen) > 40
        times = [frame.time for frame in seen]
    assert times == sorted(set(times))


def _sound(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16000))


def test_files_that_are_no_videos_are_sentences(films: dict[str, Path], tmp_path: Path) -> None:
    mp4 = films[".mp4"].read_bytes()
    (tmp_path / "zero.mp4").write_bytes(b"")
    (tmp_path / "letter.mp4").write_text("Dear Sir,\n" * 50)
    (tmp_path / "letter.txt").write_text("Dear Sir,\n" * 50)
    (tmp_path / "list.mp4").write_text("#EXTM3U\n#EXTINF:5,\nhttp://127.0.0.1:9/a.ts\n")
    (tmp_path / "half.mp4").write_bytes(mp4[: len(mp4) // 2])
    (tmp_path / "noise.mp4").write_bytes(np.random.default_rng(1).bytes(20_000))
    (tmp_path / "noise.avi").write_bytes(b"RIFF" + bytes(4) + b"AVI " + np.random.default_rng(1).bytes(20_000))
    (tmp_path / "folder.mp4").mkdir()
    Image.new("RGB", (90, 90)).save(tmp_path / "picture.png")
    _sound(tmp_path / "song.wav")
    expected = {
        "none.mp4": "There is no file none.mp4. Check the name and the folder.",
        "folder.mp4": f"folder.mp4 is a folder, not a video. {ORDINARY}",
        "zero.mp4": "zero.mp4 is empty: the file has no content. Perhaps it was not saved or copied completely.",
        "letter.mp4": f"letter.mp4 holds text, not a video. {ORDINARY}",
        "letter.txt": f"letter.txt holds text, not a video. {ORDINARY}",
        "list.mp4": f"list.mp4 holds text, not a video. {ORDINARY}",
        "half.mp4": "half.mp4 is damaged or incomplete: its table of contents is missing, so nothing in it can be "
        "found. Copy or download it again.",
        "noise.mp4": f"noise.mp4 is not a video that can be read. {ORDINARY}",
        "noise.avi": "noise.avi is damaged or incomplete, or has no picture track that can be decoded. Try to open "
        "or download it again.",
        "picture.png": "picture.png is a picture, not a video. Describe it with: lookaloud describe picture.png",
        "song.wav": "song.wav is a sound file without pictures. There is nothing to see in it.",
    }
    told = {}
    for name in expected:
        with pytest.raises(BadVideo) as raised:
            Video(tmp_path / name)
        told[name] = raised.value.spoken
    assert told == expected


def test_an_mp4_with_sound_alone(films: dict[str, Path], tmp_path: Path) -> None:
    song = tmp_path / "song.m4a"
    song.write_bytes(films[".mp4"].read_bytes().replace(b"vide", b"soun"))
    with pytest.raises(BadVideo, match=r"song\.m4a is a sound file without pictures"):
        Video(song)


def test_an_mp4_that_is_cut_behind_its_index(films: dict[str, Path], tmp_path: Path) -> None:
    # the table of contents first, as files for the web have it: what is missing is the end of the pictures
    data = films[".mp4"].read_bytes()
    at = data.index(b"moov") - 4
    size = struct.unpack(">I", data[at : at + 4])[0]
    front = data.index(b"mdat") - 4
    front -= 8 if data[front - 4 : front] == b"free" else 0
    index = bytearray(data[at : at + size])
    table = index.index(b"stco") + 8
    (count,) = struct.unpack(">I", index[table : table + 4])
    for entry in range(table + 4, table + 4 + 4 * count, 4):
        index[entry : entry + 4] = struct.pack(">I", struct.unpack(">I", index[entry : entry + 4])[0] + size)
    whole = data[:front] + bytes(index) + data[front:at]
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(whole[: len(whole) * 6 // 10])
    with Video(cut) as video:
        assert video.facts.cut_off
        assert list(video.frames(rate=10, cancel=CancelToken()))
        assert video.damage().startswith("cut.mp4 is damaged or incomplete: of 4 seconds, it can be read up to ")


def test_a_name_that_is_no_utf_8(films: dict[str, Path], tmp_path: Path) -> None:
    odd = Path(f"{tmp_path}/caf\udce9.avi")
    odd.write_bytes(films[".avi"].read_bytes())
    with Video(odd) as video:
        assert video.facts.name == "caf\N{REPLACEMENT CHARACTER}.avi"
        assert number_in(video.frame_at(1, cancel=CancelToken()).image) == 25


def test_cancelling_stops(films: dict[str, Path]) -> None:
    cancel = CancelToken()
    with Video(films[".avi"]) as video:
        reading = video.frames(rate=10, cancel=cancel)
        next(reading)
        cancel.cancel()
        with pytest.raises(Cancelled):
            list(reading)


def test_without_a_decoder_a_sentence_says_so(films: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cv2.videoio_registry.getStreamBackends", lambda: ())
    with pytest.raises(BadVideo) as raised:
        Video(films[".avi"])
    assert raised.value.spoken == frames.NO_DECODER
    assert frames.decoder_problem() == frames.NO_DECODER


def test_with_a_decoder_there_is_no_problem() -> None:
    assert frames.decoder_problem() == ""


def test_times_that_files_say_wrongly() -> None:
    clock = frames._Clock(25)
    assert [clock.next(told) for told in (0, 0.04, 0.04, -1, float("nan"), 0.2, 10**9)] == pytest.approx(
        [0, 0.04, 0.08, 0.12, 0.16, 0.2, 0.24]
    )
    assert clock.can_be_sought is False  # three in a row were missing
