"""transformers' picture processors as numbers in a manifest."""

from __future__ import annotations

from typing import Any

from export.errors import RecipeError
from models.manifest import Image, Resample

_FILTERS: tuple[Resample, ...] = ("nearest", "lanczos", "bilinear", "bicubic", "box", "hamming")


def image_of(processor: Any) -> Image:
    """What the processor does. Raises RecipeError where `models.inputs.images` cannot do the same."""
    size, crop = _sides(processor.size), _sides(getattr(processor, "crop_size", None))
    if not processor.do_resize:
        raise RecipeError("A processor that does not resize is not known here.")
    common: dict[str, Any] = {
        "resample": _FILTERS[int(processor.resample)],
        "rescale": float(processor.rescale_factor) if processor.do_rescale else 1.0,
    }
    if processor.do_normalize:
        common |= {"mean": _three(processor.image_mean), "std": _three(processor.image_std)}
    if getattr(processor, "rescale_offset", False):  # EfficientNet's: less 1 before the mean
        common["mean"] = tuple(1.0 + value for value in common.get("mean", (0.0, 0.0, 0.0)))
    if getattr(processor, "include_top", False):  # EfficientNet's: over the deviation once more
        common["std"] = tuple(value * _three(processor.image_std)[at] for at, value in enumerate(common["std"]))
    if getattr(processor, "do_center_crop", False):
        if "shortest_edge" in size:
            return Image(fit="cover", shortest=size["shortest_edge"], **crop, **common)
        if size != crop:
            raise RecipeError("A processor that resizes to one shape and crops to another is not known here.")
    if "shortest_edge" in size:
        longest = size.get("longest_edge")
        return Image(
            height=longest or size["shortest_edge"],
            width=longest or size["shortest_edge"],
            fit="within",
            shortest=size["shortest_edge"],
            longest=longest,
            **common,
        )
    return Image(height=size["height"], width=size["width"], **common)


def image_of_tiles(processor: Any) -> Image:
    """One tile of a processor that cuts pictures into tiles. Raises RecipeError."""
    if not (processor.do_image_splitting and processor.do_resize):
        raise RecipeError("A processor that does not cut pictures into tiles is not known here.")
    side = int(processor.max_image_size["longest_edge"])
    return Image(
        height=side,
        width=side,
        resample=_FILTERS[int(processor.resample)],
        rescale=float(processor.rescale_factor) if processor.do_rescale else 1.0,
        mean=_three(processor.image_mean) if processor.do_normalize else (0.0, 0.0, 0.0),
        std=_three(processor.image_std) if processor.do_normalize else (1.0, 1.0, 1.0),
    )


def _sides(size: Any) -> dict[str, Any]:
    if size is None:
        return {}
    return {name: int(value) for name, value in dict(size).items() if value is not None}


def _three(values: Any) -> tuple[float, float, float]:
    if isinstance(values, int | float):
        return float(values), float(values), float(values)
    red, green, blue = (float(value) for value in values)
    return red, green, blue
