"""Which texts of a tree its narration tells: only those may stand for the same text in the pixels."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.languages.wording import spoken_words
from assistant.pipelines.telling.dialog import DIALOGS, dialog_claims, interruptions
from assistant.pipelines.telling.secret import is_secret
from assistant.pipelines.telling.tree import content_claims
from assistant.types import Length, UiNode


def told_texts(root: UiNode, title: str) -> Iterator[tuple[UiNode, str]]:
    """Each text that the full description says, with its node. What a secret field holds is not said but counts."""
    claims = [*interruptions(root, Length.FULL), *content_claims(root, Length.FULL)]
    if root.role in DIALOGS:
        claims += dialog_claims(root, Length.FULL)
    said = f" {spoken_words(' '.join([title, *(claim.text for claim in claims)]))} "
    at = 0  # most texts are said in the order of the tree: the search goes on where the last one was found
    for node in root.walk():
        for text in (node.name, node.value, node.description):
            if not text:
                continue
            words = f" {spoken_words(text)} "
            found = said.find(words, at)
            at = found if found >= 0 else at
            if found >= 0 or words in said or is_secret(node):
                yield node, text
