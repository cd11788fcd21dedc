"""docs/faults.md: each test that it names exists, and each sentence that it quotes is one that the program can say."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|\n").split(" | ")]
    for line in (ROOT / "docs" / "faults.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| fault |", "|---"))
]


@pytest.fixture(scope="module", name="texts")
def _texts() -> list[str]:
    """Every text in the program; what is filled in is a gap."""
    found = []
    for folder in ("assistant", "models"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.JoinedStr):
                    parts = (part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
                    found.append("".join(map(str, parts)))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    found.append(node.value)
    return found


def test_every_row_has_a_fault_what_is_heard_and_a_test() -> None:
    assert len(ROWS) > 40
    assert all(len(row) == 3 and all(row) for row in ROWS)
    assert len({row[0] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_test_exists(row: list[str]) -> None:
    file, _, name = row[2].partition("::")
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_sentences_are_those_of_the_program(row: list[str], texts: list[str]) -> None:
    for sentence in re.findall("“(.+?)”", row[1]):
        assert any(_fits(text, sentence) for text in texts), sentence


def _fits(text: str, sentence: str) -> bool:
    """Whether `sentence` is `text` with its gaps filled in."""
    parts = re.split(r"\{[^}]*\}", text)
    if not max(len(part) for part in parts) > 10:
        return False  # it is all gaps
    return re.fullmatch(".+?".join(re.escape(part) for part in parts), sentence) is not None
