"""EfficientNet-Lite (https://github.com/tensorflow/tpu/tree/master/models/official/efficientnet/lite), which
transformers does not have: EfficientNet without squeeze and excitation, with ReLU6, for 8-bit processors.

Two heads: names for pictures, and `EfficientNetLiteTokens`, a row of tokens for a text decoder to attend to. Importing
this registers both with transformers' Auto classes. Depthwise padding is that of the TensorFlow original for sides that
32 divides.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from transformers import (
    AutoConfig,
    AutoModel,
    AutoModelForImageClassification,
    PretrainedConfig,
    PreTrainedModel,
)
from transformers.modeling_outputs import BaseModelOutput, ImageClassifierOutput

_STAGES = ((1, 3, 1, 1, 16), (2, 3, 2, 6, 24), (2, 5, 2, 6, 40), (3, 3, 2, 6, 80), (3, 5, 1, 6, 112), (4, 5, 2, 6, 192),
           (1, 3, 1, 6, 320))  # fmt: skip
"""Of Lite0: repeats, kernel, stride of the first, expansion, channels out."""
_STEM, _HEAD = 32, 1280
_CUT = 11  # blocks whose output has a sixteenth of the side; `features` ends there
_FINE = 8  # the block after the last of 80 channels, of which `features` keeps a copy
FEATURES = 192
"""Channels of `features`: 80 and 112."""


class EfficientNetLiteConfig(PretrainedConfig):
    """`image_size`: pixels, divided by 32. `width`: a divisor of all channels, for tiny ones in tests. The rest is of
    the tokens only: `hidden_size` wide, so many layers and heads."""

    model_type = "efficientnet_lite"

    def __init__(
        self,
        image_size: int = 224,
        width: int = 1,
        hidden_size: int = 192,
        num_hidden_layers: int = 2,
        num_attention_heads: int = 4,
        dropout: float = 0.1,
        **more: Any,
    ) -> None:
        self.image_size = image_size
        self.width = width
        self.hidden_size = hidden_size
        self.num_hidden_layers = num_hidden_layers
        self.num_attention_heads = num_attention_heads
        self.dropout = dropout
        super().__init__(**more)


class _Convolution(nn.Module):
    """Padded as TensorFlow does (one more at the right and below where strided), normalised, ReLU6."""

    def __init__(
        self, wide: int, out: int, kernel: int, stride: int = 1, groups: int = 1, *, active: bool = True
    ) -> None:
        super().__init__()
        whole = kernel - stride
        before = whole // 2
        self.pad = nn.ZeroPad2d((before, whole - before, before, whole - before)) if whole else nn.Identity()
        self.convolution = nn.Conv2d(wide, out, kernel, stride, groups=groups, bias=False)
        self.norm = nn.BatchNorm2d(out, eps=1e-3)
        self.act = nn.ReLU6() if active else nn.Identity()

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.act(self.norm(self.convolution(self.pad(x))))


class _Block(nn.Module):
    """An inverted bottleneck."""

    def __init__(self, wide: int, out: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        inner = wide * expansion
        self.expand = _Convolution(wide, inner, 1) if expansion != 1 else nn.Identity()
        self.depthwise = _Convolution(inner, inner, kernel, stride, inner)
        self.project = _Convolution(inner, out, 1, active=False)
        self.skips = stride == 1 and wide == out

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = self.project(self.depthwise(self.expand(x)))
        return x + y if self.skips else y


class _Backbone(nn.Module):
    """Stem and blocks."""

    def __init__(self, width: int, blocks: int | None = None) -> None:
        super().__init__()
        self.stem = _Convolution(3, _STEM // width, 3, 2)
        made, wide = [], _STEM // width
        for repeats, kernel, stride, expansion, out in _STAGES:
            for at in range(repeats):
                made.append(_Block(wide, out // width, kernel, stride if at == 0 else 1, expansion))
                wide = out // width
        self.blocks = nn.ModuleList(made[:blocks])

    def forward(self, pixels: torch.Tensor) -> torch.Tensor:
        x = self.stem(pixels)
        for block in self.blocks:
            x = block(x)
        return x

    def features(self, pixels: torch.Tensor) -> torch.Tensor:
        """(batch, FEATURES / width, side / 16, side / 16) of two depths."""
        x = self.stem(pixels)
        fine = x
        for at, block in enumerate(self.blocks[:_CUT]):
            if at == _FINE:
                fine = x
            x = block(x)
        return torch.cat([fine, x], 1)


class _Pretrained(PreTrainedModel):
    config_class = EfficientNetLiteConfig
    base_model_prefix = "efficientnet_lite"
    main_input_name = "pixel_values"
    input_modalities = ("image",)

    def _init_weights(self, module: nn.Module) -> None:
        """PyTorch's own beginnings are kept."""


class EfficientNetLiteForImageClassification(_Pretrained):
    """pixel_values (batch, 3, side, side) -> logits."""

    def __init__(self, config: EfficientNetLiteConfig) -> None:
        super().__init__(config)
        self.backbone = _Backbone(config.width)
        self.head = _Convolution(_STAGES[-1][-1] // config.width, _HEAD // config.width, 1)
        self.classifier = nn.Linear(_HEAD // config.width, config.num_labels)
        self.post_init()

    def forward(self, pixel_values: torch.Tensor, **_: Any) -> ImageClassifierOutput:
        """See the class."""
        pooled = self.head(self.backbone(pixel_values)).mean((2, 3))
        return ImageClassifierOutput(logits=self.classifier(pooled))


class Neck(nn.Module):
    """features -> tokens: two convolutions to a thirty-second of the side, places, transformer layers."""

    def __init__(self, config: EfficientNetLiteConfig) -> None:
        super().__init__()
        wide, hidden = FEATURES // config.width, config.hidden_size
        side = config.image_size // 32
        self.mix = nn.Sequential(
            nn.BatchNorm2d(wide),
            nn.Conv2d(wide, wide, 1),
            nn.GELU(),
            nn.Conv2d(wide, wide, 3, padding=1, groups=wide),
            nn.GELU(),
            nn.Conv2d(wide, hidden, 2, 2),
        )
        self.places = nn.Parameter(torch.randn(1, side * side, hidden) * 0.02)
        layer = nn.TransformerEncoderLayer(
            hidden, config.num_attention_heads, hidden * 3, config.dropout, "gelu", batch_first=True, norm_first=True
        )
        self.layers = nn.TransformerEncoder(layer, config.num_hidden_layers, nn.LayerNorm(hidden), False)

    def forward(self, features: torch.Tensor) -> torch.Tensor:
        """(batch, side / 32 squared, hidden)."""
        return self.layers(self.mix(features).flatten(2).transpose(1, 2) + self.places)


class EfficientNetLiteTokens(_Pretrained):
    """pixel_values -> last_hidden_state (batch, places, hidden_size), for a decoder to attend to."""

    def __init__(self, config: EfficientNetLiteConfig) -> None:
        super().__init__(config)
        self.backbone = _Backbone(config.width, _CUT)
        self.neck = Neck(config)
        self.post_init()

    def forward(self, pixel_values: torch.Tensor, **_: Any) -> BaseModelOutput:
        """See the class."""
        return BaseModelOutput(last_hidden_state=self.neck(self.backbone.features(pixel_values)))


def renamed(published: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    """The state of the published PyTorch model under the names of `EfficientNetLiteForImageClassification`."""
    found = {}
    for name, value in published.items():
        *path, last = name.split(".")
        if last == "num_batches_tracked":
            continue
        found[".".join((*_place(path), last))] = value
    return found


def _place(path: list[str]) -> tuple[str, ...]:
    if path[0] == "_blocks":
        first = path[1] == "0"
        part = {"_expand_conv": ("expand", "convolution"), "_bn0": ("expand", "norm"),
                "_depthwise_conv": ("depthwise", "convolution"), "_bn1": ("depthwise", "norm"),
                "_project_conv": ("project", "convolution"), "_bn2": ("project", "norm")}[path[2]]  # fmt: skip
        assert not (first and part[0] == "expand")
        return ("backbone", "blocks", path[1], *part)
    return {
        "_conv_stem": ("backbone", "stem", "convolution"),
        "_bn0": ("backbone", "stem", "norm"),
        "_conv_head": ("head", "convolution"),
        "_bn1": ("head", "norm"),
        "_fc": ("classifier",),
    }[path[0]]


AutoConfig.register(EfficientNetLiteConfig.model_type, EfficientNetLiteConfig)
AutoModel.register(EfficientNetLiteConfig, EfficientNetLiteTokens)
AutoModelForImageClassification.register(EfficientNetLiteConfig, EfficientNetLiteForImageClassification)
