"""Qwen3.5 (https://huggingface.co/collections/Qwen/qwen35): captions and answers about pictures of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _chat(parts: Parts) -> Any:
    from models.networks.grid_chat import grid_chat

    return grid_chat(parts)


FAMILY = Family("qwen3_5", {"caption": _chat, "answer": _chat})
