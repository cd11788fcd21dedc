"""ViT (https://arxiv.org/abs/2010.11929), EfficientNet (https://arxiv.org/abs/1905.11946) and EfficientNet-Lite: names
for pictures; and the icon labeller."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import (
    AutoImageProcessor,
    AutoModelForImageClassification,
    EfficientNetConfig,
    EfficientNetForImageClassification,
    EfficientNetImageProcessorPil,
    ViTConfig,
    ViTForImageClassification,
    ViTImageProcessorPil,
)

from export import tiny
from export.efficientnet_lite import EfficientNetLiteConfig, EfficientNetLiteForImageClassification
from export.icon_network import IconLabellerConfig, IconLabellerForImageClassification
from export.language_model import Calling
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from export.recogniser import label_file, pictures
from models.manifest import Task
from models.proof import Case, Proof

_THRESHOLD, _MOST = 0.3, 3  # a name below that is right less often than not


def _graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, image = checkpoint.model, image_of(checkpoint.image_processor)

    def classify(pixels: torch.Tensor) -> Any:
        return model(pixel_values=pixels).logits

    pixels = Input("pixel_values", ("batch", 3, image.height, image.width))
    return (Graph("network", Calling(model, classify, 1), (pixels,), {"logits": ("batch", model.config.num_labels)}),)


def _describe(checkpoint: Checkpoint) -> Description:
    return Description(
        image=image_of(checkpoint.image_processor),
        options={
            "threshold": float(getattr(checkpoint.model.config, "threshold", _THRESHOLD)),
            "most": int(getattr(checkpoint.model.config, "most", _MOST)),
        },
        files=label_file(checkpoint),
        languages=("en",),
    )


def _reference(checkpoint: Checkpoint, case: Case) -> Proof:
    pixels = checkpoint.image_processor(images=case.image, return_tensors="pt").pixel_values
    with torch.no_grad():
        logits = checkpoint.model(pixel_values=pixels).logits[0].numpy().astype(np.float32)
    return Proof(tuple(int(at) for at in np.argsort(-logits, kind="stable")[:5]), logits)


def _load(path: Path, how: Mapping[str, Any]) -> Checkpoint:
    bare = load(AutoModelForImageClassification, path, how)
    prepared = AutoImageProcessor.from_pretrained(str(path), local_files_only=True, backend="pil")
    return Checkpoint(path, bare.model, image_processor=prepared)


def _labels() -> dict[str, Any]:
    names = dict(enumerate(tiny.WORDS))
    return {"id2label": names, "label2id": {name: at for at, name in names.items()}}


def _tiny_vit(path: Path) -> None:
    model = tiny.randomise(ViTForImageClassification(ViTConfig(**tiny.VISION, **_labels())))
    tiny.save(path, model, ViTImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE}))


def _tiny_efficientnet(path: Path) -> None:
    config = EfficientNetConfig(
        image_size=tiny.SIDE,
        in_channels=[32, 16],
        out_channels=[16, 24],
        kernel_sizes=[3, 5],
        strides=[1, 2],
        num_block_repeats=[1, 2],
        expand_ratios=[1, 6],
        hidden_dim=640,
        width_coefficient=0.5,
        depth_coefficient=1.0,
        **_labels(),
    )
    side = {"height": tiny.SIDE, "width": tiny.SIDE}
    model = tiny.randomise(EfficientNetForImageClassification(config))
    tiny.save(path, model, EfficientNetImageProcessorPil(size=side, rescale_offset=True))


def _tiny_lite(path: Path) -> None:
    config = EfficientNetLiteConfig(image_size=tiny.SIDE, width=8, **_labels())
    model = tiny.randomise(EfficientNetLiteForImageClassification(config))
    tiny.save(path, model, ViTImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE}))


def _tiny_icons(path: Path) -> None:
    config = IconLabellerConfig(image_size=tiny.SIDE, widths=(8, 8, 8, 8), **_labels())
    model = tiny.randomise(IconLabellerForImageClassification(config))
    side = {"height": tiny.SIDE, "width": tiny.SIDE}
    tiny.save(path, model, ViTImageProcessorPil(size=side, do_normalize=False))


def _recipe(architecture: str, write: Callable[[Path], None], task: Task = "classify") -> Recipe:
    return Recipe(
        "image_classifier",
        task,
        (architecture,),
        tiny=write,
        load=_load,
        graphs=_graphs,
        describe=_describe,
        reference=_reference,
        cases=pictures,
    )


RECIPES = (
    _recipe("ViTForImageClassification", _tiny_vit),
    _recipe("EfficientNetForImageClassification", _tiny_efficientnet),
    _recipe("EfficientNetLiteForImageClassification", _tiny_lite),
    _recipe("IconLabellerForImageClassification", _tiny_icons, "label"),
)
