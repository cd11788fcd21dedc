"""A checkpoint folder to a model in memory: safetensors, no code of the checkpoint's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch

from export.errors import CheckpointError, PickleRefused
from export.recipe import Checkpoint

_PICKLES = ("*.bin", "*.pt", "*.pth", "*.ckpt")


def architectures(path: Path) -> tuple[str, ...]:
    """What config.json calls the model. Raises CheckpointError."""
    try:
        config = json.loads((path / "config.json").read_text("utf-8"))
    except FileNotFoundError as error:
        raise CheckpointError(f"{path} has no config.json, so it is no checkpoint.") from error
    except (OSError, ValueError) as error:
        raise CheckpointError(f"The config.json of {path} cannot be read: {error}") from error
    if not isinstance(config, dict):
        raise CheckpointError(f"The config.json of {path} is no object.")
    return tuple(str(name) for name in config.get("architectures") or ())


def options(path: Path, *, allow_pickle: bool) -> Mapping[str, Any]:
    """What every `from_pretrained` of this checkpoint is called with. Raises PickleRefused, CheckpointError."""
    common: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
    if any(path.glob("*.safetensors")):
        return {**common, "use_safetensors": True}
    pickles = sorted(file.name for pattern in _PICKLES for file in path.glob(pattern))
    if not pickles:
        raise CheckpointError(f"{path} has no weights.")
    if not allow_pickle:
        raise PickleRefused(pickles[0])
    return {**common, "use_safetensors": False, "weights_only": True}


def load(kind: Any, path: Path, how: Mapping[str, Any], *, processor: Any = None, tokeniser: Any = None) -> Checkpoint:
    """`kind.from_pretrained`, with a processor (or a tokeniser and a picture processor) by the classes given."""
    model = kind.from_pretrained(str(path), dtype=torch.float32, attn_implementation="eager", **how).eval()
    made = processor.from_pretrained(str(path), local_files_only=True) if processor is not None else None
    words = tokeniser.from_pretrained(str(path), local_files_only=True) if tokeniser is not None else None
    pictures = getattr(made, "image_processor", None)
    return Checkpoint(path, model, made, words or getattr(made, "tokenizer", None), pictures)


def licence(checkpoint: Path) -> str:
    """What its card names, or unknown."""
    card = checkpoint / "README.md"
    if not card.exists():
        return "unknown"
    found = re.search(r"^license:\s*(\S+)", card.read_text("utf-8", "replace")[:5000], re.MULTILINE)
    return found[1] if found else "unknown"
