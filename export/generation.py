"""What PyTorch generates, to compare with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch

from export.errors import RecipeError
from models.proof import Case, Proof


def generated(model: Any, inputs: Mapping[str, Any], case: Case, *, inner: Any = None) -> Proof:
    """The tokens that `model.generate` makes, exactly `case.new_tokens`, and the logits they come from.

    `inner`: the part whose `generate` it calls in turn, such as BLIP's text decoder. Stop tokens and lengths are set
    aside for the call, the other rules kept.
    """
    kept = []
    for each in {id(part): part for part in (model, inner) if part is not None}.values():
        config = each.generation_config
        kept.append((config, {name: getattr(config, name) for name in _ASIDE}))
        for name in _ASIDE:
            setattr(config, name, None)
    try:
        with torch.no_grad():
            result = model.generate(
                **inputs,
                do_sample=False,
                num_beams=case.beams,
                max_new_tokens=case.new_tokens,
                min_new_tokens=case.new_tokens,
                return_dict_in_generate=True,
                output_logits=True,
            )
    finally:
        for config, values in kept:
            for name, value in values.items():
                setattr(config, name, value)
    tokens = tuple(int(token) for token in result.sequences[0, -case.new_tokens :])
    if case.beams > 1:
        return Proof(tokens, np.zeros(0, np.float32))
    logits = torch.stack(result.logits, 1)[0].numpy().astype(np.float32)
    return Proof(tokens, logits)


_KNOWN = {
    "beams": ("num_beams", 1),
    "length_penalty": ("length_penalty", 1.0),
    "early_stopping": ("early_stopping", False),
    "repetition_penalty": ("repetition_penalty", 1.0),
    "no_repeat_ngram": ("no_repeat_ngram_size", 0),
}
_UNKNOWN = {
    "encoder_repetition_penalty": 1.0,
    "encoder_no_repeat_ngram_size": 0,
    "bad_words_ids": None,
    "force_words_ids": None,
    "constraints": None,
    "sequence_bias": None,
    "exponential_decay_length_penalty": None,
    "guidance_scale": 1.0,
}


def rules_of(config: Any) -> dict[str, Any]:
    """The generation config's rules by the names they have in `models.manifest.Decoding`.

    Sampling is left out: what is said must not differ from one time to the next. Raises RecipeError for a rule that
    `models.decoding` does not have.
    """
    for name, harmless in _UNKNOWN.items():
        if getattr(config, name, None) not in (None, harmless):
            raise RecipeError(f"The checkpoint asks for {name}, which is not known here.")
    if config.early_stopping not in (None, True, False):
        raise RecipeError(f"The checkpoint asks for early_stopping={config.early_stopping}, which is not known here.")
    found = {ours: getattr(config, theirs, None) for ours, (theirs, _) in _KNOWN.items()}
    return {ours: _KNOWN[ours][1] if value is None else value for ours, value in found.items()}


def stops_of(config: Any) -> tuple[int, ...]:
    """The generation config's stop tokens. Raises RecipeError where it has none."""
    stop = config.eos_token_id
    if stop is None:
        raise RecipeError("The checkpoint does not say which token ends a text.")
    return tuple(stop) if isinstance(stop, list) else (stop,)


_ASIDE = ("eos_token_id", "forced_eos_token_id", "max_length", "min_length")
