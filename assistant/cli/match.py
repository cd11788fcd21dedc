"""`lookaloud match`: which label fits a picture, or which of several pictures shows what was named."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.output import print_json, print_line, print_problem
from assistant.languages.words import N_, NP_, _, n_
from assistant.printable import printable_name

if TYPE_CHECKING:
    from assistant.cli.spoken import Say, Work
    from assistant.pipelines.matching.which import Hit, Looked, Shown
    from models.cancel import CancelToken
    from models.types import RgbImage

ONE_OF = N_("Say what to match: --labels 'cat, dog, receipt' or --which 'the cat'.")
NO_LABELS = N_("--labels needs words, such as: --labels 'cat, dog, receipt'.")
NOTHING_WANTED = N_("--which needs words, such as: --which 'the cat'.")
NO_PICTURES = N_("There are no pictures there that can be read.")
_PROGRESS = 25  # pictures between two sentences about how far it is


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `match` to the commands."""
    parser = commands.add_parser(
        "match",
        help=N_("say which label fits a picture, or which of several pictures shows something"),
        description=N_("Say which label fits a picture, or which of several pictures shows something."),
    )
    parser.add_argument(
        "pictures",
        metavar=NP_("argument", "PICTURE"),
        nargs="+",
        type=Path,
        help=N_("a picture file, or a folder of them"),
    )
    parser.add_argument(
        "--labels",
        metavar=NP_("argument", "LABELS"),
        help=N_("words with commas between them, such as: cat, dog, receipt"),
    )
    parser.add_argument("--which", metavar=NP_("argument", "WHAT"), help=N_("what is looked for, such as: the cat"))
    parser.add_argument("--json", action="store_true", help=N_("print one JSON object and speak nothing"))
    parser.add_argument("--silent", action="store_true", help=N_("print, speak nothing"))


def run(arguments: argparse.Namespace) -> int:
    """Match what `arguments` name; returns the exit code. Main thread. Raises KeyboardInterrupt."""
    problem = _problem_with(arguments)
    if problem:
        print_problem(_(problem))
        return 2
    from assistant.cli import spoken

    return spoken.run(_work(arguments), spoken.begin().speech, silent=arguments.silent or arguments.json)


def _problem_with(arguments: argparse.Namespace) -> str:
    if (arguments.labels is None) == (arguments.which is None):
        return ONE_OF
    if arguments.labels is not None and not _labels(arguments.labels):
        return NO_LABELS
    return "" if arguments.which is None or arguments.which.strip(" ?.!\"'") else NOTHING_WANTED


def _labels(text: str) -> list[str]:
    return list(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _work(arguments: argparse.Namespace) -> Work:
    from assistant.cli.spoken import guarded

    def work(say: Say, cancel: CancelToken) -> int:
        def report(spoken: str) -> None:
            if arguments.json:
                print_json({"error": spoken})
            print_problem(spoken)
            say(spoken)

        matching = _Matching(arguments, say, cancel)
        return guarded(matching.which if arguments.which is not None else matching.labels, report)

    return work


class _Matching:
    """One run: prints what is found, and says it."""

    def __init__(self, arguments: argparse.Namespace, say: Say, cancel: CancelToken) -> None:
        self._arguments = arguments
        self._say = say
        self._cancel = cancel

    def which(self) -> int:
        from assistant.pipelines.defaults import new_sources
        from assistant.pipelines.matching.which import ranked, search, wanted

        sought, sources, cancel = wanted(self._arguments.which), new_sources(), self._cancel
        files = self._files()
        looked: list[Looked] = []
        for each in search(_shown(files), sought, sources, cancel=cancel):
            looked.append(each)
            if len(looked) % _PROGRESS == 0 and len(looked) < len(files):
                self._tell(_so_far(len(looked), len(files), found=sum(bool(one.hits) for one in looked)))
        answer = ranked(looked, sought, has_matcher=sources.matcher(cancel) is not None)
        for sentence in answer.sentences:
            self._tell(sentence)
        if self._arguments.json:
            paths = {number: str(path) for number, path in enumerate(files, 1)}
            print_json({
                "wanted": sought.said,
                "text": " ".join(answer.sentences),
                "hits": [_hit_json(hit, paths[hit.number]) for hit in answer.hits],
                "unreadable": [printable_name(paths[each.shown.number]) for each in looked if each.problem],
            })  # fmt: skip
        return _code(looked)

    def labels(self) -> int:
        from assistant.errors import BadImage
        from assistant.pipelines.defaults import new_sources
        from assistant.pipelines.matching.label import labelled
        from assistant.pipelines.matching.sources import GET_ONE
        from assistant.pipelines.matching.which import Looked, problems

        sources, cancel, names = new_sources(), self._cancel, _labels(self._arguments.labels)
        files = self._files()
        looked: list[Looked] = []
        results: list[dict[str, Any]] = []
        told_nothing = False
        for shown, path in zip(_shown(files), files, strict=True):
            cancel.check()
            try:
                image = shown.open()
            except BadImage as error:
                looked.append(Looked(shown, problem=error.spoken))
                continue
            looked.append(Looked(shown))
            found = labelled(shown, image, names, sources, cancel=cancel)
            told_nothing |= not found.found
            for sentence in found.sentences:
                self._tell(sentence)
            results.append({
                "picture": printable_name(str(path)),
                "text": " ".join(found.sentences),
                "labels": [
                    {"label": label, "source": source, "confidence": round(sure, 3)}
                    for label, source, sure in found.found
                ],
            })  # fmt: skip
        if told_nothing and sources.matcher(cancel) is None:
            self._tell(_(GET_ONE))
        for sentence in problems(looked):
            self._tell(sentence)
        if self._arguments.json:
            print_json({"pictures": results, "unreadable": problems(looked)})
        return _code(looked)

    def _files(self) -> list[Path]:
        """The picture files that were named, those of a folder in order. Raises BadImage, NoPictures."""
        from assistant.album.folder import walk
        from assistant.errors import BadImage

        files: list[Path] = []
        for path in self._arguments.pictures:
            files += [path / each.path for each in walk(path)] if path.is_dir() else [path]
        if not files:
            raise BadImage(_(NO_PICTURES))
        return files

    def _tell(self, sentence: str) -> None:
        if not self._arguments.json:
            print_line(sentence)
        self._say(sentence)


def _so_far(count: int, whole: int, *, found: int) -> str:
    some = n_(
        "{count} of {all} pictures looked at, {found} found so far.",
        "{count} of {all} pictures looked at, {found} found so far.",
        found,
    )
    none = _("{count} of {all} pictures looked at, none found so far.")
    return (some if found else none).format(count=count, all=whole, found=found)


def _shown(files: list[Path]) -> Iterator[Shown]:
    from assistant.pipelines.matching.which import Shown

    for number, path in enumerate(files, 1):
        opened: Callable[[], RgbImage] = partial(_open, path)
        yield Shown(number, printable_name(path.name), opened)


def _open(path: Path) -> RgbImage:
    from assistant.desktop.capture.files import load_picture
    from assistant.pipelines.pixels.arrays import to_rgb

    return to_rgb(load_picture(path).frame.pixels)


def _code(looked: list[Looked]) -> int:
    """5 where none of the pictures could be read."""
    from assistant.errors import BadImage

    return BadImage.exit_code if all(each.problem for each in looked) else 0


def _hit_json(hit: Hit, path: str) -> dict[str, Any]:
    return {
        "picture": printable_name(path),
        "number": hit.number,
        "source": hit.source,
        "confidence": round(hit.confidence, 3),
        "text": hit.sentence,
    }
