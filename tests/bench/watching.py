"""Watching: over generated sequences, which new lines are told once, twice, never, and what is told that is not new.

Three ways the words come: from a tree, from pixels as a reader gives them with its slips (a letter misread in one line
of twelve, a line not found in one of forty, one split in one of thirty), and from pixels really read.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz import fuzz

from assistant.pipelines.watching.compare import differences
from assistant.pipelines.watching.wanted import parse
from assistant.pipelines.watching.watch import Watch
from assistant.types import Scene
from models.cancel import CancelToken
from models.text.reader import TextReader
from models.types import Box, TextLine
from tests.helpers.watched import drawn, pixel_lines, read_scene, scene, terminal, window

_WORDS = """harbour lantern copper window garden ticket morning silver engine bridge letter market planet forest
button camera doctor dinner pencil rocket saddle signal sister summer tailor temple thread tunnel valley winter
yellow anchor basket candle castle corner cotton danger desert driver empire fabric family finger flower guitar
hammer island jacket kitten ladder magnet mirror needle orange parcel pepper pillow potato ribbon rubber school
shadow shower spider spring square stable street sugar ticket tomato travel turkey velvet violin wallet
weaver""".split()
_ROWS = 18
_LOOKS = 40
_ALL = 10**6
_IN_WORDS = re.compile(r"(?<=[a-z])\d|\d(?=[a-z])")  # a letter misread
_DIGITS = re.compile(r"\D")
_SCORE = 88  # of 100: how alike a sentence and a line are that are the same


@dataclass(frozen=True, slots=True)
class Look:
    """What stands there: texts with their rows, and which of them are new to the user (what must be told)."""

    rows: tuple[str, ...]
    fresh: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """`phrase`: what is asked for. `bottom`: the rows stand in the lower middle, as subtitles do."""

    name: str
    phrase: str
    looks: tuple[Look, ...]
    bottom: bool = False


def _line(chance: random.Random, words: int = 0) -> str:
    return " ".join(chance.sample(_WORDS, words or chance.randint(3, 7)))


def _log(chance: random.Random, *, most: int, stamped: bool) -> Iterator[Look]:
    """A log that scrolls by 0 to `most` lines a look; where a look cannot hold all that came, only what was visible
    counts."""
    seconds = 36000

    def one() -> str:
        nonlocal seconds
        seconds += chance.randint(1, 9)
        stamp = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02} " if stamped else ""
        return f"{stamp}{_line(chance)} {chance.randint(1, 999)}"

    shown = [one() for _ in range(_ROWS)]
    yield Look(tuple(shown))
    for _ in range(_LOOKS):
        fresh = [one() for _ in range(chance.randint(0, most))]
        shown = [*shown, *fresh][-_ROWS:]
        yield Look(tuple(shown), tuple(line for line in fresh if line in shown))


def _requests(chance: random.Random) -> Iterator[Look]:
    """Lines that differ in their numbers alone."""
    count = _ROWS
    yield Look(tuple(f"GET /items/{n} answered in {n * 37 % 90 + 9} ms" for n in range(count)))
    for _ in range(_LOOKS):
        step = chance.randint(0, 5)
        count += step
        shown = tuple(f"GET /items/{n} answered in {n * 37 % 90 + 9} ms" for n in range(count - _ROWS, count))
        yield Look(shown, shown[_ROWS - step :])


def _chat(chance: random.Random, *, top: bool) -> Iterator[Look]:
    people = ("Anna", "Ben", "Cleo")
    shown = [f"{chance.choice(people)}: {_line(chance)}" for _ in range(5)]
    yield Look(tuple(shown))
    for _ in range(_LOOKS):
        fresh = [f"{chance.choice(people)}: {_line(chance)}"] if chance.random() < 0.4 else []
        shown = [*fresh, *shown][:_ROWS] if top else [*shown, *fresh][-_ROWS:]
        yield Look(tuple(shown), tuple(fresh))


def _subtitles(chance: random.Random) -> Iterator[Look]:
    yield Look(())
    for _ in range(_LOOKS // 3):
        lines = tuple(_line(chance, 5) for _ in range(chance.randint(1, 2)))
        yield Look(lines, lines)
        for _ in range(chance.randint(0, 3)):
            yield Look(lines)
        if chance.random() < 0.5:
            yield Look(())


def _noise(chance: random.Random) -> Iterator[Look]:
    """A page that stands, with a clock, a spinner, a cursor, a counter and an advertisement that takes turns."""
    page = [_line(chance) for _ in range(8)]
    adverts = [_line(chance) for _ in range(3)]
    for n in range(_LOOKS):
        yield Look(
            (
                f"12:{n // 6 % 60:02}:{n * 7 % 60:02}",
                *page,
                f"{'|/-'[n % 3]} Working",
                f"{n * 13 % 100} of 100 parts, {40 - n} seconds left",
                f"> {'_' * (n % 2)}",
                adverts[n // 4 % 3],
            ),
            (adverts[n // 4],) if n in (4, 8) else (),
        )


def _download(chance: random.Random) -> Iterator[Look]:
    """A terminal that fetches: a percentage in place, a finished line now and then."""
    shown = [_line(chance) for _ in range(4)]
    yield Look((*shown, "Downloading one 0 %"))
    for _ in range(6):
        name = chance.choice(_WORDS)
        fresh: tuple[str, ...] = (f"Downloading {name} 0 %",)
        for percent in range(0, 100, 17):
            yield Look((*shown[-_ROWS + 1 :], f"Downloading {name} {percent} %"), fresh)
            fresh = ()
        shown.append(f"Stored {name} on the disk")
        yield Look(tuple(shown[-_ROWS:]), (shown[-1],))


def _sequences(seed: int) -> Iterator[Story]:
    new = "read new lines"
    chance = random.Random(seed)
    yield Story("log, up to 4 lines a look", new, tuple(_log(chance, most=4, stamped=False)))
    yield Story("log with times, up to 4", new, tuple(_log(chance, most=4, stamped=True)))
    yield Story("log, up to 30 lines a look", new, tuple(_log(chance, most=30, stamped=False)))
    yield Story("lines that differ in numbers", new, tuple(_requests(chance)))
    yield Story("chat, new at the end", "read new messages", tuple(_chat(chance, top=False)))
    yield Story("chat, new at the top", "read new messages", tuple(_chat(chance, top=True)))
    yield Story("subtitles", "read the subtitles", tuple(_subtitles(chance)), bottom=True)
    yield Story("clock, spinner, counter, adverts", new, tuple(_noise(chance)))
    yield Story("download in a terminal", new, tuple(_download(chance)))


def _placed(look: Look, *, bottom: bool) -> list[TextLine]:
    return pixel_lines(*look.rows, top=520 if bottom else 40, left=200 if bottom else 20)


def _from_tree(look: Look, *, bottom: bool) -> Scene:
    if not bottom:
        return terminal(*look.rows)
    from assistant.types import UiNode

    nodes = (UiNode("label", line.text, box=line.box) for line in _placed(look, bottom=True))
    return scene(window("Film", *nodes))


def _with_slips(chance: random.Random) -> Callable[..., Scene]:
    def make(look: Look, *, bottom: bool) -> Scene:
        found: list[TextLine] = []
        for line in _placed(look, bottom=bottom):
            if chance.random() < 1 / 40:
                continue
            line = replace(line, score=chance.choice((0.99, 0.97, 0.94)))
            if chance.random() < 1 / 12:
                line = _slip(line, chance)
            found += _pieces(line) if chance.random() < 1 / 30 else [line]
        return read_scene(found)

    return make


def _slip(line: TextLine, chance: random.Random) -> TextLine:
    places = [n for n, sign in enumerate(line.text) if sign.isalpha()]
    if not places:
        return line
    at = chance.choice(places)
    wrong = {"l": "1", "o": "0", "e": "c", "n": "m", "i": "l", "a": "o", "t": "f", "r": "n"}.get(line.text[at], "x")
    return replace(line, text=line.text[:at] + wrong + line.text[at + 1 :], score=chance.choice((0.93, 0.86, 0.74)))


def _pieces(line: TextLine) -> list[TextLine]:
    words = line.text.split()
    if len(words) < 3:
        return [line]
    left = " ".join(words[:2])
    edge = line.box.left + 9 * len(left)
    return [
        replace(line, text=left, box=replace(line.box, right=edge)),
        replace(line, text=" ".join(words[2:]), box=replace(line.box, left=edge + 9)),
    ]


def _really_read(reader: TextReader) -> Callable[..., Scene]:
    def make(look: Look, *, bottom: bool) -> Scene:
        left, top = (150, 500) if bottom else (12, 10)
        image = drawn([(text, left, top + 30 * row) for row, text in enumerate(look.rows)], size=18)
        return read_scene(reader.read(image, cancel=CancelToken()))

    return make


def _score(sequence: Story, make: Callable[..., Scene]) -> dict[str, Any]:
    wanted = parse(sequence.phrase)
    assert wanted is not None
    watching = Watch(wanted, gap=0.0)
    spent: list[float] = []
    told: list[str] = []
    counted = 0
    for number, look in enumerate(sequence.looks):
        made = make(look, bottom=sequence.bottom)
        began = time.perf_counter()
        seen = watching.look(made, now=2.0 * number)
        spent.append(time.perf_counter() - began)
        told += _texts(watching, seen.claims)
        counted += sum(claim.text.split()[0].isdigit() and " new lines. " in claim.text for claim in seen.claims)
    fresh = [line for look in sequence.looks for line in look.fresh]
    return _counts(fresh, told) | {
        "summaries": counted,
        "ms a look": round(1000 * sum(spent) / len(spent), 2),
        "ms at most": round(1000 * max(spent), 1),
    }


def _texts(watching: Watch, claims: Sequence[Any]) -> list[str]:
    """What was told; of a summary, all lines that it stands for."""
    told = []
    for claim in claims:
        if " new lines. The last: " in claim.text:
            told += [line.text for line in watching.summed_up]
        elif "keeps changing. I leave" not in claim.text:
            told.append(claim.text)
    return told


def _counts(fresh: Sequence[str], told: Sequence[str]) -> dict[str, Any]:
    """Each told text is that of the new line that it is most alike; a subtitle's two lines are told as one."""
    left = Counter(fresh)
    once = twice = invented = 0
    parts = list(told)
    for text in parts:
        whole = [line for line in left if left[line] > 0 and _is_in(line, text)]
        if whole:
            for line in whole:
                left[line] -= 1
                once += 1
        elif any(_is_in(line, text) for line in fresh):
            twice += 1
        else:
            invented += 1
    missed = sum(left.values())
    return {"new": len(fresh), "told once": once, "missed": missed, "told twice": twice, "invented": invented}


def _is_in(line: str, text: str) -> bool:
    """Whether a told text is a line, or has it in it; other numbers make another line."""
    if line in text:
        return True
    if _DIGITS.sub("", line) != _DIGITS.sub("", _IN_WORDS.sub("", text)):
        return False
    return fuzz.ratio(line, text) >= _SCORE or (
        len(text) > 1.3 * len(line) and fuzz.partial_ratio(line, text) >= _SCORE + 4
    )


def run(*, most: int | None = None) -> Iterator[dict[str, Any]]:
    """A figure for each sequence and each way the words come, then sums. `most`: seeds and sequences a way."""
    reader = TextReader()
    slips = _with_slips(random.Random(11))
    ways: dict[str, tuple[Callable[..., Scene], Sequence[int], int]] = {
        "tree": (_from_tree, (1, 2, 3), _ALL),
        "pixels with slips, used for tuning": (slips, (1, 2, 3), _ALL),
        "pixels with slips, never used for tuning": (slips, (21, 22, 23, 24, 25, 26), _ALL),
        "pixels really read": (_really_read(reader), (4,), 16),
    }
    for way, (make, seeds, looks) in ways.items():
        total: Counter[str] = Counter()
        for seed in seeds[:most]:
            for sequence in list(_sequences(seed))[:most]:
                figures = _score(replace(sequence, looks=sequence.looks[:looks]), make)
                total.update({name: figures[name] for name in ("new", "told once", "missed", "told twice", "invented")})
                yield {"way": way, "sequence": sequence.name, "seed": seed} | figures
        yield (
            {"summary": way}
            | dict(total)
            | {
                f"{name}, %": round(100 * total[name] / max(1, total["new"]), 1)
                for name in ("told once", "missed", "told twice", "invented")
            }
        )
    yield from _large()


def _large() -> Iterator[dict[str, Any]]:
    """What a look costs on a full screen of 120 lines in a tree and 120 in the pixels."""
    from assistant.types import UiNode

    chance = random.Random(3)
    lines = [_line(chance) for _ in range(120)]

    def page(first: str) -> Scene:
        nodes = (UiNode("label", text, box=Box(20, 5 * n, 400, 5 * n + 4)) for n, text in enumerate((first, *lines)))
        return scene(window("Page", *nodes, text=pixel_lines(*lines, top=700, left=500)))

    for phrase in ("read new lines", "tell me when the download ends", "describe what changes every second"):
        wanted = parse(phrase)
        assert wanted is not None
        watching = Watch(wanted, gap=0.0)
        spent = []
        for number in range(20):
            made = page(f"{_line(chance)} {number}")
            began = time.perf_counter()
            watching.look(made, now=2.0 * number)
            spent.append(time.perf_counter() - began)
        yield {"summary": f"240 lines: {phrase}", "ms a look": round(1000 * sum(spent) / len(spent), 1)}
    before, after = page("one thing"), page("another")
    began = time.perf_counter()
    differences(before, after)
    yield {"summary": "240 lines: what changed", "ms": round(1000 * (time.perf_counter() - began), 1)}
