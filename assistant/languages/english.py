"""English alone: what models are asked, and what they name. What LookAloud says itself is counted in `nouns`."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """`1 button`, `3 buttons`, `2 entries`."""
    return f"1 {noun}" if count == 1 else f"{count} {plural(noun)}"


def plural(noun: str) -> str:
    """`buttons`, `boxes`, `entries`."""
    if noun.endswith(("s", "x", "ch")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"
