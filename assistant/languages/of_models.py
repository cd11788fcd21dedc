"""What models say of pictures, in the language that they speak: marked where that is not the user's."""

from __future__ import annotations

from collections.abc import Sequence

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
_ANSWERS_OWN = (N_("Perhaps: {caption}"), N_("Probably: {caption}"))
_ANSWERS_MARKED = (
    N_("Perhaps, in a model's English words: {caption}"),
    N_("Probably, in a model's English words: {caption}"),
)
_ANSWERS_OTHER = (
    N_("Perhaps, in a model's words, in another language: {caption}"),
    N_("Probably, in a model's words, in another language: {caption}"),
)
_THINGS_OWN = N_("In the picture are probably {caption}")
_THINGS_MARKED = N_("In the picture are probably, in a model's English words: {caption}")
_UNSURE_MARKED = N_("I can't tell: asked in two ways, the model said, in English words: {caption}")


def caption_sentence(caption: str, *, is_probable: bool, spoken: str = ENGLISH) -> str:
    """A caption as a guess. `spoken`: the language that the model writes."""
    return _(_of(spoken, _OWN, _MARKED, _OTHER)[is_probable]).format(caption=caption)


def answer_sentence(answer: str, *, is_probable: bool, spoken: str = ENGLISH) -> str:
    """A model's answer to a question as a guess, without an end mark."""
    kinds = _of(spoken, _ANSWERS_OWN, _ANSWERS_MARKED, _ANSWERS_OTHER)
    return _(kinds[is_probable]).format(caption=answer)


def things_sentence(things: str) -> str:
    """What a detector, whose labels are English, finds in a picture, without an end mark."""
    return _(_THINGS_OWN if language() == ENGLISH else _THINGS_MARKED).format(caption=things)


def two_answers(first: str, second: str) -> str:
    """That a model answers one question in two ways, without an end mark. `second`: may be empty."""
    if language() != ENGLISH:
        return _(_UNSURE_MARKED).format(caption=" / ".join(text for text in (first, second) if text))
    return f"I can't tell: asked in two ways, the model said {first} and {second or 'nothing'}"


def _of(spoken: str, own: Sequence[str], marked: Sequence[str], other: Sequence[str]) -> Sequence[str]:
    code = spoken.split("-")[0]
    return own if code == language() else marked if code == ENGLISH else other


def english_words(text: str) -> tuple[str, str, str] | None:
    """What stands before, in and after a model's English words; None where the text does not mark any."""
    for message in (*_MARKED, *_ANSWERS_MARKED, _THINGS_MARKED, _UNSURE_MARKED):
        head, tail = _(message).split("{caption}")
        if text.startswith(head) and text.endswith(tail):
            return head, text[len(head) : len(text) - len(tail)], tail
    return None
