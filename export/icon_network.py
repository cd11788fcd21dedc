"""The network of the icon labeller, as a model of transformers: small convolutions over how a glyph differs from its
ground, whatever the colours. Importing this registers it with transformers' Auto classes."""

from __future__ import annotations

from typing import Any

import torch
from torch import nn
from transformers import AutoConfig, AutoModelForImageClassification, PretrainedConfig, PreTrainedModel
from transformers.modeling_outputs import ImageClassifierOutput


class IconLabellerConfig(PretrainedConfig):
    """`image_size`: pixels a side. `widths`: channels at the full side, a half, a quarter, an eighth of it."""

    model_type = "icon_labeller"

    def __init__(
        self, image_size: int = 32, widths: tuple[int, ...] = (24, 48, 96, 192), dropout: float = 0.2, **more: Any
    ) -> None:
        self.image_size = image_size
        self.widths = list(widths)
        self.dropout = dropout
        super().__init__(**more)


class _Convolution(nn.Sequential):
    def __init__(self, wide: int, out: int, stride: int = 1) -> None:
        super().__init__(nn.Conv2d(wide, out, 3, stride, 1, bias=False), nn.BatchNorm2d(out), nn.ReLU())


class _Residual(nn.Module):
    def __init__(self, wide: int) -> None:
        super().__init__()
        self.inner = nn.Sequential(
            _Convolution(wide, wide), nn.Conv2d(wide, wide, 3, 1, 1, bias=False), nn.BatchNorm2d(wide)
        )

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return torch.relu(x + self.inner(x))


class IconLabellerForImageClassification(PreTrainedModel):
    """pixel_values (batch, 3, side, side), 0..1, the outermost pixels the glyph's ground -> logits."""

    config_class = IconLabellerConfig
    base_model_prefix = "icon_labeller"
    main_input_name = "pixel_values"
    input_modalities = ("image",)

    def __init__(self, config: IconLabellerConfig) -> None:
        super().__init__(config)
        first, second, third, last = config.widths
        self.body = nn.Sequential(
            _Convolution(2, first),
            _Convolution(first, second, 2),
            _Convolution(second, second),
            _Convolution(second, third, 2),
            _Residual(third),
            _Convolution(third, last, 2),
            _Convolution(last, last),
        )
        self.dropout = nn.Dropout(config.dropout)
        self.classifier = nn.Linear(2 * last, config.num_labels)
        self.post_init()

    def _init_weights(self, module: nn.Module) -> None:
        """PyTorch's own beginnings are kept."""

    def forward(self, pixel_values: torch.Tensor, **_: Any) -> ImageClassifierOutput:
        """See the class."""
        x = self.body(relief(pixel_values))
        return ImageClassifierOutput(
            logits=self.classifier(self.dropout(torch.cat([x.amax((2, 3)), x.mean((2, 3))], 1)))
        )


def relief(pixels: torch.Tensor) -> torch.Tensor:
    """(batch, 2, side, side): how far each pixel is from its ground, and whether it is on the ink's or the other side
    of it in lightness; the farthest is 1."""
    ground = pixels[:, :, :1].mean(3, keepdim=True)
    off = pixels - ground
    far = off.abs().amax(1, keepdim=True)
    scale = far.amax((2, 3), keepdim=True) + 0.02
    light = off.mean(1, keepdim=True)
    side = torch.sign(light.sum((2, 3), keepdim=True) + 1e-6)
    return torch.cat([far / scale, light * side / scale], 1)


AutoConfig.register(IconLabellerConfig.model_type, IconLabellerConfig)
AutoModelForImageClassification.register(IconLabellerConfig, IconLabellerForImageClassification)
