"""WebVTT: written, and read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.errors import AssistantError
from assistant.video.vtt import Cue, parsed, save, written


def test_a_file_as_a_player_wants_it() -> None:
    text = written([Cue(0, 3, "A title says: Tom & Jerry <3."), Cue(3661.5, 3662, "Black.")], notes=["By hand --> so"])
    assert text == (
        "WEBVTT\n\nNOTE By hand -> so\n\n"
        "1\n00:00:00.000 --> 00:00:03.000\nA title says: Tom &amp; Jerry &lt;3.\n\n"
        "2\n01:01:01.500 --> 01:01:02.000\nBlack.\n"
    )
    assert parsed(text) == [Cue(0, 3, "A title says: Tom & Jerry <3."), Cue(3661.5, 3662, "Black.")]


@given(some.text(min_size=1, max_size=60), some.integers(0, 10**7), some.integers(1, 10**6))
def test_no_text_breaks_the_file(text: str, begin: int, length: int) -> None:
    cue = Cue(begin / 1000, (begin + length) / 1000, text)
    found = parsed(written([cue, Cue(0, 1, "The next.")]))
    assert [round(found[0].begin * 1000), round(found[0].end * 1000)] == [begin, begin + length]
    assert len(found) == 2
    assert found[1].text == "The next."


def test_a_cue_never_ends_before_it_begins() -> None:
    assert parsed(written([Cue(5, 5, "A moment.")])) == [Cue(5, 5.001, "A moment.")]


def test_the_forms_that_others_write() -> None:
    text = "\ufeffWEBVTT Kind: descriptions\r\n\r\nSTYLE\r\n::cue {}\r\n\r\n01:05.000 --> 02:00.000 line:0\r\n<v Bob>Hi"
    assert parsed(text) == [Cue(65, 120, "Hi")]


@pytest.mark.parametrize("text", ["", "1\n00:00 --> 00:01\nx", "WEBVTT\n\n00:00:01 --> 00:00:02\nno thousandths"])
def test_what_is_no_webvtt(text: str) -> None:
    with pytest.raises(ValueError, match=r"WEBVTT|are no times"):
        parsed(text)


def test_the_file_is_written_whole_over_an_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out.vtt"
    out.write_text("old")
    save(out, "WEBVTT\n")
    assert out.read_text() == "WEBVTT\n"
    assert [path.name for path in tmp_path.iterdir()] == ["out.vtt"]


def test_a_place_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(AssistantError) as raised:
        save(tmp_path / "none" / "out.vtt", "WEBVTT\n")
    assert raised.value.spoken == "out.vtt cannot be written: No such file or directory. Choose another place."


def test_no_comment_is_taken_for_times() -> None:
    assert parsed(written([Cue(0, 1, "a")], notes=["before ----> after -->"])) == [Cue(0, 1, "a")]
