"""The command `lookaloud`. Without a subcommand it starts the app."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import __version__
from assistant.actions import Action
from assistant.cli.album_parser import add_parser as add_album
from assistant.cli.compare import add_parser as add_compare
from assistant.cli.match import add_parser as add_match
from assistant.cli.output import stop_printing, take_any_text
from assistant.cli.parser import Parser, parse
from assistant.cli.video import add_parser as add_video
from assistant.engine.environment import without_core_dumps
from assistant.languages.words import N_, NP_, _
from assistant.types import Length
from models.types import Box

EXIT_CODES = N_("""exit codes:
  0  described or answered (also where nothing can be spoken: it was printed)
  1  something else went wrong
  2  the command was not understood
  3  there is no screen to look at
  4  what was asked for cannot be captured
  5  the picture, the video or the folder of pictures cannot be read
  8  the part that looks at pictures failed, or a model could not be installed or checked
  9  the first start could not be finished
  130  stopped by Ctrl+C""")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (see EXIT_CODES)."""
    take_any_text()
    without_core_dumps()
    given = list(sys.argv[1:] if argv is None else argv)
    arguments = parse(_parser(), given if given[:1] != ["doctor"] else given[:1])
    match arguments.command:
        case None:
            return start_app([])
        case "doctor":
            from assistant.doctor import main as run_doctor

            return _until_stopped(lambda: run_doctor(given[1:]))
        case "do":
            from assistant.cli.do import run as do

            return _until_stopped(lambda: do(arguments.action, start_app=start_app))
        case "models":
            from assistant.cli.models import run as run_models

            return _until_stopped(lambda: run_models(arguments))
        case "album":
            from assistant.cli.album import run as run_album

            return _until_stopped(lambda: run_album(arguments))
        case "video":
            from assistant.cli.video import run as run_video

            return _until_stopped(lambda: run_video(arguments))
        case "compare":
            from assistant.cli.compare import run as run_compare

            return _until_stopped(lambda: run_compare(arguments))
        case "match":
            from assistant.cli.match import run as run_match

            return _until_stopped(lambda: run_match(arguments))
        case "ask":
            from assistant.cli.ask import run as run_ask

            return _until_stopped(lambda: run_ask(arguments))
        case _:
            from assistant.cli.describe import run

            return _until_stopped(lambda: run(arguments))


def _until_stopped(command: Callable[[], int]) -> int:
    """The command's exit code; 130 where Ctrl+C ends it, 0 where who reads its output has read enough (`| head`)."""
    try:
        return command()
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        stop_printing()
        return 0


def start_app(argv: Sequence[str] | None = None) -> int:
    """Start the desktop app; where a system library is missing, say which package brings it."""
    try:
        from assistant.qt_log import log_qt_messages

        log_qt_messages()  # first: QtMultimedia talks while it is loaded
        from assistant.process import main as run_app
    except ImportError as error:
        import resources
        from assistant.setup import system

        missing = system.missing(system.read_table(resources.path("system-packages.txt")))
        what = system.how_to_install(missing, _) if missing else _("Run lookaloud doctor to see what is missing.")
        sentence = _("LookAloud cannot open its windows: {error}. {what}").format(error=error, what=what)
        print(sentence, file=sys.stderr)
        return 1
    return run_app(argv)


def _parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(
        prog="lookaloud",
        description=N_("Looks at the screen for people who cannot see it, and says what is there."),
        epilog=EXIT_CODES,
    )
    parser.add_argument("--version", action="version", version=f"LookAloud {__version__}")
    commands = parser.add_subparsers(dest="command", metavar=NP_("argument", "command"))
    describe = commands.add_parser(
        "describe",
        help=N_("describe the screen, a window, or a picture file"),
        description=N_("Describe the screen, a window, or a picture file."),
    )
    _add_look(describe)
    read = commands.add_parser(
        "read",
        help=N_("read all the text that is there, in order"),
        description=N_("Read all the text that is there, in order."),
    )
    _add_look(read)
    ask = commands.add_parser(
        "ask",
        help=N_("answer a question about the screen, a window, or a picture file"),
        description=N_("Answer a question about the screen, a window, or a picture file."),
    )
    ask.add_argument(
        "question",
        metavar=NP_("argument", "QUESTION"),
        nargs="?",
        default="",
        help=N_("such as: what buttons are there?"),
    )
    ask.add_argument("--audio", type=Path, metavar="WAV", help=N_("the question as a sound file (16-bit PCM)"))
    _add_look(ask)
    do = commands.add_parser("do", help=N_("what a key of the app does, for keys of the desktop itself"))
    slugs = [action.slug for action in Action]
    do.add_argument("action", metavar=NP_("argument", "ACTION"), choices=slugs, help=N_("one of: %(choices)s"))
    add_album(commands)
    add_video(commands)
    add_compare(commands)
    add_match(commands)
    _add_models(commands.add_parser("models", help=N_("list, fetch, check, remove and choose models")))
    commands.add_parser("doctor", help=N_("check every part and say what to do"), add_help=False)
    return parser


def _add_models(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="part", metavar=NP_("argument", "part"), required=True)
    listed = parts.add_parser("list", help=N_("what is installed, and what can be fetched"))
    info = parts.add_parser("info", help=N_("all about one model, installed or not"))
    add = parts.add_parser("add", help=N_("install a model folder, or a .zip or .tar of one"))
    get = parts.add_parser("get", help=N_("fetch a model from the internet"))
    verify = parts.add_parser("verify", help=N_("check every file of a model, or of all"))
    remove = parts.add_parser("remove", help=N_("take a model away"))
    use = parts.add_parser("use", help=N_("use this model where there are several"))
    speed = parts.add_parser("speed", help=N_("measure a model on this machine"))
    for each in (info, remove, use, speed):
        each.add_argument("name", metavar=NP_("argument", "NAME"))
    verify.add_argument("name", metavar=NP_("argument", "NAME"), nargs="?")
    add.add_argument("source", metavar=NP_("argument", "FOLDER-OR-FILE"), type=Path)
    get.add_argument("name", metavar=NP_("argument", "NAME"), help=N_("a name of the list, or OWNER/NAME on the hub"))
    for each in (listed, info):
        each.add_argument("--json", action="store_true", help=N_("print JSON"))


def _add_look(parser: argparse.ArgumentParser) -> None:
    what = parser.add_mutually_exclusive_group()
    what.add_argument("file", nargs="?", metavar=NP_("argument", "FILE"), help=N_("a picture file"))
    what.add_argument("--sample", action="store_true", help=N_("the sample screenshot that comes with LookAloud"))
    what.add_argument("--screen", action="store_true", help=N_("all monitors (this is what happens without an option)"))
    what.add_argument("--monitor", action="store_true", help=N_("the monitor with the focus"))
    what.add_argument("--window", action="store_true", help=N_("the active window"))
    what.add_argument("--focus", action="store_true", help=N_("the element with focus"))
    what.add_argument("--pointer", action="store_true", help=N_("what is under the mouse pointer"))
    what.add_argument("--clipboard", action="store_true", help=N_("the picture on the clipboard"))
    what.add_argument(
        "--camera",
        nargs="?",
        const="",
        metavar=NP_("argument", "SOURCE"),
        help=N_("the camera, or a video file or address in its place"),
    )
    what.add_argument(
        "--region", type=region, metavar=NP_("argument", "LEFT,TOP,WIDTH,HEIGHT"), help=N_("a rectangle of the desktop")
    )
    parser.add_argument(
        "--length", choices=[str(x) for x in Length], help=N_("how much is said (default: the settings')")
    )
    parser.add_argument("--json", action="store_true", help=N_("print one JSON object and speak nothing"))
    parser.add_argument("--silent", action="store_true", help=N_("print, speak nothing"))


def region(text: str) -> Box:
    """LEFT,TOP,WIDTH,HEIGHT in desktop units. Raises ArgumentTypeError with a sentence."""
    try:
        left, top, width, height = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            _("{text!r} is not a rectangle: give four whole numbers, such as --region=0,0,800,600").format(text=text)
        ) from None
    if width <= 0 or height <= 0:
        raise argparse.ArgumentTypeError(_("{text!r} is empty: width and height must be above zero").format(text=text))
    return Box(left, top, left + width, top + height)


if __name__ == "__main__":
    sys.exit(main())
