"""Which keys could be had, and what is said of it. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.desktop.hotkeys.chord import Chord
from assistant.errors import AssistantError
from assistant.languages.words import _

NO_KEYS = _("Global keys are not possible here. Use the tray menu, or the command lookaloud.")


@dataclass(frozen=True, slots=True)
class Bound:
    """`layer`: the chord that works, None where none could be had. `problems`: one for each key that does not."""

    layer: Chord | None
    problems: tuple[AssistantError, ...] = ()

    def sentences(self, wanted: Chord, before: Chord | None) -> tuple[str, ...]:
        """What the user must know: problems, and which key to press where it is not the one they think.

        `wanted`: the settings' chord. `before`: the one that worked until now, None at the start.
        """
        said = [problem.spoken for problem in self.problems]
        if self.layer is None:
            said.append(NO_KEYS)
        elif self.layer != wanted:
            said.append(_("{key} is used instead.").format(key=self.layer.spoken))
        elif before not in (None, self.layer):
            said.append(_("The key is {key} now.").format(key=self.layer.spoken))
        return tuple(said)

    def is_like(self, other: Bound | None) -> bool:
        """Whether the user would hear the same of both."""
        return (
            other is not None
            and self.layer == other.layer
            and [problem.spoken for problem in self.problems] == [problem.spoken for problem in other.problems]
        )
