"""What is said of trees and lines that a test makes."""

from __future__ import annotations

from typing import Literal

from assistant.pipelines.describe import Describer
from assistant.pipelines.request import Request
from assistant.types import Final, Length, TreeSnapshot, UiNode, WindowInfo, WindowTree
from models.cancel import CancelToken
from models.types import Box, TextLine
from tests.helpers import trees
from tests.unit.pipelines.test_corpus import WrittenReader

FRAME = Box(0, 0, trees.WIDTH, trees.HEIGHT)


def node(role: str, name: str = "", value: str = "", *children: UiNode, states: str = "", box: Box = FRAME) -> UiNode:
    """`states`: words with spaces between them."""
    return UiNode(role, name, value, states=frozenset(states.split()), box=box, children=children)


def line(text: str, box: Box) -> TextLine:
    return TextLine(text, box, 0.99)


def window(
    title: str, *children: UiNode, role: str = "window", active: bool = True, complete: bool = True
) -> WindowTree:
    return WindowTree(WindowInfo(title, FRAME, active=active), node(role, title, "", *children), complete)


def said(
    *windows: WindowTree, lines: tuple[TextLine, ...] = (), length: Length = Length.NORMAL,
    mode: Literal["describe", "read"] = "describe",
) -> str:  # fmt: skip
    """All sentences, one a line."""
    describer = Describer(reader=lambda: WrittenReader(lines))
    request = Request(1, trees.frame({}), mode, length)
    *_, final = describer.run(request, lambda _: TreeSnapshot(windows), cancel=CancelToken())
    assert isinstance(final, Final)
    return final.description.text
