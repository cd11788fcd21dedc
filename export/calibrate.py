"""Chooses how a matcher's two scores are joined, and from which score on a caption is believed, on captioned pictures.

The set is a folder with `metadata.jsonl`, one line a caption: {"file_name": "a.png", "text": "a red circle above ...",
"wrong": ["a blue circle above ..."]}. `wrong` are captions that are not true of the picture, nearly right ones at best;
without them the threshold is chosen against the captions of other pictures. Alpha and threshold are chosen on this set
and on nothing else, by a grid: the same set gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import msgspec
import numpy as np

from export.errors import CalibrationError
from export.ranking import Marks, Scores, area, cut, ranks, recall
from models.errors import ModelError
from models.folder import ModelFolder

if TYPE_CHECKING:
    from models.cancel import CancelToken
    from models.manifest import Manifest
    from models.types import RgbImage

ALPHAS = tuple(round(2 ** (step / 4), 6) for step in range(-32, 17))  # 1/256 to 16
_FEWEST = 8  # pictures; of fewer every number would be chance


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One line of metadata.jsonl; other fields are left aside."""

    file_name: str
    text: str
    wrong: tuple[str, ...] = ()


class TwoScores(Protocol):
    """What is calibrated: `models.networks.matching.CrossMatcher`."""

    def cosines(self, images: Any, texts: Any, *, cancel: CancelToken) -> Any:
        """(pictures, texts)."""
        ...

    def probabilities(self, image: RgbImage, texts: Any, *, cancel: CancelToken) -> Any:
        """(texts,)."""
        ...


@dataclass(frozen=True)
class Table:
    """Both scores of every picture with every text, all (pictures, texts). `right`: the text is true of the picture;
    `wrong`: it is known not to be."""

    cosine: Scores
    cross: Scores
    right: Marks
    wrong: Marks

    def joined(self, alpha: float) -> Scores:
        """cosine + alpha * cross."""
        return self.cosine + alpha * self.cross

    def figures(self, scores: Scores) -> dict[str, float]:
        """Recall both ways, and the areas for telling right captions from nearly right ones and from others.

        A picture's candidates are all captions that are true of some picture, and those that are wrong of it; a
        text's candidates are all pictures.
        """
        captions = np.broadcast_to(self.right.any(axis=0), self.right.shape)
        to_text = ranks(scores, self.right, captions | self.wrong)
        to_picture = ranks(scores.T, self.right.T, np.ones_like(self.right.T))
        found: dict[str, float] = {}
        for name, places in (("text", to_text), ("picture", to_picture)):
            found |= {f"{name}_recall_at_{among}": recall(places, among) for among in (1, 5)}
        believed = scores[self.right]
        other = scores[captions & ~self.right & ~self.wrong]
        return found | {"area_near": area(believed, scores[self.wrong]), "area_other": area(believed, other)}

    def alpha(self) -> float:
        """Of the grid, the one with the most recall, at 1 and at 5 and both ways together; of equals the middle."""

        def value(alpha: float) -> float:
            found = self.figures(self.joined(alpha))
            return round(sum(share for name, share in found.items() if "recall" in name), 9)

        values = [value(alpha) for alpha in ALPHAS]
        equals = [alpha for alpha, each in zip(ALPHAS, values, strict=True) if each == max(values)]
        return equals[len(equals) // 2]

    def threshold(self, alpha: float) -> float:
        """See `export.ranking.cut`."""
        scores = self.joined(alpha)
        return cut(scores[self.right], scores[self.wrong if self.wrong.any() else ~self.right])


def calibrated(table: Table) -> dict[str, Any]:
    """The manifest's options: alpha, threshold, and what they do on the set they were chosen on."""
    alpha = table.alpha()
    scores, threshold = table.joined(alpha), table.threshold(alpha)
    wrong = table.wrong if table.wrong.any() else ~table.right
    said = {
        "pictures": float(len(table.right)),
        "kept": float((scores[table.right] >= threshold).mean()),
        "refused": float((scores[wrong] < threshold).mean()),
        **table.figures(scores),
    }
    return {
        "alpha": alpha,
        "threshold": threshold,
        "calibration": {name: round(value, 4) for name, value in said.items()},
    }


def calibrate(folder: Path, manifest: Manifest, pairs: Path, *, progress: Callable[[str], None]) -> Manifest:
    """The manifest of the model in `folder`, calibrated on `pairs`. Raises CalibrationError."""
    from models.devices import CPU, Devices
    from models.networks.matching import CrossMatcher
    from models.registry import open_model

    try:
        model = open_model(ModelFolder(folder, manifest), Devices(use=CPU))
        if not isinstance(model, CrossMatcher):
            raise CalibrationError(
                f"{manifest.family} for {manifest.task} has no two scores to join. Leave --calibrate out."
            )
        chosen = calibrated(measure(model, pairs, progress=progress))
    except ModelError as error:
        raise CalibrationError(f"The model cannot be run: {error}") from error
    return msgspec.structs.replace(manifest, options={**manifest.options, **chosen})


def measure(
    matcher: TwoScores, folder: Path, *, most: int = 32, progress: Callable[[str], None] = lambda at: None
) -> Table:
    """Every picture of the set with every text. The head looks at right and wrong captions, and of the others at the
    `most` best by cosine of each picture and each text; as in a search it gives the rest nothing.

    Raises CalibrationError, ModelError.
    """
    from PIL import Image

    from models.cancel import CancelToken

    lines = read(folder)
    names = list(dict.fromkeys(line.file_name for line in lines))
    texts = list(dict.fromkeys(text for line in lines for text in (line.text, *line.wrong)))
    rows, columns = ({each: at for at, each in enumerate(every)} for every in (names, texts))
    right = np.zeros((len(names), len(texts)), bool)
    wrong = np.zeros_like(right)
    for line in lines:
        right[rows[line.file_name], columns[line.text]] = True
        wrong[rows[line.file_name], [columns[text] for text in line.wrong]] = True
    images = []
    for name in names:
        try:
            images.append(np.asarray(Image.open(folder / name).convert("RGB")))
        except (OSError, ValueError, Image.DecompressionBombError) as error:
            raise CalibrationError(f"The picture {name} of {folder} cannot be read: {error}") from error
    cancel = CancelToken()
    wrong &= ~right
    cosine = matcher.cosines(images, texts, cancel=cancel).astype(np.float64)
    candidates = right | wrong | (_best(cosine, most) | _best(cosine.T, most).T) & right.any(axis=0)
    cross = np.zeros_like(cosine)
    for at, image in enumerate(images):
        if at % 50 == 0:
            progress(f"picture {at + 1} of {len(images)}")
        chosen = np.flatnonzero(candidates[at])
        cross[at, chosen] = matcher.probabilities(image, [texts[which] for which in chosen], cancel=cancel)
    return Table(cosine, cross, right, wrong)


def _best(scores: Scores, most: int) -> Marks:
    """The so many highest of each row."""
    places = np.argsort(np.argsort(-scores, axis=1, kind="stable"), axis=1, kind="stable")
    return places < most


def read(folder: Path) -> list[Line]:
    """The set's lines. Raises CalibrationError."""
    file = folder / "metadata.jsonl"
    try:
        lines = [msgspec.json.decode(line, type=Line) for line in file.read_bytes().splitlines() if line.strip()]
    except OSError as error:
        raise CalibrationError(f"{file} cannot be read: {error.strerror}.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CalibrationError(
            f'{file} is wrong: {error}. A line is {{"file_name": "a.png", "text": "a red circle", "wrong": []}}.'
        ) from error
    if len({line.file_name for line in lines}) < _FEWEST:
        raise CalibrationError(f"{folder} has fewer than {_FEWEST} pictures, too few to calibrate with.")
    return lines
