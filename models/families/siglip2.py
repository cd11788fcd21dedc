"""SigLIP 2 NaFlex (https://arxiv.org/abs/2502.14786): how well texts fit a picture, whose shape is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _matcher(parts: Parts) -> Any:
    from models.networks.matching import DualMatcher

    return DualMatcher(parts)


FAMILY = Family("siglip2", {"match": _matcher})
