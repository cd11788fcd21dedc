"""PaliGemma (https://arxiv.org/abs/2407.07726) and PaliGemma 2 (https://arxiv.org/abs/2412.03555)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _chat(parts: Parts) -> Any:
    from models.networks.prefixed import prefixed

    return prefixed(parts)


FAMILY = Family("paligemma", {"caption": _chat, "answer": _chat})
