"""RT-DETR (https://arxiv.org/abs/2304.08069) and its second version: objects with boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _detector(parts: Parts) -> Any:
    from models.networks.recognising import Detector

    return Detector(parts)


FAMILY = Family("rt_detr", {"detect": _detector})
