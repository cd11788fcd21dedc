"""The words and tones of the guide: where to turn, when it speaks, when it ends."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.pipelines.seeking.guide import EVERY, GIVES_UP, INTERRUPTED, LONGEST, Guidance, Guide, given_up
from assistant.pipelines.seeking.sighting import NOTHING, Sighting
from assistant.pipelines.seeking.wanted import Sought, parse
from models.types import Box

WIDTH, HEIGHT = 640, 480


def sought(text: str = "find the cup") -> Sought:
    found = parse(text)
    assert found is not None
    return found


def at(
    x: float, y: float, *, side: int = 60, source: str = "object", label: str = "cup", followed: bool = False
) -> Sighting:
    """`x` and `y` from -1 to 1, from the picture's middle."""
    cx, cy = WIDTH / 2 * (1 + x), HEIGHT / 2 * (1 + y)
    box = Box(round(cx - side / 2), round(cy - side / 2), round(cx + side / 2), round(cy + side / 2))
    return Sighting(box, 0.9, source, label, followed)  # type: ignore[arg-type]


def step(guide: Guide, sighting: Sighting, now: float, *, mirrored: bool = False) -> Guidance:
    return guide.step(sighting, width=WIDTH, height=HEIGHT, now=now, mirrored=mirrored)


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        (-0.8, 0.0, "left"),
        (0.8, 0.0, "right"),
        (0.3, 0.0, "a little right"),
        (0.0, -0.8, "up"),
        (0.0, 0.3, "a little down"),
        (-0.8, -0.8, "up and left"),
        (0.3, 0.3, "a little down and right"),
        (-0.8, 0.3, "left"),
        (0.0, 0.0, "in the middle"),
    ],
)
def test_it_says_where_to_turn(x: float, y: float, words: str) -> None:
    assert step(Guide(sought()), at(x, y), 0.0).words == f"Probably the cup: {words}."


def test_a_mirrored_camera_turns_the_sides_round() -> None:
    guidance = step(Guide(sought()), at(-0.8, -0.8), 0.0, mirrored=True)
    assert guidance.words == "Probably the cup: up and right."
    assert guidance.pan > 0.7


def test_the_tones_lead_too() -> None:
    left, right = (step(Guide(sought()), at(x, 0.0), 0.0) for x in (-0.9, 0.9))
    high, low = (step(Guide(sought()), at(0.0, y), 0.0) for y in (-0.9, 0.9))
    middle = step(Guide(sought()), at(0.0, 0.0), 0.0)
    assert left.pan == pytest.approx(-0.9, abs=0.01)
    assert right.pan == pytest.approx(0.9, abs=0.01)
    assert high.pitch > 1000 > 400 > low.pitch
    assert middle.rate > step(Guide(sought()), at(0.4, 0.0), 0.0).rate > left.rate > 0
    assert step(Guide(sought()), NOTHING, 0.0).rate == 0


def test_it_says_only_what_is_new_and_not_too_often() -> None:
    guide = Guide(sought())
    said = []
    places = itertools.cycle([-0.8, -0.8, 0.8])
    for number in range(60):
        now = number * 0.2
        words = step(guide, at(next(places), 0.0), now).words
        if words:
            said.append((now, words))
    assert said
    assert all(later - earlier >= EVERY - 1e-9 for (earlier, _), (later, _) in itertools.pairwise(said))
    assert all(before != after for (_, before), (_, after) in itertools.pairwise(said))
    still = Guide(sought())
    assert [bool(step(still, at(-0.8, 0.0), n * 0.2).words) for n in range(50)].count(True) == 1


def test_words_do_not_flicker_at_a_border() -> None:
    guide = Guide(sought())
    said = [step(guide, at(0.2 + (0.03 if number % 2 else -0.03), 0.9), number * 2.0).words for number in range(8)]
    assert len([words for words in said if words]) == 1


def test_it_ends_when_the_thing_stayed_in_the_middle() -> None:
    guide = Guide(sought())
    steps = [step(guide, at(0.02, 0.05), number * 0.2) for number in range(8)]
    assert [each.done for each in steps].index(True) == 5  # after a second
    assert steps[5].found
    assert steps[5].words == "Probably the cup is in the middle, straight ahead."
    assert steps[7] == steps[5]


def test_what_only_crosses_the_middle_is_not_found() -> None:
    guide = Guide(sought())
    assert not any(step(guide, at(0.9 - number * 0.25, 0.0), number * 0.2).done for number in range(8))


def test_what_is_only_followed_is_not_yet_found() -> None:
    guide = Guide(sought())
    assert not any(step(guide, at(0.0, 0.0, followed=True), number * 0.2).done for number in range(20))
    assert step(guide, at(0.0, 0.0), 4.2).found


def test_what_is_small_is_to_be_approached() -> None:
    guide = Guide(sought())
    assert step(guide, at(0.0, 0.0, side=16), 0.0).words.endswith("in the middle, but small; go closer.")
    assert not step(guide, at(0.0, 0.0, side=16), 2.0).done
    assert step(guide, at(0.0, 0.0, side=16), 4.1).words.endswith("straight ahead, but still far.")


@pytest.mark.parametrize(
    ("text", "source", "label", "words"),
    [
        ("find the exit sign", "text", "Exit", "The text “Exit” is in the middle, straight ahead."),
        ("find my keys", "object", "key", "Probably your keys are in the middle, straight ahead."),
        ("find the cup", "likeness", "coffee mug",
         "Probably the cup is in the middle, straight ahead. By its looks: coffee mug."),
        ("find something red", "colour", "red", "Something red is in the middle, straight ahead."),
        ("find the red folder", "match", "red folder", "Perhaps the red folder is in the middle, straight ahead."),
        ("find the red folder", "colour", "red",
         "Something red is in the middle, straight ahead. Whether that is the red folder I can't tell."),
    ],
)  # fmt: skip
def test_how_sure_it_is_can_be_heard(text: str, source: str, label: str, words: str) -> None:
    guide = Guide(sought(text))
    steps = [step(guide, at(0.0, 0.0, source=source, label=label), number * 0.5) for number in range(4)]
    assert steps[-1].words == words


def test_what_is_lost_is_said_with_its_side_and_found_again() -> None:
    guide = Guide(sought())
    step(guide, at(-0.9, 0.0), 0.0)
    assert step(guide, NOTHING, 0.4).words == ""
    assert step(guide, NOTHING, 1.0).words == "Lost it. It was last on the left."
    assert step(guide, NOTHING, 3.0).words == ""
    assert step(guide, at(-0.4, 0.0), 4.0).words == "Probably the cup: a little left."


def test_it_gives_up_by_itself() -> None:
    guide = Guide(sought("find my keys"))
    step(guide, NOTHING, 100.0)
    assert not step(guide, NOTHING, 100.0 + GIVES_UP - 0.1).done
    last = step(guide, NOTHING, 100.0 + GIVES_UP)
    assert (last.done, last.found) == (True, False)
    assert last.words.startswith("I can't find your keys. Without a model that detects objects")
    assert given_up(sought("find my keys"), seen=False, detects=True) == (
        "I can't find your keys. Try more light, or look from closer."
    )
    assert given_up(sought(), seen=True) == "I lost the cup and can't find it again. Ask again to go on."


def test_no_search_is_endless() -> None:
    guide = Guide(sought())
    side = itertools.cycle([-0.8, 0.8])
    for number in range(1000):
        guidance = step(guide, at(next(side), 0.0), number * 0.5)
        if guidance.done:
            break
    assert (guidance.words, number * 0.5) == (INTERRUPTED, LONGEST)


@given(
    st.lists(
        st.tuples(st.booleans(), st.floats(-3, 3), st.floats(-3, 3), st.integers(1, 600), st.floats(0, 3)), max_size=60
    )
)
def test_whatever_is_seen_the_tones_stay_in_bounds(frames: list[tuple[bool, float, float, int, float]]) -> None:
    guide, now = Guide(sought()), 0.0
    for seen, x, y, side, later in frames:
        now += later
        guidance = step(guide, at(x, y, side=side) if seen else NOTHING, now)
        assert -1 <= guidance.pan <= 1
        assert 200 <= guidance.pitch <= 1300
        assert 0 <= guidance.rate <= 10
        assert not guidance.words or guidance.words.endswith(".")
        assert not (guidance.found and not seen and not guidance.done)
    assert math.isfinite(now)
