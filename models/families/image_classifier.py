"""Names for whole pictures: ViT (https://arxiv.org/abs/2010.11929), EfficientNet (https://arxiv.org/abs/1905.11946)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.family import Family

if TYPE_CHECKING:
    from models.parts import Parts


def _classifier(parts: Parts) -> Any:
    from models.networks.recognising import Classifier

    return Classifier(parts)


def _labeller(parts: Parts) -> Any:
    from models.networks.recognising import IconLabeller

    return IconLabeller(parts)


FAMILY = Family("image_classifier", {"classify": _classifier, "label": _labeller})
