"""Trains the icon labeller: `python -m export.train.icons.train --icons NPM --pictures DIR --out CHECKPOINT`.

NPM holds the packages @iconify-json/* of `export.train.icons.sets`, one folder each; DIR any photos and drawings.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn import functional
from transformers import ViTImageProcessorPil

from export.icon_network import IconLabellerConfig, IconLabellerForImageClassification
from export.train.icons.data import CHECKED, Crops, foreign, known, training
from export.train.icons.drawing import SIDE
from export.train.icons.sets import concepts, load

UNKNOWN = ""
"""The label of what is outside of the concepts."""
_MOST_FOREIGN = 0.04  # of what is foreign in the sets of the check that may be named
_LEAST_RIGHT = 0.96  # of what is named
_BATCH = 192


@dataclass(frozen=True)
class Said:
    """What would be said of crops: the probability of each best label, whether it is one, whether it is right."""

    sure: np.ndarray
    named: np.ndarray
    right: np.ndarray

    @classmethod
    def of(cls, chances: np.ndarray, labels: np.ndarray) -> Said:
        """`chances`: (count, concepts + 1). Concepts of one label count together."""
        names = [concept.label for concept in concepts()] + [UNKNOWN]
        distinct = sorted(set(names))
        joined = np.zeros((len(chances), len(distinct)), chances.dtype)
        for at, name in enumerate(names):
            joined[:, distinct.index(name)] += chances[:, at]
        best = joined.argmax(1)
        truth = np.array([distinct.index(names[label]) for label in labels])
        return cls(joined.max(1), best != distinct.index(UNKNOWN), best == truth)

    def named_from(self, threshold: float) -> float:
        """The share that is named from that probability on."""
        return float((self.named & (self.sure >= threshold)).mean())


def untrained() -> IconLabellerForImageClassification:
    """A labeller of the concepts that knows nothing yet."""
    return IconLabellerForImageClassification(IconLabellerConfig(image_size=SIDE, **_names()))


def _names() -> dict[str, Any]:
    """Of the network's outputs, as transformers wants them."""
    names = [concept.label for concept in concepts()] + [UNKNOWN]
    return {"id2label": dict(enumerate(names)), "label2id": {str(at): at for at in range(len(names))}}


def fit(model: IconLabellerForImageClassification, crops: Crops, *, epochs: float, rate: float, seed: int) -> None:
    """Trains on these crops; every line of progress goes to standard error."""
    torch.manual_seed(seed)
    model.to(memory_format=torch.channels_last)
    steps = max(1, int(epochs * len(crops) / _BATCH))
    optimiser = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    pixels, labels = torch.from_numpy(crops.pixels), torch.from_numpy(crops.labels)
    order = torch.randperm(len(crops))
    model.train()
    began, total = time.monotonic(), 0.0
    for step in range(steps):
        at = step * _BATCH % len(crops)
        chosen = order[at : at + _BATCH]
        if at + 2 * _BATCH > len(crops):
            order = torch.randperm(len(crops))
        batch = shifted(pixels[chosen].permute(0, 3, 1, 2).float() / 255)
        loss = functional.cross_entropy(model(batch).logits, labels[chosen], label_smoothing=0.05)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        total += loss.item()
        if step % 200 == 199:
            seconds = time.monotonic() - began
            print(f"step {step + 1} of {steps}: loss {total / 200:.3f}, {seconds:.0f} s", file=sys.stderr, flush=True)
            total = 0.0
    model.eval()


def shifted(batch: torch.Tensor) -> torch.Tensor:
    """All of a batch moved by a pixel or none, as boxes of icons are found a little off."""
    x, y = (int(torch.randint(-1, 2, ())) for _ in range(2))
    return functional.pad(batch, (1, 1, 1, 1), mode="replicate")[:, :, 1 + y : 1 + y + SIDE, 1 + x : 1 + x + SIDE]


def probabilities(model: torch.nn.Module, crops: Crops) -> np.ndarray:
    """(count, concepts + 1)."""
    made = []
    with torch.no_grad():
        for at in range(0, len(crops), 500):
            batch = torch.from_numpy(crops.pixels[at : at + 500]).permute(0, 3, 1, 2).float() / 255
            made.append(model(batch).logits.softmax(1).numpy())
    return np.concatenate(made)


def threshold_of(ours: Said, theirs: Said) -> float:
    """The least probability from which on at most `_MOST_FOREIGN` of what is foreign is named, and `_LEAST_RIGHT` of
    what is named is right."""
    for at in np.arange(0.3, 0.96, 0.01):
        said = (ours.sure >= at) & ours.named
        if theirs.named_from(at) <= _MOST_FOREIGN and ours.right[said].mean() >= _LEAST_RIGHT:
            return round(float(at), 2)
    return 0.96


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--icons", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--go-on", action="store_true", help="with the network in OUT")
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--part", type=float, default=1.0, help="of the icons, for a quick run")
    asked = parser.parse_args(arguments)
    pictures = sorted(path for path in asked.pictures.rglob("*") if path.suffix in (".jpg", ".png"))
    began = time.monotonic()
    model = IconLabellerForImageClassification.from_pretrained(asked.out) if asked.go_on else untrained()
    if asked.epochs:
        crops = training(asked.icons, pictures[::2], part=asked.part, seed=asked.seed)
        print(f"{len(crops)} crops of {len(concepts())} concepts, {time.monotonic() - began:.0f} s", file=sys.stderr)
        fit(model, crops, epochs=asked.epochs, rate=asked.rate, seed=asked.seed)
    model.config.id2label = _names()["id2label"]  # those that are silent may have changed
    model.eval()
    icons = load(asked.icons, CHECKED)
    ours, theirs = known(icons), foreign(icons, pictures[1::2])
    sure = Said.of(probabilities(model, ours), ours.labels)
    odd = Said.of(probabilities(model, theirs), theirs.labels)
    threshold = threshold_of(sure, odd)
    said = sure.named & (sure.sure >= threshold)
    figures = {
        "threshold": round(threshold, 3),
        "check_named": round(float(said.mean()), 4),
        "check_right_of_named": round(float(sure.right[said].mean()), 4),
        "check_foreign_named": round(odd.named_from(threshold), 4),
        "seconds": round(time.monotonic() - began),
    }
    model.config.threshold = threshold
    model.config.most = 1
    model.save_pretrained(asked.out)
    side = {"height": SIDE, "width": SIDE}
    ViTImageProcessorPil(size=side, do_normalize=False).save_pretrained(asked.out)
    (asked.out / "README.md").write_text("---\nlicense: apache-2.0\n---\nSee CARD.md of the exported model.\n")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
