"""What interrupts: dialogs and messages, each told whole."""

from __future__ import annotations

from collections.abc import Mapping

from assistant.languages.wording import cleaned, filled, sentence, spoken_words
from assistant.languages.words import _
from assistant.pipelines.telling.dialog import DIALOGS, dialog_claims, interruptions
from assistant.pipelines.telling.window import drawn_messages
from assistant.types import Claim, Length, Scene, SceneWindow


def alerts_of(scene: Scene) -> Mapping[str, Claim]:
    """Messages inside a window by their words; dialogs, each with its text and buttons as one claim, by their title."""
    found: dict[str, Claim] = {}
    for window in scene.windows:
        for claim in _of_window(window):
            head = claim.text.split(". ")[0] if claim.kind == "dialog" else claim.text
            found.setdefault(spoken_words(head), claim)
    return found


def _of_window(window: SceneWindow) -> list[Claim]:
    root = window.root
    if root is None:
        return []
    claims: list[Claim] = []
    if root.role in DIALOGS:
        title = cleaned(window.window.title) or cleaned(root.name)
        words = _("A dialog: {title}").format(title=title) if title else _("A dialog without a title")
        parts = [sentence(words)]
        parts += [claim.text for claim in dialog_claims(root, Length.NORMAL) if claim.kind in ("dialog", "alert")]
        return [Claim(" ".join(parts), "tree", box=root.box or window.window.box, kind="dialog")]
    for claim in interruptions(root, Length.NORMAL):
        if claim.kind == "dialog" and claims and claims[-1].kind == "dialog" and not _is_title(claim):
            before = claims.pop()
            claim = Claim(f"{before.text} {claim.text}", "tree", box=before.box or claim.box, kind="dialog")
        claims.append(claim)
    claims += drawn_messages(window, root)[0]
    return claims


def _is_title(claim: Claim) -> bool:
    """Whether a dialog begins with it."""
    is_without = claim.text == sentence(_("A dialog without a title"))
    return is_without or filled(_("A dialog: {title}"), claim.text) is not None
