"""CLIP (https://arxiv.org/abs/2103.00020): how well texts fit a picture, by the cosine of two encoders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _matcher(parts: Parts) -> Any:
    from models.networks.matching import DualMatcher

    return DualMatcher(parts)


FAMILY = Family("clip", {"match": _matcher})
