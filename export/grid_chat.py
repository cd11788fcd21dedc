"""What the recipes of Qwen's models that see share: a still picture of any size in a conversation.

Their processor asks for torchvision, which its video part needs; so the tokeniser and the picture processor are used
alone, and the place of the picture in the prompt is widened here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers import AutoTokenizer, Qwen2VLImageProcessorPil

from export import cases, tiny
from export.chat import asked, template_of, with_template
from export.generation import generated, stops_of
from export.language_model import vision_graph
from export.loading import load
from export.recipe import Checkpoint, Description, Graph, Input
from models.manifest import Image, Tokens
from models.proof import Case, Proof

CAPTION = "Describe this image briefly."
IMAGE = "<|image_pad|>"
SPECIAL = ("<|im_start|>", "<|im_end|>", "<|vision_start|>", "<|vision_end|>", IMAGE, "<|video_pad|>")
VISION: dict[str, Any] = {
    "depth": 2,
    "hidden_size": 32,
    "out_hidden_size": 32,
    "num_heads": 4,
    "intermediate_size": 64,
    "patch_size": 4,
    "spatial_merge_size": 2,
    "temporal_patch_size": 2,
    "num_position_embeddings": 16,
}
_MOST = 256  # places of a picture; each costs as much as a word, and the makers' limit is 16,384
_TEMPLATE = (  # Qwen's, for one question
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{% for line in message['content'] %}"
    "{% if line['type'] == 'text' %}{{ line['text'] }}{% else %}<|vision_start|><|image_pad|><|vision_end|>{% endif %}"
    "{% endfor %}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def _most(checkpoint: Checkpoint) -> int:
    pictures = checkpoint.image_processor
    side = pictures.patch_size * pictures.merge_size
    return min(int(pictures.size["longest_edge"]), _MOST * side**2)


def seeing(checkpoint: Checkpoint, deep: Sequence[str] = ()) -> Graph:
    """The graph `vision`; `deep`: names of what deeper layers see, beside the features."""
    model, config = checkpoint.model, checkpoint.model.config.vision_config
    width, visual = checkpoint.model.config.text_config.hidden_size, checkpoint.model.model.visual
    depth = config.in_channels * config.temporal_patch_size * config.patch_size**2

    def see(pixels: torch.Tensor, positions: torch.Tensor, taps: torch.Tensor, weights: torch.Tensor) -> Any:
        found = visual(
            pixels,
            grid_thw=None,
            position_ids=positions,
            interp_indices=taps,
            interp_weights=weights,
            cu_seqlens=torch.tensor([0, pixels.shape[0]]),
        )
        return (found.pooler_output, *(found.deepstack_features if deep else ()))

    def positions(sizes: Mapping[str, int], _: torch.Generator) -> torch.Tensor:
        at = torch.arange(sizes["patches"])
        return torch.stack([at // 2, at % 2], 1)

    inputs = (
        Input("pixel_values", ("patches", depth)),
        Input("patch_positions", ("patches", 2), make=positions),
        Input("taps", ("patches", 4), "ids", below=config.num_position_embeddings),
        Input("tap_weights", ("patches", 4)),
    )
    outputs = {"image_features": ("places", width), **dict.fromkeys(deep, ("places", width))}
    vision = vision_graph(model, see, inputs=inputs, outputs=outputs)
    return Graph(
        vision.role,
        vision.module,
        vision.inputs,
        vision.outputs,
        trace_sizes={"patches": 24},
        check_sizes=({"patches": 8}, {"patches": 36}),
    )


def one_picture(attention: Any, turn: Callable[..., Any]) -> Callable[[Checkpoint], AbstractContextManager[Any]]:
    """Every patch attends to every other: there is one picture, so nothing is split by lengths that a trace fixes.
    `attention`: the class whose forward is replaced meanwhile; `turn`: applies the rotary positions."""

    def forward(self: Any, hidden: Any, cu_seqlens: Any = None, position_embeddings: Any = None, **_: Any) -> Any:
        length = hidden.shape[0]
        q, k, v = self.qkv(hidden).reshape(length, 3, self.num_heads, -1).permute(1, 0, 2, 3).unbind(0)
        q, k = turn(q, k, *position_embeddings)
        q, k, v = (each.transpose(0, 1) for each in (q, k, v))
        weights = torch.softmax(q @ k.transpose(1, 2) * self.scaling, -1, dtype=torch.float32)
        return self.proj((weights @ v).transpose(0, 1).reshape(length, -1))

    @contextmanager
    def patched(_: Checkpoint) -> Iterator[None]:
        before, attention.forward = attention.forward, forward
        try:
            yield
        finally:
            attention.forward = before

    return patched


def describe(checkpoint: Checkpoint, shape: Any, **more: Any) -> Description:
    """`more`: of the decoder."""
    rules, pictures, config = checkpoint.model.generation_config, checkpoint.image_processor, checkpoint.model.config
    return Description(
        image=Image(
            height=pictures.patch_size,
            width=pictures.patch_size,
            resample="bicubic",
            rescale=pictures.rescale_factor,
            mean=tuple(pictures.image_mean),
            std=tuple(pictures.image_std),
        ),
        tokens=Tokens(stop=stops_of(rules), pad=rules.pad_token_id),
        decoder=shape.decoding(rules, context=config.text_config.max_position_embeddings, new=120, **more),
        prompt=CAPTION,
        options={
            "template": template_of(checkpoint.tokeniser, IMAGE),
            "width": shape.width,
            "grid": {
                "patch": pictures.patch_size,
                "merge": pictures.merge_size,
                "frames": pictures.temporal_patch_size,
                "least": int(pictures.size["shortest_edge"]),
                "most": _most(checkpoint),
                "table": int(config.vision_config.num_position_embeddings**0.5),
            },
        },
    )


def reference(checkpoint: Checkpoint, case: Case) -> Proof:
    """See `export.recipe.Recipe`."""
    pictures = checkpoint.image_processor
    size = {"shortest_edge": int(pictures.size["shortest_edge"]), "longest_edge": _most(checkpoint)}
    made = pictures(images=[case.image], size=size, return_tensors="pt")
    places = int(made.image_grid_thw.prod()) // pictures.merge_size**2
    prompt = asked(checkpoint.tokeniser, case.text or CAPTION).replace(IMAGE, IMAGE * places)
    words = checkpoint.tokeniser(prompt, add_special_tokens=False, return_tensors="pt")
    inputs = {
        "input_ids": words.input_ids,
        "attention_mask": words.attention_mask,
        "mm_token_type_ids": (words.input_ids == checkpoint.model.config.image_token_id).int(),
        "pixel_values": made.pixel_values,
        "image_grid_thw": made.image_grid_thw,
    }
    checkpoint.model.model.rope_deltas = None  # of the picture before
    return generated(checkpoint.model, inputs, case)


def loading(kind: Any) -> Callable[[Path, Mapping[str, Any]], Checkpoint]:
    """See `export.recipe.Recipe`."""

    def loaded(path: Path, how: Mapping[str, Any]) -> Checkpoint:
        bare = load(kind, path, how, tokeniser=AutoTokenizer)
        pictures = Qwen2VLImageProcessorPil.from_pretrained(str(path), local_files_only=True)
        return Checkpoint(path, bare.model, None, with_template(bare.tokeniser, path), pictures)

    return loaded


def write_tiny(
    path: Path, kind: Any, config: Any, text: Mapping[str, Any], vision: Mapping[str, Any], *, spread: float = 3.0
) -> None:
    """A tiny checkpoint of the classes `kind` and `config`; `text`: beside what all have; `spread`: of the weights."""
    tokeniser = tiny.byte_pairs(*SPECIAL)
    tokeniser.chat_template = _TEMPLATE
    at = tokeniser.convert_tokens_to_ids
    common = {
        **tiny.TEXT,
        "vocab_size": len(tokeniser),
        "num_key_value_heads": 2,
        "max_position_embeddings": 512,
        "pad_token_id": tokeniser.pad_token_id,
    }
    made = config(
        text_config={**common, **text},
        vision_config=dict(vision),
        image_token_id=at(IMAGE),
        video_token_id=at("<|video_pad|>"),
        vision_start_token_id=at("<|vision_start|>"),
        vision_end_token_id=at("<|vision_end|>"),
    )
    model = tiny.randomise(kind(made), spread=spread)
    model.generation_config.eos_token_id = at("<|im_end|>")
    model.generation_config.pad_token_id = tokeniser.pad_token_id
    pictures = Qwen2VLImageProcessorPil(
        size={"shortest_edge": 16 * 16, "longest_edge": 80 * 96}, patch_size=4, temporal_patch_size=2, merge_size=2
    )
    tiny.save(path, model, tokeniser, pictures)


def questions(_: Checkpoint, count: int) -> Sequence[Case]:
    """See `export.recipe.Recipe`: captions and questions in turn."""
    return [case if at % 3 else Case(image=case.image) for at, case in enumerate(cases.questions(count))]
