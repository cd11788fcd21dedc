"""Permissive icon sets of the npm registry (@iconify-json/*), their icons by concept, and drawn once as masks."""

from __future__ import annotations

import io
import json
import random
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

CONCEPTS = Path(__file__).with_name("concepts.toml")
TRAINED = """mdi tabler lucide fa6-solid fa6-regular ph ion heroicons octicon carbon material-symbols fluent iconoir
mingcute uil bx bxs eva feather ant-design teenyicons radix-icons clarity codicon majesticons icon-park-outline
basil proicons jam vaadin ic mynaui akar-icons system-uicons cil solar uiw gg lets-icons quill
prime nimbus memory pixelarticons humbleicons ci simple-line-icons foundation oi weui si stash uit meteor-icons f7
iconamoon hugeicons ri zondicons""".split()
COLOURED = "fluent-color flat-color-icons".split()
FOREIGN = "logos simple-icons circle-flags noto-v1 bitcoin-icons maki".split()
"""Whatever these show is unknown to the labeller, unless its name is a concept's."""
UNSEEN = "bi"
"""The set that is never trained on; figures are of it."""
SIDE = 96  # pixels of a drawn icon
_MOST_OF_ONE = 5  # drawings of a concept by one set: outlined, filled, ...
_STYLES = frozenset(
    """outline outlined filled fill line linear bold duotone thin light regular solid rounded round sharp twotone two
    tone broken alt sm lg md micro mini 12 16 20 24 28 32 48 s o""".split()
)
_UNKNOWN_OF_ONE = 260  # icons outside of the concepts taken of each set

Drawn = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Concept:
    """`say`: how it is called. `themes`: names in freedesktop themes."""

    key: str
    say: str
    names: frozenset[str]
    themes: tuple[str, ...]
    not_in: frozenset[str]
    only: Mapping[str, frozenset[str]]
    silent: bool = False
    """Learned but never said."""

    @property
    def label(self) -> str:
        """What the labeller calls it; nothing where it is silent."""
        return "" if self.silent else self.say

    def has(self, set_name: str, name: str) -> bool:
        """Whether the set's icon of that normalised name shows it."""
        if name in self.only.get(set_name, ()):
            return True
        return name in self.names and set_name not in self.not_in


@dataclass(frozen=True, slots=True)
class Icon:
    """`concept`: its number, or -1 where it is outside of them. `pixels`: (SIDE, SIDE, 4), colour and opacity."""

    set_name: str
    name: str
    concept: int
    pixels: Drawn
    coloured: bool = False


@cache
def concepts() -> tuple[Concept, ...]:
    """All of concepts.toml, in its order."""
    data = tomllib.loads(CONCEPTS.read_text("utf-8"))
    return tuple(
        Concept(
            key,
            entry["say"],
            frozenset(entry["names"]),
            tuple(entry.get("themes", ())),
            frozenset(entry.get("not_in", ())),
            {name: frozenset(more) for name, more in entry.get("only", {}).items()},
            entry.get("silent", False),
        )
        for key, entry in data.items()
    )


def normalised(name: str) -> str:
    """A name without words of style."""
    words = re.split("[-_]", name.lower())
    while len(words) > 1 and words[-1] in _STYLES:
        words.pop()
    while len(words) > 1 and words[0] in _STYLES:
        words.pop(0)
    return "-".join(words)


def names_of(folder: Path, set_name: str) -> set[str]:
    """The normalised names of a set's icons."""
    data = json.loads((folder / set_name / "icons.json").read_text("utf-8"))
    return {normalised(name) for name in (*data["icons"], *data.get("aliases", {}))}


def load(folder: Path, names: Sequence[str], *, unknown: int = _UNKNOWN_OF_ONE, seed: int = 0) -> list[Icon]:
    """The icons of these sets, drawn: all of concepts (a few drawings each), and `unknown` others of each set."""
    wanted = [each for name in names for each in _wanted(folder, name, unknown, random.Random(f"{name}{seed}"))]
    with ProcessPoolExecutor(2) as pool:
        drawn = pool.map(_drawn, [svg for *_, svg in wanted], chunksize=64)
    coloured = frozenset((*COLOURED, *FOREIGN)) - {"simple-icons", "maki", "bitcoin-icons"}
    return [
        Icon(set_name, name, concept, pixels, set_name in coloured)
        for (set_name, name, concept, _), pixels in zip(wanted, drawn, strict=True)
        if pixels is not None
    ]


def _wanted(folder: Path, set_name: str, unknown: int, rng: random.Random) -> Iterator[tuple[str, str, int, str]]:
    data = json.loads((folder / set_name / "icons.json").read_text("utf-8"))
    found: dict[int, list[str]] = {}
    others: list[str] = []
    words = {word for concept in concepts() for name in concept.names for word in (name, *name.split("-"))}
    for name in sorted({**data["icons"], **data.get("aliases", {})}):
        plain = normalised(name)
        numbers = [at for at, concept in enumerate(concepts()) if concept.has(set_name, plain)]
        if numbers:
            found.setdefault(numbers[0], []).append(name)
        elif not words.intersection((plain, *plain.split("-"))) and name in data["icons"]:
            others.append(name)
    for number, names in sorted(found.items()):
        for name in sorted(names, key=lambda each: (len(each), each))[:_MOST_OF_ONE]:
            svg = _svg(data, name)
            if svg is not None:
                yield set_name, name, number, svg
    for name in rng.sample(others, min(unknown, len(others))):
        svg = _svg(data, name)
        if svg is not None:
            yield set_name, name, -1, svg


def _svg(data: Mapping[str, Any], name: str) -> str | None:
    icon = data["icons"].get(name)
    if icon is None:
        alias = data["aliases"][name]
        if {"rotate", "hFlip", "vFlip"} & set(alias):
            return None
        icon = data["icons"].get(alias["parent"])
        if icon is None:
            return None
    wide, tall = icon.get("width", data.get("width", 16)), icon.get("height", data.get("height", 16))
    left, top = icon.get("left", data.get("left", 0)), icon.get("top", data.get("top", 0))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="{left} {top} {wide} {tall}" width="{wide}" height="{tall}">{icon["body"]}</svg>'
    )


def drawn(svg: str) -> Drawn | None:
    """An SVG as pixels (SIDE, SIDE, 4), its shape kept; None where it cannot be drawn or shows nothing."""
    return _drawn(svg)


def _drawn(svg: str) -> Drawn | None:
    import cairosvg

    # animations are left out: what they end with is what is drawn
    still = re.sub(r"<(animate|set|animateTransform|animateMotion)\b[^>]*/>", "", svg.replace("currentColor", "#000"))
    still = re.sub(r"<(animate|set|animateTransform|animateMotion)\b.*?</\1>", "", still, flags=re.DOTALL)
    still = re.sub(r'stroke-dashoffset="[^"]*"|fill-opacity="0"', "", still)
    try:
        png = cairosvg.svg2png(still.encode(), output_height=SIDE)
    except Exception:  # noqa: BLE001  (whatever cairosvg meets in an odd file)
        return None
    image = Image.open(io.BytesIO(png)).convert("RGBA")
    if image.width != SIDE:
        image.thumbnail((SIDE, SIDE))
        square = Image.new("RGBA", (SIDE, SIDE))
        square.paste(image, ((SIDE - image.width) // 2, (SIDE - image.height) // 2))
        image = square
    pixels = np.asarray(image)
    return pixels if pixels[..., 3].mean() > 3 else None
