"""ViLT (https://arxiv.org/abs/2102.03334): questions about pictures, answered from a list of some thousand answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _answerer(parts: Parts) -> Any:
    from models.networks.choosing import Chooser

    return Chooser(parts)


FAMILY = Family("vilt", {"answer": _answerer})
