"""What has been said so far in one request."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import replace

from assistant.pipelines.telling.attributed import attributed, names_us
from assistant.printable import printable
from assistant.types import Claim, Description, Final, Gate, Partial
from models.types import Box

_Same = tuple[str, str, Box | None]


def sayable(claim: Claim) -> Claim:
    """Without what steers a voice or a terminal, whatever the one who read it let through."""
    text = printable(claim.text)
    return claim if text == claim.text else replace(claim, text=text)


class Talk:
    """Collects the claims of one request and how long its stages took."""

    def __init__(self, turn: int) -> None:
        self.claims: list[Claim] = []
        self.gate: Gate | None = None
        self.turn = turn
        self._began = time.monotonic()
        self._times: dict[str, float] = {}
        self._opening: set[tuple[str, str]] = set()
        self._said: set[_Same] = set()

    @property
    def seconds(self) -> float:
        """Since the request began."""
        return time.monotonic() - self._began

    def begin(self) -> None:
        """The question has come: from now on times count."""
        self._began = time.monotonic()

    def stamp(self, name: str) -> None:
        """Note when a stage ended."""
        self._times[name] = self.seconds

    def has(self, source: str) -> bool:
        """Whether anything of that source was said."""
        return any(claim.source == source for claim in self.claims)

    def note(self, text: str, *, kind: str = "note") -> Iterator[Partial]:
        """A sentence of our own."""
        return self.read([Claim(text, "gate", kind=kind)])

    def open(self, claims: Iterable[Claim]) -> Iterator[Partial]:
        """The first words; what says the same later is not said again."""
        for claim in claims:
            self._opening.add((claim.kind, claim.text))
            yield self._say(claim)

    def say(self, claims: Iterable[Claim]) -> Iterator[Partial]:
        """A partial for each claim. What was said of the same place is not repeated; the same words elsewhere are."""
        for claim in claims:
            same = (claim.kind, claim.text, claim.box)
            if (claim.kind, claim.text) in self._opening or (claim.box is not None and same in self._said):
                continue
            self._said.add(same)
            yield self._say(claim)

    def read(self, claims: Iterable[Claim]) -> Iterator[Partial]:
        """A partial for each claim, without exception: a text may say the same thing twice."""
        for claim in claims:
            yield self._say(claim)

    def final(self) -> Final:
        """Everything together."""
        self.stamp("total")
        text = "\n".join(claim.text for claim in self.claims)
        return Final(self.turn, Description(text, tuple(self.claims), self.gate, dict(self._times)))

    def _say(self, claim: Claim) -> Partial:
        claim = sayable(claim)
        if claim.source != "gate" and names_us(claim.text):
            claim = replace(claim, text=attributed(claim.text))
        self.claims.append(claim)
        self._times.setdefault("first_words", self.seconds)
        return Partial(self.turn, claim.text, (claim,))
