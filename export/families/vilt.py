"""ViLT (https://arxiv.org/abs/2102.03334) for questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import ViltConfig, ViltForQuestionAnswering, ViltImageProcessorPil, ViltProcessor

from export import cases, tiny
from export.language_model import Calling, vision_graph
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from export.recogniser import label_file
from models.manifest import Image, Tokens
from models.proof import Case, Proof

_LONGER, _SHORTER = 1333, 800  # of the processor: how much longer than wide a picture may stay


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    """Every patch counts, as one picture needs no padding, so none is masked or drawn by lot."""
    model, config = checkpoint.model, checkpoint.model.config
    embeddings, cells = model.vilt.embeddings, config.image_size // config.patch_size

    def see(pixels: torch.Tensor) -> Any:
        patches = embeddings.patch_embeddings(pixels)
        table = embeddings.position_embeddings[:, 1:].transpose(1, 2).reshape(1, -1, cells, cells)
        where = torch.nn.functional.interpolate(table, size=patches.shape[2:], mode="bilinear", align_corners=True)
        placed = (patches + where).flatten(2).transpose(1, 2)
        first = (embeddings.cls_token + embeddings.position_embeddings[:, :1]).expand(pixels.shape[0], -1, -1)
        return torch.cat([first, placed], 1)

    def ask(ids: torch.Tensor, seen: torch.Tensor) -> Any:
        return model(
            input_ids=ids,
            attention_mask=torch.ones_like(ids),
            token_type_ids=torch.zeros_like(ids),
            image_embeds=seen,
            pixel_mask=torch.ones(seen.shape[:2], dtype=torch.long),
        ).logits

    patch = config.patch_size
    pixels = Input("pixel_values", ("batch", 3, "height", "width"))
    vision = vision_graph(
        model, see, inputs=(pixels,), outputs={"image_embeds": ("batch", "places", config.hidden_size)}
    )
    words = Input("input_ids", ("batch", "words"), "ids", below=config.vocab_size)
    seen = Input("image_embeds", ("batch", "places", config.hidden_size))
    return (
        Graph(
            vision.role,
            vision.module,
            vision.inputs,
            vision.outputs,
            trace_sizes={"height": 3 * patch, "width": 5 * patch},
            check_sizes=({"height": 2 * patch, "width": 6 * patch}, {"height": 4 * patch, "width": 3 * patch}),
        ),
        Graph("network", Calling(model, ask, 2), (words, seen), {"logits": ("batch", config.num_labels)}),
    )


def _describe(checkpoint: Checkpoint) -> Description:
    pictures, config = checkpoint.image_processor, checkpoint.model.config
    shortest = int(pictures.size["shortest_edge"])
    longest = int(_LONGER / _SHORTER * shortest)
    return Description(
        image=Image(
            height=longest,
            width=longest,
            fit="within",
            shortest=shortest,
            longest=longest,
            resample="bicubic",
            rescale=pictures.rescale_factor,
            mean=tuple(pictures.image_mean),
            std=tuple(pictures.image_std),
        ),
        tokens=Tokens(pad=checkpoint.tokeniser.pad_token_id),
        options={"longest": config.max_position_embeddings, "side": pictures.size_divisor},
        files=label_file(checkpoint),
        languages=("en",),
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    inputs = checkpoint.processor(case.image, case.text, return_tensors="pt")
    with torch.no_grad():
        logits = checkpoint.model(**inputs).logits[0].numpy().astype(np.float32)
    return Proof(tuple(int(at) for at in np.argsort(-logits, kind="stable")[:5]), logits)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    return load(ViltForQuestionAnswering, path, how, processor=ViltProcessor)


def _tiny(path: Path) -> None:
    tokeniser = tiny.wordpiece()
    names = dict(enumerate(tiny.WORDS))
    config = ViltConfig(
        vocab_size=len(tokeniser),
        **{**tiny.VISION, "max_position_embeddings": 40},
        max_image_length=-1,
        id2label=names,
        label2id={name: at for at, name in names.items()},
    )
    model = tiny.randomise(ViltForQuestionAnswering(config))
    for name in ("cls_token", "position_embeddings"):
        torch.nn.init.normal_(getattr(model.vilt.embeddings, name))
    pictures = ViltImageProcessorPil(size={"shortest_edge": tiny.SIDE}, size_divisor=tiny.PATCH)
    tiny.save(path, model, ViltProcessor(pictures, tokeniser))


def _cases(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.questions(count)


RECIPES = (
    Recipe(
        "vilt",
        "answer",
        ("ViltForQuestionAnswering",),
        tiny=_tiny,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=_cases,
    ),
)
