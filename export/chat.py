"""A checkpoint's chat template taken apart around the picture and the question, so that no template runs later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from export.errors import RecipeError

_QUESTION = "QQQQ"


def template_of(processor: Any, image: str) -> dict[str, str]:
    """A `models.networks.chat.Template` of a processor or tokeniser; `image`: its token for a picture.

    Raises RecipeError where it has none, or one that does not put one picture before the question.
    """
    content = [{"type": "image"}, {"type": "text", "text": _QUESTION}]
    try:
        text = processor.apply_chat_template(
            [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False, enable_thinking=False
        )
    except (ValueError, AttributeError) as error:
        raise RecipeError(f"The checkpoint has no chat template that can be used: {error}") from error
    before, found, rest = text.partition(image)
    between, asked, after = rest.partition(_QUESTION)
    if not found or not asked:
        raise RecipeError("The checkpoint's chat template does not put one picture before the question.")
    return {"before": before, "between": between, "after": after, "image": image}


def asked(processor: Any, question: str) -> str:
    """The whole prompt with the question, as the checkpoint's own template makes it."""
    content = [{"type": "image"}, {"type": "text", "text": question}]
    text: str = processor.apply_chat_template(
        [{"role": "user", "content": content}], add_generation_prompt=True, tokenize=False, enable_thinking=False
    )
    return text


def with_template(tokeniser: Any, path: Path) -> Any:
    """The tokeniser with the checkpoint's chat template, which some keep in a file of its own."""
    alone, older = path / "chat_template.jinja", path / "chat_template.json"
    if alone.exists():
        tokeniser.chat_template = alone.read_text("utf-8")
    elif older.exists():
        tokeniser.chat_template = json.loads(older.read_text("utf-8"))["chat_template"]
    return tokeniser
