"""Behind every promise stands a figure that a part really yields, a test that is there, or a reason."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

from tests.bench.parts import PARTS
from tests.bench.promise import ByTest, Figure, Promise, Unmeasurable
from tests.bench.promises import PROMISES

ROOT = Path(__file__).parents[3]
_ELSEWHERE = {
    "builtin": ["export/train/evaluate.py"],
    "evaluate": ["export/train/evaluate.py"],
    "models": ["tests/bench/checkpoints.py"],
}
"""Where else the names of a part's figures are written."""


@functools.cache
def _names(part: str) -> list[re.Pattern[str]]:
    """All strings in the part's code; in those that are put together, anything may stand in the gaps."""
    module = PARTS[part].call.partition(":")[0].replace(".", "/")
    found = []
    for path in (f"tests/bench/{module}.py", "tests/bench/figures.py", *_ELSEWHERE.get(part, ())):
        for node in ast.walk(ast.parse((ROOT / path).read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.append(re.compile(re.escape(node.value)))
            elif isinstance(node, ast.JoinedStr):
                pieces = [str(each.value) if isinstance(each, ast.Constant) else None for each in node.values]
                if len("".join(piece or "" for piece in pieces).strip()) >= 2:
                    found.append(re.compile("".join(".*" if piece is None else re.escape(piece) for piece in pieces)))
    return found


def _is_written(name: str, part: str) -> bool:
    return any(pattern.fullmatch(name) for pattern in _names(part))


def _named(promise: Promise) -> str:
    return f"{promise.issue}: {promise.words}"


@pytest.mark.parametrize("promise", PROMISES, ids=_named)
def test_what_stands_behind_it_is_there(promise: Promise) -> None:
    proof = promise.proof
    if isinstance(proof, ByTest):
        path, _, name = proof.path.partition("::")
        assert (ROOT / path).is_file()
        assert not name or f"def {name}(" in (ROOT / path).read_text("utf-8")
    elif isinstance(proof, Figure):
        assert proof.part in PARTS
        for key, value in proof.where.items():
            assert _is_written(key, proof.part)
            assert value is None or _is_written(str(value), proof.part)
        for key in proof.key.split(": "):
            assert _is_written(key, proof.part)
    else:
        assert isinstance(proof, Unmeasurable)
        assert proof.reason


def test_no_name_is_taken_for_any_other() -> None:
    assert not _is_written("a figure that nobody measures", "app")
    assert not _is_written("a figure that nobody measures", "scaling")


def test_every_issue_has_promises_and_none_is_told_twice() -> None:
    assert {promise.issue for promise in PROMISES} == {2, 3, 4, 5, 6, 7}
    told = [_named(promise) for promise in PROMISES]
    assert sorted(set(told)) == sorted(told)


def test_no_promise_has_two_limits() -> None:
    assert not [promise for promise in PROMISES if promise.most is not None and promise.least is not None]
