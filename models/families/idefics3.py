"""Idefics3 (https://arxiv.org/abs/2408.12637) and the first SmolVLM, which is one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _chat(parts: Parts) -> Any:
    from models.networks.tiled_chat import tiled_chat

    return tiled_chat(parts)


FAMILY = Family("idefics3", {"caption": _chat, "answer": _chat})
