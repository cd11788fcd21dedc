"""Whisper (https://arxiv.org/abs/2212.04356): speech to text, in one language or many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _transcriber(parts: Parts) -> Any:
    from models.networks.whisper import transcriber

    return transcriber(parts)


FAMILY = Family("whisper", {"transcribe": _transcriber})
