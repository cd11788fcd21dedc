"""The three graphs of networks that match a picture with a text twice, by the cosine of two encoders and by a head over
text that attends to the picture: `vision`, `text`, `cross`, as in BLIP's and ALBEF's retrieval models."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch.nn.functional import normalize

from export.caches import padding
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input
from models.manifest import Tokens
from models.proof import Case, Proof

_LONGEST = 35  # tokens of a text, as BLIP's retrieval was trained


class _Vision(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, pixels: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        hidden = self.model.vision_model(pixel_values=pixels).last_hidden_state
        return hidden, normalize(self.model.vision_proj(hidden[:, 0]), dim=-1)


class _Text(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        hidden = self.model.text_encoder(input_ids=ids, attention_mask=padding(mask))[0]
        return normalize(self.model.text_proj(hidden[:, 0]), dim=-1)


class _Cross(torch.nn.Module):
    def __init__(self, model: Any) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, picture: torch.Tensor) -> Any:
        hidden = self.model.text_encoder(input_ids=ids, attention_mask=padding(mask), encoder_hidden_states=picture)[0]
        return self.model.itm_head(hidden[:, 0])


def cross_graphs(checkpoint: Checkpoint, *, pixels: Input, texts: Sequence[Input]) -> Sequence[Graph]:
    """All three. `pixels`: pixel_values; `texts`: input_ids and attention_mask."""
    model = checkpoint.model
    vision, width = model.config.vision_config, model.config.image_text_hidden_size
    picture = ("batch", (vision.image_size // vision.patch_size) ** 2 + 1, vision.hidden_size)
    return (
        Graph("vision", _Vision(model), (pixels,), {"image_hidden": picture, "image_embed": ("batch", width)}),
        Graph("text", _Text(model), tuple(texts), {"text_embed": ("batch", width)}),
        Graph("cross", _Cross(model), (*texts, Input("image_hidden", picture)), {"match_logits": ("batch", 2)}),
    )


def cross_description(checkpoint: Checkpoint) -> Description:
    """Uncalibrated: both scores count alike, and no caption is rejected."""
    text = checkpoint.model.config.text_config
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(pad=text.pad_token_id),
        options={"longest": min(_LONGEST, text.max_position_embeddings), "alpha": 1.0},
    )


def cross_reference(checkpoint: Checkpoint, case: Case) -> Proof:
    """For each text whether it matches; cosines and the head's logits."""
    cosines, logits = [], []
    for text in case.texts:
        inputs = checkpoint.processor(images=case.image, text=text, return_tensors="pt")
        with torch.no_grad():
            cosines.append(checkpoint.model(**inputs, use_itm_head=False).itm_score[0, 0].item())
            logits.append(checkpoint.model(**inputs, use_itm_head=True).itm_score[0].numpy())
    head = np.stack(logits)
    values = np.concatenate([np.asarray(cosines, np.float32), head.ravel()]).astype(np.float32)
    return Proof(tuple(int(at) for at in head.argmax(axis=1)), values)
