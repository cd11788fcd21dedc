"""Whether what is said of a real window is right, by what was written down of it or by its tree."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from export.train.screens import words
from export.train.screens.labels import KINDS
from export.train.screens.store import Sample
from models.protocols import Found

TRUTH = Path(__file__).with_name("truth.txt")
_SHORT = {
    "mb": "menu-bar", "tb": "tool-bar", "tabs": "tab-list", "sb": "status-bar", "list": "list", "tree": "tree",
    "table": "table", "tf": "text-field", "ta": "text-area", "bt": "button", "cb": "check-box", "rb": "radio-button",
    "co": "combo-box", "sl": "slider", "pic": "picture", "pb": "progress-bar", "txt": "article", "term": "terminal",
    "chart": "chart", "map": "map", "vid": "video", "board": "board", "dlg": "dialog",
}  # fmt: skip
_SIDES = {"l": " on the left", "r": " on the right", "t": " at the top", "b": " at the bottom"}
_IMPLIED = {
    "editor": ("text-area", "article"), "document": ("article", "text-area"), "article": ("article",),
    "message": ("button",), "game": ("board",), "calculator": ("button", "text-field"), "files": ("list", "table"),
    "file-dialog": ("list", "table"), "spreadsheet": ("table",), "login": ("text-field",), "drawing": ("picture",),
}  # fmt: skip
"""The main part of a kind of window that whoever hears its name knows to be there."""
_STATES = ("it shows an error", "it is loading", "it is empty", "a dialog lies over it")


@dataclass(frozen=True, slots=True)
class Truth:
    """`parts`: the phrases that are true; `main`: those of which a caption must name one, if there are any; `roles`:
    what may be there."""

    kinds: tuple[str, ...]
    parts: frozenset[str]
    main: frozenset[str]
    roles: frozenset[str]


def truths(path: Path = TRUTH) -> dict[str, Truth]:
    """By program and number."""
    found = {}
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, kinds, parts = (part.strip() for part in line.split("|"))
            found[name] = _truth(tuple(kinds.split(",")), parts.split())
    return found


def _truth(kinds: tuple[str, ...], tokens: Sequence[str]) -> Truth:
    parts: set[str] = set()
    main: set[str] = set()
    roles: set[str] = set()
    for token in tokens:
        short, _, side = token.lstrip("*").partition("@")
        role = _SHORT[short]
        phrases = {f"{phrase}{_SIDES[side] if side else ''}" for phrase in _phrases(role)}
        if side:
            phrases |= _phrases(role)  # a caption need not say where
        parts |= phrases
        roles.add(role)
        if token.startswith("*"):
            main |= phrases
    return Truth(kinds, frozenset(parts), frozenset(main), frozenset(roles))


def _phrases(role: str) -> set[str]:
    name = words.NAMES[role]
    if role == "tab-list":
        return {"tabs"}
    if role == "tool-bar":
        return {"a toolbar", "toolbars"}
    return {words.a(name), words.plural(name)}


def by_tree(sample: Sample) -> Truth:
    """Of a window whose program says what is in it: what its label would be told as, or may be."""
    assert sample.window is not None
    roles = frozenset(each.role for each in sample.window.elements if each.role in words.NAMES)
    told = words.caption(sample.window, sample.size).partition(" with ")[2].split(" , ")
    main = {words.a(words.NAMES[each.role]) for each in words.large_parts(sample.window, sample.size)}
    parts = {phrase for role in roles for phrase in _phrases(role)} | set(told)
    main |= {part for part in told if part.startswith(tuple(main))} if main else set()
    return Truth(sample.kinds, frozenset(parts), frozenset(main), roles)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Of one caption. `kind` is None where nothing was said. `main`: whether a main part is named; `implied`: or is
    clear from the kind."""

    kind: bool | None
    parts: tuple[bool, ...] = ()
    main: bool = True
    implied: bool = True

    @property
    def true(self) -> bool:
        """Whether all that is said is right."""
        return bool(self.kind) and all(self.parts)


def judged(found: Sequence[Found], truth: Truth) -> Verdict:
    """What was said against what is there. States count as parts that are never there: nobody wrote of any."""
    if not found:
        return Verdict(None)
    kind, *rest = found
    right = any(kind.label == KINDS[each] for each in truth.kinds)
    parts = tuple(each.label in truth.parts for each in rest if each.label not in _STATES)
    named = {each.label for each in rest}
    main = not truth.main or bool(named & truth.main)
    said = next((key for key, phrase in KINDS.items() if phrase == kind.label), "")
    clear = {phrase for role in _IMPLIED.get(said, ()) for phrase in _phrases(role)}
    return Verdict(right, parts, main, main or bool(clear & truth.main))


def asked(sample: Sample, truth: Truth, seed: int, count: int = 10) -> Iterator[tuple[str, frozenset[str]]]:
    """Questions of a real window with the answers that are right, where that is known for certain."""
    rng = random.Random(seed)
    names = {name: role for role, name in words.NAMES.items()}
    for question, answer in words.questions(sample.window, sample.pixels, rng, 40, real=True) if sample.window else ():
        if answer in ("no", "none", "there is none"):
            name = question.removeprefix("is there a ").removeprefix("does it have a ").removeprefix("where is the ")
            if question.startswith("how many") or names.get(name) in truth.roles:
                continue
        if answer in KINDS.values():
            yield question, frozenset(KINDS[kind] for kind in truth.kinds)
        else:
            yield question, frozenset((answer,))
        count -= 1
        if not count:
            return
