"""Lines put together as one running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.languages.detect import script
from assistant.languages.wording import cleaned, sentence
from assistant.pipelines.text.directions import turning
from models.types import TextLine

_WITHOUT_SPACES = frozenset(("Han", "Kana", "Thai"))
_SIGNS = re.compile("[\u3000-\u303f\uff01-\uff65]")  # punctuation that brings its own space


def lines_joined(texts: Iterable[str]) -> str:
    """Lines as one text: with a space between them, but not inside of Chinese, Japanese or Thai."""
    text = ""
    for each in texts:
        if not each:
            continue
        is_one = bool(text) and _needs_no_space(text[-1]) and _needs_no_space(each[0])
        text += each if is_one or not text else f" {each}"
    return text


def running(lines: Sequence[TextLine]) -> str:
    """Lines as running text. A line that ends well before the others do ends a sentence: it was not wrapped."""
    turn = turning(lines)
    boxes = [turn(line.box) for line in lines]
    reach = max((box.right for box in boxes), default=0)
    parts = []
    for line, box in zip(lines, boxes, strict=True):
        text = cleaned(line.text)
        wrapped = box.right >= reach - 0.25 * (reach - box.left)
        parts.append(text if wrapped or line is lines[-1] else sentence(text))
    return lines_joined(parts)


def _needs_no_space(sign: str) -> bool:
    return script(sign) in _WITHOUT_SPACES or bool(_SIGNS.match(sign))
