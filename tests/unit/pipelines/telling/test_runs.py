"""Which parts of a tree are told as what."""

from __future__ import annotations

from assistant.pipelines.telling.runs import runs
from assistant.types import UiNode
from models.types import Box

_BOX = Box(0, 0, 100, 20)


def _paragraph(*children: UiNode) -> UiNode:
    said = " ".join(child.name for child in children)
    return UiNode("window", box=_BOX, children=(UiNode("paragraph", value=said, box=_BOX, children=children),))


def test_a_paragraph_of_links_alone_is_a_row_of_links() -> None:
    row = _paragraph(UiNode("link", "Home", box=_BOX), UiNode("link", "Help", box=_BOX))
    assert [(run.kind, len(run.nodes)) for run in runs(row)] == [("link", 2)]


def test_a_text_and_a_progress_bar_are_no_links() -> None:
    mixed = _paragraph(UiNode("text", "12 of 40 used.", box=_BOX), UiNode("progress-bar", "30 percent", box=_BOX))
    assert "link" not in [run.kind for run in runs(mixed)]
