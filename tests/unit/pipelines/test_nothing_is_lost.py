"""Every text of a shown element is said in full, from the tree or from its picture, unless it is a secret."""

from __future__ import annotations

import itertools
import random
import string
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assistant.desktop.tree.shape import simplified
from assistant.languages.wording import says
from assistant.pipelines.telling.secret import is_secret
from assistant.types import Length, UiNode, WindowTree
from assistant.vocabulary import ROLES
from models.types import Box
from tests.helpers.said import FRAME, line, node, said, window

_ROW = 20  # pixels; each text has a row of its own
_LETTERS = random.Random(5)
_WORDS = ["".join(_LETTERS.sample(string.ascii_lowercase, 9)) for _ in range(200)]  # none like another
_MOST = FRAME.height // _ROW // 2  # elements of a tree
_ANY = sorted(ROLES - {"window"})
_CONTENT = sorted(
    """alert button cell check-box document form group heading image label landmark link list list-item notification
    panel paragraph radio-button row status-bar switch tab tab-list table text text-field toggle-button tree tree-item
    unknown""".split()
)
_VALUED = frozenset(  # whose text or number programs give
    """text-field paragraph heading text document label list-item cell terminal link spin-button row-header group
    panel column-header unknown slider progress-bar combo-box password-field""".split()
)
_IN_BUTTONS = frozenset(("text", "label", "image", "icon"))
_ONE_TEXT = frozenset("text label paragraph heading link column-header row-header terminal".split())
# whose name stands for what is in them, and is no text of its own
_HOLDERS = frozenset("panel group landmark document form tab-list row unknown window".split())
_STATES = st.frozensets(
    st.sampled_from("focused selected checked expanded invalid multi-line disabled default".split()), max_size=2
)
_SETTINGS = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


def _nodes(roles: list[str]) -> st.SearchStrategy[UiNode]:
    def make(children: st.SearchStrategy[list[UiNode]]) -> st.SearchStrategy[UiNode]:
        return st.builds(
            lambda role, name, value, states, inner: UiNode(
                role, "n" * name, "v" * value, states=states, children=tuple(inner)
            ),
            st.sampled_from(roles), st.booleans(), st.booleans(), _STATES, children,
        )  # fmt: skip

    return st.recursive(make(st.just([])), lambda inner: make(st.lists(inner, max_size=3)), max_leaves=8)


def _window(parts: list[UiNode], role: str) -> WindowTree:
    """With a word of its own for each text, and a row of its own for each element."""
    count = itertools.count()

    def one(part: UiNode) -> UiNode:
        number = next(count)
        box = Box(0, 2 * _ROW * number, 600, 2 * _ROW * (number + 1))
        name = _WORDS[2 * number] if part.name else ""
        has_value = part.value and part.role in _VALUED and not (name and part.role in _ONE_TEXT)
        value = _WORDS[2 * number + 1] if has_value else ""
        inner = part.children
        if part.role in ("button", "toggle-button", "password-field"):
            inner = tuple(child for child in inner if child.role in _IN_BUTTONS and part.role != "password-field")
        children = tuple(map(one, inner))
        return replace(part, name=name, value=value, box=FRAME if children else box, children=children)

    made = [one(part) for part in parts]
    assume(next(count) <= _MOST)
    return window("Title", *made, role=role)


def _texts(tree: WindowTree) -> Iterator[tuple[UiNode, str]]:
    assert tree.root is not None
    for found in tree.root.walk():
        if found is not tree.root and not is_secret(found):
            yield from ((found, text) for text in (found.name, found.value) if text)


def _of(roles: list[str]) -> st.SearchStrategy[WindowTree]:
    root = st.sampled_from(["window", "dialog", "alert"])
    return st.builds(_window, st.lists(_nodes(roles), min_size=1, max_size=3), root)


@_SETTINGS
@given(_of(_ANY))
def test_with_its_picture_nothing_is_lost(tree: WindowTree) -> None:
    shown = list(_texts(tree))
    tops = ((text, _ROW * _WORDS.index(text)) for _, text in shown)
    lines = tuple(line(text, Box(10, top + 2, 82, top + 18)) for text, top in tops)
    full = said(tree, lines=lines, length=Length.FULL)
    assert [(found.role, text) for found, text in shown if not says(full, text)] == []


@_SETTINGS
@given(_of(_CONTENT))
def test_without_a_picture_the_content_is_told(tree: WindowTree) -> None:
    assert tree.root is not None
    simple = replace(tree, root=simplified(tree.root))
    full = f"{said(simple, length=Length.FULL)}\n{said(simple, length=Length.FULL, mode='read')}"
    lost = [
        (found.role, text) for found, text in _texts(tree)
        if not says(full, text) and not (found.role in _HOLDERS and text == found.name)
    ]  # fmt: skip
    assert lost == []


def test_tables_in_tables_take_no_time_to_speak_of() -> None:
    inner = node("button", "Pay")
    for _ in range(20):  # the tree reader goes no deeper
        inner = node("table", "", "", node("row", "", "", node("cell", "Pay", "", inner)))
    tree = window("Shop", node("list", "", "", node("list-item", "", "", inner)))
    assert "button Pay" in said(tree, length=Length.FULL)
