"""A small BLIP for image-text matching, trained from nothing on drawn pictures: contrastive and matching loss with hard
negatives, as ALBEF and BLIP are trained (https://arxiv.org/abs/2107.07651, https://arxiv.org/abs/2201.12086)."""

from __future__ import annotations

import math
import random
import sys
import time
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from export import tiny
from tests.bench.drawn import SIDE, WORDS, scenes

_BATCH = 48
_WIDTH = 96
_PEAK = 1e-3  # learning rate
_TEMPERATURE = 0.07  # at the start; it is learned
_EASY = 0.4  # of the steps: until then wrong pairs are drawn by lot, as the head learns nothing from hard ones alone


def train(path: Path, *, steps: int, seed: int = 0, every: int = 100) -> float:
    """Write a checkpoint with tokeniser and processor. Returns the seconds it took; says on stderr how it goes."""
    import torch

    began = time.monotonic()
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model, processor = _new()
    model.train()
    scale = torch.nn.Parameter(torch.tensor(math.log(1 / _TEMPERATURE)))
    optimiser = torch.optim.AdamW([*model.parameters(), scale], lr=_PEAK, weight_decay=0.05)
    warm = max(1, steps // 20)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda at: min((at + 1) / warm, 0.5 + 0.5 * math.cos(math.pi * at / steps))
    )
    found = scenes("train", chance)
    for step in range(steps):
        hard = step >= _EASY * steps
        losses = _losses(model, processor, list(islice(found, _BATCH)), scale, chance, hard=hard)
        optimiser.zero_grad()
        sum(losses).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % every == 0:
            shown = ", ".join(f"{loss.item():.3f}" for loss in losses)
            print(f"step {step} of {steps}, {time.monotonic() - began:.0f} s: losses {shown}", file=sys.stderr)
    path.mkdir(parents=True, exist_ok=True)
    tiny.save(path, model.eval(), processor)
    return time.monotonic() - began


def _new() -> tuple[Any, Any]:
    from transformers import BlipConfig, BlipForImageTextRetrieval, BlipImageProcessorPil, BlipProcessor

    tokeniser = tiny.wordpiece("[DEC]", "[ENC]", words=WORDS)
    ids = tokeniser.convert_tokens_to_ids
    common = {"hidden_size": _WIDTH, "num_attention_heads": 4, "intermediate_size": 4 * _WIDTH}
    config = BlipConfig(
        text_config={
            **common,
            "num_hidden_layers": 3,
            "max_position_embeddings": 40,
            "vocab_size": len(tokeniser),
            "encoder_hidden_size": _WIDTH,
            "bos_token_id": ids("[DEC]"),
            "sep_token_id": ids("[SEP]"),
            "pad_token_id": ids("[PAD]"),
            "hidden_dropout_prob": 0.0,
            "attention_probs_dropout_prob": 0.0,
        },
        vision_config={**common, "num_hidden_layers": 4, "image_size": SIDE, "patch_size": 8},
        projection_dim=64,
        image_text_hidden_size=64,
    )
    processor = BlipProcessor(BlipImageProcessorPil(size={"height": SIDE, "width": SIDE}), tokeniser)
    return BlipForImageTextRetrieval(config), processor


def _losses(
    model: Any, processor: Any, batch: list[Any], scale: Any, chance: random.Random, *, hard: bool
) -> tuple[Any, Any]:
    """Contrastive over the batch; matching over right pairs, another picture and text of the batch, where `hard` the
    more alike the likelier, and a caption that is nearly right."""
    import torch
    from torch.nn.functional import cross_entropy, log_softmax, normalize

    pixels = _pixels(processor, [scene.draw(chance) for scene in batch])
    right = [scene.caption(chance) for scene in batch]
    wrong = [chance.choice(scene.near()).caption(chance) for scene in batch]
    words = processor.tokenizer(right + wrong, padding=True, return_tensors="pt")
    ids, mask = words.input_ids, words.attention_mask
    half = len(batch)
    seen = model.vision_model(pixel_values=pixels).last_hidden_state
    pictures = normalize(model.vision_proj(seen[:, 0]), dim=-1)
    said = model.text_encoder(input_ids=ids, attention_mask=mask)[0]
    texts = normalize(model.text_proj(said[:, 0]), dim=-1)
    logits = pictures @ texts.T * scale.exp()
    same = torch.tensor([[a.meaning == b.meaning for b in batch] for a in batch])
    target = same / same.sum(dim=1, keepdim=True)
    to_texts = -(log_softmax(logits, dim=1)[:, :half] * target).sum(dim=1).mean()
    to_pictures = -(log_softmax(logits[:, :half].T, dim=1) * target).sum(dim=1).mean()
    with torch.no_grad():
        weights = (logits[:, :half] * hard).masked_fill(same, -math.inf)
        text_for = torch.multinomial(weights.softmax(dim=1), 1)[:, 0]
        picture_for = torch.multinomial(weights.T.softmax(dim=1), 1)[:, 0]
    own = torch.arange(half)
    which = torch.cat([own, text_for, own, own + half])
    looked = torch.cat([own, own, picture_for, own])
    crossed = model.text_encoder(input_ids=ids[which], attention_mask=mask[which], encoder_hidden_states=seen[looked])[
        0
    ]
    fits = torch.cat([torch.ones(half), torch.zeros(3 * half)]).long()
    balance = torch.tensor([1.0, 2.0])  # three wrong pairs to a right one
    return (to_texts + to_pictures) / 2, cross_entropy(model.itm_head(crossed[:, 0]), fits, weight=balance)


def _pixels(processor: Any, images: list[Any]) -> Any:
    """As the processor makes them; the pictures have the model's size already."""
    import torch

    pictures = processor.image_processor
    values = np.stack(images).astype(np.float32) / 255
    values = (values - np.asarray(pictures.image_mean, np.float32)) / np.asarray(pictures.image_std, np.float32)
    return torch.from_numpy(values.transpose(0, 3, 1, 2).copy())


if __name__ == "__main__":
    train(Path(sys.argv[1]), steps=int(sys.argv[2]))
