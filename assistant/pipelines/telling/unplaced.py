"""What is told where no window's place is known (Wayland): the active window by its tree, then the whole picture.

Nothing here says that a text stands in a window: that is what is not known.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.languages.words import N_, _
from assistant.pipelines.telling.dialog import DIALOGS, dialog_claims, interruptions
from assistant.pipelines.telling.element import focused, is_text
from assistant.pipelines.telling.text import all_text, block_claims
from assistant.pipelines.telling.tree import content_claims
from assistant.types import Claim, Length, Scene, Target, TreeSnapshot, UiNode

NO_PLACE = N_("This desktop does not tell where the window lies. The picture of the whole screen also reads:")
NO_ACTIVE = N_("No program says that it has the active window, so this is read from the picture of the whole screen:")
PICTURE_ALSO = N_("The picture of the screen also reads:")
PICTURE_ONLY = N_("This is read from the picture of the screen alone:")
NO_READING = N_("The active program gives no accessibility information.")
CUT_SHORT = N_("This window holds more than was read in time.")


def body(scene: Scene, length: Length) -> Iterator[Claim]:
    """Everything after the opening: the active window's tree, then what the picture holds besides."""
    root = scene.windows[0].root if scene.windows else None
    if root is not None:
        yield from _tree(root, length)
        if not scene.windows[0].complete:
            yield Claim(_(CUT_SHORT), "tree", kind="note")
    elif scene.windows:
        yield Claim(_(NO_READING), "tree", kind="note")
    if scene.blocks and not (length is Length.BRIEF and root is not None):
        yield Claim(_heading(scene, has_tree=root is not None), "text", kind="note")
        yield from block_claims(scene.blocks, length)


def reading_heading(scene: Scene) -> Iterator[Claim]:
    """What must be said before the picture's text where the text of one window was asked for."""
    if scene.blocks and scene.target is Target.WINDOW:
        yield Claim(_heading(scene, has_tree=bool(scene.windows)), "text", kind="note")


def picture_text(scene: Scene) -> Iterator[Claim]:
    """All that the picture reads, with its heading."""
    yield from reading_heading(scene)
    yield from all_text(scene.blocks)


def focus_content(snapshot: TreeSnapshot | None, length: Length) -> Iterator[Claim]:
    """What the element with focus holds, by the tree; nothing where no element is known to have it."""
    active = snapshot.active if snapshot is not None else None
    node = focused(active.root) if active is not None and active.root is not None else None
    if node is not None and is_text(node):
        node = UiNode("window", children=(node,))
    if node is not None:
        yield from (_without_box(claim) for claim in content_claims(node, length))


def _tree(root: UiNode, length: Length) -> Iterator[Claim]:
    if root.role in DIALOGS:
        yield from interruptions(root, length)
        yield from dialog_claims(root, length)
        return
    yield from interruptions(root, length)
    yield from content_claims(root, length)


def _without_box(claim: Claim) -> Claim:
    return Claim(claim.text, claim.source, claim.confidence, None, claim.kind)


def _heading(scene: Scene, *, has_tree: bool) -> str:
    if scene.target is Target.WINDOW:
        return _(NO_PLACE) if has_tree else _(NO_ACTIVE)
    return _(PICTURE_ALSO) if has_tree else _(PICTURE_ONLY)
