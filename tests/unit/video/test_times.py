"""Times in a video: typed, spoken, written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from assistant.video.times import at, in_words, parse_time, stamp, whole_second_within


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("65", 65),
        ("1:05", 65),
        ("0:01:05.5", 65.5),
        ("1:00:00", 3600),
        (" 7.25 ", 7.25),
        ("7,5", 7.5),
        ("90s", 90),
        ("100:00", 6000),
        ("0", 0),
    ],
)
def test_what_is_typed(text: str, seconds: float) -> None:
    assert parse_time(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "x", "1:65", "1:61:00", "-5", "1:2:3:4", "nan", "inf", "1e3", "5:", "٣", "9" * 30]
)
def test_what_is_no_time_is_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a time|later than any video") as raised:
        parse_time(text)
    assert str(raised.value).endswith(".")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (0.44, "0.4 seconds"),
        (0.97, "1 second"),
        (5.4, "5 seconds"),
        (59.6, "1 minute"),
        (65, "1 minute 5 seconds"),
        (3600, "1 hour"),
        (7322, "2 hours 2 minutes 2 seconds"),
    ],
)
def test_what_is_said(seconds: float, words: str) -> None:
    assert in_words(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (5.5, "5.5 seconds"),
        (65, "1 minute 5 seconds"),
        (119.96, "2 minutes"),
        (60.5, "1 minute 0.5 seconds"),
        (1, "1 second"),
    ],
)
def test_a_moment_is_said_to_a_tenth(seconds: float, words: str) -> None:
    assert in_words(seconds, tenths=True) == words


def test_the_start_has_a_name() -> None:
    assert at(0) == "at the start"
    assert at(65) == "at 1 minute 5 seconds"


def test_the_time_that_is_said_lies_within_the_shot() -> None:
    assert whole_second_within(64.2, 70) == 65
    assert whole_second_within(64.0, 70) == 64
    assert whole_second_within(64.2, 64.9) == 64.2


@given(some.integers(0, 10**8))
def test_a_stamp_is_read_back(thousandths: int) -> None:
    assert round(parse_time(stamp(thousandths / 1000)) * 1000) == thousandths
