"""Every figure of the built-in models, on data they never saw: `python -m export.train.evaluate [--json] [--data DIR]`.

DIR (or LOOKALOUD_TRAINING_DATA, else ./training-data) holds what docs/models.md says how to get: `npm` (icon sets),
`pictures` (photos and drawings), `imagenet` (one picture a class), `foreign` (pictures of none), `real` (programs).
What is missing there is said to be missing. The models are run as the program runs them, from resources/models.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from export.train.screens import judge, words
from models.cancel import CancelToken
from models.devices import CPU, Devices
from models.folder import read_folder
from models.registry import built_in_directory, open_model

Row = dict[str, Any]
_COMMON = 200
_THEMES = ("Adwaita", "Papirus", "breeze")


def opened(name: str) -> Any:
    """A built-in model, on the processor."""
    return open_model(read_folder(built_in_directory() / name), Devices(use=CPU))


def icons(data: Path) -> Iterator[Row]:
    """The labeller on the set that was never trained on, on what is foreign, and on three themes."""
    from export.train.icons import drawing
    from export.train.icons.sets import UNSEEN, concepts, load

    model, say = opened("icons"), [concept.label for concept in concepts()]
    unseen, rng = load(data / "npm", [UNSEEN], unknown=10_000), random.Random(11)
    ours = [icon for icon in unseen if icon.concept >= 0 and say[icon.concept]]
    crops = [
        (drawing.shown(icon, rng, size=size, plain=rng.random() < 0.5), say[icon.concept])
        for icon in ours
        for size in (16, 20, 24, 32)
    ]
    counts = {"concepts": len({name for name in say if name}), "tested": len({say[icon.concept] for icon in ours})}
    yield {"what": f"icons: {UNSEEN}, never seen", **_labelled(model, crops), **counts}
    common = _commonest(data)
    often = [(crop, name) for crop, name in crops if name in common]
    tested = len({name for _, name in often})
    yield {"what": f"of these the {_COMMON} commonest", **_labelled(model, often), "tested": tested}
    foreign = [drawing.shown(icon, rng, plain=rng.random() < 0.5) for icon in unseen if icon.concept < 0 for _ in "ab"]
    yield {"what": f"foreign icons of {UNSEEN}", **_named(model, foreign)}
    pictures = [_picture(path, (480, 320)) for path in sorted((data / "pictures").glob("*.jpg"))]
    kinds: dict[str, Callable[[], Any]] = {
        "letters": lambda: drawing.letters(rng),
        "scribbles": lambda: drawing.scribble(rng),
        "pieces of pictures": lambda: drawing.patch(rng.choice(pictures), rng),
    }
    for name, make in kinds.items():
        yield {"what": f"foreign: {name}", **_named(model, [make() for _ in range(400)])}
    for theme in _THEMES:
        themed = list(_themed(theme, rng))
        yield {"what": f"icons: theme {theme}", **_labelled(model, themed)} if themed else _missing(f"theme {theme}")
    some = [crop for crop, _ in crops[:50]]
    yield {"what": "50 icons", "ms": _milliseconds(lambda: model.label(some, cancel=CancelToken()))}


def _commonest(data: Path) -> set[str]:
    """The names that the most of the sets learned from have."""
    from export.train.icons.sets import TRAINED, concepts, names_of

    sets: Counter[str] = Counter()
    for set_name in TRAINED:
        names = names_of(data / "npm", set_name)
        sets.update({one.label for one in concepts() if any(one.has(set_name, name) for name in names)} - {""})
    return {label for label, _ in sets.most_common(_COMMON)}


def _labelled(model: Any, crops: Sequence[tuple[Any, str]]) -> Row:
    """The best label, however unsure; and what is said, from the threshold on."""
    wanted = [say for _, say in crops]
    best = model.best([crop for crop, _ in crops], cancel=CancelToken())
    said = model.label([crop for crop, _ in crops], cancel=CancelToken())
    right = [found is not None and found.label == say for found, say in zip(best, wanted, strict=True)]
    told = [(found.label, say) for found, say in zip(said, wanted, strict=True) if found is not None]
    return {
        "count": len(crops),
        "top-1": _share(sum(right), len(right)),
        "told": _share(len(told), len(crops)),
        "right of told": _share(sum(a == b for a, b in told), len(told)),
    }


def _named(model: Any, crops: Sequence[Any]) -> Row:
    said = [found for found in model.label(crops, cancel=CancelToken()) if found is not None]
    return {"count": len(crops), "named": _share(len(said), len(crops))}


def _themed(theme: str, rng: random.Random) -> Iterator[tuple[Any, str]]:
    """The icons of a theme of Debian that show a concept, at 16 to 32 pixels on light and dark."""
    from export.train.icons import drawing
    from export.train.icons.sets import Icon, concepts, drawn

    folder = Path("/usr/share/icons") / theme
    files: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.svg"), key=lambda each: (len(str(each)), str(each))) if folder.exists() else ():
        files.setdefault(path.stem.removesuffix("-symbolic"), path)
    for at, concept in enumerate(concepts()):
        for name in concept.themes if concept.label else ():
            found = files.get(name)
            pixels = drawn(found.read_text("utf-8", "replace")) if found is not None else None
            if found is None or pixels is None or not (solid := pixels[pixels[..., 3] > 128][:, :3]).size:
                continue
            coloured = "-symbolic" not in found.name and float(np.ptp(solid)) > 40
            icon = Icon(theme, name, at, pixels, coloured)
            for size in (16, 24, 32):
                yield drawing.shown(icon, rng, size=size, plain=True), concept.label


def finding(data: Path) -> Iterator[Row]:
    """Glyphs found in the pixels of real windows, against the small buttons and images of their trees."""
    from models.pixels.find import glyphs
    from models.text.reader import TextReader

    folder, reader = data / "real" / "test", TextReader()
    found_of = there = inside = given = windows = 0
    seconds = []
    for path in sorted(folder.glob("*.json")):
        tree = json.loads(path.read_text("utf-8"))["tree"]
        image = _picture(path.with_suffix(".png"), None)
        small = list(_small(tree, image.shape)) if tree else []
        if len(small) < 3:
            continue
        lines = reader.read(image, cancel=CancelToken())
        began = time.perf_counter()
        found = glyphs(image, lines)
        seconds.append(time.perf_counter() - began)
        every = list(_controls(tree))
        windows += 1
        there += len(small)
        found_of += sum(any(_holds(box, each.centre) for each in found) for box in small)
        given += len(found)
        inside += sum(any(_holds(box, each.centre) for box in every) for each in found)
    if windows:
        yield {"what": "icons found in pixels", "windows": windows, "buttons": there, "found": _share(found_of, there),
               "glyphs": given, "in an element of the tree": _share(inside, given),
               "ms": round(1000 * sorted(seconds)[len(seconds) // 2])}  # fmt: skip
    else:
        yield _missing("real/test")


def _small(node: Row, shape: tuple[int, ...]) -> Iterator[list[int]]:
    box = node["box"]
    if node["role"] in ("button", "toggle-button", "image", "icon") and not node["children"] and box is not None:
        wide, tall = box[2] - box[0], box[3] - box[1]
        whole = box[0] >= 0 and box[1] >= 0 and box[2] <= shape[1] and box[3] <= shape[0]
        if whole and min(wide, tall) >= 10 and max(wide, tall) <= min(60, 1.6 * min(wide, tall)):
            yield box
    for child in node["children"]:
        yield from _small(child, shape)


def _controls(node: Row) -> Iterator[list[int]]:
    roles = """button toggle-button image icon check-box radio-button combo-box menu-item tab list-item tree-item cell
    slider spin-button tool-bar text-field link list tree table"""
    if node["role"] in roles.split() and node["box"] is not None:
        yield node["box"]
    for child in node["children"]:
        yield from _controls(child)


def _holds(box: list[int], point: tuple[float, float]) -> bool:
    return box[0] - 2 <= point[0] <= box[2] + 2 and box[1] - 2 <= point[1] <= box[3] + 2


def pictures(data: Path) -> Iterator[Row]:
    """The recogniser on the halves that did not set its threshold."""
    from export.train.pictures import names

    if not (data / "imagenet").exists():
        yield _missing("imagenet")
        return
    model, numbers = opened("pictures"), dict(names())
    named = sorted(path for path in (data / "imagenet").iterdir() if path.name.split("_")[0] in numbers)
    named = [path for path in named[1::2] if numbers[path.name.split("_")[0]]]
    said = [(model.recognise(_picture(path, None), cancel=CancelToken()), path) for path in named]
    told = [(found[0].label, numbers[path.name.split("_")[0]]) for found, path in said if found]
    yield {"what": "pictures of ImageNet's classes", "count": len(named), "told": _share(len(told), len(named)),
           "right of told": _share(sum(a == b for a, b in told), len(told))}  # fmt: skip
    foreign = sorted((data / "foreign").glob("*.jpg"))[1::2]
    named_foreign = sum(bool(model.recognise(_picture(path, None), cancel=CancelToken())) for path in foreign)
    yield {"what": "pictures of no class", "count": len(foreign), "named": _share(named_foreign, len(foreign))}
    image = _picture(named[0], None)
    yield {"what": "one picture", "ms": _milliseconds(lambda: model.recognise(image, cancel=CancelToken()))}


def screens(data: Path) -> Iterator[Row]:
    """The captioner on windows of programs never trained on, with two baselines, questions, and its reliability."""
    from export.train.screens import calibrate, store

    folder, truths = data / "real" / "test", judge.truths()
    samples = [sample for sample in store.read_real(folder) if sample.title.rpartition("-")[0] in truths]
    if not samples:
        yield _missing("real/test")
        return
    model = opened("screens")
    whole: list[judge.Verdict] = []
    told: list[judge.Verdict] = []
    scores: dict[str, list[tuple[float, bool]]] = {"kind": [], "part": []}
    for sample in samples:
        truth = truths[sample.title.rpartition("-")[0]]
        image = calibrate.picture_of(sample, folder)
        every = model.all_parts(image, cancel=CancelToken())
        whole.append(judge.judged(every, truth))
        told.append(judge.judged(model.parts(image, cancel=CancelToken()), truth))
        if every:
            scores["kind"].append((every[0].score, bool(whole[-1].kind)))
            scores["part"] += [(part.score, good) for part, good in zip(every[1:], whole[-1].parts, strict=False)]
    yield {"what": "captions, however unsure", **_captions(whole)}
    yield {"what": "captions as told", **_captions(told)}
    yield from _baselines(data, samples, truths)
    right = wrong = silent = 0
    for sample in samples:
        truth, image = truths[sample.title.rpartition("-")[0]], calibrate.picture_of(sample, folder)
        for question, answers in judge.asked(sample, truth, 23):
            found = model.reply(image, question, cancel=CancelToken())
            expected = words.CAN_NOT_TELL in answers
            silent += found is None and not expected
            right += found is None if expected else found is not None and found.label in answers
            wrong += found is not None and found.label not in answers
    asked = right + wrong + silent
    yield {"what": "questions", "count": asked, "right": _share(right, asked), "wrong": _share(wrong, asked),
           "can't tell": _share(silent, asked), "right of told": _share(right, right + wrong)}  # fmt: skip
    for name, pairs in scores.items():
        yield {"what": f"reliability of {name}s (from, count, right)", "bins": calibrate.bins(pairs)}
    image = calibrate.picture_of(samples[0], folder)
    yield {"what": "one window", "ms": _milliseconds(lambda: _fresh(model, image))}


def _fresh(model: Any, image: Any) -> None:
    """Encoded anew: the model keeps what it made of a picture."""
    changed = image.copy()
    changed[0, 0, 0] = random.randrange(256)
    changed[0, 1, :] = np.random.default_rng().integers(0, 256, 3)
    model.parts(changed, cancel=CancelToken())


def _captions(verdicts: Sequence[judge.Verdict]) -> Row:
    said = [verdict for verdict in verdicts if verdict.kind is not None]
    parts = [part for verdict in said for part in verdict.parts]
    return {
        "windows": len(verdicts),
        "said": _share(len(said), len(verdicts)),
        "kind right": _share(sum(bool(verdict.kind) for verdict in said), len(said)),
        "parts right": _share(sum(parts), len(parts)),
        "all that is said right": _share(sum(verdict.true for verdict in said), len(said)),
        "and a main part clear": _share(sum(verdict.true and verdict.implied for verdict in said), len(said)),
        "and a main part named": _share(sum(verdict.true and verdict.main for verdict in said), len(said)),
    }


def _baselines(data: Path, samples: Sequence[Any], truths: dict[str, judge.Truth]) -> Iterator[Row]:
    """The most frequent caption, and that of the nearest window of the real ones that were learned from."""
    from export.train.screens import store
    from models.protocols import Found

    def found(sample: Any) -> list[Found]:
        said = words.caption(sample.window, sample.size).replace(" with ", " , ").split(" , ")
        return [Found(each, 1.0) for each in said]

    learned = [sample for sample in store.read_real(data / "real" / "train") if sample.window is not None]
    if not learned:
        return
    frequent = Counter(words.caption(sample.window, sample.size) for sample in learned if sample.window).most_common(1)
    same = next(sample for sample in learned if words.caption(sample.window, sample.size) == frequent[0][0])  # type: ignore[arg-type]
    small = np.stack([_thumbnail(sample.pixels) for sample in learned])
    always, nearest = [], []
    for sample in samples:
        truth = truths[sample.title.rpartition("-")[0]]
        always.append(judge.judged(found(same), truth))
        near = int(np.abs(small - _thumbnail(sample.pixels)).mean(axis=(1, 2, 3)).argmin())
        nearest.append(judge.judged(found(learned[near]), truth))
    yield {"what": "baseline: the most frequent caption", **_captions(always)}
    yield {"what": "baseline: the nearest picture's caption", **_captions(nearest)}


def _thumbnail(pixels: Any) -> Any:
    import cv2

    return cv2.resize(pixels, (48, 48), interpolation=cv2.INTER_AREA).astype(np.float32)


def sizes(_: Path) -> Iterator[Row]:
    """Each folder and all of them, with licences."""
    total = 0
    for folder in sorted(path for path in built_in_directory().iterdir() if path.is_dir()):
        size = sum(file.stat().st_size for file in folder.iterdir())
        total += size
        licence = read_folder(folder).manifest.source.licence
        yield {"what": f"size of {folder.name}", "MB": round(size / 1e6, 1), "licence": licence}
    yield {"what": "size of all", "MB": round(total / 1e6, 1)}


def _milliseconds(run: Callable[[], object]) -> float:
    """The median of nine, after one."""
    run()
    times = []
    for _ in range(9):
        began = time.perf_counter()
        run()
        times.append(time.perf_counter() - began)
    return round(1000 * sorted(times)[4], 1)


def _picture(path: Path, size: tuple[int, int] | None) -> Any:
    from PIL import Image

    with Image.open(path) as opened_picture:
        picture = opened_picture.convert("RGB")
    return np.asarray(picture.resize(size) if size is not None else picture)


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _missing(what: str) -> Row:
    return {"what": what, "missing": True}


PARTS: dict[str, Callable[[Path], Iterator[Row]]] = {
    "icons": icons, "finding": finding, "pictures": pictures, "screens": screens, "sizes": sizes,
}  # fmt: skip


def main(arguments: Sequence[str] | None = None) -> int:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("part", nargs="*", choices=[*PARTS, []], help="some of the parts; all without")
    parser.add_argument("--json", action="store_true", help="a JSON line each")
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("LOOKALOUD_TRAINING_DATA", "training-data")))
    asked = parser.parse_args(arguments)
    for name, part in PARTS.items():
        if asked.part and name not in asked.part:
            continue
        try:
            for row in part(asked.data):
                text = json.dumps(row) if asked.json else "  ".join(f"{key}: {value}" for key, value in row.items())
                print(text.removeprefix("what: "), flush=True)
        except FileNotFoundError as error:
            print(json.dumps(_missing(str(error.filename))) if asked.json else f"missing: {error.filename}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
