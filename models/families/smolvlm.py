"""SmolVLM2 (https://arxiv.org/abs/2504.05299), whose pictures are seen as those of Idefics3."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _chat(parts: Parts) -> Any:
    from models.networks.tiled_chat import tiled_chat

    return tiled_chat(parts)


FAMILY = Family("smolvlm", {"caption": _chat, "answer": _chat})
