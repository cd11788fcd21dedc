"""The roles and states that are made of AT-SPI's are those that the rest of the app knows."""

from __future__ import annotations

import pytest

from assistant.desktop.tree.vocabulary import ROLE_BY_NAME, STATE_BITS, states_of
from assistant.vocabulary import ROLES, STATES

NOTHING = (0, 0)


def one(bit: int) -> tuple[int, int]:
    return (1 << bit, 0) if bit < 32 else (0, 1 << bit - 32)


def test_every_role_is_a_word_of_ours_and_every_word_is_some_role() -> None:
    assert {*ROLE_BY_NAME.values(), "unknown"} == ROLES


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_state_is_a_word_of_ours(role: str) -> None:
    found = set().union(*(states_of(one(bit), role) for bit in STATE_BITS.values()), states_of(NOTHING, role))
    assert {"focused", "checked", "enabled", "collapsed"} <= found <= STATES
