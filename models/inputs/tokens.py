"""Text to token ids and back, by the tokenizers library."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from models.errors import ModelDamaged
from models.limits import TOKENISER_BYTES
from models.words import N_


class Tokeniser:
    """A tokenizer.json. Pads and truncates nothing by itself.

    What a user or a screen says is text: where it spells a special token, it is not taken for one.
    """

    def __init__(self, path: Path, model: str) -> None:
        """`model` is what messages call the model. Raises ModelDamaged."""
        from tokenizers import Tokenizer

        try:
            if path.stat().st_size > TOKENISER_BYTES:
                raise ValueError("too large")
            self._tokenizer = Tokenizer.from_file(str(path))
        except Exception as error:  # the library raises bare Exception
            raise ModelDamaged(model, N_("Its file {file} is no tokenizer."), file=path.name) from error
        self._model, self._name = model, path.name
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._tokenizer.encode_special_tokens = True

    def encode(self, text: str, *, special: bool = False, longest: int | None = None) -> list[int]:
        """Ids; with the model's own first and last tokens where `special`. A text longer than `longest` is cut, and
        keeps those. Raises ModelDamaged."""
        if longest is not None and special:
            room = longest - self._tokenizer.num_special_tokens_to_add(False)
            ids = self._ids(text, special=False)
            if len(ids) > room:
                self._tokenizer.enable_truncation(longest)
                try:
                    return self._ids(text, special=True)
                finally:
                    self._tokenizer.no_truncation()
        return self._ids(text, special=special)[:longest]

    def encode_template(self, text: str) -> list[int]:
        """Ids of text that this program or the model's makers wrote, with the special tokens that it names."""
        self._tokenizer.encode_special_tokens = False
        try:
            return self._ids(text, special=False)
        finally:
            self._tokenizer.encode_special_tokens = True

    def _ids(self, text: str, *, special: bool) -> list[int]:
        try:
            return list(self._tokenizer.encode(text, add_special_tokens=special).ids)
        except Exception as error:  # the library raises bare Exception
            raise ModelDamaged(self._model, N_("Its file {file} is no tokenizer."), file=self._name) from error

    def decode(self, ids: Sequence[int]) -> str:
        """Text without special tokens."""
        text: str = self._tokenizer.decode(list(ids), skip_special_tokens=True)
        return text
