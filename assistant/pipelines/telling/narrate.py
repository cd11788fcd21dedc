"""From a scene to claims in the order they are said. What was said first is handed in and not said again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.languages.wording import cleaned, sentence
from assistant.languages.words import _
from assistant.pipelines.telling import unplaced
from assistant.pipelines.telling.attributed import attributed
from assistant.pipelines.telling.dialog import DIALOGS, interruptions, menu_claim
from assistant.pipelines.telling.element import element, focus_claim, focused
from assistant.pipelines.telling.group import focused_in_row
from assistant.pipelines.telling.inside import beyond
from assistant.pipelines.telling.recognised import icon_at
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.telling.text import all_text, block_claims, unreadable_claims
from assistant.pipelines.telling.window import dialog_window, drawn_messages, other_window, title_of, window_claims
from assistant.types import Claim, Length, Scene, Target, TreeSnapshot, UiNode, WindowInfo

_NOT_READ = frozenset(("menu-bar", "tool-bar", "scroll-bar", "separator"))
_ITEMS = frozenset(("cell", "row", "list-item", "tree-item", "icon"))
_HOLDERS = frozenset(("list", "table", "tree", "group", "panel", "document", "landmark", "form"))


def opening(snapshot: TreeSnapshot | None, target: Target, windows_known: str = "") -> Iterator[Claim]:
    """Title and focus: the first words, from the tree alone."""
    active = snapshot.active if snapshot is not None else None
    if active is None:
        if windows_known:
            yield Claim(attributed(sentence(cleaned(windows_known))), "tree", kind="title")
        return
    if target is Target.FOCUS:
        claim = _focus(active.root) if active.root is not None else None
        if claim is not None:
            yield claim
        yield Claim(sentence(_in_window(active.window, active.root)), "tree", kind="title")
        return
    yield Claim(attributed(sentence(title_of(active.window, active.root))), "tree", box=None, kind="title")
    if active.root is not None:
        claim = _focus(active.root)
        if claim is not None:
            yield replace(claim, box=None)


def _in_window(window: WindowInfo, root: UiNode | None) -> str:
    return _("In the window {title}").format(title=title_of(window, root))


def _focus(root: UiNode) -> Claim | None:
    node = focused(root)
    if node is None:
        return None
    in_row = focused_in_row(root, node)
    return Claim(sentence(in_row), "tree", box=node.box, kind="focus") if in_row else focus_claim(node)


def body(scene: Scene, length: Length) -> Iterator[Claim]:
    """Everything after the opening, most important first."""
    if scene.windows_known:
        yield from _placed(scene, length)
    else:
        yield from unplaced.body(scene, length)
    yield from unreadable_claims(scene.unreadable)


def _placed(scene: Scene, length: Length) -> Iterator[Claim]:
    windows = list(scene.windows)
    active = next((w for w in windows if w.window.active), None)
    others = [w for w in windows if w is not active]
    if active is not None:
        if active.root is not None and active.root.role in DIALOGS:
            if scene.target is not Target.FOCUS:
                yield from dialog_window(active, active.root, length)
        elif active.root is not None:
            root = active.root
            messages, active = drawn_messages(active, root)
            yield from messages
            yield from interruptions(root, length)
    menus = [w for w in others if w.root is not None and w.root.role in ("menu", "list")]
    for window in menus:
        assert window.root is not None
        yield menu_claim(window.root, length)
    dialogs = [w for w in others if w.root is not None and w.root.role in DIALOGS]
    for window in dialogs:
        assert window.root is not None
        yield Claim(sentence(title_of(window.window, window.root)), "tree", box=window.window.box, kind="dialog")
        yield from dialog_window(window, window.root, length)
    if active is not None and not (active.root is not None and active.root.role in DIALOGS):
        # of an item with the focus the frame shows no more than was said
        item = focused(active.root) if active.root is not None and scene.target is Target.FOCUS else None
        if item is None or item.role not in _ITEMS:
            yield from window_claims(active, length)
    rest = [window for window in others if window not in dialogs and window not in menus]
    for number, window in enumerate(rest):
        is_first = number == 0 and active is None and not dialogs
        yield from other_window(window, length, head=_("On the screen") if is_first else _("Also on the screen"))
    if scene.blocks:
        if windows:
            yield Claim(_("Outside the windows:"), "text", kind="note")
        yield from block_claims(scene.blocks, length)


def under_pointer(scene: Scene, x: float, y: float, length: Length) -> Iterator[Claim]:
    """What lies under a point of the frame: the smallest element there, or the text nearest to the point."""
    window = next((w for w in scene.windows if _shows(w.window, x, y)), None)
    blocks = window.blocks if window is not None else scene.blocks
    here = [block for block in blocks if block.box.contains(x, y)]
    node = _element_at(window.root, x, y) if window is not None and window.root is not None else None
    if node is not None and window is not None:
        yield Claim(
            sentence(_("Under the pointer: {element}").format(element=element(node))),
            "tree",
            box=node.box,
            kind="focus",
        )
        here = [block for block in blocks if node.box is not None and block.box.covered_by(node.box) > 0.5]
    elif here:
        yield Claim(_("Under the pointer can be read:"), "text", box=here[0].box, kind="note")
    elif blocks:
        nearest = min(blocks, key=lambda block: abs(block.box.centre[0] - x) + abs(block.box.centre[1] - y))
        yield Claim(_("Nothing is known of the point itself. The text nearest to it reads:"), "text", kind="note")
        here = [nearest]
    icon = icon_at(window, x, y) if window is not None else None
    if icon is not None:
        yield icon
    yield from block_claims(here, length)
    if window is not None:
        yield Claim(sentence(_in_window(window.window, window.root)), "tree", kind="title")


def _shows(window: WindowInfo, x: float, y: float) -> bool:
    """Whether the point lies in the window where no other one lies on it."""
    return window.box.contains(x, y) and not any(cover.contains(x, y) for cover in window.covered)


def _element_at(root: UiNode, x: float, y: float) -> UiNode | None:
    """The smallest element with something to say that holds the point."""
    holding = [
        node for node in root.walk()
        if node is not root and node.box is not None and node.box.contains(x, y)
        and (node.name or node.value or node.role in ("image", "canvas", "video", "icon"))
    ]  # fmt: skip
    return min(reversed(holding), key=lambda node: node.box.area if node.box else 0, default=None)


def reading(scene: Scene) -> Iterator[Claim]:
    """All text in reading order, without roles or summaries."""
    for window in scene.windows:
        if window.root is not None:
            yield from _tree_text(window.root)
        yield from all_text(window.blocks)
    yield from all_text(scene.blocks) if scene.windows_known else unplaced.picture_text(scene)
    yield from unreadable_claims(scene.unreadable)


def _tree_text(root: UiNode) -> Iterator[Claim]:
    stack = [root]
    while stack:
        node = stack.pop()
        if node.role in _NOT_READ or is_secret(node):
            continue
        text = cleaned(node.value or node.name)
        if node is not root and text and node.role not in _HOLDERS:
            yield Claim(attributed(sentence(text)), "tree", box=node.box)
        stack.extend(reversed(beyond(node) if text and node.role not in _HOLDERS else node.children))
