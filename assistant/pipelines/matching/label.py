"""Which of several labels a picture has: by its text, by a recogniser's names, by a matching model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.languages.wording import sentence
from assistant.languages.words import _
from assistant.pipelines.matching import zero_shot
from assistant.pipelines.matching.sources import Sources
from assistant.pipelines.matching.which import Evidence, Shown, evidence, wanted
from models.cancel import CancelToken

if TYPE_CHECKING:
    from models.types import RgbImage


@dataclass(frozen=True, slots=True)
class LabelledBy:
    """`found`: labels with what tells so and how surely, 0..1; none: it cannot be told. `sentences`: what is said."""

    found: tuple[tuple[str, Evidence, float], ...]
    sentences: tuple[str, ...]


def labelled(
    shown: Shown, image: RgbImage, labels: Sequence[str], sources: Sources, *, cancel: CancelToken
) -> LabelledBy:
    """The labels that there is evidence for: at most one of the matching model. Raises Cancelled, ModelError."""
    found: list[tuple[str, Evidence, float]] = []
    said: list[str] = []
    for label in labels:
        for hit in evidence(shown, image, wanted(label), sources, match=False, cancel=cancel):
            found.append((label, hit.source, hit.confidence))
            said.append(sentence(f"{shown.title}: {label}; {hit.text}"))
    matcher = sources.matcher(cancel)
    if matcher is not None:
        best = zero_shot.label(matcher, image, labels, cancel=cancel)
        if best.label is not None:
            found.append((best.label, "match", best.confidence))
            said.append(sentence(f"{shown.title}: {best.text}"))
    if not found:
        said.append(_("{picture}: I can't tell which of these it is.").format(picture=shown.title))
    return LabelledBy(tuple(found), tuple(said))
