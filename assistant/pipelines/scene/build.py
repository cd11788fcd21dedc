"""Merges the trees and the text in the pixels into one scene, in frame pixels.

The tree's text wins where it exists; pixels fill what has no tree; what both say stands once; where they clearly
differ, both stay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.pipelines.scene import unplaced
from assistant.pipelines.scene.in_view import in_view
from assistant.pipelines.scene.labelled import with_labels
from assistant.pipelines.scene.merge import merge, secrets, touches_secret
from assistant.pipelines.scene.unnamed import with_names
from assistant.pipelines.telling.runs import is_picture
from assistant.pipelines.text.alike import Likeness, compare, is_joined, written
from assistant.pipelines.text.layout import arrange
from assistant.types import LISTS, Frame, Gate, Picture, Scene, SceneWindow, TreeSnapshot, UiNode, WindowTree
from models.types import Box, TextLine

_TITLE_BAR = 60  # pixels above a window
_NEAR = 6  # pixels that OCR boxes reach beyond the text


def build(frame: Frame, snapshot: TreeSnapshot | None, lines: Sequence[TextLine], *, gate: Gate | None = None) -> Scene:
    """The scene of a frame. `snapshot` in desktop units as the reader gave it; `lines` in frame pixels."""
    trees = snapshot.windows if snapshot is not None else ()
    if not frame.windows_known:
        return _unplaced(frame, trees, lines, gate)
    windows: list[SceneWindow] = []
    secret: list[Box] = []
    unreadable: list[TextLine] = []
    rest = list(lines)
    for tree in trees:
        box = frame.to_frame(tree.window.box)
        if box.intersection(frame.box).is_empty:
            continue
        covered = tuple(frame.to_frame(cover) for cover in tree.window.covered)
        own, rest = _split(rest, box, covered)
        window, lost = _window(tree, frame, own, covered)
        windows.append(window)
        unreadable += lost
        secret += secrets(window.root) if window.root is not None else ()
    rest = [line for line in rest if not touches_secret(line, secret)]
    boxes = [window.window.box for window in windows]
    unreadable += [
        line for line in rest if not line.readable and not any(_in_title_bar(line.box, box) for box in boxes)
    ]
    rest = _without_titles([line for line in rest if line.readable], [tree.window.title for tree in trees])
    return Scene(
        frame.target,
        frame.pixels.width,
        frame.pixels.height,
        tuple(windows),
        arrange(rest, width=frame.pixels.width, height=frame.pixels.height),
        gate=gate,
        unreadable=tuple(unreadable),
    )


def _unplaced(frame: Frame, trees: Sequence[WindowTree], lines: Sequence[TextLine], gate: Gate | None) -> Scene:
    windows = tuple(unplaced.window(tree) for tree in trees)
    left = unplaced.not_in_trees([line for line in lines if line.readable], windows)
    return Scene(
        frame.target,
        frame.pixels.width,
        frame.pixels.height,
        windows,
        arrange(left, width=frame.pixels.width, height=frame.pixels.height),
        gate=gate,
        unreadable=() if unplaced.hold_other_scripts(windows) else tuple(line for line in lines if not line.readable),
        windows_known=False,
    )


def _split(lines: list[TextLine], box: Box, covered: Sequence[Box]) -> tuple[list[TextLine], list[TextLine]]:
    """The lines that lie in the window where nothing covers it, and the others."""
    own: list[TextLine] = []
    others: list[TextLine] = []
    for line in lines:
        x, y = line.box.centre
        inside = box.contains(x, y) and not any(cover.contains(x, y) for cover in covered)
        (own if inside else others).append(line)
    return own, others


def _in_title_bar(line: Box, window: Box) -> bool:
    """Whether the line stands where the window manager draws the title, which is known, and buttons, which are none."""
    middle, _ = line.centre
    above = window.top - _TITLE_BAR <= line.top and line.bottom <= window.top + _NEAR
    return above and window.left <= middle <= window.right


def _without_titles(lines: list[TextLine], titles: Sequence[str]) -> list[TextLine]:
    """Lines outside every window that are not title bars (two of which the reader may take as one line)."""
    keys = [written(title) for title in titles if written(title).key]
    kept = []
    for line in lines:
        text = written(line.text)
        if not text.key or is_joined(text, keys):
            continue
        # a title bar cuts long titles off
        cut = len(text.key) > 3
        if any(
            compare(text, key, clipped=cut).likeness is Likeness.SAME and (cut or text.key == key.key) for key in keys
        ):
            continue
        kept.append(line)
    return kept


def _window(
    tree: WindowTree, frame: Frame, lines: list[TextLine], covered: Sequence[Box]
) -> tuple[SceneWindow, tuple[TextLine, ...]]:
    """The window, and its lines in a script that cannot be read and that its tree does not hold."""
    root = in_view(tree.root, frame, covered) if tree.root is not None else None
    if root is not None and not tree.complete:
        root = _scrolled(root)
    window = replace(tree.window, box=frame.to_frame(tree.window.box), covered=tuple(covered))
    scene = SceneWindow(window, root, tree.complete, tree.why)
    if root is None:
        blocks = arrange(lines, width=frame.pixels.width, height=frame.pixels.height)
        return replace(scene, blocks=blocks), tuple(line for line in lines if not line.readable)
    root, lines = with_names(with_labels(root), lines)
    merged = merge(root, lines, title=tree.window.title)
    blocks = arrange(merged.left, width=frame.pixels.width, height=frame.pixels.height)
    pictures = tuple(_pictures(root))
    return replace(
        scene, root=root, blocks=blocks, disagreements=merged.disagreements, pictures=pictures
    ), merged.unreadable


def _scrolled(node: UiNode) -> UiNode:
    """With every list marked as one that holds more than is known of it."""
    states = node.states | {"scrolled"} if node.role in LISTS else node.states
    return replace(node, states=states, children=tuple(map(_scrolled, node.children)))


def _pictures(root: UiNode) -> Iterable[Picture]:
    if root.role == "alert":
        return  # what a message box shows is its sign, which its words tell too
    for node in root.walk():
        if node.box is not None and is_picture(node):
            yield Picture(node.box, node.name)
