"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Status = Literal["ok", "warn", "fail", "not-checked"]

_WORDS: dict[Status, str] = {"ok": "OK", "warn": "Note", "fail": "Problem", "not-checked": "Not checked"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`what` was found, without a full stop; `do` is a sentence or command, empty where nothing needs doing.

    `warn`: LookAloud works without it. `not-checked`: it makes no sense here, and `what` says why.
    """

    name: str
    status: Status
    what: str
    do: str = ""

    @property
    def line(self) -> str:
        """As it is printed and can be spoken."""
        return f"{_WORDS[self.status]}. {self.name}: {self.what}." + (f" {self.do}" if self.do else "")
