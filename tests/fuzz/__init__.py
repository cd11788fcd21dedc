"""Input from outside that is bad on purpose: targets, shared by the property tests and by a coverage-guided fuzzer.

A target takes any bytes, makes input of them, and fails where the program does anything but take it or refuse it with
a sentence. `python -m tests.fuzz` runs one for as long as is wanted; `tests/unit/test_bad_input.py` runs all of them
for a moment.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Target:
    """`run` raises nothing for any bytes. `seeds` makes some that are good, from which bad ones are made.

    `words`: what a good one may be made of, beside the words of the seeds.
    """

    run: Callable[[bytes], None]
    seeds: Callable[[], Sequence[bytes]] = lambda: ()
    words: Sequence[bytes] = ()


def targets() -> Mapping[str, Target]:
    """All of them by name. What they test is imported here."""
    from tests.fuzz import files, models, screens, words

    return files.TARGETS | models.TARGETS | words.TARGETS | screens.TARGETS


def target(name: str) -> Target | None:
    """The one of that name; no more is imported than is looked at until it is found."""
    from tests.fuzz import files, models

    light = files.TARGETS | models.TARGETS
    return light[name] if name in light else targets().get(name)
