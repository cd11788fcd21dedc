"""One window, as claims: its tree, its pictures, and what else its picture reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assistant.languages.wording import cleaned, cut, sentence
from assistant.languages.words import N_, _, n_
from assistant.pipelines.telling.dialog import DIALOGS, dialog_claims, interruptions, says_something
from assistant.pipelines.telling.element import ALERTS
from assistant.pipelines.telling.programs import is_terminal
from assistant.pipelines.telling.recognised import icon_claims, likeness_claims
from assistant.pipelines.telling.text import block_claims, terminal_claims
from assistant.pipelines.telling.tree import content_claims
from assistant.pipelines.text.flow import running
from assistant.types import Claim, Length, Picture, SceneWindow, UiNode, WindowInfo

NO_TREE = N_("This window gives no accessibility information; this is read from its picture.")
HUNG = N_("The program does not answer; this is read from its picture.")
ALSO_READS = N_("In its picture can also be read:")
_FEW_PICTURES = 3  # that are told one by one where not all is asked for
_TITLE_LIMIT = 200  # characters of a title that are said
NO_TEXT = N_("No text can be read in it.")


def title_of(window: WindowInfo, root: UiNode | None) -> str:
    """What a friend would call the window."""
    title = cut(cleaned(window.title) or (cleaned(root.name) if root is not None else ""), _TITLE_LIMIT)
    app = cleaned(window.app)
    is_dialog = root is not None and root.role in DIALOGS
    if not title and app:
        words = _("A dialog of {app} without a title") if is_dialog else _("A window of {app} without a title")
        return words.format(app=app)
    if not title:
        return _("A dialog without a title") if is_dialog else _("A window without a title")
    if is_dialog:
        return _("A dialog: {title}").format(title=title)
    known = {word.casefold() for word in title.replace("-", " ").split()}
    if not app or app.casefold().split("-")[0] in known or app.casefold() in title.casefold():
        return title
    return _("{title}, in {app}").format(title=title, app=app)


def dialog_window(window: SceneWindow, root: UiNode, length: Length) -> Iterator[Claim]:
    """All of it: what is not told here cannot be found out before a button is pressed."""
    yield from interruptions(root, length)
    yield from dialog_claims(root, length)
    yield from _besides(window, length, is_dialog=True)


def drawn_messages(window: SceneWindow, root: UiNode) -> tuple[list[Claim], SceneWindow]:
    """Messages whose text the tree leaves out (Chromium's bars), read from their picture, and the window without it."""
    claims, blocks = [], list(window.blocks)
    for node in root.walk():
        if node.role not in ALERTS or node is root or node.box is None or says_something(node):
            continue
        inside = [block for block in blocks if block.box.covered_by(node.box) > 0.8]
        lines = [line for block in inside for line in block.lines]
        if lines:
            blocks = [block for block in blocks if block not in inside]
            score = min(line.score for line in lines)
            text = _("A message says: {text}").format(text=sentence(running(lines)))
            claims.append(Claim(text, "text", score, node.box, "alert"))
    return claims, replace(window, blocks=tuple(blocks))


def window_claims(window: SceneWindow, length: Length) -> Iterator[Claim]:
    """The active window: its tree and its picture, or its picture alone."""
    if window.root is None:
        if window.blocks:
            yield Claim(_unread(window), "tree", kind="note")
            yield from likeness_claims(window)
            if is_terminal(window.window.app):
                yield from terminal_claims(window.blocks, length, right=window.window.box.right)
            else:
                yield from block_claims(window.blocks, length)
        else:
            yield Claim(f"{_unread(window)} {_(NO_TEXT)}", "tree", kind="note")
            yield from likeness_claims(window)
        yield from icon_claims(window, length)
        return
    root = replace(window.root, name=window.window.title or window.root.name)
    yield from content_claims(root, length)
    yield from _besides(window, length)


def _unread(window: SceneWindow) -> str:
    return _(HUNG) if window.why == "hung" else _(NO_TREE)


def _besides(window: SceneWindow, length: Length, *, is_dialog: bool = False) -> Iterator[Claim]:
    """What is told after the tree: pictures, what else its picture reads, where the two differ, what is missing."""
    is_brief = length is Length.BRIEF
    yield from icon_claims(window, length)
    yield from _pictures(window, length) if not is_brief else ()
    mute = window.root is not None and any(node.role == "terminal" and not node.value for node in window.root.walk())
    if window.blocks and (is_dialog or mute or not is_brief):
        right = window.window.box.right
        told = terminal_claims(window.blocks, length, right=right) if mute else block_claims(window.blocks, length)
        claims = list(told)
        if claims:
            yield Claim(_(ALSO_READS), "text", kind="note")
            yield from claims
    for other in window.disagreements if is_dialog or not is_brief else ():
        text = _("The program calls it {name}, but its picture reads {text}.").format(
            name=cleaned(other.tree), text=cleaned(other.pixels)
        )
        yield Claim(text, "text", other.score, other.box, "note")
    if not window.complete:
        more = (
            _("This dialog holds more than was read in time.")
            if is_dialog
            else _("This window holds more than was read in time.")
        )
        yield Claim(more, "tree", kind="note")


def _pictures(window: SceneWindow, length: Length) -> Iterator[Claim]:
    """The largest first; those told in the same words together. Where they are many the rest is counted."""
    groups: dict[tuple[str, str], list[Picture]] = {}
    for picture in sorted(window.pictures, key=lambda picture: -picture.box.area):
        share = _share(picture.box.area / max(1, window.window.box.area))
        name = cut(cleaned(picture.name), _TITLE_LIMIT)
        groups.setdefault((name, share), []).append(picture)
    few = _FEW_PICTURES if length is not Length.FULL and len(groups) > _FEW_PICTURES + 1 else len(groups)
    told = list(groups.items())
    for (name, share), alike in told[:few]:
        count = len(alike)
        words = (
            n_("A picture, named {name}, {share}.", "{count} pictures, named {name}, each {share}.", count)
            if name
            else n_("A picture, {share}.", "{count} pictures, each {share}.", count)
        )
        yield Claim(words.format(count=count, name=name, share=share), "tree", box=alike[0].box, kind="picture")
    rest = sum(len(alike) for _key, alike in told[few:])
    if rest:
        more = n_("And {count} more picture.", "And {count} more pictures.", rest)
        yield Claim(more.format(count=rest), "tree", kind="picture")


def _share(share: float) -> str:
    if share >= 0.75:
        return _("filling most of the window")
    if share >= 0.4:
        return _("about half of the window")
    if share >= 0.2:
        return _("about a quarter of the window")
    return _("a small part of the window")


def other_window(window: SceneWindow, length: Length, *, head: str) -> Iterator[Claim]:
    """Another window, shorter. `head` leads to its title, in the user's language."""
    title = title_of(window.window, window.root)
    yield Claim(sentence(f"{head}: {title}"), "tree", box=window.window.box, kind="title")
    if window.root is not None:
        yield from interruptions(window.root, length)
        contents = [claim for claim in content_claims(window.root, length) if claim.kind == "content"]
        if length is Length.FULL:
            yield from contents
            yield from block_claims(window.blocks, length)
        elif length is Length.NORMAL and contents:
            yield replace(contents[0], text=sentence(cut(contents[0].text, 200)))
    elif window.blocks and length is not Length.BRIEF:
        last = [line for block in window.blocks for line in block.lines][-6:]
        text = running(last)
        words = (
            _("Its picture reads: {text}")
            if len(last) == sum(len(b.lines) for b in window.blocks)
            else _("The last lines of its picture read: {text}")
        )
        score = min(line.score for line in last)
        yield Claim(words.format(text=sentence(cut(text, 400))), "text", score, window.window.box)
