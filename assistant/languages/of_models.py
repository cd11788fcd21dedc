"""What models say of pictures, in the language that they speak: marked where that is not the user's."""

from __future__ import annotations

from assistant.languages.words import ENGLISH, N_, _, language

_OWN = (N_("The picture shows, perhaps: {caption}."), N_("The picture shows, probably: {caption}."))
_MARKED = (
    N_("The picture shows, perhaps, in a model's English words: {caption}."),
    N_("The picture shows, probably, in a model's English words: {caption}."),
)
_OTHER = (
    N_("The picture shows, perhaps, in a model's words, in another language: {caption}."),
    N_("The picture shows, probably, in a model's words, in another language: {caption}."),
)


def caption_sentence(caption: str, *, is_probable: bool, spoken: str = ENGLISH) -> str:
    """A caption as a guess. `spoken`: the language that the model writes."""
    code = spoken.split("-")[0]
    kinds = _OWN if code == language() else _MARKED if code == ENGLISH else _OTHER
    return _(kinds[is_probable]).format(caption=caption)


def english_words(text: str) -> tuple[str, str, str] | None:
    """What stands before, in and after a model's English words; None where the text does not mark any."""
    for message in _MARKED:
        head, tail = _(message).split("{caption}")
        if text.startswith(head) and text.endswith(tail):
            return head, text[len(head) : len(text) - len(tail)], tail
    return None
