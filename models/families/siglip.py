"""SigLIP 2 (https://arxiv.org/abs/2502.14786) with pictures of one size: how well texts fit a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _matcher(parts: Parts) -> Any:
    from models.networks.matching import DualMatcher

    return DualMatcher(parts)


FAMILY = Family("siglip", {"match": _matcher})
