"""`lookaloud compare`: what two pictures have in common, and where they differ."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.cli.output import print_json, print_line, print_problem
from assistant.languages.words import N_, NP_, _
from assistant.printable import printable_name

if TYPE_CHECKING:
    from assistant.cli.spoken import Say, Work
    from assistant.pipelines.matching.compare import Compared
    from models.cancel import CancelToken


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `compare` to the commands."""
    parser = commands.add_parser(
        "compare",
        help=N_("say whether two pictures show the same, and where they differ"),
        description=N_("Say whether two pictures show the same, and where they differ."),
    )
    parser.add_argument("first", metavar=NP_("argument", "FIRST"), type=Path, help=N_("a picture file"))
    parser.add_argument("second", metavar=NP_("argument", "SECOND"), type=Path, help=N_("another one"))
    parser.add_argument("--json", action="store_true", help=N_("print one JSON object and speak nothing"))
    parser.add_argument("--silent", action="store_true", help=N_("print, speak nothing"))


def run(arguments: argparse.Namespace) -> int:
    """Compare what `arguments` name; returns the exit code. Main thread. Raises KeyboardInterrupt."""
    from assistant.cli import spoken

    return spoken.run(_work(arguments), spoken.begin().speech, silent=arguments.silent or arguments.json)


def _work(arguments: argparse.Namespace) -> Work:
    from assistant.cli.spoken import guarded

    names = [printable_name(str(path)) for path in (arguments.first, arguments.second)]

    def work(say: Say, cancel: CancelToken) -> int:
        def tell(sentence: str) -> None:
            if not arguments.json:
                print_line(sentence)
            say(sentence)

        def report(spoken: str) -> None:
            if arguments.json:
                print_json({"first": names[0], "second": names[1], "error": spoken})
            print_problem(spoken)
            say(spoken)

        def compared() -> int:
            from assistant.desktop.capture.files import load_picture
            from assistant.pipelines.defaults import new_sources
            from assistant.pipelines.matching.compare import compare
            from assistant.pipelines.pixels.arrays import to_rgb

            loaded = [load_picture(path) for path in (arguments.first, arguments.second)]
            abouts = (_("About the first: {note}"), _("About the second: {note}"))
            for about, picture in zip(abouts, loaded, strict=True):
                for note in picture.notes:
                    tell(about.format(note=note))
            one, two = (to_rgb(picture.frame.pixels) for picture in loaded)
            result = compare(one, two, new_sources(), cancel=cancel)
            for sentence in result.sentences:
                tell(sentence)
            if arguments.json:
                print_json({"first": names[0], "second": names[1]} | _as_json(result))
            return 0

        return guarded(compared, report)

    return work


def _as_json(result: Compared) -> dict[str, Any]:
    return {
        "text": " ".join(result.sentences),
        "relation": result.alike.relation,
        "ways": list(result.alike.ways),
        "differences": [
            {
                "text": each.text,
                "source": each.source,
                "confidence": round(each.confidence, 3),
                "box": list(dataclasses.astuple(each.box)),
                "share": round(each.share, 5),
            }
            for each in result.differences
        ],
    }
