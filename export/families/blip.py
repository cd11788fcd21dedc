"""BLIP (https://arxiv.org/abs/2201.12086): captions, answers, image-text matching."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from transformers import (
    BlipConfig,
    BlipForConditionalGeneration,
    BlipForImageTextRetrieval,
    BlipForQuestionAnswering,
    BlipImageProcessorPil,
    BlipProcessor,
)

from export import cases, tiny
from export.caches import crossed, padding
from export.cross_encoder import cross_description, cross_graphs, cross_reference
from export.encoder_decoder import CROSS, CrossKeys, DecoderShape, decoder_graph, encoder_graph
from export.generation import generated
from export.loading import load
from export.processors import image_of
from export.recipe import Checkpoint, Description, Graph, Input, Recipe
from models.manifest import Decoding, Tokens
from models.proof import Case, Proof

_PICTURE = "picture.{layer}.{part}"
_MASK = Input("attention_mask", ("batch", "words"), "ones")


def _shape(checkpoint: Checkpoint) -> DecoderShape:
    text = checkpoint.model.config.text_config
    return DecoderShape(
        layers=text.num_hidden_layers,
        heads=text.num_attention_heads,
        head_dim=text.hidden_size // text.num_attention_heads,
        width=text.encoder_hidden_size,
        vocabulary=text.vocab_size,
    )


def _pixels(checkpoint: Checkpoint) -> Input:
    side = checkpoint.model.config.vision_config.image_size
    return Input("pixel_values", ("batch", 3, side, side))


def _ids(checkpoint: Checkpoint) -> Input:
    return Input("input_ids", ("batch", "words"), "ids", below=checkpoint.model.config.text_config.vocab_size)


def _decode(checkpoint: Checkpoint) -> Any:
    decoder = checkpoint.model.text_decoder

    def decode(ids: Any, _: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        return decoder(
            input_ids=ids,
            attention_mask=mask,
            encoder_hidden_states=hidden,
            cache=cache,
            use_cache=True,
            is_decoder=True,
            logits_to_keep=1,
        ).logits

    return decode


def _decoding(checkpoint: Checkpoint, *, new: int) -> Decoding:
    shape = _shape(checkpoint)
    return shape.decoding(
        checkpoint.model.generation_config,
        context=checkpoint.model.config.text_config.max_position_embeddings,
        new=new,
        cross=CROSS,
    )


@contextmanager
def _endless(checkpoint: Checkpoint) -> Iterator[None]:
    """BLIP passes its own stop token to `generate`, so it is taken away where it stands."""
    text = checkpoint.model.config.text_config
    stop, text.sep_token_id = text.sep_token_id, None
    try:
        yield
    finally:
        text.sep_token_id = stop


def _caption_graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    model, decode, shape = checkpoint.model, _decode(checkpoint), _shape(checkpoint)

    def encode(pixels: torch.Tensor) -> torch.Tensor:
        hidden: torch.Tensor = model.vision_model(pixel_values=pixels).last_hidden_state
        return hidden

    return (
        encoder_graph("encoder", model, encode, decode, inputs=[_pixels(checkpoint)], shape=shape),
        decoder_graph(model, decode, shape),
    )


def _caption_description(checkpoint: Checkpoint) -> Description:
    text = checkpoint.model.config.text_config
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(start=(text.bos_token_id,), stop=(text.sep_token_id,), pad=text.pad_token_id),
        decoder=_decoding(checkpoint, new=30),
        prompt="a picture of",  # the captions that BLIP was trained on begin so
    )


def _caption_reference(checkpoint: Checkpoint, case: Case) -> Proof:
    text = case.text or "a picture of"
    inputs = checkpoint.processor(images=case.image, text=text, return_tensors="pt")
    with _endless(checkpoint):
        return generated(checkpoint.model, inputs, case, inner=checkpoint.model.text_decoder)


def _answer_graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    """The question attends to the picture through keys and values that depend on the picture alone: `vision` makes
    them, so that a second question pays for its words only."""
    model, decode, shape = checkpoint.model, _decode(checkpoint), _shape(checkpoint)

    def see(pixels: torch.Tensor) -> Any:
        return model.vision_model(pixel_values=pixels).last_hidden_state

    def attend(ids: Any, _: Any, mask: Any, hidden: Any, cache: Any) -> Any:
        return model.text_encoder(input_ids=ids, attention_mask=mask, encoder_hidden_states=hidden, cache=cache)[0]

    def ask(ids: torch.Tensor, mask: torch.Tensor, *picture: torch.Tensor) -> Any:
        seen = torch.zeros((ids.shape[0], picture[0].shape[2], shape.width))  # only its size counts
        return attend(ids, None, padding(mask), seen, crossed((), picture))

    inputs = [_ids(checkpoint), _MASK, *shape.inputs(_PICTURE, "patches")]
    return (
        Graph("vision", CrossKeys(model, see, attend), (_pixels(checkpoint),), shape.outputs(_PICTURE, "patches")),
        encoder_graph("question", model, ask, decode, inputs=inputs, shape=shape),
        decoder_graph(model, decode, shape),
    )


def _answer_description(checkpoint: Checkpoint) -> Description:
    text = checkpoint.model.config.text_config
    return Description(
        image=image_of(checkpoint.image_processor),
        tokens=Tokens(
            start=(checkpoint.model.decoder_start_token_id,), stop=(text.sep_token_id,), pad=text.pad_token_id
        ),
        decoder=_decoding(checkpoint, new=20),
    )


def _answer_reference(checkpoint: Checkpoint, case: Case) -> Proof:
    inputs = checkpoint.processor(images=case.image, text=case.text, return_tensors="pt")
    with _endless(checkpoint):
        return generated(checkpoint.model, inputs, case, inner=checkpoint.model.text_decoder)


def _match_graphs(checkpoint: Checkpoint) -> Sequence[Graph]:
    return cross_graphs(checkpoint, pixels=_pixels(checkpoint), texts=(_ids(checkpoint), _MASK))


def _tiny(kind: Any) -> Any:
    def make(path: Path) -> None:
        tokeniser = tiny.wordpiece("[DEC]", "[ENC]")
        ids = tokeniser.convert_tokens_to_ids
        text = {
            **tiny.TEXT,
            "vocab_size": len(tokeniser),
            "encoder_hidden_size": 48,
            "projection_dim": 16,
            "bos_token_id": ids("[DEC]"),
            "eos_token_id": ids("[UNK]"),  # in BLIP a token that never stops anything; SEP does
            "sep_token_id": ids("[SEP]"),
            "pad_token_id": ids("[PAD]"),
        }
        vision = {**tiny.VISION, "hidden_size": 48}
        if kind is BlipForQuestionAnswering:  # its decoder attends to the question encoder, of the text's width
            text["encoder_hidden_size"], vision["hidden_size"] = 32, 32
        config = BlipConfig(text_config=text, vision_config=vision, projection_dim=16, image_text_hidden_size=16)
        model = tiny.randomise(kind(config))
        processor = BlipProcessor(BlipImageProcessorPil(size={"height": tiny.SIDE, "width": tiny.SIDE}), tokeniser)
        tiny.save(path, model, processor)

    return make


def _load(kind: Any) -> Any:
    def read(path: Path, how: Mapping[str, Any]) -> Checkpoint:
        return load(kind, path, how, processor=BlipProcessor)

    return read


def _captions(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.captions(count, "there is a")


def _questions(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.questions(count)


def _matches(_: Checkpoint, count: int) -> Sequence[Case]:
    return cases.matches(count)


RECIPES = (
    Recipe(
        "blip",
        "caption",
        ("BlipForConditionalGeneration",),
        tiny=_tiny(BlipForConditionalGeneration),
        load=_load(BlipForConditionalGeneration),
        graphs=_caption_graphs,
        describe=_caption_description,
        reference=_caption_reference,
        cases=_captions,
    ),
    Recipe(
        "blip",
        "answer",
        ("BlipForQuestionAnswering",),
        tiny=_tiny(BlipForQuestionAnswering),
        load=_load(BlipForQuestionAnswering),
        graphs=_answer_graphs,
        describe=_answer_description,
        reference=_answer_reference,
        cases=_questions,
    ),
    Recipe(
        "blip",
        "match",
        ("BlipForImageTextRetrieval",),
        tiny=_tiny(BlipForImageTextRetrieval),
        load=_load(BlipForImageTextRetrieval),
        graphs=_match_graphs,
        describe=cross_description,
        reference=cross_reference,
        cases=_matches,
    ),
)
