"""Which languages questions are understood in beside English."""

from __future__ import annotations

from assistant.pipelines.understanding.languages.tongue import Tongue


def tongue_of(code: str) -> Tongue | None:
    """The table of a language's questions, imported when it is needed; None for English."""
    match code:
        case "de":
            from assistant.pipelines.understanding.languages import german

            return german.TONGUE
        case "es":
            from assistant.pipelines.understanding.languages import spanish

            return spanish.TONGUE
    return None
