"""Tiny random checkpoints with real tokenisers, for tests: seconds to export, and answers that are not one word again
and again."""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch

SIDE, PATCH = 32, 8  # pixels
VISION: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "image_size": SIDE,
    "patch_size": PATCH,
}
TEXT: dict[str, Any] = {
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "intermediate_size": 64,
    "max_position_embeddings": 64,
}
WORDS = (
    "a the of is are in on what how many there picture red blue green circle square line page text sign left right two "
    "three man woman dog cat screen window button says with and beside under noise shapes column does"
).split()


def randomise(model: Any, *, seed: int = 0, spread: float = 2.0) -> Any:
    """Weights with a spread large enough that greedy text varies; biases too, so that none can be forgotten."""
    random = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.ndim >= 2:
                is_table = any(part in name for part in ("embed", "wte", "wpe", "position"))
                scale = 1.0 if is_table else spread / weight[0].numel() ** 0.5
                weight.copy_(torch.randn(weight.shape, generator=random) * scale)
            elif weight.ndim == 1 and "bias" in name:
                weight.copy_(torch.randn(weight.shape, generator=random) * 0.1)
    return model.eval()


def wordpiece(*more: str, words: Iterable[str] = WORDS) -> Any:
    """A BERT tokeniser of some hundred pieces; `more`: special tokens after the usual ones; `words`: whole ones."""
    from transformers import BertTokenizer

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = [*string.ascii_lowercase, *string.digits, *"?.,!'-"]
    pieces = [*special, *letters, *(f"##{letter}" for letter in letters), *(w for w in words if len(w) > 1)]
    tokeniser = BertTokenizer(vocab={piece: at for at, piece in enumerate(dict.fromkeys(pieces))})
    if more:
        tokeniser.add_special_tokens({"additional_special_tokens": list(more)})
    return tokeniser


def byte_pairs(*special: str, end: str = "<|endoftext|>") -> Any:
    """A byte-level tokeniser as GPT-2's, of 256 bytes, some hundred pairs and `special`."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    inner = Tokenizer(models.BPE())
    inner.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    inner.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=400,
        special_tokens=[end, *special],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    inner.train_from_iterator([" ".join(WORDS)] * 4, trainer)
    return PreTrainedTokenizerFast(tokenizer_object=inner, bos_token=end, eos_token=end, pad_token=end, unk_token=end)


def gemma(kind: Any = None) -> Any:
    """Gemma's tokeniser: letters, pieces of words, bytes. `kind`: its class; else that of SigLIP 2, which is lower case
    and ends each text."""
    from transformers import Siglip2Tokenizer

    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<mask>"]
    letters = [*string.ascii_lowercase, *string.digits, *"?.,!'-▁"]
    vocab = {piece: at for at, piece in enumerate([*special, *(f"<0x{byte:02X}>" for byte in range(256)), *letters])}
    merges: list[tuple[str, str]] = []
    for word in WORDS:
        have = "▁"
        for letter in word:
            if (have, letter) not in merges:
                merges.append((have, letter))
            have += letter
            vocab.setdefault(have, len(vocab))
    if kind is not None:
        return kind(vocab=vocab, merges=merges)
    return Siglip2Tokenizer(vocab=vocab, merges=merges, add_bos_token=False, add_eos_token=True, padding_side="right")


def whisper(*special: str) -> Any:
    """Whisper's byte-level tokeniser with its `special` tokens after <|endoftext|>."""
    from transformers import WhisperTokenizer

    inner = json.loads(byte_pairs().backend_tokenizer.to_str())["model"]
    pieces = [*(piece for piece in inner["vocab"] if not piece.startswith("<|")), "<|endoftext|>"]
    merges = [tuple(each) for each in inner["merges"]]
    tokeniser = WhisperTokenizer(vocab={piece: at for at, piece in enumerate(pieces)}, merges=merges)
    tokeniser.add_special_tokens({"additional_special_tokens": list(special)})
    return tokeniser


def unigrams() -> Any:
    """T5's tokeniser of words and letters."""
    from transformers import T5Tokenizer

    special = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -4.0)]
    letters = [(letter, -6.0) for letter in (*string.ascii_lowercase, *string.digits, *"?.,!'-")]
    words = [(f"▁{word}", -3.0) for word in dict.fromkeys(WORDS)]
    return T5Tokenizer(vocab=[*special, *letters, *words, ("<extra_id_0>", 0.0)], extra_ids=1)


def bart(*special: str, **named: str) -> Any:
    """BART's byte-level tokeniser; `special`: tokens after its own, of which `named` gives some an attribute."""
    from transformers import BartTokenizer

    inner = json.loads(byte_pairs().backend_tokenizer.to_str())["model"]
    own = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    pieces = [*own, *(piece for piece in inner["vocab"] if not piece.startswith("<|"))]
    merges = [tuple(each) for each in inner["merges"]]
    tokeniser = BartTokenizer(
        vocab={piece: at for at, piece in enumerate(pieces)}, merges=merges, extra_special_tokens=named
    )
    tokeniser.add_special_tokens(
        {"additional_special_tokens": [each for each in special if each not in named.values()]}
    )
    return tokeniser


def save(path: Path, *parts: Any) -> None:
    """Everything with `save_pretrained`, as a checkpoint is laid out."""
    for part in parts:
        part.save_pretrained(str(path))
