"""Trains the icon labeller: `python -m export.train.icons.train --icons NPM --pictures DIR --out CHECKPOINT`.

NPM holds the packages @iconify-json/* of `export.train.icons.sets`, one folder each; DIR any photos and drawings.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

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
_BATCH = 192


def fit(crops: Crops, *, epochs: float, rate: float = 4e-3, seed: int = 0) -> IconLabellerForImageClassification:
    """A labeller trained on these crops; every line of progress goes to standard error."""
    torch.manual_seed(seed)
    names = [concept.say for concept in concepts()] + [UNKNOWN]
    model = IconLabellerForImageClassification(
        IconLabellerConfig(
            image_size=SIDE, id2label=dict(enumerate(names)), label2id={name: at for at, name in enumerate(names)}
        )
    ).to(memory_format=torch.channels_last)
    steps = max(1, int(epochs * len(crops) / _BATCH))
    optimiser = torch.optim.AdamW(model.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    pixels, labels = torch.from_numpy(crops.pixels), torch.from_numpy(crops.labels)
    order = torch.randperm(len(crops))
    began, total, model = time.monotonic(), 0.0, model.train()
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
    return model.eval()


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


def threshold_of(ours: np.ndarray, theirs: np.ndarray) -> float:
    """The least probability that leaves `_MOST_FOREIGN` of what is foreign named. `ours`: of icons of concepts."""
    named = np.where(theirs.argmax(1) == theirs.shape[1] - 1, 0.0, theirs.max(1))
    return float(np.clip(np.quantile(named, 1 - _MOST_FOREIGN), 0.3, 0.95))


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--icons", type=Path, required=True)
    parser.add_argument("--pictures", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2)
    parser.add_argument("--part", type=float, default=1.0, help="of the icons, for a quick run")
    asked = parser.parse_args(arguments)
    pictures = sorted(path for path in asked.pictures.rglob("*") if path.suffix in (".jpg", ".png"))
    began = time.monotonic()
    crops = training(asked.icons, pictures[::2], part=asked.part)
    print(f"{len(crops)} crops of {len(concepts())} concepts, {time.monotonic() - began:.0f} s", file=sys.stderr)
    model = fit(crops, epochs=asked.epochs)
    icons = load(asked.icons, CHECKED)
    ours, theirs = known(icons), foreign(icons, pictures[1::2])
    sure, odd = probabilities(model, ours), probabilities(model, theirs)
    threshold = threshold_of(sure, odd)
    right = sure[:, :-1].argmax(1) == ours.labels
    said = (sure.argmax(1) < sure.shape[1] - 1) & (sure.max(1) >= threshold)
    figures = {
        "threshold": round(threshold, 3),
        "check_top1": round(float(right.mean()), 4),
        "check_named": round(float(said.mean()), 4),
        "check_right_of_named": round(float((right & said).sum() / max(1, said.sum())), 4),
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
