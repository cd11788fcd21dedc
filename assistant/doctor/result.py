"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

_WORDS = {"ok": "OK", "warn": "Note", "fail": "Problem"}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`warn`: LookAloud works without it. `do` is empty where nothing needs doing."""

    name: str
    status: Literal["ok", "warn", "fail"]
    what: str
    do: str = ""

    @property
    def line(self) -> str:
        """As it is printed and can be spoken."""
        return f"{_WORDS[self.status]}. {self.name}: {self.what}." + (f" {self.do}" if self.do else "")
