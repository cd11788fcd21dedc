"""What Idefics3 and SmolVLM share: three graphs, tiles of a picture, a chat template."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch

from export import cases
from export.chat import asked, template_of
from export.encoder_decoder import DecoderShape
from export.generation import generated, stops_of
from export.language_model import embed_graph, language_graph, vision_graph
from export.processors import image_of_tiles
from export.recipe import Checkpoint, Description, Graph, Input
from models.manifest import Tokens
from models.proof import Case, Proof

CAPTION = "Describe this image briefly."
_TILES = 2  # to a side at most: four and the whole; the makers' sixteen take half a minute on two cores


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    return DecoderShape.of(checkpoint.model.config.text_config)


def graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    """`vision` takes whole tiles, so no patch is masked and no tile is left out."""
    model, shape = checkpoint.model, _shape(checkpoint)
    vision, inner = model.config.vision_config, model.model
    side, cells = vision.image_size, vision.image_size // vision.patch_size

    def see(pixels: torch.Tensor) -> Any:
        mask = torch.ones((pixels.shape[0], cells, cells), dtype=torch.bool)
        hidden = inner.vision_model(pixel_values=pixels, patch_attention_mask=mask).last_hidden_state
        return inner.connector(hidden)

    def speak(embeddings: Any, positions: Any, mask: Any, cache: Any) -> Any:
        hidden = inner.text_model(
            inputs_embeds=embeddings, position_ids=positions, attention_mask=mask, cache=cache, use_cache=True
        ).last_hidden_state
        return model.lm_head(hidden[:, -1:])

    pixels = Input("pixel_values", ("batch", 3, side, side))
    return (
        vision_graph(
            model, see, inputs=(pixels,), outputs={"image_features": ("batch", _places(checkpoint), shape.width)}
        ),
        embed_graph(model, inner.text_model.get_input_embeddings(), shape),
        language_graph(model, speak, shape),
    )


def _places(checkpoint: Checkpoint) -> int:
    config = checkpoint.model.config
    cells: int = config.vision_config.image_size // config.vision_config.patch_size
    return cells**2 // config.scale_factor**2


def _longest(checkpoint: Checkpoint) -> int:
    side: int = checkpoint.model.config.vision_config.image_size
    return min(int(checkpoint.image_processor.size["longest_edge"]), _TILES * side)


def describe(checkpoint: Checkpoint) -> Description:
    """See `export.recipe.Recipe`."""
    shape, processor = _shape(checkpoint), checkpoint.processor
    rules = checkpoint.model.generation_config
    return Description(
        image=image_of_tiles(checkpoint.image_processor),
        tokens=Tokens(stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=shape.decoding(rules, context=checkpoint.model.config.text_config.max_position_embeddings, new=120),
        prompt=CAPTION,
        languages=("en",),
        options={
            "template": template_of(processor, processor.image_token),
            "longest": _longest(checkpoint),
            "places": _places(checkpoint),
            "edge": processor.fake_image_token,
            "tile": "<row_{row}_col_{column}>",
            "whole": processor.global_image_tag,
        },
    )


def reference_inputs(checkpoint: Checkpoint, case: Case) -> Any:
    """What transformers' own processor makes of the case, with as many tiles as the program has."""
    return checkpoint.processor(
        images=[case.image],
        text=asked(checkpoint.processor, case.text or CAPTION),
        size={"longest_edge": _longest(checkpoint)},
        return_tensors="pt",
    )


def reference(checkpoint: Checkpoint, case: Case) -> Proof:
    """See `export.recipe.Recipe`."""
    return generated(checkpoint.model, reference_inputs(checkpoint, case), case)


def questions(_: Checkpoint, count: int) -> Sequence[Case]:
    """See `export.recipe.Recipe`: captions and questions in turn."""
    return [case if at % 3 else Case(image=case.image) for at, case in enumerate(cases.questions(count))]
