"""From a scene to claims in the order they are said. What was said first is handed in and not said again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.pipelines import tell_unplaced
from assistant.pipelines.tell_dialog import alert_claims, dialog_claims, menu_claim
from assistant.pipelines.tell_element import element, focus_claim, focused
from assistant.pipelines.tell_text import all_text, block_claims, unreadable_claims
from assistant.pipelines.tell_tree import content_claims
from assistant.pipelines.wording import LIST_LIMIT, cleaned, counted, cut, joined, running, sentence
from assistant.types import Claim, Length, Picture, Scene, SceneWindow, Target, TreeSnapshot, UiNode, WindowInfo

NO_TREE = "This window gives no accessibility information; this is read from its picture."
HUNG = "The program does not answer; this is read from its picture."
ALSO_READS = "In its picture can also be read:"
NO_TEXT = "No text can be read in it."
_DIALOGS = frozenset(("dialog", "alert"))


def opening(snapshot: TreeSnapshot | None, target: Target, windows_known: str = "") -> Iterator[Claim]:
    """Title and focus: the first words, from the tree alone."""
    active = snapshot.active if snapshot is not None else None
    if active is None:
        if windows_known:
            yield Claim(sentence(cleaned(windows_known)), "tree", kind="title")
        return
    if target is Target.FOCUS:
        node = focused(active.root) if active.root is not None else None
        claim = focus_claim(node) if node is not None else None
        if claim is not None:
            yield claim
        yield Claim(sentence(f"In the window {title_of(active.window, active.root)}"), "tree", kind="title")
        return
    yield Claim(sentence(title_of(active.window, active.root)), "tree", box=None, kind="title")
    if active.root is not None:
        node = focused(active.root)
        claim = focus_claim(node) if node is not None else None
        if claim is not None:
            yield replace(claim, box=None)


def title_of(window: WindowInfo, root: UiNode | None) -> str:
    """What a friend would call the window."""
    title = cleaned(window.title) or (cleaned(root.name) if root is not None else "")
    app = cleaned(window.app)
    kind = "A dialog" if root is not None and root.role in _DIALOGS else ""
    if not title:
        return f"{kind or 'A window'} of {app} without a title" if app else f"{kind or 'A window'} without a title"
    if kind:
        return f"{kind}: {title}"
    known = {word.casefold() for word in title.replace("-", " ").split()}
    return (
        title
        if not app or app.casefold().split("-")[0] in known or app.casefold() in title.casefold()
        else f"{title}, in {app}"
    )


def body(scene: Scene, length: Length) -> Iterator[Claim]:
    """Everything after the opening, most important first."""
    if scene.windows_known:
        yield from _placed(scene, length)
    else:
        yield from tell_unplaced.body(scene, length)
    yield from unreadable_claims(scene.unreadable)


def _placed(scene: Scene, length: Length) -> Iterator[Claim]:
    windows = list(scene.windows)
    active = next((w for w in windows if w.window.active), None)
    others = [w for w in windows if w is not active]
    if active is not None:
        if active.root is not None and active.root.role in _DIALOGS:
            yield from dialog_claims(active.root, length)
        elif active.root is not None:
            yield from alert_claims(active.root)
    menus = [w for w in others if w.root is not None and w.root.role == "menu"]
    for window in menus:
        assert window.root is not None
        yield menu_claim(window.root)
    dialogs = [w for w in others if w.root is not None and w.root.role in _DIALOGS]
    for window in dialogs:
        assert window.root is not None
        yield Claim(sentence(title_of(window.window, window.root)), "tree", box=window.window.box, kind="dialog")
        yield from dialog_claims(window.root, length)
    if active is not None and not (active.root is not None and active.root.role in _DIALOGS):
        yield from _window_claims(active, length)
    for window in others:
        if window in dialogs or window in menus:
            continue
        yield from _other_window(window, length)
    if scene.blocks:
        if windows:
            yield Claim("Outside the windows:", "text", kind="note")
        yield from block_claims(scene.blocks, length)


def _window_claims(window: SceneWindow, length: Length) -> Iterator[Claim]:
    if window.root is None:
        if window.blocks:
            yield Claim(HUNG if window.why == "hung" else NO_TREE, "tree", kind="note")
            yield from block_claims(window.blocks, length)
        else:
            yield Claim(f"{HUNG if window.why == 'hung' else NO_TREE} {NO_TEXT}", "tree", kind="note")
        return
    root = replace(window.root, name=window.window.title or window.root.name)
    contents = list(content_claims(root, length))
    if length is Length.BRIEF:
        contents = [claim for claim in contents if claim.kind == "content"][:1]
    yield from contents
    if length is not Length.BRIEF:
        yield from _picture_claims(window, length)
    if window.blocks and length is not Length.BRIEF:
        claims = list(block_claims(window.blocks, length))
        if claims:
            yield Claim(ALSO_READS, "text", kind="note")
            yield from claims
    for other in window.disagreements if length is not Length.BRIEF else ():
        text = f"The program calls it {cleaned(other.tree)}, but its picture reads {cleaned(other.pixels)}."
        yield Claim(text, "text", other.score, other.box, "note")
    if not window.complete:
        yield Claim("This window holds more than was read in time.", "tree", kind="note")


def _picture_claims(window: SceneWindow, length: Length) -> Iterator[Claim]:
    """Pictures, those of one size together: twenty small ones are one sentence."""
    sizes: dict[str, list[Picture]] = {}
    for picture in window.pictures:
        sizes.setdefault(_share(picture.box.area / max(1, window.window.box.area)), []).append(picture)
    for share, pictures in sizes.items():
        names = [cleaned(picture.name) for picture in pictures if cleaned(picture.name)]
        if len(pictures) == 1:
            text = f"A picture{f', named {names[0]}' if names else ''}, {share}"
        else:
            text = f"{counted(len(pictures), 'picture')}, each {share}"
            text += f", named {joined(names, limit=LIST_LIMIT[length])}" if names else ""
        yield Claim(sentence(text), "tree", box=pictures[0].box, kind="picture")


def _share(share: float) -> str:
    if share >= 0.75:
        return "filling most of the window"
    if share >= 0.4:
        return "about half of the window"
    if share >= 0.2:
        return "about a quarter of the window"
    return "a small part of the window"


def _other_window(window: SceneWindow, length: Length) -> Iterator[Claim]:
    title = title_of(window.window, window.root)
    yield Claim(sentence(f"Also on the screen: {title}"), "tree", box=window.window.box, kind="title")
    if window.root is not None:
        yield from alert_claims(window.root)
        contents = [claim for claim in content_claims(window.root, length) if claim.kind == "content"]
        if length is Length.FULL:
            yield from contents
            yield from block_claims(window.blocks, length)
        elif length is Length.NORMAL and contents:
            yield replace(contents[0], text=sentence(cut(contents[0].text, 200)))
    elif window.blocks and length is not Length.BRIEF:
        last = [line for block in window.blocks for line in block.lines][-6:]
        text = running(last)
        head = (
            "Its picture reads"
            if len(last) == sum(len(b.lines) for b in window.blocks)
            else "The last lines of its picture read"
        )
        score = min(line.score for line in last)
        yield Claim(f"{head}: {sentence(cut(text, 400))}", "text", score, window.window.box)


def under_pointer(scene: Scene, x: float, y: float, length: Length) -> Iterator[Claim]:
    """What lies under a point of the frame: the smallest element there, or the text nearest to the point."""
    window = next((w for w in scene.windows if _shows(w.window, x, y)), None)
    blocks = window.blocks if window is not None else scene.blocks
    here = [block for block in blocks if block.box.contains(x, y)]
    node = _element_at(window.root, x, y) if window is not None and window.root is not None else None
    if node is not None and window is not None:
        yield Claim(sentence(f"Under the pointer: {element(node)}"), "tree", box=node.box, kind="focus")
        here = [block for block in blocks if node.box is not None and block.box.covered_by(node.box) > 0.5]
    elif here:
        yield Claim("Under the pointer can be read:", "text", box=here[0].box, kind="note")
    elif blocks:
        nearest = min(blocks, key=lambda block: abs(block.box.centre[0] - x) + abs(block.box.centre[1] - y))
        yield Claim("Nothing is known of the point itself. The text nearest to it reads:", "text", kind="note")
        here = [nearest]
    yield from block_claims(here, length)
    if window is not None:
        yield Claim(sentence(f"In the window {title_of(window.window, window.root)}"), "tree", kind="title")


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
    yield from all_text(scene.blocks) if scene.windows_known else tell_unplaced.picture_text(scene)
    yield from unreadable_claims(scene.unreadable)


def _tree_text(root: UiNode) -> Iterator[Claim]:
    skip = {"menu-bar", "tool-bar", "scroll-bar", "separator", "password-field"}
    stack = [root]
    while stack:
        node = stack.pop()
        if node.role in skip:
            continue
        text = cleaned(node.value or node.name)
        if (
            node is not root
            and text
            and node.role not in ("list", "table", "tree", "group", "panel", "document", "landmark", "form")
        ):
            yield Claim(sentence(text), "tree", box=node.box)
        stack.extend(reversed(node.children))


def desktop_summary(scene: Scene) -> str:
    """How many windows there are."""
    names = [title_of(w.window, w.root) for w in scene.windows]
    return f"{counted(len(names), 'window')}: {joined(names, limit=6)}"
