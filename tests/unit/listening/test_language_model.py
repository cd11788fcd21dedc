"""The language model: probabilities that sum to one, and a model that the recogniser reads."""

from __future__ import annotations

import itertools
import math

import pytest

from assistant.listening.language_model import END, START, arpa
from assistant.listening.pronunciation import phones

SENTENCES = [("where is the save button", 1.0), ("where is the link", 2.0), ("what is the total", 1.0), ("stop", 1.0)]


def parsed(text: str) -> list[dict[tuple[str, ...], tuple[float, float]]]:
    """By order: gram to probability and back-off weight."""
    tables: list[dict[tuple[str, ...], tuple[float, float]]] = [{}, {}, {}]
    order = 0
    for line in text.splitlines():
        if line.endswith("-grams:"):
            order = int(line[1])
        elif order and line and not line.startswith("\\"):
            parts = line.split(" ")
            gram = tuple(parts[1 : 1 + order])
            tables[order - 1][gram] = (10 ** float(parts[0]), 10 ** float(parts[-1]) if len(parts) > 1 + order else 1.0)
    return tables


def probability(tables: list[dict[tuple[str, ...], tuple[float, float]]], gram: tuple[str, ...]) -> float:
    """As a recogniser reads an ARPA model."""
    table = tables[len(gram) - 1]
    if gram in table:
        return table[gram][0]
    weight = tables[len(gram) - 2].get(gram[:-1], (0.0, 1.0))[1]
    return weight * probability(tables, gram[1:])


@pytest.mark.parametrize("history", [(), ("the",), ("is", "the"), (START,), (START, "where"), ("save", "total")])
def test_the_probabilities_after_any_history_sum_to_one(history: tuple[str, ...]) -> None:
    tables = parsed(arpa(SENTENCES))
    words = [gram[0] for gram in tables[0] if gram[0] != START]
    total = sum(probability(tables, (*history, word)) for word in words)
    assert math.isclose(total, 1.0, abs_tol=0.02)


def test_what_was_said_more_often_is_more_probable() -> None:
    tables = parsed(arpa(SENTENCES))
    assert probability(tables, ("is", "the", "link")) > probability(tables, ("is", "the", "save"))
    assert probability(tables, ("is", "the", "save")) > probability(tables, ("is", "the", END))


def test_the_counts_in_the_head_are_those_of_the_body() -> None:
    text = arpa(SENTENCES)
    for order, table in zip(itertools.count(1), parsed(text), strict=False):
        assert f"ngram {order}={len(table)}\n" in text


@pytest.mark.parametrize(
    ("word", "sounds"),
    [("xfs", "EH K S EH F EH S"), ("weber", "W EH B ER"), ("zip", "Z IH P"), ("kite", "K AY T"), ("cell", "S EH L"),
     ("q", "K Y UW"), ("", "")],
)  # fmt: skip
def test_words_that_no_dictionary_has(word: str, sounds: str) -> None:
    assert phones(word) == sounds
