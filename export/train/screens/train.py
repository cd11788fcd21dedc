"""Trains the screen captioner: `python -m export.train.screens.train --generated DIR --real DIR --out CHECKPOINT`.

DIRs are what `export.train.screens.render` and `export.train.screens.real` wrote.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional
from transformers import PreTrainedTokenizerFast, VisionEncoderDecoderModel

from export.train.screens import store
from export.train.screens.features import computed, varied
from export.train.screens.labels import KINDS, Window
from export.train.screens.network import network, save, tokeniser
from export.train.screens.store import Sample
from export.train.screens.words import caption, questions

_BATCH, _QUESTIONS, _LONGEST = 24, 6, 120
_COPIES = 6  # of a real window, each varied
_IGNORED = -100


class Texts:
    """Packs a window's caption and some of its questions into one row, each blind to the others."""

    def __init__(self, words: PreTrainedTokenizerFast) -> None:
        self._words = words
        self._kept: dict[str, list[int]] = {}

    def _ids(self, text: str) -> list[int]:
        if text not in self._kept:
            self._kept[text] = self._words.encode(text, add_special_tokens=False)
        return self._kept[text]

    def row(self, sample: Sample, rng: random.Random) -> tuple[list[int], list[int], list[int]]:
        """Ids, what follows each (or `_IGNORED`), and which text each belongs to."""
        start, end = self._words.bos_token_id, self._words.eos_token_id
        pairs: list[tuple[list[int], list[int]]] = []
        if sample.window is None:  # only its kind is known
            kind = KINDS[sample.kinds[0]]
            pairs.append(([], self._ids(kind)))
            pairs.append((self._ids("what kind of window is this ?"), [*self._ids(kind), end]))
        else:
            pairs.append(([], [*self._ids(caption(sample.window, sample.size)), end]))
            for asked, answer in questions(sample.window, sample.pixels, rng, _QUESTIONS, real=sample.is_real):
                words = self._ids(f"{asked} ?")
                if answer.startswith("i can") and rng.random() < 0.5:
                    words = [word if rng.random() < 0.7 else self._words.unk_token_id for word in words]
                pairs.append((words, [*self._ids(answer), end]))
        ids: list[int] = []
        follow: list[int] = []
        group: list[int] = []
        for at, (before, after) in enumerate(pairs):
            row = [start, *before, *after]
            if len(ids) + len(row) - 1 > _LONGEST:
                break
            ids += row[:-1]
            follow += [_IGNORED] * len(before) + after
            group += [at] * (len(row) - 1)
        return ids, follow, group


def batch_of(
    rows: Sequence[tuple[list[int], list[int], list[int]]], pad: int
) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """ids, labels, positions (batch, length) and the additive mask (batch, 1, length, length)."""
    longest = max(len(ids) for ids, _, _ in rows)
    ids = torch.full((len(rows), longest), pad)
    labels = torch.full((len(rows), longest), _IGNORED)
    groups = torch.full((len(rows), longest), -1)
    positions = torch.zeros((len(rows), longest), dtype=torch.long)
    for at, (own, follow, group) in enumerate(rows):
        ids[at, : len(own)], labels[at, : len(own)] = torch.tensor(own), torch.tensor(follow)
        groups[at, : len(own)] = torch.tensor(group)
        begins = [group.index(one) for one in group]
        positions[at, : len(own)] = torch.arange(len(own)) - torch.tensor(begins)
    seen = (groups[:, :, None] == groups[:, None, :]) & torch.ones(longest, longest, dtype=torch.bool).tril()
    mask = torch.zeros(seen.shape).masked_fill(~seen, torch.finfo(torch.float32).min)[:, None]
    return ids, labels, positions, mask


def logits_of(
    model: VisionEncoderDecoderModel,
    features: torch.Tensor,
    ids: torch.Tensor,
    positions: torch.Tensor,
    mask: torch.Tensor,
) -> torch.Tensor:
    """(batch, length, words)."""
    hidden = model.encoder.neck(features)
    return model.decoder(
        input_ids=ids, position_ids=positions, attention_mask=mask, encoder_hidden_states=hidden, use_cache=False
    ).logits


def fit(
    model: VisionEncoderDecoderModel,
    samples: Sequence[Sample],
    features: NDArray[np.float16],
    *,
    epochs: float,
    rate: float = 7e-4,
    seed: int = 0,
) -> None:
    """Trains neck and decoder on these windows and what the backbone makes of them. Progress to standard error."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    texts, pad = Texts(tokeniser()), model.config.pad_token_id
    wanted = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimiser = torch.optim.AdamW(wanted, rate, weight_decay=0.05, betas=(0.9, 0.98))
    steps = max(1, math.ceil(epochs * len(samples) / _BATCH))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    model.train()
    model.encoder.backbone.eval()
    order: list[int] = []
    began, total = time.monotonic(), 0.0
    for step in range(steps):
        if len(order) < _BATCH:
            order = rng.sample(range(len(samples)), len(samples))
        chosen, order = order[:_BATCH], order[_BATCH:]
        ids, labels, positions, mask = batch_of([texts.row(samples[at], rng) for at in chosen], pad)
        seen = torch.from_numpy(features[chosen].astype(np.float32))
        logits = logits_of(model, seen, ids, positions, mask)
        loss = functional.cross_entropy(logits.flatten(0, 1), labels.flatten(), ignore_index=_IGNORED)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(wanted, 1.0)
        optimiser.step()
        schedule.step()
        total += loss.item()
        if step % 50 == 49:
            seconds = time.monotonic() - began
            print(f"step {step + 1} of {steps}: loss {total / 50:.3f}, {seconds:.0f} s", file=sys.stderr, flush=True)
            total = 0.0
    model.eval()


def gathered(
    generated: Path, real: Path | None, *, seed: int = 0, most: int | None = None, copies: int = _COPIES
) -> list[Sample]:
    """The windows to learn from: all generated ones, and varied copies of the real ones."""
    rng = random.Random(seed)
    samples = list(store.read(generated))
    if most is not None:
        samples = rng.sample(samples, min(most, len(samples)))
    if real is not None:
        for sample in store.read_real(real):
            samples.append(sample)
            samples += [varied(sample, rng) for _ in range(copies - 1)]
    samples += [nothing(rng) for _ in range(len(samples) // 25)]
    return samples


def nothing(rng: random.Random) -> Sample:
    """A picture of no window in particular: one colour, a gradient, stripes, checks, a grid, noise, a few shapes."""
    draws = np.random.default_rng(rng.randrange(1 << 30))
    side = store.SIDE
    first, second = draws.integers(0, 256, 3), draws.integers(0, 256, 3)
    across = np.linspace(0, 1, side)
    field = rng.choice((np.add.outer(across, across) / 2, np.add.outer(across, 0 * across), np.zeros((side, side))))
    kind = rng.random()
    if kind < 0.25:
        field = (np.add.outer(across, across * rng.random()) * rng.randint(4, 60)) % 2 > 1
    elif kind < 0.4:
        cells = np.arange(side) * rng.randint(4, 40) // side
        field = np.add.outer(cells, cells) % 2
    elif kind < 0.55:
        lines = np.arange(side) % rng.randint(8, 90) < rng.randint(1, 3)
        field = np.logical_or.outer(lines, lines)
    elif kind < 0.65:
        field = draws.random((side, side)) * rng.random()
    pixels = (first + (second - first) * np.asarray(field, float)[..., None]).astype(np.uint8)
    for _ in range(rng.choice((0, 0, 1, 3, 8))):
        left, top = rng.randrange(side - 20), rng.randrange(side - 20)
        pixels[top : top + rng.randint(4, 150), left : left + rng.randint(4, 150)] = draws.integers(0, 256, 3)
    return Sample(pixels, (side, side), Window("window", ()), rng.randrange(1 << 30))


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--generated", type=Path, required=True)
    parser.add_argument("--real", type=Path, help="the folder `train` of what real wrote")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=6)
    parser.add_argument("--go-on", action="store_true", help="with the network in OUT")
    parser.add_argument("--rate", type=float, default=7e-4)
    parser.add_argument("--copies", type=int, default=_COPIES, help="of each real window")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most", type=int, help="generated windows, for a quick run")
    parser.add_argument("--hidden", type=int, default=192)
    parser.add_argument("--layers", type=int, default=2)
    asked = parser.parse_args(arguments)
    began = time.monotonic()
    samples = gathered(asked.generated, asked.real, most=asked.most, copies=asked.copies, seed=asked.seed)
    if asked.go_on:
        model = VisionEncoderDecoderModel.from_pretrained(asked.out)
        for parameter in model.encoder.backbone.parameters():
            parameter.requires_grad = False
    else:
        model = network(hidden=asked.hidden, layers=asked.layers)
    features = computed(model, (sample.pixels for sample in samples), len(samples))
    print(f"{len(samples)} windows, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    fit(model, samples, features, epochs=asked.epochs, rate=asked.rate, seed=asked.seed)
    save(model, asked.out)
    figures: dict[str, Any] = {"windows": len(samples), "seconds": round(time.monotonic() - began)}
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
