"""Any picture encoder with any text decoder that attends to it, such as ViT-GPT2 and DistilViT."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _captioner(parts: Parts) -> Any:
    from models.networks.encoder_decoder import captioner

    return captioner(parts)


def _screens(parts: Parts) -> Any:
    from models.networks.screens import ScreenTeller

    return ScreenTeller(parts)


FAMILY = Family("vision_encoder_decoder", {"caption": _captioner, "screen": _screens})
