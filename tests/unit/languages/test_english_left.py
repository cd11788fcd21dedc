"""No sentence that a user hears is written in English alone."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
PLACES = (
    "assistant/album", "assistant/desktop", "assistant/live", "assistant/listening", "assistant/speech", "assistant/ui",
    "assistant/video", "assistant/pipelines/camera", "assistant/pipelines/matching", "assistant/pipelines/seeking",
    "assistant/pipelines/watching", "assistant/answers.py", "assistant/app.py", "assistant/process.py",
    "assistant/running_app.py", "assistant/turns.py",
)  # fmt: skip
_NOT_HEARD = {
    "_", "n_", "p_", "N_", "NP_",
    *"debug info warning error exception AssertionError CallFailed Refused".split(),
    *"compile fullmatch match search sub".split(),
    *"execute executescript _ask ask".split(),
}  # fmt: skip
"""Calls whose arguments are translated, or are no words for users: logs, patterns, SQL."""
_SENTENCE = re.compile(r"(?:[A-Z][a-z']*|\{\}[,:]?) .*[a-z}”][.:?]?", re.DOTALL)
_WORDS = re.compile(r"(?<![\w{<>=/])[A-Za-z]?[a-z']+(?![\w=\"(])")
ALLOWED = {
    "{}, name, said, day": "columns of a table",
    "{} are no times of a cue.": "of a file that only tests read",
    "It stops speaking and closes microphone and camera.": "for logind's list of who is waited for",
    **dict.fromkeys(("Egyptian cat", "Mexican hairless", "Komodo dragon", "Dungeness crab"), "a classifier's label"),
}
"""What looks like a sentence and is none that anybody hears."""


def sentences(source: str) -> Iterator[tuple[int, str]]:
    """Strings that look like one: with a capital letter or a place to begin with, and two words at least."""
    tree = ast.parse(source)
    skipped: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skipped.add(node.value)
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            skipped.update(ast.walk(node) if name in _NOT_HEARD else ())
        if isinstance(node, ast.JoinedStr):
            skipped.update(node.values)
    for node in ast.walk(tree):
        text = _text(node)
        if node not in skipped and text and _SENTENCE.fullmatch(text) and len(_WORDS.findall(text)) >= 2:
            yield node.lineno, text  # type: ignore[attr-defined]


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""


@pytest.mark.parametrize("place", PLACES)
def test_what_is_heard_can_be_translated(place: str) -> None:
    paths = sorted((ROOT / place).rglob("*.py")) or [ROOT / place]
    found = {text: f"{path.name}, line {line}" for path in paths for line, text in sentences(path.read_text("utf-8"))}
    assert {text: where for text, where in found.items() if text not in ALLOWED} == {}


def test_a_sentence_is_seen_and_a_message_is_not() -> None:
    source = '''
def said(name):
    """A docstring is no sentence."""
    log.info("The log is read by nobody here.")
    return [f"{name} cannot be read.", _("The window is gone."), "I look for it", "left", "SELECT id FROM pictures"]
'''
    assert [text for _line, text in sentences(source)] == ["{} cannot be read.", "I look for it"]
