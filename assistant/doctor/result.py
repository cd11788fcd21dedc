"""What one check found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.languages.words import N_, _

Status = Literal["ok", "warn", "fail", "not-checked"]

_WORDS: dict[Status, str] = {
    "ok": N_("OK"),
    "warn": N_("Note"),
    "fail": N_("Problem"),
    "not-checked": N_("Not checked"),
}


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`what` was found, without a full stop; `do` is a sentence or command, empty where nothing needs doing. Both are
    in the user's language; `name` is that of the table of checks, in English.

    `warn`: LookAloud works without it. `not-checked`: it makes no sense here, and `what` says why.
    """

    name: str
    status: Status
    what: str
    do: str = ""

    @property
    def line(self) -> str:
        """As it is printed and can be spoken."""
        words = _("{status}. {name}: {what}.")
        told = words.format(status=_(_WORDS[self.status]), name=_(self.name), what=self.what)
        return f"{told} {self.do}" if self.do else told
