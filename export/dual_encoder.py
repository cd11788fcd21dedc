"""The two graphs of dual encoders such as CLIP and SigLIP: `vision` and `text`, each to a vector of length 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from torch.nn.functional import normalize

from export.recipe import Checkpoint, Graph, Input
from models.proof import Case, Proof


class _Vision(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: torch.Tensor, *shapes: torch.Tensor) -> torch.Tensor:
        more: dict[str, Any] = {"spatial_shapes": shapes[0], "pixel_attention_mask": None} if shapes else {}
        return normalize(_vector(self.model.get_image_features(pixel_values=pixels, **more)), dim=-1)


class _Text(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, *mask: torch.Tensor) -> torch.Tensor:
        found = self.model.get_text_features(input_ids=ids, attention_mask=mask[0] if mask else None)
        return normalize(_vector(found), dim=-1)


def _vector(found: Any) -> torch.Tensor:
    vector: torch.Tensor = found if isinstance(found, torch.Tensor) else found.pooler_output
    return vector


def dual_graphs(
    checkpoint: Checkpoint, *, width: int, pixels: Sequence[Input], texts: Sequence[Input]
) -> Sequence[Graph]:
    """Both graphs. `pixels`: pixel_values, and spatial_shapes where the model takes patches; `texts`: input_ids, and
    attention_mask where the model was trained with one."""
    return (
        Graph("vision", _Vision(checkpoint.model), tuple(pixels), {"image_embeds": ("batch", width)}),
        Graph("text", _Text(checkpoint.model), tuple(texts), {"text_embeds": ("batch", width)}),
    )


def dual_reference(checkpoint: Checkpoint, case: Case, **words: Any) -> Proof:
    """The order in which the model's logits put the texts; `words` go to the processor."""
    texts: Mapping[str, Any] = checkpoint.processor(
        images=case.image, text=list(case.texts), return_tensors="pt", **words
    )
    with torch.no_grad():
        logits = checkpoint.model(**texts).logits_per_image[0].numpy().astype(np.float32)
    return Proof(tuple(int(at) for at in np.argsort(-logits, kind="stable")), logits)
