"""How one element is said."""

from __future__ import annotations

import pytest

from assistant.pipelines.telling.element import field, focus_claim
from assistant.types import UNREAD, UiNode


def node(role: str, name: str = "", value: str = "", *states: str) -> UiNode:
    return UiNode(role, name, value, states=frozenset(states))


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (node("text-field", "London", "London"), "the text field London: London"),
        (node("text-field", "City"), "the text field City, empty"),
        (node("text-field", "City", "", UNREAD), "the text field City"),
    ],
)
def test_empty_is_said_of_what_is_known_to_be_empty(told: UiNode, words: str) -> None:
    assert field(told) == words


@pytest.mark.parametrize(
    ("told", "words"),
    [
        (node("terminal", "", "", "focused"), "The cursor is in the terminal."),
        (node("paragraph", "", "", "focused"), "The cursor is on an empty line."),
        (node("text-field", "", "", "multi-line"), "The cursor is in an empty text."),
        (node("text-field", "", "", "multi-line", UNREAD), "The cursor is in the text."),
    ],
)
def test_the_cursor_is_said_to_be_where_it_is_known_to_be(told: UiNode, words: str) -> None:
    claim = focus_claim(told)
    assert claim is not None
    assert claim.text == words
