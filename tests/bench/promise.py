"""What a promise is, and the three things that may stand behind it: a figure, a test, a reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Figure:
    """Of `part`, what the lines say that have all items of `where`, under `key`; "a: b" is b in the mapping a."""

    part: str
    where: Mapping[str, Any]
    key: str


@dataclass(frozen=True, slots=True)
class ByTest:
    """A test holds it: the path of its file, and its name where it is one of many."""

    path: str


@dataclass(frozen=True, slots=True)
class Unmeasurable:
    """It cannot be measured on such a machine."""

    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise:
    """`most`, `least`: the limits of the figure, in `unit`; neither where a figure was to be reported. `scale`: times
    the figure is `unit`."""

    issue: int
    words: str
    proof: Figure | ByTest | Unmeasurable
    most: float | None = None
    least: float | None = None
    unit: str = ""
    scale: float = 1.0


def share(issue: int, words: str, proof: Figure, *, least: float | None = None, most: float | None = None) -> Promise:
    """A figure from 0 to 1, told in per cent."""
    return Promise(issue=issue, words=words, proof=proof, least=least, most=most, unit="%", scale=100)


def promise(
    issue: int, words: str, proof: Figure | Unmeasurable, *, most: float | None = None, least: float | None = None,
    unit: str = "",
) -> Promise:  # fmt: skip
    """As `Promise`."""
    return Promise(issue=issue, words=words, proof=proof, most=most, least=least, unit=unit)


def by_test(issue: int, words: str, path: str) -> Promise:
    """What the test at `path` holds."""
    return Promise(issue=issue, words=words, proof=ByTest(path))
