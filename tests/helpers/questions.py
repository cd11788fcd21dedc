"""What questions want, written down in tables."""

from __future__ import annotations

from assistant.pipelines.understanding.wanted import Wanted


def object_of(wanted: Wanted) -> str:
    """All that a question names, in a fixed order."""
    parts = (
        wanted.subject, wanted.sort.noun if wanted.sort else "", f"of {wanted.of}" if wanted.of else "",
        str(wanted.number) if wanted.number else "", wanted.state, wanted.relation, wanted.command,
    )  # fmt: skip
    return ", ".join(part for part in parts if part)
