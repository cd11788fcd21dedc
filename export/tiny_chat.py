"""Tiny checkpoints of models that are asked in a conversation about tiles of a picture."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from export import tiny

SPECIAL = (
    "<|im_start|>",
    "<end_of_utterance>",
    "<fake_token_around_image>",
    "<image>",
    "<global-img>",
    *(f"<row_{row}_col_{column}>" for row in range(1, 7) for column in range(1, 7)),
)
TEMPLATE = (  # SmolVLM's
    "<|im_start|>{% for message in messages %}{{message['role'] | capitalize}}"
    "{% if message['content'][0]['type'] == 'image' %}{{':'}}{% else %}{{': '}}{% endif %}"
    "{% for line in message['content'] %}{% if line['type'] == 'text' %}{{line['text']}}"
    "{% elif line['type'] == 'image' %}{{ '<image>' }}{% endif %}{% endfor %}<end_of_utterance>\n{% endfor %}"
    "{% if add_generation_prompt %}{{ 'Assistant:' }}{% endif %}"
)


def ids(tokeniser: Any) -> dict[str, int]:
    """The text model's special tokens."""
    end = tokeniser.convert_tokens_to_ids("<end_of_utterance>")
    start = tokeniser.convert_tokens_to_ids("<|im_start|>")
    return {"bos_token_id": start, "eos_token_id": end, "pad_token_id": tokeniser.pad_token_id}


def processor(pictures: Any, tokeniser: Any, *, side: int, places: int) -> Any:
    """Idefics3's, with tiles of `side` pixels; `pictures`: the class of its picture processor."""
    from transformers import Idefics3Processor

    cut = pictures(size={"longest_edge": 4 * side}, max_image_size={"longest_edge": side})
    return Idefics3Processor(cut, tokeniser, image_seq_len=places, chat_template=TEMPLATE)


def write(path: Path, model: Any, config: Any, pictures: Any) -> None:
    """A tiny checkpoint of the classes `model` and `config`."""
    tokeniser = tiny.byte_pairs(*SPECIAL)
    special = ids(tokeniser)
    text = {
        **tiny.TEXT,
        "model_type": "llama",
        "vocab_size": len(tokeniser),
        "num_key_value_heads": 2,
        "max_position_embeddings": 512,
        **special,
    }
    made = tiny.randomise(
        model(
            config(
                text_config=text,
                vision_config=tiny.VISION,
                image_token_id=tokeniser.convert_tokens_to_ids("<image>"),
                scale_factor=2,
            )
        ),
        spread=3.0,
    )
    made.generation_config.eos_token_id = special["eos_token_id"]
    made.generation_config.pad_token_id = special["pad_token_id"]
    places = (tiny.SIDE // tiny.PATCH) ** 2 // 4
    tiny.save(path, made, processor(pictures, tokeniser, side=tiny.SIDE, places=places))
