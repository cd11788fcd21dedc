"""Bad input of every kind, for a moment each; `python -m tests.fuzz` goes on for as long as is wanted."""

from __future__ import annotations

import functools
import random

import hypothesis
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from assistant.limits import SETTINGS_BYTES
from assistant.listening.ears import Ears
from assistant.listening.sphinx import RATE
from models.cancel import CancelToken
from models.types import Clip
from tests.fuzz import Target, targets

NAMES = tuple(targets())
_SETTINGS = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": True, "database": None}


@functools.cache
def _target(name: str) -> Target:
    return targets()[name]


@st.composite
def _spoilt(draw: st.DrawFn, seeds: tuple[bytes, ...]) -> bytes:
    """A good one with bytes changed, left out, put in or said twice; or cut off."""
    data = bytearray(draw(st.sampled_from(seeds)))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        match draw(st.integers(0, 4)):
            case 0:
                data[at : at + 1] = draw(st.binary(min_size=1, max_size=1))
            case 1:
                data[at : at + 4] = draw(st.sampled_from((bytes(4), b"\xff" * 4, b"\x7f\xff\xff\xff", b"\0\0\0\x80")))
            case 2:
                del data[at : at + draw(st.integers(1, 40))]
            case 3:
                data[at:at] = data[at : at + draw(st.integers(1, 40))]
            case 4:
                del data[at:]
    return bytes(data)


# what was found once, by name of the target
FOUND = {
    "settings": (b"a = " + b"[" * 100_000, b"[speech]\nrate = " + b"9" * 5000, b'[keys.direct]\n"\\u0007x" = 1\n',
                 b"#" * (SETTINGS_BYTES + 1)),
    "keys": (b"\0", b"x" * 5000, "ctrl+\u202e".encode()),
    "manifests": (b"[" * 100_000, b'{"schema": 1, "id": "a", "\\u0007": 1}'),
    "sounds": (b"RIFF\xc4\x0f\0\0WAVEfmt\x1d,\x0b8\xbd", b"\0ab", b"\x08abc"),
    "graphs": (b"\x3a\x02\x0a\xff", b"\x3a" + b"\xff" * 9 + b"\1"),
    "subtitles": ("WEBVTT\n\n00:00.000 --> 00:00.001\n\u2028&amp;lt;".encode(),),
    "videos": (b"RIFF", b"RIFF\1\2\3"),
    "packets": (b"\xff" * 8, bytes(8)),
}  # fmt: skip


@pytest.mark.parametrize(("name", "data"), [(name, data) for name, all in FOUND.items() for data in all])
def test_what_was_found_once_stays_mended(name: str, data: bytes) -> None:
    _target(name).run(data)


def _try(name: str, examples: int) -> None:
    target = _target(name)
    seeds = tuple(target.seeds())

    @hypothesis.settings(max_examples=examples, **_SETTINGS)  # type: ignore[arg-type]
    @given(st.one_of(_spoilt(seeds), st.binary(max_size=600)))
    def run(data: bytes) -> None:
        target.run(data)

    run()


@pytest.mark.parametrize("name", NAMES)
def test_good_input_is_taken(name: str) -> None:
    for seed in _target(name).seeds():
        _target(name).run(seed)


@pytest.mark.parametrize("name", NAMES)
def test_bad_input_is_taken_or_refused_with_a_sentence(name: str) -> None:
    _try(name, 40)


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("name", NAMES)
def test_much_bad_input_is_taken_or_refused_with_a_sentence(name: str) -> None:
    _try(name, 5000)


def test_any_sound_is_heard_without_harm() -> None:
    ears = Ears()
    noise = random.Random(1).randbytes(40_001)
    loud = b"\xff\x7f" * RATE
    for clip in (Clip(noise, RATE), Clip(noise, 44_100), Clip(loud, RATE), Clip(noise, 0), Clip(b"\1", 8000)):
        heard = ears.hear(clip, ["Save", "\0", "x" * 10_000, "日本"], cancel=CancelToken())
        assert 0 <= heard.confidence <= 1
        assert heard.text.isprintable()
