"""Florence-2 (https://arxiv.org/abs/2311.06242): short and detailed captions, objects, text and regions with places.

It was trained on fixed instructions and not on questions, so it is no Answerer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _florence(parts: Parts) -> Any:
    from models.networks.grounded import GroundedTeller

    return GroundedTeller(parts)


FAMILY = Family("florence2", {"caption": _florence, "detect": _florence})
